"""The text of a PDF: the lines of its pages put together as paragraphs, points and headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Literal

from desktop.ingest.cleaning import LIKELY_ITS_OWN, MAY_GO_ON, SOFT_HYPHEN
from desktop.ingest.letters import Letter
from desktop.ingest.pdf_lines import PageLine, read_pages

_BULLET = re.compile(r"^(?:[•●○◦▪■□‣⁃·*\uf0b7\uf0a7]|o(?= )) (?=\S)")
_NUMBER = re.compile(r"^[0-9]{1,4} (?=\S)")
_ROOM_AFTER_NUMBER = 0.7
_DASH = re.compile(r"^[–—-] (?=\S)")
_HYPHEN = "\u2010"
_HYPHENS = ("-", _HYPHEN, SOFT_HYPHEN)
_ENDED = re.compile(r"[.?!:;][\"'”’)\]]*$")
_FIRST_CAPITAL = re.compile(r"^[\"'“‘(\[]*[A-Z]")
_FIRST_LOW = re.compile(r"^[\"'“‘(\[]*[a-z]")
_LONGEST_HEADING = 16
_LARGER = 1.08
_ROOM_BETWEEN = 0.2
_ROOM_IN_HEADING = 1.5
_SAME_HEIGHT = 4.0
_LINES_FOR_ONE_BROKEN = 25

GoesOn = Literal["yes", "no", "perhaps"]


def read_pdf(data: bytes, name: str) -> str:
    """Give the text of a PDF: paragraphs parted by blank lines, headings, bold and italics marked.

    What runs at the head or foot of the pages stands between paragraphs, never inside one. `name`
    is what messages call the file; raises UnreadableError as `read_pages` does.
    """
    pages = [[_without_number(line) for line in page] for page in read_pages(data, name)]
    layout = Layout(pages)
    return "".join(_written(layout, pages))


class Layout:
    """How the pages of one document are set: its usual size, line spacing and right margin."""

    def __init__(self, pages: Sequence[Sequence[PageLine]]) -> None:
        """Measure the lines of the pages."""
        self._running = set(_running(pages))
        lines = [line for page in pages for line in page if not self.is_running(line)]
        # Where hyphens within lines are others, this one stands where a word was broken.
        self.uses_hyphen = any(_HYPHEN in line.text.rstrip(_HYPHEN) for line in lines)
        # Where few lines end in a hyphen, hardly a word was broken: it is likely the word's own.
        broken = sum(line.text.endswith("-") for line in lines)
        self.breaks_words = broken * _LINES_FOR_ONE_BROKEN > len(lines)
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[line.size] += len(line.letters)
        self._size = sizes.most_common(1)[0][0] if sizes else 10.0
        body = [line for line in lines if not self.is_larger(line) and line.size >= self._size - 1]
        steps = Counter(
            round(above.base - below.base)
            for above, below in pairwise(body)
            if above.page == below.page and 0 < above.base - below.base < 3 * self._size
        )
        self._leading = steps.most_common(1)[0][0] if steps else 1.3 * self._size
        self._apart = self._leading + _ROOM_BETWEEN * self._size
        apart = sum(count for step, count in steps.items() if step > self._apart)
        # Pages that part their paragraphs by room need no other sign of where one ends.
        self._parted = apart >= 3 and apart * 20 >= steps.total()
        self._margin = max((line.right for line in body), default=0.0)

    def is_running(self, line: PageLine) -> bool:
        """Say whether a line runs at the head or foot of the pages."""
        return id(line) in self._running

    def is_larger(self, line: PageLine) -> bool:
        """Say whether a line is set in larger letters than the running text."""
        return line.size > _LARGER * self._size

    def goes_on(self, paragraph: Sequence[PageLine], line: PageLine) -> GoesOn:
        """Say whether a line goes on with the paragraph whose lines come right before it.

        "perhaps" is where the next word had no room in the line, but a sentence may end with it,
        and the pages do not show where paragraphs end.
        """
        last = paragraph[-1]
        if _BULLET.match(line.text) or abs(last.size - line.size) > 0.06 * self._size:
            return "no"
        if (last.bold or line.bold) and last.letters[-1].bold != line.letters[0].bold:
            return "no"
        unfinished = not _ENDED.search(last.text)
        if _DASH.match(line.text) and (_point(paragraph[0]) or not unfinished):
            return "no"
        same_page = last.page == line.page
        down = last.base - line.base
        if self.is_larger(line):
            return "yes" if same_page and down < _ROOM_IN_HEADING * line.size else "no"
        if same_page and down > self._apart:
            return "no"
        margin = last.margin or self._margin
        left_over = margin - last.right
        half_empty = left_over > 0.5 * (margin - last.left)
        low = _FIRST_LOW.match(line.text) is not None
        if last.text.endswith(_HYPHENS) or (unfinished and low and not half_empty):
            return "yes"
        needed = 0.25 * line.size + line.first_word + (4 * line.size if self._parted else 0)
        if left_over > needed or not self._is_in_line(paragraph, line):
            return "no"
        if unfinished:
            # A paragraph can lack its full stop, and a name can be parted by the end of the page.
            capital = _FIRST_CAPITAL.match(line.text)
            return "perhaps" if capital and not same_page else "yes"
        return "yes" if same_page and self._parted else "perhaps"

    def _is_in_line(self, paragraph: Sequence[PageLine], line: PageLine) -> bool:
        """Say whether a line starts where the paragraph's lines do, and not as a new one would."""
        first, last = paragraph[0], paragraph[-1]
        slack = 0.7 * line.size
        if point := _point(first):
            return line.left > first.letters[point.end()].left - slack
        if len(paragraph) == 1:
            return line.left < last.left + slack
        return abs(line.left - last.left) < slack


def _without_number(line: PageLine) -> PageLine:
    """Leave out the number of a paragraph: it hangs before its first line, in smaller figures."""
    found = _NUMBER.match(line.text)
    if found is None or line.letters[0].size >= line.size:
        return line
    after = line.letters[found.end()]
    room = after.left - line.letters[found.end() - 2].right
    if room < _ROOM_AFTER_NUMBER * line.size:
        return line
    return replace(line, letters=line.letters[found.end() :])


def _running(pages: Sequence[Sequence[PageLine]]) -> Iterable[int]:
    """Find the lines that come back on other pages at the same height, above or below all else."""
    where: dict[str, list[PageLine]] = {}
    for page in pages:
        for line in [*page[:3], *page[3:][-3:]]:
            where.setdefault(re.sub(r"[0-9]+", "0", line.text), []).append(line)
    found = {
        id(line)
        for lines in where.values()
        for line in lines
        if any(
            other.page != line.page and abs(other.base - line.base) < _SAME_HEIGHT
            for other in lines
        )
    }
    for page in pages:
        for lines in (page, page[::-1]):
            for line in lines:
                if id(line) not in found:
                    break
                yield id(line)


def _written(layout: Layout, pages: Sequence[Sequence[PageLine]]) -> list[str]:
    parts: list[str] = []
    paragraph: list[PageLine] = []
    waiting: list[str] = []

    def close(end: str = "") -> None:
        nonlocal paragraph, waiting
        if paragraph:
            parts.append(f"{_paragraph(layout, paragraph)}{end}\n\n")
        parts.extend(waiting)
        paragraph, waiting = [], []

    for page in pages:
        for line in page:
            if layout.is_running(line):
                waiting.append(line.text + "\n\n")
                continue
            goes_on = layout.goes_on(paragraph, line) if paragraph else "no"
            if goes_on != "yes":
                close(MAY_GO_ON if goes_on == "perhaps" else "")
            paragraph.append(line)
        waiting.append("\f")
    close()
    return parts


def _point(line: PageLine) -> re.Match[str] | None:
    return _BULLET.match(line.text) or _DASH.match(line.text)


def _paragraph(layout: Layout, lines: Sequence[PageLine]) -> str:
    """Write a paragraph in one line, but for a word that is broken at the end of one."""
    point = _point(lines[0])
    letters = list(lines[0].letters[point.end() if point else 0 :])
    for above, line in pairwise(lines):
        joint = "\n" if above.text.endswith(_HYPHENS) else " "
        if above.text.endswith("-") and not layout.breaks_words:
            joint = f"{LIKELY_ITS_OWN}\n" if above.text[-2:-1].isalpha() else " "
        if above.text.endswith(_HYPHEN) and not layout.uses_hyphen:
            letters[-1] = letters[-1]._replace(text=SOFT_HYPHEN)
        letters += [letters[-1]._replace(text=joint), *line.letters]
    plain = "".join(letter.text for letter in letters)
    set_off = layout.is_larger(lines[0]) or all(line.bold for line in lines)
    if set_off and not point and _may_be_heading(plain):
        return f"## {plain}"
    return ("- " if point else "") + _marked(letters)


def _may_be_heading(text: str) -> bool:
    return 1 < len(text.split()) <= _LONGEST_HEADING and not text.endswith((".", ";", ",", "!"))


def _marked(letters: Iterable[Letter]) -> str:
    """Write letters as CommonMark that says which are bold and which italic."""
    marked = ""
    for (bold, italic), group in groupby(letters, key=lambda each: (each.bold, each.italic)):
        text = "".join(letter.text for letter in group).replace("*", r"\*")
        marks = "**" * bold + "*" * italic
        words = text.strip()
        if not words or not marks:
            marked += text
            continue
        before = text[: len(text) - len(text.lstrip())]
        marked += f"{before}{marks}{words}{marks}{text[len(text.rstrip()) :]}"
    return marked
