"""The pages in a window of their own, on a second screen if there is one."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.theme import SPACE


class PagesWindow(QWidget):
    """Holds the pages until it is closed; the keys of the main window work in it too."""

    closed = Signal()

    def __init__(self, pages: QWidget, actions: Iterable[QAction], main: QWidget) -> None:
        """Take the pages; `main` keeps the keyboard."""
        super().__init__(main, Qt.WindowType.Window)
        self.setWindowTitle("Pages – Fieldbook")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.addActions(list(actions))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(pages)
        pages.show()
        screens = QGuiApplication.screens()
        other = next((screen for screen in screens if screen != main.screen()), main.screen())
        free = other.availableGeometry().adjusted(SPACE.huge, SPACE.huge * 2, 0, -SPACE.huge)
        self.setGeometry(free.x(), free.y(), min(760, free.width()), free.height())

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Let go of the pages first, so that they do not go with the window."""
        self.closed.emit()
        event.accept()
