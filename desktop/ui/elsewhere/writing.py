"""Passages of other reports as documents to be painted or read: facts tinted, marks as they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from desktop.core.facts import is_fact
from desktop.core.richtext import RichText
from desktop.ui.elsewhere.looking import Entry
from desktop.ui.passage.looks import INDENT
from desktop.ui.theme import SPACE, item_font, passage_font, small_font, theme

if TYPE_CHECKING:
    from desktop.core.taking_over import Mark

_LINE: Final = 112
"""Distance of the lines of a passage, in hundredths of what the font has by itself."""
_HANGING: Final = 12
"""How far the sign of a point stands before its words, in pixels."""


def entry_document(entry: Entry) -> QTextDocument:
    """Write an entry: the force and its report, the answers compared, and the whole passage."""
    colours = theme()
    document = _empty()
    cursor = QTextCursor(document)
    cursor.insertText(entry.area, _look(item_font(), colours.ink))
    cursor.insertText(f"   {entry.standing}", _look(small_font(), colours.muted))
    cursor.insertBlock(_block(above=SPACE.tiny // 2))
    alike = entry.asked and entry.same == entry.asked
    cursor.insertText(entry.likeness, _look(small_font(), colours.ok if alike else colours.muted))
    _write(cursor, entry.blocks, ())
    return document


def passage_document(blocks: RichText, marks: Sequence[Mark]) -> QTextDocument:
    """Write a passage: what was replaced is underlined, and gaps have the colour of warnings."""
    document = _empty()
    _write(QTextCursor(document), blocks, marks)
    return document


def _empty() -> QTextDocument:
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    document.setDefaultFont(passage_font())
    return document


def _write(cursor: QTextCursor, blocks: RichText, marks: Iterable[Mark]) -> None:
    document = cursor.document()
    changed = {place: mark for mark in marks for place in range(mark.start, mark.end)}
    start = 0
    for block in blocks:
        shape = _block(above=SPACE.tiny if block.bullet else SPACE.small, point=block.bullet)
        if document.isEmpty():
            shape.setTopMargin(0)
            cursor.setBlockFormat(shape)
        else:
            cursor.insertBlock(shape)
        if block.bullet:
            cursor.insertText("•\u2002", _look(passage_font(), theme().muted))
        for run in block.runs:
            look = _look(passage_font(), theme().ink)
            look.setFontWeight(QFont.Weight.Bold if run.bold else QFont.Weight.Normal)
            look.setFontItalic(run.italic)
            if is_fact(run.link):
                look.setForeground(QColor(theme().fact))
                look.setBackground(QColor(theme().fact_tint))
            elif run.link:
                look.setForeground(QColor(theme().accent))
            places = range(start, start + len(run.text))
            for mark, part in groupby(places, key=changed.get):
                words = "".join(run.text[place - start] for place in part)
                cursor.insertText(words, _marked(look, mark))
            start += len(run.text)
        start += 1


def _marked(look: QTextCharFormat, mark: Mark | None) -> QTextCharFormat:
    if mark is None or mark.kind == "fact":
        return look
    marked = QTextCharFormat(look)
    if mark.kind == "words":
        marked.setFontUnderline(True)
    else:
        marked.setForeground(QColor(theme().warning))
        marked.setFontWeight(QFont.Weight.Bold)
    return marked


def _look(font: QFont, ink: str) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setFont(font)
    look.setForeground(QColor(ink))
    return look


def _block(*, above: int, point: bool = False) -> QTextBlockFormat:
    shape = QTextBlockFormat()
    shape.setTopMargin(above)
    shape.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if point:
        shape.setLeftMargin(INDENT)
        shape.setTextIndent(-_HANGING)
    return shape
