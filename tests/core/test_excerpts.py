"""Excerpts by which a reader tells one place from another."""

from __future__ import annotations

import pytest

from desktop.core.excerpts import are_named, excerpt
from desktop.core.sentences import sentences

LONG = (
    "The force has made sure that all of its officers and staff know of the policy, and it has"
    " told them of the changes that were made to it in the autumn of last year."
)


def shown(text: str, words: str, number: int = 0) -> str:
    start = -1
    for _ in range(number + 1):
        start = text.index(words, start + 1)
    return excerpt(text, tuple(sentences(text)), start, start + len(words))


def test_a_short_sentence_is_whole_and_the_next_is_left_out() -> None:
    text = "Some were told. The force has a policy. It is used."
    assert shown(text, "force") == "The force has a policy."


def test_what_is_left_out_is_marked_and_no_word_is_cut() -> None:
    found = shown(LONG, "policy")
    assert (
        found
        == "…of its officers and staff know of the policy, and it has told them of the changes…"
    )
    before, _, after = found.partition("policy")
    assert max(len(before), len(after)) <= 41


def test_the_same_words_twice_are_told_from_each_other() -> None:
    text = "The force was told. Later the force agreed."
    assert shown(text, "orce", 0) != shown(text, "orce", 1)


def test_two_spaces_show_the_words_on_both_sides() -> None:
    assert shown("It has  a policy.", "  ") == "It has  a policy."
    assert shown("One was made.  Two were not.", "  ") == "One was made.  Two were not."


def test_of_very_long_words_the_beginning_is_shown() -> None:
    found = shown(LONG, LONG)
    assert LONG.startswith(found.removesuffix("…"))
    assert found.endswith("…")
    assert len(found) <= 91


def test_words_from_one_paragraph_to_the_next_stand_in_one_line() -> None:
    text = "It agreed with the check\nThe force has a policy."
    assert "\n" not in shown(text, "check\nThe")


def test_words_without_a_space_are_cut_all_the_same() -> None:
    text = "a" * 200 + " b " + "c" * 200
    assert len(shown(text, "b")) < 90


@pytest.mark.parametrize(
    ("message", "text", "words", "named"),
    [
        ("“quidance” is not in the dictionary.", "The quidance was read.", "quidance", True),
        ("“force” is wrong.", "The force and the force.", "force", False),
        ("“9” is written “nine”.", "In 2009 they had 9.", "9", True),
        ("Terms stand in 'single' marks: 'check'.", "A “check” was made.", "“check”", False),
        ("“The force has made sure that all …” is new.", LONG, LONG, True),
        ("There are two spaces here.", "It  has", "  ", False),
        ("Leave one.", "That one was left.", "one", False),
    ],
)
def test_words_are_named_where_the_message_quotes_them_and_they_stand_once(
    message: str, text: str, words: str, named: bool
) -> None:
    assert are_named(message, text, words) is named
