"""How fast reports are set as pages: one, many, and beside others who set the same pages."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from desktop.core.editions import Edition
from desktop.core.folders import ROOT, TEMPLATES
from desktop.core.forces import Force, Forces
from desktop.core.programme import Programme
from desktop.core.report import Passage, Report
from desktop.publish import RenderProcess, Wanted, render, render_html, render_many
from desktop.store.database import Database
from desktop.store.writing import record_import
from tests.random_reports import publishable_report

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


def test_two_jobs_lose_nothing_to_each_other(
    programme: Programme,
    forces: Forces,
    report: Report,
    tmp_path: Path,
    tell: Callable[[str], None],
) -> None:
    """44 reports by two jobs: at most 1.1 times as long as two batches of one job and 22 each.

    All from a cold start. How much faster two are than one is the machine's: two of its processors
    may share a core, and the start takes as long for two as for one.
    """
    wanted = [Wanted(programme.folder, force, report) for force in forces.values()]

    def write(which: list[Wanted], jobs: int) -> object:
        folder = tmp_path / f"{jobs} of {len(which)} from {which[0].force.key}"
        return [each.problem for each in render_many(which, folder, jobs=jobs)]

    def write_halves() -> object:
        with ThreadPoolExecutor(2) as threads:
            return [*threads.map(lambda half: write(half, 1), (wanted[::2], wanted[1::2]))]

    one, two, halves = medians(
        lambda: write(wanted, 1), lambda: write(wanted, 2), write_halves, rounds=3
    )
    tell(
        f"44 reports: one job {one:.2f} s, two jobs {two:.2f} s, {one / two:.2f} times as fast;"
        f" two batches of one job {halves:.2f} s"
    )
    assert two <= 1.1 * halves


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


PLAIN = """
import sys
from pathlib import Path
from weasyprint import HTML
for page in sorted(Path(sys.argv[1]).glob("*.html")):
    HTML(filename=page).write_pdf(Path(sys.argv[2], page.stem + ".pdf"))
"""
CHROMIUM = """
import sys
from pathlib import Path
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=sys.argv[3], args=["--no-sandbox"])
    tab = browser.new_page()
    for page in sorted(Path(sys.argv[1]).glob("*.html")):
        tab.goto(page.as_uri())
        tab.pdf(path=Path(sys.argv[2], page.stem + ".pdf"), prefer_css_page_size=True)
    browser.close()
"""


def test_44_public_pdfs_beside_a_plain_loop_and_chromium(
    programme: Programme,
    forces: Forces,
    tmp_path: Path,
    tell: Callable[[str], None],
) -> None:
    """Whole processes, from their start to their end, on all cores: 1.6 times the plain loop.

    Ours is `fieldbook render --all --edition public`: it reads the database, checks each report,
    writes PDF/A-3a and PDF/UA-1 with the entry inside, and the manifest. The plain loop is
    WeasyPrint as its own first example has it, over files of the same HTML with links to the same
    style sheets, untagged and with nothing attached. Chromium prints the same files, one browser
    for all. Of three runs in turn the quickest of each counts.
    """
    reports = [(force, publishable_report(programme, force)) for force in forces.values()]
    database, pages = tmp_path / "book.sqlite3", tmp_path / "pages"
    _record(database, programme, reports)
    _save_pages(pages, programme, reports)
    folders = [tmp_path / name for name in ("ours", "plain", "chromium")]
    for folder in folders:
        folder.mkdir()
    ours = [sys.executable, "-m", "desktop", "--database", str(database), "render", "--all"]
    commands = [
        [*ours, "--edition", "public", "-o", str(folders[0])],
        [sys.executable, "-c", PLAIN, str(pages), str(folders[1])],
    ]
    chromium = shutil.which("chromium")
    if chromium:
        commands.append([sys.executable, "-c", CHROMIUM, str(pages), str(folders[2]), chromium])
    runs = [[_run(command) for command in commands] for _ in range(3)]
    best = [min(times, key=lambda run: run.wall) for times in zip(*runs, strict=True)]
    mine, plain = best[:2]
    names = ("fieldbook", "plain loop", "Chromium")
    for name, run, folder in zip(names, best, folders, strict=False):
        assert len(list(folder.glob("*.pdf"))) == 44
        tell(
            f"44 public PDFs, {name}: {run.wall:.2f} s, {run.processor:.2f} s of processor,"
            f" {run.wall / mine.wall:.2f} times fieldbook's"
        )
    assert plain.wall >= 1.6 * mine.wall


@dataclass(frozen=True)
class _Run:
    """How long a process took, and its processor time with that of its children, in seconds."""

    wall: float
    processor: float


def _run(command: list[str]) -> _Run:
    before = os.times()
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    wall = time.perf_counter() - began
    after = os.times()
    return _Run(
        wall,
        after.children_user + after.children_system - before.children_user - before.children_system,
    )


def _record(file: Path, programme: Programme, reports: list[tuple[Force, Report]]) -> None:
    database = Database.open(file)
    for force, report in reports:
        record_import(database, report=report, programme=programme, force=force, by="Invented")
    database.close()


def _save_pages(folder: Path, programme: Programme, reports: list[tuple[Force, Report]]) -> None:
    """Save the HTML that is set, made to stand alone: with its base and links to its styles."""
    shared = TEMPLATES / "_shared"
    sheets = [shared / "fonts.css", shared / "report.css", programme.folder / "report.css"]
    links = "".join(
        f'<link rel="stylesheet" href="{sheet.as_uri()}">' for sheet in sheets if sheet.is_file()
    )
    head = f'<base href="{programme.folder.as_uri()}/">{links}</head>'
    folder.mkdir()
    for force, report in reports:
        html = render_html(programme, force, report, Edition("public"))
        (folder / f"{force.key}.html").write_text(html.replace("</head>", head), encoding="utf-8")


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
