"""Many reports at once, each to its own file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from desktop.core.editions import PROOF, Edition
from desktop.core.forces import Force
from desktop.core.report import Report
from desktop.publish.process import RenderProcess
from desktop.publish.rendering import RenderError
from desktop.publish.saving import SaveError, save_file


@dataclass(frozen=True, slots=True)
class Wanted:
    """One report in one edition; `programme` is the folder of its programme."""

    programme: Path
    force: Force
    report: Report
    edition: Edition = PROOF


@dataclass(frozen=True, slots=True)
class Written:
    """How one report went: its file, and its number of pages or the problem that there was."""

    report: Report
    file: Path
    pages: int = 0
    problem: str = ""


def render_many(wanted: Iterable[Wanted], folder: Path, *, jobs: int = 1) -> Iterator[Written]:
    """Write reports into a folder, up to `jobs` at a time; tell of each when it is done.

    One that fails does not stop the others. Leaving the iterator early stops what is under way;
    no file is ever half-written.
    """
    wanted = list(wanted)
    # More processes than reports or processors would keep each other from ending in time.
    most = min(jobs, len(wanted), os.cpu_count() or 1)
    processes = [RenderProcess() for _ in range(max(most, 1))]
    idle: SimpleQueue[RenderProcess] = SimpleQueue()
    results: list[Future[Written]] = []
    files: set[Path] = set()
    with ThreadPoolExecutor(len(processes)) as threads:
        try:
            for process in processes:
                process.start()
                idle.put(process)
            for each in wanted:
                file = folder / each.edition.file_name(each.force.key)
                task = _refuse if file in files else _write
                files.add(file)
                results.append(threads.submit(task, each, file, idle))
            for result in as_completed(results):
                yield result.result()
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
            for process in processes:
                process.close()


def _write(each: Wanted, file: Path, idle: SimpleQueue[RenderProcess]) -> Written:
    process = idle.get()
    try:
        rendering = process.render(each.programme, each.force, each.report, each.edition)
        save_file(file, rendering.file)
    except (RenderError, SaveError) as error:
        return Written(each.report, file, problem=str(error))
    finally:
        idle.put(process)
    return Written(each.report, file, pages=rendering.pages)


def _refuse(each: Wanted, file: Path, _: object) -> Written:
    return Written(
        each.report,
        file,
        problem=(
            f"{each.report.name} was not written: {file} is another report of {each.force.name}."
            " Save one programme at a time."
        ),
    )
