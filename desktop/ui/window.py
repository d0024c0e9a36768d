"""The window: it is painted first, and filled as soon as the database is open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QKeySequence,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.background import Background
from desktop.ui.covers import Covers
from desktop.ui.file_drops import FileDrops
from desktop.ui.forces_panel import ForcesPanel
from desktop.ui.keys import EVERYWHERE, WINDOW_KEYS, KeysPanel
from desktop.ui.memory import Memory
from desktop.ui.message_strip import MessageStrip
from desktop.ui.mistakes import Mistakes
from desktop.ui.naming import Naming
from desktop.ui.opening import Opening
from desktop.ui.panes import Panes
from desktop.ui.rooms import FORM, Rooms
from desktop.ui.saving import Saving
from desktop.ui.saving_notice import SavingNotice
from desktop.ui.side_file import KeepingAside
from desktop.ui.top_bar import ROOMS, SAFE_KEEPING, TopBar

if TYPE_CHECKING:
    from desktop.store.opening import Opened
    from desktop.store.passphrase import Passphrase
    from desktop.store.safety.places import Backup
    from desktop.ui.desk import Desk
    from desktop.ui.guarding import Guarding
    from desktop.ui.intentions import LoadExamples
    from desktop.ui.opening import Loaded
    from desktop.ui.views import Views

FIRST_SIZE = QSize(1320, 720)
CLOSING_MS = 10_000
TROUBLED_MS = 2_000
WHILE_TYPED_MS = 50
"""How long filling the window waits at each turn while something typed is not saved."""
VIEWS = (
    "desktop.ui.go_to.palette",
    "desktop.ui.elsewhere",
    "desktop.ui.history",
    "desktop.ui.then_and_now",
    "desktop.ui.library",
    "desktop.ui.all_forces",
    "desktop.ui.compare",
    "desktop.ui.bringing_in",
    "desktop.ui.review",
    "desktop.ui.accuracy",
    "desktop.ui.publishing",
    "desktop.ui.safe_keeping",
)
PANELS = ("pages", "elsewhere", "then_and_now", "history", "review", "accuracy")
FOOT = 36
"""Height of the line of remarks in pixels, before there are any."""


class Anew(NamedTuple):
    """What a window is to be opened on in the place of another."""

    where: str | None
    passphrase: Passphrase | None
    said: str = ""
    """What is to be told there of what was done in between, in one plain line."""
    failed: bool = False


class Window(QMainWindow):
    """Forces, form and pages side by side; messages on the bar above them, nothing modal."""

    filled = Signal()
    """The database is open, and the chosen force's report stands in the form."""
    anew_wanted = Signal(object)
    """Everything is closed; a window on this `Anew` is to take this one's place."""

    def __init__(
        self,
        memory: Memory,
        load_examples: LoadExamples,
        where: str | None = None,
        passphrase: Passphrase | None = None,
    ) -> None:
        """Make the empty window as it was left; once painted, it opens the database."""
        super().__init__()
        self.setWindowTitle("Fieldbook")
        self._memory = memory
        self._load_examples = load_examples
        self._opened: Opened | None = None
        self._leaving = False
        self._ended = False
        self.desk: Desk | None = None
        self.views: Views | None = None
        self._guarding: Guarding | None = None
        self._background = Background("store", self)
        # Of its own, so that what is typed never waits for anything that is read.
        self._recording = Background("saving", self)
        self._saving = Saving(self._recording, self)
        self._bar = TopBar()
        self._bar.programme_chosen.connect(self._choose_programme)
        self.messages = MessageStrip()
        self._notice = SavingNotice(self._saving, self._bar, self.messages)
        self._aside = KeepingAside(self._saving, self)
        self._aside.told.connect(
            lambda said, well: self.messages.say(said, "ok" if well else "warning")
        )
        self._aside.failed.connect(lambda _: self._notice.say_only_here())
        self._notice.keeps_aside = lambda: self._aside.holds_all
        self._mistakes = Mistakes(
            self._saving,
            self.messages,
            lambda: self._opened.database if self._opened is not None else None,
        )
        self._panel = ForcesPanel()
        self.panes = Panes(self._panel)
        self._bar.keys_wanted.connect(self._toggle_keys)
        self._form_room = QWidget()
        # Keeps the place of the remarks, so that nothing moves when they come.
        self._foot = QWidget()
        self._foot.setFixedHeight(FOOT)
        _column(self._form_room, self.panes, self._foot, growing=self.panes)
        self.rooms = Rooms(self._form_room)
        self.rooms.entered.connect(self._room_entered)
        self._bar.room_wanted.connect(self._act)
        self._bar.go_to_wanted.connect(lambda: self._act("go_to"))
        middle = QWidget()
        self._naming = Naming(self._saving, memory, self._background, middle)
        _column(middle, self._bar, self._naming.line, self.rooms, growing=self.rooms)
        self.messages.lie_over(self._bar, self._bar.rooms, self._bar.saving)
        self.covers = Covers(middle)
        self.setCentralWidget(self.covers)
        self._opening = Opening(self.covers, self._background, memory, where, passphrase)
        self._opening.opened.connect(self._opened_all)
        FileDrops(self).dropped.connect(self._bring_in)
        self._actions = self._make_actions()
        self._begun = False
        self.resize(FIRST_SIZE)
        self.restoreGeometry(memory.state("geometry"))

    def begin(self) -> None:
        """Open the database and the programmes, and fill the window with them."""
        self._opening.begin()

    def _opened_all(self, loaded: Loaded) -> None:
        self._opened = loaded.opened
        self._go_on(self._fill(loaded))

    def _go_on(self, pieces: Iterator[None]) -> None:
        """Do one piece in each turn of the loop, so that the window never stands still for long."""
        if self._opened is None:
            return
        for _ in pieces:
            # What is typed comes first: loading more would keep it from being saved.
            pause = WHILE_TYPED_MS if self._saving.unsaved else 0
            QTimer.singleShot(pause, lambda: self._go_on(pieces))
            return

    def _fill(self, loaded: Loaded) -> Iterator[None]:
        for name in ("desktop.ui.form", "desktop.ui.desk"):
            yield
            import_module(name)
        yield
        desk = self._make_desk(loaded)
        programmes = loaded.opened.programmes
        if programmes.mistakes:
            self.messages.say("\n".join(programmes.mistakes.values()), "error")
        if loaded.first is None:
            return
        chosen = loaded.first
        item = self._memory.text("item")
        making = desk.form.make(chosen)
        for _ in making:
            yield
            if desk.form.fills_the_view(item):
                break
        self._bar.show_programmes(
            [(p.id, p.short_title, p.title) for p in programmes.by_id.values()], chosen.id
        )
        self._bar.say_saved(None)
        desk.begin(chosen, loaded.reports, self._memory.text("force"), item)
        self.filled.emit()
        # What the first key needs.
        for name in ("desktop.core.templates", "desktop.store.writing"):
            self._recording.run(partial(import_module, name), lambda _: None)
        self._naming.ask_once()
        if loaded.empty and not programmes.mistakes:
            self.messages.say(
                "There are no reports yet. Choose a force to begin one, or look at five real ones.",
                "ok",
                {"Load the examples": desk.load_examples},
            )
        yield from making
        # What would have kept the form waiting: the pages, and all that guards the database.
        desk.start()
        if self._guarding is not None:
            self._guarding.begin()
        # One at a turn, while nobody waits: the first step into a view would stand still for it.
        for name in VIEWS:
            yield
            while self._saving.unsaved:
                yield
            import_module(name)

    def _make_desk(self, loaded: Loaded) -> Desk:
        from desktop.store.inspector import inspector_name
        from desktop.ui.beside import Beside
        from desktop.ui.desk import Desk
        from desktop.ui.guarding import Guarding
        from desktop.ui.views import Views

        self._saving.use(loaded.opened.database, inspector_name())
        self._saving.unfinished.begin_with(loaded.unfinished)
        self._aside.use(loaded.opened.database)
        self._aside.take_up(loaded.left, loaded.opened)
        desk = self.desk = Desk(
            loaded.opened,
            self._background,
            self._saving,
            self._panel,
            self.messages,
            self._load_examples,
        )
        self._saving.unfinished.serve("form", desk.form)
        self._saving.unfinished.serve("remarks", desk.reviewing.panel)
        beside = Beside(desk.pages)
        self.panes.fill(desk.form, beside, self._memory.state("panes"))
        guarding = self._guarding = Guarding(
            self, self.covers, loaded.opened, desk, self._background, self._saving, self.messages
        )
        guarding.restore_wanted.connect(self._restore)
        guarding.other_file_wanted.connect(self._choose_other)
        self._mistakes.support_wanted.connect(guarding.save_for_support)
        self.views = Views(
            loaded.opened,
            desk,
            guarding,
            self.rooms,
            beside,
            self._saving,
            self.messages,
            self._memory,
            self._told_in_words(),
        )
        self.views.panels.name_wanted.connect(self._naming.ask)
        self._naming.kept.connect(self.views.panels.show_name)
        remarks = desk.reviewing.panel
        column = self._form_room.layout()
        assert column is not None
        column.replaceWidget(self._foot, remarks)
        remarks.set_open(self._memory.text("remarks") == "open")
        self._foot.deleteLater()
        desk.place_changed.connect(self._remember_place)
        desk.programme_changed.connect(self._bar.choose_programme)
        desk.title_changed.connect(lambda title: self.setWindowTitle(f"{title} – Fieldbook"))
        self._notice.count_pending = lambda: len(desk.name_pending())
        desk.form.pending_changed.connect(self._notice.say_saved)
        return desk

    def _bring_in(self, files: list[Path]) -> None:
        if self.views is not None:
            self.views.bring_in(files)

    def _choose_programme(self, programme: str) -> None:
        if self.desk is not None:
            self.desk.open_programme(programme)

    def _make_actions(self) -> dict[str, QAction]:
        actions: dict[str, QAction] = {}
        for key in WINDOW_KEYS:
            action = QAction(key.words, self)
            action.setShortcuts([QKeySequence(each) for each in (key.sequence, *key.other)])
            action.triggered.connect(lambda _=False, name=key.name: self._act(name))
            self.addAction(action)
            actions[key.name] = action
        return actions

    def _act(self, name: str) -> None:
        if name == "keys":
            self._toggle_keys()
        elif self.desk is not None and self.views is not None and self._guarding is not None:
            desk, views, guarding = self.desk, self.views, self._guarding
            deeds: dict[str, Callable[[], object]] = {
                "next_item": lambda: desk.form.go_to_neighbour(1),
                "previous_item": lambda: desk.form.go_to_neighbour(-1),
                "next_force": lambda: desk.open_neighbour(1),
                "previous_force": lambda: desk.open_neighbour(-1),
                "go_to": views.go_to,
                "find": desk.form.open_find,
                "next_remark": lambda: desk.reviewing.go_on(1),
                "previous_remark": lambda: desk.reviewing.go_on(-1),
                "remarks": desk.reviewing.panel.toggle,
                "comment": views.comment,
                "save_pdf": desk.save_pdf,
                "undo": views.undoing.undo,
                "redo": views.undoing.redo,
                "next_pane": lambda: self.panes.walk(1, desk.reviewing.panel),
                "previous_pane": lambda: self.panes.walk(-1, desk.reviewing.panel),
                "lock": guarding.lock,
                "pages_apart": lambda: self.panes.toggle_apart(self._actions.values()),
            }
            deeds |= {room: partial(views.enter, room) for room, _, _ in (*ROOMS, SAFE_KEEPING)}
            deeds |= {panel: partial(views.show_panel, panel) for panel in PANELS}
            deeds[name]()

    def _told_in_words(self) -> list[tuple[str, str, Callable[[], object]]]:
        native = QKeySequence.SequenceFormat.NativeText
        return [
            (
                key.words,
                QKeySequence(key.sequence).toString(native),
                partial(self._act_in_its_room, key.name),
            )
            for key in WINDOW_KEYS
            if key.name != "go_to"
        ]

    def _act_in_its_room(self, name: str) -> None:
        if name not in EVERYWHERE:
            self.rooms.leave()
        self._act(name)

    def _room_entered(self, name: str) -> None:
        """Let go of the keys that belong to the form while another room is shown."""
        self._bar.show_room(name)
        for key, action in self._actions.items():
            # A late answer may lead to another room while the window is locked.
            action.setEnabled(self.covers.cover is None and (name == FORM or key in EVERYWHERE))

    def _toggle_keys(self) -> None:
        # The pages may have been asked, in a window of their own.
        KeysPanel.toggle_over(QApplication.activeWindow() or self)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Begin to fill the window once it has been painted for the first time."""
        super().paintEvent(event)
        if not self._begun:
            self._begun = True
            QTimer.singleShot(0, self.begin)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what was typed first; a window that could not save does not close silently."""
        if self._ended or self._may_go(self.close):
            self._end()
            event.accept()
        else:
            event.ignore()

    def open_anew(
        self,
        between: Callable[[], str],
        where: str | None = None,
        passphrase: Passphrase | None = None,
    ) -> None:
        """Close all that is open, do what needs the file alone, and have it opened in a new window.

        What is done between is no work for the UI thread; it gives what is to be told of it. It
        finds the backups as they are.
        """
        if self._ended or not self._may_go(partial(self.open_anew, between, where, passphrase)):
            return
        anew = Anew(where or self._opening.where, passphrase)
        self._end(back_up=False)
        # Nothing that was typed here now would be kept.
        self.setEnabled(False)
        self._background.run(
            between,
            lambda said: self.anew_wanted.emit(anew._replace(said=said)),
            lambda error: self.anew_wanted.emit(anew._replace(said=str(error), failed=True)),
        )

    def _restore(self, backup: Backup) -> None:
        """Put a backup in the place of the database, which nobody may have open meanwhile."""
        assert self._opened is not None
        file, passphrase = self._opened.database.file, self._opened.database.passphrase

        def work() -> str:
            from desktop.store.safety.restoring import restore, restored_in_words

            assert file is not None
            return restored_in_words(restore(file, passphrase, backup.path))

        self.open_anew(work, str(file), passphrase)

    def _choose_other(self) -> None:
        file = self._opening.ask_for_file()
        if file:
            self.open_anew(str, file)

    def _may_go(self, go: Callable[[], object]) -> bool:
        """Save what was typed, and say whether nothing would be lost; if not, ask what to do."""
        patience = self._patience
        if self.views is not None:
            self.views.finish(patience)
        self._saving.save_now()
        self._background.finish(patience)
        self._recording.finish(patience)
        if self._saving.unsaved:
            self._aside.hold(patience)
        # Nobody can be asked under the cover of a locked window: what is unsaved stands aside then.
        shut = self._opened is not None and self._opened.database.is_shut
        if self._leaving or (shut and self._aside.holds_all):
            return True

        def leave() -> None:
            self._leaving = True
            go()

        if self._saving.unsaved:
            if self.desk is not None and self._saving.contest is not None:
                self.desk.say_contest(self._saving.contest)
            else:
                self._notice.say_not_closed(go, leave)
            return False
        pending = self.desk.name_pending() if self.desk is not None else []
        pending += self.views.pending() if self.views is not None else []
        if pending:
            self._notice.say_not_finished(pending, leave, kept=not self.rooms.pending())
        return not pending

    @property
    def _patience(self) -> int:
        """How long to wait for what is under way; saving that failed before may fail again."""
        return TROUBLED_MS if self._saving.trouble else CLOSING_MS

    def _end(self, *, back_up: bool = True) -> None:
        if self._ended:
            return
        self._ended = True
        self._remember()
        self._mistakes.close()
        self._aside.close(self._patience)
        self._recording.close(self._patience)
        if self.views is not None:
            self.views.close()
        if self.desk is not None:
            self.desk.close()
        if self._guarding is not None:
            self._guarding.close(back_up=back_up)
        if self._opened is not None:
            self._opened.database.close()
            self._opened = None

    def say_unexpected(self, error: BaseException) -> None:
        """Say that Fieldbook itself made a mistake, and how the reports fare."""
        self._mistakes.tell(error)

    def _remember(self) -> None:
        self.panes.bring_together()
        self._memory.keep(geometry=self.saveGeometry())
        if self.desk is not None:
            remarks = "open" if self.desk.reviewing.panel.is_open else "folded"
            self._memory.keep(panes=self.panes.saveState(), remarks=remarks)
            self._remember_place()

    def _remember_place(self) -> None:
        if self.desk is not None:
            programme, force, item = self.desk.place
            self._memory.keep(programme=programme, force=force, item=item)


def _column(widget: QWidget, *parts: QWidget, growing: QWidget) -> None:
    """Put parts under each other, with no space between; one of them takes what is free."""
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part, int(part is growing))
