"""Numbers, dates, times, lists and quotations as HMIC prints them, and as another style may."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.declarations import Declared, ProgrammeError, read_declaration
from desktop.core.house_style import HMIC, MONTHS, HouseStyle, capitalised, list_in_words


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "no"), (1, "one"), (6, "six"), (9, "nine"), (10, "10"), (84, "84"), (1000, "1,000")],
)
def test_numbers(number: int, words: str) -> None:
    assert HMIC.number(number) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "No"),
        (1, "One"),
        (10, "Ten"),
        (84, "Eighty-four"),
        (1000, "One thousand"),
        (1_000_000_000, "1,000,000,000"),
    ],
)
def test_a_number_that_begins_a_sentence_is_in_words(number: int, words: str) -> None:
    assert HMIC.number(number, begins=True) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "no"),
        (1, "one"),
        (8, "eight"),
        (10, "ten"),
        (11, "eleven"),
        (12, "twelve"),
        (13, "thirteen"),
        (14, "fourteen"),
        (15, "fifteen"),
        (18, "eighteen"),
        (19, "nineteen"),
        (20, "twenty"),
        (21, "twenty-one"),
        (30, "thirty"),
        (40, "forty"),
        (55, "fifty-five"),
        (68, "sixty-eight"),
        (70, "seventy"),
        (82, "eighty-two"),
        (90, "ninety"),
        (99, "ninety-nine"),
        (100, "one hundred"),
        (101, "one hundred and one"),
        (110, "one hundred and ten"),
        (119, "one hundred and nineteen"),
        (342, "three hundred and forty-two"),
        (900, "nine hundred"),
        (999, "nine hundred and ninety-nine"),
        (1000, "one thousand"),
        (1001, "one thousand and one"),
        (1099, "one thousand and ninety-nine"),
        (1100, "one thousand one hundred"),
        (1204, "one thousand two hundred and four"),
        (10_000, "ten thousand"),
        (12_345, "twelve thousand three hundred and forty-five"),
        (100_000, "one hundred thousand"),
        (101_001, "one hundred and one thousand and one"),
        (999_999, "nine hundred and ninety-nine thousand nine hundred and ninety-nine"),
        (1_000_000, "one million"),
        (1_000_001, "one million and one"),
        (1_000_100, "one million one hundred"),
        (2_500_000, "two million five hundred thousand"),
        (
            123_456_789,
            "one hundred and twenty-three million four hundred and fifty-six thousand"
            " seven hundred and eighty-nine",
        ),
        (999_000_010, "nine hundred and ninety-nine million and ten"),
        (1_000_000_000, "1,000,000,000"),
    ],
)
def test_numbers_in_words(number: int, words: str) -> None:
    assert HMIC.spelled_out(number) == words


@given(st.integers(1, 999_999_999), st.integers(1, 999_999_999))
def test_no_two_numbers_have_the_same_words(one: int, other: int) -> None:
    assert (HMIC.spelled_out(one) == HMIC.spelled_out(other)) is (one == other)


@given(st.integers(0, 999_999_999))
def test_words_of_numbers_are_plain_words(number: int) -> None:
    words = HMIC.spelled_out(number)
    assert words == " ".join(words.split())
    assert words.replace("-", "").replace(" ", "").isalpha()
    assert " and and " not in words
    assert not words.endswith(" and")


@pytest.mark.parametrize(
    ("number", "figures"),
    [(0, "0"), (9, "9"), (999, "999"), (1000, "1,000"), (12345678, "12,345,678")],
)
def test_figures(number: int, figures: str) -> None:
    assert HMIC.figures(number) == figures


def test_counted_things() -> None:
    assert HMIC.counted(0, "instance", "instances") == "no instances"
    assert HMIC.counted(1, "instance", "instances") == "one instance"
    assert HMIC.counted(12, "instance", "instances") == "12 instances"
    assert HMIC.counted(1, "policy", "policies") == "one policy"


def test_months() -> None:
    assert HMIC.month("2011-09") == "September 2011"
    assert HMIC.month("2012-05") == "May 2012"
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
    assert HMIC.date(kept) == words


@pytest.mark.parametrize(
    ("words", "joined"),
    [
        ([], ""),
        (["email"], "email"),
        (["email", "intranet"], "email and intranet"),
        (["email", "intranet", "posters"], "email, intranet and posters"),
        (["a", "b", "c", "d"], "a, b, c and d"),
    ],
)
def test_lists(words: list[str], joined: str) -> None:
    assert HMIC.join(words) == joined
    assert list_in_words(words) == joined


def test_decimals_keep_their_places() -> None:
    assert HMIC.decimal("1250.50") == "1,250.50"
    assert HMIC.decimal("-1250") == "-1,250"


def test_terms_stand_in_quotation_marks() -> None:
    assert HMIC.quoted("healthcheck") == "'healthcheck'"


@pytest.mark.parametrize(
    ("words", "capital"),
    [("", ""), ("no", "No"), ("the PSD", "The PSD"), ("PSD", "PSD"), ("12", "12"), ("éa", "Éa")],
)
def test_the_first_letter_alone_becomes_a_capital(words: str, capital: str) -> None:
    assert capitalised(words) == capital


# Another programme's style


def declared(tmp_path: Path, text: str) -> HouseStyle:
    class Outer(Declared):
        house_style: HouseStyle = HouseStyle()

    file = tmp_path / "programme.toml"
    file.write_text(f"[house_style]\n{text}\n", encoding="utf-8")
    return read_declaration(file, Outer).house_style


def test_what_is_not_declared_is_as_hmic_writes(tmp_path: Path) -> None:
    assert declared(tmp_path, "") == HMIC


def test_numbers_of_another_style(tmp_path: Path) -> None:
    style = declared(tmp_path, 'figures_from = 100\nnought = "zero"\nthousands = ""')
    assert [style.number(n) for n in (0, 12, 99, 100, 1000)] == [
        "zero",
        "twelve",
        "ninety-nine",
        "100",
        "1000",
    ]
    assert style.number(0, begins=True) == "Zero"
    assert style.decimal("1250.50") == "1250.50"
    assert declared(tmp_path, 'thousands = " "').figures(1234567) == "1 234 567"
    assert declared(tmp_path, "figures_from = 0").number(0) == "0"
    assert declared(tmp_path, "figures_from = 1").number(1) == "1"


def test_lists_with_a_comma_before_and(tmp_path: Path) -> None:
    style = declared(tmp_path, "comma_before_and = true")
    assert style.join(["a", "b", "c"]) == "a, b, and c"
    assert style.join(["a", "b"]) == "a and b"
    assert style.join(["a"]) == "a"


@pytest.mark.parametrize(
    ("time", "words"),
    [
        ((0, 0), "12.00am"),
        ((0, 1), "12.01am"),
        ((9, 5), "9.05am"),
        ((11, 59), "11.59am"),
        ((12, 0), "12.00pm"),
        ((12, 30), "12.30pm"),
        ((13, 0), "1.00pm"),
        ((23, 59), "11.59pm"),
    ],
)
def test_times_by_the_clock_of_twelve_hours(
    tmp_path: Path, time: tuple[int, int], words: str
) -> None:
    assert declared(tmp_path, "clock = 12").time(datetime.time(*time)) == words


def test_times_by_the_clock_of_24_hours() -> None:
    assert HMIC.time(datetime.time(0, 1)) == "00:01"
    assert HMIC.time(datetime.time(23, 59)) == "23:59"


def test_dates_of_another_style(tmp_path: Path) -> None:
    style = declared(
        tmp_path,
        'date_form = "{month} {day}, {year}"\nmoment_form = "{time} on {date}"\nclock = 12',
    )
    assert style.date("2012-12-09") == "December 9, 2012"
    assert style.date("2012-12-09T00:01") == "12.01am on December 9, 2012"


@pytest.mark.parametrize(
    ("marks", "terms", "quoted"),
    [
        ("straight", "double", '"term"'),
        ("curly", "single", "‘term’"),
        ("curly", "double", "“term”"),
    ],
)
def test_quotation_marks_of_another_style(
    tmp_path: Path, marks: str, terms: str, quoted: str
) -> None:
    style = declared(tmp_path, f'quotation_marks = "{marks}"\nquoted_terms = "{terms}"')
    assert style.quoted("term") == quoted


def test_terms_words_and_abbreviations(tmp_path: Path) -> None:
    style = declared(
        tmp_path,
        'terms = [{ use = "email", instead_of = ["e-mail", "e mail"] }]\n'
        'abbreviations = ["HMIC"]\nwords = ["healthcheck"]\nlongest_sentence = 30',
    )
    [term] = style.terms
    assert (term.use, term.instead_of) == ("email", ("e-mail", "e mail"))
    assert style.abbreviations == ("HMIC",)
    assert style.words == ("healthcheck",)
    assert style.longest_sentence == 30


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("figure_from = 10", "figure_from: this key is not known here."),
        ('figures_from = "10"', "figures_from: this must be a whole number."),
        ("figures_from = -1", "figures_from: this must be at least 0."),
        ("figures_from = 1001", "figures_from: this must be at most 1000."),
        ("longest_sentence = 0", "longest_sentence: this must be at least 1."),
        ('nought = ""', "nought: this must be one line of text, with no space around it."),
        ('thousands = "."', "thousands: this must be ',', ' ' or ''."),
        ('per_cent = "percent"', "per_cent: this must be ' per cent' or '%'."),
        ("clock = 13", "clock: this must be 12 or 24."),
        ("comma_before_and = 1", "comma_before_and: this must be true or false."),
        (
            'date_form = "{day} {month}"',
            "date_form: this must be one line of text with {day}, {month} and {year} in it, and"
            " nothing else in braces.",
        ),
        ('date_form = "{day} {month} {year} {hour}"', "date_form: this must be one line of text"),
        ('date_form = "{day.real} {month} {year}"', "date_form: this must be one line of text"),
        ('date_form = "{day} {month} {year}}"', "date_form: this must be one line of text"),
        ('moment_form = "{time}"', "moment_form: this must be one line of text with {time} and"),
        ('quotation_marks = "french"', "quotation_marks: this must be 'straight' or 'curly'."),
        ('terms = [{ use = "email" }]', "terms[1].instead_of: this key is missing."),
        (
            'terms = [{ use = "email", instead_of = [] }]',
            "terms[1].instead_of: this list is too short.",
        ),
        (
            'terms = [{ use = "email", instead_of = "e-mail" }]',
            "terms[1].instead_of: this must be a list in square brackets.",
        ),
        ('words = ["two\\nlines"]', "words[1]: this must be one line of text"),
    ],
)
def test_a_mistake_in_a_style_is_named_with_file_line_and_key(
    tmp_path: Path, text: str, message: str
) -> None:
    with pytest.raises(ProgrammeError) as refused:
        declared(tmp_path, text)
    said = str(refused.value)
    assert said.startswith(f"{tmp_path / 'programme.toml'}, line 2: house_style.{message}")
    assert said.endswith(".")
    assert "\n" not in said
