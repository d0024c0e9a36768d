"""The panes side by side: forces, form, and beside it the pages or what is read while writing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter, QWidget

from desktop.ui.forces_panel import ForcesPanel
from desktop.ui.pane_by_pane import Pane, walk

if TYPE_CHECKING:
    from desktop.ui.beside import Beside
    from desktop.ui.form import FormView
    from desktop.ui.pages import PagesView
    from desktop.ui.pages_window import PagesWindow
    from desktop.ui.remarks import RemarksPanel

_WIDTHS = (216, 575, 535)


class Panes(QSplitter):
    """Keeps the panes and their widths, and leads the keyboard from one to the next."""

    def __init__(self, panel: ForcesPanel) -> None:
        """Begin with the forces; until the form is there, an empty pane keeps its place."""
        super().__init__(Qt.Orientation.Horizontal)
        self.setChildrenCollapsible(False)
        self._panel = panel
        self._form: FormView | None = None
        self._third: Beside | None = None
        self._apart: PagesWindow | None = None
        self._pages_apart: PagesView | None = None
        self._widths = list(_WIDTHS)
        self.addWidget(panel)
        self.addWidget(QWidget())
        self.setSizes([_WIDTHS[0], sum(_WIDTHS[1:])])

    def fill(self, form: FormView, beside: Beside, state: QByteArray) -> None:
        """Put the form and what is beside it in their place, as wide as they were left."""
        self._form, self._third = form, beside
        self.replaceWidget(1, form)
        self.addWidget(beside)
        self.setSizes(list(_WIDTHS))
        for place, stretch in enumerate((0, 1, 1)):
            self.setStretchFactor(place, stretch)
        self.restoreState(state)

    @property
    def beside(self) -> str:
        """What stands beside the form, by its name; empty before anything does."""
        return self._third.at if self._third is not None else ""

    def walk(self, step: int, remarks: RemarksPanel) -> None:
        """Go to the next pane (1) or the one before (-1); the remarks below are the last."""
        if self._form is None or self._third is None:
            return
        panes: list[Pane] = [
            (self._panel, self._panel.take_focus),
            (self._form, self._form.take_focus),
            (self._third, self._third.take_focus),
            (remarks, remarks.take_focus),
        ]
        if self._pages_apart is not None:
            panes.append((self._pages_apart, self._pages_apart.take_focus))
        walk(panes, step)

    def toggle_apart(self, actions: Iterable[QAction]) -> None:
        """Show the pages in a window of their own, in which these keys work too, or back here."""
        if self._apart is not None:
            self._apart.close()
        elif self._third is not None:
            from desktop.ui.pages_window import PagesWindow

            self._widths = self.sizes()
            pages = self._pages_apart = self._third.let_pages_go()
            if pages is not None:
                self._apart = PagesWindow(pages, actions, self.window())
                self._apart.closed.connect(lambda: self._bring_back(pages))
                self._apart.show()

    def bring_together(self) -> None:
        """Have the pages back here, if they are in a window of their own."""
        if self._apart is not None:
            self._apart.close()

    def _bring_back(self, pages: PagesView) -> None:
        self._apart = self._pages_apart = None
        if self._third is not None:
            self._third.take_pages_back(pages)
            self.setSizes(self._widths)
