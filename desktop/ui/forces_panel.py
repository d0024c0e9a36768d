"""The programme's forces, with state and completeness, and a filter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.core.review import STATE_WORDS, State
from desktop.ui.theme import SPACE, set_role, small_font, theme

if TYPE_CHECKING:
    from desktop.core.forces import Force

FORCE_ROLE = Qt.ItemDataRole.UserRole
STANDING_ROLE = Qt.ItemDataRole.UserRole + 1
_DOTS_ONLY_BELOW = 96

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


class Standing(NamedTuple):
    """Where a force's report stands."""

    begun: bool = False
    state: State = "drafting"
    percent: int = 0
    changed: bool = False
    """Whether it was changed since it was signed off."""

    @property
    def published(self) -> bool:
        """Whether the report is published."""
        return self.state == "published"

    @property
    def dot(self) -> str:
        """A sign that reads without colour: empty, half, full."""
        if self.published:
            return "●"
        return "◐" if self.begun else "○"

    @property
    def words(self) -> str:
        """The same in words."""
        if not self.begun:
            return "not begun"
        state = f"{STATE_WORDS[self.state]}{', changed since' if self.changed else ''}"
        return state if self.published else f"{state}, {self.percent}% complete"


class ForcesModel(QAbstractListModel):
    """One row a force, in the order of the list of forces."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin without forces."""
        super().__init__(parent)
        self._forces: list[Force] = []
        self._standings: dict[str, Standing] = {}

    def show(self, forces: list[Force], standings: Mapping[str, Standing]) -> None:
        """Show these forces."""
        self.beginResetModel()
        self._forces = forces
        self._standings = dict(standings)
        self.endResetModel()

    def update(self, force: str, now: Standing) -> None:
        """Show where one force's report stands now."""
        if self._standings.get(force) == now:
            return
        self._standings[force] = now
        row = self.row_of(force)
        self.dataChanged.emit(self.index(row), self.index(row))

    def row_of(self, force: str) -> int:
        """Find a force's row; -1 if it has none."""
        return next((row for row, each in enumerate(self._forces) if each.key == force), -1)

    def count(self, *, published: bool) -> int:
        """Count the reports that are published, or begun and not published."""
        return sum(each.begun and each.published == published for each in self._standings.values())

    @override
    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._forces)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        force = self._forces[index.row()]
        now = self._standings.get(force.key, Standing())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return force.area
            case Qt.ItemDataRole.ToolTipRole:
                return f"{force.name}: {now.words}"
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{force.name}, {now.words}"
            case _ if role == FORCE_ROLE:
                return force.key
            case _ if role == STANDING_ROLE:
                return now
        return None


class _ByName(QSortFilterProxyModel):
    """Lets through the forces whose area or full name holds the filter's words."""

    words = ""

    @override
    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        index = self.sourceModel().index(source_row, 0, source_parent)
        name = str(index.data(Qt.ItemDataRole.AccessibleTextRole)).casefold()
        return all(word in name for word in self.words.casefold().split())

    def filter_by(self, words: str) -> None:
        self.words = words
        self.invalidate()


class _Row(QStyledItemDelegate):
    """Paints the dot, the area and how far an unpublished report is; only the dot if narrow."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, option.fontMetrics.height() + SPACE.small)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = theme()
        now = index.data(STANDING_ROLE)
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected:
            painter.fillRect(option.rect, QColor(colours.fact_tint))
            painter.fillRect(
                QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()),
                QColor(colours.accent),
            )
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, QColor(colours.canvas))
        inner = option.rect.adjusted(SPACE.medium, 0, -SPACE.small, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        if option.rect.width() < _DOTS_ONLY_BELOW:
            painter.setPen(QColor(colours.ok if now.published else colours.muted))
            painter.drawText(option.rect, Qt.AlignmentFlag.AlignCenter, now.dot)
            painter.restore()
            return
        painter.setPen(QColor(colours.ok if now.published else colours.muted))
        painter.drawText(inner, middle, now.dot)
        inner.setLeft(inner.left() + option.fontMetrics.horizontalAdvance("●") + SPACE.small)
        if now.begun and not now.published:
            percent = f"{now.percent}%"
            painter.setPen(QColor(colours.muted))
            painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, percent)
            width = option.fontMetrics.horizontalAdvance(percent) + SPACE.small
            inner.setRight(inner.right() - width)
        painter.setPen(QColor(colours.fact if selected else colours.ink))
        name = str(index.data())
        shown = option.fontMetrics.elidedText(name, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, middle, shown)
        painter.restore()


class ForcesPanel(QWidget):
    """Chooses a force; a filter above, how many reports there are below."""

    chosen = Signal(str)
    """The key of the force that was chosen."""
    entered = Signal()
    """The chosen force was confirmed by Enter or a double click: on to its form."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.setObjectName("forces")
        self.setAccessibleName("Forces")
        self._model = ForcesModel(self)
        self._filtered = _ByName(self)
        self._filtered.setSourceModel(self._model)
        self._filter = QLineEdit(placeholderText="Filter forces", clearButtonEnabled=True)
        self._filter.setObjectName("forcesFilter")
        self._filter.setTextMargins(SPACE.tiny, 0, SPACE.tiny, 0)
        self._filter.setAccessibleName("Filter forces")
        self._filter.textChanged.connect(self._filter_by)
        self._filter.returnPressed.connect(self._choose_first)
        self._list = QListView()
        self._list.setMouseTracking(True)
        self._list.setUniformItemSizes(True)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setObjectName("forcesList")
        self._list.setAccessibleName("Forces of the programme")
        self._list.setModel(self._filtered)
        self._list.setItemDelegate(_Row(self._list))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.activated.connect(lambda _: self.entered.emit())
        self._list.selectionModel().currentChanged.connect(self._current_changed)
        self._summary = QLabel()
        self._summary.setFont(small_font())
        set_role(self._summary, "muted")
        self._summary.setWordWrap(True)
        self._summary.setContentsMargins(SPACE.medium, 0, SPACE.small, 0)
        self.setMinimumWidth(40)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, SPACE.small, 0, SPACE.small)
        layout.setSpacing(SPACE.small)
        around = QVBoxLayout()
        around.setContentsMargins(SPACE.small, 0, SPACE.small, 0)
        around.addWidget(self._filter)
        layout.addLayout(around)
        layout.addWidget(self._list)
        layout.addWidget(self._summary)

    def show_forces(self, forces: list[Force], standings: Mapping[str, Standing]) -> None:
        """Show the forces of a programme, none of them chosen."""
        self._list.selectionModel().blockSignals(True)
        self._model.show(forces, standings)
        self._list.selectionModel().blockSignals(False)
        self._summarise()

    def update_standing(self, force: str, now: Standing) -> None:
        """Show where one force's report stands now."""
        self._model.update(force, now)
        self._summarise()

    def select(self, force: str) -> None:
        """Mark a force as the chosen one."""
        index = self._filtered.mapFromSource(self._model.index(self._model.row_of(force)))
        if index.isValid():
            self._list.setCurrentIndex(index)
            self._list.scrollTo(index)

    def neighbour(self, force: str, step: int) -> str | None:
        """Give the force above (-1) or below (1) in the list as it is filtered."""
        index = self._filtered.mapFromSource(self._model.index(self._model.row_of(force)))
        beside = self._filtered.index(index.row() + step, 0) if index.isValid() else QModelIndex()
        return str(beside.data(FORCE_ROLE)) if beside.isValid() else None

    def take_focus(self) -> None:
        """Put the keyboard on the filter, with its text selected; on the list if that is folded."""
        if self._filter.isVisible():
            self._filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._filter.selectAll()
        else:
            self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def resizeEvent(self, event: object) -> None:
        narrow = self.width() < _DOTS_ONLY_BELOW
        self._filter.setVisible(not narrow)
        self._summary.setVisible(not narrow)

    def _filter_by(self, words: str) -> None:
        self._filtered.filter_by(words)
        self._summarise()

    def _summarise(self) -> None:
        if self._model.rowCount() and not self._filtered.rowCount():
            self._summary.setText("No force has this in its name. Clear the filter to see all.")
            return
        published, drafting = (self._model.count(published=each) for each in (True, False))
        not_begun = self._model.rowCount() - published - drafting
        self._summary.setText(
            f"{published} published · {drafting} in work · {not_begun} not\u00a0begun"
        )

    def _choose_first(self) -> None:
        if self._filtered.rowCount():
            chosen = str(self._filtered.index(0, 0).data(FORCE_ROLE))
            self._filter.clear()
            self.select(chosen)
            self._list.setFocus()

    def _current_changed(self, current: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(str(current.data(FORCE_ROLE)))
