"""Rich text in a Qt document, and out of it again, walked block by block.

Only what a passage means is in the document: weight, slant, points, links and facts. Colours are
laid over it when it is painted, and what facts say is asked for when it is read, so that both can
change without changing the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor, QTextDocument

from desktop.core.facts import Fact, FactWords, fact_in, is_fact
from desktop.core.richtext import Block, Run, visible
from desktop.core.sentences import begins_sentence
from desktop.ui.passage import looks
from desktop.ui.passage.looks import fragments, is_point, look_of, set_point

OBJECT: Final = "\ufffc"
"""The one character that a fact is in a document."""


class Piece(NamedTuple):
    """A fact, or characters of one format; where they stand (UTF-16 units); what they say."""

    start: int
    end: int
    run: Run
    number: int = 0
    """What a fact in a document is known by; 0 for what is no fact."""

    def silent(self) -> Piece:
        """Give the same without words."""
        return self._replace(run=replace(self.run, text=""))

    def cut(self, start: int, end: int) -> Run:
        """Give what of it stands between two positions; of a fact, all or nothing."""
        if start <= self.start and self.end <= end:
            return self.run
        if self.number:
            return self.silent().run
        first, last = max(start - self.start, 0), max(end - self.start, 0)
        units = self.run.text.encode("utf-16-le", "surrogatepass")[2 * first : 2 * last]
        return replace(self.run, text=units.decode("utf-16-le", "ignore"))


class PassageDocument(QTextDocument):
    """The document of a passage, whose facts say what the answers of a report are."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: FactWords | None = None
        self._last: dict[int, str] = {}
        self._said: dict[tuple[str, bool], str | None] = {}
        self._links: dict[str, str] = {}
        # Every fact of a block is asked for what it says whenever one of them is laid out.
        self._pieces: dict[int, list[Piece]] = {}
        self.contentsChange.connect(self._pieces.clear)

    def fill(self, blocks: Sequence[Block]) -> None:
        """Put a text in the place of everything; nothing of it can be undone."""
        self.setUndoRedoEnabled(False)
        self.clear()
        self._last.clear()
        self._pieces.clear()
        cursor = QTextCursor(self)
        set_point(cursor, on=False)
        insert(cursor, blocks)
        self.setUndoRedoEnabled(True)
        self.setModified(False)

    def read(self, start: int = 0, end: int | None = None) -> list[Block]:
        """Read what stands between two positions (UTF-16 units), empty blocks included."""
        last = self.characterCount() - 1 if end is None else end
        found = []
        block = self.findBlock(start)
        while block.isValid() and block.position() <= last:
            runs = (piece.cut(start, last) for piece in self.pieces(block))
            found.append(Block(tuple(run for run in runs if run.text), is_point(block)))
            block = block.next()
        return found

    def pieces(self, block: QTextBlock) -> list[Piece]:
        """Take a block apart, its facts saying what `FactWords.settled` lets them say.

        A fact that follows itself says nothing, nor does white space between the two.
        """
        known = self._pieces.get(block.position())
        if known is None:
            known = self._pieces[block.position()] = self._taken_apart(block)
        return known

    def _taken_apart(self, block: QTextBlock) -> list[Piece]:
        found: list[Piece] = []
        before = last = ""
        between = 0
        for fragment in fragments(block):
            look = fragment.charFormat()
            start, end = fragment.position(), fragment.position() + fragment.length()
            if look.objectType() != looks.FACT:
                text = fragment.text()
                if visible(text).strip():
                    last = ""
                between += 1
                before += text
                found.append(Piece(start, end, Run(text, *looks.shape_of(look), look.anchorHref())))
                continue
            for place in range(start, end):
                link = self.link_of(look)
                begins = not is_point(block) and begins_sentence(before)
                said = self._say(link, begins=begins)
                if said and link == last:
                    said = ""
                    silent = found[len(found) - between :]
                    found[len(found) - between :] = [piece.silent() for piece in silent]
                elif not said:
                    said = self._last_words(look)
                last, between = link, 0
                before += said
                run = Run(said, *looks.shape_of(look), link)
                found.append(Piece(place, place + 1, run, look.intProperty(looks.NUMBER)))
        return found

    def link_of(self, look: QTextCharFormat) -> str:
        """Give the address of a fact by its format, with the full key where that is known."""
        written = str(look.stringProperty(looks.LINK))
        link = self._links.get(written)
        if link is None:
            fact = fact_in(written)
            link = written
            if fact is not None and self._words is not None:
                link = Fact(self._words.key_of(written) or fact.key, fact.form).link
            self._links[written] = link
        return link

    def _say(self, link: str, *, begins: bool) -> str | None:
        if self._words is None:
            return None
        if (link, begins) not in self._said:
            self._said[link, begins] = self._words.say(link, begins=begins)
        return self._said[link, begins]

    def fact_at(self, position: int) -> Piece | None:
        """Give the fact that stands at a position, if one stands there."""
        if position < 0 or self.characterAt(position) != OBJECT:
            return None
        pieces = self.pieces(self.findBlock(position))
        return next((piece for piece in pieces if piece.start == position and piece.number), None)

    def facts(self) -> Iterator[Piece]:
        """Go through the facts of the whole text."""
        block = self.begin()
        while block.isValid():
            if OBJECT in block.text():
                yield from (piece for piece in self.pieces(block) if piece.number)
            block = block.next()

    def take_answers(self, words: FactWords) -> bool:
        """Let the facts say what answers are now; the text and what can be undone stay.

        Says whether any of them reads otherwise than before.
        """
        before = list(self.facts())
        self._last |= {fact.number: fact.run.text for fact in before if fact.run.text}
        self._words = words
        self._said.clear()
        self._links.clear()
        return self._show_changed(before)

    def take_words(self, blocks: Iterable[Block]) -> bool:
        """Let facts without an answer say what they say in another text with the same facts.

        Says whether it has the same facts; if not, nothing is taken up.
        """
        before = list(self.facts())
        said = [fact for fact in before if fact.run.text]
        runs = [run for block in blocks for run in block.runs if is_fact(run.link)]
        if [fact.run.link for fact in said] != [run.link for run in runs]:
            return False
        self._last |= {fact.number: run.text for fact, run in zip(said, runs, strict=True)}
        self._show_changed(before)
        return True

    def _show_changed(self, before: Iterable[Piece]) -> bool:
        self._pieces.clear()
        changed = [new.start for old, new in zip(before, self.facts(), strict=True) if old != new]
        for position in changed:
            self.markContentsDirty(position, 1)
        return bool(changed)

    def about(self, link: str) -> str:
        """Say where a fact comes from, and what a click on it does."""
        name = self._words.name(link) if self._words else None
        if self._words is None or name is None:
            return "It has no field in the form: it stands as it was last written."
        if self._say(link, begins=False) is None:
            name += " has no answer now: it stands as it was last written"
        return f"{name} – click to go to the field"

    def _last_words(self, look: QTextCharFormat) -> str:
        written = self._last.get(look.intProperty(looks.NUMBER))
        return written or str(look.stringProperty(looks.WORDS))


def insert(cursor: QTextCursor, blocks: Sequence[Block]) -> None:
    """Insert a text in place of the selection, as one step to undo.

    A single block joins the sentence it is put into; points after the first begin blocks.
    """
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    for number, block in enumerate(blocks):
        here = cursor.block()
        empty = here.length() == 1
        if number or (block.bullet and len(blocks) > 1 and not empty and not is_point(here)):
            cursor.insertBlock()
            set_point(cursor, on=block.bullet)
        elif empty and block.bullet:
            set_point(cursor, on=True)
        for run in block.runs:
            words = OBJECT if is_fact(run.link) else visible(run.text).replace("\u2028", " ")
            cursor.insertText(words, look_of(run))
    cursor.endEditBlock()


def selected(document: QTextDocument, start: int, end: int) -> QTextCursor:
    """Give a cursor that selects what stands between two positions (UTF-16 units)."""
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return cursor
