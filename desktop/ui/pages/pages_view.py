"""The pane of pages: a row of controls, a line for what went wrong, and the pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSpinBox,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.publish import Rendering
from desktop.ui.message_strip import MessageStrip
from desktop.ui.pages.canvas import PagesCanvas
from desktop.ui.pages.document import PdfPages
from desktop.ui.theme import SPACE, set_role

_ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)


class PagesView(QWidget):
    """Shows the pages as they will be printed, and follows the item that is being written."""

    item_clicked = Signal(str)
    """The full key of the item whose place on the page was clicked."""
    save_wanted = Signal()
    shown = Signal(int)
    """The rendering with this serial number is on the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Pages")
        self._canvas = PagesCanvas()
        self._canvas.item_clicked.connect(self.item_clicked)
        self._canvas.shown.connect(self.shown)
        self._canvas.moved.connect(self._tell_where)
        self._message = MessageStrip()
        self._empty = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self._empty.setMargin(SPACE.huge)
        set_role(self._empty, "muted")
        self._sheets = QStackedWidget()
        self._sheets.addWidget(self._empty)
        self._sheets.addWidget(self._canvas)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._make_controls())
        layout.addWidget(self._message)
        layout.addWidget(self._sheets, 1)
        self._make_shortcuts()
        self.say_empty("The pages of the report will stand here.")

    def show_rendering(self, rendering: Rendering, serial: int = 0) -> None:
        """Show new pages in place of those before; the place that is looked at stays."""
        try:
            pages = PdfPages(rendering)
        except ValueError as error:
            self.say_failed(f"The pages cannot be shown: {error}. The text of the report is kept.")
            return
        self._message.hide()
        self._controls.setEnabled(True)
        self._sheets.setCurrentWidget(self._canvas)
        self._canvas.show_pages(pages, serial)

    def say_failed(self, why: str) -> None:
        """Say why there are no new pages; those before stay."""
        self._message.say(why, "error")

    def say_empty(self, text: str) -> None:
        """Show no pages, but what will be here."""
        self._empty.setText(text)
        self._message.hide()
        self._controls.setEnabled(False)
        self._canvas.show_pages(None)
        self._sheets.setCurrentWidget(self._empty)

    def follow(self, item: str) -> None:
        """Mark the item being written, and scroll to it if it is not in view."""
        self._canvas.follow(item)

    def name_items(self, titles: Mapping[str, str]) -> None:
        """Say how the items are called, by their full keys, for the mouse that rests on them."""
        self._canvas.name_items(titles)

    def take_focus(self) -> None:
        """Take the keyboard, for scrolling through the pages."""
        self._canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Controls

    def _make_controls(self) -> QWidget:
        self._controls = QWidget()
        row = QHBoxLayout(self._controls)
        row.setContentsMargins(SPACE.small, SPACE.tiny, SPACE.small, SPACE.tiny)
        row.setSpacing(SPACE.tiny)
        self._previous = self._button("‹", "Previous page", lambda: self._turn(-1))
        self._next = self._button("›", "Next page", lambda: self._turn(1))
        self._page = QSpinBox(minimum=1)
        self._page.setKeyboardTracking(False)
        self._page.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self._page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._page.setAccessibleName("Page")
        self._page.setToolTip("Type a page number to go there")
        self._page.valueChanged.connect(lambda page: self._canvas.go_to_page(page - 1))
        self._zoom = QToolButton(popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        self._zoom.setToolTip("Size of the pages (Ctrl and plus, minus or 0)")
        self._zoom.setMenu(self._make_zoom_menu())
        save = QPushButton("Save PDF…")
        save.setToolTip("Save the pages as a PDF file")
        save.clicked.connect(self.save_wanted)
        for control in (self._previous, self._page, self._next):
            row.addWidget(control)
        row.addStretch(1)
        row.addWidget(self._zoom)
        row.addWidget(save)
        return self._controls

    def _button(self, text: str, name: str, deed: Callable[[], None]) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.clicked.connect(deed)
        return button

    def _make_zoom_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction("Fit width", lambda: self._canvas.set_zoom(None))
        menu.addSeparator()
        for zoom in _ZOOMS:
            menu.addAction(f"{zoom:.0%}", partial(self._canvas.set_zoom, zoom))
        return menu

    def _make_shortcuts(self) -> None:
        for keys, deed in (
            (QKeySequence.StandardKey.ZoomIn, lambda: self._step_zoom(1)),
            (QKeySequence("Ctrl+="), lambda: self._step_zoom(1)),
            (QKeySequence.StandardKey.ZoomOut, lambda: self._step_zoom(-1)),
            (QKeySequence("Ctrl+0"), lambda: self._canvas.set_zoom(None)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)

    def _step_zoom(self, way: int) -> None:
        now = round(self._canvas.zoom, 2)
        beyond = [zoom for zoom in _ZOOMS if (zoom - now) * way > 0]
        if beyond:
            self._canvas.set_zoom(beyond[0] if way > 0 else beyond[-1])

    def _turn(self, way: int) -> None:
        self._canvas.go_to_page(self._canvas.current_page + way)

    def _tell_where(self) -> None:
        page, count = self._canvas.current_page, self._canvas.page_count
        with QSignalBlocker(self._page):
            self._page.setMaximum(max(count, 1))
            self._page.setSuffix(f" of {max(count, 1)}")
            self._page.setValue(page + 1)
        self._previous.setEnabled(page > 0)
        self._next.setEnabled(page < count - 1)
        zoom = f"{self._canvas.zoom:.0%}"
        self._zoom.setText("Fit width" if self._canvas.fits_width else zoom)
        self._zoom.setAccessibleName(f"Size of the pages, {zoom}")
