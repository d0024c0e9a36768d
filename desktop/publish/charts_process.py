"""Drawing charts in a process of its own, kept warm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Self

from desktop.publish.apart import Apart, NoReplyError
from desktop.publish.charts import Chart

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.publish.charts_child import Reply, Request

TIME_LIMIT = 30.0


class ChartError(Exception):
    """A chart could not be drawn; the message is for the user."""


def _prepare() -> Callable[[Request], Reply]:
    from desktop.publish.charts_child import prepare

    return prepare()


class ChartProcess:
    """A process that draws charts, one at a time; one that dies is replaced.

    `time_limit` is in seconds for one chart.
    """

    def __init__(self, *, time_limit: float = TIME_LIMIT) -> None:
        # V8 reserves far more addresses than it uses, so that their number cannot be limited.
        self._apart: Apart[Request, Reply] = Apart(
            "charts", _prepare, time_limit=time_limit, memory_limit=None
        )

    def start(self) -> None:
        """Begin to start the process, if there is none; returns at once."""
        self._apart.start()

    def svg(self, chart: Chart) -> str:
        """Draw a chart as SVG; blocks, so call it from a thread. Raises ChartError."""
        drawn = self._ask("svg", chart, 1)
        assert isinstance(drawn, str)
        return drawn

    def png(self, chart: Chart, *, scale: float = 3) -> bytes:
        """Draw a chart as PNG, so many pixels for one of the SVG; blocks. Raises ChartError."""
        drawn = self._ask("png", chart, scale)
        assert isinstance(drawn, bytes)
        return drawn

    def _ask(self, form: Literal["svg", "png"], chart: Chart, scale: float) -> str | bytes:
        try:
            reply = self._apart.ask((form, chart, scale))
        except NoReplyError as error:
            raise ChartError(
                f"The chart of “{chart.title}” could not be drawn in time."
                " Its figures are right without it. Go to the field again to try once more."
            ) from error
        if isinstance(reply, Exception):
            raise ChartError(
                f"The chart of “{chart.title}” could not be drawn ({reply})."
                " Its figures are right without it."
            ) from reply
        return reply

    def close(self) -> None:
        """End the process for good; a chart that is under way raises ChartError."""
        self._apart.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
