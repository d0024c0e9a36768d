"""The room of all forces: the grid of a programme's answers beside the national picture."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QStandardPaths, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.ui.all_forces.answering import Answering
from desktop.ui.all_forces.bar import Bar
from desktop.ui.all_forces.drawing import ChartDrawer
from desktop.ui.all_forces.entries import Entries
from desktop.ui.all_forces.exports import (
    Content,
    answers_content,
    chart_content,
    figures_content,
)
from desktop.ui.all_forces.grid import Grid
from desktop.ui.all_forces.model import GridModel, Row
from desktop.ui.all_forces.picture_pane import SAVINGS, PicturePane
from desktop.ui.message_strip import MessageStrip
from desktop.ui.one_line import OneLine
from desktop.ui.theme import SPACE, set_role, small_font

if TYPE_CHECKING:
    from desktop.core.programme import Programme
    from desktop.core.report import Report
    from desktop.store.all_forces import Answers
    from desktop.store.opening import Opened
    from desktop.ui.background import Background
    from desktop.ui.saving import Saving

_WIDTHS = (900, 466)


class AllForces(QWidget):
    """Shows what all forces answered, takes answers, and tells where to go."""

    open_wanted = Signal(str, str, str)
    """A programme, a force and a field, by their keys."""
    closed = Signal()

    def __init__(self, opened: Opened, background: Background, saving: Saving) -> None:
        """Begin empty; `show_programme` reads. End with `end`, which stops drawing charts."""
        super().__init__()
        self._opened = opened
        self._background = background
        self._programme: Programme | None = None
        self._serial = 0
        self._wanted = ("", "")
        self._stood = (-1, -1)
        self._folder = ""
        self._entries = Entries(saving)
        self._drawer = ChartDrawer(self)
        self.model = GridModel(self)
        self.grid = Grid(self.model, self)
        self.picture = PicturePane(self._drawer)
        self._answering = Answering(self.grid, self.model, self._entries, self)
        saving.unfinished.serve("all_forces", self._answering)
        self._bar = Bar()
        self._where = OneLine(self)
        self._messages = MessageStrip()
        self.setAccessibleName("All forces")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._where.setFont(small_font())
        set_role(self._where, "muted")
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.setChildrenCollapsible(False)
        panes.addWidget(self.grid)
        panes.addWidget(self.picture)
        panes.setSizes(list(_WIDTHS))
        panes.setStretchFactor(0, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(SPACE.medium, SPACE.tiny, SPACE.medium, SPACE.tiny)
        foot.addWidget(self._where)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._bar)
        rows.addWidget(panes, 1)
        rows.addLayout(foot)
        rows.addWidget(self._messages)
        reading_order = (*self._bar.stops, self.grid, self.picture)
        for before, after in pairwise(reading_order):
            self.setTabOrder(before, after)

    def _connect(self) -> None:
        self.grid.edit_wanted.connect(self._answering.edit)
        self.grid.answered.connect(self._answering.answer)
        self._answering.held.connect(lambda why: self._messages.say(why, "warning"))
        self._answering.answered.connect(lambda: self._follow(self.grid.currentIndex()))
        self.grid.open_wanted.connect(self._open)
        self.grid.closed.connect(self.closed)
        self.grid.place_changed.connect(self._follow)
        self.picture.save_wanted.connect(self._ask_and_save)
        self._bar.fields_chosen.connect(self._choose_columns)
        self._bar.entered.connect(self._into_grid)
        self._bar.next_wanted.connect(lambda: self._step(1))
        self._drawer.saved.connect(lambda file: self._messages.say(f"Saved {file}", "ok"))
        self._drawer.not_saved.connect(lambda why: self._messages.say(why, "error"))
        deeds: dict[str, Callable[[], object]] = {
            "F7": lambda: self._step(1),
            "Shift+F7": lambda: self._step(-1),
            # Of two panes the next is the one before.
            "F6": self._walk,
            "Shift+F6": self._walk,
        }
        for keys, deed in deeds.items():
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # No shortcut: the editor over a cell has its own use for Escape.
        if event.key() == Qt.Key.Key_Escape:
            if not self._bar.clear_filter():
                self.closed.emit()
        else:
            super().keyPressEvent(event)

    # What is shown

    def show_programme(self, programme: Programme) -> None:
        """Show the answers of a programme's reports, read anew."""
        if self._programme is None or self._programme.id != programme.id:
            self._programme = programme
            self._begin_answering(programme)
            self.picture.clear()
            self.model.begin(programme, self._opened.forces.values())
            self._bar.show_items(programme)
            self._choose_columns()
        self._read(programme)

    def begin_at(self, force: str, key: str) -> None:
        """Have the keys, once the answers are read, at a force and a field of it."""
        self._wanted = (force, key)
        self._stood = self._stands()

    def _stands(self) -> tuple[int, int]:
        here = self.grid.currentIndex()
        return here.row(), here.column()

    def _begin_answering(self, programme: Programme) -> None:
        left = self._answering.begin(programme)
        if left is not None:
            self._messages.say(
                f"“{left.text}” is not saved: it is no answer to {left.name}. It is kept in the"
                f" table of {left.programme}, to be corrected there.",
                "warning",
            )

    def _read(self, programme: Programme) -> None:
        self._serial += 1
        serial, database = self._serial, self._opened.database

        def work() -> list[Answers]:
            from desktop.store.all_forces import all_forces

            return all_forces(database, programme.id)

        def read(found: list[Answers]) -> None:
            if serial == self._serial:
                self._fill(found)

        self._background.run(work, read, lambda error: self._messages.say(str(error), "error"))

    def _fill(self, found: list[Answers]) -> None:
        programme = self._programme
        assert programme is not None
        # The table can be used while it is read again: a key is for the cell that it was typed at.
        moved = self._stands() != self._stood or self._answering.is_open
        # What was recorded while these were read may not be in them.
        rows = [
            self._entries.present(
                programme, Row(each.force, each.state, each.version, each.answers)
            )
            for each in found
        ]
        begun = self._entries.begun_since(programme, {each.force for each in found})
        self.model.fill([*rows, *begun])
        self._count()
        wanted, self._wanted = self._wanted, ("", "")
        there = self.model.place_of(*wanted) if wanted[0] and not moved else QModelIndex()
        if there.isValid() and not self.grid.isColumnHidden(there.column()):
            self.grid.setCurrentIndex(there)
        elif not self.grid.currentIndex().isValid():
            self.grid.setCurrentIndex(self.model.index(0, self._first_column()))
        self._follow(self.grid.currentIndex())
        if self.isVisible() and not self._bar.filters and not moved:
            self._answering.resume()

    def report_changed(self, report: Report) -> None:
        """Show in its row what was recorded in a report."""
        self._entries.note(report)
        if self._programme is None or report.programme != self._programme.id:
            return
        row = Row(report.force, report.state, report.version, report.answers)
        self.model.update_row(self._entries.present(self._programme, row))
        self._count()
        self._follow(self.grid.currentIndex())

    def _count(self) -> None:
        self._bar.say_begun(len(self.model.rows), len(self.model.forces))

    def take_focus(self) -> None:
        """Put the keys into the table, or into the cell that is being answered."""
        if not self._answering.take_focus():
            self._into_grid()

    def _into_grid(self) -> None:
        self.grid.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _walk(self) -> None:
        """Go from the table to the picture, or from anywhere else to the table."""
        focus = QApplication.focusWidget()
        if focus is not None and (focus is self.grid or self._answering.has_focus):
            self.picture.take_focus()
        else:
            self.take_focus()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self._answering.finish()

    def _follow(self, index: QModelIndex) -> None:
        """Show the picture of the field at hand, and say what stands in the cell."""
        if self._programme is None or not index.isValid() or not self.model.is_filled:
            return
        self._where.say(self.model.words(index))
        key = self.model.columns[index.column()].key
        self.picture.show_picture(self.model.picture(key), self._programme.house_style)

    # Columns

    def _choose_columns(self) -> None:
        """Show the fields of the chosen item that have the filter's words in their names."""
        for at, column in enumerate(self.model.columns):
            self.grid.setColumnHidden(at, not self._bar.shows(column))
        self.grid.fit_columns()
        here = self.grid.currentIndex()
        if self.model.is_filled and (not here.isValid() or self.grid.isColumnHidden(here.column())):
            row = max(0, here.row())
            self.grid.setCurrentIndex(self.model.index(row, self._first_column()))
        if self._first_column() < 0:
            self._where.say("No field has this in its name. Clear the filter to see all.")

    def _first_column(self) -> int:
        columns = range(len(self.model.columns))
        return next((at for at in columns if not self.grid.isColumnHidden(at)), -1)

    def _step(self, step: int) -> None:
        if self.model.is_filled and not self.grid.step_to_unanswered(step):
            self._where.say("Every report answers every field that is shown.")
        self._into_grid()

    def _open(self, index: QModelIndex) -> None:
        if self._programme is not None:
            force = self.model.force_at(index.row()).key
            begun = self.model.row_of(force) is not None
            key = self.model.columns[index.column()].key if begun else ""
            self.open_wanted.emit(self._programme.id, force, key)

    # Saving files

    def _ask_and_save(self, what: str) -> None:
        picture = self.picture.picture
        if picture is None or self._programme is None:
            return
        kind, _, form = what.partition(".")
        name = self._programme.id if kind == "answers" else picture.key.replace(".", "-")
        place = QStandardPaths.StandardLocation.DocumentsLocation
        folder = self._folder or QStandardPaths.writableLocation(place)
        file, _ = QFileDialog.getSaveFileName(
            self,
            SAVINGS[what].removesuffix("…"),
            str(Path(folder) / f"{name}.{form}"),
            f"{form.upper()} (*.{form})",
        )
        if file:
            chosen = Path(file)
            self.save_to(chosen if chosen.suffix else chosen.with_suffix(f".{form}"), what)

    def save_to(self, file: Path, what: str) -> None:
        """Save to a file what `SAVINGS` names; the line below says how that went."""
        picture = self.picture.picture
        if picture is None or self._programme is None:
            return
        self._folder = str(file.parent)
        kind, _, form = what.partition(".")
        content: Content
        if kind == "chart":
            content = chart_content(picture, self._programme.house_style, form)
        elif kind == "figures":
            content = figures_content(picture)
        else:
            rows = self.model.rows
            content = answers_content(
                self._programme, self._opened.forces, rows, self._bar.item, form
            )
        self._drawer.save(file, content)

    def pending(self) -> list[str]:
        """Name the fields in which something was typed that is no answer."""
        return self._answering.pending()

    def end(self) -> None:
        """Finish what is being saved, and stop drawing charts; nothing is shown after this."""
        # What is still being read is for nobody.
        self._serial += 1
        self._answering.close()
        self._drawer.close()
