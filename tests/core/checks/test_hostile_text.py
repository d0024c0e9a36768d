"""No check takes more than its share of time, whatever is typed or pasted."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from desktop.core import commonmark, folders
from desktop.core.checks import all_checks
from desktop.core.drafting import begin
from desktop.core.examining import Examined, examine
from desktop.core.remarks import Check
from desktop.core.sentences import sentences
from desktop.core.spelling import spelling
from tests.core.checks.examining import (
    Around,
    examined,
    the_forces,
    the_programme,
    with_answer,
    with_passage,
)

PIECES = (
    *("a", "A", ".", "-", "'", '"', "(", "’", "“", "%", "_"),
    *("A. ", "1,", "1 ", "a-", "a/", "a@", "a.", "aa. ", "x,", "é ", "£1 ", "[ ", "... "),
    *("'a'", '"a" ', "“a” ", "‘a ", "(a ", "'as' b' ", "a's ", "‘a’ "),
    *("the ", "and ", "A B ", "e.g. ", "of the ", "no ", "twenty-", "one hundred and ", "1,000 "),
    *("http://", "12 December ", "the force ", " Police ", "ABC ", "a, b and ", "TBC ", "Ajd dj "),
    *(
        "Bedfordshire and ",
        "Kent Police ",
        "between 1 and ",
        "of which 1 ",
        "all but ",
        "12 cases ",
    ),
    *("one of which ", "e-mail email ", "there was 2 ", "adress ", "We found that\n\n", "a\n\n"),
)
SHORT, LONG = 3000, 12_000
AT_MOST = 8
"""Times as long, of text that is four times as long; with every pair looked at it is 16."""
AGAIN = 3
"""Times that what took too long is measured again."""
A_MOMENT = 0.025
"""Seconds in which so little is done that they say nothing."""


def passage(piece: str, length: int) -> str:
    return commonmark.tidy((piece * length)[:length] + " end.")


def looked_at(text: str) -> Examined:
    report = with_answer(
        begin(the_programme(), the_forces()["kent"]), "press.leaks.investigated", 3
    )
    speller = spelling(folders.DICTIONARY, the_forces())
    found = examined(with_passage(report, "press.leaks", text), Around(speller=speller))
    assert "press.leaks" in found.written
    return found


def seconds(check: Check, report: Examined) -> float:
    began = time.process_time()
    for _ in check.find(report):
        pass
    return time.process_time() - began


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    examine(looked_at("The force has 3 policies, and “staff” knw them."), all_checks())


@pytest.mark.parametrize("piece", PIECES)
def test_a_passage_four_times_as_long_takes_at_most_eight_times_as_long(piece: str) -> None:
    short, long = (looked_at(passage(piece, length)) for length in (SHORT, LONG))
    for check in all_checks():
        base = max(seconds(check, short), A_MOMENT)
        taken = seconds(check, long)
        for number in range(1, AGAIN):
            # What else the machine does only ever adds to the time. Another text, as of the same
            # one much is remembered.
            if taken > AT_MOST * base:
                taken = min(taken, seconds(check, looked_at(passage(piece, LONG + number))))
        assert taken <= AT_MOST * base, f"{check.id}: {taken:.2f} s, of a quarter {base:.2f} s"


def grown(work: Callable[[int], Callable[[], object]]) -> tuple[float, float]:
    """Give how long work takes on short and on long texts, the quickest of some of each."""
    short, long = (
        min(_taken(work(length + number)) for number in range(AGAIN)) for length in (SHORT, LONG)
    )
    return short, long


def _taken(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


@pytest.mark.parametrize("piece", PIECES)
def test_sentences_are_found_in_time_that_grows_as_the_text(piece: str) -> None:
    def work(length: int) -> Callable[[], object]:
        text = (piece * length)[:length]
        return lambda: list(sentences(text))

    short, long = grown(work)
    assert long <= AT_MOST * max(short, A_MOMENT)


@pytest.mark.parametrize("piece", ["adress ", "1 ", "the the ", '"', "adres{} "])
def test_many_remarks_are_put_together_in_time_that_grows_as_they_do(piece: str) -> None:
    def work(length: int) -> Callable[[], object]:
        text = "".join(piece.format("s" * (place % 40)) for place in range(length // len(piece)))
        report = looked_at(commonmark.tidy(f"{text[:length]} end {length}."))
        return lambda: examine(report, all_checks())

    short, long = grown(work)
    assert long <= AT_MOST * max(short, A_MOMENT)
