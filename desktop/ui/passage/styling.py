"""What bold, italic, links and points do to the text at a cursor."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor

from desktop.core.facts import is_fact
from desktop.core.richtext import Run
from desktop.ui.passage import looks
from desktop.ui.passage.document import PassageDocument, selected
from desktop.ui.passage.looks import fragments, is_point, look_of, set_link, set_point, shape_of


class Look(NamedTuple):
    """How the characters at the cursor, or all that are selected, look."""

    bold: bool
    italic: bool
    point: bool
    link: str


def look_at(document: PassageDocument, cursor: QTextCursor, typed: QTextCharFormat) -> Look:
    """Tell how what is selected looks, or else what is typed next, of which the format is given."""
    runs: list[Run] = []
    if cursor.hasSelection():
        blocks = document.read(cursor.selectionStart(), cursor.selectionEnd())
        runs = [run for block in blocks for run in block.runs if run.text.strip()]
    if not runs:
        runs = [Run("", *shape_of(typed), typed.anchorHref())]
    links = {run.link for run in runs}
    link = links.pop() if len(links) == 1 else ""
    return Look(
        all(run.bold for run in runs),
        all(run.italic for run in runs),
        is_point(cursor.block()),
        "" if is_fact(link) else link,
    )


def set_bold(look: QTextCharFormat, bold: bool) -> None:
    """Make a format bold or not."""
    look.setFontWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)


def word_around(cursor: QTextCursor) -> QTextCursor:
    """Select the word that a cursor stands within; at its ends, nothing."""
    word = QTextCursor(cursor)
    word.select(QTextCursor.SelectionType.WordUnderCursor)
    inside = word.selectionStart() < cursor.position() < word.selectionEnd()
    return word if inside else QTextCursor(cursor)


def set_points(cursor: QTextCursor, *, on: bool) -> None:
    """Make all blocks that a selection touches points of a list, or paragraphs."""
    document = cursor.document()
    block = document.findBlock(cursor.selectionStart())
    end = cursor.selectionEnd()
    cursor.beginEditBlock()
    while block.isValid() and block.position() <= end:
        set_point(QTextCursor(block), on=on)
        block = block.next()
    cursor.endEditBlock()


def begin_point(cursor: QTextCursor) -> None:
    """Turn the bullet typed before the cursor into a point of a list."""
    cursor.beginEditBlock()
    cursor.deletePreviousChar()
    set_point(cursor, on=True)
    cursor.endEditBlock()


def inside_link(cursor: QTextCursor) -> bool:
    """Say whether the characters on both sides of a cursor belong to the same link."""
    if cursor.atBlockStart() or cursor.atBlockEnd():
        return False
    after = QTextCursor(cursor.document())
    after.setPosition(cursor.position() + 1)
    before = QTextCursor(cursor.document())
    before.setPosition(cursor.position())
    return before.charFormat().anchorHref() == after.charFormat().anchorHref()


def leave_link(look: QTextCharFormat) -> None:
    """Take the link from a format, so that what is typed next does not belong to it."""
    look.clearProperty(QTextCharFormat.Property.IsAnchor)
    look.clearProperty(QTextCharFormat.Property.AnchorHref)


def look_over(document: PassageDocument, place: int) -> QTextCharFormat:
    """Give the format of the character at a position."""
    cursor = QTextCursor(document)
    cursor.setPosition(place + 1)
    return cursor.charFormat()


def link_around(cursor: QTextCursor) -> QTextCursor:
    """Select the whole link at a cursor without a selection, or else the word there."""
    chosen = QTextCursor(cursor)
    if chosen.hasSelection():
        return chosen
    block = cursor.block()
    place = cursor.position()
    pieces = [
        (piece.position(), piece.position() + piece.length(), piece.charFormat().anchorHref())
        for piece in fragments(block)
    ]
    at = next((link for start, end, link in pieces if link and start <= place <= end), "")
    if not at:
        return word_around(cursor)
    parts = [(start, end) for start, end, link in pieces if link == at]
    return selected(cursor.document(), parts[0][0], parts[-1][1])


def first_link(document: PassageDocument, cursor: QTextCursor) -> str:
    """Give the first address that anything selected is linked to, empty for none."""
    blocks = document.read(cursor.selectionStart(), cursor.selectionEnd())
    links = (run.link for block in blocks for run in block.runs)
    return next((link for link in links if link and not is_fact(link)), "")


def put_words(cursor: QTextCursor, text: str) -> None:
    """Put plain words in the place of the selection, looking as its first letter does."""
    first = QTextCursor(cursor)
    first.setPosition(min(cursor.selectionStart() + 1, cursor.selectionEnd()))
    look = first.charFormat()
    looks.leave_fact(look)
    cursor.beginEditBlock()
    cursor.insertText(text, look)
    cursor.endEditBlock()


def link_to(cursor: QTextCursor, address: str) -> None:
    """Link the selection to an address, or unlink it; without one, write the address out."""
    cursor.beginEditBlock()
    if not cursor.hasSelection():
        if address:
            look = cursor.charFormat()
            looks.leave_fact(look)
            set_link(look, address)
            cursor.insertText(address.removeprefix("mailto:"), look)
        cursor.endEditBlock()
        return
    for start, end in _pieces(cursor):
        selected(cursor.document(), start, end).mergeCharFormat(_link_look(address))
    cursor.endEditBlock()


def _link_look(address: str) -> QTextCharFormat:
    if address:
        return look_of(Run("", link=address))
    look = QTextCharFormat()
    set_link(look, "")
    return look


def _pieces(cursor: QTextCursor) -> list[tuple[int, int]]:
    """Give the parts of a selection that are no facts: those keep the field they come from."""
    first, last = cursor.selectionStart(), cursor.selectionEnd()
    pieces = []
    block = cursor.document().findBlock(first)
    while block.isValid() and block.position() < last:
        for piece in fragments(block):
            start = max(first, piece.position())
            end = min(last, piece.position() + piece.length())
            if start < end and piece.charFormat().objectType() != looks.FACT:
                pieces.append((start, end))
        block = block.next()
    return pieces
