"""A count that is more than the count it is part of."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.core.examining import Examined
from desktop.core.programme import item_of
from desktop.core.remarks import Found, Place, check


@check(severity="error", protects="More are said to be approved, or continuing, than there were.")
def part_over_whole(examined: Examined) -> Iterator[Found]:
    """Find counts of a part that are more than the count of the whole."""
    for key, field in examined.programme.fields.items():
        part = examined.report.answers.get(key)
        if not isinstance(part, int):
            continue
        for whole_key in _wholes(examined, key):
            whole = examined.report.answers.get(whole_key)
            if isinstance(whole, int):
                if part > whole:
                    label = examined.programme.fields[whole_key].label
                    message = (
                        f"“{field.label}” ({examined.style.figures(part)}) is more than"
                        f" “{label}” ({examined.style.figures(whole)}), of which it is a part."
                        " Correct one of the two."
                    )
                    yield Found(Place(item_of(key), key), message)
                break


def _wholes(examined: Examined, key: str) -> list[str]:
    """Give the counts that a field counts a part of, the nearest first."""
    wholes: list[str] = []
    while key not in wholes:
        wholes.append(key)
        field = examined.programme.fields[key]
        if field.type == "count" and field.part_of:
            key = f"{item_of(key)}.{field.part_of}"
    return wholes[1:]
