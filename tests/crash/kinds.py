"""The kinds of kills, and how they are parted to be done side by side."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from tests.crash.commands import kill_command
from tests.crash.keeping_jobs import all_jobs
from tests.crash.killing import Broken, Outcome
from tests.crash.typing_kills import LIFE, kill_typing

TYPING = "typing"


def kinds_of_kills() -> list[str]:
    """Name everything that is killed."""
    return [TYPING, *all_jobs()]


def say(line: str) -> None:
    """Say something at once, whole."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def kill(what: str, folder: Path, kills: int, seed: str) -> Outcome:
    """Kill one kind of thing so many times."""
    folder.mkdir()
    if what == TYPING:
        return kill_typing(folder, kills, seed, say)
    try:
        return kill_command(all_jobs()[what], folder, kills, seed, say)
    except Broken as error:
        return Outcome(what, broken=[f"{what} did not work before anything was killed: {error}"])


def shares(kinds: Sequence[str], kills: int, others: int) -> list[tuple[str, int]]:
    """Part what is to be done into pieces that can be done side by side, the longest first."""
    typing = [(TYPING, min(LIFE, kills - done)) for done in range(0, kills, LIFE)]
    return [
        *(typing if TYPING in kinds else ()),
        *((each, others) for each in kinds if each != TYPING),
    ]
