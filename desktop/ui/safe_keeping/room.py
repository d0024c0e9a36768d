"""The room that shows how safe the database is, its backups, and what restoring would change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QStackedWidget, QWidget
from typing_extensions import override

from desktop.ui.background import Background
from desktop.ui.newest import Newest
from desktop.ui.pane_by_pane import Pane, walk
from desktop.ui.safe_keeping.detail import Detail
from desktop.ui.safe_keeping.health_pane import HealthPane
from desktop.ui.safe_keeping.keeper import Keeper, Told
from desktop.ui.safe_keeping.model import BackupsModel
from desktop.ui.safe_keeping.table import BackupsTable
from desktop.ui.theme import SPACE, set_role

if TYPE_CHECKING:
    from desktop.core.programme import Programme
    from desktop.core.report import Report
    from desktop.store.opening import Opened
    from desktop.store.safety.differing import WouldChange

_WIDTHS: Final = (436, 926)
_NONE_YET: Final = (
    "Backups will be listed here, with what each holds. Fieldbook makes one soon after something"
    " changes, and one each hour after that; “Back up now” makes one at once."
)


class SafeKeeping(QWidget):
    """Tells of saving, backups and verifying; restores what is chosen."""

    closed = Signal()
    support_wanted = Signal()
    restore_wanted = Signal(object)
    """The `Backup` that is to take the database's place, when everything else is closed."""

    def __init__(self, opened: Opened, background: Background, keeper: Keeper) -> None:
        """Show what a keeper tells; what restoring would change is looked up in the background."""
        super().__init__()
        self.setAccessibleName("Safe keeping")
        self._database = opened.database
        self._keeper = keeper
        self._health = HealthPane(self)
        self._model = BackupsModel(opened.forces, self)
        self._table = BackupsTable(self._model, self)
        self._detail = Detail(opened, self)
        self._newest = Newest(background, self._not_compared, self)
        self._compared: dict[object, WouldChange] = {}
        self._nothing = QLabel(_NONE_YET, wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self._nothing.setMargin(SPACE.huge)
        set_role(self._nothing, "muted")
        self._list = QStackedWidget(self)
        self._list.addWidget(self._nothing)
        self._list.addWidget(self._table)
        right = QSplitter(Qt.Orientation.Vertical)
        right.setChildrenCollapsible(False)
        right.addWidget(self._list)
        right.addWidget(self._detail)
        right.setSizes([330, 330])
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._health)
        splitter.addWidget(right)
        splitter.setSizes(list(_WIDTHS))
        splitter.setStretchFactor(0, 0)
        splitter.setStretchFactor(1, 1)
        self._health.setMinimumWidth(360)
        right.setMinimumWidth(480)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)
        self._detail.hide()
        self._connect()
        if keeper.file is None:
            self._health.show_server()

    def _connect(self) -> None:
        self._keeper.told.connect(self._show)
        self._keeper.busy_changed.connect(self._health.show_busy)
        self._health.back_up_wanted.connect(self._keeper.back_up_now)
        self._health.check_wanted.connect(self._keeper.verify_now)
        self._health.second_place_chosen.connect(self._keeper.choose_second_place)
        self._health.support_wanted.connect(self.support_wanted)
        self._detail.restore_wanted.connect(self.restore_wanted)
        self._table.restore_wanted.connect(self._detail.ask)
        self._table.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())
        for keys, step in (("F6", 1), ("Shift+F6", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self._walk(step))

    # What the window tells

    def show_programme(self, _: Programme) -> None:
        """Look again how safe the database is, whichever programme is open."""
        self._keeper.look()

    def report_changed(self, _: Report) -> None:
        """Leave things as they are: a changed report shows when the room is entered again."""

    def pending(self) -> list[str]:
        """Name nothing: what is typed here is no part of any report."""
        return []

    def take_focus(self) -> None:
        """Take the keyboard: on the first thing that can be done."""
        self._health.take_focus()

    def add_part(self, part: QWidget) -> None:
        """Put another part below the health, such as that of the passphrase."""
        self._health.add_part(part)

    def end(self) -> None:
        """Look nothing up any more."""
        self._newest.end()

    # What is shown

    def _show(self, told: Told) -> None:
        self._health.show_told(told)
        here = self._table.currentIndex().row()
        chosen = self._model.rows[here].listed.backup if here >= 0 else None
        had_keys = self._table.hasFocus()
        self._model.show(told.health.backups)
        self._list.setCurrentWidget(self._table if self._model.rows else self._nothing)
        self._detail.setVisible(bool(self._model.rows))
        # The database may have changed since it was compared.
        self._compared.clear()
        if not self._model.rows:
            self._detail.clear()
            return
        backups = [each.listed.backup for each in self._model.rows]
        self._table.selectRow(backups.index(chosen) if chosen in backups else 0)
        if had_keys:
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_chosen(self) -> None:
        here = self._table.currentIndex().row()
        self._newest.forget()
        if here < 0:
            self._detail.clear()
            return
        listed = self._model.rows[here].listed
        self._detail.show_backup(listed)
        if listed.holds is None:
            return
        backup = listed.backup
        if backup in self._compared:
            self._detail.show_changes(self._compared[backup])
            return
        database = self._database

        def work() -> WouldChange:
            from desktop.store.safety.restoring import compare

            assert database.file is not None
            with database.asking():
                return compare(database.file, database.passphrase, backup.path, live=True)

        def done(would: WouldChange) -> None:
            self._compared[backup] = would
            self._detail.show_changes(would)

        self._newest.ask(work, done)

    def _not_compared(self, error: Exception) -> None:
        self._detail.show_failure(str(error))

    def _walk(self, step: int) -> None:
        """Go on from the health to the backups and the chosen one, and round, or back."""
        panes: list[Pane] = [(self._health, self._health.take_focus)]
        if self._model.rows:
            panes += [
                (self._table, lambda: self._table.setFocus(Qt.FocusReason.ShortcutFocusReason)),
                (self._detail, self._detail.take_focus),
            ]
        walk(panes, step)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
