"""The five published reports, drafted from their answers alone: how much of them comes back."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass

import pytest

from desktop.core import commonmark
from desktop.core.drafting import draft
from desktop.core.facts import fact_in
from desktop.core.folders import SEEDS
from desktop.core.programme import Programme, item_of
from desktop.core.report import needed_fields
from desktop.core.richtext import plain_text
from desktop.core.sentences import sentences
from desktop.ingest import Reading, read_file
from tests.ingest.conftest import Read

REPORTS = ["cambridgeshire", "cheshire", "city-of-london", "cleveland", "leicestershire"]
REACHED = 0.34
"""The share of published sentences that the drafts have word for word, and say by right."""

_STRAIGHT = str.maketrans("‘’“”", "''\"\"")


@dataclass(frozen=True)
class Again:
    """The sentences of one published report's findings, and those of its drafts."""

    published: list[str]
    drafted: set[str]

    @property
    def found(self) -> list[str]:
        return [sentence for sentence in self.published if sentence in self.drafted]


def sentences_of(text: str) -> list[str]:
    words = plain_text(commonmark.parse(text)).translate(_STRAIGHT)
    return [sentence.text for sentence in sentences(words)]


def again(programme: Programme, reading: Reading) -> Again:
    findings = [key for key, item in programme.items.items() if not item.wording]
    report = reading.report
    return Again(
        [each for key in findings for each in sentences_of(report.passage(key).text)],
        {
            each
            for key in findings
            for each in sentences_of(draft(programme, key, reading.force, report.answers))
        },
    )


@pytest.fixture
def readings(read: Read) -> dict[str, Reading]:
    return {name: read(read_file(SEEDS / f"{name}.txt")) for name in REPORTS}


def test_at_least_a_third_of_what_was_published_is_drafted_word_for_word(
    programme: Programme, readings: dict[str, Reading], capsys: pytest.CaptureFixture[str]
) -> None:
    of = {name: again(programme, reading) for name, reading in readings.items()}
    found = sum(len(each.found) for each in of.values())
    published = sum(len(each.published) for each in of.values())
    lines = ["", "Published sentences that the answers alone draft word for word:"]
    lines += [_line(name, len(each.found), len(each.published)) for name, each in of.items()]
    with capsys.disabled():
        sys.stdout.write("\n".join([*lines, _line("all five", found, published), ""]))
    assert published > 150
    assert found / published >= max(REACHED, 1 / 3)
    assert all(len(each.found) / len(each.published) > 0.15 for each in of.values())


def _line(name: str, found: int, published: int) -> str:
    return f"  {name:15} {found:3} of {published:3}  {found / published:4.0%}"


@pytest.mark.parametrize("name", REPORTS)
def test_every_answer_that_was_read_is_in_the_draft(
    programme: Programme, readings: dict[str, Reading], name: str
) -> None:
    reading = readings[name]
    answers = reading.report.answers
    style = programme.house_style
    for key, answer in answers.items():
        field = programme.fields.get(key)
        if field is None:
            continue
        item = item_of(key)
        text = draft(programme, item, reading.force, answers)
        others = {other: each for other, each in answers.items() if other != key}
        assert text != draft(programme, item, reading.force, others), key
        facts = {
            run.link.removeprefix("fact:"): run.text
            for block in commonmark.parse(text)
            for run in block.runs
            if fact_in(run.link)
        }
        if field.type == "text":
            # A text that may not fit a line is printed as plain words.
            said = facts[key] if len(str(answer)) <= 48 else plain_text(commonmark.parse(text))
            assert str(answer).lower() in said.lower()
        elif isinstance(answer, int) and not isinstance(answer, bool) and key in facts:
            assert facts[key] in (style.number(answer), style.number(answer, begins=True))
        elif field.type == "count":
            # All, all but one and none are said without the number.
            assert re.search(r"\ball of which|\ball but one of which|\bnot\b|\bThis was\b", text)


def test_what_a_published_report_does_without_is_not_required(
    programme: Programme, readings: dict[str, Reading]
) -> None:
    missing = {
        name: [
            key
            for key, _ in needed_fields(reading.report, programme)
            if key not in reading.report.answers
        ]
        for name, reading in readings.items()
    }
    # Cleveland's report was printed without its imprint.
    assert missing == {name: ["isbn"] if name == "cleveland" else [] for name in REPORTS}
