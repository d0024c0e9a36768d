"""What is looked up for one item: the earlier reports there are, and what one of them says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from desktop.core.comparing import Difference, differences_in_words
from desktop.core.comparing_reports import Compared, ComparedItem, compare_reports
from desktop.core.earlier import earlier_than
from desktop.core.programme import Programme

if TYPE_CHECKING:
    from desktop.store.opening import Opened


class Wanted(NamedTuple):
    """The present report, the item at hand, and the earlier programme that was chosen, if any."""

    now: Compared
    item: str
    chosen: str


class Found(NamedTuple):
    """The earlier programmes that have a report of the force, latest first, and one such report.

    `item` has the present report first and the earlier one second; it is None without an earlier
    report, or an item at hand that the present programme has.
    """

    programmes: Sequence[Programme]
    then: Compared | None = None
    item: ComparedItem | None = None
    changed: Sequence[Difference] = ()


def look(opened: Opened, wanted: Wanted) -> Found:
    """Read what an earlier report says of the item at hand. Raises DatabaseError."""
    from desktop.store.library import listed
    from desktop.store.reading import read_report

    now, force = wanted.now, wanted.now.force
    earlier = earlier_than(now.programme, opened.programmes.by_id.values())
    there = listed(opened.database, [(each.id, force.key) for each in earlier])
    begun = {each.programme for each in there}
    programmes = [each for each in earlier if each.id in begun]
    if not programmes:
        return Found(())
    chosen = next((each for each in programmes if each.id == wanted.chosen), programmes[0])
    report = read_report(opened.database, chosen.id, force.key)
    if report is None or wanted.item not in now.programme.items:
        return Found(programmes)
    then = Compared(chosen, force, report)
    (item,) = compare_reports([now, then], only=wanted.item)
    present, before = item.texts
    changed = differences_in_words(before or "", present or "")
    return Found(programmes, then, item, changed)


def taken_over(opened: Opened, now: Compared, then: Compared, item: ComparedItem) -> str:
    """Give the passage then with the facts that the same fields give now."""
    from desktop.core.taking_over import There, keys_between, take_over

    text, key = item.texts[1], item.keys[1]
    if not text or not key:
        return ""
    return take_over(
        text,
        programme=now.programme,
        source=now.force,
        target=now.force,
        forces=opened.forces,
        answers=now.report.answers,
        keys=keys_between(now.programme, then.programme),
        there=There(then.programme, key, then.report.answers),
    ).text
