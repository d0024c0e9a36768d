"""Remarks in the form: under words, below fields and passages, in menus, and gone to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.core.remarks import BackToDraft, NewAnswer, Place, Remark, Replacement
from desktop.core.report import Passage, Report
from desktop.ui.form import FormView
from desktop.ui.passage import PassageEditor
from tests.ui.widgets import focus

Key = Qt.Key
LEAKS = "press.leaks"
INVESTIGATED = f"{LEAKS}.investigated"
TEXT = "The force recieved an e-mail. It recieved two."


def at(words: str, number: int = 0, text: str = TEXT) -> Place:
    start = -1
    for _ in range(number + 1):
        start = text.index(words, start + 1)
    return Place(LEAKS, "", start, start + len(words))


SECOND = Remark(
    "misspelling",
    "warning",
    at("recieved", 1),
    "“recieved” is not in the dictionary.",
    "recieved",
    suggestions=("received", "relieved"),
)
TERM = Remark(
    "two_ways", "warning", at("e-mail"), "Elsewhere it is “email”.", "e-mail", Replacement("email")
)
WRONG = Remark("number", "error", Place(LEAKS, INVESTIGATED), "Investigated (1) is less than 2.")
WHOLE = Remark("wording", "error", Place(LEAKS), "This differs.", fix=BackToDraft(LEAKS))


@pytest.fixture
def leaks(form: FormView, cleveland: Report) -> FormView:
    """The form with words to remark upon in one passage, and a month of publication."""
    passages = {**cleveland.passages, LEAKS: Passage(TEXT, "edited", "None.")}
    answers = {**cleveland.answers, "published": "2010-12"}
    form.follow(replace(cleveland, passages=passages, answers=answers))
    return form


def lines(form: FormView) -> list[str]:
    return [each.text() for each in form.findChildren(QLabel) if each.isVisible() and each.text()]


def text(form: FormView) -> QTextEdit:
    form.go_to(LEAKS)
    found = focus()
    assert isinstance(found, QTextEdit)
    return found


def chosen() -> str:
    found = focus()
    assert isinstance(found, QTextEdit)
    return found.textCursor().selectedText()


def type_before(form: FormView, words: str) -> None:
    editor = text(form)
    QTest.keyClick(editor, Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(editor, words)


def menu_at(form: FormView, remark: Remark, qtbot: QtBot) -> QMenu:
    """Open the menu at the words of a remark, by the key for it."""
    form.go_to_remark(remark)
    QTest.keyClick(focus(), Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def own_actions(menu: QMenu) -> list[QAction]:
    """Give what stands in a menu above the first line that parts it."""
    actions = menu.actions()
    end = next(place for place, each in enumerate(actions) if each.isSeparator())
    return actions[:end]


def choose(menu: QMenu, words: str) -> None:
    next(each for each in menu.actions() if each.text() == words).trigger()
    menu.close()


def test_what_is_wrong_with_an_answer_stands_below_its_field(leaks: FormView) -> None:
    leaks.show_remarks((WRONG, WHOLE))
    assert WRONG.message in lines(leaks)
    assert WHOLE.message in lines(leaks)
    leaks.go_to(INVESTIGATED)
    assert WRONG.message in focus().accessibleDescription()

    leaks.show_remarks(())
    assert WRONG.message not in lines(leaks)
    assert WHOLE.message not in lines(leaks)
    assert WRONG.message not in focus().accessibleDescription()


def test_what_is_wrong_with_words_about_an_answer_is_seen_at_the_words(leaks: FormView) -> None:
    remark = replace(SECOND, place=replace(SECOND.place, field=INVESTIGATED), message="Not two.")
    leaks.show_remarks((remark,))
    assert "Not two." not in lines(leaks)
    leaks.go_to_remark(remark)
    assert chosen() == "recieved"


def test_what_was_left_is_not_shown(leaks: FormView) -> None:
    leaks.show_remarks([replace(each, left="It is quoted.") for each in (WRONG, WHOLE)])
    assert WRONG.message not in lines(leaks)
    assert WHOLE.message not in lines(leaks)


def test_what_is_typed_and_no_answer_matters_more(leaks: FormView) -> None:
    remark = Remark("published", "error", Place("", "published"), "That is before the inspection.")
    leaks.show_remarks((remark,))
    assert remark.message in lines(leaks)
    leaks.go_to("published")
    field = focus()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "soon")
    leaks.go_to("embargo")
    (own,) = [each for each in lines(leaks) if each.startswith("Not saved yet")]
    leaks.show_remarks((replace(remark, message="That is before 2012."),))
    assert own in lines(leaks)
    leaks.go_to("published")
    QTest.keyClick(focus(), Key.Key_Escape)
    assert own not in lines(leaks)
    assert "That is before 2012." in lines(leaks)


def test_what_is_still_empty_says_so_only_to_who_was_brought_there(leaks: FormView) -> None:
    cases = "press.social_media.cases"
    field = Remark("unanswered_field", "error", Place("press.social_media", cases), "Not answered.")
    prose = Remark("empty_passage", "error", Place("press.social_media"), "Nothing to print.")
    leaks.show_remarks((field, prose))
    assert "Not answered." not in lines(leaks)
    assert "Nothing to print." not in lines(leaks)
    leaks.go_to_remark(field)
    assert focus().accessibleName() == "Cases found by research"
    assert "Not answered." in lines(leaks)
    leaks.go_to_remark(prose)
    assert focus().accessibleName() == "Social media: passage"
    assert "Not answered." not in lines(leaks)
    assert "Nothing to print." in lines(leaks)


def test_lines_come_and_go_without_a_jump(leaks: FormView) -> None:
    area = leaks.findChild(QScrollArea)
    assert area is not None
    leaks.go_to("gifts.second_jobs.applications")
    before = focus().mapTo(area.viewport(), focus().rect().topLeft())
    for remarks in ((WRONG, WHOLE), ()):
        leaks.show_remarks(remarks)
        assert focus().mapTo(area.viewport(), focus().rect().topLeft()) == before


@pytest.mark.parametrize("remark", [SECOND, TERM])
def test_a_remark_about_words_is_gone_to_by_selecting_them(leaks: FormView, remark: Remark) -> None:
    leaks.show_remarks((SECOND, TERM))
    leaks.go_to_remark(remark)
    assert focus().accessibleName() == "Leaks: passage"
    assert chosen() == remark.quote


def test_words_that_moved_since_the_check_are_found(leaks: FormView) -> None:
    leaks.show_remarks((SECOND, TERM))
    type_before(leaks, "Since then: ")
    leaks.go_to_remark(SECOND)
    editor = focus()
    assert isinstance(editor, QTextEdit)
    assert editor.textCursor().selectedText() == "recieved"
    assert editor.textCursor().selectionStart() == SECOND.place.start + len("Since then: ")


def test_a_remark_about_the_report_is_gone_to_at_its_beginning(leaks: FormView) -> None:
    leaks.go_to(LEAKS)
    leaks.go_to_remark(Remark("report", "error", Place(), "Nobody can read this."))
    assert focus().accessibleName() == "ISBN"


def test_going_to_a_passage_that_lost_the_words_goes_to_the_passage(leaks: FormView) -> None:
    leaks.show_remarks((TERM,))
    editor = text(leaks)
    editor.selectAll()
    QTest.keyClicks(editor, "None.")
    leaks.go_to("isbn")
    leaks.go_to_remark(TERM)
    assert focus() is editor


def test_a_replacement_is_made_in_the_passage_and_can_be_undone(leaks: FormView) -> None:
    told: list[str] = []
    leaks.passage_changed.connect(told.append)
    leaks.show_remarks((SECOND, TERM))
    assert leaks.apply(SECOND, Replacement("received"))
    assert leaks.passage_text(LEAKS) == "The force recieved an e-mail. It received two."
    assert set(told) == {LEAKS}
    editor = text(leaks)
    QTest.keyClick(editor, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert leaks.passage_text(LEAKS) == TEXT


def test_a_replacement_finds_words_that_moved_and_spares_others(leaks: FormView) -> None:
    leaks.show_remarks((TERM,))
    type_before(leaks, "E-mails and e-mailing. ")
    assert leaks.apply(TERM, Replacement("email"))
    assert leaks.passage_text(LEAKS).startswith(
        "E-mails and e-mailing. The force recieved an email."
    )
    editor = text(leaks)
    editor.selectAll()
    QTest.keyClicks(editor, "e-mailing")
    assert leaks.apply(TERM, Replacement("email"))
    assert leaks.passage_text(LEAKS) == "e-mailing"


def test_other_fixes_are_left_to_the_desk(leaks: FormView) -> None:
    assert not leaks.apply(WHOLE, BackToDraft(LEAKS))
    assert not leaks.apply(WRONG, NewAnswer(INVESTIGATED, None))


def test_the_menu_at_underlined_words_says_what_and_offers_fixes(
    leaks: FormView, qtbot: QtBot
) -> None:
    leaks.show_remarks((SECOND, TERM))
    menu = menu_at(leaks, SECOND, qtbot)
    offered = own_actions(menu)
    assert [each.text() for each in offered] == [
        "“recieved” is not in the dictionary.",
        "Change to “received”",
        "Change to “relieved”",
        "Add “recieved” to my words",
        "Leave it, because…",
    ]
    assert [each.isEnabled() for each in offered] == [False, True, True, True, True]
    choose(menu, "Change to “relieved”")
    assert leaks.passage_text(LEAKS) == "The force recieved an e-mail. It relieved two."


@pytest.mark.parametrize(
    ("words", "signal", "told"),
    [
        ("Add “recieved” to my words", lambda form: form.learn_wanted, ["recieved"]),
        ("Leave it, because…", lambda form: form.leave_wanted, [SECOND]),
    ],
)
def test_the_menu_tells_what_is_not_the_forms_to_do(
    leaks: FormView,
    qtbot: QtBot,
    words: str,
    signal: Callable[[FormView], object],
    told: list[object],
) -> None:
    leaks.show_remarks((SECOND,))
    menu = menu_at(leaks, SECOND, qtbot)
    with qtbot.waitSignal(signal(leaks), timeout=1000) as wanted:
        choose(menu, words)
    assert wanted.args == told


def test_a_fix_that_is_the_desks_is_told(leaks: FormView, qtbot: QtBot) -> None:
    fix = BackToDraft(LEAKS)
    remark = replace(TERM, fix=fix)
    leaks.show_remarks((remark,))
    menu = menu_at(leaks, remark, qtbot)
    with qtbot.waitSignal(leaks.fix_wanted, timeout=1000) as wanted:
        choose(menu, "Back to the draft")
    assert wanted.args == [remark, fix]


def test_elsewhere_the_menu_is_as_ever(leaks: FormView, qtbot: QtBot) -> None:
    leaks.show_remarks((replace(SECOND, left="A quotation."), TERM))
    menu = menu_at(leaks, SECOND, qtbot)
    assert not [each for each in menu.actions() if "dictionary" in each.text()]
    menu.close()


def test_what_cannot_be_changed_is_only_explained(leaks: FormView, qtbot: QtBot) -> None:
    leaks.set_read_only("Another program holds the database.")
    leaks.show_remarks((SECOND,))
    assert leaks.apply(SECOND, Replacement("received"))
    assert leaks.passage_text(LEAKS) == TEXT
    menu = menu_at(leaks, SECOND, qtbot)
    assert [each.text() for each in own_actions(menu)] == [SECOND.message]
    menu.close()


def test_another_report_begins_without_remarks(
    leaks: FormView, cleveland: Report, programme: Programme, forces: Forces
) -> None:
    leaks.show_remarks((WRONG, WHOLE))
    leaks.show_report(programme, forces["kent"], replace(cleveland, force="kent"))
    assert WRONG.message not in lines(leaks)
    assert WHOLE.message not in lines(leaks)


def test_what_is_made_later_shows_its_remarks_and_drafts(
    qtbot: QtBot, cleveland: Report, programme: Programme, forces: Forces
) -> None:
    form = FormView()
    qtbot.addWidget(form)
    making = form.make(programme)
    next(making)
    passages = {**cleveland.passages, LEAKS: Passage(TEXT, "edited", "None.")}
    form.show_report(programme, forces["cleveland"], replace(cleveland, passages=passages))
    form.show_remarks((WRONG,))
    form.show_new_drafts({LEAKS: "One."})
    assert list(making)
    form.show()
    qtbot.waitExposed(form)
    assert WRONG.message in lines(form)
    assert [each for each in form.findChildren(QPushButton) if each.text() == "Take it"]


def test_only_the_words_that_are_meant_are_underlined(
    leaks: FormView, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[tuple[int, int]] = []
    editor: QWidget | None = text(leaks)
    while not isinstance(editor, PassageEditor):
        assert editor is not None
        editor = editor.parentWidget()
    monkeypatch.setattr(
        editor, "show_remarks", lambda laid: shown.extend((each.start, each.end) for each in laid)
    )
    elsewhere = replace(TERM, place=replace(TERM.place, start=2, end=8))
    left = replace(SECOND, place=at("recieved"), left="A quotation.")
    leaks.show_remarks((SECOND, TERM, elsewhere, left, WHOLE))
    assert shown == [(33, 41), (22, 28)]
