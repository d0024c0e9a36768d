"""Processes of this machine by names that no later one can have again."""

from __future__ import annotations

import hashlib
import os
import platform
import sys
import uuid
from functools import cache
from pathlib import Path
from typing import Final

_UNKNOWN: Final = "?"


def own() -> str:
    """Name this process, without spaces: its machine, its number and when it was started."""
    try:
        started = _started(os.getpid())
    except OSError:
        started = _UNKNOWN
    return f"{_place()}:{os.getpid()}:{started or _UNKNOWN}"


def lives(name: str) -> bool | None:
    """Say whether the process that `own` named so is running; None where that cannot be known."""
    place, _, rest = name.partition(":")
    number, _, started = rest.partition(":")
    if place != _place() or not number.isascii() or not number.isdigit() or started == _UNKNOWN:
        return None
    try:
        return _started(int(number)) == started
    except (OSError, ValueError):
        return None


@cache
def machine() -> str:
    """Give the name that people know this machine by."""
    return platform.node() or "another computer"


@cache
def _place() -> str:
    """Tell this machine from others that go by the same name, and a container from its host."""
    try:
        apart = str(Path("/proc/self/ns/pid").readlink())
    except OSError:
        apart = ""
    number = uuid.getnode()
    # Without a network card it is made up, another in each process: this bit tells so.
    card = "" if number >> 40 & 1 else number
    known = f"{platform.node()} {card} {apart}"
    return hashlib.sha256(known.encode("utf-8", "replace")).hexdigest()[:12]


def _started(number: int) -> str:
    """Say when a process was started, by whatever the system counts; empty if there is none.

    Raises OSError where the system does not tell.
    """
    if sys.platform == "win32":
        return _started_on_windows(number)
    process = Path("/proc", str(number))
    if not Path("/proc/self/stat").exists():
        raise OSError("this system does not tell")
    try:
        # The name of the program stands in brackets, and may hold anything.
        told = (process / "stat").read_text("ascii", "replace").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return ""
    if told[0] in "ZX":
        return ""
    return f"{_boot()}-{told[19]}"


@cache
def _boot() -> str:
    return Path("/proc/sys/kernel/random/boot_id").read_text("ascii")[:8]


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _QUERY: Final = 0x1000
    _NO_SUCH_PROCESS: Final = 87

    def _started_on_windows(number: int) -> str:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = wintypes.HANDLE
        handle = kernel.OpenProcess(_QUERY, False, number)
        if not handle:
            if ctypes.get_last_error() == _NO_SUCH_PROCESS:
                return ""
            raise OSError("this process may not be asked")
        try:
            times = [wintypes.FILETIME() for _ in range(4)]
            if not kernel.GetProcessTimes(handle, *map(ctypes.byref, times)):
                raise OSError("this process may not be asked")
            began, ended = times[0], times[1]
            if ended.dwHighDateTime or ended.dwLowDateTime:
                return ""
            return f"{began.dwHighDateTime:x}-{began.dwLowDateTime:x}"
        finally:
            kernel.CloseHandle(wintypes.HANDLE(handle))
