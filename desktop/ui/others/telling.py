"""Who else is there, in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from desktop.core.house_style import capitalised, list_in_words

if TYPE_CHECKING:
    from desktop.store.presence import Other


def who(other: Other, me: str) -> str:
    """Name a window by its inspector and machine; one of the same inspector here is "yours"."""
    if other.here and other.who == me:
        return "another window of yours"
    return f"{other.who} ({other.machine})"


def being_written(writers: Sequence[Other], me: str) -> str:
    """Say who writes the open report, and what can be done here meanwhile."""
    names = [who(each, me) for each in writers]
    if not names:
        said = "Another window is writing this report."
    elif names == ["another window of yours"]:
        said = "This report is open in another window of yours."
    else:
        said = f"{capitalised(list_in_words(names))} {_is(names)} writing this report."
    return f"{said} Here it can be read; what is written there appears here."


def refusal(writers: Sequence[Other], me: str, force: str) -> str:
    """Say why nothing was changed in a report, and what to do."""
    names = [who(each, me) for each in writers] or ["another window"]
    return (
        f"{capitalised(list_in_words(names))} {_is(names)} writing the report of {force}, so"
        " nothing was changed here. Wait until that is done, or open the report and press “Write in"
        " it as well”."
    )


def also_writing(writers: Sequence[Other], me: str) -> str:
    """Say who else writes the open report while it is written here too."""
    names = [who(each, me) for each in writers]
    return (
        f"{capitalised(list_in_words(names))} {_is(names)} writing this report as well. Where both"
        " write the same words, you are asked whose stand."
    )


def also_here(others: Sequence[Other], me: str, area: Callable[[str], str]) -> str:
    """Say in one line who else has the database open, and what they write; `area` names that."""
    told = []
    for each in others:
        writes = f" is writing {area(each.report)}" if each.report else ""
        told.append(f"{who(each, me)}{writes or ' has this database open'}")
    return f"{capitalised(list_in_words(told))}." if told else ""


def _is(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"
