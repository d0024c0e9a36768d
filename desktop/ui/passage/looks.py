"""Formats: how characters and blocks of a passage are kept in a Qt document."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Final

from PySide6.QtGui import (
    QFont,
    QFontInfo,
    QFontMetricsF,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextFragment,
    QTextListFormat,
)

from desktop.core.facts import is_fact
from desktop.core.richtext import Run

LEADING: Final = 1.4
"""Distance of the lines, in sizes of the font."""
INDENT: Final = 20
"""How far points stand in, in pixels."""
FACT: Final = QTextFormat.ObjectTypes.UserObject.value + 1
"""The type of a fact's format, by which alone it is known: typing after it takes up the rest."""
LINK: Final = QTextFormat.Property.UserProperty.value + 1
"""The property that holds a fact's address as it was written."""
WORDS: Final = LINK + 1
"""The property that holds what a fact said when it was put into the text."""
NUMBER: Final = LINK + 2
"""The property that a fact is known by; no two have the same."""
_AFTER_PARAGRAPH: Final = 8
_AFTER_POINT: Final = 3
_numbers = count(1)


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
    if is_fact(run.link):
        look.setObjectType(FACT)
        look.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignBaseline)
        look.setProperty(LINK, run.link)
        look.setProperty(WORDS, run.text)
        look.setProperty(NUMBER, next(_numbers))
    elif run.link:
        set_link(look, run.link)
    return look


def belongs_to_fact(look: QTextCharFormat) -> bool:
    """Say whether a format is a fact's, or was taken up from one by what is typed after it."""
    return look.hasProperty(LINK)


def leave_fact(look: QTextCharFormat) -> None:
    """Take from a format what it took up from a fact."""
    own = QTextFormat.Property
    for each in (LINK, WORDS, NUMBER, own.ObjectType.value, own.TextVerticalAlignment.value):
        look.clearProperty(each)


def set_link(look: QTextCharFormat, link: str) -> None:
    """Make a format that of a link, or with an empty address that of plain characters."""
    look.setAnchor(bool(link))
    look.setAnchorHref(link)


def _line_height(font: QFont) -> float:
    """Give the leading in hundredths of the font's own line spacing, which differs by font."""
    own = QFontMetricsF(font).lineSpacing() / QFontInfo(font).pixelSize()
    return max(100.0, 100 * LEADING / own)


def shape_of(look: QTextCharFormat) -> tuple[bool, bool]:
    """Say whether characters of a format are bold, and whether they are italic."""
    return is_bold(look), look.fontItalic()
