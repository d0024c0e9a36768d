"""Setting pages in a process of its own, kept warm, and ended when it takes too long."""

from __future__ import annotations

import multiprocessing
import sys
import threading
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Self

from desktop.core.forces import Force
from desktop.core.report import Report
from desktop.publish.child import serve
from desktop.publish.rendering import RenderError, Rendering

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    from desktop.publish.child import Reply, Request

_starting = threading.Lock()
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
        self._child: tuple[SpawnProcess, Connection[Request, Reply]] | None = None

    def start(self) -> None:
        """Begin to start the process, if there is none; returns at once."""
        with self._changing:
            if not self._closed and (self._child is None or not self._child[0].is_alive()):
                self._end()
                self._child = _start(self._memory_limit)

    def render(self, programme: Path, force: Force, report: Report) -> Rendering:
        """Set a report as pages, given its programme's folder; blocks, so call it from a thread.

        Raises RenderError when the pages cannot be set, take too long, or the process was closed.
        """
        with self._one_at_a_time:
            reply = self._ask((programme, force, report))
            if reply is None:
                self._replace()
        if self._closed and not isinstance(reply, Rendering):
            raise RenderError("Fieldbook stopped setting pages.")
        if reply is None:
            raise RenderError(
                f"Setting the report of {force.name} as pages failed, or took longer than"
                f" {self._time_limit:g} seconds, and was stopped. Its text is kept."
                " Look for something very large or unusual in it."
            )
        if isinstance(reply, str):
            raise RenderError(reply)
        return reply

    def close(self) -> None:
        """End the process for good; a render that is under way raises RenderError."""
        with self._changing:
            self._closed = True
            self._end()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ask(self, request: Request) -> Reply | None:
        """Wait for the reply; None when none comes in time, or there is no process or it dies."""
        try:
            self.start()
            child = self._child
            if child is None:
                return None
            _, pipe = child
            pipe.send(request)
            return pipe.recv() if pipe.poll(self._time_limit) else None
        except (EOFError, OSError):
            return None

    def _replace(self) -> None:
        """Begin a new process at once, so that it is warm when it is asked."""
        with self._changing:
            self._end()
        with suppress(OSError):
            self.start()

    def _end(self) -> None:
        """Kill the process; its pipe stays open for whoever is waiting, who then meets its end."""
        if self._child is not None:
            child, _ = self._child
            self._child = None
            child.kill()
            child.join()
            child.close()


def _start(memory_limit: int) -> tuple[SpawnProcess, Connection[Request, Reply]]:
    """Start a child that does not import the program's main module: it would load all of it."""
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    child = spawn.Process(
        target=serve, args=(theirs, memory_limit), name="fieldbook-pages", daemon=True
    )
    # Two threads at once would each put back what the other had put there.
    with _starting:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            child.start()
        finally:
            sys.modules["__main__"] = main
    theirs.close()
    return child, ours
