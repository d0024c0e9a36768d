"""Fieldbook in a process of its own, as the test sees it: started, asked how it stands, ended."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from desktop.core.folders import ROOT
from tests.whole.screen import Screen

_SECONDS = 20.0
_MOST_MOVES = 60
Spot = tuple[int, int]


class Seen(NamedTuple):
    """How the window stands."""

    filled: bool
    windows: dict[str, int]
    """The visible windows, by their titles, as the screen numbers them."""
    force: str
    item: str
    begun: bool
    focus: str
    """The name of the control that has the keyboard."""
    saved: bool
    pages_follow: bool
    """The pages on the screen are those of the last word typed."""
    message: str
    room: str
    """Which room of the window is shown."""
    beside: str
    """What stands beside the form."""
    reading: bool
    """A view still waits for something, or shows it piece by piece."""


class Program:
    """A running Fieldbook; `home` is the folder of the user who runs it."""

    def __init__(self, screen: Screen, home: Path, **environment: str) -> None:
        self._screen = screen
        self._errors = home / "errors.txt"
        with self._errors.open("w") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.whole.driver"],
                cwd=ROOT,
                env=user_of(home) | {"DISPLAY": screen.display} | environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
            )
        self.until("filled", lambda seen: seen.filled)
        self.take_keyboard()

    def ask(self, question: str, *arguments: str) -> Any:
        """Ask something that the driver knows."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([question, *arguments]).encode() + b"\n")
        self._process.stdin.flush()
        heard, _, _ = select.select([self._process.stdout], [], [], _SECONDS)
        answer = self._process.stdout.readline() if heard else b""
        assert answer, f"no answer to {question}: {self._errors.read_text()}"
        return json.loads(answer)

    def seen(self) -> Seen:
        """Tell how the window stands now."""
        return Seen(**self.ask("seen"))

    def until(self, what: str, holds: Callable[[Seen], bool]) -> Seen:
        """Wait until something holds, which is told where it never does."""
        deadline = time.monotonic() + _SECONDS
        while not holds(seen := self.seen()):
            assert time.monotonic() < deadline, f"never {what}: {seen}"
        return seen

    def press_until(self, key: str, holds: Callable[[Seen], bool]) -> None:
        """Press a key that moves the keyboard on, again and again until something holds."""
        for _ in range(_MOST_MOVES):
            before = self.seen()
            if holds(before):
                return
            self._move_on(key, before)
        raise AssertionError(f"{key} does not lead there: {before}")

    def _move_on(self, key: str, before: Seen) -> None:
        self._screen.press(key)
        self.until(
            f"on by {key} from {before.focus}",
            lambda seen: (seen.item, seen.focus) != (before.item, before.focus),
        )

    def spot(self, question: str, *arguments: str) -> Spot:
        """Wait until something is in view, and tell where."""
        deadline = time.monotonic() + _SECONDS
        while (spot := self.ask(question, *arguments)) is None:
            assert time.monotonic() < deadline, f"nowhere in view: {arguments}"
        return int(spot[0]), int(spot[1])

    def take_keyboard(self, title: str = "") -> None:
        """Give the keyboard to the main window, or to the one whose title begins so."""

        def find(seen: Seen) -> int | None:
            wanted = (
                number
                for name, number in seen.windows.items()
                if (name.startswith(title) if title else name.endswith("Fieldbook"))
            )
            return next(wanted, None)

        seen = self.until(f"a window {title}", lambda seen: find(seen) is not None)
        window = find(seen)
        assert window is not None
        self._screen.focus(window)
        self.until("a control with the keyboard", lambda seen: bool(seen.focus))

    def close(self) -> None:
        """Press the cross of the window, and wait until the program has ended, without a word."""
        seen = self.seen()
        (window,) = (number for name, number in seen.windows.items() if name.endswith("Fieldbook"))
        self._screen.close(window)
        assert self._process.wait(_SECONDS) == 0
        assert self._errors.read_text() == ""

    def end(self) -> None:
        """End the program however it stands."""
        self._process.kill()
        self._process.communicate()


def user_of(home: Path) -> dict[str, str]:
    """Give the environment of a user who never used Fieldbook, and whose things are in a folder."""
    return os.environ | {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_STATE_HOME": str(home / "state"),
        "FIELDBOOK_DATABASE": str(home / "book.sqlite3"),
        "QT_QPA_PLATFORM": "xcb",
    }
