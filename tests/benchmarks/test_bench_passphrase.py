"""What a passphrase costs: saving one answer with history, and opening the file."""

from __future__ import annotations

import contextlib
import itertools
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.store.database import Database
from desktop.store.listing import list_reports
from desktop.store.passphrase import Passphrase
from desktop.store.writing import record_answer, record_edits

ROUNDS = 300
OPENINGS = 15
WORDS = "four words that are unrelated"
INVESTIGATED = "press.leaks.investigated"


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def fill(database: Database, programme: Programme, forces: Forces) -> None:
    for force in forces.values():
        record_edits(
            database,
            programme=programme,
            force=force,
            answers={},
            passages=dict.fromkeys(programme.items, "What was found. " * 50),
            by="bench",
        )


def saver(database: Database, programme: Programme, forces: Forces) -> Callable[[], Report]:
    """Give what saves one more answer, each time another."""
    numbers = itertools.count(2)

    def save() -> Report:
        return record_answer(
            database,
            programme=programme,
            force=forces["kent"],
            key=INVESTIGATED,
            answer=next(numbers) % 90,
            by="bench",
        ).report

    return save


def test_a_save_with_a_passphrase_takes_at_most_twice_as_long(
    tmp_path: Path, programme: Programme, forces: Forces, tell: Callable[[str], None]
) -> None:
    with contextlib.ExitStack() as held:
        plain = held.enter_context(Database.open(tmp_path / "plain.sqlite3"))
        locked = held.enter_context(Database.open(tmp_path / "locked.sqlite3", Passphrase(WORDS)))
        for each in (plain, locked):
            fill(each, programme, forces)
        one, other = (saver(each, programme, forces) for each in (plain, locked))
        # By turns, so that whatever else the machine does meets both alike.
        pairs = [(seconds(one), seconds(other)) for _ in range(ROUNDS)]
    without, with_one = (statistics.median(each) for each in zip(*pairs, strict=True))
    tell(
        f"save without passphrase {without * 1e3:.2f} ms, with {with_one * 1e3:.2f} ms:"
        f" {with_one / without:.2f}x"
    )
    assert with_one <= 2 * without


def test_opening_with_a_passphrase_takes_at_most_300_ms_more(
    tmp_path: Path, programme: Programme, forces: Forces, tell: Callable[[str], None]
) -> None:
    plain, locked = tmp_path / "plain.sqlite3", tmp_path / "locked.sqlite3"
    for path, passphrase in ((plain, None), (locked, Passphrase(WORDS))):
        with Database.open(path, passphrase) as database:
            fill(database, programme, forces)

    def opened(path: Path, words: str | None) -> None:
        # A passphrase as it is typed: whoever opens the file has no key yet.
        with Database.open(path, Passphrase(words) if words else None) as database:
            list_reports(database)

    pairs = [
        (seconds(lambda: opened(plain, None)), seconds(lambda: opened(locked, WORDS)))
        for _ in range(OPENINGS)
    ]
    without, with_one = (statistics.median(each) for each in zip(*pairs, strict=True))
    tell(
        f"open without passphrase {without * 1e3:.0f} ms, with {with_one * 1e3:.0f} ms:"
        f" {(with_one - without) * 1e3:.0f} ms more"
    )
    assert with_one - without <= 0.3
