"""Rows found in the pages of a damaged file itself, wherever they lie and whatever leads to them.

A row that has its seal is known by it, to the last letter, and so is the table that it belongs to.
The format is that of https://www.sqlite.org/fileformat.html.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from desktop.store.seals import SEALED, seal

PAGE: Final = 4096
_LEAF, _OTHERS = 13, (2, 5, 10)
_LOG_HEAD, _FRAME_HEAD = 32, 24
_JOURNAL_HEAD = 512
_LONGEST: Final = 64 * 2**20
_NUMBERS: Final = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_SEAL_TYPE = 6
"""How a number of 64 bits is told, as seals are but for one of some ten thousand."""


class Found(NamedTuple):
    """A row that reads as it was sealed. `values` are those that are sealed, in their order."""

    table: str
    number: int
    values: tuple[object, ...]


def rows_in(content: bytes, log: bytes, journal: bytes) -> Iterator[Found]:
    """Find all sealed rows in a file and in what lay beside it, old ones that were given up too."""
    images = [(0, _pages(content))]
    in_log = {
        int.from_bytes(log[at : at + 4], "big"): log[at + _FRAME_HEAD : at + _FRAME_HEAD + PAGE]
        for at in range(_LOG_HEAD, len(log) - PAGE - _FRAME_HEAD + 1, PAGE + _FRAME_HEAD)
    }
    pages = dict(images[0][1])
    newest = {**pages, **in_log}
    every = [
        *pages.items(),
        *(
            (0, log[at + _FRAME_HEAD : at + _FRAME_HEAD + PAGE])
            for at in range(_LOG_HEAD, len(log) - PAGE - _FRAME_HEAD + 1, PAGE + _FRAME_HEAD)
        ),
        *(
            (0, journal[at + 4 : at + 4 + PAGE])
            for start in range(0, len(journal), 512)
            if journal[start : start + 4] == b"\xd9\xd5\x05\xf9"
            for at in range(start + _JOURNAL_HEAD, len(journal) - PAGE, PAGE + 8)
        ),
    ]
    seen: set[Found] = set()
    for number, page in every:
        for chains in (newest, pages):
            for found in _rows_of(page, 100 if number == 1 else 0, chains):
                if found not in seen:
                    seen.add(found)
                    yield found


def _pages(content: bytes) -> dict[int, bytes]:
    return {
        1 + at // PAGE: content[at : at + PAGE].ljust(PAGE, b"\0")
        for at in range(0, len(content), PAGE)
    }


def _rows_of(page: bytes, start: int, pages: dict[int, bytes]) -> Iterator[Found]:
    whole = True
    if page[start] == _LEAF:
        cells = int.from_bytes(page[start + 3 : start + 5], "big")
        for each in range(min(cells, (PAGE - start - 8) // 2)):
            at = int.from_bytes(page[start + 8 + 2 * each : start + 10 + 2 * each], "big")
            found = _row_at(page, at, pages)
            whole = whole and found is not None
            if found is not None:
                yield found
    if (page[start] == _LEAF and whole) or page[start] in _OTHERS or not any(page):
        return
    # What should lead to its rows is damaged: they are looked for from byte to byte.
    for at in range(PAGE - 8):
        found = _row_at(page, at, pages)
        if found is not None:
            yield found


def _row_at(page: bytes, at: int, pages: dict[int, bytes]) -> Found | None:
    """Read the row of a cell; None where there is none, or it is not as it was sealed."""
    try:
        size, at = _varint(page, at)
        number, at = _varint(page, at)
        if not 4 <= size <= _LONGEST or not 4 < page[at] < 128:
            return None
        # Of all that bytes may look like, few end in a seal.
        if page[at + page[at] - 1] != _SEAL_TYPE:
            return None
        payload = _payload(page, at, size, pages)
        return None if payload is None else _sealed_row(number, _values(payload))
    except (IndexError, UnicodeDecodeError, struct.error):
        return None


def _payload(page: bytes, at: int, size: int, pages: dict[int, bytes]) -> bytes | None:
    most, least = PAGE - 35, (PAGE - 12) * 32 // 255 - 23
    if size <= most:
        return page[at : at + size]
    local = least + (size - least) % (PAGE - 4)
    local = local if local <= most else least
    parts = [page[at : at + local]]
    following = int.from_bytes(page[at + local : at + local + 4], "big")
    left = size - local
    while left > 0:
        next_page = pages.get(following)
        if next_page is None:
            return None
        parts.append(next_page[4 : 4 + left])
        left -= PAGE - 4
        following = int.from_bytes(next_page[:4], "big")
    return b"".join(parts)


def _values(payload: bytes) -> list[object]:
    end, at = _varint(payload, 0)
    body = end
    values: list[object] = []
    while at < end:
        kind, at = _varint(payload, at)
        if kind in _NUMBERS:
            size = _NUMBERS[kind]
            values.append(int.from_bytes(payload[body : body + size], "big", signed=True))
        elif kind >= 13 and kind % 2:
            size = (kind - 13) // 2
            values.append(payload[body : body + size].decode("utf-8"))
        elif kind in (0, 8, 9):
            size = 0
            values.append(None if kind == 0 else kind - 8)
        else:
            raise IndexError
        body += size
    return values


def _sealed_row(number: int, values: Sequence[object]) -> Found | None:
    *said, kept = values
    for table, names in SEALED.items():
        in_order = said
        if table == "report":
            in_order = [number, *said[1:]]
        elif table != "own_word":
            in_order = said[1:]
        if len(in_order) == len(names) and kept == seal(table, *in_order):
            return Found(table, number, tuple(in_order))
    return None


def _varint(content: bytes, at: int) -> tuple[int, int]:
    value = 0
    for each in range(8):
        byte = content[at + each]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + each + 1
    return value << 8 | content[at + 8], at + 9
