"""The states of a report on its way, and what the checks say of its review."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from desktop.core.checks.changed_after_sign_off import changed_after_sign_off
from desktop.core.checks.unresolved_comment import unresolved_comment
from desktop.core.entry import changed_since_sign_off, content_hash
from desktop.core.examining import Circumstances, Examined, examine
from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.core.remarks import Place, Remark
from desktop.core.report import Passage, Report
from desktop.core.review import (
    STATE_WORDS,
    STATES,
    Comment,
    Point,
    SignOff,
    found_at,
    next_state,
    state_before,
)

LEAKS = "press.leaks"
TEXT = "The force had **two** leaks. It looked into two of them."
PLAIN = "The force had two leaks. It looked into two of them."


class _Speller:
    def knows(self, word: str) -> bool:
        return True

    def suggest(self, word: str) -> list[str]:
        return []


def found(report: Report, programme: Programme, forces: Forces) -> list[Remark]:
    now = datetime.datetime.fromisoformat("2012-06-01T12:00")
    around = Circumstances(now, forces, _Speller())
    examined = Examined(programme, forces["kent"], report, around)
    return examine(examined, (unresolved_comment, changed_after_sign_off))


@pytest.fixture
def report(programme: Programme) -> Report:
    return Report(programme.id, "kent", passages={LEAKS: Passage(TEXT, "edited")})


def commented(report: Report, *comments: Comment) -> Report:
    return replace(report, comments={f"c{number}": each for number, each in enumerate(comments)})


def comment(text: str = "Is it so?", quote: str = "", start: int = 0, item: str = LEAKS) -> Comment:
    return Comment(item, text, "Jane Smith", "2013-03-12T14:03:00+00:00", quote, start)


def test_the_states_follow_each_other_there_and_back() -> None:
    way = [STATES[0]]
    while (following := next_state(way[-1])) is not None:
        assert state_before(following) == way[-1]
        way.append(following)
    assert [STATE_WORDS[state] for state in way] == [
        "drafting",
        "in review",
        "factual accuracy check",
        "signed off",
        "published",
    ]
    assert state_before(way[0]) is None


@pytest.mark.parametrize(
    ("quote", "start", "place"),
    [
        ("two", 0, PLAIN.index("two")),
        ("two", PLAIN.rindex("two"), PLAIN.rindex("two")),
        ("two", 10_000, PLAIN.rindex("two")),
        ("two", -5, PLAIN.index("two")),
        (PLAIN, 3, 0),
    ],
)
def test_quoted_words_are_found_where_they_stood_or_nearest_to_it(
    quote: str, start: int, place: int
) -> None:
    assert found_at(quote, start, PLAIN) == (place, place + len(quote))


@pytest.mark.parametrize("quote", ["", "three", "Two", PLAIN + "."])
def test_words_that_are_gone_are_not_found(quote: str) -> None:
    assert found_at(quote, 0, PLAIN) is None


def test_overlapping_words_are_all_looked_at() -> None:
    assert found_at("aa", 1, "aaa") == (1, 3)


def test_an_unresolved_comment_is_an_error_at_its_words(
    report: Report, programme: Programme, forces: Forces
) -> None:
    last = PLAIN.rindex("two")
    (remark,) = found(commented(report, comment(quote="two", start=last)), programme, forces)
    assert (remark.severity, remark.check) == ("error", "unresolved_comment")
    assert (remark.place, remark.quote) == (Place(LEAKS, "", last, last + 3), "two")
    assert "Jane Smith" in remark.message
    assert "“Is it so?”" in remark.message
    assert "Resolve" in remark.message


def test_a_comment_and_a_broken_sign_off_cannot_be_left_as_they_are(
    report: Report, programme: Programme, forces: Forces
) -> None:
    signed = SignOff("another", "Jane Smith", "2013-03-12T14:03:00+00:00")
    present = replace(commented(report, comment()), signed_off=signed)
    remarks = found(present, programme, forces)
    assert len(remarks) == 2
    left = replace(present, left={each.name: "Because." for each in remarks})
    assert all(each.remains for each in found(left, programme, forces))


def test_a_comment_whose_words_are_gone_says_so_and_stays_with_its_item(
    report: Report, programme: Programme, forces: Forces
) -> None:
    (remark,) = found(commented(report, comment(quote="five leaks")), programme, forces)
    assert (remark.place, remark.quote) == (Place(LEAKS), "")
    assert "no longer there" in remark.message


def test_a_comment_on_an_empty_or_unknown_item_is_remarked_all_the_same(
    report: Report, programme: Programme, forces: Forces
) -> None:
    empty = comment("Empty.", quote="two", item="press.paid_information")
    gone = comment("Gone.", item="press.no_such_item")
    remarks = found(commented(report, empty, gone), programme, forces)
    assert {"Empty." in each.message for each in remarks} == {True, False}
    assert len(remarks) == 2
    places = {each.place.item for each in remarks}
    assert places <= {*programme.items, ""}


def test_a_resolved_comment_is_no_remark(
    report: Report, programme: Programme, forces: Forces
) -> None:
    resolved = replace(comment(), resolved_by="Bob", resolved_at="2013-03-13T09:00:00+00:00")
    assert found(commented(report, resolved), programme, forces) == []


@pytest.mark.parametrize("text", ["x" * 5000, "word " * 1000, "a\nb\n" * 500])
def test_a_long_comment_is_cut_short_but_not_to_nothing(
    report: Report, programme: Programme, forces: Forces, text: str
) -> None:
    (remark,) = found(commented(report, comment(text)), programme, forces)
    assert len(remark.message) < 300
    assert text.split()[0][:50] in remark.message
    assert "\n" not in remark.message


def test_a_change_after_sign_off_is_an_error_until_it_is_undone(
    report: Report, programme: Programme, forces: Forces
) -> None:
    signed = replace(
        report,
        state="signed_off",
        signed_off=SignOff(content_hash(report), "Jane Smith", "2013-03-12T14:03:00+00:00"),
    )
    assert found(signed, programme, forces) == []
    changed = replace(signed, answers={"isbn": "978-1-84246-001-7"})
    (remark,) = found(changed, programme, forces)
    assert (remark.severity, remark.place) == ("error", Place())
    assert "Jane Smith" in remark.message
    assert found(replace(changed, answers={}), programme, forces) == []


def test_the_hash_is_of_what_the_report_says_and_of_nothing_else(report: Report) -> None:
    same = replace(
        report,
        state="published",
        version=12,
        left={"a|b|c|d": "So be it."},
        comments={"1": comment()},
        points={"2": Point("omission", "", "A point.", "Jane", "2013-03-12T14:03:00+00:00")},
    )
    assert content_hash(same) == content_hash(report)
    assert not changed_since_sign_off(same)
    others = [
        replace(report, force="essex"),
        replace(report, passages={LEAKS: Passage(TEXT + " More.", "edited")}),
        replace(report, answers={"isbn": "978"}),
        replace(report, answers={"press.leaks.investigated": 1}),
        replace(report, answers={"press.leaks.investigated": True}),
        replace(report, answers={"press.leaks.plan": "\ud800"}),
    ]
    hashes = {content_hash(each) for each in (report, *others)}
    assert len(hashes) == len(others) + 1


def test_the_hash_does_not_depend_on_the_order_of_answers(report: Report) -> None:
    answers = {"isbn": "978", "embargo": "2012-12-05T00:01"}
    backwards = dict(reversed(list(answers.items())))
    assert content_hash(replace(report, answers=answers)) == content_hash(
        replace(report, answers=backwards)
    )
