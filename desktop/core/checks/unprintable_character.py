"""A character that none of the report's fonts holds."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from desktop.core.examining import Examined
from desktop.core.printable import unprintable
from desktop.core.remarks import Found, check

_MOST_SHOWN = 20


@check(severity="error", protects="An empty square is printed in the place of a character.")
def unprintable_character(examined: Examined) -> Iterator[Found]:
    """Find characters that are printed as squares, in standard wording as well."""
    for item, prose in examined.prose.items():
        for start, end in unprintable(prose.text):
            message = (
                f"The {_named(prose.text[start:end])} cannot be printed: write it in other words."
            )
            yield Found(examined.place(item, start, end), message)


def _named(characters: str) -> str:
    first = characters[0]
    name = unicodedata.name(first, "").capitalize()
    if name.startswith("Cjk "):
        name = "Chinese character"
    if len(characters) > 1:
        shown = characters[:_MOST_SHOWN] + ("…" if len(characters) > _MOST_SHOWN else "")
        return f"characters “{shown}”" + (f" ({name} and others)" if name else "")
    if not name:
        return f"character U+{ord(first):04X}, which has no name,"
    return f"character “{first}” ({name})"
