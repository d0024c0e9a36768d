"""A comparison of reports as plain text, for a terminal or the clipboard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from desktop.core.comparing import Difference, readable
from desktop.core.comparing_reports import Compared, ComparedItem, is_same

_MARKS: Final = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}


def names_of(reports: Sequence[Compared]) -> list[str]:
    """Name reports by what tells them apart: the area, and the year or the programme if need be.

    A report that is there twice is numbered.
    """
    if len({each.programme.id for each in reports}) < 2:
        names = [each.force.area for each in reports]
    else:
        names = [f"{each.force.area}, {each.programme.published[:4]}" for each in reports]
        if len(set(names)) < len({each.report.name for each in reports}):
            names = [f"{each.force.area}, {each.programme.short_title}" for each in reports]
    return [
        f"{name} [{names[: place + 1].count(name)}]" if names.count(name) > 1 else name
        for place, name in enumerate(names)
    ]


def comparison_as_text(
    reports: Sequence[Compared],
    items: Iterable[tuple[ComparedItem, Sequence[Sequence[Difference]]]],
) -> str:
    """Write the items of reports side by side, given with how their passages differ.

    "≠" stands before what differs. In the other passages what the first one has not stands in
    {+ +}, what only it has in [- -].
    """
    names = names_of(reports)
    lines = [" | ".join(names)]
    for item, found in items:
        lines += ["", item.title]
        for field in item.fields:
            lines.append(f"{_sign(field.same)} {field.label}: {' | '.join(field.shown)}")
        lines += _passages(names, item, found)
    return "\n".join(lines)


def marked(found: Iterable[Difference]) -> str:
    """Write differences as plain text: [-removed-], {+added+}."""
    return "".join(f"{_MARKS[kind][0]}{text}{_MARKS[kind][1]}" for kind, text in found)


def _passages(
    names: Sequence[str], item: ComparedItem, differences: Sequence[Sequence[Difference]]
) -> Iterator[str]:
    if not any(item.texts):
        return
    first, *others = (readable(text or "") for text in item.texts)
    yield f"{_sign(is_same(differences))} {names[0]}: {first or 'No passage'}"
    for name, text, found in zip(names[1:], others, differences, strict=True):
        same = is_same([found])
        if same:
            words = "the same"
        elif any(each.kind == "same" for each in found):
            words = marked(found)
        else:
            words = text or "No passage"
        yield f"{_sign(same)} {name}: {words}"


def _sign(same: bool) -> str:
    return " " if same else "≠"
