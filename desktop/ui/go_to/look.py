"""How the rows look: names with what they are of, and hits in their sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from desktop.ui.go_to.rows import ENTRY_ROLE, Entry, Index
from desktop.ui.theme import SPACE, small_font, theme, ui_font

_BEFORE: Final = 24
"""Characters of a sentence that stand before its first mark, where it cannot be shown whole."""


class Look(QStyledItemDelegate):
    """Draws the name of a group, an entry on one line, or a hit above what it is of."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = QFontMetrics(ui_font()).height()
        entry = index.data(ENTRY_ROLE)
        if not isinstance(entry, Entry):
            return QSize(0, QFontMetrics(small_font()).height() + SPACE.medium)
        if entry.above:
            return QSize(0, line + QFontMetrics(small_font()).height() + SPACE.small)
        return QSize(0, line + SPACE.small)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(ENTRY_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(entry, Entry):
            _draw_entry(painter, option, entry)
        else:
            painter.setFont(small_font())
            painter.setPen(QColor(theme().muted))
            room = option.rect.adjusted(SPACE.large, 0, -SPACE.large, -SPACE.tiny)
            painter.drawText(room, Qt.AlignmentFlag.AlignBottom, str(index.data()))
        painter.restore()


def _draw_entry(painter: QPainter, option: QStyleOptionViewItem, entry: Entry) -> None:
    colours = theme()
    rect = option.rect
    chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    near = bool(option.state & QStyle.StateFlag.State_MouseOver)
    if chosen or near:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.fact_tint if chosen else colours.hover))
        painter.drawRoundedRect(QRectF(rect).adjusted(SPACE.tiny, 0, -SPACE.tiny, 0), 3, 3)
    if chosen:
        bar = QRect(rect.left() + SPACE.tiny, rect.top() + 3, 3, rect.height() - 6)
        painter.fillRect(bar, QColor(colours.accent))
    room = rect.adjusted(SPACE.large, 0, -SPACE.large, 0)
    ink = colours.fact if chosen else colours.ink
    quiet = colours.fact if chosen else colours.muted
    middle, elide = Qt.AlignmentFlag.AlignVCenter, Qt.TextElideMode.ElideRight
    if entry.above:
        small = QFontMetrics(small_font()).height()
        below = room.adjusted(0, room.height() - small - SPACE.tiny, 0, -SPACE.tiny)
        hit = room.adjusted(0, SPACE.tiny, 0, -small - SPACE.tiny)
        _draw_hit(painter, hit, entry, ink, colours.surface if chosen else colours.fact_tint)
        painter.setFont(small_font())
        painter.setPen(QColor(quiet))
        painter.drawText(
            below, middle, painter.fontMetrics().elidedText(entry.detail, elide, below.width())
        )
        return
    painter.setFont(ui_font())
    metrics = painter.fontMetrics()
    words = metrics.elidedText(entry.words, elide, room.width())
    painter.setPen(QColor(ink))
    painter.drawText(room, middle, words)
    room.setLeft(room.left() + metrics.horizontalAdvance(words) + SPACE.wide)
    painter.setFont(small_font())
    painter.setPen(QColor(quiet))
    detail = painter.fontMetrics().elidedText(entry.detail, elide, max(0, room.width()))
    painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, detail)


def _draw_hit(painter: QPainter, room: QRect, entry: Entry, ink: str, tint: str) -> None:
    """Draw a sentence on one line, its marks bold on a tint, the first of them always in sight."""
    colours = theme()
    plain = ui_font()
    bold = ui_font(weight=QFont.Weight.Bold)
    left = room.left()
    for words, marked in _runs(entry, QFontMetrics(plain), room.width()):
        painter.setFont(bold if marked else plain)
        metrics = painter.fontMetrics()
        wide = metrics.horizontalAdvance(words)
        there = QRect(left, room.top(), room.right() - left + 1, room.height())
        if marked:
            ground = QRectF(left - 1, room.top(), min(wide, there.width()) + 2, room.height())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tint))
            painter.drawRoundedRect(ground, 2, 2)
        painter.setPen(QColor(colours.fact if marked else ink))
        fits = metrics.elidedText(words, Qt.TextElideMode.ElideRight, there.width())
        painter.drawText(there, Qt.AlignmentFlag.AlignVCenter, fits)
        if fits != words:
            return
        left += wide


def _runs(entry: Entry, metrics: QFontMetrics, width: int) -> Iterator[tuple[str, bool]]:
    """Give the pieces of a sentence and whether each is marked, cut before the first mark."""
    text, start = entry.words, 0
    first = entry.marks[0] if entry.marks else (0, 0)
    if metrics.horizontalAdvance(text[: first[1]]) > width * 0.7:
        start = max(0, first[0] - _BEFORE)
        start = text.find(" ", start, first[0]) + 1 or start
        yield "…", False
    for begin, end in entry.marks:
        yield text[start:begin], False
        yield text[begin:end], True
        start = end
    yield text[start:], False
