"""Numbers in sentences that say something else than the answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.core import commonmark
from desktop.core.checks.contradicted_number import contradicted_number
from desktop.core.drafting import draft, edit
from desktop.core.examining import examine
from desktop.core.fields import Answer
from desktop.core.programme import Programme
from desktop.core.programme_reader import read_programme
from desktop.core.remarks import Remark
from desktop.core.report import Passage, Report
from desktop.core.richtext import plain_text
from tests.core.checks.examining import (
    OVERVIEW,
    PUBLISHED,
    examined,
    published,
    remarks_of,
    report_of,
    the_forces,
    the_programme,
    with_answer,
    with_passage,
)

JOBS = "gifts.second_jobs"
LEAKS = "press.leaks"
RESEARCH = "press.social_media"
CAPACITY = "integrity.capacity"


def found(report: Report, programme: Programme | None = None) -> list[Remark]:
    return remarks_of("contradicted_number", report, programme=programme)


def unlinked(text: str) -> str:
    """Write facts as plain words."""
    return re.sub(r"\[([^\]]*)\]\(fact:[^)]*\)", r"\1", text)


def typed(name: str) -> Report:
    """Give a published report as if every word of it had been typed: no number is a fact."""
    report = published(name)
    passages = {
        key: replace(passage, text=unlinked(passage.text))
        for key, passage in report.passages.items()
    }
    return replace(report, passages=passages)


def changed(name: str, item: str, words: str, other: str) -> Report:
    """Put other words in the place of some that were published."""
    report = typed(name)
    text = report.passage(item).text
    assert words in text
    return with_passage(report, item, text.replace(words, other))


def counts(report: Report) -> dict[str, int]:
    return {key: answer for key, answer in report.answers.items() if type(answer) is int}


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_published_reports_contradict_no_answer(name: str) -> None:
    assert found(published(name)) == []
    assert found(typed(name)) == []


@pytest.mark.parametrize("name", PUBLISHED)
def test_another_answer_is_contradicted_by_the_published_words(name: str) -> None:
    report = typed(name)

    for key, answer in counts(report).items():
        for other in {answer + 1, answer * 10 + 7, max(answer - 1, 0)} - {answer}:
            remarks = found(with_answer(report, key, other))
            assert key in [remark.place.field for remark in remarks], (key, other)


@pytest.mark.parametrize(
    ("name", "item", "words", "other", "field", "quote"),
    [
        # Figures turned round, lost, added.
        ("leicestershire", JOBS, "84 applications", "48 applications", "applications", "48"),
        ("leicestershire", JOBS, "84 applications", "8 applications", "applications", "8"),
        ("leicestershire", JOBS, "84 applications", "8,400 applications", "applications", "8,400"),
        ("cambridgeshire", JOBS, "29 of which", "92 of which", "approved", "92"),
        ("cheshire", CAPACITY, "12 investigations", "21 investigations", "investigations", "21"),
        # Words for figures, and figures for words.
        ("leicestershire", JOBS, "84 applic", "forty-eight applic", "applications", "forty-eight"),
        ("leicestershire", JOBS, "84 applications", "no applications", "applications", "no"),
        ("leicestershire", JOBS, "84 requests", "48 requests", "applications", "48"),
        ("city-of-london", LEAKS, "six instances", "16 instances", "investigated", "16"),
        ("city-of-london", LEAKS, "six instances", "four instances", "investigated", "four"),
        ("city-of-london", LEAKS, "Five of these", "Three of these", "continuing", "Three"),
        ("leicestershire", RESEARCH, "seven cases", "seventeen cases", "cases", "seventeen"),
        ("cleveland", RESEARCH, "one case", "two cases", "cases", "two"),
        ("cleveland", CAPACITY, "three inv", "thirteen inv", "investigations", "thirteen"),
        # All, none, all but some.
        ("leicestershire", JOBS, "all but one of", "all but two of", "approved", "all but two"),
        ("leicestershire", JOBS, "all but one of which", "all of which", "approved",
         "all of which have been approved"),
        ("leicestershire", JOBS, "all but one of which", "none of which", "approved",
         "none of which have been approved"),
        ("cleveland", JOBS, "all of which", "all but one of which", "approved", "all but one"),
        ("cleveland", JOBS, "all of which", "24 of which", "approved", "24"),
        ("cleveland", JOBS, "25 applications for second jobs, all of which have",
         "1,025 applications for second jobs, 25 of which have", "applications", "1,025"),
        ("leicestershire", LEAKS, "one of which was", "both of which were", "continuing",
         "both of which were continuing"),
        ("leicestershire", LEAKS, "one of which was", "neither of which was", "continuing",
         "neither of which was continuing"),
        ("city-of-london", LEAKS, "Five of these were", "All of these were", "continuing",
         "All of these were still ongoing"),
        ("city-of-london", LEAKS, "Five of these were still ongoing",
         "None of these was ongoing", "continuing", "None of these was ongoing"),
        ("cleveland", LEAKS, "This was continuing", "This had been concluded", "continuing",
         "This had been concluded"),
        # No exact number, but one that the answer is not near.
        ("leicestershire", JOBS, "84 applic", "over 100 applic", "applications", "over 100"),
        ("leicestershire", JOBS, "84 applic", "up to 80 applic", "applications", "up to 80"),
        ("leicestershire", JOBS, "84 applic", "around 50 applic", "applications", "around 50"),
        ("leicestershire", CAPACITY, "38 inv", "more than 10 inv", "investigations",
         "more than 10"),
        # Something where there was nothing, and nothing where there was something.
        ("cheshire", LEAKS, "did not investigate any instances", "investigated two instances",
         "investigated", "two"),
        ("cleveland", LEAKS, "investigated one instance", "did not investigate any instances",
         "investigated", "did not investigate any instances of inappropriate disclosure"),
        ("city-of-london", JOBS, "no applications", "three applications", "applications", "three"),
        ("leicestershire", RESEARCH, "identified seven", "did not identify any", "cases",
         "did not identify"),
    ],
)  # fmt: skip
def test_other_words_than_were_answered_are_found_where_they_stand(
    name: str, item: str, words: str, other: str, field: str, quote: str
) -> None:
    words = words.replace("84 requests", "84 applications")
    report = changed(name, item, words, other)

    (remark,) = found(report)

    assert remark.severity == "error"
    assert (remark.place.item, remark.place.field) == (item, f"{item}.{field}")
    assert remark.quote == quote
    prose = plain_text(commonmark.parse(report.passage(item).text))
    assert prose[remark.place.start : remark.place.end] == quote


@pytest.mark.parametrize(
    ("name", "item", "words", "other"),
    [
        # The same number in other words is a matter of style.
        ("leicestershire", JOBS, "84 applications", "eighty-four applications"),
        ("leicestershire", JOBS, "84 applications", "84 requests"),
        ("leicestershire", JOBS, "all but one of which", "83 of which"),
        ("leicestershire", JOBS, "all but one of which have been approved",
         "all of which have been approved except one"),
        ("cleveland", JOBS, "all of which have", "every one of which has"),
        ("cleveland", JOBS, "all of which have", "all 25 of which have"),
        ("leicestershire", LEAKS, "two instances", "a couple of instances"),
        ("leicestershire", LEAKS, "one of which was", "one of these was"),
        ("city-of-london", LEAKS, "Five of these", "All but one of these"),
        ("cheshire", LEAKS, "did not investigate any instances", "investigated no instances"),
        # What gives no number contradicts none.
        ("leicestershire", JOBS, "all but one of which", "most of which"),
        ("leicestershire", JOBS, "84 applications", "over 80 applications"),
        ("leicestershire", JOBS, "84 applications", "nearly 90 applications"),
        ("leicestershire", CAPACITY, "38 investigations", "some 40 investigations"),
        # Numbers of the past, of parts, and of other things.
        ("leicestershire", JOBS, "In 2011, we found that",
         "In 2011 there were 12 applications for second jobs, and we found that"),
        ("leicestershire", JOBS, "Since September 2011 there",
         "In 2010 there were 310 applications for second jobs. Since September 2011 there"),
        ("leicestershire", JOBS, "have been approved.",
         "have been approved. Of these, 12 applications were from officers."),
        ("leicestershire", JOBS, "have been approved.",
         "have been approved. A further 12 applications were received in June 2012."),
        ("leicestershire", JOBS, "have been approved.", "have been approved by 12 managers."),
        ("leicestershire", JOBS, "have been approved.",
         "have been approved. Ten applications were still being considered."),
        ("leicestershire", JOBS, "have been approved.",
         "have been approved. No applications were refused, and one was withdrawn."),
        ("leicestershire", CAPACITY, "the areas covered by this report.",
         "the areas covered by this report. Twelve investigations led to proceedings against"
         " officers. In the year before there had been 20 investigations into officers."),
        ("leicestershire", LEAKS, "of the inspection.",
         "of the inspection. One instance of disclosure led to a dismissal."),
        ("leicestershire", RESEARCH, "which have been referred back to the force.",
         "which have been referred back to the force. Three cases involved Facebook."),
        ("leicestershire", CAPACITY, "the areas covered by this report.",
         "the areas covered by this report. Three of these investigations led to a dismissal."),
        ("cleveland", CAPACITY, "investigations into chief officers",
         "two investigations into chief officers"),
        ("leicestershire", RESEARCH, "This covers", "The 2011 guidance had 40 pages. This covers"),
        ("leicestershire", LEAKS, "the inspection.",
         "the inspection. Three officers work on them."),
    ],
)  # fmt: skip
def test_what_contradicts_nothing_is_left_alone(
    name: str, item: str, words: str, other: str
) -> None:
    assert found(changed(name, item, words, other)) == []


def test_the_message_names_the_words_and_the_answer() -> None:
    (number,) = found(changed("leicestershire", JOBS, "84 applications", "1,084 applications"))
    (share,) = found(changed("leicestershire", JOBS, "all but one of", "all but two of"))
    (none,) = found(changed("cleveland", JOBS, "all of which", "none of which"))

    assert number.message == (
        "The sentence says “1,084”, but “Applications” is answered 84. Correct one of the two."
    )
    assert share.message == (
        "“all but two” amounts to 82, but “Approved” is answered 83. Correct one of the two."
    )
    assert none.message == (
        "“none of which have been approved” says that there were none, but “Approved” is"
        " answered 25. Correct one of the two."
    )


@pytest.mark.parametrize(
    ("name", "item", "words", "other", "suggested"),
    [
        ("leicestershire", JOBS, "84 applications", "48 applications", ("84",)),
        ("leicestershire", LEAKS, "two instances", "12 instances", ("two",)),
        ("city-of-london", LEAKS, "Five of these", "Three of these", ("Five",)),
        ("cheshire", JOBS, "Since September 2011 there have been 40 applications",
         "Forty-one applications", ("Forty",)),
        ("city-of-london", JOBS, "no applications", "three applications", ("no",)),
        # Another number would need other words around it.
        ("cleveland", RESEARCH, "one case", "two cases", ()),
        ("leicestershire", JOBS, "84 applications", "a single application", ()),
        ("leicestershire", JOBS, "all but one of", "all but two of", ()),
    ],
)  # fmt: skip
def test_the_answer_is_suggested_where_it_can_stand_as_it_is(
    name: str, item: str, words: str, other: str, suggested: tuple[str, ...]
) -> None:
    (remark,) = found(changed(name, item, words, other))

    assert remark.suggestions == suggested
    assert remark.fix is None


def test_a_fact_contradicts_nothing_by_itself_but_words_next_to_facts_can() -> None:
    report = published("leicestershire")
    force = the_forces()["leicestershire"]

    def answered(key: str, answer: int) -> list[str]:
        edited = edit(the_programme(), force, report, {key: answer}, {}).report
        return [remark.quote for remark in found(edited)]

    assert answered(f"{JOBS}.applications", 85) == ["all but one"]
    assert answered(f"{JOBS}.approved", 82) == ["all but one"]
    assert answered(f"{LEAKS}.investigated", 5) == []
    assert answered(f"{LEAKS}.continuing", 2) == []


@pytest.mark.parametrize(
    ("item", "sentence", "quote"),
    [
        (OVERVIEW, "There have been 60 applications for second jobs.", "60"),
        ("gifts.gifts_and_hospitality", "There have been 60 applications for second jobs.", "60"),
        ("integrity.governance", "The force received 60 applications for second jobs.", "60"),
        ("press.media_policy",
         "The force investigated nine instances of inappropriate disclosure to the media.", "nine"),
        ("integrity.training",
         "It instigated 12 investigations into the conduct of its officers and staff.", "12"),
        (JOBS, "In all, 60 applications were received.", "60"),
        # Nothing tells what these count.
        (OVERVIEW, "There have been 60 applications.", None),
        ("integrity.training", "There were 12 cases.", None),
        ("gifts.procurement", "Two instances came to light.", None),
    ],
)  # fmt: skip
def test_another_passage_is_read_where_it_clearly_speaks_of_the_same_thing(
    item: str, sentence: str, quote: str | None
) -> None:
    report = typed("leicestershire")
    added = with_passage(report, item, f"{report.passage(item).text} {sentence}")

    assert [remark.quote for remark in found(added)] == ([quote] if quote else [])


NUMBERS = (0, 1, 2, 3, 12, 1016)


@pytest.mark.parametrize(
    ("item", "whole", "part"),
    [(JOBS, "applications", "approved"), (LEAKS, "investigated", "continuing"),
     (RESEARCH, "cases", ""), (CAPACITY, "investigations", "")],
)  # fmt: skip
def test_every_number_of_a_draft_is_known_when_it_is_typed_and_wrong(
    item: str, whole: str, part: str
) -> None:
    force = the_forces()["kent"]
    states: list[dict[str, Answer]] = [{f"{item}.{whole}": number} for number in NUMBERS]
    if part:
        states += [{**state, f"{item}.{part}": n} for state in states for n in NUMBERS]
        states += [{f"{item}.{part}": n} for n in NUMBERS]

    for answers in states:
        drafted = draft(the_programme(), item, force, answers)
        assert found(report_of("kent", {item: Passage(drafted)}, answers)) == []
        as_typed = report_of("kent", {item: unlinked(drafted)}, answers)
        assert found(as_typed) == []
        for key, answer in answers.items():
            for other in set(NUMBERS) - {answer}:
                remarks = found(with_answer(as_typed, key, other))
                assert key in [remark.place.field for remark in remarks], (drafted, key, other)


CUSTODY = """
id = "custody-2013"
version = 1
title = "Custody"
short_title = "Custody"
strapline = "Inspecting"
publisher = "HMIC"
website = "www.hmic.gov.uk"
published = "2013-01"
previous_inspection = 2010
previous_report = "Custody 2010"
review_period = { first = "2012-01", last = "2012-12" }

[[sections]]
key = "care"
title = "Care"
heading = "Care"

[[sections.items]]
key = "complaints"
title = "Complaints"

[[sections.items.fields]]
key = "made"
type = "count"
label = "Complaints made"

[[sections.items.fields]]
key = "upheld"
type = "count"
label = "Resolved"
part_of = "made"
"""


@pytest.fixture
def custody(tmp_path: Path) -> Programme:
    """A programme that does not say how its reports are read."""
    folder = tmp_path / "custody-2013"
    folder.mkdir()
    (folder / "programme.toml").write_text(CUSTODY, encoding="utf-8")
    return read_programme(folder)


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("There were 40 complaints, all but two of which were resolved.", []),
        ("There were 40 complaints, 38 of which have been resolved.", []),
        ("There were 41 complaints, all but two of which were resolved.", ["41"]),
        ("There were 40 complaints, all but three of which were resolved.", ["all but three"]),
        ("There were 40 complaints, all of which were resolved.", ["all of which were resolved"]),
        ("There were 40 complaints. None of these has been resolved.", ["None"]),
        ("There were no complaints.", ["no"]),
        ("One complaint was made.", ["One"]),
        ("40 complaints were made; 83 were resolved.", ["83"]),
        ("Thirty-eight complaints were resolved.", []),
        ("In 40 custody suites, 12 complaints about food were made.", []),
        ("These included three complaints from children.", []),
        ("Of these, 12 complaints are still open.", []),
        ("Twelve complaints concerned food. In 2010 there were 70 complaints about it.", []),
    ],
)
def test_any_programme_is_read_by_its_labels(
    custody: Programme, text: str, quotes: list[str]
) -> None:
    answers: Mapping[str, Answer] = {"care.complaints.made": 40, "care.complaints.upheld": 38}
    report = Report(
        custody.id, "kent", answers=answers, passages={"care.complaints": Passage(text, "edited")}
    )

    assert [remark.quote for remark in found(report, custody)] == quotes


def test_a_mistake_in_how_reports_are_read_is_told_and_stops_no_check(custody: Programme) -> None:
    (custody.folder / "reading.toml").write_text("items = 1", encoding="utf-8")
    report = Report(
        custody.id,
        "kent",
        answers={"care.complaints.made": 40},
        passages={"care.complaints": Passage("There were 41 complaints.", "edited")},
    )

    told: list[str] = []
    remarks = examine(examined(report, programme=custody), [contradicted_number], told.append)
    assert [remark.quote for remark in remarks] == ["41"]
    (line,) = told
    assert f"{custody.folder / 'reading.toml'}, line 1: items" in line
