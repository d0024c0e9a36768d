"""Having charts drawn beside the window, always the newest that is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, SignalInstance

from desktop.ui.background import Background

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.publish import Chart, ChartProcess


class ChartDrawer(QObject):
    """Draws the newest wish as soon as the chart before is done; wishes in between are dropped."""

    drawn = Signal(bytes)
    """The chart that was wished for last, as PNG."""
    failed = Signal(str)
    """Why it is not drawn: a plain line."""
    saved = Signal(str)
    """The name of a file that was saved."""
    not_saved = Signal(str)
    """Why a file was not: a plain line."""

    def __init__(self, parent: QObject) -> None:
        """Begin without a process; the first wish starts it."""
        super().__init__(parent)
        self._background = Background("charts", self)
        self._process: ChartProcess | None = None
        self._wish: tuple[Chart, float] | None = None
        self._under_way = False
        self._saves = 0
        self._closed = False

    def draw(self, chart: Chart, scale: float) -> None:
        """Wish for a chart, with so many pixels for each of its own."""
        self._wish = chart, scale
        self._go_on()

    def forget(self) -> None:
        """Wish for nothing: no chart comes until the next `draw`."""
        self._wish = None

    def save(self, file: Path, content: Callable[[ChartProcess], bytes]) -> None:
        """Save to a file what is made of charts and tables, off the UI thread."""
        process = self._started()

        def work() -> str:
            from desktop.publish import save_file

            save_file(file, content(process))
            return str(file)

        def saved(name: str) -> None:
            self._saves -= 1
            self.saved.emit(name)

        def failed(error: Exception) -> None:
            self._saves -= 1
            self._tell(error, self.not_saved)

        self._saves += 1
        self._background.run(work, saved, failed)

    def close(self) -> None:
        """Finish what is being saved and end the process; nothing is drawn after this."""
        self._closed = True
        self._wish = None
        if self._saves:
            self._background.finish(5_000)
        if self._process is not None:
            self._process.close()
        self._background.close()

    def _started(self) -> ChartProcess:
        if self._process is None:
            from desktop.publish import ChartProcess

            self._process = ChartProcess()
            self._background.run(self._process.start, lambda _: None)
        return self._process

    def _go_on(self) -> None:
        if self._wish is None or self._under_way or self._closed:
            return
        process = self._started()
        wish = self._wish
        chart, scale = wish
        self._under_way = True

        def ended() -> bool:
            """Say whether this is still what is wished for."""
            self._under_way = False
            wanted = self._wish is wish
            if wanted:
                self._wish = None
            self._go_on()
            return wanted

        def drawn(png: bytes) -> None:
            if ended():
                self.drawn.emit(png)

        def failed(error: Exception) -> None:
            if ended():
                self._tell(error, self.failed)

        self._background.run(lambda: process.png(chart, scale=scale), drawn, failed)

    def _tell(self, error: Exception, signal: SignalInstance) -> None:
        from desktop.publish import ChartError, SaveError

        if not isinstance(error, ChartError | SaveError):
            raise error
        if not self._closed:
            signal.emit(str(error))
