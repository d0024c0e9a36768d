"""Setting the pages of the report that is being written, again and again, off the UI thread."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from desktop.core.editions import PROOF, Edition
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.publish import RenderError, Rendering
from desktop.ui.background import Background


class PageSetter(Protocol):
    """What sets pages, as `publish.RenderProcess` does: blocking, and ended from another thread."""

    def start(self) -> None:
        """Make ready, so that the first rendering is quick."""

    def render(self, programme: Path, force: Force, report: Report, edition: Edition) -> Rendering:
        """Make an edition of a report as pages; raises RenderError."""
        ...

    def close(self) -> None:
        """End, also in the middle of a rendering, which then raises RenderError."""


@dataclass(frozen=True, slots=True)
class _Wish:
    serial: int
    folder: Path
    force: Force
    report: Report
    edition: Edition


class PageRenderer(QObject):
    """Renders the newest wish as soon as the last rendering is done; wishes in between are dropped.

    Pages of a report that is no longer wished for are not given.
    """

    rendered = Signal(object, int)
    """A `Rendering`, and the serial number that `show` gave for it."""
    failed = Signal(str)
    """Why there are no new pages: a plain line."""

    def __init__(self, parent: QObject | None = None, *, setter: PageSetter | None = None) -> None:
        """Render with a setter, or in a process of its own; nothing begins before `start`."""
        super().__init__(parent)
        self._given = setter
        self._setter: PageSetter | None = None
        self._background = Background("pages", self)
        self._closed = False
        self._serial = 0
        self._subject = ""
        self._wanted_from = 0
        self._wish: _Wish | None = None
        self._under_way = False

    def start(self) -> None:
        """Begin to make ready and to render; call it once the form is filled."""
        if self._closed:
            return
        self._setter = self._given or _process()
        self._background.run(self._setter.start, lambda _: None)
        # What will show the pages is loaded while the setter makes ready, so that the window need
        # not stand still for it once they come.
        self._background.run(partial(import_module, "pypdfium2"), lambda _: None)
        self._go_on()

    def show(
        self, programme: Programme, force: Force, report: Report, edition: Edition = PROOF
    ) -> int:
        """Wish for the pages of a report as it is now; gives the wish's serial number."""
        self._serial += 1
        if report.name != self._subject:
            self._subject = report.name
            self._wanted_from = self._serial
        self._wish = _Wish(self._serial, programme.folder, force, report, edition)
        self._go_on()
        return self._serial

    def forget(self) -> None:
        """Wish for nothing: no pages come until the next `show`."""
        self._subject = ""
        self._wanted_from = self._serial + 1
        self._wish = None

    def close(self) -> None:
        """End the setter, also in the middle of a rendering; nothing comes after this."""
        self._closed = True
        self.forget()
        if self._setter is not None:
            self._setter.close()
        self._background.close()

    def _go_on(self) -> None:
        if self._wish is None or self._setter is None or self._under_way or self._closed:
            return
        wish, self._wish = self._wish, None
        self._under_way = True
        self._background.run(
            partial(self._setter.render, wish.folder, wish.force, wish.report, wish.edition),
            partial(self._done, wish),
            partial(self._failed, wish),
        )

    def _done(self, wish: _Wish, rendering: Rendering) -> None:
        self._under_way = False
        self._go_on()
        if wish.serial >= self._wanted_from:
            self.rendered.emit(rendering, wish.serial)

    def _failed(self, wish: _Wish, error: Exception) -> None:
        self._under_way = False
        self._go_on()
        if not isinstance(error, RenderError):
            raise error
        if wish.serial >= self._wanted_from:
            self.failed.emit(str(error))


def _process() -> PageSetter:
    from desktop.publish import RenderProcess

    return RenderProcess()
