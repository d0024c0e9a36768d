"""Where a report that was brought in came from: a file, and the others it was brought in with."""

from __future__ import annotations

import re
from typing import Final

from desktop.store.changes import signed

_TOGETHER: Final = re.compile(r" \(brought in together, (?P<at>[^()]*)\)$")


def brought_in_together() -> str:
    """Give what is added to the names of files that are brought in together, as their origin."""
    return f" (brought in together, {signed('')[1]})"


def file_of(origin: str) -> str:
    """Give the name of the file that a report was read from."""
    return _TOGETHER.sub("", origin)


def batch_of(origin: str) -> str:
    """Tell what was brought in together from all else; empty where it was brought in alone."""
    found = _TOGETHER.search(origin)
    return found["at"] if found else ""
