"""Numbers of published sentences that stand for an answer are facts; all other words are plain."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from desktop.core import commonmark
from desktop.core.drafting import edit, follow_answers
from desktop.core.facts import FactWords, fact_in
from desktop.core.folders import SEEDS
from desktop.core.programme import Programme
from desktop.core.richtext import RichText, plain_text
from desktop.ingest import Reading, read_file
from tests.ingest.conftest import Read

UNSEEN = Path(__file__).parent / "unseen"

# What a careful reader finds: the words that stand for an answer, those around them, and the key.
# What says an answer in other words ("all but one of which") is none of them, nor are the numbers
# of other things ("the widely reported investigations into chief officers").
FACTS = {
    "cambridgeshire": [
        ("identified [one] case", "press.social_media.cases"),
        ("been [32] applications", "gifts.second_jobs.applications"),
        ("jobs, [29] of", "gifts.second_jobs.approved"),
        ("instigated [12] investigations", "integrity.capacity.investigations"),
    ],
    "cheshire": [
        ("identified [seven] cases", "press.social_media.cases"),
        ("been [40] applications", "gifts.second_jobs.applications"),
        ("instigated [12] investigations", "integrity.capacity.investigations"),
    ],
    "city-of-london": [
        ("investigated [six] instances", "press.leaks.investigated"),
        ("media. [Five] of", "press.leaks.continuing"),
        ("identified [two] cases", "press.social_media.cases"),
        ("been [no] applications", "gifts.second_jobs.applications"),
        ("instigated [15] investigations", "integrity.capacity.investigations"),
    ],
    "cleveland": [
        ("investigated [one] instance", "press.leaks.investigated"),
        ("identified [one] case", "press.social_media.cases"),
        ("been [25] applications", "gifts.second_jobs.applications"),
        ("instigated [three] investigations", "integrity.capacity.investigations"),
    ],
    "leicestershire": [
        ("investigated [two] instances", "press.leaks.investigated"),
        ("media, [one] of", "press.leaks.continuing"),
        ("identified [seven] cases", "press.social_media.cases"),
        ("been [84] applications", "gifts.second_jobs.applications"),
        ("instigated [38] investigations", "integrity.capacity.investigations"),
    ],
    "british-transport-police": [
        ("were [no] investigations", "press.leaks.investigated"),
        ("just [one] case", "press.social_media.cases"),
        ("instigated [nineteen] investigations", "integrity.capacity.investigations;words"),
    ],
    "devon-and-cornwall": [
        ("into [four] instances", "press.leaks.investigated"),
        ("received [sixty] applications", "gifts.second_jobs.applications;words"),
        ("opened [twenty-three] investigations", "integrity.capacity.investigations;words"),
    ],
    "dyfed-powys": [
        ("identified [two] cases", "press.social_media.cases"),
        ("them. [Seventeen] applications", "gifts.second_jobs.applications"),
        ("instigated [six] investigations", "integrity.capacity.investigations"),
    ],
    "kent": [
        ("investigated [three] instances", "press.leaks.investigated"),
        ("identified [five] cases", "press.social_media.cases"),
        ("All [58] of", "gifts.second_jobs.applications"),
        ("instigated [21] investigations", "integrity.capacity.investigations"),
    ],
    "metropolitan": [
        ("into [thirty-seven] instances", "press.leaks.investigated;words"),
        ("remaining [16] were", "press.leaks.continuing"),
        ("identified [31] cases", "press.social_media.cases"),
        ("been [one hundred and forty-six] applications", "gifts.second_jobs.applications;words"),
        ("applications: [139] have", "gifts.second_jobs.approved"),
        ("instigated [1,016] investigations", "integrity.capacity.investigations"),
    ],
    "west-midlands": [
        ("[Nine] instances", "press.leaks.investigated"),
        ("inspection [three] of", "press.leaks.continuing"),
        ("found [14] cases", "press.social_media.cases"),
        ("been [112] requests", "gifts.second_jobs.applications"),
        ("which [109] were", "gifts.second_jobs.approved"),
        ("started [77] investigations", "integrity.capacity.investigations"),
    ],
}


@pytest.fixture(params=FACTS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def text_of(name: str) -> str:
    file = SEEDS / f"{name}.txt"
    return read_file(file if file.is_file() else UNSEEN / f"{name}.txt")


def edited(reading: Reading) -> dict[str, RichText]:
    return {
        key: commonmark.parse(passage.text)
        for key, passage in reading.report.passages.items()
        if passage.mode == "edited"
    }


def facts_in(blocks: RichText) -> list[tuple[str, str]]:
    """Give the facts of a text with a word on each side, and the field that each stands for."""
    found = []
    for block in blocks:
        for place, run in enumerate(block.runs):
            if fact_in(run.link):
                before = "".join(each.text for each in block.runs[:place]).split()[-1:]
                after = "".join(each.text for each in block.runs[place + 1 :]).split()[:1]
                words = " ".join([*before, f"[{run.text}]", *after])
                found.append((re.sub(r"\W+$", "", words), run.link.removeprefix("fact:")))
    return found


def test_numbers_that_stand_for_an_answer_are_facts(read: Read, name: str) -> None:
    reading = read(text_of(name))

    found = [fact for blocks in edited(reading).values() for fact in facts_in(blocks)]

    assert found == FACTS[name]


def test_facts_say_what_was_printed(read: Read, programme: Programme, name: str) -> None:
    reading = read(text_of(name))
    words = FactWords(programme, reading.report.answers)

    for blocks in edited(reading).values():
        assert words.settled(blocks) == blocks
    assert follow_answers(programme, reading.force, reading.report).passages == {}


def passage(reading: Reading, item: str) -> str:
    return plain_text(commonmark.parse(reading.report.passage(item).text))


@pytest.mark.parametrize(
    ("name", "answers", "item", "says"),
    [
        ("leicestershire", {"gifts.second_jobs.applications": 85}, "gifts.second_jobs",
         "there have been 85 applications for second jobs, all but one of which"),
        ("city-of-london", {"press.leaks.continuing": 4}, "press.leaks",
         "media. Four of these were still ongoing"),
        ("city-of-london", {"press.leaks.investigated": 12}, "press.leaks",
         "the force has investigated 12 instances"),
        ("dyfed-powys", {"gifts.second_jobs.applications": 21}, "gifts.second_jobs",
         "each of them. Twenty-one applications for second jobs"),
        ("devon-and-cornwall", {"gifts.second_jobs.applications": 61}, "gifts.second_jobs",
         "received sixty-one applications"),
    ],
)  # fmt: skip
def test_another_answer_changes_the_published_sentence(
    read: Read, programme: Programme, name: str, answers: dict[str, int], item: str, says: str
) -> None:
    reading = read(text_of(name))

    followed = edit(programme, reading.force, reading.report, answers, {}).report

    assert says in plain_text(commonmark.parse(followed.passage(item).text))


def cleveland(**said: str) -> str:
    """Give Cleveland's report with other words in the place of some of its own."""
    text = text_of("cleveland")
    places = {
        "applications": "Since September 2011 there have been 25 applications for second jobs, all"
        " of which have been approved.",
        "leaks": "the force investigated one instance of inappropriate disclosure to the media.",
    }
    for place, words in said.items():
        assert places[place] in text
        text = text.replace(places[place], words)
    return text


@pytest.mark.parametrize(
    ("sentence", "as_stored"),
    [
        # Bold and italics stay around a fact.
        ("There have been **25** applications for second jobs.",
         "been [**25**](fact:gifts.second_jobs.applications) applications"),
        ("There have been *25 applications* for second jobs.",
         "been [*25*](fact:gifts.second_jobs.applications) *applications* for"),
        # The ways to write a number that a fact knows.
        ("There have been 4 applications for second jobs.",
         "been [4](fact:gifts.second_jobs.applications;figures) applications"),
        ("There have been four applications for second jobs.",
         "been [four](fact:gifts.second_jobs.applications) applications"),
        ("There have been 1,204 applications for second jobs.",
         "been [1,204](fact:gifts.second_jobs.applications) applications"),
        # Those that it does not know stay as they were printed.
        ("There have been 1204 applications for second jobs.", "been 1204 applications"),
        ("There has been a single application for a second job.", "been a single application"),
        ("25 applications for second jobs were received.", "\n25 applications for"),
        ("The force did not receive any applications for second jobs.", "not receive any appl"),
        # What is linked already keeps its link.
        ("There have been [25](http://www.hmic.gov.uk) applications for second jobs.",
         "been [25](http://www.hmic.gov.uk) applications"),
        # Numbers of the past, of other things and of no certain size are no answers.
        ("In 2011 we found 12 applications. There have been 25 applications for second jobs.",
         "found 12 applications. There have been [25](fact:gifts.second_jobs.applications) appl"),
        ("There have been 25 applications for second jobs, 25 of them from officers.",
         "[25](fact:gifts.second_jobs.applications) applications for second jobs, 25 of them"),
        ("There have been about 25 applications for second jobs.", "been about 25 applications"),
    ],
)  # fmt: skip
def test_only_what_is_said_in_the_same_words_is_a_fact(
    read: Read, sentence: str, as_stored: str
) -> None:
    text = read(cleveland(applications=f"Requests are managed.\n\n{sentence}")).report

    assert as_stored in text.passage("gifts.second_jobs").text


def test_a_report_read_back_from_its_own_words_is_the_same(
    read: Read, programme: Programme, name: str
) -> None:
    first = read(text_of(name))
    lines = [programme.title, first.force.name]
    for section in programme.sections:
        lines.append(section.heading_for(first.force))
        for key, _ in programme.items_of(section):
            lines += [
                f"- {block.text}" if block.bullet else block.text
                for block in commonmark.parse(first.report.passage(key).text)
            ]

    second = read("\n\n".join(lines))

    apart = {"published", "embargo"}
    for key in {*first.report.answers, *second.report.answers} - apart:
        assert second.report.answers.get(key) == first.report.answers.get(key), key
    assert [fact for blocks in edited(second).values() for fact in facts_in(blocks)] == FACTS[name]
