"""Where sentences begin and end, in prose as the reports have it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import commonmark
from desktop.core.folders import SEEDS
from desktop.core.richtext import plain_text
from desktop.core.sentences import begins_sentence, sentences


def split(text: str) -> list[str]:
    return [sentence.text for sentence in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "One. | Two.",
        "Is it so? | It is! | Well…",
        "All staff (e.g. officers) know. | They do.",
        "Credit cards, i.e. corporate ones, are checked.",
        "Relations with contractors etc. are recorded.",
        "See p. 4 and paras. 5 to 7, cf. the annex.",
        "It was put to Mr. Smith and Dr. Jones of St. Albans.",
        "J. K. Smith said so. | A. Inspector agreed.",
        "The U.S. Embassy was told.",
        "It cost 1.5 per cent of £2,500.50. | That is much.",
        "It is embargoed until 00:01 on 20 December 2012. | It may then be printed.",
        "See www.hmic.gov.uk for more. | It is free.",
        "See www.hmic.gov.uk. | It is free.",
        "Write to police.uk or http://a.b/c.d?e=f. | They answer.",
        "The policy is in force (since 2011). | It is known.",
        "The policy is in force. | (It was not in 2011.) | It is known.",
        "Gifts, meals etc. | The force records them.",
        "The answer was no. | The force will ask again, under plan b. | It may help.",
        "See No. 5 and Nos. 7 to 9.",
        "It was led by Det. Ch. Insp. Green and Supt. Brown.",
        '"It is so." | "Is it?" he said.',
        'He said: "It is so." | They agreed.',
        'They called it a "healthcheck". | It is one.',
        "They called it a 'healthcheck.' | It is one.",
        "“It is so.” | ‘It is not.’ | (It may be.)",
        "Was it (in 2011)? | No.",
        "They found none... | Others did.",
        "They found... none.",
        "It was (as they say!) known.",
        "At 5 p.m. the office closes.",
        "One.  | Two.",
        "One.\u00a0| Two.",
        "No stop at the end",
        "Two lines | without a stop".replace(" | ", "\n| "),
        "A lead-in: | a point; and | another.".replace(" | ", "\n| "),
        "Twelve applications were made. | 11 were approved.",
        "Most were approved. | £50 was paid.",
    ],
)
def test_sentences(text: str) -> None:
    expected = [part.strip() for part in text.split("|")]
    assert split(text.replace("| ", "")) == expected


@pytest.mark.parametrize("text", ["", " ", "\n\n", " \n\u00a0"])
def test_where_nothing_is_said_there_is_no_sentence(text: str) -> None:
    assert split(text) == []


@pytest.mark.parametrize(
    "before",
    [
        "",
        " ",
        '"',
        "(‘",
        "One. ",
        "One? ",
        "One! ",
        "One… ",
        "One.  ",
        "One.\u00a0",
        "contractors etc. ",
        "The answer was no. ",
        'It is "so". ',
        "It is so.” ",
        "(It is so.) ",
        "One. (",
        "One. “",
        "He said so on 20 December 2012. ",
        "It cost £2.50. ",
    ],
)
def test_what_follows_begins_a_sentence(before: str) -> None:
    assert begins_sentence(before)


@pytest.mark.parametrize(
    "before",
    [
        "One ",
        "One.",
        "One, ",
        "One: ",
        "One; ",
        "One – ",
        "e.g. ",
        "(i.e. ",
        "Mr. ",
        "Mr. J. ",
        "paras. ",
        "see No. ",
        "the U.S. ",
        "One (",
        "One “",
        "£",
        "00:",
    ],
)
def test_what_follows_goes_on_with_a_sentence(before: str) -> None:
    assert not begins_sentence(before)


PROSE = st.text("aA1 .?!…,:;()\"'“”\n\u00a0é", max_size=60)


@given(PROSE)
def test_sentences_are_pieces_of_the_text_in_their_order_and_nothing_is_left_out(text: str) -> None:
    end = 0
    for sentence in sentences(text):
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.text == sentence.text.strip() != ""
        assert not text[end : sentence.start].strip()
        assert "\n" not in sentence.text
        end = sentence.end
    assert not text[end:].strip()


@given(PROSE)
def test_a_new_sentence_begins_where_a_fact_would_be_said_as_at_its_beginning(text: str) -> None:
    for line in text.split("\n"):
        for sentence in sentences(line):
            assert begins_sentence(line[: sentence.start])


@pytest.mark.parametrize("file", sorted(SEEDS.glob("*.txt")), ids=lambda file: file.stem)
def test_no_sentence_of_the_published_reports_is_torn(file: Path) -> None:
    for block in commonmark.parse(file.read_text("utf-8")):
        for sentence in sentences(plain_text([block])):
            assert not sentence.text[:1].islower() or block.bullet or sentence.start == 0
            assert sentence.text.count("(") == sentence.text.count(")")
