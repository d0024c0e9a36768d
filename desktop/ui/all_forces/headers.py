"""The headers of the grid: forces with their state at the left, items above their fields."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget
from typing_extensions import override

from desktop.ui.all_forces.model import NUMBERS, GridModel
from desktop.ui.theme import SPACE, small_font, theme, ui_font

_FORCES_WIDE: Final = 184
_LINES: Final = 2
"""How many lines the label of a field may take."""


class FieldsHeader(QHeaderView):
    """Names each field on two lines, and above them once the item that they belong to."""

    def __init__(self, model: GridModel, parent: QWidget) -> None:
        """Name the columns of this model."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._grid = model
        self.setSectionsClickable(True)
        self.setHighlightSections(True)
        self.setAccessibleName("Fields")

    def _line(self) -> int:
        return QFontMetrics(small_font()).height()

    @override
    def sizeHint(self) -> QSize:
        return QSize(0, (_LINES + 1) * self._line() + SPACE.medium)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        colours = theme()
        painter.save()
        painter.fillRect(rect, colour(colours.canvas))
        column = self._grid.columns[logicalIndex]
        painter.setFont(small_font())
        painter.setPen(colour(colours.accent if self._is_current(logicalIndex) else colours.ink))
        below = rect.adjusted(SPACE.small, self._line() + SPACE.tiny, -SPACE.small, -SPACE.tiny)
        by = self._grid.sorted_by
        if by is not None and by[0] == column.key:
            top = below.translated(-SPACE.tiny, 0)
            painter.drawText(top, Qt.AlignmentFlag.AlignRight, "↓" if by[1] else "↑")
            below.setRight(below.right() - SPACE.large)
        right = column.asked.type in NUMBERS
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        label = fitting(column.asked.label, painter.fontMetrics(), below.width())
        painter.drawText(below, Qt.AlignmentFlag.AlignBottom | side, label)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour(colours.edge))
        painter.restore()

    def _is_current(self, section: int) -> bool:
        return self.selectionModel().currentIndex().column() == section

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        colours = theme()
        painter = QPainter(self.viewport())
        font = small_font()
        font.setWeight(ui_font().weight().DemiBold)
        painter.setFont(font)
        shown = [at for at in range(self.count()) if not self.isSectionHidden(at)]
        for group, members in groupby(shown, key=lambda at: self._grid.columns[at].group):
            sections = list(members)
            left = self.sectionViewportPosition(sections[0])
            right = self.sectionViewportPosition(sections[-1]) + self.sectionSize(sections[-1])
            painter.fillRect(QRect(left, 0, 1, self.height()), colour(colours.rule))
            # The name stays in sight while any of its fields is.
            place = QRect(max(left, 0) + SPACE.small, SPACE.tiny, 0, self._line())
            place.setRight(right - SPACE.tiny)
            if place.width() > SPACE.wide:
                name = painter.fontMetrics().elidedText(
                    group, Qt.TextElideMode.ElideRight, place.width()
                )
                painter.setPen(colour(colours.muted))
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, name)
        painter.end()


class ForcesHeader(QHeaderView):
    """Names each force, with the sign of where its report stands."""

    def __init__(self, model: GridModel, parent: QWidget) -> None:
        """Name the rows of this model."""
        super().__init__(Qt.Orientation.Vertical, parent)
        self._grid = model
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAccessibleName("Forces")

    @override
    def sizeHint(self) -> QSize:
        return QSize(_FORCES_WIDE, 0)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        colours = theme()
        force = self._grid.force_at(logicalIndex)
        now = self._grid.standing(force.key)
        current = self.selectionModel().currentIndex().row() == logicalIndex
        painter.save()
        painter.fillRect(rect, colour(colours.fact_tint if current else colours.surface))
        inner = rect.adjusted(SPACE.medium, 0, -SPACE.small, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(ui_font())
        painter.setPen(colour(colours.ok if now.published else colours.muted))
        painter.drawText(inner, middle, now.dot)
        inner.setLeft(inner.left() + painter.fontMetrics().horizontalAdvance("●") + SPACE.small)
        ink = colours.ink if now.begun or current else colours.muted
        painter.setPen(colour(colours.fact if current else ink))
        name = painter.fontMetrics().elidedText(
            force.area, Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, middle, name)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour(colours.rule))
        painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), colour(colours.edge))
        painter.restore()


@cache
def colour(name: str) -> QColor:
    """Give a colour by its name in the theme; not to be changed."""
    return QColor(name)


def fitting(label: str, metrics: QFontMetrics, width: int) -> str:
    """Break a label into two lines at the most, the second cut short with "…"."""
    if metrics.horizontalAdvance(label) <= width:
        return label
    words = label.split()
    first = words.pop(0)
    while words and metrics.horizontalAdvance(f"{first} {words[0]}") <= width:
        first = f"{first} {words.pop(0)}"
    cut = Qt.TextElideMode.ElideRight
    lines = [metrics.elidedText(first, cut, width)]
    if words:
        lines.append(metrics.elidedText(" ".join(words), cut, width))
    return "\n".join(lines)
