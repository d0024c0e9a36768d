"""Setting pages in a process of its own, kept warm, and ended when it takes too long."""

from __future__ import annotations

import multiprocessing
import threading
from multiprocessing.connection import wait
from pathlib import Path
from typing import TYPE_CHECKING, Self

from desktop.core.forces import Force
from desktop.core.report import Report
from desktop.publish.child import Reply, Request, serve
from desktop.publish.rendering import RenderError, Rendering

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

TIME_LIMIT = 60.0
MEMORY_LIMIT = 2 * 1024**3


class RenderProcess:
    """A process that sets reports as pages, one at a time; one that dies is replaced.

    `time_limit` is in seconds for one report, `memory_limit` in bytes (kept on Linux only).
    """

    def __init__(self, *, time_limit: float = TIME_LIMIT, memory_limit: int = MEMORY_LIMIT) -> None:
        self._time_limit = time_limit
        self._memory_limit = memory_limit
        self._one_at_a_time = threading.Lock()
        self._changing = threading.Lock()
        self._closed = False
        self._child: SpawnProcess | None = None
        self._pipe: Connection[Request, Reply] | None = None

    def start(self) -> None:
        """Begin to start the process, if there is none; returns at once."""
        with self._changing:
            if self._closed or (self._child is not None and self._child.is_alive()):
                return
            self._end()
            spawn = multiprocessing.get_context("spawn")
            ours, theirs = spawn.Pipe()
            self._child = spawn.Process(
                target=serve,
                args=(theirs, self._memory_limit),
                name="fieldbook-pages",
                daemon=True,
            )
            self._child.start()
            self._pipe = ours
            theirs.close()

    def render(self, programme: Path, force: Force, report: Report) -> Rendering:
        """Set a report as pages, given its programme's folder; blocks, so call it from a thread.

        Raises RenderError when the pages cannot be set, take too long, or the process was closed.
        """
        with self._one_at_a_time:
            self.start()
            with self._changing:
                child, pipe = self._child, self._pipe
            if self._closed or child is None or pipe is None:
                raise RenderError("Fieldbook is closing, so no pages were set.")
            reply = self._ask(child, pipe, (programme, force, report))
        if isinstance(reply, str):
            raise RenderError(reply)
        return reply

    def close(self) -> None:
        """End the process; a render that is under way raises RenderError."""
        with self._changing:
            self._closed = True
            self._end()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ask(
        self, child: SpawnProcess, pipe: Connection[Request, Reply], request: Request
    ) -> Reply:
        _, force, _ = request
        try:
            pipe.send(request)
            if wait([pipe], self._time_limit):
                return pipe.recv()
            problem = (
                f"The report of {force.name} took longer than {self._time_limit:g} seconds to set"
                " as pages, so this was stopped. Its text is kept."
            )
        except (EOFError, OSError):
            problem = (
                f"Setting the report of {force.name} as pages failed."
                " Its text is kept. Look for something unusual in it."
            )
        self._replace(child)
        return problem

    def _replace(self, child: SpawnProcess) -> None:
        with self._changing:
            if self._child is child:
                self._end()
        self.start()

    def _end(self) -> None:
        if self._child is not None:
            self._child.kill()
            self._child.join()
            self._child.close()
            self._child = None
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None
