"""Many reports at once, each to its own file."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop.core.forces import Force
from desktop.core.report import Report
from desktop.publish.process import RenderProcess
from desktop.publish.rendering import RenderError
from desktop.publish.saving import SaveError, save_pdf


@dataclass(frozen=True, slots=True)
class Wanted:
    """One report to be set as pages; `programme` is the folder of its programme."""

    programme: Path
    force: Force
    report: Report


@dataclass(frozen=True, slots=True)
class Written:
    """How one report went: its file, and its number of pages or the problem that there was."""

    report: Report
    file: Path
    pages: int = 0
    problem: str = ""


def render_many(wanted: Iterable[Wanted], folder: Path, *, jobs: int = 1) -> Iterator[Written]:
    """Write reports as `<force>.pdf` into a folder, `jobs` at a time, and tell of each when done.

    One that fails does not stop the others. Leaving the iterator early stops what is under way;
    no file is ever half-written.
    """
    processes = [RenderProcess() for _ in range(max(jobs, 1))]
    results: queue.SimpleQueue[Written] = queue.SimpleQueue()
    waiting: queue.SimpleQueue[tuple[Wanted, Path] | None] = queue.SimpleQueue()
    workers = [
        threading.Thread(target=_work, args=(process, waiting, results), daemon=True)
        for process in processes
    ]
    try:
        for process in processes:
            process.start()
        for worker in workers:
            worker.start()
        count = 0
        files: set[Path] = set()
        for each in wanted:
            count += 1
            file = folder / f"{each.force.key}.pdf"
            if file in files:
                results.put(Written(each.report, file, problem=_taken(each, file)))
            else:
                files.add(file)
                waiting.put((each, file))
        for _ in workers:
            waiting.put(None)
        for _ in range(count):
            yield results.get()
    finally:
        for process in processes:
            process.close()
        for worker in workers:
            worker.join()


def _work(
    process: RenderProcess,
    waiting: queue.SimpleQueue[tuple[Wanted, Path] | None],
    results: queue.SimpleQueue[Written],
) -> None:
    while (task := waiting.get()) is not None:
        each, file = task
        try:
            rendering = process.render(each.programme, each.force, each.report)
            save_pdf(file, rendering.pdf)
            results.put(Written(each.report, file, pages=rendering.pages))
        except (RenderError, SaveError) as error:
            results.put(Written(each.report, file, problem=str(error)))
    process.close()


def _taken(each: Wanted, file: Path) -> str:
    return (
        f"{file} was not written again for {each.report.name}: another report of"
        f" {each.force.name} has that name. Save one programme at a time."
    )
