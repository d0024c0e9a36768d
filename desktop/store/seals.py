"""Seals on rows, by which one is known that its disk gives back otherwise than it was written.

SQLite sees a page that has lost its order, but not a byte of a cell's text that has become another:
an answer of 24 that reads 25 is as good to it. So each row has a seal over its values, as its
writer stored them. A row without one was written by another program, and is taken as it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from desktop.store.changes import Garbled, written

SEALED: Final[Mapping[str, tuple[str, ...]]] = {
    "report": (
        "id",
        "programme",
        "programme_version",
        "force",
        "state",
        "version",
        "changed_at",
        "changed_by",
        "signed_off",
    ),
    "answer": ("report", "key", "value"),
    "passage": ("report", "item", "mode", "text", "instead_of"),
    "prose": ("report", "key", "about", "words"),
    "left_remark": ("report", "remark", "reason"),
    "noted": ("report", "kind", "key", "value"),
    "own_word": ("word", "by", "at"),
    "change": (
        "report",
        "step",
        "intention",
        "kind",
        "key",
        "before",
        "after",
        "by",
        "at",
        "origin",
        "content",
    ),
}
"""The columns of each table that its rows' seals are over, in the order in which they are sealed.

Reports are found by their number, so it is sealed in them; in other rows it only tells an order.
"""
SEALED_SINCE: Final = "0006"
"""The revision that brought the seals."""
JSON_COLUMNS: Final = frozenset({"signed_off", "value", "before", "after"})
_NULL: Final = "\x01"


def seal(table: str, *values: object) -> int:
    """Seal a row's values as they are stored, those that are JSON as its text.

    Gives a signed number of 64 bits.
    """
    said = [_NULL if each is None else each if type(each) is str else str(each) for each in values]
    text = "\0".join((table, *said))
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def sealed(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Give a row, whose JSON is given as data, together with its seal."""
    values = (json_text(row[name]) if name in JSON_COLUMNS else row[name] for name in SEALED[table])
    return {**row, "seal": seal(table, *values)}


def json_text(value: object) -> str | None:
    """Give the text in which a value that `to_json` gave is stored; none for none."""
    return None if value is None else written(value)


def hold(table: str, kept: int | None, *values: object) -> None:
    """See that a row reads as it was sealed; `values` as `seal` takes them. Raises Garbled."""
    if kept is not None and kept != seal(table, *values):
        raise Garbled


def hold_all(table: str, rows: Iterable[Any]) -> Iterable[Any]:
    """See that rows that SQLAlchemy read, with all that is sealed in them, read as sealed."""
    for row in rows:
        hold_row(table, row)
        yield row


def hold_row(table: str, row: Any) -> None:
    """See that a row that SQLAlchemy read, with all that is sealed in it, reads as sealed."""
    if row.seal is not None and row.seal != sealed(table, row._mapping)["seal"]:
        raise Garbled


def triggers() -> Iterator[str]:
    """Give the statements for what takes the seal off a row that another program changes.

    They are triggers of SQLite. A migration that makes a table anew makes its trigger anew too.
    """
    for table, names in SEALED.items():
        if table == "change":
            continue
        changed = " OR ".join(f'NEW."{name}" IS NOT OLD."{name}"' for name in names)
        of = ", ".join(f'"{name}"' for name in names)
        yield (
            f"CREATE TRIGGER {table}_loses_seal AFTER UPDATE OF {of} ON {table}"
            f" WHEN NEW.seal IS OLD.seal AND ({changed})"
            f" BEGIN UPDATE {table} SET seal = NULL WHERE rowid = NEW.rowid; END"
        )
