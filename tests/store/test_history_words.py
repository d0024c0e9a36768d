"""The history in an inspector's words: one entry a step, and one for what was typed at one go."""

from __future__ import annotations

import datetime

import pytest

from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.core.report import Passage
from desktop.store.changes import Change, Kind, Value
from desktop.store.history_words import HistoryWords, day_in_words
from desktop.store.steps import Entry, Step, folded, moment, steps_of

LEAKS, COUNT, PLAN = "press.leaks", "press.leaks.investigated", "press.leaks.plan"
NOON = datetime.datetime(2013, 3, 12, 12, 0, tzinfo=datetime.UTC)


@pytest.fixture
def words(inspection: Programme, forces: Forces) -> HistoryWords:
    return HistoryWords(inspection, forces)


def change(
    key: str,
    before: Value,
    after: Value,
    step: int = 1,
    intention: str = "record_edits",
    *,
    minute: float = 0,
    by: str = "A. Inspector",
    origin: str = "",
    kind: Kind | None = None,
) -> Change:
    kind = kind or ("passage" if isinstance(before or after, Passage) else "answer")
    at = (NOON + datetime.timedelta(minutes=minute)).isoformat(timespec="milliseconds")
    where = "small-inspection", "kent"
    return Change(kind, key, before, after, *where, step, intention, by, at, origin)


def entries(*changes: Change) -> list[Entry]:
    """Give the entries of changes that come oldest first."""
    return folded(steps_of(changes[::-1]))


def one(*changes: Change) -> Entry:
    (entry,) = entries(*changes)
    return entry


def typed(text: str) -> Passage:
    return Passage(text, "edited")


@pytest.mark.parametrize(
    ("changes", "headline"),
    [
        ([change(COUNT, 12, 14)], "Answered Investigated (leaks): 12 → 14"),
        ([change(COUNT, None, 1250)], "Answered Investigated (leaks): 1,250"),
        ([change("press.leaks.found", True, False)], "Answered Found (leaks): Yes → No"),
        ([change(COUNT, 12, None)], "Took out the answer to Investigated (leaks): it was 12"),
        ([change("isbn", None, "978-1")], "Answered ISBN: 978-1"),
        (
            [change(COUNT, 1, 2), change(PLAN, None, "A plan")],
            "Answered Investigated and Plan (leaks)",
        ),
        (
            [change(COUNT, 1, 2), change("press.policies.state", "old", "new")],
            "Answered Investigated (leaks) and State (policies)",
        ),
        ([change(LEAKS, typed("a"), typed("b"))], "Rewrote Leaks"),
        ([change(LEAKS, None, typed("b"))], "Wrote Leaks"),
        ([change(LEAKS, typed("a"), typed(""))], "Emptied Leaks"),
        (
            [change(COUNT, 12, 14), change(LEAKS, typed("a"), typed("b"))],
            "Answered Investigated (leaks): 12 → 14; rewrote Leaks",
        ),
        # The draft went with the answer, and nobody wrote it.
        (
            [change(COUNT, 12, 14), change(LEAKS, Passage("12"), Passage("14"))],
            "Answered Investigated (leaks): 12 → 14",
        ),
        (
            [change(LEAKS, typed(f"[12](fact:{COUNT})"), typed(f"[14](fact:{COUNT})"))],
            "Leaks followed the answers",
        ),
        ([change(LEAKS, Passage("12"), Passage("14"))], "Leaks followed the answers"),
        ([change("", None, 1, intention="begin_report", kind="report")], "Began the report"),
        (
            [change(LEAKS, typed("a"), Passage("b"), intention="follow_the_draft")],
            "Took the draft of Leaks",
        ),
        (
            [change(LEAKS, typed("a"), typed("a"), intention="keep_own_words")],
            "Kept own words",
        ),
        (
            [
                change(
                    LEAKS,
                    typed("a"),
                    typed("b"),
                    intention="take_over",
                    origin="small-inspection/city-of-london press.leaks",
                )
            ],
            "Took over Leaks from the City of London",
        ),
        (
            [change(LEAKS, typed("a"), typed("b"), intention="take_over", origin="x/gone y.z")],
            "Took over Leaks from gone",
        ),
        (
            [change(COUNT, 1, 2, intention="record_import", origin="C:\\files\\kent.pdf")],
            "Read from kent.pdf",
        ),
        ([change(COUNT, 1, 2, intention="record_import")], "Read from a published report"),
        (
            [
                change(
                    COUNT, 2, 1, intention="go_back", origin="step 3 of 2013-03-11T09:05:00+00:00"
                )
            ],
            "Went back in Leaks to 11 March 2013, 09:05",
        ),
        ([change(COUNT, 2, 1, intention="go_back")], "Went back in Leaks to the beginning"),
        (
            [change("x|press.leaks|a|b", None, "It is so.", 1, "leave_remark", kind="remark")],
            "Left a remark about leaks: It is so.",
        ),
        (
            [change("x||a|b", "It is so.", None, 1, "leave_remark", kind="remark")],
            "Counted a remark again",
        ),
        ([change("press.leaks.gone", "a", "b")], "Answered press.leaks.gone: a → b"),
        ([change(COUNT, 1, 2, intention="from_later")], "Changed the report"),
    ],
)
def test_what_was_done_is_said_in_plain_words(
    words: HistoryWords, changes: list[Change], headline: str
) -> None:
    assert words.headline(one(*changes)) == headline


def test_in_its_own_history_an_item_is_not_named(inspection: Programme, forces: Forces) -> None:
    words = HistoryWords(inspection, forces, LEAKS)
    said = [
        words.headline(one(each))
        for each in (
            change(COUNT, 12, 14),
            change(LEAKS, typed("a"), typed("b")),
            change(LEAKS, typed("a"), Passage("b"), intention="follow_the_draft"),
            change(LEAKS, typed("a"), Passage("b"), 1, "take_over", origin="a/essex b.c"),
        )
    ]
    assert said == [
        "Answered Investigated: 12 → 14",
        "Rewrote the passage",
        "Took the draft",
        "Took over from Essex",
    ]


def numbers(found: list[Entry]) -> list[list[int]]:
    return [[step.number for step in entry.steps] for entry in found]


def test_what_was_typed_at_one_go_is_one_entry(words: HistoryWords) -> None:
    texts = [typed("One " * number) for number in range(6)]
    saves = [
        change(LEAKS, texts[step - 1], texts[step], step, "write_passage", minute=step * 4)
        for step in range(1, 6)
    ]
    found = one(*saves)
    assert len(found.steps) == 5
    assert [(each.before, each.after) for each in found.differences] == [(texts[0], texts[5])]
    assert words.headline(found) == "Wrote Leaks"


def test_a_pause_another_person_or_another_thing_begins_a_new_entry() -> None:
    a, b = typed("a"), typed("b")
    assert numbers(
        entries(
            change(LEAKS, a, b, 1),
            change(LEAKS, b, a, 2, minute=6),
            change(LEAKS, a, b, 3, minute=7, by="B. Inspector"),
            change("press.policies", a, b, 4, minute=8, by="B. Inspector"),
            change(COUNT, 1, 2, 5, minute=8, by="B. Inspector"),
            change(LEAKS, b, a, 6, "put_back", minute=8, by="B. Inspector"),
            change(LEAKS, a, b, 7, "put_back", minute=8, by="B. Inspector"),
            change(COUNT, 1, 2, 8, minute=9),
            # Between these, something was done that is not told here.
            change(COUNT, 2, 3, 10, minute=9),
        )
    ) == [[10], [8], [7], [6], [5], [4], [3], [2], [1]]


def test_an_answer_typed_letter_by_letter_takes_its_draft_along(words: HistoryWords) -> None:
    found = one(
        change(COUNT, None, 1, 1),
        change(LEAKS, Passage("none"), Passage("one"), 1),
        change(COUNT, 1, 12, 2, minute=0.1),
        change(LEAKS, Passage("one"), Passage("12"), 2, minute=0.1),
    )
    assert words.headline(found) == "Answered Investigated (leaks): 12"
    assert [(each.key, each.before, each.after) for each in found.differences] == [
        (COUNT, None, 12),
        (LEAKS, Passage("none"), Passage("12")),
    ]


def test_what_was_typed_and_taken_back_is_told_as_that(words: HistoryWords) -> None:
    found = one(change(COUNT, 1, 2, 1), change(COUNT, 2, 1, 2, minute=1))
    assert found.differences == ()
    assert words.headline(found) == "Typed in Investigated (leaks), and took it back"


def test_steps_keep_their_changes_together_and_in_order() -> None:
    first, second = change(COUNT, 1, 2, 1), change(LEAKS, typed("a"), typed("b"), 1)
    third = change(COUNT, 2, 3, 2, minute=60)
    steps = steps_of([third, second, first])
    assert [step.number for step in steps] == [2, 1]
    assert steps[1] == Step(
        1, "record_edits", "A. Inspector", first.at, "", (first, second), (COUNT, LEAKS)
    )


def test_days_are_named_as_one_speaks_of_them() -> None:
    today = datetime.date(2013, 3, 12)
    assert day_in_words(today, today) == "Today"
    assert day_in_words(datetime.date(2013, 3, 11), today) == "Yesterday"
    assert day_in_words(datetime.date(2013, 3, 1), today) == "1 March 2013"
    assert day_in_words(datetime.date(2013, 3, 13), today) == "13 March 2013"
    assert day_in_words(today) == "12 March 2013"
    assert moment("2013-03-12T12:00:00.000+00:00") == NOON
    assert moment("some day") is None
