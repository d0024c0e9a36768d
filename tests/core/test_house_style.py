"""Numbers, dates, months and lists as HMIC prints them."""

from __future__ import annotations

import pytest

from desktop.core.house_style import (
    MONTHS,
    date_in_words,
    decimal_in_figures,
    list_in_words,
    month_in_words,
    number_in_words,
)


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "no"), (1, "one"), (6, "six"), (9, "nine"), (10, "10"), (84, "84"), (1000, "1,000")],
)
def test_numbers(number: int, words: str) -> None:
    assert number_in_words(number) == words


def test_months() -> None:
    assert month_in_words("2011-09") == "September 2011"
    assert month_in_words("2012-05") == "May 2012"
    assert len(MONTHS) == 12


@pytest.mark.parametrize(
    ("kept", "words"),
    [
        ("2012-12-19", "19 December 2012"),
        ("2012-05-01", "1 May 2012"),
        ("2012-12-19T00:01", "00:01 19 December 2012"),
        ("2012-12-19T00:00", "00:00 19 December 2012"),
    ],
)
def test_dates(kept: str, words: str) -> None:
    assert date_in_words(kept) == words


@pytest.mark.parametrize(
    ("words", "joined"),
    [
        ([], ""),
        (["email"], "email"),
        (["email", "intranet"], "email and intranet"),
        (["email", "intranet", "posters"], "email, intranet and posters"),
    ],
)
def test_lists(words: list[str], joined: str) -> None:
    assert list_in_words(words) == joined


def test_decimals_keep_their_places() -> None:
    assert decimal_in_figures("1250.50") == "1,250.50"
    assert decimal_in_figures("-1250") == "-1,250"
