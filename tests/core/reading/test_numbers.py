"""Numbers in figures and in words."""

from __future__ import annotations

import pytest

from desktop.core.house_style import HMIC
from desktop.core.reading.numbers import FIGURE, read_estimate, read_number


@pytest.mark.parametrize(
    "number", [*range(1, 130), 200, 201, 999, 1000, 1016, 1203, 10_160, 99_999]
)
def test_what_house_style_writes_is_read(number: int) -> None:
    for words in (HMIC.spelled_out(number), HMIC.figures(number), HMIC.number(number)):
        (found,) = FIGURE.finditer(f"there were {words} of them")
        assert found[0] == words
        assert read_number(words) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("no", 0), ("none", 0), ("neither", 0), ("both", 2), ("a single", 1), ("a dozen", 12),
        ("a couple of", 2), ("forty six", 46), ("one hundred and six", 106), ("1016", 1016),
        # A year, and what makes no number together.
        ("2012", None), ("two six", None), ("six two", None),
    ],
)  # fmt: skip
def test_the_other_ways_to_write_a_number(text: str, number: int | None) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(
    "before", ["about ", "more than ", "fewer than ", "up to ", "every ", "a further ", "another "]
)
def test_what_is_no_certain_number_is_none(before: str) -> None:
    assert read_number("one", f"there was {before}") is None


@pytest.mark.parametrize(
    ("before", "may_be", "cannot_be"),
    [
        ("about ", (36, 40, 44), (30, 50)),
        ("more than ", (41, 49), (39, 100)),
        ("up to ", (40, 35), (41, 4)),
    ],
)
def test_an_estimate_says_what_it_may_mean(
    before: str, may_be: tuple[int, ...], cannot_be: tuple[int, ...]
) -> None:
    estimate = read_estimate("40", f"there were {before}")

    assert estimate is not None
    assert estimate.start == len("there were ")
    assert all(estimate.least <= number <= estimate.most for number in may_be)
    assert not any(estimate.least <= number <= estimate.most for number in cannot_be)


def test_what_is_exact_is_no_estimate() -> None:
    assert read_estimate("40", "there were ") is None
    assert read_estimate("many", "there were about ") is None


@pytest.mark.parametrize(
    "text",
    [
        "£50,000",
        "40 per cent",
        "40%",
        "3.5",
        "in 2012",
        "2010/11",
        "26-30",
        "00:01",
        "someone",
        "x2",
    ],
)
def test_sums_shares_years_and_spans_are_no_counts(text: str) -> None:
    assert [found[0] for found in FIGURE.finditer(text) if found[0] not in ("00", "01")] == []
