"""What stands beside the form: the pages, or a panel about the item at hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, cast

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.ui.pages import PagesView
from desktop.ui.theme import SPACE, set_role

PAGES = "pages"


class Panel(Protocol):
    """A widget that tells something about the item at hand."""

    def show_item(self, programme: Programme, force: Force, report: Report, item: str) -> None:
        """Tell it about this item of a report as it stands; empty before there is an item."""

    def clear(self) -> None:
        """Tell nothing: no report is open."""

    def others_changed(self) -> None:
        """Take up that other reports now stand otherwise."""

    def take_focus(self) -> None:
        """Take the keyboard."""


class Beside(QWidget):
    """Shows one panel at a time under a row of their names; each is made when first wanted."""

    def __init__(self, pages: PagesView) -> None:
        """Begin with the pages."""
        super().__init__()
        self.setAccessibleName("Beside the form")
        self._pages: PagesView | None = pages
        self._made: dict[str, Panel] = {}
        self._makers: dict[str, Callable[[], Panel]] = {}
        self._buttons: dict[str, QToolButton] = {}
        self._place: tuple[Programme, Force, Report, str] | None = None
        self.at = PAGES
        row = QWidget()
        set_role(row, "surface")
        self._row = QHBoxLayout(row)
        self._row.setContentsMargins(SPACE.small, SPACE.tiny, SPACE.small, 0)
        self._row.setSpacing(SPACE.tiny)
        self._row.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(pages)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(row)
        column.addWidget(self._stack, 1)
        self._add_button(PAGES, "Pages", "")

    def add(self, name: str, title: str, key: str, make: Callable[[], Panel]) -> None:
        """Offer a panel, which is a widget, under a title; `key` is told in its hint."""
        self._makers[name] = make
        self._add_button(name, title, key)

    def _add_button(self, name: str, title: str, key: str) -> None:
        button = QToolButton()
        button.setText(title)
        button.setCheckable(True)
        button.setAutoExclusive(True)
        button.setChecked(name == self.at)
        button.setToolTip(f"{title}  ({key})" if key else title)
        button.setAccessibleName(f"Show beside the form: {title}")
        button.clicked.connect(lambda: self.show_panel(name))
        self._row.insertWidget(self._row.count() - 1, button)
        self._buttons[name] = button

    def show_panel(self, name: str) -> None:
        """Show a panel, and tell it about the item at hand."""
        if name == PAGES and self._pages is None:
            return
        if name != PAGES and name not in self._made:
            made = self._made[name] = self._makers[name]()
            self._stack.addWidget(cast("QWidget", made))
        self.at = name
        self._buttons[name].setChecked(True)
        self._stack.setCurrentWidget(cast("QWidget", self._made.get(name) or self._pages))
        self.show()
        self._tell()

    def show_item(self, programme: Programme, force: Force, report: Report, item: str) -> None:
        """Let what is shown tell about an item of a report as it stands."""
        self._place = programme, force, report, item
        self._tell()

    def clear(self) -> None:
        """Let no panel tell about anything."""
        self._place = None
        for panel in self._made.values():
            panel.clear()

    def others_changed(self) -> None:
        """Let the panels take up that other reports now stand otherwise."""
        for panel in self._made.values():
            panel.others_changed()

    def _tell(self) -> None:
        panel = self._made.get(self.at)
        if panel is not None and self._place is not None:
            panel.show_item(*self._place)

    def take_focus(self) -> None:
        """Put the keyboard into what is shown."""
        shown = self._made.get(self.at) or self._pages
        if shown is not None:
            shown.take_focus()

    def let_pages_go(self) -> PagesView | None:
        """Give the pages away to a window of their own; without a panel nothing is left here."""
        pages, self._pages = self._pages, None
        if pages is not None:
            self._stack.removeWidget(pages)
            self._buttons[PAGES].hide()
            if self.at == PAGES:
                self.hide()
        return pages

    def take_pages_back(self, pages: PagesView) -> None:
        """Have the pages here again."""
        self._pages = pages
        self._stack.insertWidget(0, pages)
        self._buttons[PAGES].show()
        if self.at == PAGES:
            self.show_panel(PAGES)
