"""Rich text in a Qt document, and out of it again, walked block by block.

Only what a passage means is in the document: weight, slant, points and links. Colours are laid
over it when it is painted, so that they can change without changing the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtGui import (
    QFont,
    QFontInfo,
    QFontMetricsF,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFragment,
    QTextListFormat,
)

from desktop.core.richtext import Block, Run

FACT: Final = "fact:"
LEADING: Final = 1.4
"""Distance of the lines, in sizes of the font."""
INDENT: Final = 20
"""How far points stand in, in pixels."""
_AFTER_PARAGRAPH: Final = 8
_AFTER_POINT: Final = 3


def fill(document: QTextDocument, blocks: Sequence[Block]) -> None:
    """Put a text in the place of everything in a document; nothing of it can be undone."""
    document.setUndoRedoEnabled(False)
    document.clear()
    cursor = QTextCursor(document)
    set_point(cursor, on=False)
    insert(cursor, blocks)
    document.setUndoRedoEnabled(True)
    document.setModified(False)


def read(document: QTextDocument, start: int = 0, end: int | None = None) -> list[Block]:
    """Read what stands between two positions (UTF-16 units) as it is, empty blocks included."""
    last = document.characterCount() - 1 if end is None else end
    blocks = []
    block = document.findBlock(start)
    while block.isValid() and block.position() <= last:
        runs = (_run(fragment, start, last) for fragment in fragments(block))
        blocks.append(Block(tuple(run for run in runs if run.text), is_point(block)))
        block = block.next()
    return blocks


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
            cursor.insertText(run.text, look_of(run))
    cursor.endEditBlock()


def selected(document: QTextDocument, start: int, end: int) -> QTextCursor:
    """Give a cursor that selects what stands between two positions (UTF-16 units)."""
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return cursor


def fragments(block: QTextBlock) -> Iterator[QTextFragment]:
    """Go through the pieces of a block whose characters share one format."""
    place = block.begin()
    while not place.atEnd():
        yield place.fragment()
        place += 1


def is_point(block: QTextBlock) -> bool:
    """Say whether a block is a point of a list."""
    return block.blockFormat().objectIndex() >= 0


def set_point(cursor: QTextCursor, *, on: bool) -> None:
    """Make the block of a cursor a point of a list, or a paragraph."""
    block = cursor.block()
    shape = QTextBlockFormat()
    shape.setLineHeight(
        _line_height(cursor.document().defaultFont()),
        QTextBlockFormat.LineHeightTypes.ProportionalHeight.value,
    )
    shape.setTopMargin(_AFTER_POINT if on else _AFTER_PARAGRAPH)
    shape.setBottomMargin(_AFTER_POINT if on else _AFTER_PARAGRAPH)
    cursor.setBlockFormat(shape)
    if not on:
        return
    if block.previous().isValid() and is_point(block.previous()):
        block.previous().textList().add(block)
    else:
        # The text paints its own bullets: Qt's touch the words.
        cursor.createList(QTextListFormat.Style.ListStyleUndefined)


def is_bold(look: QTextCharFormat) -> bool:
    """Say whether characters of a format are bold; semibold from elsewhere counts."""
    return look.fontWeight() >= QFont.Weight.DemiBold


def look_of(run: Run) -> QTextCharFormat:
    """Give the format of a run's characters."""
    look = QTextCharFormat()
    if run.bold:
        look.setFontWeight(QFont.Weight.Bold)
    if run.italic:
        look.setFontItalic(True)
    if run.link:
        set_link(look, run.link)
    return look


def set_link(look: QTextCharFormat, link: str) -> None:
    """Make a format that of a link, or with an empty address that of plain characters."""
    look.setAnchor(bool(link))
    look.setAnchorHref(link)


def _line_height(font: QFont) -> float:
    """Give the leading in hundredths of the font's own line spacing, which differs by font."""
    own = QFontMetricsF(font).lineSpacing() / QFontInfo(font).pixelSize()
    return max(100.0, 100 * LEADING / own)


def _run(fragment: QTextFragment, start: int, end: int) -> Run:
    text = fragment.text()
    first = max(start - fragment.position(), 0)
    last = min(end - fragment.position(), fragment.length())
    if first > 0 or last < fragment.length():
        units = text.encode("utf-16-le", "surrogatepass")
        text = units[2 * first : max(2 * last, 0)].decode("utf-16-le", "ignore")
    look = fragment.charFormat()
    return Run(text, is_bold(look), look.fontItalic(), look.anchorHref())
