"""What all checks of one report take, as they run at every pause in typing."""

from __future__ import annotations

import datetime
import itertools
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.core import folders
from desktop.core.checks import all_checks
from desktop.core.drafting import new_draft
from desktop.core.examining import Circumstances, Examined, Speller, examine
from desktop.core.folders import SEEDS
from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.core.report import Passage, Report
from desktop.core.spelling import Hurried, spelling
from desktop.ingest import read_file, read_published
from desktop.store.circumstances import circumstances
from desktop.store.listing import list_reports
from desktop.store.opening import Opened, open_all
from desktop.store.words import learn_word
from desktop.store.writing import record_import

ROUNDS = 40
LIMIT = 0.050
EXAMPLES = sorted(file.stem for file in SEEDS.glob("*.txt"))
NOW = datetime.datetime.fromisoformat("2012-12-10T09:30")
LATIN = "adipiscing consectetur cupidatat eiusmod exercitation fugiat incididunt laboris magna nisi"
Tell = Callable[[str], None]


@pytest.fixture(scope="module")
def speller(forces: Forces) -> Speller:
    return spelling(folders.DICTIONARY, forces)


def example(name: str, programme: Programme, forces: Forces) -> Report:
    text = read_file(SEEDS / f"{name}.txt")
    return read_published(text, programmes=[programme], forces=forces).report


def typing_in(report: Report) -> Iterator[Report]:
    """Give the report as it is after one more key in its longest passage, again and again."""
    item, longest = max(report.passages.items(), key=lambda each: len(each[1].text))
    for number in itertools.count(1):
        passage = replace(longest, text=f"{longest.text} And{'n' * (number % 7)} then {number}.")
        yield replace(report, passages={**report.passages, item: passage})


def median(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


@pytest.mark.parametrize("name", EXAMPLES)
def test_all_checks_of_one_report_take_at_most_50_ms(
    name: str, programme: Programme, forces: Forces, speller: Speller, tell: Tell
) -> None:
    """As it stands, and with one passage that no check has seen before."""
    report = example(name, programme, forces)
    around = Circumstances(NOW, forces, speller)
    force, checks = forces[report.force], all_checks()

    def check(which: Report) -> int:
        return len(examine(Examined(programme, force, which, around), checks))

    began = time.perf_counter()
    remarks = check(report)
    first = time.perf_counter() - began
    warm = median(lambda: check(report))
    changed = typing_in(report)
    typed = median(lambda: check(next(changed)))
    tell(
        f"{len(checks)} checks of {name}, {remarks} remarks: first {first * 1000:.0f} ms,"
        f" again {warm * 1000:.1f} ms, with a passage changed {typed * 1000:.1f} ms"
    )
    assert warm <= LIMIT
    assert typed <= LIMIT


@pytest.fixture
def filled(
    tmp_path: Path, programme: Programme, forces: Forces, report: Report
) -> Iterator[Opened]:
    """A database with a report of every force, and a few hundred words of the inspectors' own."""
    opened = open_all(str(tmp_path / "book.sqlite3"))
    with opened.database as database:
        for force in forces.values():
            of_force = replace(report, force=force.key)
            record_import(database, report=of_force, programme=programme, force=force, by="bench")
        for number in range(300):
            learn_word(database, word=f"word{number}", by="bench")
        yield opened


def test_what_the_window_does_at_a_pause_takes_at_most_50_ms(
    filled: Opened, programme: Programme, forces: Forces, tell: Tell
) -> None:
    """All checks, what they need to know of other reports, and the drafts not seen yet."""
    report = next(each for each in list_reports(filled.database) if each.force == "cleveland")
    force, checks = forces[report.force], all_checks()
    changed = typing_in(report)

    def pause() -> None:
        present = next(changed)
        around = circumstances(filled, programme, present)
        around = replace(around, speller=Hurried(around.speller))
        examine(Examined(programme, force, present, around), checks)
        for item in programme.items:
            new_draft(programme, item, force, present)

    pause()
    taken = median(pause)
    around = median(lambda: circumstances(filled, programme, report))
    tell(
        f"at a pause, among {len(forces)} reports: {taken * 1000:.1f} ms, of which"
        f" {around * 1000:.1f} ms for what is around the report"
    )
    assert taken <= LIMIT


def test_a_report_of_nothing_but_remarks_is_checked_within_1_s(
    programme: Programme, forces: Forces, speller: Speller, tell: Tell
) -> None:
    """Ten times as long as any real one, and wrong in every line: typing still gets its remarks."""
    wrong = "We found 7 of twelve  e-mail adress adress TBC, the \"force' (XYZ) had 1 instances\n\n"
    passages = {item: Passage(wrong * 40, "edited") for item in programme.items}
    report = Report(programme.id, "city-of-london", passages=passages)
    around = Circumstances(NOW, forces, speller)
    began = time.perf_counter()
    remarks = examine(Examined(programme, forces[report.force], report, around), all_checks())
    taken = time.perf_counter() - began
    tell(f"{len(remarks)} remarks of a report wrong in every line: {taken * 1000:.0f} ms")
    assert taken < 1


def test_unknown_words_keep_no_look_at_a_report_longer_than_50_ms(
    programme: Programme, forces: Forces, report: Report, tell: Tell
) -> None:
    """Ten words at once that nobody looked up before, and one that grows at every pause."""
    speller = spelling(folders.DICTIONARY, forces, {"never before"})
    force, checks = forces[report.force], all_checks()
    kept = Circumstances(NOW, forces, speller)
    examine(Examined(programme, force, report, kept), checks)

    def look(words: str) -> bool:
        hurried = Hurried(speller)
        text = f"{report.passage('press.leaks').text} We found {words} there."
        passages = {**report.passages, "press.leaks": Passage(text, "edited")}
        present = replace(report, passages=passages)
        around = replace(kept, speller=hurried)
        began = time.perf_counter()
        examine(Examined(programme, force, present, around), checks)
        times.append(time.perf_counter() - began)
        return hurried.put_off

    times: list[float] = []
    words = "".join(f" {word}ques" for word in LATIN.split())
    while look(words):
        pass
    at_once, times = times, []
    typed = "donaudampfschifffahrtskap"
    for length in range(2, len(typed)):
        while look(typed[:length]):
            pass
    tell(
        f"ten unknown words: {len(at_once)} looks, the longest {max(at_once) * 1000:.0f} ms;"
        f" one being typed: {statistics.median(times) * 1000:.0f} ms a look, the longest"
        f" {max(times) * 1000:.0f} ms"
    )
    assert statistics.median(at_once) <= LIMIT
    assert statistics.median(times) <= LIMIT
