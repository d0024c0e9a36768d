"""How fast reports are set as pages, beside WeasyPrint alone and with a second process."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.core.forces import Force, Forces
from desktop.core.programme import Programme
from desktop.core.report import Passage, Report
from desktop.publish import RenderProcess, Wanted, render, render_many

ROUNDS = 25


@pytest.fixture(scope="module")
def process() -> Iterator[RenderProcess]:
    with RenderProcess() as process:
        yield process


def test_a_report_is_set_nearly_as_fast_as_by_weasyprint_alone(
    bare: Callable[[], object],
    process: RenderProcess,
    programme: Programme,
    forces: Forces,
    report: Report,
    tell: Callable[[str], None],
) -> None:
    """Ours gives HTML, tags and places too: at most 1.2 times, in the other process 1.25 times."""
    force: Force = forces[report.force]
    alone, here, there = medians(
        bare,
        lambda: render(programme, force, report),
        lambda: process.render(programme.folder, force, report),
    )
    tell(
        f"bare {alone * 1000:.1f} ms; render() {here * 1000:.1f} ms, {here / alone:.2f} times;"
        f" in its process {there * 1000:.1f} ms, {there / alone:.2f} times"
    )
    assert here < 1.2 * alone
    assert there < 1.25 * alone


def test_two_jobs_set_44_reports_faster_than_one(
    programme: Programme,
    forces: Forces,
    report: Report,
    tmp_path: Path,
    tell: Callable[[str], None],
) -> None:
    """Two jobs at least 1.7 times as fast as one, both from a cold start."""
    wanted = [Wanted(programme.folder, force, report) for force in forces.values()]

    def write(jobs: int) -> Callable[[], object]:
        return lambda: [
            each.problem for each in render_many(wanted, tmp_path / str(jobs), jobs=jobs)
        ]

    one, two = medians(write(1), write(2), rounds=3)
    tell(f"44 reports: one job {one:.2f} s, two jobs {two:.2f} s, {one / two:.2f} times as fast")
    assert one >= 1.7 * two


def test_a_very_long_report_takes_no_longer_for_each_page(
    process: RenderProcess,
    programme: Programme,
    forces: Forces,
    report: Report,
    tell: Callable[[str], None],
) -> None:
    """300 pages in the process of the window: a page at most 1.5 times as slow as of four."""
    words = "The force has told all staff of its policy, and they know it well. " * 20
    passage = Passage("\n\n".join([words] * 760), "edited")
    long = replace(report, passages={**report.passages, "press.leaks": passage})
    force = forces[report.force]

    def set_pages(which: Report) -> float:
        began = time.perf_counter()
        pages = process.render(programme.folder, force, which).pages
        return (time.perf_counter() - began) / pages

    short_page = statistics.median(set_pages(report) for _ in range(ROUNDS))
    long_page = set_pages(long)
    tell(f"a page of 4: {short_page * 1000:.0f} ms, a page of 300: {long_page * 1000:.0f} ms")
    assert long_page < 1.5 * short_page


def medians(*actions: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Time actions in turn, so that a busy moment meets all; the median of each in seconds."""
    times: list[list[float]] = [[] for _ in actions]
    for action in actions:
        action()
    for _ in range(rounds):
        for action, taken in zip(actions, times, strict=True):
            began = time.perf_counter()
            action()
            taken.append(time.perf_counter() - began)
    return [statistics.median(taken) for taken in times]
