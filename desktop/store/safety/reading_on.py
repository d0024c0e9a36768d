"""Rows read by SQLite from a damaged file, past the pages that cannot be read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, Final

from desktop.store.driver import sqlite_errors_or
from desktop.store.safety.pages import PAGE, Found
from desktop.store.seals import JSON_COLUMNS, SEALED, seal

_MOST: Final = 2**40
_TRIES: Final = 20_000
_NUMBERS: Final = ("id", "report", "step", "version", "programme_version")
_MAY_BE_NULL: Final = ("signed_off", "before", "after")
_BLANK: Final = ("changed_at", "changed_by", "instead_of", "origin", "content")
"""Columns that earlier revisions had not; what they held was nothing."""


def header(content: bytes, application_id: int) -> bytes:
    """Give a plain file the header that all of ours have, and the length that it tells."""
    there = content[:100].ljust(100, b"\0")
    pages = -(-len(content) // PAGE)
    told = int.from_bytes(there[28:32], "big")
    pages = told if pages <= told <= 2 * pages + 64 else pages
    whole = bytearray(content.ljust(pages * PAGE, b"\0"))
    whole[:24] = b"SQLite format 3\0" + PAGE.to_bytes(2, "big") + b"\x01\x01\x00\x40\x20\x20"
    whole[28:32] = pages.to_bytes(4, "big")
    # No list of free pages: whoever only reads needs none.
    whole[32:40] = bytes(8)
    whole[44:48] = (4).to_bytes(4, "big")
    whole[52:56] = bytes(4)
    whole[56:60] = (1).to_bytes(4, "big")
    whole[64:68] = bytes(4)
    whole[68:72] = application_id.to_bytes(4, "big")
    whole[72:92] = bytes(20)
    whole[92:96] = whole[24:28]
    return bytes(whole)


def rows_by_query(connection: sqlite3.Connection) -> Iterator[tuple[Found, bool]]:
    """Read all rows that can be read, and say of each whether it has its seal.

    Those that have another seal than is theirs are left out.
    """
    for table, names in SEALED.items():
        there = _columns_of(connection, table)
        if not there:
            continue
        columns = ", ".join(_column(name, there) for name in ("seal", *names))
        for number, kept, *values in _by_halves(
            connection, f"SELECT rowid, {columns} FROM {table} WHERE rowid BETWEEN ? AND ?"
        ):
            fits = _fits(names, values) if kept is None else kept == seal(table, *values)
            if fits:
                yield Found(table, number, tuple(values)), kept is not None


def _columns_of(connection: sqlite3.Connection, table: str) -> set[str]:
    try:
        found = connection.execute("SELECT name FROM pragma_table_info(?)", [table])
        return {str(name) for (name,) in found}
    except sqlite_errors_or(UnicodeDecodeError):
        return set()


def _fits(names: Sequence[str], values: Sequence[object]) -> bool:
    """Say whether a row without a seal may be one that another program wrote."""
    return all(
        (value is None and name in _MAY_BE_NULL)
        or isinstance(value, int if name in _NUMBERS else str)
        for name, value in zip(names, values, strict=True)
    )


def _column(name: str, there: set[str]) -> str:
    if name not in there:
        return "''" if name in _BLANK else "NULL"
    return f'CAST("{name}" AS TEXT)' if name in JSON_COLUMNS else f'"{name}"'


def _by_halves(connection: sqlite3.Connection, query: str) -> Iterator[tuple[Any, ...]]:
    """Read rows by their numbers, halving a range again and again around what cannot be read."""
    ranges = [(-(2**20), _MOST)]
    tries = 0
    while ranges and tries < _TRIES:
        first, last = ranges.pop()
        tries += 1
        rows: list[tuple[Any, ...]] = []
        try:
            # One by one, so that those before the failure are kept.
            rows.extend(connection.execute(query, (first, last)))
        except sqlite_errors_or(UnicodeDecodeError):
            if first == last:
                continue
            yield from rows
            begin = max((row[0] + 1 for row in rows), default=first)
            middle = (begin + last) // 2
            ranges += [(middle + 1, last), (begin, middle)] if begin < last else [(begin, begin)]
            continue
        yield from rows
