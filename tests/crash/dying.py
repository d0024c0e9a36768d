"""A command of Fieldbook's that is killed just before a certain step.

Started as `python -m tests.crash.dying STEP COUNT-FILE ARGUMENT…`. A step is a statement to a
database, or a file that is opened, renamed, linked, removed or brought to the disk. With step 0 it
runs to its end, and the file then says how many there were.
"""

from __future__ import annotations

import os
import signal
import sys
from itertools import count
from pathlib import Path
from typing import Any

_EVENTS = ("open", "os.rename", "os.remove", "os.link", "os.mkdir", "os.rmdir", "os.truncate")
_CODE = (".py", ".pyc", ".so", ".toml", ".j2", ".md", ".ttf", ".otf")


class Steps:
    """Counts the steps, and ends the process at one of them."""

    def __init__(self, last: int) -> None:
        """Begin to count; with 0 there is no last one."""
        self._last = last
        self._numbers = count(1)
        self.taken = 0

    def take(self, *_: object) -> None:
        """Count a step, unless it is the last: that one is never taken."""
        self.taken = next(self._numbers)
        if self.taken == self._last:
            os.kill(os.getpid(), signal.SIGKILL)

    def hear(self, event: str, arguments: tuple[object, ...]) -> None:
        """Take what Python tells of."""
        if event in _EVENTS and arguments:
            told = arguments[0]
            if isinstance(told, str | bytes) and not os.fsdecode(told).endswith(_CODE):
                self.take()

    def count_statements(self, driver: Any) -> None:
        """Take every statement of every connection: it is told of before it is carried out."""
        connect = driver.connect

        def counted(*arguments: Any, **more: Any) -> Any:
            connection = connect(*arguments, **more)
            connection.set_trace_callback(self.take)
            return connection

        driver.connect = counted


def main() -> None:
    """Run a command as `fieldbook` does."""
    last, counted, *arguments = sys.argv[1:]
    from desktop.cli import run_command
    from desktop.store.driver import driver_for

    steps = Steps(int(last))
    for locked in (False, True):
        steps.count_statements(driver_for(locked=locked))
    bring_to_disk = os.fsync

    def fsync(fd: Any) -> None:
        steps.take()
        bring_to_disk(fd)

    os.fsync = fsync
    sys.addaudithook(steps.hear)
    status = run_command(arguments)
    taken = steps.taken
    if not int(last):
        Path(counted).write_text(str(taken), "utf-8")
    sys.exit(status)


if __name__ == "__main__":
    main()
