"""The pane of pages: a row of controls, a line for what went wrong, and the pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.core.editions import Edition
from desktop.publish import Rendering
from desktop.ui.message_strip import MessageStrip
from desktop.ui.pages.edition_button import EditionButton
from desktop.ui.pages.following import FollowingCanvas
from desktop.ui.theme import SPACE, set_role

_PERCENTS = (50, 60, 70, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300)


class PagesView(QWidget):
    """Shows the pages as they will be printed, and follows the item that is being written."""

    item_clicked = Signal(str)
    """The full key of the item whose place on the page was clicked."""
    save_wanted = Signal()
    edition_changed = Signal()
    shown = Signal(int)
    """The rendering with this serial number is on the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Pages")
        self._canvas = FollowingCanvas()
        self._canvas.item_clicked.connect(self.item_clicked)
        self._canvas.shown.connect(self.shown)
        self._canvas.moved.connect(self._tell_where)
        self._canvas.zoom_wanted.connect(self._step_zoom)
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
        # What reads PDF is loaded with the first pages: the form need not wait for it.
        from desktop.ui.pages.document import PdfPages

        try:
            pages = PdfPages(rendering)
        except ValueError as error:
            self.say_failed(f"The pages cannot be shown: {error}. The text of the report is kept.")
            return
        self._message.hide()
        self._controls.show()
        self._sheets.setCurrentWidget(self._canvas)
        self._canvas.show_pages(pages, serial)

    def say_failed(self, why: str) -> None:
        """Say why there are no new pages; those before stay."""
        self._message.say(why, "error")

    def say_empty(self, text: str) -> None:
        """Show no pages, but what will be here."""
        self._empty.setText(text)
        self._message.hide()
        self._controls.hide()
        self._canvas.show_pages(None)
        self._sheets.setCurrentWidget(self._empty)

    @property
    def edition(self) -> Edition:
        """The edition that is to be shown."""
        return self._edition.edition

    def choose_edition(self, edition: Edition) -> None:
        """Choose the edition that is to be shown."""
        self._edition.choose(edition)

    def follow(self, item: str, share: float = 0.0) -> None:
        """Mark the item being written, and scroll to where in it the writing is, from 0 to 1."""
        self._canvas.follow(item, share)

    def show_beginning(self) -> None:
        """Show the first page from its top, and follow no item."""
        self._canvas.follow("")
        self._canvas.go_to_page(0)

    def name_items(self, titles: Mapping[str, str]) -> None:
        """Say how the items are called, by their full keys, for the mouse that rests on them."""
        self._canvas.name_items(titles)

    def take_focus(self) -> None:
        """Take the keyboard, for scrolling through the pages."""
        self._canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Give the pages back while PDFium is still there to take them."""
        self._canvas.show_pages(None)
        super().closeEvent(event)

    # Controls

    def _make_controls(self) -> QWidget:
        self._controls = QWidget()
        row = QHBoxLayout(self._controls)
        row.setContentsMargins(SPACE.small, SPACE.tiny, SPACE.small, SPACE.tiny)
        row.setSpacing(SPACE.tiny)
        self._previous = self._button("‹", "Previous page", lambda: self._turn(-1))
        self._next = self._button("›", "Next page", lambda: self._turn(1))
        self._page = QLineEdit(alignment=Qt.AlignmentFlag.AlignCenter)
        self._page.setFixedWidth(self.fontMetrics().horizontalAdvance("000") + SPACE.wide)
        self._page.setToolTip("Type a page number to go there")
        self._page.returnPressed.connect(self._go_to_typed_page)
        self._page.editingFinished.connect(self._drop_typed_page)
        self._count = QLabel()
        self._zoom = QComboBox()
        self._zoom.setToolTip("Size of the pages (Ctrl and +, - or 0)")
        self._zoom.setAccessibleName("Size of the pages")
        self._zoom.addItem("Fit width")
        self._zoom.addItems([f"{percent}%" for percent in _PERCENTS])
        self._zoom.activated.connect(self._choose_zoom)
        self._edition = EditionButton(self._controls)
        self._edition.chosen.connect(self.edition_changed)
        save = QPushButton("Save…")
        save.setToolTip("Save this edition as PDF, web page or Word file")
        save.clicked.connect(self.save_wanted)
        for control in (self._previous, self._page, self._count, self._next):
            row.addWidget(control)
        row.addStretch(1)
        row.addWidget(self._edition)
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

    def _make_shortcuts(self) -> None:
        for keys, deed in (
            ("Ctrl++", lambda: self._step_zoom(1)),
            ("Ctrl+=", lambda: self._step_zoom(1)),
            ("Ctrl+-", lambda: self._step_zoom(-1)),
            ("Ctrl+0", lambda: self._choose_zoom(0)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)

    def _choose_zoom(self, row: int, at: QPointF | None = None) -> None:
        self._zoom.setCurrentIndex(row)
        self._canvas.set_zoom(_PERCENTS[row - 1] / 100 if row else None, at)

    def _step_zoom(self, way: int, at: QPointF | None = None) -> None:
        """Go to the next larger (1) or smaller (-1) size of the list."""
        now = round(100 * self._canvas.zoom)
        beyond = [percent for percent in _PERCENTS if (percent - now) * way > 0]
        if beyond:
            self._choose_zoom(_PERCENTS.index(beyond[0 if way > 0 else -1]) + 1, at)

    def _turn(self, way: int) -> None:
        self._canvas.go_to_page(self._canvas.current_page + way)

    def _go_to_typed_page(self) -> None:
        typed = self._page.text().strip()
        self._page.setModified(False)
        if typed.isdecimal():
            self._canvas.go_to_page(min(max(int(typed), 1), self._canvas.page_count) - 1)

    def _drop_typed_page(self) -> None:
        self._page.setModified(False)
        self._tell_where()

    def _tell_where(self) -> None:
        page, count = self._canvas.current_page, self._canvas.page_count
        if not self._page.isModified():
            self._page.setText(str(page + 1) if count else "")
        self._page.setAccessibleName(f"Page, of {count}")
        self._count.setText(f"of {count}" if count else "")
        self._previous.setEnabled(page > 0)
        self._next.setEnabled(page < count - 1)
