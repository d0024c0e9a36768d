"""What a report becomes when something that was done in it is taken back, and what forbids it.

Only for `desktop.store.undoing`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop.core.drafting import but_for_facts, follow_answers
from desktop.core.forces import Force
from desktop.core.report import Passage, Report
from desktop.store.changes import Change, Difference, Value, differences, replay
from desktop.store.deeds import Deed, same
from desktop.store.errors import DatabaseError
from desktop.store.history_words import HistoryWords, listed
from desktop.store.steps import Entry, Step, folded
from desktop.store.wording import capital

_CONTENT = ("answer", "passage")
"""The kinds of things that a report says, and that are signed off."""
_MOST_TOLD = 3


class NotUndone(DatabaseError):
    """Something stands in the way of undoing, or redoing: somebody else's words, or a sign-off."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A report with something taken back; `mistakes` as in `Followed`."""

    report: Report
    changed: bool
    mistakes: tuple[str, ...] = ()


def take_back(
    deed: Deed,
    present: Report,
    later: Sequence[Step],
    words: HistoryWords,
    force: Force,
    *,
    redo: bool,
) -> TakenBack:
    """Take back what a deed did, or what undoing it did, from a report as it stands now.

    `later` are the steps that came after it, newest first. Raises NotUndone, naming what stands in
    the way, and who wrote it.
    """
    found = deed.differences.values()
    refused = f"“{headline(deed, words)}” was not {'redone' if redo else 'undone'}"
    in_the_way = [each for each in found if not _stands(deed, present, each)]
    if in_the_way:
        names = listed(capital(words.name(each)) for each in in_the_way)
        who = _who_changed(later, in_the_way)
        mine = who == deed.entry.newest.by
        whose = "you" if mine else who
        raise NotUndone(
            f"{refused}: {names} {'was' if len(in_the_way) == 1 else 'were'} changed"
            f"{f' by {whose}' if whose else ''} since."
            f" {'Undo that first.' if mine else 'The history leads back to any point.'}"
        )
    signed_by = _signed_off_since(present, later)
    if signed_by and any(each.kind in _CONTENT for each in found):
        raise NotUndone(
            f"{refused}, because {signed_by} signed the report off since, and that holds for what"
            " it says now. Take the report back a step in Review first, or change it by hand."
        )
    changed_since = Entry(tuple(later)).differences if later else ()
    if not any(each.kind in _CONTENT for each in changed_since):
        after = _put(present, found)
        return TakenBack(after, any(differences(present, after)))
    # Others changed other things since: what is drafted follows these too.
    known = [each for each in found if same(_value(present, each), each.after)]
    rewritten = [each for each in found if each not in known and each.key in deed.meant]
    put = _put(present, [*known, *rewritten])
    answers = [each.key for each in differences(present, put) if each.kind == "answer"]
    items = {each.key for each in (*known, *rewritten) if each.kind == "passage"}
    followed = follow_answers(words.programme, force, put, answers, also=items)
    after = replace(put, passages={**put.passages, **followed.passages})
    return TakenBack(after, any(differences(present, after)), followed.mistakes)


def headline(deed: Deed, words: HistoryWords) -> str:
    """Say in one line what was done, as the history does; of several deeds the last ones."""
    told = [words.headline(entry) for entry in folded(deed.entry.steps)]
    more = len(told) - _MOST_TOLD
    return "; ".join([*told[:_MOST_TOLD], *([f"{more} more"] if more > 0 else [])])


def _stands(deed: Deed, present: Report, each: Difference) -> bool:
    """Say whether something is still as it was left, or else only followed answers since."""
    now = _value(present, each)
    if same(now, each.after):
        return True
    if each.kind != "passage":
        return False
    if each.key not in deed.meant:
        return True
    if not (isinstance(now, Passage) and isinstance(each.after, Passage)):
        return False
    drafted = now.mode == each.after.mode == "drafted"
    alike = now.mode == each.after.mode and now.instead_of == each.after.instead_of
    return drafted or (alike and but_for_facts(now.text) == but_for_facts(each.after.text))


def _value(report: Report, each: Difference) -> Value:
    match each.kind:
        case "state":
            return report.state
        case "sign_off":
            return report.signed_off
    held: dict[str, Mapping[str, Value]] = {
        "answer": report.answers,
        "passage": report.passages,
        "remark": report.left,
        "comment": report.comments,
        "point": report.points,
    }
    return held[each.kind].get(each.key)


def _put(present: Report, found: Iterable[Difference]) -> Report:
    """Put back what stood before."""
    at = present.programme, present.force, present.version, "undo", "", ""
    return replay(
        (Change(each.kind, each.key, each.after, each.before, *at) for each in found), present
    )


def _who_changed(later: Sequence[Step], found: Collection[Difference]) -> str:
    """Name who changed any of these things last."""
    places = {(each.kind, each.key) for each in found}
    return next(
        (step.by for step in later for each in step.changes if (each.kind, each.key) in places), ""
    )


def _signed_off_since(present: Report, later: Sequence[Step]) -> str:
    """Name who signed the report off after something was done; empty for nobody."""
    signed = any(
        each.kind == "sign_off" and each.after is not None
        for step in later
        for each in step.changes
    )
    return present.signed_off.by if signed and present.signed_off is not None else ""
