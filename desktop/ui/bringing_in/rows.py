"""Rows of what was recognised or differs: a sign, a name, what it is, and how it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from desktop.ui.theme import SPACE, Role, small_font, theme

SHOWN_ROLE: Final = Qt.ItemDataRole.UserRole
_SIGN: Final = 20
_LONGEST: Final = "not recognised"
"""What the column at the right has room for."""
Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


class Shown(NamedTuple):
    """What a row shows; one with nothing but a name is the name of a group."""

    name: str
    sign: str = ""
    value: str = ""
    standing: str = ""
    role: Role = "plain"
    faint: bool = False
    """Whether the value only says that there is none."""

    @property
    def is_group(self) -> bool:
        """Whether this is the name of what follows, which cannot be chosen."""
        return not self.sign

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        value = f": {self.value}" if self.value else ""
        return f"{self.name}{value}, {self.standing}" if self.sign else self.name


class RowsModel(QAbstractListModel):
    """Rows whose looks are asked for when they are painted."""

    def __init__(self, parent: QWidget) -> None:
        """Begin without rows."""
        super().__init__(parent)
        self._count = 0
        self._look: Callable[[int], Shown] = lambda _: Shown("")

    def show(self, count: int, look: Callable[[int], Shown]) -> None:
        """Show so many rows, each looking as it says when it is asked."""
        self.beginResetModel()
        self._count, self._look = count, look
        self.endResetModel()

    def changed(self) -> None:
        """Have all rows ask again how they look."""
        if self._count:
            self.dataChanged.emit(self.index(0), self.index(self._count - 1))

    def shown(self, row: int) -> Shown:
        """Give what a row shows."""
        return self._look(row)

    @override
    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else self._count

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if self._look(index.row()).is_group:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        shown = self._look(index.row())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return shown.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return shown.spoken
            case Qt.ItemDataRole.ToolTipRole:
                return f"{shown.name}: {shown.value}" if shown.value else None
            case _ if role == SHOWN_ROLE:
                return shown
        return None


class RowsList(QListView):
    """Rows to go through by the arrows; Enter is done with one, other keys do as they are told."""

    accepted = Signal()
    at_row = Signal(int)

    def __init__(self, name: str, help_: str, parent: QWidget) -> None:
        """Go by a name, and tell which keys do what."""
        super().__init__(parent)
        self.keys: dict[Qt.Key, Callable[[], object]] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(name)
        self.setAccessibleDescription(help_)
        self.rows = RowsModel(self)
        self.setModel(self.rows)
        self.selectionModel().currentRowChanged.connect(lambda now, _: self.at_row.emit(now.row()))

    @property
    def row(self) -> int:
        """The row at hand; -1 for none."""
        return self.currentIndex().row()

    def go_to(self, row: int) -> None:
        """Put the rows' cursor on one of them; the name of its group is seen with the first."""
        self.setCurrentIndex(self.rows.index(row))
        self.scrollTo(self.rows.index(row))
        if row > 0 and self.rows.shown(row - 1).is_group:
            self.scrollTo(self.rows.index(row - 1))

    def _go_to_end(self, way: int) -> None:
        rows = range(self.rows.rowCount())[::way]
        row = next((each for each in rows if not self.rows.shown(each).is_group), -1)
        if row >= 0:
            self.go_to(row)

    def step(self, way: int = 1) -> bool:
        """Go to the next row that can be chosen, or back; False where there is none."""
        row = self.row + way
        while 0 <= row < self.rows.rowCount():
            if not self.rows.shown(row).is_group:
                self.go_to(row)
                return True
            row += way
        return False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        deed = self.keys.get(Qt.Key(event.key())) if plain else None
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            deed = self.accepted.emit
        if deed is None and event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            # Qt would stay where it is, as the first row is the name of a group.
            self._go_to_end(1 if event.key() == Qt.Key.Key_Home else -1)
        elif deed is None:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            # A key that is held down must not go on to rows that nobody has read.
            deed()


class _Delegate(QStyledItemDelegate):
    """Paints sign, name and value beside each other, and at the right how it stands."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, option.fontMetrics.height() + SPACE.small)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shown = index.data(SHOWN_ROLE)
        assert isinstance(shown, Shown)
        inner = option.rect.adjusted(SPACE.medium, 0, -SPACE.small, 0)
        painter.save()
        if shown.is_group:
            _paint_group(painter, inner, shown.name)
        else:
            paint_ground(painter, option)
            selected = bool(option.state & QStyle.StateFlag.State_Selected)
            _paint_row(painter, inner, shown, theme().fact if selected else theme().ink)
        painter.restore()


def paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Paint the ground of a row: a tint and a mark for the one at hand, a shade under the mouse."""
    colours = theme()
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(option.rect, QColor(colours.fact_tint))
        painter.fillRect(
            QRect(option.rect.topLeft(), QSize(3, option.rect.height())), QColor(colours.accent)
        )
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(option.rect, QColor(colours.canvas))


def _paint_group(painter: QPainter, room: QRect, name: str) -> None:
    font = small_font()
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor(theme().muted))
    draw(painter, room.adjusted(0, SPACE.tiny, 0, 0), name)


def _paint_row(painter: QPainter, room: QRect, shown: Shown, ink: str) -> None:
    colours = theme()
    inks = {"ok": colours.ok, "warning": colours.warning, "error": colours.error}
    muted = inks.get(shown.role, colours.muted)
    painter.setPen(QColor(muted))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown.sign)
    rest = room.adjusted(_SIGN, 0, 0, 0)
    font = painter.font()
    painter.setFont(small_font())
    right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
    painter.drawText(rest, right, shown.standing)
    wide = painter.fontMetrics().horizontalAdvance(_LONGEST) + SPACE.small
    painter.setFont(font)
    rest = rest.adjusted(0, 0, -wide, 0)
    painter.setPen(QColor(ink))
    if not shown.value:
        draw(painter, rest, shown.name)
        return
    name = rest.adjusted(0, 0, -rest.width() // 2 - SPACE.small, 0)
    draw(painter, name, shown.name)
    if shown.faint:
        painter.setPen(QColor(colours.muted))
    else:
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
    draw(painter, rest.adjusted(name.width() + SPACE.small, 0, 0, 0), shown.value)


def draw(painter: QPainter, room: QRect, words: str) -> None:
    """Draw words on one line, cut short where there is no room for them."""
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
