"""Recording what was read: as it is where there is no report yet, else only what was chosen."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from desktop.core import commonmark
from desktop.core.comparing import Difference, differences_in_words
from desktop.core.programme import Programme
from desktop.core.report import Passage, Report
from desktop.core.review import STATE_WORDS, State
from desktop.core.richtext import same_words

if TYPE_CHECKING:
    from desktop.core.fields import Answer
    from desktop.store.database import Database
    from desktop.store.writing import Recorded
    from desktop.ui.bringing_in.corrected import Corrected

_NONE = "not answered"


@dataclass(frozen=True, slots=True)
class Differing:
    """One thing that a report says otherwise than the file, each in words.

    Of a passage `words` tell them apart.
    """

    key: str
    kind: Literal["answer", "passage", "state"]
    title: str
    there: str
    file: str
    words: Sequence[Difference] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a file differs from the report that is there, in the version that it was compared with.

    `alike` are the keys of what reads the same and is only kept otherwise.
    """

    report: Report
    version: int
    differing: tuple[Differing, ...]
    alike: frozenset[str]


def record_or_compare(
    database: Database, corrected: Corrected, *, by: str, origin: str
) -> Recorded | Comparison:
    """Record a report that is not there yet, or is there just so; else tell what differs.

    Raises DatabaseError.
    """
    from desktop.store.errors import AlreadyThere, StaleError
    from desktop.store.writing import record_import

    report = corrected.report()
    programme = corrected.reading.programme
    while True:
        compared = _compared(database, corrected, report)
        if compared is not None and compared.differing:
            return compared
        try:
            return record_import(
                database,
                report=report,
                programme=programme,
                force=corrected.force,
                by=by,
                origin=origin,
                over=compared.version if compared is not None else None,
                keep=compared.alike if compared is not None else (),
                from_data=corrected.is_entry,
            )
        except (AlreadyThere, StaleError):
            # Somebody else began it, or changed it, in this very moment.
            continue


def record_over(
    database: Database,
    corrected: Corrected,
    comparison: Comparison,
    *,
    keep: Collection[str],
    by: str,
    origin: str,
) -> Recorded | Comparison:
    """Record what the file says but for what is kept; what was changed meanwhile is compared again.

    Raises DatabaseError.
    """
    from desktop.store.errors import StaleError
    from desktop.store.writing import record_import

    try:
        return record_import(
            database,
            report=comparison.report,
            programme=corrected.reading.programme,
            force=corrected.force,
            by=by,
            origin=origin,
            over=comparison.version,
            keep={*keep, *comparison.alike},
            from_data=corrected.is_entry,
        )
    except StaleError:
        return record_or_compare(database, corrected, by=by, origin=origin)


def _compared(database: Database, corrected: Corrected, report: Report) -> Comparison | None:
    from desktop.store.changes import differences
    from desktop.store.imported import as_imported, tells_state
    from desktop.store.reading import read_report

    programme = corrected.reading.programme
    present = read_report(database, programme.id, corrected.force.key)
    if present is None:
        return None
    differing: list[Differing] = []
    alike: set[str] = set()
    imported = as_imported(report, programme, corrected.force, from_data=corrected.is_entry)
    for each in differences(present, imported):
        match each.kind:
            case "state" if tells_state(imported):
                differing.append(_state(each.before, each.after))
            case "answer":
                differing.append(_answer(programme, each.key, each.before, each.after))
            case "passage":
                passage = _passage(programme, each.key, each.before, each.after)
                if passage is None:
                    alike.add(each.key)
                else:
                    differing.append(passage)
    return Comparison(report, present.version, tuple(differing), frozenset(alike))


def _state(before: object, after: object) -> Differing:
    there, new = (STATE_WORDS.get(cast("State", each), str(each)) for each in (before, after))
    return Differing("", "state", "State of the report", there, new)


def _answer(programme: Programme, key: str, before: object, after: object) -> Differing:
    field = programme.field(key)
    title = field.label if field is not None else key

    def shown(value: object) -> str:
        if value is None:
            return _NONE
        return field.show(cast("Answer", value)) if field is not None else str(value)

    return Differing(key, "answer", title, shown(before), shown(after))


def _passage(programme: Programme, key: str, before: object, after: object) -> Differing | None:
    there = before.text if isinstance(before, Passage) else ""
    new = after.text if isinstance(after, Passage) else ""
    if same_words(commonmark.parse(there), commonmark.parse(new)):
        return None
    item = programme.items.get(key)
    title = f"{item.title if item is not None else key}: passage"
    return Differing(key, "passage", title, there, new, tuple(differences_in_words(there, new)))
