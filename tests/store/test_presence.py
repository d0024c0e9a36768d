"""Each window that has a database open knows who else has, and what they write there."""

from __future__ import annotations

import platform
import subprocess
import sys
import uuid
from pathlib import Path

import pytest

from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.store import processes
from desktop.store.database import Database, DatabaseError
from desktop.store.passphrase import Passphrase
from desktop.store.presence import BEAT_SECONDS, LOOKS, Company, Other, Presence
from desktop.store.reading import history
from desktop.store.writing import record_answer

KENT = "programme/kent"
ESSEX = "programme/essex"
LEAKS = "press.leaks.investigated"

ENTERS = """
import sys
import uuid
from desktop.store.database import Database
from desktop.store.presence import Presence

with Database.open(sys.argv[1]) as database:
    presence = Presence(database)
    presence.look("Kim Smith", sys.argv[2])
    print(presence.window, flush=True)
    if sys.stdin.readline():
        presence.leave()
"""


class Clock:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Window:
    """A window on a machine whose processes cannot be known here, unless it is told otherwise."""

    def __init__(self, database: Database, who: str, *, window: str = "") -> None:
        self.clock, self.who = Clock(), who
        self.presence = Presence(database, self.clock, window or f"elsewhere:1:x {who}")

    def look(self, report: str = "", *, insist: bool = False, later: float = 0.0) -> Company:
        self.clock.now += later
        return self.presence.look(self.who, report, insist=insist)


def names(company: Company) -> list[tuple[str, str]]:
    return [(each.who, each.report) for each in company.others]


def test_the_second_window_sees_who_writes_what_and_reads_that_alone(database: Database) -> None:
    ann, kim = Window(database, "Ann"), Window(database, "Kim")
    assert ann.look(KENT) == Company()
    company = kim.look(KENT)
    assert not company.writes
    assert company.others == (Other(ann.presence.window, "Ann", platform.node(), KENT, here=True),)
    assert company.writers(KENT) == company.others
    assert kim.look(ESSEX).writes
    # Who began stays the writer, whatever others do.
    assert names(ann.look(KENT)) == [("Kim", ESSEX)]
    assert ann.look(KENT).writes


def test_a_report_is_free_as_soon_as_its_writer_opens_another_or_leaves(database: Database) -> None:
    ann, kim = Window(database, "Ann"), Window(database, "Kim")
    ann.look(KENT)
    assert not kim.look(KENT).writes
    ann.look(ESSEX)
    assert kim.look(KENT).writes
    assert not ann.look(KENT).writes
    kim.presence.leave()
    assert ann.look(KENT) == Company()


def test_who_insists_writes_too_and_neither_stops_the_other(database: Database) -> None:
    ann, kim = Window(database, "Ann"), Window(database, "Kim")
    ann.look(KENT)
    assert kim.look(KENT, insist=True).writes
    assert ann.look(KENT).writes
    assert names(ann.look(KENT)) == [("Kim", KENT)]


def test_one_whose_beat_stands_still_over_several_looks_has_gone(database: Database) -> None:
    ann, kim = Window(database, "Ann"), Window(database, "Kim")
    ann.look(KENT)
    for _ in range(LOOKS):
        assert not kim.look(KENT, later=BEAT_SECONDS).writes
        # Looks in between count for nothing.
        assert not kim.look(KENT, later=0.1).writes
    assert kim.look(KENT, later=BEAT_SECONDS) == Company()
    # It was only asleep: it comes back, and finds that another took the report up.
    back = ann.look(KENT, later=BEAT_SECONDS)
    assert (names(back), back.writes) == ([("Kim", KENT)], False)
    assert names(kim.look(KENT)) == [("Ann", "")]


def test_one_that_lives_is_never_taken_for_gone(database: Database) -> None:
    ann, kim = Window(database, "Ann"), Window(database, "Kim")
    for _ in range(3 * LOOKS):
        ann.look(KENT, later=BEAT_SECONDS)
        assert not kim.look(KENT, later=BEAT_SECONDS).writes


def test_a_killed_process_of_this_machine_is_gone_at_once(database: Database, path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", ENTERS, str(path), KENT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    window = process.stdout.readline().strip()
    me = Window(database, "Ann")
    assert [each.window for each in me.look(KENT).writers(KENT)] == [window]
    assert processes.lives(window.partition(" ")[0]) is True
    process.kill()
    process.communicate()
    assert processes.lives(window.partition(" ")[0]) is False
    assert me.look(KENT) == Company()


def test_another_process_with_the_number_of_a_dead_one_is_no_ghost(database: Database) -> None:
    place, number, started = processes.own().split(":")
    ghost = Window(database, "Ann", window=f"{place}:{number}:{started}0 old")
    ghost.look(KENT)
    assert Window(database, "Kim").look(KENT) == Company()
    assert processes.lives(f"{place}:{number}:{started}") is True
    assert processes.lives(f"another-machine:{number}:{started}") is None
    assert processes.lives("nonsense") is None


def test_what_others_record_is_told_once(
    database: Database, inspection: Programme, kent: Force, essex: Force
) -> None:
    def write(force: Force, answer: int) -> None:
        record_answer(
            database, programme=inspection, force=force, key=LEAKS, answer=answer, by="Kim"
        )

    write(kent, 1)
    ann = Window(database, "Ann")
    assert ann.look().changed == ()
    write(essex, 1)
    write(kent, 2)
    assert ann.look().changed == ((inspection.id, "kent"), (inspection.id, "essex"))
    assert ann.look().changed == ()


def test_being_there_is_no_change_of_any_report(
    database: Database, inspection: Programme, kent: Force
) -> None:
    record_answer(database, programme=inspection, force=kent, key=LEAKS, answer=1, by="Kim")
    before = history(database, inspection.id, "kent")
    ann = Window(database, "Ann")
    ann.look(f"{inspection.id}/kent")
    ann.presence.leave()
    assert history(database, inspection.id, "kent") == before


def test_a_database_that_is_held_by_another_program_tells_what_it_can(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, kim = Window(database, "Ann"), Window(database, "Kim")
    ann.look(KENT)

    def refused() -> None:
        raise DatabaseError("held")

    with monkeypatch.context() as held:
        held.setattr(database, "writing", refused)
        company = kim.look(KENT)
    assert (names(company), company.writes) == ([("Ann", KENT)], False)
    kim.look(ESSEX)
    assert names(ann.look(KENT)) == [("Kim", ESSEX)]


def test_it_works_in_a_locked_file(tmp_path: Path) -> None:
    secret = Passphrase("correct horse battery")
    with Database.open(tmp_path / "locked.sqlite3", secret) as database:
        Window(database, "Ann").look(KENT)
        assert not Window(database, "Kim").look(KENT).writes


def test_a_process_is_known_on_a_machine_without_a_network_card(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """There, each process makes up a number of its own, which has this bit set."""
    names = set()
    for made_up in (0x010203040506, 0x212223242526):
        monkeypatch.setattr(uuid, "getnode", lambda number=made_up: number)
        processes._place.cache_clear()
        names.add(processes.own())
    processes._place.cache_clear()
    assert len(names) == 1
