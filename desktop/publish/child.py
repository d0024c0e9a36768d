"""What sets pages in a process of its own, where a report from outside can harm nothing else."""

from __future__ import annotations

import ctypes.util
import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.core.editions import Edition, Format
    from desktop.core.forces import Force
    from desktop.core.programme import Programme
    from desktop.core.report import Report
    from desktop.publish.letter import Letter
    from desktop.publish.rendering import Rendering

    Request = tuple[Path, Force, Report, Edition] | tuple[Path, Force, Letter]
    Reply = Rendering | str

_MODULES = {"html": "web", "docx": "word"}
_LARGEST_IMAGE = 30_000_000
_OBJECTS_BEFORE_A_LOOK = 100_000


def prepare(warm_for: Format) -> Callable[[Request], Reply]:
    """Make ready to answer requests, each with a file or one plain sentence.

    Only what one format needs is loaded ahead: the libraries of the others take their time.
    """
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = _LARGEST_IMAGE
    if warm_for == "pdf":
        with _libraries_by_their_own_names():
            from desktop.publish.pdf import warm_up
        warm_up()
    else:
        import_module(f"desktop.publish.{_MODULES[warm_for]}")
    # What is loaded now is never let go of, and what a report leaves behind is enough for one look.
    gc.freeze()
    gc.set_threshold(_OBJECTS_BEFORE_A_LOOK)
    return _answer


def _answer(request: Request) -> Reply:
    from desktop.core.programme_reader import ProgrammeError
    from desktop.publish.rendering import RenderError

    force = request[1]
    what = f"letter to {force.name}" if len(request) == 3 else f"report of {force.name}"
    try:
        return _made(request)
    except (ProgrammeError, RenderError) as error:
        return str(error)
    except MemoryError:
        return (
            f"The {what} needs more memory than setting pages may use."
            " Its text is kept. Look for something very large in it."
        )
    except Exception as error:  # noqa: BLE001 - page setting fails in many ways; all are told alike
        return (
            f"The {what} could not be set as pages"
            f" ({type(error).__name__}: {error}). Its text is kept."
        )


def _made(request: Request) -> Rendering:
    from desktop.core.programme_reader import PROGRAMME_FILE
    from desktop.publish.letter import write_letter
    from desktop.publish.producing import render

    file = request[0] / PROGRAMME_FILE
    programme = _programme(request[0], file.stat().st_mtime_ns if file.is_file() else 0)
    if len(request) == 3:
        _, force, letter = request
        return write_letter(programme, force, letter)
    _, force, report, edition = request
    return render(programme, force, report, edition)


@lru_cache(maxsize=8)
def _programme(folder: Path, changed: int) -> Programme:
    """Read a programme once; `changed` is the time of change of its file."""
    from desktop.core.programme_reader import read_programme

    return read_programme(folder)


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
