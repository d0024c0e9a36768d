"""Killed while typing: the real window, on histories that grow from kill to kill."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from desktop.core.folders import TEMPLATES
from desktop.core.programme import Programme
from desktop.core.programmes import read_programmes
from tests.crash.killing import ENOUGH, Broken, Outcome, Running, made, second_programme, user_of
from tests.crash.sound import Book, copied, read_sound
from tests.crash.typed import Listener, Typed

LIFE = 25
"""Kills that one history is put through before a new one is begun."""
_LONGEST = 6.0


def kill_typing(folder: Path, kills: int, seed: str, say: Callable[[str], None]) -> Outcome:
    """Kill the window so many times; what breaks is told with the kill that broke it."""
    outcome = Outcome("typing")
    home = made(folder / "home-0")
    before = Book()
    for number in range(kills):
        if number and number % LIFE == 0:
            home, before = made(folder / f"home-{number}"), Book()
        try:
            before = _kill_once(home, before, f"{seed}-{number}", outcome)
        except Broken as error:
            kept = folder / f"broken-{number}"
            shutil.copytree(home, kept, symlinks=True, ignore_dangling_symlinks=True)
            outcome.broken.append(f"typing, seed {seed}, kill {number} ({kept}): {error}")
            say(outcome.broken[-1])
            home, before = made(folder / f"home-{number}-again"), Book()
            if len(outcome.broken) == ENOUGH:
                break
        outcome.kills += 1
    return outcome


def _kill_once(home: Path, before: Book, seed: str, outcome: Outcome) -> Book:
    dice = random.Random(seed)
    second_programme(home)
    file = Path(user_of(home)["FIELDBOOK_DATABASE"])
    program = Running(["-m", "tests.crash.typist", seed], home)
    assert program.process.stdout is not None
    listener = Listener(program.process.stdout)
    _wait_for_the_moment(listener, file, dice)
    killed = program.kill()
    lines = listener.all()
    said = program.said
    if "Traceback" in said:
        raise Broken(f"The program complained: {said[-2000:]}")
    closed = any(line[0] == "closed" for line in lines)
    if killed is None:
        if program.process.returncode or not closed:
            raise Broken(f"It ended by itself, with {program.process.returncode}: {said[-2000:]}")
        killed = time.monotonic()
    else:
        outcome.at_work += 1
    program.children_end()
    # For whoever looks into what broke.
    (home / "typed.jsonl").write_text(
        "".join(f"{round(line[1] - (killed), 3):7} {line[0]} {line[2:]}\n" for line in lines)
    )
    typed = Typed.of(lines, before)
    outcome.keys += typed.keys
    if not file.exists():
        if before.reports or typed.seen:
            raise Broken("The database is gone.")
        return before
    touched = {name for name, _, _ in typed.seen}
    after = read_sound(copied(file, home / "looked-at"), _programmes(home), closely=touched)
    # All that was typed was saved where the window closed.
    moment = killed + 3600 if closed else killed
    lost = typed.oldest_loss(after, moment)
    outcome.oldest_loss_ms = max(outcome.oldest_loss_ms, 0 if closed else lost * 1000)
    return after


def _wait_for_the_moment(listener: Listener, file: Path, dice: random.Random) -> None:
    """Wait for the moment of the kill: at the start, on a key, as it is written, or at any time."""
    match dice.randrange(10):
        case 0:
            time.sleep(dice.uniform(0, 2))
        case 1:
            listener.wait_for("closing", _LONGEST)
            time.sleep(dice.uniform(0, 0.3))
        case 2 | 3 | 4:
            listener.wait_for("filled", 30)
            time.sleep(dice.uniform(0, 4))
            _wait_until_written(file.with_name(f"{file.name}-wal"))
            time.sleep(dice.choice((0, dice.uniform(0, 0.02))))
        case 5:
            listener.wait_for("key", 30)
            time.sleep(dice.uniform(0, 0.9))
        case _:
            listener.wait_for("key", 30)
            time.sleep(dice.uniform(0, _LONGEST))


def _wait_until_written(wal: Path) -> None:
    """Wait until the log of what is written begins to grow, or is written anew."""
    deadline = time.monotonic() + 3
    before = _state(wal)
    while time.monotonic() < deadline and _state(wal) == before:
        time.sleep(0.0005)


def _state(file: Path) -> tuple[int, int]:
    try:
        found = file.stat()
    except FileNotFoundError:
        return 0, 0
    return found.st_size, found.st_mtime_ns


def _programmes(home: Path) -> dict[str, Programme]:
    folders = TEMPLATES, home / "data" / "fieldbook" / "programmes"
    return dict(read_programmes(folders).by_id)
