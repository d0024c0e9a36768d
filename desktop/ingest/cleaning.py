"""The lines of a text, with what copying and converting put into characters taken out again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from desktop.core.reading.paragraphs import Span
from desktop.core.reading.plain import plain

Gap = Literal["none", "blank", "page"]

_NUMBERED = re.compile(r"^[ \t]*([1-9][0-9]{0,2})(?=[ \t]+[\"“‘(\[*]*[A-Z])", re.MULTILINE)
_LEAST_NUMBERED = 5

SOFT_HYPHEN = "\u00ad"

MAY_GO_ON = "\u2063"
"""Ends a paragraph at the foot of a page that may go on at the head of the next."""

LIKELY_ITS_OWN = "\u2064"
"""Ends a line after a hyphen that is likely the word's own: few lines of the pages end in one."""

_LETTERS = str.maketrans(
    {
        "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
        "‐": "-", "‑": "-",
        "\t": " ", "\u200b": None, "\u200c": None, "\u200d": None, "\u2060": None,
        "\ufeff": None,
    }
)  # fmt: skip
_SPACES = re.compile(r"[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\u0085\x0b]")
_LINE_END_HYPHEN = re.compile(r"[\u00ad\u00ac]+[ ]*(?=\n|$)")
_BROKEN_OFF = re.compile(r"\x02(?= ?(?:\n|$))")
_SOFT_HYPHEN = re.compile(r"\u00ad(?!\n|$)")
_BROKEN = re.compile(rf"(?<=[^\W\d_])[-{SOFT_HYPHEN}] (?=[^\W\d_])")
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u0080-\u009f]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that holds something, what stood before it, and where it starts in the text.

    A paragraph that it ends `may_go_on` on the next page. Where it ends in a hyphen, that is the
    word's `own`, unless the words say otherwise.
    """

    text: str
    gap: Gap
    start: int
    may_go_on: bool = False
    own: bool = False

    @property
    def span(self) -> Span:
        """Where it stands in the text."""
        return Span(self.start, self.start + len(self.text))


def clean_characters(text: str) -> str:
    """Write ligatures as letters, spaces, hyphens and line ends plainly; drop what no font shows.

    A soft hyphen stays where a line ends in it: it says how the line is to be joined.
    """
    text = _LINE_ENDS.sub("\n", text).translate(_LETTERS)
    text = _BROKEN_OFF.sub("-", text)
    text = _SPACES.sub(" ", text)
    text = _SOFT_HYPHEN.sub("", _LINE_END_HYPHEN.sub(SOFT_HYPHEN, text))
    return _NOT_TEXT.sub("", text)


def split_lines(text: str) -> list[Line]:
    """Give the lines of a cleaned text that are not blank."""
    lines: list[Line] = []
    gap: Gap = "page"
    start = 0
    for part in re.split(r"([\n\f])", text):
        if part == "\f":
            gap = "page"
        elif part == "\n":
            pass
        elif text := part.strip(" " + MAY_GO_ON + LIKELY_ITS_OWN):
            indent = len(part) - len(part.lstrip())
            ends = part.endswith
            lines.append(Line(text, gap, start + indent, ends(MAY_GO_ON), ends(LIKELY_ITS_OWN)))
            gap = "none"
        elif gap == "none":
            gap = "blank"
        start += len(part)
    return lines


def in_one_line(lines: Iterable[Line]) -> str:
    """Run lines together for recognising what they say, words broken at line ends made whole."""
    return _BROKEN.sub("", " ".join(line.text for line in lines))


def without_paragraph_numbers(text: str) -> str:
    """Put line ends in the place of the numbers by which the paragraphs of a draft are named.

    They count from 1 without a gap, and have no point after them: points of a list do. Everything
    keeps its place in the text.
    """
    numbers: list[re.Match[str]] = []
    for found in _NUMBERED.finditer(text):
        if int(found[1]) == len(numbers) + 1:
            numbers.append(found)
    if len(numbers) < _LEAST_NUMBERED:
        return text
    parts: list[str] = []
    done = 0
    for found in numbers:
        parts += [text[done : found.start(1)], "\n" * len(found[1])]
        done = found.end(1)
    return "".join([*parts, text[done:]])


def folded(text: str) -> str:
    """Give the words of a text alone, in lower case with single spaces: no marks, no points."""
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"(?<=\w)'(?=\w)", "", plain(text))))
