"""However a file is damaged, there is one plain line about it, never a traceback."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.store import soundness
from desktop.store.all_forces import all_forces
from desktop.store.database import Database
from desktop.store.errors import DatabaseError
from desktop.store.library import Wanted, look_through
from desktop.store.listing import changed_since_publication, isbns, list_reports
from desktop.store.reading import history, read_report
from desktop.store.searching import search
from desktop.store.words import learn_word, own_words
from desktop.store.writing import record_edits
from tests.store.desk import Desk

DAMAGES = 150


def damage(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content))
    length = chance.choice([1, 1, 16, 512, 4096])
    match chance.choice(["flip", "zero", "random", "cut"]):
        case "flip":
            flipped = content[start] ^ (1 << chance.randrange(8))
            return content[:start] + bytes([flipped]) + content[start + 1 :]
        case "zero":
            return content[:start] + bytes(length) + content[start + length :]
        case "random":
            return content[:start] + chance.randbytes(length) + content[start + length :]
        case _:
            return content[:start]


def what_is_said(path: Path, programme: Programme, force: Force, number: int) -> str:
    """Read everything and write something; any other exception than ours comes through."""
    try:
        database = Database.open(path)
    except DatabaseError as error:
        return f"refused: {error}"
    with database:
        try:
            read_report(database, programme.id, force.key)
            list_reports(database)
            history(database, programme.id, force.key)
            changed_since_publication(database)
            isbns(database, Report(programme.id, force.key, answers={"isbn": "9781782460411"}))
            own_words(database)
            search(database, "number med*")
            look_through(database, Wanted(words="numbers"), {})
            all_forces(database, programme.id)
            record_edits(
                database,
                programme=programme,
                force=force,
                answers={"press.leaks.investigated": number},
                passages={},
                by="I",
            )
        except DatabaseError as error:
            return str(error)
    return ""


@pytest.mark.parametrize("checked", [True, False])
def test_damage_is_said_in_one_line(
    path: Path,
    inspection: Programme,
    kent: Force,
    monkeypatch: pytest.MonkeyPatch,
    checked: bool,
) -> None:
    with Database.open(path) as database:
        for number in range(20):
            record_edits(
                database,
                programme=inspection,
                force=kent,
                answers={"press.leaks.investigated": number, "press.policies.reviewed": ("media",)},
                passages={"press.policies": f"**Number** {number}. " * 40},
                by="I",
            )
        desk = Desk(database, inspection, kent)
        desk.answer("isbn", "978-1-78246-041-1")
        desk.leave("spelling|press.policies|Number", "It is a word.")
        learn_word(database, word="Airwave", by="I")
    sound = path.read_bytes()
    if not checked:
        monkeypatch.setattr(soundness, "CHECKED_BYTES", 0)
    chance = random.Random(2012)
    for number in range(DAMAGES):
        damaged = damage(sound, chance)
        path.write_bytes(damaged)
        said = what_is_said(path, inspection, kent, 100 + number)
        assert "\n" not in said
        if said.startswith("refused"):
            assert path.read_bytes() == damaged
            assert [each.name for each in path.parent.iterdir()] == [path.name]
        for each in path.parent.iterdir():
            each.unlink()
