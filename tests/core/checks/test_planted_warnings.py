"""Slips planted one at a time into the five reports, corrected: each is found, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from desktop.core.checks import all_checks
from desktop.core.examining import examine
from desktop.core.folders import DICTIONARY
from desktop.core.report import Report
from desktop.core.spelling import spelling
from tests.core.checks.examining import (
    PUBLISHED,
    Around,
    corrected,
    examined,
    the_forces,
    the_programme,
    with_passage,
)

SPELLER = spelling(DICTIONARY, the_forces(), the_programme().house_style.words)
Found = tuple[str, str, str]
Planting = Callable[[str], tuple[str, str] | None]


def remarks(report: Report) -> list[Found]:
    found = examine(examined(report, Around(speller=SPELLER)), all_checks())
    return [(remark.check, remark.place.item, remark.quote) for remark in found]


def adding(sentence: str, words: str) -> Planting:
    """Plant a sentence at the end, in which these words are wrong."""
    return lambda text: (f"{text} {sentence}", words)


def changing(pattern: str, change: Callable[[re.Match[str]], str]) -> Planting:
    """Plant other words in the place of the first that fit and are in no fact; give those."""

    def plant(text: str) -> tuple[str, str] | None:
        in_facts = [match.span() for match in re.finditer(r"\[[^\]]*\]\([^)]*\)", text)]
        for match in re.finditer(pattern, text):
            if not any(start <= match.start() < end for start, end in in_facts):
                changed = change(match)
                return text[: match.start()] + changed + text[match.end() :], changed
        return None

    return plant


def turned_round(match: re.Match[str]) -> str:
    """Swap the two letters in the middle of a word."""
    word, at = match[0], len(match[0]) // 2
    return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]


PLANTED: dict[str, list[Planting]] = {
    "misspelling": [
        changing(r"\b(?=\w*ation\b)[a-z]{9,}\b(?!-)", turned_round),
        changing(r"\binvestigat(?=ed|ions?\b)", lambda match: "investegat"),
        adding("Staff recieved it.", "recieved"),
        adding("It was organized well.", "organized"),
        adding("The Proffesional Standards unit knew.", "Proffesional"),
    ],
    "number_style": [
        adding("It spoke to 3 officers about it.", "3"),
        adding("It spoke to fourteen officers about it.", "fourteen"),
        adding("It spoke to 1400 officers about it.", "1400"),
        adding("16 officers were spoken to.", "16"),
        adding("It spoke to 15% of officers.", "15%"),
    ],
    "number_and_noun": [
        adding("It had one cases of it.", "cases"),
        adding("It had 13 case of it.", "case"),
    ],
    "date_style": [adding("It met on 4th May 2012.", "4th May 2012")],
    "wrong_article": [adding("It was an success.", "an"), adding("It was a outcome.", "a")],
    "house_term": [
        changing(r"\banti-corruption\b", lambda _: "anti corruption"),
        adding("It was sent by e-mail.", "e-mail"),
        adding("It is on-going.", "on-going"),
    ],
    "two_ways": [adding("Staff cooperate where others co-operate.", "co-operate")],
    "unexplained_abbreviation": [adding("The NPIA was told.", "NPIA")],
    "doubled_word": [changing(r"\bthe(?= )", lambda _: "the the")],
    "stray_space": [
        changing(r"(?<=[a-z]) (?=[a-z])", lambda _: "  "),
        adding("It knew , of course.", " "),
    ],
    "quotation_marks": [
        adding('It was called an "audit" then.', '"audit"'),
        adding("It was called an “audit” then.", "“audit”"),
        adding("It was the chief’s view.", "chief’s"),
    ],
    "long_sentence": [adding(f"It was {'very ' * 43}good.", f"It was {'very ' * 43}good.")],
}


@pytest.mark.parametrize("name", PUBLISHED)
@pytest.mark.parametrize("check", PLANTED)
def test_each_slip_is_found_where_it_was_made_and_nothing_else_is(check: str, name: str) -> None:
    report = corrected(name)
    before = remarks(report)
    items = [key for key, passage in report.passages.items() if passage.mode == "edited"]
    found_any = False
    for turn, plant in enumerate(PLANTED[check]):
        for item in items[turn % 4 :: 4]:
            planted = plant(report.passage(item).text)
            if planted is None:
                continue
            after = remarks(with_passage(report, item, planted[0]))
            for remark in before:
                after.remove(remark)
            assert after == [(check, item, planted[1])], planted[0]
            found_any = True
    assert found_any


@pytest.mark.parametrize("name", ["cambridgeshire", "cheshire"])
def test_the_generic_noun_is_found_in_the_report_of_a_constabulary(name: str) -> None:
    report = corrected(name)
    before = remarks(report)
    for item in ("press.social_media", "integrity.training"):
        text = f"{report.passage(item).text} The force did so."
        after = remarks(with_passage(report, item, text))
        for remark in before:
            after.remove(remark)
        assert after == [("generic_force", item, "force")]
