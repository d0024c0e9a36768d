"""What Fieldbook notes of its own doings, for whoever helps; never what a report says.

Entries are words of this program, and numbers. A mistake is noted by its kind and by the places in
the program that it passed, for its message may quote what was typed.
"""

from __future__ import annotations

import logging
import os
import traceback
from collections.abc import Iterator
from functools import cache
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

from desktop.core import folders

MOST_BYTES: Final = 256 * 1024
"""How large the newest file may grow before it is put away."""
MOST_FILES: Final = 4
"""How many are kept, the newest included."""
_NAME: Final = "fieldbook.log"
_OWN: Final = 0o600


def note(words: str) -> None:
    """Note that something was done; a log that cannot be written holds nothing up."""
    _write(logging.INFO, words)


def note_mistake(error: BaseException) -> None:
    """Note a mistake of Fieldbook's own, and where it came about."""
    _write(logging.ERROR, " <- ".join(passed(error)))


def passed(error: BaseException) -> list[str]:
    """Give the kind of a mistake, and the places in the program that it passed, innermost first.

    What caused it comes after it in the same way.
    """
    found: list[str] = []
    while True:
        found.append(type(error).__name__)
        found += reversed([*_places(error)])
        cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        if cause is None:
            return found
        error = cause


def log_files() -> list[Path]:
    """Give the log's files that there are, newest first."""
    newest = log_file()
    older = (newest.with_name(f"{_NAME}.{number}") for number in range(1, MOST_FILES))
    return [file for file in (newest, *older) if file.is_file()]


def log_file() -> Path:
    """Give the file that is written to; it may not exist yet."""
    from platformdirs import user_log_path

    return user_log_path("fieldbook", appauthor=False) / _NAME


def _places(error: BaseException) -> Iterator[str]:
    for frame in traceback.extract_tb(error.__traceback__):
        file = Path(frame.filename)
        # Whose folder the program stands in says who uses it.
        known = file.is_relative_to(folders.PACKAGE)
        where = file.relative_to(folders.PACKAGE).as_posix() if known else file.name
        yield f"{where}:{frame.lineno} {frame.name}"


class _Rotating(RotatingFileHandler):
    """Puts full files away; of what cannot be written nobody hears."""

    def _open(self) -> TextIOWrapper:
        Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
        number = os.open(self.baseFilename, os.O_WRONLY | os.O_APPEND | os.O_CREAT, _OWN)
        return open(number, "a", encoding="utf-8", errors="replace")  # noqa: PTH123 - it has no path

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """Let it go: on a full disk there is more to be done than noting it."""


def _write(level: int, words: str) -> None:
    told = {"levelno": level, "levelname": logging.getLevelName(level), "msg": words}
    _handler(log_file()).handle(logging.makeLogRecord(told))


@cache
def _handler(file: Path) -> logging.Handler:
    handler = _Rotating(file, maxBytes=MOST_BYTES, backupCount=MOST_FILES - 1, delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(process)d %(message)s"))
    return handler
