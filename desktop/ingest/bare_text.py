"""What two texts have in common however they are set: no spaces, hyphens, accents and the like."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Final

import pypdfium2

MOST_PAGES: Final = 300
MOST_CHARACTERS: Final = 600_000
"""The most that is compared; real reports have fewer than ten pages, of 12,000 characters."""

_CHANGING: Final = frozenset(
    {"Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Cn", "Pd", "Mn", "Mc", "Me", "Sk"}
)
# A hyphen at the end of a line, which joins it to whatever comes next on the page.
_JOINS: Final = re.compile("[\ufffe\x02]")


def page_lines(data: bytes) -> list[list[str]]:
    """Give the lines of a PDF's pages in the order of their making; none where it has too many.

    One thread at a time may call this, and only for a file that could be read before.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return []
    try:
        if len(document) > MOST_PAGES:
            return []
        pages: list[list[str]] = []
        read = 0
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            read += text.count_chars()
            if read > MOST_CHARACTERS:
                return []
            pages.append(text.get_text_range().splitlines())
            text.close()
            page.close()
        return pages
    except pypdfium2.PdfiumError:
        return []
    finally:
        document.close()


def bare(text: str) -> str:
    """Leave of a text what no page changes: no spaces, hyphens and points of lists."""
    plain = unicodedata.normalize("NFKD", text.casefold()).casefold()
    return "".join(
        each for each in plain if each.isalnum() or unicodedata.category(each) not in _CHANGING
    ).replace("•", "")


class BarePage:
    """The bare text of a page, and where its lines start and end in it."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Join lines in the order in which they were made."""
        parts = (part for line in lines for part in _JOINS.split(line))
        self.lines = [each for part in parts if (each := bare(part))]
        self.text = "".join(self.lines)
        self.ends = list(accumulate(map(len, self.lines)))
        self.starts = [0, *self.ends[:-1]]

    def begins(self, place: int) -> bool:
        """Say whether a line begins at a place, or there is but a number before it."""
        before = self.text[self.starts[max(0, bisect_right(self.starts, place) - 1)] : place]
        return not before or before.isdecimal()

    def places(self, words: str) -> Iterator[int]:
        """Give the places where words stand, the last one first."""
        place = self.text.rfind(words)
        while place >= 0:
            yield place
            place = self.text.rfind(words, 0, place + len(words) - 1)
