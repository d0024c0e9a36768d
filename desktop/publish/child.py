"""The process in which pages are set, where a report from outside can harm nothing else.

Nothing large is imported before an interrupt meant for the parent is ignored: a child that is
interrupted while it starts would write a traceback over the parent's own words.
"""

from __future__ import annotations

import ctypes.util
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from multiprocessing import parent_process
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from desktop.core.forces import Force
    from desktop.core.programme import Programme
    from desktop.core.report import Report
    from desktop.publish.rendering import Rendering

    Request = tuple[Path, Force, Report]
    Reply = Rendering | str

_LARGEST_IMAGE = 30_000_000


def serve(requests: Connection[Reply, Request], memory: int) -> None:
    """Answer requests, each with pages or one plain sentence, until the pipe is closed.

    On Linux no more than `memory` bytes are used.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _limit_memory(memory)
    with _libraries_by_their_own_names():
        from desktop.publish.pdf import warm_up
    warm_up()
    while True:
        try:
            folder, force, report = requests.recv()
        except EOFError:
            return
        requests.send(_answer(folder, force, report))


def _answer(folder: Path, force: Force, report: Report) -> Reply:
    from desktop.core.programme_reader import PROGRAMME_FILE, ProgrammeError
    from desktop.publish.pdf import render

    try:
        file = folder / PROGRAMME_FILE
        changed = file.stat().st_mtime_ns if file.is_file() else 0
        return render(_programme(folder, changed), force, report)
    except ProgrammeError as error:
        return str(error)
    except MemoryError:
        return (
            f"The report of {force.name} needs more memory than setting pages may use."
            " Its text is kept. Look for something very large in it."
        )
    except Exception as error:  # noqa: BLE001 - page setting fails in many ways; all are told alike
        return (
            f"The report of {force.name} could not be set as pages"
            f" ({type(error).__name__}: {error}). Its text is kept."
        )


@lru_cache(maxsize=8)
def _programme(folder: Path, changed: int) -> Programme:
    """Read a programme once; `changed` is the time of change of its file."""
    from desktop.core.programme_reader import read_programme

    return read_programme(folder)


def _end_with_parent() -> NoReturn:
    """End even in the middle of setting pages: nobody is left who wants them."""
    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _limit_memory(memory: int) -> None:
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = _LARGEST_IMAGE


@contextmanager
def _libraries_by_their_own_names() -> Iterator[None]:
    """Save a third of the start: WeasyPrint asks other programs for each of its libraries first.

    On Linux it loads them by file name when those know nothing.
    """
    find = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = find
