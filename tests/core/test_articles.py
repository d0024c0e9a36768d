"""Which article a body, a person or a plan takes in a sentence, and whether the verb is plural."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.articles import is_plural, with_a, with_the


@pytest.mark.parametrize(
    "words",
    [
        "the Professional Standards Department",
        "the police authority",
        "the head of Human Resources",
        "the Head of the Professional Standards Department (PSD)",
        "the City of London Corporation Police Professional Standards and Complaints Sub Committee",
        "the Corporation",
        "the press office",
        "the Office of the Police and Crime Commissioner",
        "the Deputy Chief Constable (Operations)",
        "the PCC",
        "the DCC",
        "the Audit and Risk Committee",
        "the Professional Standards and Procurement Departments",
        "the Metropolitan Police Service",
        "the force's Finance Department",
        "the chief constable’s staff officer",
        "the chief constable and police authority",
        "the Operation Shield team",
        "the police authority and then the PCC",
        "a group chaired by the deputy chief constable",
        "an officer set up for it",
    ],
)
def test_names_that_need_an_article_have_one(words: str) -> None:
    article, _, name = words.partition(" ")
    assert with_the(name) == f"{article} "
    # Typed with its article it has no other.
    assert with_the(words) == ""


@pytest.mark.parametrize(
    "words",
    [
        "PSD",
        "HMIC",
        "PSD and HR",
        "PSD and the Finance Department",
        "PSD, HR and Finance",
        "Corporate Communications",
        "Media Services",
        "Internal Audit",
        "Kent Police",
        "Cleveland Police's Audit Committee",
        "Detective Superintendent Smith",
        "Mr Smith",
        "ACC Smith",
        "nobody",
        "internal audit procedures",
        "senior officers",
        "line managers",
        "staff in the media unit",
        "monthly audits",
        "its Finance Department",
        "both the chief constable and the police authority",
        "two senior officers",
        "",
        "'",
    ],
)
def test_names_that_need_no_article_have_none(words: str) -> None:
    assert with_the(words) == ""


@pytest.mark.parametrize(
    "words",
    [
        "an Integrity Action Plan",
        "a counter-corruption plan",
        "a comprehensive development plan",
        "an HMIC action plan",
        "a PSD plan",
        "an MPS plan",
        "a uniform policy",
        "an unwritten plan",
        "an hourly review",
        "a one-page plan",
        "a European plan",
        "an 18-point plan",
        "an 80-point plan",
        "a 12-point plan",
        "a 'Quality Matters' programme",
        "an 'Acting Rightly' programme",
    ],
)
def test_what_is_not_known_yet_has_a_or_an(words: str) -> None:
    article, _, name = words.partition(" ")
    assert with_a(name) == f"{article} "
    assert with_a(words) == ""


@pytest.mark.parametrize(
    "words",
    [
        "action plans",
        "guidance",
        "Operation Shield",
        "the force's plan",
        "its plan",
        "Nothing; see below",
        "",
    ],
)
def test_what_needs_neither_has_neither(words: str) -> None:
    assert with_a(words) == ""


@pytest.mark.parametrize(
    ("words", "plural"),
    [
        ("police authority", False),
        ("PSD", False),
        ("senior officers", True),
        ("staff in the media unit", True),
        ("head of the departments", False),
        ("PSD and HR", True),
        ("PSD, HR and Finance", True),
        ("PSD and the Finance Department", True),
        ("the chief constable and the police authority", True),
        ("chief constable and police authority", True),
        ("Audit and Risk Committee", False),
        ("Professional Standards and Complaints Sub Committee", False),
        ("Police and Crime Commissioner", False),
        ("Kent Police", False),
        ("Media Services", True),
        ("press", False),
        ("", False),
    ],
)
def test_verbs_agree(words: str, plural: bool) -> None:
    assert is_plural(words) is plural


@given(st.text(max_size=40))
def test_no_words_are_too_odd(words: str) -> None:
    assert with_the(words) in ("", "the ", "a ", "an ")
    assert with_a(words) in ("", "the ", "a ", "an ")
    assert is_plural(words) in (True, False)
