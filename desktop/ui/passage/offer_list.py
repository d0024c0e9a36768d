"""The list of facts that can be put into a passage, as it is seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.core.facts import Offer
from desktop.ui.theme import SPACE, set_role, small_font, theme, ui_font

_ROWS: Final = 8
_HIGH: Final = 26
_WIDE: Final = 380
_WORDS: Final = int(Qt.ItemDataRole.UserRole)
_LABEL: Final = _WORDS + 1
_GONE: Final = (QEvent.Type.Hide, QEvent.Type.WindowDeactivate)


class OfferList(QFrame):
    """A part of the window above all others, so that it takes no keys from the text."""

    chosen = Signal(int)
    """A row was clicked."""
    moved = Signal()
    """The text is elsewhere on the screen now."""
    left = Signal()
    """The keys have left the text, or it is no longer seen."""

    def __init__(self, text: QWidget) -> None:
        """Belong to a text: the list is shown in its window, beside it."""
        super().__init__(text.window())
        self._text = text
        # A click would look for what takes the keys further up.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(text)
        self._notice = QLabel(self)
        self._notice.setFont(small_font())
        set_role(self._notice, "muted")
        self._notice.setContentsMargins(SPACE.small, SPACE.tiny, SPACE.small, SPACE.tiny)
        self._list = QListWidget(self)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.viewport().setAutoFillBackground(False)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setItemDelegate(_Row(self._list))
        self._list.setMouseTracking(True)
        self._list.setAccessibleName("Answers that can be put in here")
        self._list.itemClicked.connect(lambda item: self.chosen.emit(self._list.row(item)))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(SPACE.tiny, SPACE.tiny, SPACE.tiny, SPACE.tiny)
        rows.setSpacing(0)
        rows.addWidget(self._notice)
        rows.addWidget(self._list)
        self._watched: list[QObject] = []
        around: QWidget | None = text
        while around is not None and not around.isWindow():
            self._watched.append(around)
            around = around.parentWidget()
        for each in (*self._watched, text.window()):
            each.installEventFilter(self)

    def show_offers(self, offers: Sequence[Offer], notice: str) -> None:
        """Show these, the first of them chosen, or where there are none a line that says so."""
        self._list.clear()
        for offer in offers:
            row = QListWidgetItem(f"{offer.label}: {offer.words}", self._list)
            row.setData(_LABEL, offer.label)
            row.setData(_WORDS, offer.words)
        self._list.setCurrentRow(0)
        self._list.setVisible(bool(offers))
        self._list.setFixedHeight(_HIGH * min(len(offers), _ROWS))
        self._notice.setText(notice)
        self._notice.setVisible(not offers)
        self.setFixedSize(_WIDE, self.sizeHint().height())

    def place_under(self, caret: QRect) -> None:
        """Stand under the caret, given in the text's coordinates, or above it for want of room."""
        window = self._text.window()
        corner = self._text.mapTo(window, caret.bottomLeft()) + QPoint(-SPACE.small, SPACE.tiny)
        if corner.y() + self.height() > window.height():
            corner.setY(self._text.mapTo(window, caret.topLeft()).y() - SPACE.tiny - self.height())
        right = max(0, window.width() - self.width() - SPACE.small)
        self.move(min(max(0, corner.x()), right), max(0, corner.y()))
        self.show()
        self.raise_()

    def row(self) -> int:
        """Give the row that is chosen."""
        return self._list.currentRow()

    def step(self, by: int) -> None:
        """Choose the next row or the one before, round the end."""
        self._list.setCurrentRow((self.row() + by) % self._list.count())

    def said(self) -> str:
        """Say the chosen row, or that there is none."""
        item = self._list.currentItem()
        return item.text() if self._list.count() else self._notice.text()

    def close_list(self) -> None:
        """Go for good."""
        for each in (*self._watched, self._text.window()):
            each.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind, kinds = event.type(), QEvent.Type
        if kind == kinds.Move and watched in self._watched:
            self.moved.emit()
        elif (kind == kinds.FocusOut and watched is self._text) or kind in _GONE:
            self.left.emit()
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme().edge), 1))
        painter.setBrush(QColor(theme().surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)


class _Row(QStyledItemDelegate):
    """Draws what an answer is called, muted, and at the end of the row what it says."""

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(0, _HIGH)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        colours = theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.setBrush(QColor(colours.fact_tint))
            painter.drawRoundedRect(option.rect, 3, 3)
        room = option.rect.adjusted(SPACE.small, 0, -SPACE.small, 0)
        painter.setFont(ui_font())
        metrics = painter.fontMetrics()
        words = str(index.data(_WORDS))
        label = str(index.data(_LABEL))
        elide = Qt.TextElideMode.ElideRight
        words = metrics.elidedText(words, elide, room.width() // 2)
        left = room.width() - metrics.horizontalAdvance(words) - SPACE.large
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(colours.fact if chosen else colours.ink))
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, words)
        painter.setPen(QColor(colours.fact if chosen else colours.muted))
        painter.drawText(room, middle, metrics.elidedText(label, elide, left))
        painter.restore()
