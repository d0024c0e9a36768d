"""What is read in a passage is known by its place in the passage's words."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core import commonmark
from desktop.core.programme import Programme
from desktop.core.reading.answers import Hit, Reader, reader_of
from desktop.core.reading.paragraphs import Paragraphs
from desktop.core.reading.rules import ReadingRules, read_rules
from desktop.core.richtext import Block, Run, plain_text

JOBS = "gifts.second_jobs"
WORDS = st.sampled_from(
    ["In 2011 ", "it had", "12", " second jobs", "applications", ". ", "; ", ": ", "  ", "\u00a0",
     " now ", "“", "’", "İ", "ß", "It ", "- ", "one", "Mr. ", "e.g. "]
)  # fmt: skip
TEXTS = st.lists(WORDS, min_size=1, max_size=30).map("".join)
BLOCKS = st.lists(st.builds(Block, st.tuples(st.builds(Run, TEXTS)), st.booleans()), max_size=5)


@pytest.fixture(scope="module")
def rules(programme: Programme) -> ReadingRules:
    rules = read_rules(programme)
    assert rules is not None
    return rules


@pytest.fixture(scope="module")
def reader(programme: Programme) -> Reader:
    reader = reader_of(programme)
    assert reader is not None
    return reader


@pytest.fixture(scope="module")
def paragraphs(programme: Programme, rules: ReadingRules) -> Paragraphs:
    return Paragraphs(programme, rules)


@settings(max_examples=150, deadline=None)
@given(blocks=BLOCKS)
def test_every_character_of_a_sentence_knows_where_it_was_taken_from(
    paragraphs: Paragraphs, blocks: list[Block]
) -> None:
    text = plain_text(blocks)

    for paragraph in paragraphs.of((JOBS, block) for block in blocks):
        for sentence in paragraph.sentences:
            assert len(sentence.text) == len(sentence.places) == len(sentence.plain)
            for character, place in zip(sentence.text, sentence.places, strict=True):
                if not character.isspace() and character != ";":
                    assert text[place] == character


@settings(max_examples=150, deadline=None)
@given(blocks=BLOCKS)
def test_whatever_stands_in_a_passage_it_can_be_read(reader: Reader, blocks: list[Block]) -> None:
    text = plain_text(blocks)

    for hit in reader.hits((JOBS, block) for block in blocks):
        assert 0 <= hit.said.span.start <= hit.said.span.end <= len(text)


def said(reader: Reader, passage: str, key: str) -> list[tuple[str, bool]]:
    """Give the words that speak of a field in a passage, and whether they are its number."""
    blocks = commonmark.parse(passage)
    text = plain_text(blocks)
    hits: list[Hit] = reader.hits([(JOBS, block) for block in blocks], {key})
    return [
        (text[hit.said.span.start : hit.said.span.end], hit.said.counted)
        for hit in sorted(hits, key=lambda hit: hit.said.span)
    ]


@pytest.mark.parametrize(
    ("passage", "key", "expected"),
    [
        ("There have been **84** applications for second jobs.", "applications", ("84", True)),
        ("There have been 1,204 applications for second jobs.", "applications", ("1,204", True)),
        ("There  have been\u00a0 84  applications for second jobs.", "applications", ("84", True)),
        ("Twenty-one applications for second jobs were made.", "applications",
         ("Twenty-one", True)),
        ("There were, in all, 84, or so it seemed, applications. Of 84 applications for second"
         " jobs some were refused.", "applications", ("84", True)),
        ("Second jobs:\n\n- are managed;\n- 12 applications were made.", "applications",
         ("12", True)),
        ("There were five applications for second jobs, all but one of which were approved.",
         "approved", ("all but one", False)),
        ("There were five applications for second jobs, none of which were approved.", "approved",
         ("none of which were approved", False)),
    ],
)  # fmt: skip
def test_the_words_that_say_it_are_shown(
    reader: Reader, passage: str, key: str, expected: tuple[str, bool]
) -> None:
    assert expected in said(reader, passage, f"{JOBS}.{key}")


@pytest.mark.parametrize("text", ["12. ", "Mr. ", "a; ", "second jobs ", "one hundred and "])
def test_no_passage_keeps_the_reader_busy(reader: Reader, text: str) -> None:
    points = [(JOBS, Block((Run(text * 50),), bullet=True)) for _ in range(400)]
    started = time.perf_counter()

    reader.hits([(JOBS, Block((Run(text * 10_000),))), *points])

    # Far more than it takes: only work that grows out of hand is caught.
    assert time.perf_counter() - started < 15
