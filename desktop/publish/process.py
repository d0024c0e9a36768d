"""Setting pages in a process of its own, kept warm, and ended when it takes too long."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Self

from desktop.core.editions import PROOF, Edition, Format
from desktop.core.forces import Force
from desktop.core.report import Report
from desktop.publish.apart import MEMORY_LIMIT, TIME_LIMIT, Apart, NoReplyError
from desktop.publish.child import prepare
from desktop.publish.rendering import RenderError, Rendering

if TYPE_CHECKING:
    from desktop.publish.child import Reply, Request
    from desktop.publish.letter import Letter


class RenderProcess:
    """A process that sets reports as pages, one at a time; one that dies is replaced.

    It is warm for one format, and makes the first report of another later. `time_limit` is in
    seconds for one report, `memory_limit` in bytes (kept on Linux only).
    """

    def __init__(
        self,
        *,
        warm_for: Format = "pdf",
        time_limit: float = TIME_LIMIT,
        memory_limit: int = MEMORY_LIMIT,
    ) -> None:
        self._time_limit = time_limit
        self._apart: Apart[Request, Reply] = Apart(
            "pages", partial(prepare, warm_for), time_limit=time_limit, memory_limit=memory_limit
        )

    def start(self) -> None:
        """Begin to start the process, if there is none; returns at once."""
        self._apart.start()

    def render(
        self, programme: Path, force: Force, report: Report, edition: Edition = PROOF
    ) -> Rendering:
        """Make an edition of a report, given its programme's folder.

        Blocks, so call it from a thread. Raises RenderError when it cannot be made, takes too long,
        or the process was closed.
        """
        return self._made((programme, force, report, edition), f"report of {force.name}")

    def write_letter(self, programme: Path, force: Force, letter: Letter) -> Rendering:
        """Write the letter that answers a force's points, given its programme's folder.

        Blocks and fails as `render` does; it also fails while points are undecided.
        """
        return self._made((programme, force, letter), f"letter to {force.name}")

    def _made(self, request: Request, what: str) -> Rendering:
        try:
            reply = self._apart.ask(request)
        except NoReplyError as error:
            if self._apart.closed:
                raise RenderError("Fieldbook stopped setting pages.") from error
            raise RenderError(
                f"Setting the {what} as pages failed, or took longer than"
                f" {self._time_limit:g} seconds, and was stopped. Its text is kept."
                " Look for something very large or unusual in it."
            ) from error
        if isinstance(reply, str):
            raise RenderError(reply)
        return reply

    def close(self) -> None:
        """End the process for good; a render that is under way raises RenderError."""
        self._apart.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
