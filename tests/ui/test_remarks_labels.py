from __future__ import annotations

import pytest

from desktop.core.programme import Programme
from desktop.core.remarks import BackToDraft, Fix, NewAnswer, Place, Remark, Replacement
from desktop.ui.remarks.labels import for_control, is_about_spelling, label_of


@pytest.mark.parametrize(
    ("fix", "words"),
    [
        (Replacement("email"), "Change to “email”"),
        (Replacement(""), "Take it out"),
        (Replacement(" "), "Change to one space"),
        (NewAnswer("embargo", None), "Take the embargo off"),
        (NewAnswer("gifts.second_jobs.approved", 12), "Change “Approved” to 12"),
        (NewAnswer("gifts.second_jobs.approved", 1200), "Change “Approved” to 1,200"),
        (NewAnswer("gifts.second_jobs.approved", None), "Empty “Approved”"),
        (BackToDraft("next_steps.inspections"), "Use the standard wording"),
        (BackToDraft("gifts.second_jobs"), "Back to the draft"),
    ],
)
def test_a_fix_is_named_after_what_it_does(fix: Fix, words: str, programme: Programme) -> None:
    assert label_of(fix, programme) == words


def test_long_words_are_cut_short(programme: Programme) -> None:
    label = label_of(Replacement("the professional standards department\nof the force"), programme)
    assert label.startswith("Change to “the professional standards")
    assert label.endswith("…”")
    assert len(label) < 50


def test_only_a_word_can_be_learnt() -> None:
    assert is_about_spelling(Remark("misspelling", "warning", Place("a.b", "", 3, 6), "?", "Kinq"))
    assert not is_about_spelling(
        Remark("double_space", "warning", Place("a.b", "", 3, 5), "?", "  ")
    )


def test_an_ampersand_is_no_key_of_a_menu() -> None:
    assert for_control("Change to “R&D”") == "Change to “R&&D”"
