"""What lies beside a database that was not closed: its log or journal, and whether all is there.

SQLite reads its log up to the first page that is not as it was written, and takes what follows for
what was never finished: so it loses, without a word, what was saved after a place that is damaged.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import struct
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from desktop.store.changes import Garbled
from desktop.store.temporary import own_folder

_ENDINGS: Final = ("", "-wal", "-journal")
_HEADER, _FRAME_HEADER = 32, 24
_MAGIC: Final = (0x377F0682, 0x377F0683)
_INDEX = 100
"""Of what follows, the locks of SQLite keep some from being read on Windows."""
_JOURNAL_HEAD = 28
_JOURNAL_MAGIC: Final = bytes.fromhex("d9d505f920a163d7")
_TRIES, _PAUSE_SECONDS = 5, 0.05

State = tuple[tuple[int, int, int] | None, ...]


class Copied(NamedTuple):
    """A copy of a database with what lay beside it, and the head of the index of its log."""

    path: Path
    log_index: bytes


def read(file: Path, size: int | None = None) -> bytes:
    """Read a file, or its first bytes, also where SQLite has it open in this process.

    To open such a file once more and to close it would drop all locks that the process has on it,
    where locks are POSIX's: so it is then read by what is open already. Raises OSError.
    """
    for number in _open_here(file):
        wanted = file.stat()
        length = wanted.st_size if size is None else min(size, wanted.st_size)
        content = os.pread(number, length, 0)
        if os.path.samestat(os.fstat(number), wanted) and len(content) == length:
            return content
    with file.open("rb") as opened:
        return opened.read() if size is None else opened.read(size)


def is_open_here(file: Path) -> bool:
    """Say whether this process has a file open, where that matters for the locks on it."""
    return bool(_open_here(file))


def _open_here(file: Path) -> list[int]:
    if os.name != "posix":
        return []
    found = []
    try:
        wanted = file.stat()
        numbers = [int(each.name) for each in Path("/dev/fd").iterdir()]
    except OSError:
        return []
    for number in numbers:
        with contextlib.suppress(OSError):
            if os.path.samestat(os.fstat(number), wanted):
                found.append(number)
    return found


def state_of(path: Path) -> State:
    """Tell how the files of a database stand, to know whether they were written to since."""
    return tuple(map(_stamp, (path.with_name(path.name + ending) for ending in _ENDINGS)))


def _stamp(file: Path) -> tuple[int, int, int] | None:
    try:
        found = file.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


@contextlib.contextmanager
def copied(path: Path) -> Iterator[Copied]:
    """Copy a database with its log or journal to a folder that is gone afterwards.

    The copy is of one moment, also while another program writes. Raises OSError.
    """
    with own_folder() as folder:
        copy = folder / "copy.sqlite3"
        for tried in range(1, _TRIES + 1):
            log = path.with_name(path.name + "-wal")
            before = _read(log, _HEADER), _stamp(path.with_name(path.name + "-journal"))
            index = index_of_log(path)
            for ending in _ENDINGS:
                target = copy.with_name(copy.name + ending)
                target.unlink(missing_ok=True)
                with contextlib.suppress(*((FileNotFoundError,) if ending else ())):
                    target.write_bytes(read(path.with_name(path.name + ending)))
            after = _read(log, _HEADER), _stamp(path.with_name(path.name + "-journal"))
            # A log that was begun anew holds only what was saved after the file was copied.
            if before == after or tried == _TRIES:
                break
            time.sleep(_PAUSE_SECONDS)
        yield Copied(copy, index)


def index_of_log(path: Path) -> bytes:
    """Read the head of the index of a database's log; nothing if there is none."""
    return _read(path.with_name(path.name + "-shm"), _INDEX)


def _read(file: Path, size: int) -> bytes:
    try:
        return read(file, size)
    except FileNotFoundError:
        return b""


def is_log_lost(path: Path) -> bool:
    """Say whether a log is gone that held what the file itself does not hold yet."""
    if path.with_name(path.name + "-wal").exists():
        return False
    return _is_lost(index_of_log(path))


def _is_lost(index: bytes) -> bool:
    head = _index_head(index)
    return head is not None and head.frames > int(struct.unpack_from("=I", index, 96)[0])


def look_at_log(copy: Copied, connection: sqlite3.Connection) -> None:
    """See that SQLite finds all in a copied log that was saved in it. Raises Garbled.

    Brings what it finds into the copy.
    """
    file = copy.path.with_name(copy.path.name + "-wal")
    log = file.read_bytes() if file.exists() else b""
    if not log.strip(b"\0"):
        if _is_lost(copy.log_index):
            raise Garbled
        return
    _, frames, _ = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    frames = max(0, frames)
    order = "<" if log[:4] == _MAGIC[0].to_bytes(4, "big") else ">"
    whole = len(log) >= _HEADER + _FRAME_HEADER
    if whole and (
        int.from_bytes(log[:4], "big") not in _MAGIC
        or _checksum(log[:24], order) != struct.unpack_from(">2I", log, 24)
    ):
        raise Garbled
    head = _index_head(copy.log_index)
    if head is not None and head.salts == log[16:24]:
        if head.frames > frames:
            raise Garbled
    elif whole and _goes_on(log, frames, order):
        raise Garbled


def look_at_journal(copy: Copied) -> None:
    """See that what a copied journal would undo is as it was written. Raises Garbled.

    SQLite undoes no more than what comes before a place that is damaged.
    """
    file = copy.path.with_name(copy.path.name + "-journal")
    journal = file.read_bytes() if file.exists() else b""
    if not any(journal[:_JOURNAL_HEAD]):
        # So SQLite marks one that is finished, which it keeps while nobody else is let in.
        return
    at = 0
    while at + _JOURNAL_HEAD <= len(journal):
        magic, records, nonce, _, sector, page = struct.unpack_from(">8s5I", journal, at)
        if not (512 <= page <= 65536 and 32 <= sector <= 65536):
            raise Garbled
        if not (any(magic) or records):
            # Nothing of the file was written to before the records from here on were safe.
            return
        if magic != _JOURNAL_MAGIC:
            raise Garbled
        at += sector
        for _ in range(records):
            if not _is_record(journal[at : at + page + 8], nonce, page):
                raise Garbled
            at += page + 8
        if not records:
            return
        at += -at % sector


def _is_record(record: bytes, nonce: int, page: int) -> bool:
    if len(record) != page + 8:
        return False
    kept = int.from_bytes(record[-4:], "big")
    return kept == (nonce + sum(record[4:-4][page - 200 : 0 : -200])) & 0xFFFFFFFF


def _goes_on(log: bytes, frames: int, order: str) -> bool:
    """Say whether what was saved in a log goes on after the frames that SQLite finds in it."""
    size = _FRAME_HEADER + (int.from_bytes(log[8:12], "big") or 65536)
    salts = log[16:24]
    starts = range(_HEADER + frames * size, len(log) - size + 1, size)
    ours = [start for start in starts if log[start + 8 : start + 16] == salts]
    last = _HEADER + frames * size - size
    sums = struct.unpack_from(">2I", log, last + 16 if frames else 24)
    for start in starts:
        if start not in ours:
            break
        # What was being written when its program died is as it was written, but not finished.
        sums = _checksum(log[start : start + 8] + log[start + 24 : start + size], order, sums)
        if sums != struct.unpack_from(">2I", log, start + 16):
            return True
    return sum(any(log[start + 4 : start + 8]) for start in ours) > 1


def _checksum(data: bytes, order: str, sums: tuple[int, ...] = (0, 0)) -> tuple[int, int]:
    one, other = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for first, second in zip(words[::2], words[1::2], strict=True):
        one = (one + first + other) & 0xFFFFFFFF
        other = (other + second + one) & 0xFFFFFFFF
    return one, other


class _IndexHead(NamedTuple):
    frames: int
    salts: bytes


def _index_head(index: bytes) -> _IndexHead | None:
    """Read how many frames of a log were saved; None where that is not told whole."""
    if len(index) < _INDEX or index[:48] != index[48:96]:
        return None
    order = "<" if sys.byteorder == "little" else ">"
    if _checksum(index[:40], order) != struct.unpack_from("=2I", index, 40):
        return None
    (frames,) = struct.unpack_from("=I", index, 16)
    return _IndexHead(frames, index[32:40]) if index[12] else None
