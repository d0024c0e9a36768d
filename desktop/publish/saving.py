"""Writing a finished file so that nobody ever meets half of it."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import time
from collections.abc import Callable
from pathlib import Path

_REASONS = {
    errno.ENOSPC: "the disk is full. Make room and save again, or choose another folder",
    errno.EDQUOT: "your share of the disk is used up. Make room, or choose another folder",
    errno.EACCES: "it may not be written to, or is open. Close it, or choose another folder",
    errno.EPERM: "it may not be written to. Choose another folder",
    errno.EROFS: "this disk may only be read. Choose another folder",
    errno.ENOTDIR: "part of its path is a file, not a folder. Choose another folder",
    errno.EEXIST: "part of its path is a file, not a folder. Choose another folder",
    errno.EISDIR: "there is a folder of that name. Choose another name",
    errno.ENAMETOOLONG: "the name is too long. Choose a shorter one",
    errno.ENOENT: "the folder is not there. Choose another folder",
}
_PART = ".part"
_LEFT_SECONDS = 3600
"""After this time a part is nobody's any more: none takes so long to write."""


class SaveError(Exception):
    """A file could not be written; what was there before still is. The message is for the user."""


def save_file(file: Path, content: bytes, *, before: Callable[[], object] = lambda: None) -> None:
    """Write a file whole or not at all, making its folder where there is none.

    `before` is called once the file is ready, just before it gets its name; it may raise SaveError.
    Raises SaveError; a file that was there before is then as it was.
    """
    begins = f".{file.stem[:40]}."
    part = file.parent / f"{begins}{secrets.token_hex(6)}{_PART}"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            with part.open("xb") as writing:
                writing.write(content)
                writing.flush()
                os.fsync(writing.fileno())
            if file.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            before()
            part.replace(file)
            _clear_left_over(file.parent, begins)
        except BaseException:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            raise
        _keep(file.parent)
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, (error.strerror or str(error)).lower())
        raise SaveError(f"{file} was not written: {reason}.") from error


def _clear_left_over(folder: Path, begins: str) -> None:
    """Remove what programs left that died while they wrote such a file, once that is certain."""
    with contextlib.suppress(OSError):
        for entry in os.scandir(folder):
            if entry.name.startswith(begins) and entry.name.endswith(_PART):
                written = entry.stat(follow_symlinks=False).st_mtime
                # The clock may have been set back.
                if abs(time.time() - written) > _LEFT_SECONDS:
                    Path(entry.path).unlink(missing_ok=True)


def _keep(folder: Path) -> None:
    """Make the new name itself outlast a power cut, where the system has a way to say so."""
    if os.name == "posix":
        # The file is there: a folder that cannot do this, as some on servers, undoes nothing.
        with contextlib.suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
