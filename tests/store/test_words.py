"""The inspectors' own words: learned once, known in every report, and forgotten again."""

from __future__ import annotations

import contextlib
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.store.database import Database
from desktop.store.errors import DatabaseError
from desktop.store.words import forget_word, learn_word, own_words


def test_a_new_database_has_none(database: Database) -> None:
    assert own_words(database) == frozenset()


def test_words_are_learned_and_forgotten_one_by_one(database: Database, path: Path) -> None:
    for word in ("Airwave", "chaperoned", "Ó'Brádaigh", "24/7", "co-locate"):
        assert learn_word(database, word=word, by="I") == word
    forget_word(database, word="24/7")
    with Database.open(path) as elsewhere:
        assert own_words(elsewhere) == {"Airwave", "chaperoned", "Ó'Brádaigh", "co-locate"}


def test_learning_or_forgetting_twice_is_the_same_as_once(database: Database, path: Path) -> None:
    learn_word(database, word="Airwave", by="A. Inspector")
    learn_word(database, word="Airwave", by="B. Inspector")
    with contextlib.closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT word, by FROM own_word").fetchall() == [
            ("Airwave", "A. Inspector")
        ]
    forget_word(database, word="Airwave")
    forget_word(database, word="Airwave")
    assert own_words(database) == frozenset()


def test_who_learned_a_word_and_when_is_kept(database: Database, path: Path) -> None:
    learn_word(database, word="Airwave", by="j\udcffones")
    with contextlib.closing(sqlite3.connect(path)) as other:
        [(by, at)] = other.execute("SELECT by, at FROM own_word").fetchall()
    assert by == "j?ones"
    assert at.endswith("+00:00")


def test_capitals_make_another_word(database: Database) -> None:
    learn_word(database, word="Street", by="I")
    learn_word(database, word="street", by="I")
    assert own_words(database) == {"Street", "street"}
    forget_word(database, word="street")
    assert own_words(database) == {"Street"}


@pytest.mark.parametrize("typed", [" Airwave ", "Air\ufeffwave", "\tAirwave\n", "Air\x00wave"])
def test_a_word_is_kept_without_what_nobody_sees(database: Database, typed: str) -> None:
    assert learn_word(database, word=typed, by="I") == "Airwave"
    assert own_words(database) == {"Airwave"}
    forget_word(database, word=typed)
    assert own_words(database) == frozenset()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "no word here"),
        (" \t\ufeff", "no word here"),
        ("two words", "several words"),
        ("two\u00a0words", "several words"),
        ("two\nwords", "several words"),
        ("x" * 61, "more than 60 characters"),
    ],
)
def test_what_is_no_word_is_refused_in_one_line(database: Database, typed: str, said: str) -> None:
    with pytest.raises(DatabaseError, match=said) as refused:
        learn_word(database, word=typed, by="I")
    assert "\n" not in str(refused.value)
    assert own_words(database) == frozenset()


def test_a_word_of_60_characters_is_learned(database: Database) -> None:
    assert learn_word(database, word="x" * 60, by="I") == "x" * 60


def test_words_are_known_before_sqlalchemy_is_loaded(database: Database, path: Path) -> None:
    learn_word(database, word="Airwave", by="I")
    script = (
        "import sys\n"
        "from desktop.core.report import Report\n"
        "from desktop.store.database import Database\n"
        "from desktop.store.listing import isbns\n"
        "from desktop.store.words import own_words\n"
        "with Database.open(sys.argv[1]) as database:\n"
        "    found = isbns(database, Report('a', 'b', answers={'isbn': '9781782460411'}))\n"
        "    print(*own_words(database), len(found), 'sqlalchemy' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == ["Airwave", "0", "False"]
