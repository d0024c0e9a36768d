"""Two passages compared word by word."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.comparing import differences_in_words, readable


def marked(before: str, after: str) -> str:
    """Show differences as one line: [-removed-] and [+added+]."""
    signs = {"same": "{}", "removed": "[-{}-]", "added": "[+{}+]"}
    return "".join(
        signs[each.kind].format(each.text) for each in differences_in_words(before, after)
    )


@pytest.mark.parametrize(
    ("before", "after", "seen"),
    [
        ("The policy is new.", "The policy is new.", "The policy is new."),
        ("", "", ""),
        ("", "It is new.", "[+It is new.+]"),
        ("It is new.", "", "[-It is new.-]"),
        (
            "There have been 25 applications, all of which were approved.",
            "There have been 25 applications, all but one of which were approved.",
            "There have been 25 applications, all [+but one +]of which were approved.",
        ),
        (
            "The force looked into 1,000 cases of anti-corruption.",
            "The force looked into 1,001 cases of anti-corruption.",
            "The force looked into [-1,000-][+1,001+] cases of anti-corruption.",
        ),
        ("It is the force's own.", "It is the unit's own.", "It is the [-force's-][+unit's+] own."),
        ("It ended, at last.", "It ended at last.", "It ended[-,-] at last."),
        (
            "They found red, green and blue files there.",
            "They found one, two and blue files there.",
            "They found [-red, green-][+one, two+] and blue files there.",
        ),
        (
            "Of these, 14 were approved by the unit.",
            "Of these, 14 were approved by its head, a superintendent.",
            "Of these, 14 were approved by [-the unit.-][+its head, a superintendent.+]",
        ),
        (
            "Of these, 14 were approved.",
            "Of these, 14 were approved, one of them late.",
            "Of these, 14 were approved[+, one of them late+].",
        ),
        ("It is  there now.", "It is there now.", "It is[-  -][+ +]there now."),
        (
            "Between September 2011 and May 2012 the force instigated three investigations.",
            "Between September 2010 and May 2011 the force instigated three investigations.",
            "Between September [-2011-][+2010+] and May [-2012-][+2011+] the force instigated"
            " three investigations.",
        ),
        (
            "Some of the staff we met were unaware of the policy on gifts.",
            "Many members of our group were fully aware of a policy on gifts.",
            "[-Some of the staff we met were unaware of the-]"
            "[+Many members of our group were fully aware of a+] policy on gifts.",
        ),
        (
            "There were 14 of 25 in May, as known.",
            "There were 16 of 31 in June, as known.",
            "There were [-14-][+16+] of [-25-][+31+] in [-May-][+June+], as known.",
        ),
        (
            "It came as a surprise.",
            "HMIC will continue to inspect on these issues.",
            "[-It came as a surprise.-][+HMIC will continue to inspect on these issues.+]",
        ),
    ],
)
def test_what_differs_is_told_word_by_word(before: str, after: str, seen: str) -> None:
    assert marked(before, after) == seen


def test_facts_are_read_as_their_words() -> None:
    assert (
        marked(
            "There were [84](fact:gifts.second_jobs.applications) of them.",
            "There were [85](fact:gifts.second_jobs.applications) of them.",
        )
        == "There were [-84-][+85+] of them."
    )
    assert marked("Only [84](fact:a.b.c) came.", "Only 84 came.") == "Only 84 came."


def test_bold_and_links_are_no_difference() -> None:
    assert marked("See **our** [site](https://x.uk).", "See our *site*.") == "See our site."


def test_paragraphs_and_points_are_kept() -> None:
    before = "We found:\n\n- gifts; and\n- second jobs.\n\nNothing else."
    after = "We found:\n\n- gifts;\n- leaks; and\n- second jobs.\n\nNothing else."
    assert marked(before, after) == (
        "We found:\n• gifts;[+\n• leaks;+] and\n• second jobs.\nNothing else."
    )


def test_a_paragraph_that_was_parted_keeps_its_words() -> None:
    assert (
        marked("It is new. It is known.", "It is new.\n\nIt is known.")
        == "It is new.[- -][+\n+]It is known."
    )


def test_a_paragraph_that_changed_is_found_again_after_others_that_came() -> None:
    before = "The force investigated one leak to the media in May.\n\nStaff are aware of it."
    after = (
        "A new unit watches what the newspapers print.\n\n"
        "Software is being bought.\n\n"
        "The force investigated no leaks to the media in May.\n\n"
        "Most staff are aware of it."
    )
    assert marked(before, after) == (
        "[+A new unit watches what the newspapers print.\nSoftware is being bought.\n+]"
        "The force investigated [-one leak-][+no leaks+] to the media in May.\n"
        "[-Staff-][+Most staff+] are aware of it."
    )
    assert marked(after, before).startswith("[-A new unit watches")


def test_a_point_that_became_a_paragraph_is_told() -> None:
    assert marked("- Gifts are kept.", "Gifts are kept.") == "[-• -]Gifts are kept."


def test_other_paragraphs_stay_when_one_is_another() -> None:
    before = "The first stays.\n\nAll of this goes.\n\nThe last stays."
    after = "The first stays.\n\nNothing here was there before.\n\nThe last stays."
    assert marked(before, after) == (
        "The first stays.\n[-All of this goes.\n-][+Nothing here was there before.\n+]"
        "The last stays."
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("no " * 20_000, "no " * 20_000 + "yes"),
        (" ".join(map(str, range(20_000))), " ".join(map(str, range(20_000, 0, -1)))),
        ("no " * 350, "no " * 349 + "yes"),
    ],
)
def test_huge_texts_are_told_apart_in_bounded_time(before: str, after: str) -> None:
    readable(before), readable(after)
    start = time.process_time()
    found = differences_in_words(before, after)
    assert time.process_time() - start < 5
    assert "".join(each.text for each in found if each.kind != "added") == readable(before)


def test_many_lines_are_told_apart_while_someone_types() -> None:
    """Lines that stayed at both ends are known; too many others differ as a whole."""
    points = [f"- point {number % 700}" for number in range(3000)]
    before = "\n".join(points)
    after = "\n".join([*points[:1500], "- one more", *points[1500:]])
    assert [each for each in differences_in_words(before, after) if each.kind != "same"] == [
        ("added", "• one more\n")
    ]
    readable(before), readable(before[::-1])
    start = time.process_time()
    differences_in_words(before, before[::-1])
    assert time.process_time() - start < 0.2


_WORDS = ["the", "a", "force,", "new", "policy.", "84", "e-mail", "“no”", "–"]
_PROSE = st.lists(
    st.lists(st.sampled_from(_WORDS), max_size=9).map(" ".join),
    max_size=4,
).map("\n\n".join) | st.text(max_size=40)


@settings(max_examples=150, deadline=None)
@given(_PROSE, _PROSE)
def test_both_passages_can_be_read_from_their_differences(before: str, after: str) -> None:
    found = differences_in_words(before, after)
    assert "".join(each.text for each in found if each.kind != "added") == readable(before)
    assert "".join(each.text for each in found if each.kind != "removed") == readable(after)
    assert all(each.text for each in found)
    kinds = [each.kind for each in found]
    assert all(one != other for one, other in pairwise(kinds))
