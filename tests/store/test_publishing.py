"""The rule of what may be public, which window and commands share, and the record of overrides."""

from __future__ import annotations

from desktop.core.editions import PROOF, Edition
from desktop.core.forces import Forces
from desktop.core.programmes import Programmes
from desktop.store.history_words import HistoryWords
from desktop.store.opening import Opened
from desktop.store.publishing import Decision, Override, Verdict, decide, judge
from desktop.store.reviewing import write_comment
from desktop.store.steps import folded, steps_of
from tests.store.desk import Desk


def comment(desk: Desk, text: str) -> None:
    write_comment(
        desk.database,
        programme=desk.programme,
        force=desk.force,
        item="press.leaks",
        text=text,
        by="B. Editor",
    )


def test_a_reason_holds_for_no_more_than_was_seen(desk: Desk, forces: Forces) -> None:
    desk.begin()
    comment(desk, "Why?")
    opened = Opened(desk.database, Programmes({desk.programme.id: desk.programme}, {}), forces)

    def decided(
        reason: str, seen: Verdict | None = None, edition: Edition | None = None
    ) -> Decision:
        return decide(
            opened,
            desk.programme,
            desk.force,
            desk.read(),
            edition or Edition("public"),
            reason=reason,
            by="A. Inspector",
            seen=seen,
        )

    seen = judge(opened, desk.programme, desk.force, desk.read())
    assert decided("").refused == " ".join(seen.against)
    assert decided("", edition=PROOF) == Decision()
    assert decided("Agreed.", Verdict()).override is None
    assert decided("Agreed.", seen).override is not None
    comment(desk, "And why this?")
    assert decided("Agreed.", seen).override is None
    assert decided("Agreed.").override is not None


def test_an_override_is_taken_back_in_the_history_only_if_it_was_recorded(
    desk: Desk, forces: Forces
) -> None:
    desk.begin()
    override = Override(desk.database, desk.programme, desk.force, "Agreed.", ["An error."], "Jane")
    assert (override.take_back(), override.recorded) == ("", None)
    assert (override.make(), override.take_back()) == ("", "")
    words = HistoryWords(desk.programme, forces)
    newest, before, *_ = [words.headline(each) for each in folded(steps_of(desk.changes()[::-1]))]
    told = sorted((newest, before))
    assert told[0].startswith("Public edition in spite of what speaks against it: Agreed.")
    assert told[1] == "The public edition could not be made after all"
