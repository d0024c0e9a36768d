"""The five published reports: every word in its order, and every answer that the texts give."""

from __future__ import annotations

import re
from typing import Any

import pytest

from desktop.core import commonmark
from desktop.core.folders import SEEDS
from desktop.core.programme import Programme
from desktop.core.report import Passage
from desktop.core.richtext import plain_text
from desktop.ingest import Reading, read_file
from tests.ingest.conftest import Read
from tests.ingest.truth import differences

REPORTS = ["cambridgeshire", "cheshire", "city-of-london", "cleveland", "leicestershire"]
COVER_ENDS = "About this review"


@pytest.fixture(params=REPORTS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def words_printed(programme: Programme, reading: Reading) -> list[str]:
    words: list[str] = []
    for section in programme.sections:
        words += section.heading_for(reading.force).split()
        for key, _ in programme.items_of(section):
            words += plain_text(commonmark.parse(reading.report.passage(key).text)).split()
    return words


def words_published(text: str) -> list[str]:
    text = text[text.index(COVER_ENDS) :]
    text = re.sub(r"\[(.*?)\]\(.*?\)", r"\1", text)
    return re.sub(r"(?m)[*]|^#+|■|^- ", "", text).split()


def test_every_word_is_kept_in_its_order(read: Read, programme: Programme, name: str) -> None:
    text = read_file(SEEDS / f"{name}.txt")

    assert words_printed(programme, read(text)) == words_published(text)


def test_every_answer_is_found(
    read: Read, programme: Programme, published: dict[str, Any], name: str
) -> None:
    reading = read(read_file(SEEDS / f"{name}.txt"))

    assert reading.force.key == name
    assert reading.report.state == "published"
    assert differences(programme, published[name], reading) == []


def test_standard_wording_follows_the_answers_only_where_it_reads_the_same(read: Read) -> None:
    drafted = {
        name: [
            key
            for key, passage in read(read_file(SEEDS / f"{name}.txt")).report.passages.items()
            if passage.mode == "drafted"
        ]
        for name in REPORTS
    }

    about, after, imprint = "about.review", "next_steps.inspections", "imprint.imprint"
    assert drafted == {
        "cambridgeshire": [about, after, imprint],
        "cheshire": [about, after, imprint],
        # The Corporation is no commissioner: the paragraph about those is not in this one's.
        "city-of-london": [about, after, imprint],
        # A lead-in more.
        "leicestershire": [after, imprint],
        "cleveland": [about, after],
    }


def test_a_report_printed_without_an_imprint_keeps_none(read: Read) -> None:
    report = read(read_file(SEEDS / "cleveland.txt")).report

    assert report.passages["imprint.imprint"] == Passage("", "edited")


def test_bold_and_italics_are_kept(read: Read) -> None:
    passages = read(read_file(SEEDS / "cleveland.txt")).report.passages

    assert "record of **gifts and hospitality** received" in (
        passages["gifts.gifts_and_hospitality"].text
    )
    assert "report, *Without Fear or Favour*. The force" in passages["findings.overview"].text


def test_an_answer_is_shown_with_the_sentence_that_gives_it(read: Read) -> None:
    recognised = {
        each.key: each for each in read(read_file(SEEDS / "leicestershire.txt")).recognised
    }

    approved = recognised["gifts.second_jobs.approved"]
    assert approved.answer == 83
    assert approved.sentence == (
        "Since September 2011 there have been 84 applications for second jobs, all but one of"
        " which have been approved."
    )
    assert 0.5 < approved.confidence <= 1
