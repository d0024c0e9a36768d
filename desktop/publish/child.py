"""The child process in which pages are set: what comes from outside can harm nothing else there."""

from __future__ import annotations

import os
import signal
import sys
import threading
from functools import lru_cache
from multiprocessing import parent_process
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.programme_reader import PROGRAMME_FILE, ProgrammeError, read_programme
from desktop.core.report import Report
from desktop.publish.rendering import Rendering

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Request = tuple[Path, Force, Report]
Reply = Rendering | str
"""The pages, or one plain sentence that says why there are none."""

_LARGEST_IMAGE = 30_000_000


def serve(requests: Connection[Reply, Request], memory: int) -> None:
    """Answer requests until the pipe is closed, using no more than `memory` bytes (on Linux)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _limit_memory(memory)
    from desktop.publish.pdf import warm_up

    warm_up()
    while True:
        try:
            folder, force, report = requests.recv()
        except EOFError:
            return
        requests.send(_answer(folder, force, report))


def _answer(folder: Path, force: Force, report: Report) -> Reply:
    from desktop.publish.pdf import render

    try:
        changed = (folder / PROGRAMME_FILE).stat().st_mtime_ns
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
