"""A process of its own for work that may take long, harm or hold up the rest, kept warm."""

from __future__ import annotations

import multiprocessing
import os
import re
import shutil
import signal
import sys
import tempfile
import threading
import weakref
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from multiprocessing import parent_process
from types import ModuleType
from typing import TYPE_CHECKING, Generic, NoReturn, Self, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

Request = TypeVar("Request")
Reply = TypeVar("Reply")
_starting = threading.Lock()
_PREFIX = "fieldbook-"
_OF_PROCESS = re.compile(rf"{_PREFIX}[a-z]+-(\d+)-[^-]+")
TIME_LIMIT = 60.0
MEMORY_LIMIT = 2 * 1024**3


class NoReplyError(Exception):
    """The process died or took too long, and was replaced; or it was closed."""


@dataclass(frozen=True, slots=True)
class _Child(Generic[Request, Reply]):
    process: SpawnProcess
    pipe: Connection[Request, Reply]
    tidy: Callable[[], object]
    """Removes its folder for temporary files."""


class Apart(Generic[Request, Reply]):
    """A process that answers requests, one at a time; one that dies or takes too long is replaced.

    `prepare` is called in the process once, and gives what answers each request; both must be
    functions of a module that imports quickly. `time_limit` is in seconds for one request,
    `memory_limit` in bytes (kept on Linux only; None for none).
    """

    def __init__(
        self,
        name: str,
        prepare: Callable[[], Callable[[Request], Reply]],
        *,
        time_limit: float = TIME_LIMIT,
        memory_limit: int | None = MEMORY_LIMIT,
    ) -> None:
        self._name = name
        self._prepare = prepare
        self._time_limit = time_limit
        self._memory_limit = memory_limit
        self._one_at_a_time = threading.Lock()
        self._changing = threading.Lock()
        self._child: _Child[Request, Reply] | None = None
        self.closed = False

    def start(self) -> None:
        """Begin to start the process, if there is none; returns at once."""
        with self._changing:
            if not self.closed and (self._child is None or not self._child.process.is_alive()):
                self._end()
                self._child = self._started()

    def ask(self, request: Request) -> Reply:
        """Give the reply to a request; blocks, so call it from a thread. Raises NoReplyError."""
        with self._one_at_a_time:
            try:
                self.start()
                if self._child is None:
                    raise NoReplyError
                pipe = self._child.pipe
                pipe.send(request)
                if pipe.poll(self._time_limit):
                    return pipe.recv()
                raise NoReplyError
            except (EOFError, OSError, NoReplyError) as error:
                self._replace()
                raise NoReplyError from error

    def close(self) -> None:
        """End the process for good; a request that is under way raises NoReplyError."""
        with self._changing:
            self.closed = True
            self._end()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _replace(self) -> None:
        """Begin a new process at once, so that it is warm when it is asked."""
        with self._changing:
            self._end()
        with suppress(OSError):
            self.start()

    def _end(self) -> None:
        """Kill the process; its pipe stays open for whoever is waiting, who then meets its end."""
        if self._child is not None:
            child = self._child
            self._child = None
            child.process.kill()
            child.process.join()
            child.process.close()
            child.tidy()

    def _started(self) -> _Child[Request, Reply]:
        """Start a child that does not import the program's main module: it would load all of it."""
        # A child that is killed cannot tidy up after itself; nor does a parent that just ends.
        clear_left_over()
        folder = tempfile.mkdtemp(prefix=f"{_PREFIX}{self._name}-{os.getpid()}-")
        tidy = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        spawn = multiprocessing.get_context("spawn")
        ours, theirs = spawn.Pipe()
        child = spawn.Process(
            target=_serve,
            args=(theirs, self._prepare, self._memory_limit, folder),
            name=f"fieldbook-{self._name}",
            daemon=True,
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
        return _Child(child, ours, tidy)


@cache
def clear_left_over() -> None:
    """Remove the temporary folders of processes that were killed together with their child.

    Once in each process: what they worked on may stand in them.
    """
    if os.name != "posix":  # pragma: no cover
        return
    temporary = tempfile.gettempdir()
    with suppress(OSError):
        for entry in os.scandir(temporary):
            of = _OF_PROCESS.fullmatch(entry.name)
            if of and _is_own_folder(entry) and not _lives(int(of[1])):
                shutil.rmtree(entry.path, ignore_errors=True)


def _is_own_folder(entry: os.DirEntry[str]) -> bool:
    with suppress(OSError):
        own = entry.stat(follow_symlinks=False).st_uid == os.getuid()
        return own and entry.is_dir(follow_symlinks=False)
    return False


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _serve(
    requests: Connection[Reply, Request],
    prepare: Callable[[], Callable[[Request], Reply]],
    memory: int | None,
    folder: str,
) -> None:
    """Answer requests until the pipe is closed."""
    # A child that is interrupted while it starts would write over the parent's own words.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        # The parent, which hears of it too, ends what is under way in its order.
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    tempfile.tempdir = folder
    threading.Thread(target=_end_with_parent, args=(folder,), daemon=True).start()
    if memory is not None and sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    answer = prepare()
    while True:
        try:
            request = requests.recv()
        except (EOFError, ConnectionResetError):
            # The thread that ends with the parent may come too late to do so.
            shutil.rmtree(folder, ignore_errors=True)
            return
        requests.send(answer(request))


def _end_with_parent(folder: str) -> NoReturn:
    """End even in the middle of work: nobody is left who wants it."""
    parent = parent_process()
    assert parent is not None
    parent.join()
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)
