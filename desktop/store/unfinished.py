"""What an inspector has typed that can be recorded nowhere yet: half a comment, no answer yet.

It belongs to no report's history. Reading it needs no SQLAlchemy.
"""

from __future__ import annotations

from collections.abc import Mapping

from desktop.store.changes import signed
from desktop.store.database import Database

_ALL = "SELECT place, text FROM unfinished WHERE by = :by ORDER BY place"
_KEEP = (
    "INSERT INTO unfinished (place, by, text, at) VALUES (:place, :by, :text, :at)"
    " ON CONFLICT (place, by) DO UPDATE SET text = excluded.text, at = excluded.at"
)
_FORGET = "DELETE FROM unfinished WHERE place = :place AND by = :by"


def unfinished(database: Database, *, by: str) -> dict[str, str]:
    """Read what an inspector has begun and not finished, by its places. Raises DatabaseError."""
    name, _ = signed(by)
    with database.asking() as ask:
        return {str(place): str(text) for place, text in ask(_ALL, {"by": name})}


def keep_unfinished(database: Database, *, by: str, texts: Mapping[str, str]) -> None:
    """Keep what is typed in some places, all of it or none; nothing is kept of an empty one.

    Raises DatabaseError.
    """
    name, at = signed(by)
    with database.writing() as connection:
        from sqlalchemy import text

        for place, words in texts.items():
            row = {"place": place, "by": name}
            if words:
                connection.execute(text(_KEEP), row | {"text": _storable(words), "at": at})
            else:
                connection.execute(text(_FORGET), row)


def _storable(words: str) -> str:
    """Give words as a database can keep them: what stands for no letter at all is put aside."""
    return words.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
