"""Saving the letter that answers the force, as PDF or for Word."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop.ui.message_strip import MessageStrip


class Letters(QObject):
    def __init__(self, messages: MessageStrip, parent: QObject) -> None:
        super().__init__(parent)

    def finish(self) -> None: ...
