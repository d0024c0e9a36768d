"""Whatever is done to a passage: facts stay whole, and everything can be undone."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.core import commonmark
from desktop.core.facts import FactWords, fact_in, is_fact, without_words
from desktop.core.fields import Answer
from desktop.core.programme import Programme
from desktop.core.richtext import Block, RichText, Run, canonical
from desktop.ui.passage import PassageEditor, Underline, looks
from desktop.ui.passage.document import OBJECT, PassageDocument
from desktop.ui.passage.looks import fragments
from tests.ui.widgets import in_a_form, text_of

CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key

FACTS = (
    "fact:gifts.second_jobs.applications",
    "fact:second_jobs.applications",
    "fact:gifts.second_jobs.approved;words",
    "fact:press.leaks.investigated;figures",
    "FACT:leaks.investigated;nonsense",
    "fact:press.leaks.continuing",
    "fact:no.such_field",
    "fact:published",
    "fact:",
)
STARTS = (
    "There were [25](fact:gifts.second_jobs.applications) applications, "
    "[**24**](fact:gifts.second_jobs.approved) of them *approved*. [Three](fact:leaks.investigated)"
    " leaks 😀.\n\n- [25](fact:second_jobs.applications)\n- and [old](fact:no.such_field)",
    "[one](fact:press.leaks.continuing)",
    "",
)

runs = st.builds(
    Run,
    text=st.one_of(
        st.text(st.characters(codec="utf-8"), max_size=8),
        st.sampled_from(["The force", " ", ". ", "in “", "**", "a_b", "- ", "😀", "e.g. ", "\xa0"]),
    ),
    bold=st.booleans(),
    italic=st.booleans(),
    link=st.sampled_from(("", "", "https://example.org/a_(b)", *FACTS)),
)
texts = st.lists(
    st.builds(Block, runs=st.lists(runs, max_size=7).map(tuple), bullet=st.booleans()), max_size=4
)
answers: st.SearchStrategy[dict[str, Answer]] = st.fixed_dictionaries(
    {},
    optional={
        "gifts.second_jobs.applications": st.integers(0, 2000),
        "gifts.second_jobs.approved": st.integers(0, 30),
        "press.leaks.investigated": st.integers(0, 12),
        "press.leaks.continuing": st.integers(0, 12),
        "published": st.just("2012-12-18"),
    },
)


def test_what_is_loaded_is_written_as_the_report_keeps_it(
    qtbot: QtBot, programme: Programme
) -> None:
    editor = PassageEditor()
    qtbot.addWidget(editor)

    @settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
    @given(text=texts, first=answers, then=answers)
    def holds(text: list[Block], first: dict[str, Answer], then: dict[str, Answer]) -> None:
        kept = commonmark.write(text)
        words = FactWords(programme, first)
        editor.set_facts(words, "gifts.second_jobs")
        editor.load(kept)
        kept = commonmark.write(words.settled(commonmark.parse(kept)))
        assert editor.text() == kept
        # Answers change while it is on the screen, and the report says the same as the editor.
        words = FactWords(programme, then)
        editor.set_facts(words, "gifts.second_jobs")
        kept = commonmark.write(words.settled(commonmark.parse(kept)))
        assert editor.text() == kept
        editor.refresh(kept)
        assert editor.text() == kept

    holds()


def facts_in(document: PassageDocument) -> list[tuple[str, int]]:
    """Give the address and the number of signs of every piece that is a fact, or looks like one."""
    found = []
    block = document.begin()
    while block.isValid():
        for piece in fragments(block):
            look = piece.charFormat()
            if look.objectType() == looks.FACT:
                assert piece.text() == OBJECT * piece.length()
                found.append((document.link_of(look), piece.length()))
            else:
                assert OBJECT not in piece.text()
        block = block.next()
    return found


class _Hands:
    """Does to an editor what its keys, its menu and the form do."""

    def __init__(self, chance: random.Random, programme: Programme, editor: PassageEditor) -> None:
        self.chance = chance
        self.programme = programme
        self.editor = editor
        self.text = text_of(editor)
        self.words = FactWords(programme, {})

    def act(self) -> None:
        self.chance.choice(
            (
                self.put_caret,
                self.select,
                self.type,
                self.type,
                self.delete,
                self.press,
                self.shape,
                self.copy,
                self.paste,
                self.undo,
                self.answer,
                self.offer,
                self.remark,
            )
        )()

    def place(self) -> int:
        return self.chance.randrange(self.text.document().characterCount())

    def put_caret(self) -> None:
        cursor = self.text.textCursor()
        cursor.setPosition(self.place())
        self.text.setTextCursor(cursor)

    def select(self) -> None:
        cursor = self.text.textCursor()
        cursor.setPosition(self.place())
        cursor.setPosition(self.place(), QTextCursor.MoveMode.KeepAnchor)
        self.text.setTextCursor(cursor)

    def type(self) -> None:
        QTest.keyClicks(self.text, self.chance.choice(("a", " ", ". ", "- ", "no more", "@x ")))

    def delete(self) -> None:
        modifier = self.chance.choice((Qt.KeyboardModifier.NoModifier, CTRL))
        QTest.keyClick(self.text, self.chance.choice((Key.Key_Backspace, Key.Key_Delete)), modifier)

    def press(self) -> None:
        QTest.keyClick(self.text, self.chance.choice((Key.Key_Return, Key.Key_Left, Key.Key_Right)))

    def shape(self) -> None:
        QTest.keyClick(self.text, self.chance.choice((Key.Key_B, Key.Key_I)), CTRL)

    def copy(self) -> None:
        QTest.keyClick(self.text, self.chance.choice((Key.Key_C, Key.Key_X)), CTRL)

    def paste(self) -> None:
        # Otherwise the text soon doubles with every step.
        if len(self.editor.text()) < 1500:
            QTest.keyClick(self.text, Key.Key_V, CTRL)

    def undo(self) -> None:
        key = self.chance.choice((Key.Key_Z, Key.Key_Z, Key.Key_Y))
        for _ in range(self.chance.randrange(1, 4)):
            QTest.keyClick(self.text, key, CTRL)

    def answer(self) -> None:
        given = {
            key: self.chance.choice((0, 1, 7, 25, 1234))
            for key in ("gifts.second_jobs.applications", "press.leaks.investigated")
            if self.chance.random() < 0.7
        }
        self.words = FactWords(self.programme, given)
        self.editor.set_facts(self.words, "gifts.second_jobs")
        self.editor.refresh(self.editor.text())

    def offer(self) -> None:
        QTest.keyClick(self.text, Key.Key_Space, CTRL)
        QTest.keyClick(self.text, Key.Key_Return)

    def remark(self) -> None:
        length = len(self.editor.text())
        start = self.chance.randrange(length + 1)
        self.editor.show_remarks([Underline(start, start + 5, "warning", "")])
        self.editor.replace_words(start, start + self.chance.randrange(4), "new")


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_done_facts_stay_whole_and_everything_is_undone(
    qtbot: QtBot, programme: Programme, seed: int
) -> None:
    editor = PassageEditor()
    area = in_a_form(editor)
    qtbot.addWidget(area)
    area.show()
    area.activateWindow()
    editor.setFocus()
    qtbot.waitUntil(text_of(editor).hasFocus)
    chance = random.Random(seed)
    start = STARTS[seed % len(STARTS)]
    editor.load(start)
    document = text_of(editor).document()
    assert isinstance(document, PassageDocument)
    known = keys_in(commonmark.parse(start)) | {*programme.fields}
    hands = _Hands(chance, programme, editor)
    editor.set_facts(hands.words, "gifts.second_jobs")
    began = but_for_words(document)
    for _ in range(120):
        hands.act()
        for link, length in facts_in(document):
            assert length == 1
            assert is_fact(link)
        read = commonmark.parse(editor.text())
        assert commonmark.write(hands.words.settled(read)) == editor.text()
        assert {key.partition(";")[0] for key in keys_in(read)} <= known
    QApplication.processEvents()
    while document.isUndoAvailable():
        document.undo()
    editor.set_facts(FactWords(programme, {}), "gifts.second_jobs")
    assert but_for_words(document) == began


def keys_in(text: RichText) -> set[str]:
    """Give the keys, as written, of the fields that the facts of a text speak of."""
    facts = (fact_in(run.link) for block in text for run in block.runs)
    return {fact.key for fact in facts if fact is not None}


def but_for_words(document: PassageDocument) -> RichText:
    """Give the text without what facts say, which follows the answers and not what is undone."""
    return without_words(
        replace(block, runs=tuple(_with_short_key(run) for run in block.runs))
        for block in canonical(document.read())
    )


def _with_short_key(run: Run) -> Run:
    """Give a run by the end of its fact's key, whether or not the whole key is known by now."""
    return replace(run, link=f"fact:{run.link.rpartition('.')[2]}") if is_fact(run.link) else run
