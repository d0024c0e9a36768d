"""What may be typed into each type of field, what is kept of it, and how it is shown and said."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from desktop.core.fields import (
    Answer,
    AnswerError,
    ChoiceField,
    ChoicesField,
    CountField,
    DateField,
    Field,
    IsbnField,
    MoneyField,
    MonthField,
    Option,
    PercentField,
    TextField,
    YesNoField,
)
from desktop.core.fields.isbn import check_digit
from desktop.core.house_style import HMIC, HouseStyle

OPTIONS = (
    Option(key="media", label="Media", words="relationships with the media"),
    Option(key="second_jobs", label="Second jobs"),
    Option(key="social_media", label="Social media", words="social media use"),
)
COUNT = CountField(type="count", key="cases", label="Cases")
YES_NO = YesNoField(type="yes_no", key="checked", label="Checked")
CHOICE = ChoiceField(type="choice", key="policy", label="Policy", options=OPTIONS)
CHOICES = ChoicesField(type="choices", key="policies", label="Policies", options=OPTIONS)
TEXT = TextField(type="text", key="plan", label="Plan")
DATE = DateField(type="date", key="by", label="By")
MOMENT = DateField(type="date", key="embargo", label="Embargoed until", with_time=True)
MONTH = MonthField(type="month", key="published", label="Published")
PERCENT = PercentField(type="percent", key="share", label="Share")
MONEY = MoneyField(type="money", key="cost", label="Cost")
ISBN = IsbnField(type="isbn", key="isbn", label="ISBN")
EVERY: tuple[Field, ...] = (
    COUNT, YES_NO, CHOICE, CHOICES, TEXT, DATE, MOMENT, MONTH, PERCENT, MONEY, ISBN,
)  # fmt: skip


@pytest.mark.parametrize("field", EVERY, ids=lambda field: field.label)
@pytest.mark.parametrize("blank", [None, "", "  ", "\n\t", "\u00a0"])
def test_nothing_typed_is_not_answered(field: Field, blank: str | None) -> None:
    assert field.clean(blank) is None
    assert field.to_json(None) is None


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        (COUNT, "0", 0),
        (COUNT, " 7 ", 7),
        (COUNT, "007", 7),
        (COUNT, "1,250", 1250),
        (COUNT, "999,999,999", 999_999_999),
        (COUNT, 12, 12),
        (YES_NO, "Yes", True),
        (YES_NO, "n", False),
        (YES_NO, "FALSE", False),
        (YES_NO, False, False),
        (CHOICE, "second_jobs", "second_jobs"),
        (CHOICE, "SECOND JOBS", "second_jobs"),
        (CHOICES, "social_media, media", ("media", "social_media")),
        (CHOICES, ["media", "Media", "media"], ("media",)),
        (CHOICES, [], ()),
        (CHOICES, "None", ()),
        (TEXT, "  Integrity \n Action\u00a0Plan ", "Integrity Action Plan"),
        (TEXT, "a\x00b\ud800c\ufffc", "abc"),
        (TEXT, "\x00", None),
        (TEXT, "０", "０"),
        (DATE, "2012-12-19", "2012-12-19"),
        (DATE, "19/12/2012", "2012-12-19"),
        (DATE, "9.1.2012", "2012-01-09"),
        (DATE, "19th December 2012", "2012-12-19"),
        (DATE, "Wednesday, 19 Dec. 2012", "2012-12-19"),
        (DATE, "29 February 2012", "2012-02-29"),
        (DATE, "1 Sept 2012", "2012-09-01"),
        (MOMENT, "00:01 19 December 2012", "2012-12-19T00:01"),
        (MOMENT, "00.01hrs on Wednesday 19 December 2012", "2012-12-19T00:01"),
        (MOMENT, "19 December 2012 at 9:30", "2012-12-19T09:30"),
        (MOMENT, "0001, 19 December 2012", "2012-12-19T00:01"),
        (MOMENT, "2012-12-19T00:01", "2012-12-19T00:01"),
        (MOMENT, "2012-12-19 00:01:00", "2012-12-19T00:01"),
        (MONTH, "2012-12", "2012-12"),
        (MONTH, "2012-3", "2012-03"),
        (MONTH, "december  2012", "2012-12"),
        (PERCENT, "12.50", "12.5"),
        (PERCENT, "12 per cent", "12"),
        (PERCENT, "100%", "100"),
        (PERCENT, "-0", "0"),
        (PERCENT, "−3.2", "-3.2"),
        (PERCENT, 0.5, "0.5"),
        (MONEY, "£1,250.5", "1250.50"),
        (MONEY, "1250.00", "1250"),
        (MONEY, "-£5", "-5"),
        (MONEY, "£-5", "-5"),
        (MONEY, "-0.00", "0"),
        (MONEY, 1250, "1250"),
        (ISBN, "978-1-78246-041-1", "978-1-78246-041-1"),
        (ISBN, "9781782460411", "9781782460411"),
        (ISBN, "ISBN: 978 1 78246 041 1", "978-1-78246-041-1"),
        (ISBN, "ISBN-13: 978-1-78246-041-1", "978-1-78246-041-1"),
        (ISBN, "isbn 13 978-1-78246-041-1", "978-1-78246-041-1"),
        (ISBN, "978\u20111\u201178246\u2013041\u22121", "978-1-78246-041-1"),
        (ISBN, "978-1-782\u00ad46-041-1\u200b", "978-1-78246-041-1"),
    ],
)
def test_keeps_what_was_meant(field: Field, typed: object, kept: Answer | None) -> None:
    assert field.clean(typed) == kept
    assert type(field.clean(typed)) is type(kept)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        (COUNT, "seven"),
        (COUNT, "-1"),
        (COUNT, "1.0"),
        (COUNT, "12,50"),
        (COUNT, "²"),
        (COUNT, "１２"),
        (COUNT, "٣"),
        (COUNT, "1e3"),
        (COUNT, "1000000000"),
        (COUNT, True),
        (COUNT, 3.0),
        (COUNT, -1),
        pytest.param(COUNT, 10**5000, id="count too long to print"),
        (YES_NO, "maybe"),
        (YES_NO, 1),
        (YES_NO, 0),
        (CHOICE, "none"),
        (CHOICE, ["media"]),
        (CHOICE, True),
        (CHOICES, "media, sport"),
        (CHOICES, ","),
        (CHOICES, [None]),
        (CHOICES, [["media"]]),
        (CHOICES, True),
        (TEXT, "a" * 1001),
        (TEXT, 5),
        (DATE, "31 April 2012"),
        (DATE, "29 February 2011"),
        (DATE, "0 May 2012"),
        (DATE, "1 Smarch 2012"),
        (DATE, "1 Ma 2012"),
        (DATE, "0000-01-01"),
        (DATE, "12012-01-01"),
        (DATE, "2012-13-01"),
        (DATE, "December 2012"),
        (DATE, "00:01 19 December 2012"),
        (DATE, 20121219),
        (MOMENT, "19 December 2012"),
        (MOMENT, "24:00 19 December 2012"),
        (MOMENT, "00:60 19 December 2012"),
        (MOMENT, "00:01 31 April 2012"),
        (MONTH, "2012-00"),
        (MONTH, "2012-13"),
        (MONTH, "0000-01"),
        (MONTH, "12/2012"),
        (MONTH, "Mai 2012"),
        (PERCENT, "half"),
        (PERCENT, "1.23456"),
        (PERCENT, "1e3"),
        (PERCENT, math.nan),
        (PERCENT, math.inf),
        pytest.param(PERCENT, 10**5000, id="share too long to print"),
        (PERCENT, True),
        (MONEY, "12.345"),
        (MONEY, "$5"),
        (MONEY, "1" * 13),
        (MONEY, 0.1 + 0.2),
        (ISBN, "1-78246-041-1"),
        (ISBN, "978-1-78246-041"),
        (ISBN, "978-1-78246-041-11"),
        (ISBN, "977-1-78246-041-1"),
        (ISBN, "９７８1782460411"),
        (ISBN, 9781782460411),
    ],
)
def test_refuses_what_is_no_answer(field: Field, typed: object) -> None:
    with pytest.raises(AnswerError) as refused:
        field.clean(typed)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        (DATE, "31 February 2012", "There is no 31 February 2012."),
        (DATE, "29/2/2011", "There is no 29 February 2011."),
        (DATE, "2012-04-31", "There is no 31 April 2012."),
        (MOMENT, "00:01 31 February 2012", "There is no 31 February 2012."),
        (MOMENT, "31 February 2012", "There is no 31 February 2012."),
        (MOMENT, "19 December 2012", "Add the time, such as 00:01 19 December 2012."),
        (MOMENT, "25:00 1 May 2012", "Type a time and a date, such as 00:01 19 December 2012."),
        (DATE, "19/13/2012", "Type a date, such as 19 December 2012."),
    ],
)  # fmt: skip
def test_says_what_is_wrong_with_a_date(field: Field, typed: str, told: str) -> None:
    with pytest.raises(AnswerError) as refused:
        field.clean(typed)
    assert str(refused.value) == told


@pytest.mark.parametrize(
    ("field", "answer", "shown", "said"),
    [
        (COUNT, 0, "0", "no"),
        (COUNT, 9, "9", "nine"),
        (COUNT, 1250, "1,250", "1,250"),
        (YES_NO, True, "Yes", "yes"),
        (YES_NO, False, "No", "no"),
        (CHOICE, "media", "Media", "relationships with the media"),
        (CHOICE, "second_jobs", "Second jobs", "second jobs"),
        (
            CHOICES,
            ("media", "second_jobs", "social_media"),
            "Media, Second jobs, Social media",
            "relationships with the media, second jobs and social media use",
        ),
        (CHOICES, (), "None", "none"),
        (TEXT, "Action Plan", "Action Plan", "Action Plan"),
        (DATE, "2012-12-09", "9 December 2012", "9 December 2012"),
        (MOMENT, "2012-12-19T00:01", "00:01 19 December 2012", "00:01 19 December 2012"),
        (MONTH, "2012-12", "December 2012", "December 2012"),
        (PERCENT, "12.5", "12.5%", "12.5 per cent"),
        (PERCENT, "1250", "1,250%", "1,250 per cent"),
        (MONEY, "1250.50", "£1,250.50", "£1,250.50"),
        (MONEY, "-5", "-£5", "-£5"),
        (ISBN, "978-1-78246-041-1", "978-1-78246-041-1", "978-1-78246-041-1"),
    ],
)
def test_shows_and_says_answers(field: Field, answer: Answer, shown: str, said: str) -> None:
    assert field.show(answer) == shown
    assert field.in_words(answer, HMIC) == said
    assert field.clean(shown) == answer
    assert field.clean(json.loads(json.dumps(field.to_json(answer)))) == answer


@pytest.mark.parametrize(
    ("field", "kept", "shown"),
    [
        (CHOICE, "being_updated", "being_updated"),
        (CHOICES, ("media", "press"), "media, press"),
        (COUNT, "several", "several"),
        (COUNT, ("media",), "media"),
        (DATE, "last year", "last year"),
        (MONTH, "2012-13", "2012-13"),
        (MONEY, "much", "much"),
    ],
)
def test_answers_that_an_earlier_programme_took_are_shown_as_they_are_kept(
    field: Field, kept: Answer, shown: str
) -> None:
    assert field.show(kept) == shown


@pytest.mark.parametrize(
    ("field", "answer", "tells"),
    [
        (COUNT, 0, True),
        (CHOICE, "media", True),
        (CHOICE, "second_jobs", False),
        (CHOICE, "gone", False),
        (CHOICES, (), True),
        (TEXT, "Plan", True),
        (MONTH, "2012-12", True),
        (YES_NO, True, False),
        (YES_NO, False, False),
    ],
)
def test_answers_that_make_words_of_a_sentence(field: Field, answer: Answer, tells: bool) -> None:
    """Yes and no make none, nor does an option that the programme gives no words for."""
    assert field.tells(answer) is tells


def test_answers_are_said_in_the_style_of_their_programme() -> None:
    style = HouseStyle(
        figures_from=2,
        nought="zero",
        thousands="",
        per_cent="%",
        date_form="{month} {day} {year}",
        comma_before_and=True,
    )
    said = {
        field.type: field.in_words(answer, style)
        for field, answer in (
            (COUNT, 1250),
            (PERCENT, "12.5"),
            (MONEY, "1250.50"),
            (DATE, "2012-12-09"),
            (CHOICES, ("media", "second_jobs", "social_media")),
        )
    }
    assert said == {
        "count": "1250",
        "percent": "12.5%",
        "money": "£1250.50",
        "date": "December 9 2012",
        "choices": "relationships with the media, second jobs, and social media use",
    }


@settings(derandomize=True, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
        max_leaves=5,
    )
)
def test_anything_from_json_is_an_answer_or_refused(typed: object) -> None:
    for field in EVERY:
        try:
            answer = field.clean(typed)
        except AnswerError:
            continue
        if answer is not None:
            assert field.clean(field.to_json(answer)) == answer
            field.show(answer).encode()
            field.in_words(answer, HMIC).encode()


@pytest.mark.parametrize("field", EVERY, ids=lambda field: field.label)
@pytest.mark.parametrize(
    "piece", ["9", " ", "9 ", "9,", "99:99 ", "a ", "-", "978-", "£", "media,"]
)
def test_long_input_is_refused_or_kept(field: Field, piece: str) -> None:
    answer, told = None, ""
    try:
        answer = field.clean("1" + piece * 50_000 + "x")
    except AnswerError as refused:
        told = str(refused)
    assert (answer is None) == bool(told)
    assert len(told) < 300
    assert answer is None or field.clean(field.to_json(answer)) == answer


@pytest.mark.parametrize(
    ("twelve", "last"), [("978178246040", "4"), ("978178246041", "1"), ("978178246061", "9")]
)
def test_check_digits_of_printed_isbns(twelve: str, last: str) -> None:
    assert check_digit(twelve) == last


def test_a_wrong_check_digit_is_kept_and_told() -> None:
    assert ISBN.clean("978-1-78246-041-2") == "978-1-78246-041-2"
    assert "would have to be 1" in ISBN.warning("978-1-78246-041-2")
    assert ISBN.warning("978-1-78246-041-1") == ""


@pytest.mark.parametrize(
    "options",
    [
        [("a", "A")],
        [("a", "One"), ("a", "Two")],
        [("a", "One"), ("b", "one")],
        [("a", "One"), ("b", "A")],
        [("none", "Nothing"), ("b", "B")],
    ],
)
def test_options_of_choices_cannot_be_mistaken_for_each_other(
    options: list[tuple[str, str]],
) -> None:
    with pytest.raises(ValidationError):
        ChoicesField(
            type="choices",
            key="k",
            label="L",
            options=tuple(Option(key=key, label=label) for key, label in options),
        )


@pytest.mark.parametrize("words", ["two\nlines", " media", "media ", "\t", "a\u2028b"])
def test_the_words_of_an_option_fit_into_a_sentence(words: str) -> None:
    with pytest.raises(ValidationError, match="one line of text"):
        Option(key="media", label="Media", words=words)


def test_an_option_can_say_none_where_one_is_chosen() -> None:
    options = (Option(key="none", label="None"), Option(key="some", label="Some"))
    field = ChoiceField(type="choice", key="k", label="L", options=options)
    assert field.clean("None") == "none"


def test_every_type_says_what_it_expects() -> None:
    assert CHOICE.expects() == "media, second_jobs or social_media"
    assert MOMENT.expects() == "a time and a date, such as 00:01 19 December 2012"
    assert all(field.expects() for field in EVERY)
