"""Writing a selection of reports: plain work for a thread, without anything of Qt."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.editions import Edition
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Report

if TYPE_CHECKING:
    from desktop.publish import Batch, Wanted, Written
    from desktop.store.opening import Opened
    from desktop.store.publishing import Decision, Override, Verdict
    from desktop.store.writing import Recorded


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be written: of which forces, in which edition, where.

    With a `reason` a public edition is also made of reports that something speaks against, if it is
    no more than what was `seen` of that force's.
    """

    programme: Programme
    forces: tuple[Force, ...]
    edition: Edition
    folder: Path
    reason: str = ""
    seen: Mapping[str, Verdict] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """How one report went: its file, or the problem that there was, or why it was refused."""

    force: Force
    file: Path | None = None
    problem: str = ""
    refused: str = ""


class Run:
    """Writes the reports of a job, read afresh from the database, one step after the other."""

    def __init__(self, opened: Opened, job: Job, by: str) -> None:
        """Begin nothing yet; what is overridden is recorded under this name."""
        self._opened = opened
        self._job = job
        self._by = by
        self._told: list[Told] = []
        self._overrides: list[Override] = []
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
            file = None if written.problem else written.file
            told.append(Told(force, file, written.problem))
        return told or None

    def recorded(self) -> list[Recorded]:
        """Give what was recorded of overrides, the newest of each report; call it between steps."""
        return [each.recorded for each in self._overrides if each.recorded is not None]

    def stop(self) -> None:
        """Write nothing more, from any thread: what is under way leaves no half file behind."""
        self._stopping.set()
        if self._batch is not None:
            self._batch.stop()

    def _begin(self) -> Generator[Written, None, None]:
        from desktop.publish import Batch

        job = self._job
        self._batch = batch = Batch(job.folder, jobs=len(job.forces), warm_for=job.edition.format)
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
                    continue
                decision = self._decision(force, report)
                if decision.refused:
                    self._told.append(Told(force, refused=decision.refused))
                    continue
                if decision.override is not None:
                    self._overrides.append(decision.override)
                yield Wanted(job.programme.folder, force, report, job.edition, decision.override)
            except DatabaseError as error:
                self._told.append(Told(force, problem=str(error)))

    def _decision(self, force: Force, report: Report) -> Decision:
        from desktop.store.publishing import Verdict, decide

        job = self._job
        return decide(
            self._opened,
            job.programme,
            force,
            report,
            job.edition,
            reason=job.reason,
            by=self._by,
            seen=job.seen.get(force.key) or Verdict(),
        )
