"""Asking the inspector's name, once, and recording under it from then on."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.background import Background
from desktop.ui.kept_focus import KeptFocus
from desktop.ui.memory import Memory
from desktop.ui.saving import Saving
from desktop.ui.your_name import YourName

_ASKED = "name"


class Naming(QObject):
    """Keeps the line that asks, and the name that is given."""

    kept = Signal()

    def __init__(
        self, saving: Saving, memory: Memory, background: Background, parent: QWidget
    ) -> None:
        """Begin with the line hidden; whoever made this puts it in its place."""
        super().__init__(parent)
        self._saving = saving
        self._memory = memory
        self._background = background
        self.line = YourName(parent)
        self._before = KeptFocus(self.line)
        self.line.given.connect(self._keep)
        self.line.closed.connect(self._close)

    def ask_once(self) -> None:
        """Ask, if no name was given yet and it was not put off before; the keyboard stays."""
        from desktop.store.inspector import inspector_name, kept_name

        if not self._memory.text(_ASKED) and kept_name() is None:
            self.line.open(inspector_name(), take_focus=False)

    def ask(self) -> None:
        """Ask for another name."""
        from desktop.store.inspector import inspector_name

        self.line.open(inspector_name())

    def _keep(self, name: str) -> None:
        def work() -> str:
            from desktop.store.inspector import keep_inspector_name

            return keep_inspector_name(name)

        def done(kept: str) -> None:
            self._saving.sign_as(kept)
            self._close()
            self.kept.emit()

        self._background.run(work, done, lambda error: self.line.complain(str(error)))

    def _close(self) -> None:
        self._memory.keep(**{_ASKED: "asked"})
        self._before.give_back()
        self.line.hide()
