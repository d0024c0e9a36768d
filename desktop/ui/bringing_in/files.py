"""The files that are brought in: where each stands, as rows of two lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from desktop.ui.bringing_in.recording import Comparison
from desktop.ui.bringing_in.review import Review
from desktop.ui.bringing_in.rows import draw, paint_ground
from desktop.ui.theme import SPACE, Role, small_font, theme

BROUGHT_ROLE: Final = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
State = Literal[
    "waiting", "reading", "read", "refused", "cancelled", "recording", "differs", "recorded"
]
_SIGNS: Final[dict[State, tuple[str, Role]]] = {
    "waiting": ("·", "muted"),
    "reading": ("…", "muted"),
    "read": ("◐", "plain"),
    "refused": ("✕", "error"),
    "cancelled": ("–", "muted"),
    "recording": ("…", "muted"),
    "differs": ("!", "warning"),
    "recorded": ("✓", "ok"),
}


@dataclass(slots=True, eq=False)
class Brought:
    """A file that was brought in, and what came of it so far."""

    path: Path
    state: State = "waiting"
    trouble: str = ""
    review: Review | None = None
    comparison: Comparison | None = None
    kept: dict[str, bool] = field(default_factory=dict)
    """Of what differs, by its key, whether what is there stays; what is not chosen is not here."""
    same: bool = False
    """Nothing was changed: it was there already, or all that is there was kept."""
    again: bool = False
    """The report was changed while it was compared, so that it was compared again."""
    stamp: tuple[int, int] | None = None
    """What told the file that was read from a later one at its path: see `stamp_of`."""
    together: str = ""
    """What its name is followed by in the history where others are accepted together with it."""

    @property
    def name(self) -> str:
        """The name of the file, in characters that can be shown and kept."""
        return self.path.name.encode("utf-8", "replace").decode("utf-8")

    @property
    def is_unrecorded(self) -> bool:
        """Whether something was looked at, put right or chosen here and is not recorded."""
        if self.state == "recording":
            return True
        touched = self.review is not None and (self.review.is_touched or bool(self.kept))
        return touched and self.state != "recorded"

    @property
    def line(self) -> str:
        """Say in one line where it stands."""
        match self.state:
            case "waiting":
                return "Waiting"
            case "reading":
                return "Reading"
            case "cancelled":
                return "Not read: cancelled"
            case "refused":
                return f"Not read: {self.trouble}"
        assert self.review is not None
        area = self.review.force.area
        if self.trouble:
            return f"{area} · not recorded: {self.trouble}"
        match self.state:
            case "recording":
                return f"{area} · recording"
            case "differs":
                return f"{area} · is there already and differs"
            case "recorded":
                return f"{area} · {'what is there stays' if self.same else 'recorded'}"
        answers = f"{len(self.review.answers)} of {len(self.review.keys)} answers"
        # First what matters, as the end is cut off where there is no room.
        left = f" · {self.review.left} to look at" if self.review.left else ""
        data = " · its own data" if self.review.reading.from_data else ""
        return f"{area}{left}{data} · {answers}"

    @property
    def sign(self) -> tuple[str, Role]:
        """A sign that reads without colour, and the role of its ink."""
        if self.trouble and self.state == "read":
            return "✕", "error"
        if self.state == "read" and self.review is not None and not self.review.left:
            return "●", "plain"
        return _SIGNS[self.state]


def stamp_of(path: Path) -> tuple[int, int] | None:
    """Give what changes with a file, without reading it; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


class FilesModel(QAbstractListModel):
    """One row a file, in the order in which they were brought."""

    def __init__(self, parent: QWidget) -> None:
        """Begin without files."""
        super().__init__(parent)
        self.files: list[Brought] = []
        self._rows: dict[Path, int] = {}

    def add(self, path: Path) -> Brought:
        """Add a file at the end."""
        row = len(self.files)
        self.beginInsertRows(QModelIndex(), row, row)
        brought = Brought(path)
        self.files.append(brought)
        self._rows[path] = row
        self.endInsertRows()
        return brought

    def remove(self, brought: Brought) -> None:
        """Take a file out."""
        row = self._rows[brought.path]
        self.beginRemoveRows(QModelIndex(), row, row)
        del self.files[row]
        self._rows = {each.path: number for number, each in enumerate(self.files)}
        self.endRemoveRows()

    def find(self, path: Path) -> Brought | None:
        """Find a file by its path."""
        return self.files[self._rows[path]] if path in self._rows else None

    def place(self, brought: Brought) -> QModelIndex:
        """Give the place of a file in the list."""
        return self.index(self._rows[brought.path])

    def changed(self, brought: Brought) -> None:
        """Show how a file stands now."""
        index = self.place(brought)
        self.dataChanged.emit(index, index)

    @override
    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.files)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        brought = self.files[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return brought.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{brought.name}: {brought.line}"
            case Qt.ItemDataRole.ToolTipRole:
                return f"{brought.path.parent / brought.name}\n{brought.line}"
            case _ if role == BROUGHT_ROLE:
                return brought
        return None


class FilesList(QListView):
    """The files; Enter goes to what was recognised in the one at hand, Delete takes it out."""

    accepted = Signal()
    take_out_wanted = Signal()
    at_file = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        """Begin without files."""
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_TwoLines(self))
        self.setAccessibleName("Files")
        self.setAccessibleDescription(
            "Enter goes to what was recognised in the file; Delete takes it out of the list"
        )
        self.files = FilesModel(self)
        self.setModel(self.files)
        self.selectionModel().currentRowChanged.connect(self._tell)

    @property
    def at(self) -> Brought | None:
        """The file at hand."""
        row = self.currentIndex().row()
        return self.files.files[row] if row >= 0 else None

    def go_to(self, brought: Brought) -> None:
        """Put the cursor on a file."""
        self.setCurrentIndex(self.files.place(brought))

    def step(self, way: int) -> bool:
        """Go to the next file (1) or the one before (-1); False where there is none."""
        row = self.currentIndex().row() + way
        if not 0 <= row < len(self.files.files):
            return False
        self.setCurrentIndex(self.files.index(row))
        return True

    def _tell(self) -> None:
        if self.at is not None:
            self.at_file.emit(self.at)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accepted.emit()
        elif plain and event.key() == Qt.Key.Key_Delete:
            self.take_out_wanted.emit()
        else:
            super().keyPressEvent(event)


class _TwoLines(QStyledItemDelegate):
    """Paints the name of a file, and below it where it stands."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, 2 * option.fontMetrics.height() + SPACE.medium)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        brought = index.data(BROUGHT_ROLE)
        assert isinstance(brought, Brought)
        colours = theme()
        painter.save()
        paint_ground(painter, option)
        selected = bool(option.state & option.state.State_Selected)
        inner = option.rect.adjusted(SPACE.medium, SPACE.tiny, -SPACE.small, -SPACE.tiny)
        upper = inner.adjusted(0, 0, 0, -inner.height() // 2)
        lower = inner.adjusted(0, inner.height() // 2, 0, 0)
        sign, role = brought.sign
        inks = {"ok": colours.ok, "warning": colours.warning, "error": colours.error}
        painter.setPen(QColor(inks.get(role, colours.muted)))
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, sign)
        painter.setPen(QColor(colours.fact if selected else colours.ink))
        draw(painter, upper.adjusted(20, 0, 0, 0), brought.name)
        painter.setFont(small_font())
        painter.setPen(QColor(inks.get(role, colours.muted) if role != "ok" else colours.muted))
        draw(painter, lower.adjusted(20, 0, 0, 0), brought.line)
        painter.restore()
