"""Many reports at once, each to its own file."""

from __future__ import annotations

import os
import threading
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Protocol, Self

from desktop.core.editions import PROOF, Edition, Format
from desktop.core.forces import Force
from desktop.core.report import Report
from desktop.publish.manifest import ManifestError, Produced, add_to_manifest, read_manifest
from desktop.publish.process import RenderProcess
from desktop.publish.rendering import RenderError
from desktop.publish.saving import SaveError, save_file

_AT_HAND = 2
"""Reports for each process that are read ahead of it, so that it never waits for the next."""


class Note(Protocol):
    """What is to be noted of a file; both are called from a thread, and give the problem, if any.

    A file of which it could not be noted is not written.
    """

    def make(self) -> str:
        """Note that the file is about to be put in its place."""

    def take_back(self) -> str:
        """Note that it was not put there, if that it would be was noted."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One report in one edition; `programme` is the folder of its programme."""

    programme: Path
    force: Force
    report: Report
    edition: Edition = PROOF
    note: Note | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """How one report went: its file, and its number of pages or the problem that there was."""

    report: Report
    file: Path
    pages: int = 0
    problem: str = ""
    produced: Produced | None = None
    """What the manifest says of the file; None where there was a problem."""


class Batch:
    """Writes reports into a folder, several at a time, with a manifest of all that it wrote.

    `jobs` is how many at a time, never more than there are processor cores; None is one a core.
    `warm_for` is the format that most of the reports are wanted in.
    """

    def __init__(self, folder: Path, *, jobs: int | None = None, warm_for: Format = "pdf") -> None:
        self._folder = folder
        most = cores()
        number = max(1, min(jobs or most, most))
        self._processes = [RenderProcess(warm_for=warm_for) for _ in range(number)]
        self._stopped = threading.Event()

    def start(self) -> None:
        """Begin to start the processes, so that they warm up while reports are still being read."""
        for process in self._processes:
            process.start()

    def stop(self) -> None:
        """Stop what is under way, from any thread: no file is half-written, `write` ends."""
        self._stopped.set()
        for process in self._processes:
            process.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def write(self, wanted: Iterable[Wanted]) -> Generator[Written, None, None]:
        """Write reports, and tell of each when it is done; call it once.

        Reports are taken from `wanted` as processes become free. One that fails does not stop the
        others, nor does one whose file the folder already has of another report. The manifest is
        written at the end, also where the iterator is left early. Raises ManifestError before
        anything is written; SaveError or ManifestError where only the manifest could not be.
        """
        others = {self._folder / each.file: each.report for each in read_manifest(self._folder)}
        self.start()
        idle: SimpleQueue[RenderProcess] = SimpleQueue()
        for process in self._processes:
            idle.put(process)
        files: set[Path] = set()
        done: list[Produced] = []
        under_way: set[Future[Written]] = set()
        most = _AT_HAND * len(self._processes)
        # While one thread saves what a process made, another gives that process its next report.
        with ThreadPoolExecutor(most) as threads:
            try:
                for each in wanted:
                    if self._stopped.is_set():
                        break
                    file = self._folder / each.edition.file_name(each.force.key)
                    taken = others.get(file, each.report.name) != each.report.name
                    again = file in files or (taken and file.exists())
                    task = _refuse if again else self._write
                    files.add(file)
                    under_way.add(threads.submit(task, each, file, idle))
                    yield from self._finished(under_way, done, leave=most - 1)
                yield from self._finished(under_way, done, leave=0)
            except BaseException:
                self.stop()
                wait(under_way)
                done += [made for future in under_way if (made := future.result().produced)]
                with suppress(SaveError, ManifestError):
                    add_to_manifest(self._folder, done)
                raise
            finally:
                self.stop()
        add_to_manifest(self._folder, done)

    def _finished(
        self, under_way: set[Future[Written]], done: list[Produced], *, leave: int
    ) -> Iterator[Written]:
        """Give what is finished, and wait for some that is not until no more than `leave` are."""
        while under_way:
            timeout = None if len(under_way) > leave else 0
            finished, _ = wait(under_way, timeout, return_when=FIRST_COMPLETED)
            if not finished:
                return
            for future in finished:
                under_way.discard(future)
                written = future.result()
                if written.produced is not None:
                    done.append(written.produced)
                if not self._stopped.is_set() or written.produced is not None:
                    yield written

    def _write(self, each: Wanted, file: Path, idle: SimpleQueue[RenderProcess]) -> Written:
        process = idle.get()
        try:
            rendering = process.render(each.programme, each.force, each.report, each.edition)
        except RenderError as error:
            return Written(each.report, file, problem=str(error))
        finally:
            idle.put(process)
        note = each.note
        try:
            save_file(file, rendering.file, before=lambda: _make(note))
        except SaveError as error:
            problems = (str(error), note.take_back() if note is not None else "")
            return Written(each.report, file, problem=" ".join(filter(None, problems)))
        produced = Produced.of(file.name, rendering.file, each.report, each.edition)
        return Written(each.report, file, rendering.pages, produced=produced)


def render_many(
    wanted: Sequence[Wanted], folder: Path, *, jobs: int | None = None
) -> Generator[Written, None, None]:
    """Write reports into a folder as a Batch does, with no more processes than reports."""
    warm_for = wanted[0].edition.format if wanted else "pdf"
    batch = Batch(folder, jobs=min(jobs or cores(), len(wanted)) or 1, warm_for=warm_for)
    with closing(batch.write(wanted)) as written:
        yield from written


def cores() -> int:
    """Give how many processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


def _make(note: Note | None) -> None:
    """Note that a file is about to be put in its place. Raises SaveError where it cannot be."""
    problem = note.make() if note is not None else ""
    if problem:
        raise SaveError(problem)


def _refuse(each: Wanted, file: Path, _: object) -> Written:
    return Written(
        each.report,
        file,
        problem=(
            f"{each.report.name} was not written: {file} is another report of {each.force.name}."
            " Write each programme to a folder of its own."
        ),
    )
