"""Writing a selection of reports: plain work for a thread, without anything of Qt."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.editions import Edition, objections, overriding
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Report

if TYPE_CHECKING:
    from desktop.core.remarks import Remark
    from desktop.publish import Batch, Wanted, Written
    from desktop.store.opening import Opened
    from desktop.store.writing import Recorded


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be written: of which forces, in which edition, where.

    With a `reason` a public edition is also made of reports that something speaks against.
    """

    programme: Programme
    forces: tuple[Force, ...]
    edition: Edition
    folder: Path
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """How one report went: its file, or the problem that there was, or why it was refused."""

    force: Force
    file: Path | None = None
    problem: str = ""
    refused: str = ""
    overridden: Recorded | None = None
    """The override that was recorded for it."""


def now() -> datetime.datetime:
    """Give the time by the clock on the wall, by which embargoes are given."""
    return datetime.datetime.now(datetime.UTC).astimezone().replace(tzinfo=None)


def examined(
    opened: Opened, programme: Programme, force: Force, report: Report
) -> tuple[list[Remark], list[str]]:
    """Check a report; the lines say what could not be checked. Raises DatabaseError."""
    from desktop.core.checks import all_checks
    from desktop.core.examining import Examined, examine
    from desktop.store.circumstances import circumstances

    unchecked: list[str] = []
    around = circumstances(opened, programme, report)
    return examine(
        Examined(programme, force, report, around), all_checks(), unchecked.append
    ), unchecked


class Run:
    """Writes the reports of a job, read afresh from the database, one step after the other."""

    def __init__(self, opened: Opened, job: Job, by: str) -> None:
        """Begin nothing yet; what is overridden is recorded under this name."""
        self._opened = opened
        self._job = job
        self._by = by
        self._told: list[Told] = []
        self._overridden: dict[str, Recorded] = {}
        self._results: Generator[Written, None, None] | None = None
        self._batch: Batch | None = None
        self._stopping = threading.Event()

    def step(self) -> list[Told] | None:
        """Write on, and say how the next reports went; None when there are no more.

        Call it from one thread at a time. Raises SaveError or ManifestError where only the manifest
        could not be written, or where nothing can be.
        """
        if self._results is None:
            self._results = self._begin()
        written = next(self._results, None)
        told, self._told = self._told, []
        if written is not None:
            force = self._opened.forces[written.report.force]
            overridden = self._overridden.pop(force.key, None)
            file = None if written.problem else written.file
            told.append(Told(force, file, written.problem, overridden=overridden))
        return told or None

    def stop(self) -> None:
        """Write nothing more, from any thread: what is under way leaves no half file behind."""
        self._stopping.set()
        if self._batch is not None:
            self._batch.stop()

    def _begin(self) -> Generator[Written, None, None]:
        from desktop.publish import Batch, read_manifest

        read_manifest(self._job.folder)
        self._batch = batch = Batch(self._job.folder, jobs=len(self._job.forces))
        if self._stopping.is_set():
            batch.stop()
        return batch.write(self._wanted())

    def _wanted(self) -> Iterator[Wanted]:
        from desktop.publish import Wanted
        from desktop.store.errors import DatabaseError
        from desktop.store.reading import read_report

        job = self._job
        for force in job.forces:
            if self._stopping.is_set():
                return
            try:
                report = read_report(self._opened.database, job.programme.id, force.key)
                if report is None:
                    problem = f"There is no report of {force.name} any more."
                    self._told.append(Told(force, problem=problem))
                elif self._is_allowed(force, report):
                    yield Wanted(job.programme.folder, force, report, job.edition)
            except DatabaseError as error:
                self._told.append(Told(force, problem=str(error)))

    def _is_allowed(self, force: Force, report: Report) -> bool:
        """Say whether a report may be made, or is to be all the same, which is recorded first."""
        from desktop.store.reviewing import record_override

        job = self._job
        if job.edition.kind != "public":
            return True
        remarks, unchecked = examined(self._opened, job.programme, force, report)
        against = [*objections(job.edition, report, remarks, now()), *unchecked]
        if not against:
            return True
        if not job.reason:
            self._told.append(Told(force, refused=" ".join(against)))
            return False
        self._overridden[force.key] = record_override(
            self._opened.database,
            programme=job.programme,
            force=force,
            reason=overriding(job.reason, against),
            by=self._by,
        )
        return True
