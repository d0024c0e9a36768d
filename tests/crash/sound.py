"""What must hold of a database after every kill, whoever was killed over it."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Collection
from pathlib import Path

from desktop.core.drafting import edit, follow_answers
from desktop.core.folders import FORCES_FILE
from desktop.core.forces import read_forces
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.store import prose
from desktop.store.aside import TypedOver, find_aside
from desktop.store.changes import Change, replay
from desktop.store.connecting import bare_connection
from desktop.store.database import Database, DatabaseError
from desktop.store.library import Wanted, look_through
from desktop.store.listing import list_reports
from desktop.store.passphrase import Passphrase
from desktop.store.reading import history, read_report, report_at
from desktop.store.searching import search
from tests.crash.killing import Broken, made

Place = tuple[str, str, str]
"""A report's name, the kind of what stands there, and its key."""
ENDINGS = ("", "-wal", "-journal")


class Book:
    """A database as it stands after a kill: its reports with their histories, oldest first."""

    def __init__(self) -> None:
        self.reports: dict[str, Report] = {}
        self.changes: dict[str, list[Change]] = {}
        self.unfinished: list[str] = []
        self.aside: dict[Place, object] = {}
        """What could not be recorded in time, for the next start to record; with what follows."""


def copied(file: Path, folder: Path) -> Path:
    """Copy a database with what stands beside it, so that who is next finds it as it was left."""
    copy = made(folder) / file.name
    for ending in (*ENDINGS, "-shm"):
        copy.with_name(copy.name + ending).unlink(missing_ok=True)
    for ending in ENDINGS:
        part = file.with_name(file.name + ending)
        if part.exists():
            shutil.copy(part, copy.with_name(part.name))
    for old in copy.parent.glob(f"{file.name}.*.aside"):
        old.unlink()
    for kept in file.parent.glob(f"{file.name}.*.aside"):
        shutil.copy(kept, copy.with_name(kept.name))
    return copy


def read_sound(
    file: Path,
    programmes: dict[str, Programme],
    passphrase: str | None = None,
    closely: Collection[str] | None = None,
) -> Book:
    """Read a database of which nothing else is open; raises Broken where anything is amiss.

    Only the reports named in `closely` are looked at item by item; None stands for all.
    """
    words = Passphrase(passphrase) if passphrase is not None else None
    book = Book()
    try:
        with Database.open(file, words) as database:
            for listed in list_reports(database):
                report = read_report(database, listed.programme, listed.force)
                if report is None or report != listed:
                    raise Broken(f"{listed.name} is listed as something else than it is.")
                book.reports[report.name] = report
                changes = history(database, report.programme, report.force)[::-1]
                book.changes[report.name] = changes
                _agrees(database, report, changes)
                if closely is None or report.name in closely:
                    _is_whole(database, report, programmes.get(report.programme))
            _is_listed(database, book)
            with database.asking() as ask:
                for each in find_aside(database):
                    if each.aside is None:
                        raise Broken(f"What was kept aside cannot be read: {each.file}")
                    for typed in each.aside.reports:
                        book.aside |= _once_recorded(book, typed, programmes)
                    book.unfinished += each.aside.unfinished.values()
                book.unfinished += [str(row[0]) for row in ask("SELECT text FROM unfinished")]
        _is_sound(file, words)
    except DatabaseError as error:
        raise Broken(f"It does not open: {error}") from error
    return book


def _once_recorded(
    book: Book, typed: TypedOver, programmes: dict[str, Programme]
) -> dict[Place, object]:
    """Give what was kept aside, and the drafts that follow from it, by their places."""
    begun = Report(typed.programme, typed.force)
    name, found = begun.name, dict[Place, object]()
    if programme := programmes.get(typed.programme):
        now = book.reports.get(name, begun)
        force = read_forces(FORCES_FILE)[typed.force]
        then = edit(programme, force, now, typed.answers, typed.passages, typed.over).report
        for item, passage in then.passages.items():
            if passage != now.passages.get(item):
                found[name, "passage", item] = passage
    found |= {(name, "answer", key): answer for key, answer in typed.answers.items()}
    return found | {(name, "passage", item): text for item, text in typed.passages.items()}


def _is_sound(file: Path, words: Passphrase | None) -> None:
    with contextlib.closing(bare_connection(file, "mode=rw", words)) as connection:
        found = connection.execute("PRAGMA integrity_check").fetchall()
        if found != [("ok",)]:
            raise Broken(f"It is not sound: {found[:3]}")
        loose = connection.execute("PRAGMA foreign_key_check").fetchall()
        if loose:
            raise Broken(f"Rows point to rows that are not there: {loose[:3]}")
        connection.execute("BEGIN")
        for index in ("prose_stems", "prose_words"):
            connection.execute(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)")
        connection.execute("ROLLBACK")


def _agrees(database: Database, report: Report, changes: list[Change]) -> None:
    """See that the history leads to what the report says, by every way there is."""
    begun = Report(report.programme, report.force)
    if replay(changes, begun) != report:
        raise Broken(f"The history of {report.name} does not lead to what it says.")
    if report_at(database, report.programme, report.force, report.version) != report:
        raise Broken(f"{report.name} as of its last step is not what it says.")
    if sorted({each.step for each in changes}) != list(range(1, report.version + 1)):
        raise Broken(f"Steps are missing in the history of {report.name}.")


def _is_whole(database: Database, report: Report, programme: Programme | None) -> None:
    """See that drafts and facts say what the answers say, and that all of it can be found."""
    if programme is not None:
        force = read_forces(FORCES_FILE)[report.force]
        behind = follow_answers(programme, force, report).passages
        if behind:
            raise Broken(f"{report.name} has passages that lag behind its answers: {[*behind]}")
    values = {item: prose.searched(each) for item, each in report.passages.items()}
    with database.asking() as ask:
        rows = ask(
            "SELECT prose.key, prose.words FROM prose JOIN report ON report.id = prose.report"
            " WHERE report.programme = :programme AND report.force = :force",
            {"programme": report.programme, "force": report.force},
        )
        kept = {str(key): str(words) for key, words in rows}
    if {key: kept.get(key, "") for key in values} != values:
        raise Broken(f"What can be searched in {report.name} is not what it says.")
    longest = max((word for each in values.values() for word in _plain_words(each)), key=len)
    found = search(database, longest, programme=report.programme, force=report.force)
    if not any(longest.lower() in each.sentence.lower() for each in found):
        raise Broken(f"“{longest}” stands in {report.name} and is not found there.")


def _plain_words(text: str) -> list[str]:
    return [each for each in text.split() if each.isascii() and each.isalnum()] or ["the"]


def _is_listed(database: Database, book: Book) -> None:
    listed = look_through(database, Wanted(), {}).reports
    found = {f"{each.programme}/{each.force}": each.version for each in listed}
    known = {name: each.version for name, each in book.reports.items()}
    if any(known.get(name) != version for name, version in found.items()):
        raise Broken("The library lists other versions than there are.")
