"""The inspectors' own words, which are right for the spelling check though no dictionary has them.

They are shared by all reports of a database. Reading them needs no SQLAlchemy.
"""

from __future__ import annotations

from collections.abc import Mapping

from desktop.core.richtext import visible
from desktop.store.changes import signed
from desktop.store.database import Database
from desktop.store.errors import DatabaseError
from desktop.store.seals import hold, sealed

LONGEST_WORD = 60
_WORDS = 'SELECT word, "by", at, seal FROM own_word'
_LEARN = (
    'INSERT INTO own_word (word, "by", at, seal) VALUES (:word, :by, :at, :seal)'
    " ON CONFLICT DO NOTHING"
)
_FORGET = "DELETE FROM own_word WHERE word = :word"


def own_words(database: Database) -> frozenset[str]:
    """Read the words that inspectors have called right. Raises DatabaseError."""
    with database.asking() as ask:
        found = set()
        for word, by, at, kept in ask(_WORDS):
            hold("own_word", kept, word, by, at)
            found.add(str(word))
        return frozenset(found)


def learn_word(database: Database, *, word: str, by: str) -> str:
    """Record that a word is right, and give it as it is kept; one that is known stays as it is.

    Raises DatabaseError, also for what is no single word.
    """
    learned = _word(word)
    name, at = signed(by)
    _record(database, _LEARN, sealed("own_word", {"word": learned, "by": name, "at": at}))
    return learned


def forget_word(database: Database, *, word: str) -> None:
    """Record that a word is no longer right by being an own one; one that is not known is none.

    Raises DatabaseError.
    """
    _record(database, _FORGET, {"word": visible(word).strip()})


def _word(typed: str) -> str:
    word = visible(typed).strip()
    if not word:
        raise DatabaseError("There is no word here, so nothing was learned: choose a word first.")
    if len(word.split()) > 1:
        raise DatabaseError(
            "These are several words, so none of them was learned: choose one at a time."
        )
    if len(word) > LONGEST_WORD:
        raise DatabaseError(
            f"This word has more than {LONGEST_WORD} characters, so it was not learned: see whether"
            " a space is missing in it."
        )
    return word


def _record(database: Database, statement: str, values: Mapping[str, object]) -> None:
    with database.writing() as connection:
        from sqlalchemy import text

        connection.execute(text(statement), dict(values))
