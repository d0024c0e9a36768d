"""The command line: the work of the window, for scripts and for machines without a screen.

The commands are loaded only where there is one to carry out: the window starts without them.
"""

from __future__ import annotations

import io
import sys


def run_command(arguments: list[str]) -> int:
    """Carry out a command; gives 0 done, 1 errors found, 2 wrong use or unreadable input."""
    from desktop.cli.commands import run

    return run(arguments)


def _say_all_there_is() -> None:
    """Let a terminal or file that cannot hold a character show its number, and never fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def main() -> None:
    """Run Fieldbook: without arguments the window, else a command."""
    _say_all_there_is()
    if len(sys.argv) == 1:
        from desktop.app import run

        sys.exit(run(None))
    sys.exit(run_command(sys.argv[1:]))
