"""The commands that are killed: each with what must hold before, after, and in between."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from unittest.mock import patch

from desktop.core.folders import FORCES_FILE, SEEDS, TEMPLATES
from desktop.core.forces import read_forces
from desktop.core.programme import Programme
from desktop.core.programmes import read_programmes
from desktop.core.report import Report
from desktop.publish.manifest import ManifestError, read_manifest
from desktop.store import migrating
from desktop.store.changes import to_json, written
from desktop.store.database import Database
from tests.crash.commands import book_of, strays, temporary
from tests.crash.killing import Broken, made, run
from tests.crash.sound import Book, copied, read_sound
from tests.random_reports import random_reports


def shipped() -> dict[str, Programme]:
    """Give the programmes that come with Fieldbook."""
    return dict(read_programmes((TEMPLATES,)).by_id)


def look_at(home: Path, file: Path | None = None, passphrase: str | None = None) -> Book:
    """Read a user's database in a copy, so that it stays as it was left."""
    return read_sound(copied(file or book_of(home), home / "looked-at"), shipped(), passphrase, ())


class CommandJob:
    """What the jobs have in common: what is killed is simply done again."""

    def finish(self, home: Path) -> Sequence[str]:
        return self.command(home)

    def command(self, home: Path) -> Sequence[str]:
        raise NotImplementedError

    def environment(self, home: Path) -> dict[str, str]:
        return {}

    def know(self, home: Path) -> None:
        """Most know what is to come out from what they begin with."""

    def nothing_left(self, home: Path, *others: Path) -> None:
        """See that nothing lies about."""
        found = [*strays(book_of(home).parent, *others), *temporary(home)]
        if found:
            raise Broken(f"Left behind: {found}")


class Migration(CommandJob):
    """A file of the first Fieldbook's is brought up to date."""

    what = "migration"

    def __init__(self) -> None:
        self._before: list[str] = []
        self._after: dict[str, Report] = {}

    def prepare(self, home: Path) -> None:
        file = book_of(home)
        (programme,) = shipped().values()
        _make_at_0001(file, programme)
        self._before = _dump(file)

    def command(self, home: Path) -> Sequence[str]:
        return ["list"]

    def know(self, home: Path) -> None:
        self._after = look_at(home).reports

    def look_killed(self, home: Path) -> None:
        copy = copied(book_of(home), home / "looked-at")
        with contextlib.closing(sqlite3.connect(copy)) as connection:
            (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        if revision == "0001" and _dump(copy) != self._before:
            raise Broken("The older file is not as it was.")
        if revision not in ("0001", migrating.newest()):
            raise Broken(f"It stopped at revision {revision}.")

    def look_done(self, home: Path) -> None:
        if look_at(home).reports != self._after:
            raise Broken("It was brought up to something else.")
        for copy in book_of(home).parent.glob("book.revision-*.sqlite3"):
            if _dump(copy) != self._before:
                raise Broken(f"{copy.name} is not what there was before.")
        self.nothing_left(home)


class Import(CommandJob):
    """Several files are brought in by one command."""

    what = "import"

    def __init__(self) -> None:
        self._after: dict[str, Report] = {}

    def prepare(self, home: Path) -> None:
        """Begin with no database at all."""

    def command(self, home: Path) -> Sequence[str]:
        return ["import", *map(str, sorted(SEEDS.glob("*.txt")))]

    def know(self, home: Path) -> None:
        self._after = look_at(home).reports

    def look_killed(self, home: Path) -> None:
        if book_of(home).exists():
            for name, report in look_at(home).reports.items():
                if report != self._after[name]:
                    raise Broken(f"{name} was imported in part.")

    def look_done(self, home: Path) -> None:
        if look_at(home).reports != self._after:
            raise Broken("Something else was imported.")
        self.nothing_left(home)


class Rendering(CommandJob):
    """All reports are written as files, two at a time."""

    what = "rendering"

    def __init__(self) -> None:
        self._files: dict[str, str] = {}

    def prepare(self, home: Path) -> None:
        run(["-m", "desktop", "examples"], home)

    def command(self, home: Path) -> Sequence[str]:
        return ["render", "--all", "--jobs", "2", "-o", str(home / "out")]

    def know(self, home: Path) -> None:
        self._files = _hashes(home / "out")

    def look_killed(self, home: Path) -> None:
        found = _hashes(made(home / "out"))
        for name, content in found.items():
            if name != "manifest.json" and content != self._files.get(name):
                raise Broken(f"{name} is not whole.")
        try:
            listed = read_manifest(home / "out")
        except ManifestError as error:
            raise Broken(f"The manifest is not whole: {error}") from error
        for each in listed:
            if found.get(each.file) != each.sha256:
                raise Broken(f"The manifest says something else of {each.file}.")

    def look_done(self, home: Path) -> None:
        if _hashes(home / "out") != self._files:
            raise Broken("Other files were written.")
        look_at(home)
        self.nothing_left(home, home / "out")


def _hashes(folder: Path) -> dict[str, str]:
    return {
        each.name: sha256(each.read_bytes()).hexdigest()
        for each in folder.iterdir()
        if not each.name.startswith(".")
    }


def _dump(file: Path) -> list[str]:
    with contextlib.closing(sqlite3.connect(file)) as connection:
        return list(connection.iterdump())


def _make_at_0001(file: Path, programme: Programme) -> None:
    """Make a file with a report of every force, as the first Fieldbook wrote it."""
    forces = read_forces(FORCES_FILE)
    older = made(file.parent.parent / "older")
    shutil.copytree(migrating.FOLDER, older, dirs_exist_ok=True)
    for later in sorted((older / "versions").glob("[0-9]*.py"))[1:]:
        later.unlink()
    with (
        patch.object(migrating, "FOLDER", older),
        patch.object(migrating, "revisions", migrating.revisions.__wrapped__),
    ):
        Database.open(file).close()
    shutil.rmtree(older)
    with contextlib.closing(sqlite3.connect(file)) as connection, connection:
        for number, (_, report) in enumerate(random_reports(programme, forces), start=1):
            _insert_at_0001(connection, number, programme, report)


def _insert_at_0001(
    connection: sqlite3.Connection, number: int, programme: Programme, report: Report
) -> None:
    of = number, programme.id, programme.version, report.force, "drafting", 1
    connection.execute("INSERT INTO report VALUES (?, ?, ?, ?, ?, ?)", of)
    rows: list[tuple[str, str, str]] = [("report", "", str(programme.version))]
    for key, answer in report.answers.items():
        value = written(to_json(answer))
        rows.append(("answer", key, value))
        connection.execute(
            "INSERT INTO answer (report, key, value) VALUES (?, ?, ?)", (number, key, value)
        )
    for item, passage in report.passages.items():
        rows.append(("passage", item, json.dumps({"mode": passage.mode, "text": passage.text})))
        connection.execute(
            "INSERT INTO passage (report, item, mode, text) VALUES (?, ?, ?, ?)",
            (number, item, passage.mode, passage.text),
        )
    connection.executemany(
        'INSERT INTO change (report, step, intention, kind, key, before, after, "by", at)'
        " VALUES (?, 1, 'record_edits', ?, ?, NULL, ?, 'I', '2012-10-01T09:00:00.000+00:00')",
        [(number, *row) for row in rows],
    )
