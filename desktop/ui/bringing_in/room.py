"""The room in which published reports are brought in: files, their text, what was recognised."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.ui.background import Background
from desktop.ui.bringing_in.accepting import Accepting, certain
from desktop.ui.bringing_in.beside import Beside, turn
from desktop.ui.bringing_in.files import Brought
from desktop.ui.bringing_in.files_pane import FilesPane
from desktop.ui.bringing_in.queue import FileReader
from desktop.ui.bringing_in.reading import FilesReading
from desktop.ui.form.notice import Notice
from desktop.ui.message_strip import MessageStrip

if TYPE_CHECKING:
    from desktop.core.programme import Programme
    from desktop.core.report import Report
    from desktop.store.opening import Opened
    from desktop.ui.saving import Saving

_READABLE = "Published reports (*.pdf *.txt *.md *.json);;All files (*)"


class BringingIn(QWidget):
    """Takes published reports in many files; nothing is recorded before it is accepted."""

    open_wanted = Signal(str, str, str)
    closed = Signal()
    imported = Signal(object)
    """A `Recorded`: a report that was brought in just now."""

    def __init__(
        self,
        opened: Opened,
        background: Background,
        saving: Saving,
        reader: Callable[[], FileReader] | None = None,
    ) -> None:
        """Record into what was opened, after what is typed; see `Queue` for a `reader`."""
        super().__init__()
        self._forces = opened.forces
        self._folder = ""
        # Once, however many files were dropped together.
        self._count = QTimer(self, singleShot=True, interval=0)
        self._count.timeout.connect(self._count_certain)
        self._messages = MessageStrip(self)
        self._accepting = Accepting(opened.database, background, saving, self)
        self._make_views()
        self._reading = FilesReading(self._files.list.files, opened, self, reader)
        self._connect()
        for keys, deed in (
            ("Ctrl+F", self._find_words),
            ("F6", partial(self._walk, 1)),
            ("Shift+F6", partial(self._walk, -1)),
            ("Ctrl+Alt+Down", partial(self._go_to_file, 1)),
            ("Ctrl+PgDown", partial(self._go_to_file, 1)),
            ("Ctrl+Alt+Up", partial(self._go_to_file, -1)),
            ("Ctrl+PgUp", partial(self._go_to_file, -1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)

    def _make_views(self) -> None:
        self._nothing = Notice(self)
        self._nothing.say(
            "Bring in published reports",
            "Drop published reports here: PDF or text, one or many. Fieldbook reads each, and shows"
            " its text beside what was recognised in it. Nothing is recorded before you accept it.",
            "Choose files…",
        )
        self._files = FilesPane(self)
        self._about = Notice(self)
        self._beside = Beside(self._forces, self)
        self._work = QStackedWidget(self)
        self._work.addWidget(self._about)
        self._work.addWidget(self._beside)
        all_ = QSplitter(Qt.Orientation.Horizontal, self)
        all_.setChildrenCollapsible(False)
        all_.addWidget(self._files)
        all_.addWidget(self._work)
        all_.setSizes([250, 1116])
        all_.setStretchFactor(1, 1)
        self._all = QStackedWidget(self)
        self._all.addWidget(self._nothing)
        self._all.addWidget(all_)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._all, 1)
        rows.addWidget(self._messages)

    def _connect(self) -> None:
        self._nothing.chosen.connect(self._choose)
        self._files.choose_wanted.connect(self._choose)
        self._files.take_out_wanted.connect(self._take_out)
        self._files.reading.cancelled.connect(self._reading.cancel)
        self._files.recording.cancelled.connect(self._accepting.cancel)
        self._files.accept_all_wanted.connect(self._accept_certain)
        self._files.list.files.rowsRemoved.connect(self._taken_out)
        self._files.list.at_file.connect(self._show)
        self._files.list.accepted.connect(self._go_in)
        self._about.chosen.connect(self._read_again)
        self._reading.stands.connect(self._stands)
        self._reading.progressed.connect(self._files.reading.show_progress)
        self._reading.told.connect(self._messages.say)
        self._accepting.stands.connect(self._stands)
        self._accepting.progressed.connect(self._files.recording.show_progress)
        self._accepting.compared.connect(self._compared)
        self._accepting.told.connect(self._messages.say)
        self._accepting.recorded.connect(self.imported)
        self._beside.corrected.connect(self._corrected)
        self._beside.accepted.connect(self._accept)
        self._beside.record_wanted.connect(self._record)
        self._beside.back_wanted.connect(self._back)
        self._beside.open_wanted.connect(self.open_wanted)

    # What the window tells

    def bring(self, files: Sequence[Path]) -> None:
        """Take files that were dropped or chosen, and read them one after the other."""
        self._beside.note_typed()
        self._reading.bring(files)
        if self._files.list.at is None and self._files.list.files.files:
            self._files.list.go_to(self._files.list.files.files[0])
        if self._all.currentIndex() == 0 and self._files.list.files.files:
            had_keys = self._nothing.button.hasFocus()
            self._all.setCurrentIndex(1)
            if had_keys:
                self.take_focus()

    def show_programme(self, programme: Programme) -> None:
        """Reports of all programmes are brought in, whichever is shown elsewhere."""

    def report_changed(self, report: Report) -> None:
        """What is compared is compared again when it is recorded."""

    def take_focus(self) -> None:
        """Take the keyboard: into the files, or to the button that begins."""
        if self._all.currentIndex() == 0:
            self._nothing.button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._files.take_focus()

    def pending(self) -> list[str]:
        """Name the files in which something was put right or decided that is not recorded."""
        self._beside.note_typed()
        return [each.name for each in self._files.list.files.files if each.is_unrecorded]

    def end(self) -> None:
        """End reading for good, in the middle of a file too; what was accepted is recorded."""
        self._reading.end()
        self._accepting.finish()

    # Files

    def _choose(self) -> None:
        dialog = QFileDialog(self, "Choose published reports", self._folder, _READABLE)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._chosen)
        dialog.open()

    def _chosen(self, names: list[str]) -> None:
        files = [Path(name) for name in names]
        if files:
            self._folder = str(files[0].parent)
            self.bring(files)

    def _read_again(self) -> None:
        if (at := self._files.list.at) is not None:
            self.bring([at.path])

    def _take_out(self) -> None:
        if (at := self._files.list.at) is not None:
            self._beside.note_typed()
            self._reading.take_out(at)

    def _taken_out(self) -> None:
        self._count.start()
        if not self._files.list.files.files:
            had_keys = self._files.isAncestorOf(QApplication.focusWidget() or self)
            self._all.setCurrentIndex(0)
            if had_keys:
                self.take_focus()

    def _stands(self, brought: Brought) -> None:
        """Show how a file stands now, wherever it is shown."""
        self._files.list.files.changed(brought)
        self._count.start()
        if brought is self._files.list.at:
            self._show(brought)

    def _count_certain(self) -> None:
        self._files.show_certain(len(certain(self._files.list.files.files)))

    # The file at hand

    def _show(self, brought: Brought) -> None:
        if brought.review is None:
            self._show_notice(brought)
        else:
            self._beside.show_file(brought, brought.review)
            turn(self._work, self._beside, self._go_in)

    def _show_notice(self, brought: Brought) -> None:
        name = brought.name
        match brought.state:
            case "refused":
                self._about.say(f"{name} was not read", brought.trouble, "Read it again")
            case "cancelled":
                self._about.say(f"{name} was not read", "Reading was cancelled.", "Read it now")
            case "reading":
                self._about.say(f"{name} is being read", "What is recognised will be here.")
            case _:
                self._about.say(f"{name} waits to be read", "What is recognised will be here.")
        turn(self._work, self._about, self._files.take_focus)

    def _go_in(self) -> None:
        """Put the keyboard into what is shown of the file at hand."""
        if self._work.currentIndex() == 0:
            self._about.button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._beside.take_focus()

    def _corrected(self) -> None:
        at = self._files.list.at
        if at is not None:
            at.trouble = ""
            self._files.list.files.changed(at)
            self._count.start()

    def _find_words(self) -> None:
        if self._work.currentIndex() == 1 and self._all.currentIndex() == 1:
            self._beside.open_find()

    def _walk(self, way: int) -> None:
        """Go to the next pane (1) or the one before (-1): files, text, what was recognised."""
        if self._all.currentIndex() == 0:
            return
        panes: list[tuple[QWidget, Callable[[], object]]] = [(self._files, self._files.take_focus)]
        if self._work.currentIndex() == 1:
            panes += self._beside.panes()
        elif self._about.button.isVisible():
            panes.append((self._about, self._go_in))
        focus = QApplication.focusWidget() or self
        at = next((n for n, (pane, _) in enumerate(panes) if pane.isAncestorOf(focus)), -1)
        to = (at + way) % len(panes) if at >= 0 else 0
        panes[to][1]()

    def _go_to_file(self, step: int) -> None:
        """Go to the next file (1) or the one before (-1), with the keyboard in what it shows."""
        if self._files.list.step(step):
            self._go_in()

    # Recording

    def _accept(self) -> None:
        if (at := self._files.list.at) is not None:
            self._accepting.accept(at)

    def _accept_certain(self) -> None:
        self._beside.note_typed()
        self._accepting.accept_all(certain(self._files.list.files.files))

    def _record(self, keep: set[str]) -> None:
        if (at := self._files.list.at) is not None:
            self._accepting.record(at, keep)

    def _back(self) -> None:
        if (at := self._files.list.at) is not None:
            self._accepting.give_up(at)
            self._beside.take_focus()

    def _compared(self, brought: Brought) -> None:
        if brought is self._files.list.at:
            self._beside.take_focus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
