"""Folders for copies of a database that are looked into, among the temporary files."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from desktop.store import processes

_PREFIX: Final = "fieldbook-copy-"
_OF_PROCESS: Final = re.compile(rf"{_PREFIX}([^_]+_[^_]+_[^_]+)_.*", re.DOTALL)
_UNKNOWN: Final = "unknown"
_LONGEST_SECONDS: Final = 24 * 3600.0
"""No copy is looked into for longer, where it is not known whether its process still is."""


@contextlib.contextmanager
def own_folder() -> Iterator[Path]:
    """Have a folder that nobody but this user can look into, and that is gone afterwards.

    Should this process be killed, the next to look into a database removes it. Raises OSError.
    """
    remove_left_over()
    # The name must be one that any system takes for a file's.
    name = processes.own().replace(":", "_").replace("?", _UNKNOWN)
    with tempfile.TemporaryDirectory(
        prefix=f"{_PREFIX}{name}_", ignore_cleanup_errors=True
    ) as folder:
        yield Path(folder)


def remove_left_over() -> None:
    """Remove the folders of processes that were killed: whole reports may stand in them."""
    with contextlib.suppress(OSError), os.scandir(tempfile.gettempdir()) as entries:
        for entry in entries:
            of = _OF_PROCESS.fullmatch(entry.name)
            if of is not None and _is_left(entry, of[1].replace("_", ":").replace(_UNKNOWN, "?")):
                shutil.rmtree(entry.path, ignore_errors=True)


def _is_left(entry: os.DirEntry[str], process: str) -> bool:
    try:
        known = entry.stat(follow_symlinks=False)
        mine = not hasattr(os, "geteuid") or known.st_uid == os.geteuid()
        if not mine or not entry.is_dir(follow_symlinks=False):
            return False
    except OSError:
        return False
    lives = processes.lives(process)
    if lives is None:
        return time.time() - known.st_mtime > _LONGEST_SECONDS
    return not lives
