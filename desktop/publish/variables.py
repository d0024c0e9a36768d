"""The style sheets of a report's look, and the named variables that they set."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

from desktop.core.editions import Look
from desktop.core.folders import TEMPLATES

Medium = Literal["print", "screen"]
SHARED: Final = TEMPLATES / "_shared"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_PIECE = re.compile(r"""((?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[^{};"'])*)([{};])""", re.DOTALL)
# What could end the style sheet, load anything or hide what follows is no value.
_VARIABLE = re.compile(
    r"(--[\w-]+)\s*:\s*((?:(?!url\()[^;{}<>@\\!])+)(!\s*important)?", re.IGNORECASE
)
_Weight = tuple[int, int, int]
"""What outdoes what among declarations: those that are important, of more classes, of elements."""


def sheets(folder: Path, look: Look, *more: Path) -> list[Path]:
    """Give the style sheets of a look; each outdoes those before it.

    What an organisation changes outdoes what is there for all, and `more`, which is for some pages.
    The accessible look is a promise to its readers, and outdoes all of them.
    """
    looks = [SHARED / "accessible.css"] if look == "accessible" else []
    found = dict.fromkeys([SHARED / "report.css", *more, folder / "report.css", *looks])
    return [each for each in found if each.is_file() and _is_inside(each)]


def _is_inside(sheet: Path) -> bool:
    """Say whether a style sheet stands in its folder itself, and is no link out of it."""
    return sheet.resolve().is_relative_to(sheet.parent.resolve())


def variables(folder: Path, look: Look, medium: Medium = "print") -> dict[str, str]:
    """Give the variables that hold for a programme's reports in a look, by their names."""
    return _cascade(
        (sheet.read_text(encoding="utf-8") for sheet in sheets(folder, look)), look, medium
    )


def shared_variables() -> dict[str, str]:
    """Give the variables that hold where a programme sets nothing."""
    css = (SHARED / "report.css").read_text(encoding="utf-8")
    return _cascade(iter((css,)), "standard", "print")


def _cascade(sheets: Iterator[str], look: Look, medium: Medium) -> dict[str, str]:
    found: dict[str, tuple[_Weight, str]] = {}
    for css in sheets:
        for name, value, weight in _declared(css, look, medium):
            if name not in found or found[name][0] <= weight:
                found[name] = weight, value
    return {name: value for name, (_, value) in found.items()}


def _declared(css: str, look: Look, medium: Medium) -> Iterator[tuple[str, str, _Weight]]:
    """Give the variables that a style sheet sets for all of the page, each with its weight."""
    around: list[_Weight | None] = []
    for text, end in _PIECE.findall(_COMMENT.sub("", css)):
        if end == "{":
            around.append(_weight(text.strip(), look, medium))
            continue
        holds = [each for each in around if each is not None]
        variable = _VARIABLE.fullmatch(text.strip())
        if variable and holds and len(holds) == len(around):
            name, value, important = variable.groups()
            _, classes, elements = max(holds)
            yield name, value.strip(), (bool(important), classes, elements)
        if end == "}" and around:
            around.pop()


def _weight(prelude: str, look: Look, medium: Medium) -> _Weight | None:
    """Weigh what begins a block; None where it is not about all of a page in this medium."""
    if prelude.lower().startswith("@media"):
        media = {each.strip().lower() for each in prelude[len("@media") :].split(",")}
        return (0, 0, 0) if media & {"", "all", medium} else None
    # The element that holds all of a page, by any of the names that it goes by in this look.
    root = re.compile(rf"(html|\*)?((?::root|\.{look})*)", re.IGNORECASE)
    weights = [
        (0, len(re.findall(r"[:.]", found[2])), (found[1] or "").lower() == "html")
        for found in map(root.fullmatch, filter(None, map(str.strip, prelude.split(","))))
        if found
    ]
    return max(weights, default=None)
