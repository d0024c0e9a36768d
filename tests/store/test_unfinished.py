"""What is typed and can be recorded nowhere yet is kept, and found again where it stood."""

from __future__ import annotations

from pathlib import Path

from desktop.store.database import Database
from desktop.store.reading import history
from desktop.store.unfinished import keep_unfinished, unfinished
from tests.store.desk import Desk


def test_what_is_unfinished_is_there_again_for_whoever_typed_it(path: Path) -> None:
    with Database.open(path) as database:
        keep_unfinished(database, by="Ann", texts={"form/a": "12x", "review/b": "Who says so"})
        keep_unfinished(database, by="Ben", texts={"form/a": "seven"})
    with Database.open(path) as again:
        assert unfinished(again, by="Ann") == {"form/a": "12x", "review/b": "Who says so"}
        assert unfinished(again, by="Ben") == {"form/a": "seven"}
        assert unfinished(again, by="Cat") == {}


def test_the_newest_words_stand_and_empty_ones_are_forgotten(database: Database) -> None:
    keep_unfinished(database, by="Ann", texts={"form/a": "12x", "form/b": "y"})
    keep_unfinished(database, by="Ann", texts={"form/a": "12xy", "form/b": "", "form/c": ""})
    assert unfinished(database, by="Ann") == {"form/a": "12xy"}


def test_it_is_no_part_of_any_history(desk: Desk) -> None:
    report = desk.write("press.leaks", "Words.").report
    before = history(desk.database, report.programme, report.force)
    keep_unfinished(desk.database, by="Ann", texts={"form/a": "12x"})
    assert history(desk.database, report.programme, report.force) == before


def test_anything_that_can_be_typed_can_be_kept(database: Database) -> None:
    words = "line\nline\t\u202e«12x» 😀 '; DROP TABLE unfinished; --"
    keep_unfinished(database, by="O'Neill", texts={"form/%_'": words, "form/b": "a\0b\ud83d"})
    kept = unfinished(database, by="O'Neill")
    assert kept["form/%_'"] == words
    assert kept["form/b"].startswith("ab")
