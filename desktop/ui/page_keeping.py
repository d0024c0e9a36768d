"""The pages of the open report: set anew as it is written, and following what is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.core.drafting import item_that_says
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.ui.pages import PageRenderer, PagesView

if TYPE_CHECKING:
    from desktop.publish import Rendering


class PageKeeping(QObject):
    """Keeps the pages in step with the report, and the item being written in view."""

    def __init__(self, caret_share: Callable[[], float], parent: QObject) -> None:
        """Begin without pages; `caret_share` says how far the caret is through its passage."""
        super().__init__(parent)
        self.view = PagesView()
        self._caret_share = caret_share
        self._renderer = PageRenderer(self)
        self._followed = ""
        self._shown: Report | None = None
        self._renderer.rendered.connect(self._rendered)
        self._renderer.failed.connect(self.view.say_failed)
        self.view.edition_changed.connect(self._show_again)
        self._at: tuple[Programme, Force] | None = None

    def begin(self, item: str) -> None:
        """Begin with another report; once its pages come, this item is in view."""
        self._followed = item
        self.view.follow("")

    def show(self, programme: Programme, force: Force, report: Report) -> None:
        """Set the pages of a report as it stands now."""
        self._at, self._shown = (programme, force), report
        self._renderer.show(programme, force, report, self.view.edition)

    def _show_again(self) -> None:
        if self._at is not None and self._shown is not None:
            self.show(*self._at, self._shown)

    def shows(self, report: Report) -> bool:
        """Say whether the pages are, or will soon be, those of the report as it stands."""
        shown = self._shown
        if shown is None:
            return False
        return (shown.answers, shown.passages) == (report.answers, report.passages)

    def say_empty(self, force: Force) -> None:
        """Say that there is no report whose pages could stand here."""
        self._at = self._shown = None
        self._renderer.forget()
        self.view.say_empty(f"The pages of {force.name}'s report will stand here.")

    def follow(self, item: str) -> None:
        """Bring an item into view."""
        self._followed = item
        self.view.follow(item)

    def follow_own_field(self, programme: Programme, key: str) -> None:
        """Show where a field of the report itself is printed: in an item, or on the first page."""
        self._followed = item_that_says(programme, key)
        if self._followed:
            self.view.follow(self._followed)
        else:
            self.view.show_beginning()

    def start(self) -> None:
        """Begin to set pages; call it once the form is filled, or that would take longer."""
        self._renderer.start()

    def close(self) -> None:
        """Stop setting pages; nothing is shown after this."""
        self._renderer.close()
        self.view.close()

    def _rendered(self, rendering: Rendering, serial: int) -> None:
        self.view.show_rendering(rendering, serial)
        self.view.follow(self._followed, self._caret_share())
