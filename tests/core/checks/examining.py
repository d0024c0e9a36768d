"""Reports to examine: built by hand, or read from the five that were published."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import import_module

from desktop.core.drafting import draft
from desktop.core.examining import Circumstances, Examined, Speller, examine
from desktop.core.fields import Answer
from desktop.core.folders import FORCES_FILE, SEEDS, TEMPLATES
from desktop.core.forces import Forces, read_forces
from desktop.core.programme import Programme
from desktop.core.programme_reader import read_programme
from desktop.core.remarks import Check, Remark
from desktop.core.report import Passage, Report
from desktop.ingest import read_file, read_published

PUBLISHED = ("cambridgeshire", "cheshire", "city-of-london", "cleveland", "leicestershire")
NOW = datetime.datetime.fromisoformat("2012-12-10T09:30")
OVERVIEW = "findings.overview"


class KnowsAll:
    """A speller to whom every word is right."""

    def knows(self, word: str) -> bool:
        return True

    def suggest(self, word: str) -> list[str]:
        return []


@dataclass(frozen=True)
class Around:
    """What is true around a report; a test names what matters to it."""

    now: datetime.datetime = NOW
    isbns: Mapping[str, str] | None = None
    speller: Speller | None = None


@lru_cache(maxsize=1)
def the_programme() -> Programme:
    return read_programme(TEMPLATES / "revisiting-police-relationships-2012")


@lru_cache(maxsize=1)
def the_forces() -> Forces:
    return read_forces(FORCES_FILE)


def report_of(
    force: str,
    passages: Mapping[str, str | Passage] | None = None,
    answers: Mapping[str, Answer] | None = None,
) -> Report:
    """Make a report; a passage given as text is edited."""
    prose = {
        key: Passage(each, "edited") if isinstance(each, str) else each
        for key, each in (passages or {}).items()
    }
    return Report(the_programme().id, force, answers=answers or {}, passages=prose)


@lru_cache(maxsize=len(PUBLISHED))
def published(name: str) -> Report:
    """Give a published report as it is imported."""
    return read_published(
        read_file(SEEDS / f"{name}.txt"), programmes=[the_programme()], forces=the_forces()
    ).report


@lru_cache(maxsize=len(PUBLISHED))
def corrected(name: str) -> Report:
    """Give a published report as it should have been published."""
    report = published(name)
    if name == "leicestershire":
        report = with_answer(report, "embargo", None)
        # A lead-in without its list.
        report = with_standard_wording(report, "about.review")
        report = with_words(report, "gifts.procurement", "been identified", "been identified.")
        report = with_words(report, "integrity.training", "quidance", "guidance")
    if name == "cleveland":
        report = with_answer(report, "isbn", "978-1-78246-041-1")
        report = with_standard_wording(report, "imprint.imprint")
    return report


def with_standard_wording(report: Report, item: str) -> Report:
    """Put the standard wording in the place of what an item says."""
    text = draft(the_programme(), item, the_forces()[report.force], report.answers)
    return replace(report, passages={**report.passages, item: Passage(text)})


def with_words(report: Report, item: str, old: str, new: str) -> Report:
    """Put other words in the place of the first of these in a passage."""
    text = report.passage(item).text
    assert old in text, f"{item} of {report.force} does not say “{old}”."
    return with_passage(report, item, text.replace(old, new, 1))


def with_passage(report: Report, item: str, text: str) -> Report:
    """Put an edited passage into a report."""
    return replace(report, passages={**report.passages, item: Passage(text, "edited")})


def with_answer(report: Report, key: str, answer: Answer | None) -> Report:
    """Answer a field, or with None take its answer out; passages stay as they are."""
    answers = {name: each for name, each in report.answers.items() if name != key}
    if answer is not None:
        answers[key] = answer
    return replace(report, answers=answers)


def examined(
    report: Report, around: Around | None = None, *, programme: Programme | None = None
) -> Examined:
    around = around or Around()
    circumstances = Circumstances(
        around.now, the_forces(), around.speller or KnowsAll(), around.isbns or {}
    )
    return Examined(programme or the_programme(), the_forces()[report.force], report, circumstances)


def remarks_of(
    check: str,
    report: Report,
    around: Around | None = None,
    *,
    programme: Programme | None = None,
) -> list[Remark]:
    """Examine a report with one check, by its id, which is its module's name."""
    chosen: Check = getattr(import_module(f"desktop.core.checks.{check}"), check)
    return examine(examined(report, around, programme=programme), [chosen])


def quotes(check: str, text: str, *, force: str = "cleveland", item: str = OVERVIEW) -> list[str]:
    """Give the words that a check finds in one edited passage."""
    return [remark.quote for remark in remarks_of(check, report_of(force, {item: text}))]
