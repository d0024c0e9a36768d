"""Replacing words only where they stand as they were seen: an unseen change is never replaced."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Final

from desktop.core.drafting import but_for_facts
from desktop.core.forces import Force
from desktop.core.house_style import list_in_words
from desktop.core.programme import Programme
from desktop.core.report import Passage, Report
from desktop.store.database import Database
from desktop.store.errors import StaleError
from desktop.store.reading import history, read_report
from desktop.store.recording import Recorded
from desktop.store.steps import moment
from desktop.store.writing import put_back

_TRIES: Final = 50
_MOST_NAMED: Final = 3


def replace_seen(
    database: Database,
    *,
    programme: Programme,
    force: Force,
    seen: Report,
    keys: Collection[str],
    record: Callable[[int], Recorded],
    left: Collection[str] = (),
) -> Recorded:
    """Record what replaces fields and passages, given by their keys, or with none all of a report.

    They have to stand in the database as in the report that was `seen`; so have the reasons for the
    remarks that `left` names. Whatever else was changed there meanwhile stays. `record` is given
    the version that it is to be recorded over. Raises StaleError, which names what was changed and
    by whom, and DatabaseError.
    """
    for _ in range(_TRIES):
        now = _present(database, programme, force)
        changed = list(_changed(seen, now, keys, left))
        if changed:
            raise StaleError(_refusal(database, programme, force, changed))
        try:
            return record(now.version)
        except StaleError:
            continue
    raise StaleError(
        f"{force.area}: another program writes in this report without a pause, so nothing was"
        " changed. Try again."
    )


def give_way(
    database: Database,
    *,
    programme: Programme,
    force: Force,
    mine: Report,
    theirs: Report,
    keys: Collection[str],
    by: str,
) -> Recorded:
    """Put back what others wrote in fields and passages, after one's own words were recorded there.

    What is no longer one's own is left: others wrote again, and have seen it. Raises DatabaseError.
    """
    for _ in range(_TRIES):
        now = _present(database, programme, force)
        still = set(keys) - set(_changed(mine, now, keys, ()))
        try:
            return put_back(
                database,
                programme=programme,
                force=force,
                answers={key: theirs.answers.get(key) for key in still if programme.field(key)},
                passages={key: theirs.passage(key) for key in still if key in programme.items},
                by=by,
                expected_version=now.version,
            )
        except StaleError:
            continue
    raise StaleError(f"{force.area}: another program writes in this report without a pause.")


def other_words(before: Passage, now: Passage) -> bool:
    """Say whether somebody wrote other words; drafts and facts follow answers and are nobody's."""
    if before.mode == now.mode == "drafted":
        return False
    return but_for_facts(now.text) != but_for_facts(before.text)


def who_changed(database: Database, programme: str, force: str, key: str) -> tuple[str, str] | None:
    """Give who changed a field or a passage last, and when, in UTC, ISO 8601; None for nobody.

    Raises DatabaseError.
    """
    found = history(database, programme, force, (key,), steps=1)
    newest = next((each for each in found if each.key == key), None)
    return (newest.by, newest.at) if newest is not None else None


def _present(database: Database, programme: Programme, force: Force) -> Report:
    return read_report(database, programme.id, force.key) or Report(programme.id, force.key)


def _changed(
    seen: Report, now: Report, keys: Collection[str], left: Collection[str]
) -> Iterator[str]:
    """Find the keys under which something else stands now than was seen."""
    whole = not keys and not left
    for key in sorted({*seen.answers, *now.answers}):
        if (whole or key in keys) and seen.answers.get(key) != now.answers.get(key):
            yield key
    for key in sorted({*seen.passages, *now.passages}):
        if (whole or key in keys) and other_words(seen.passage(key), now.passage(key)):
            yield key
    for name in sorted({*seen.left, *now.left} if whole else left):
        if seen.left.get(name) != now.left.get(name):
            yield ""


def _refusal(
    database: Database, programme: Programme, force: Force, changed: Collection[str]
) -> str:
    names = [f"“{_name(programme, key)}”" for key in dict.fromkeys(changed)]
    if len(names) > _MOST_NAMED:
        names = [*names[:_MOST_NAMED], "more"]
    newest = who_changed(database, programme.id, force.key, next(filter(None, changed), ""))
    by = ""
    if newest is not None:
        at = moment(newest[1])
        by = f" by {newest[0]}" + (f" at {at:%H:%M}" if at else "")
    return (
        f"{force.area}: {list_in_words(names)} {'was' if len(names) == 1 else 'were'} changed{by},"
        " which was not to be seen here yet, so nothing was replaced. Look at it as it is now, then"
        " decide."
    )


def _name(programme: Programme, key: str) -> str:
    item, field = programme.items.get(key), programme.field(key)
    return item.title if item else field.label if field else "a remark that was left"
