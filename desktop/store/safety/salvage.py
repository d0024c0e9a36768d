"""Saving what can be saved from a damaged database, into a new one that is sound.

The damaged file is never written to. Every row that is kept reads as it was sealed, or was written
by another program, which seals nothing; what is lost of a report is told, and never made up.
"""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.core import folders
from desktop.store import failures, side_files
from desktop.store.changes import Garbled
from desktop.store.connecting import bare_connection
from desktop.store.driver import sqlite_errors_or
from desktop.store.errors import DatabaseError, LockedError
from desktop.store.passphrase import PLAIN, Passphrase, is_locked
from desktop.store.safety.copying import flush, part_in, take_name
from desktop.store.safety.pages import rows_in
from desktop.store.safety.piecing import Pieced, Piecing
from desktop.store.safety.reading_on import header, rows_by_query
from desktop.store.seals import SEALED, seal
from desktop.store.soundness import APPLICATION_ID, faults, was_ours
from desktop.store.temporary import own_folder

if TYPE_CHECKING:
    import sqlalchemy as sa

_SALT = 16
_LOG_LOST = "The file beside it, with what was saved last, is damaged: some of that may be lost."


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved of one report. `lost` has one plain line for each kind of thing that was lost.

    `version` is 0 where nothing of it was found; `in_backup` is its version in the backup, 0 where
    it is not there or there is no backup.
    """

    programme: str
    force: str
    version: int
    answers: int
    passages: int
    changes: int
    lost: tuple[str, ...]
    in_backup: int = 0


@dataclass(frozen=True, slots=True)
class Salvaged:
    """The new database and what it holds, report by report; `lost` tells what belongs to none."""

    path: Path
    reports: tuple[Saved, ...]
    lost: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing was lost."""
        return not self.lost and not any(each.lost for each in self.reports)


def salvage(
    damaged: Path, to: Path, passphrase: Passphrase | None, backup: Path | None = None
) -> Salvaged:
    """Make a new sound database of what can be read of a damaged one, locked if that is.

    With a backup of it, each report is compared with the one there. Raises DatabaseError where
    nothing can be read, or there is a file of the new name already.
    """
    where = str(damaged)
    if to.exists():
        raise DatabaseError(
            f"{to} is there already, and nothing is overwritten: give a name that is not taken."
        )
    try:
        locked = is_locked(damaged) and not was_ours(damaged)
        if locked and passphrase is None:
            raise failures.locked(where)
        key = passphrase if locked else None
        piecing = Piecing()
        with own_folder() as folder:
            _gather(damaged, key, backup, folder, piecing)
        pieced = piecing.put_together()
        if not pieced.reports:
            raise DatabaseError(
                f"Nothing can be read of {where}, so nothing was saved: put a backup in its place,"
                " and keep the damaged file for somebody who knows of disks."
            )
        with part_in(to.parent, to.name) as part:
            _write(part, key, pieced)
            if wrong := faults(part, key):
                raise DatabaseError(f"What could be read does not fit together. {wrong}")
            flush(part)
            made = take_name(part, to.parent, [to.name])
    except sqlite_errors_or(OSError) as error:
        raise failures.explain(error, str(to)) or failures.damaged(where) from error
    return _told(made, pieced, _versions(backup, passphrase))


def _gather(
    damaged: Path, key: Passphrase | None, backup: Path | None, folder: Path, piecing: Piecing
) -> None:
    """Read all rows that can be found, in whichever way, from a copy of what lies there."""
    parts = {
        ending: _bytes(damaged.with_name(damaged.name + ending))
        for ending in ("", "-wal", "-journal")
    }
    if side_files.is_log_lost(damaged):
        piecing.tell_lost(_LOG_LOST)
    index = side_files.index_of_log(damaged)
    copy = folder / "copy.sqlite3"
    with contextlib.suppress(LockedError):
        for ending, content in parts.items():
            if content or not ending:
                copy.with_name(copy.name + ending).write_bytes(content)
        if key is None and not _opens(copy, None):
            # Its log goes with a file that has not been put right.
            copy.write_bytes(header(parts[""], APPLICATION_ID))
            copy.with_name(copy.name + "-wal").unlink(missing_ok=True)
        elif key is not None and not _opens(copy, key) and backup is not None:
            # A file is locked with the salt that it begins with; its backups have the same.
            copy.write_bytes(_bytes(backup)[:_SALT] + parts[""][_SALT:])
        failures_of_it = sqlite_errors_or(UnicodeDecodeError)
        with (
            contextlib.suppress(*failures_of_it),
            contextlib.closing(bare_connection(copy, "mode=rw", key)) as connection,
        ):
            _look_at_log(side_files.Copied(copy, index), connection, piecing)
            # Else nothing is read of a file that is shorter than it says.
            connection.execute("PRAGMA writable_schema = ON")
            for found, is_sealed in rows_by_query(connection):
                piecing.add(found, live=True, is_sealed=is_sealed)
            for row in _unfinished(connection):
                piecing.unfinished.append(row)
    if key is None:
        for found in rows_in(parts[""], parts["-wal"], parts["-journal"]):
            piecing.add(found, live=False, is_sealed=True)


def _look_at_log(copy: side_files.Copied, connection: sqlite3.Connection, to: Piecing) -> None:
    try:
        side_files.look_at_log(copy, connection)
    except Garbled:
        to.tell_lost(_LOG_LOST)
    except sqlite_errors_or(UnicodeDecodeError):
        return


def _bytes(file: Path) -> bytes:
    try:
        return side_files.read(file)
    except FileNotFoundError:
        return b""


def _opens(copy: Path, key: Passphrase | None) -> bool:
    try:
        if key is None and not copy.read_bytes()[:100].startswith(PLAIN):
            return False
        with contextlib.closing(bare_connection(copy, "mode=rw", key)) as connection:
            connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
    except sqlite_errors_or(UnicodeDecodeError):
        return False
    return True


def _unfinished(connection: sqlite3.Connection) -> list[tuple[str, str, str, str]]:
    with contextlib.suppress(*sqlite_errors_or(UnicodeDecodeError)):
        return connection.execute('SELECT place, "by", text, at FROM unfinished').fetchall()
    return []


def _write(part: Path, key: Passphrase | None, pieced: Pieced) -> None:
    from desktop.core.programmes import read_programmes
    from desktop.store.database import Database
    from desktop.store.prose import gather

    part.unlink()
    with Database.open(part, key) as database, database.writing() as connection:
        for table, rows in pieced.rows.items():
            _insert(connection, table, rows)
        marks = ", ".join("?" * 4)
        for row in pieced.unfinished:
            connection.exec_driver_sql(f"INSERT OR IGNORE INTO unfinished VALUES ({marks})", row)
        gather(connection, read_programmes(folders.programme_folders()).by_id)
        names = SEALED["prose"]
        new = [
            (seal("prose", *values), number)
            for number, *values in connection.exec_driver_sql(
                f"SELECT id, {', '.join(names)} FROM prose"
            )
        ]
        if new:
            connection.exec_driver_sql("UPDATE prose SET seal = ? WHERE id = ?", new)


def _insert(connection: sa.Connection, table: str, rows: dict[int, tuple[Any, ...]]) -> None:
    names = [*SEALED[table], "seal"]
    found = [(*values, seal(table, *values)) for _, values in sorted(rows.items())]
    if table not in ("report", "own_word"):
        names.append("id")
        found = [(*values, number) for values, number in zip(found, sorted(rows), strict=True)]
    if found:
        columns = ", ".join(f'"{name}"' for name in names)
        marks = ", ".join("?" * len(names))
        connection.exec_driver_sql(f"INSERT INTO {table} ({columns}) VALUES ({marks})", found)


def _versions(backup: Path | None, passphrase: Passphrase | None) -> dict[tuple[str, str], int]:
    """Give the versions of the reports in a backup, as far as it can be read."""
    if backup is None:
        return {}
    try:
        key = passphrase if is_locked(backup) else None
        with contextlib.closing(bare_connection(backup, "mode=ro&immutable=1", key)) as connection:
            rows = connection.execute("SELECT programme, force, version FROM report").fetchall()
    except sqlite_errors_or(OSError, UnicodeDecodeError):
        return {}
    return {(programme, force): version for programme, force, version in rows}


def _told(path: Path, pieced: Pieced, there: dict[tuple[str, str], int]) -> Salvaged:
    saved = []
    for number, report in sorted(pieced.reports.items()):
        name = report.programme, report.force
        saved.append(
            Saved(
                *name,
                report.version,
                pieced.count("answer", number),
                pieced.count("passage", number),
                pieced.count("change", number),
                tuple(report.lost),
                there.pop(name, 0),
            )
        )
    nothing = ("Nothing of it was found.",)
    saved += [Saved(*name, 0, 0, 0, 0, nothing, version) for name, version in there.items()]
    in_order = sorted(saved, key=lambda each: (each.programme, each.force))
    return Salvaged(path, tuple(in_order), tuple(pieced.lost))
