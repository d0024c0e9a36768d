"""Killed in the midst of a command: before any of its steps, or at any time."""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from tests.crash.killing import ENOUGH, Broken, Outcome, Running, made, run, user_of

_SOME_HOURS = 3 * 3600
AGAIN = 0.3
"""How often what was killed is killed a second time, on what the first left."""


class Job(Protocol):
    """A command that is killed, and what must hold then."""

    what: str

    def prepare(self, home: Path) -> None:
        """Make what the command begins with, for a user who has nothing."""

    def command(self, home: Path) -> Sequence[str]:
        """Give the arguments of the command."""

    def finish(self, home: Path) -> Sequence[str]:
        """Give the arguments of what the user does next, which must succeed."""

    def environment(self, home: Path) -> dict[str, str]:
        """Give what the command needs to know besides."""

    def know(self, home: Path) -> None:
        """Take note of what there is once the command was carried out to its end."""

    def look_killed(self, home: Path) -> None:
        """See that all is as before or as after. Raises Broken."""

    def look_done(self, home: Path) -> None:
        """See that all is as it should be, with nothing lying about. Raises Broken."""


def kill_command(
    job: Job, folder: Path, kills: int, seed: str, say: Callable[[str], None]
) -> Outcome:
    """Kill a command so many times; what breaks is told with the kill that broke it."""
    outcome = Outcome(job.what)
    # Always the same path: some things are kept by it.
    home = made(folder / "home")
    job.prepare(home)
    begun = home.rename(folder / "begun")
    steps = folder / "steps"
    _as_begun(begun, home)
    began = time.monotonic()
    run(_dying(0, steps, job.command(home)), home, job.environment(home))
    seconds = time.monotonic() - began
    most = int(steps.read_text("utf-8"))
    job.know(home)
    number = 0
    while number < kills:
        _as_begun(begun, home)
        dice = random.Random(f"{seed}-{number}")
        try:
            while True:
                _kill(job, home, dice, most, seconds, outcome)
                number += 1
                job.look_killed(home)
                if number >= kills or dice.random() > AGAIN:
                    break
            _wait_some_hours(home)
            environment = job.environment(home)
            run(["-m", "desktop", *job.finish(home)], home, environment)
            job.look_done(home)
        except Broken as error:
            kept = folder / f"broken-{number}"
            shutil.copytree(home, kept, symlinks=True)
            outcome.broken.append(f"{job.what}, seed {seed}, kill {number} ({kept}): {error}")
            say(outcome.broken[-1])
            if len(outcome.broken) == ENOUGH:
                break
    return outcome


def _kill(
    job: Job, home: Path, dice: random.Random, most: int, seconds: float, outcome: Outcome
) -> None:
    # Half of them at a step, which finds the short ones; half from outside, at any time.
    step = dice.randint(1, most) if dice.random() < 0.5 else 0
    arguments = _dying(step, home / "steps", job.command(home))
    running = Running(arguments, home, job.environment(home))
    if step:
        running.wait()
        outcome.at_work += running.process.returncode < 0
    else:
        time.sleep(dice.uniform(0.3 * seconds, seconds))
        outcome.at_work += running.kill() is not None
    outcome.kills += 1
    running.children_end()
    if "Traceback" in running.said:
        raise Broken(f"It complained: {running.said[-2000:]}")


def _wait_some_hours(home: Path) -> None:
    """Let all that is hidden be old: what is new might still be written by somebody."""
    then = time.time() - _SOME_HOURS
    for each in home.rglob(".*"):
        os.utime(each, (then, then))


def _dying(step: int, steps: Path, arguments: Sequence[str]) -> list[str]:
    return ["-m", "tests.crash.dying", str(step), str(steps), *arguments]


def _as_begun(begun: Path, home: Path) -> None:
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(begun, home, symlinks=True)


def book_of(home: Path) -> Path:
    """Give the database of a user."""
    return Path(user_of(home)["FIELDBOOK_DATABASE"])


def strays(*folders: Path) -> list[str]:
    """Name what should not be there once nothing is under way any more."""
    endings = (".part", ".new", ".rekeyed", "-wal", "-shm", "-journal", ".tmp")
    return [
        str(each)
        for folder in folders
        if folder.exists()
        for each in folder.rglob("*")
        if each.name.endswith(endings) and "looked-at" not in each.parts
    ]


def temporary(home: Path) -> list[str]:
    """Name what a user's programs left among temporary files."""
    return [each.name for each in (home / "temporary").iterdir()]
