"""How a Word file looks: the variables of the programme's style sheets, as Word measures."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Self, TypeVar

from PIL import ImageColor

from desktop.core.editions import Look
from desktop.publish.variables import shared_variables, variables

_POINTS: Final = {"pt": 1.0, "px": 0.75, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pc": 12.0}
_LENGTH = re.compile(r"(\d*\.?\d+)\s*(pt|px|mm|cm|in|pc)", re.IGNORECASE)
_REFERENCE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,[^()]*)?\)")
_MOST_REFERENCES: Final = 20
_STAND_IN: Final = {"Report Serif": "Cambria", "Report Sans": "Calibri"}
"""Our fonts are not on the reader's machine. These come with Windows and with Word, run as wide or
a little narrower, and have their like in LibreOffice (Caladea, Carlito)."""


T = TypeVar("T")
MM: Final = 72 / 25.4
PAGE_WIDTH: Final = 210 * MM
PAGE_HEIGHT: Final = 297 * MM


@dataclass(frozen=True, slots=True)
class WordLook:
    """Fonts by name, colours as six hexadecimal digits, lengths in points.

    Sizes of what is not text are multiples of the size of the text. The page is A4; `width` is that
    of the text.
    """

    serif: str
    sans: str
    accent: str
    ink: str
    muted: str
    alert: str
    line: str
    text: float
    small: float
    leading: float
    hang: float
    logo_height: float
    title: float = 2.6
    subtitle: float = 1.4
    heading: float = 1.6
    question: float = 1.15
    small_print: float = 0.85
    below_logo: float = 9 * MM
    below_title: float = 6 * MM
    below_date: float = 15 * MM
    italics: bool = True
    top: float = 24 * MM
    right: float = 27 * MM
    bottom: float = 29 * MM
    left: float = 51 * MM
    head_at: float = 11 * MM
    foot_at: float = 13 * MM

    @property
    def width(self) -> float:
        """How wide the text is."""
        return PAGE_WIDTH - self.left - self.right

    @property
    def masthead(self) -> float:
        """How far it is from the line above the strapline to what stands below the logo."""
        return self.logo_height + self.below_logo

    def of_letter(self) -> Self:
        """Give the look of a letter, whose title and headings stand back; see letter.css."""
        return replace(
            self,
            title=1.8,
            heading=1.25,
            below_logo=5 * MM,
            below_title=3 * MM,
            below_date=9 * MM,
        )


def word_look(folder: Path, look: Look) -> WordLook:
    """Read the look of a programme's reports; what Word cannot have is as in the shared look."""
    shared = shared_variables()
    own = variables(folder, look)

    def read(as_word: Callable[[str], T], name: str) -> T:
        return as_word(_value(own, f"--{name}")) or as_word(_value(shared, f"--{name}"))

    standard = WordLook(
        serif=read(_font, "serif"),
        sans=read(_font, "sans"),
        accent=read(_colour, "accent"),
        ink=read(_colour, "ink"),
        muted=read(_colour, "muted"),
        alert=read(_colour, "alert"),
        line=read(_colour, "line"),
        text=read(_length, "text"),
        small=read(_length, "small"),
        leading=read(_number, "leading"),
        hang=read(_length, "hang"),
        logo_height=read(_length, "logo-height"),
    )
    if look == "standard":
        return standard
    return replace(
        standard,
        title=2.2,
        heading=1.5,
        small_print=standard.small / standard.text,
        bottom=34 * MM,
        italics=False,
    )


def _value(values: Mapping[str, str], name: str) -> str:
    """Give what a variable comes to in the end; a value can name other variables."""
    value = values.get(name, "")
    for _ in range(_MOST_REFERENCES):
        found = _REFERENCE.search(value)
        if not found:
            return value
        value = value[: found.start()] + values.get(found[1], "") + value[found.end() :]
    return ""


def _font(families: str) -> str:
    first = families.partition(",")[0].strip().strip("\"'").strip()
    return _STAND_IN.get(first, first)


def _colour(value: str) -> str:
    try:
        # Pillow knows colours in parts with commas only.
        red, green, blue = ImageColor.getrgb(re.sub(r"[\s,]+", ",", value))[:3]
    except ValueError:
        return ""
    return f"{red:02X}{green:02X}{blue:02X}"


def _length(value: str) -> float:
    found = _LENGTH.fullmatch(value)
    return float(found[1]) * _POINTS[found[2].lower()] if found else 0.0


def _number(value: str) -> float:
    found = re.fullmatch(r"\d*\.?\d+", value)
    return float(found[0]) if found else 0.0
