"""One at a time in a folder: whoever changes a file there waits for others who do."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from desktop.publish.saving import SaveError

WAITED: Final = 20.0
"""How many seconds to wait for another; a change takes far less than one."""
_AGAIN: Final = 0.02


@contextmanager
def alone_in(folder: Path, *, wait: float = WAITED) -> Iterator[None]:
    """Keep other processes and threads that ask for the same out of a folder for a while.

    The system undoes it when the process ends, however it does. Where a folder cannot be kept to
    oneself, as on some servers, nobody is kept out. Raises SaveError where another stays too long.
    """
    end = time.monotonic() + wait
    while (handle := _taken(folder)) is None:
        if time.monotonic() > end:
            raise SaveError(
                f"{folder} is being written to by another Fieldbook, which does not come to an end."
                " Close it and try again, or choose another folder."
            )
        time.sleep(_AGAIN)
    try:
        yield
    finally:
        if handle >= 0:
            os.close(handle)


if sys.platform == "win32":

    def _taken(folder: Path) -> int | None:
        """Give what holds the folder; -1 where nothing can; None while another holds it."""
        try:
            # It goes when it is closed.
            how = os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_TEMPORARY
            return os.open(folder / ".fieldbook.lock", how)
        except (FileExistsError, PermissionError):
            return None if os.access(folder, os.W_OK) else -1
        except OSError:
            return -1
else:
    import fcntl

    def _taken(folder: Path) -> int | None:
        """Give what holds the folder; -1 where nothing can; None while another holds it."""
        try:
            handle = os.open(folder, os.O_RDONLY)
        except OSError:
            return -1
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return None
        except OSError:
            os.close(handle)
            return -1
        return handle
