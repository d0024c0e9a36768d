"""Whether the data that a PDF carries say what its pages say."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from html.parser import HTMLParser
from itertools import accumulate, islice
from typing import Final

import pypdfium2
from typing_extensions import override

from desktop.core import commonmark
from desktop.core.declarations import ProgrammeError
from desktop.core.editions import Edition, Kind
from desktop.core.facts import FactWords, fact_in, is_fact
from desktop.core.forces import Force
from desktop.core.printable import printable
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.core.richtext import Block
from desktop.publish.page_html import render_html

MOST_PAGES: Final = 300
MOST_CHARACTERS: Final = 600_000
"""The most that is compared; real reports have fewer than ten pages, of 12,000 characters."""

_MOST_FURNITURE: Final = 5
_BEGINNING: Final = 6
_LONG: Final = 20
_AROUND: Final = 12
_MOST_ORDERED: Final = 500
_MOST_STARTS: Final = 40
_MOST_ENDS: Final = 3
_MOST_STEPS: Final = 2_000
_LEAST: Final = 8
_TOLD: Final = 0.8
_CHANGING: Final = frozenset(
    {"Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Cn", "Pd", "Mn", "Mc", "Me", "Sk"}
)
_ORDERED_BY_SCRIPT: Final = ("R", "AL", "AN", "RLE", "LRE", "RLO", "LRO", "RLI", "LRI")


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


class Agreement:
    """Holds a report that was told by data to what the pages of its file say.

    Bold and italics, spaces and hyphens do not count, nor what runs at the head and foot of pages.
    """

    def __init__(
        self, report: Report, programme: Programme, force: Force, kind: Kind, pages: list[list[str]]
    ) -> None:
        self._report = report
        self._programme = programme
        self._force = force
        self._words = FactWords(programme, report.answers)
        self._pages = [_Page(page) for page in pages]
        self._whole = "".join(page.text for page in self._pages)
        self._steps = 0
        prose = " ".join(
            block.text for each in report.passages.values() for block in commonmark.parse(each.text)
        )
        try:
            printed = _text_of(render_html(programme, force, report, Edition(kind)))
        except ProgrammeError:
            printed = prose
        self._printed = _bare(printed)
        self._phrases = set(_phrases(f"{printed} {prose}"))

    def not_on_pages(self) -> list[str]:
        """Name what the data say otherwise than the pages: of the cover, and the items."""
        style, answer_text = self._programme.house_style, self._report.answer_text
        published, embargo = answer_text("published"), answer_text("embargo")
        cover = {
            "Force": self._force.name,
            "Published": style.month(published) if published else "",
            "Embargoed until": style.date(embargo) if embargo else "",
        }
        blocks = {
            key: commonmark.parse(self._report.passage(key).text) for key in self._programme.items
        }
        titles = {key: item.title for key, item in self._programme.items.items()}
        named = [name for name, words in cover.items() if not self._is_on_pages(words)]
        named += [titles[key] for key in blocks if not all(map(self._is_said, blocks[key]))]
        return named or list(
            dict.fromkeys(
                self._out_of_order((titles[key], block) for key in blocks for block in blocks[key])
            )
        )

    def _out_of_order(self, blocks: Iterable[tuple[str, Block]]) -> Iterator[str]:
        """Name the items of paragraphs that the pages have before what they are to come after."""
        places = sorted(
            (self._printed.index(words), self._whole.index(words), title)
            for title, block in islice(blocks, _MOST_ORDERED)
            if len(words := _bare(printable(block.text))) >= _LONG
            and self._printed.count(words) == self._whole.count(words) == 1
        )
        furthest = -1
        for _, place, title in places:
            if place < furthest:
                yield title
            furthest = max(furthest, place)

    def is_told(self, paragraph: str) -> bool:
        """Say whether a paragraph of the pages is, by and large, in the data."""
        phrases = list(_phrases(paragraph))
        told = sum(phrase in self._phrases for phrase in phrases)
        return len(phrases) < _LEAST or told > _TOLD * len(phrases)

    def _is_said(self, block: Block) -> bool:
        return self._facts_are_answers(block) and self._is_on_pages(block.text)

    def _facts_are_answers(self, block: Block) -> bool:
        """Say whether numbers that stand for answers say what the answers say."""
        for run in block.runs:
            fact = fact_in(run.link)
            key = self._words.key_of(run.link) if is_fact(run.link) else None
            answer = self._report.answers.get(key) if key else None
            if fact is None or type(answer) is not int:
                continue
            style = self._programme.house_style
            ways = (style.number(answer), style.figures(answer), style.spelled_out(answer))
            if _bare(run.text) not in map(_bare, ways):
                return False
        return True

    def _is_on_pages(self, text: str) -> bool:
        words = _bare(printable(text))
        # What a programme's pages leave out, or cannot show, cannot be compared.
        if not words or words not in self._printed or self._stands_whole(words):
            return True
        if any(unicodedata.bidirectional(each) in _ORDERED_BY_SCRIPT for each in text):
            # Pages have what is written from right to left in an order of their own.
            return all(_bare(word) in self._whole for word in text.split())
        self._steps = _MOST_STEPS
        return any(self._begins_on(page, words) for page in range(len(self._pages) - 1))

    def _stands_whole(self, words: str) -> bool:
        """Say whether words stand on a page from the start of a line to the end of one."""
        return any(
            self._is_bounded(page, start, words)
            for page in self._pages
            for start in islice(page.places(words), _MOST_STARTS)
        )

    def _is_bounded(self, page: _Page, start: int, words: str) -> bool:
        """Say whether no part of a paragraph is left out at its ends."""
        end = start + len(words)
        place = self._printed.index(words)
        before = self._printed[max(0, place - _AROUND) : place]
        after = self._printed[place + len(words) :][:_AROUND]
        return (page.begins(start) or page.text[:start].endswith(before)) and (
            end in page.ends or page.text.startswith(after, end)
        )

    def _begins_on(self, number: int, words: str) -> bool:
        """Say whether words begin on a page and go on over its end."""
        page = self._pages[number]
        starts = filter(page.begins, page.places(words[:_BEGINNING]))
        return any(self._goes_on(number, start, words) for start in islice(starts, _MOST_STARTS))

    def _goes_on(self, number: int, start: int, words: str) -> bool:
        """Say whether words stand at a place of a page, up to the end of a line and on the next."""
        page = self._pages[number]
        if page.text.startswith(words, start):
            return start + len(words) in page.ends
        self._steps -= 1
        if number + 1 == len(self._pages) or self._steps < 0:
            return False
        ends = [end for end in page.ends if end > start and words.startswith(page.text[start:end])]
        return any(
            self._goes_on(number + 1, next_start, words[end - start :])
            for end in ends[: -_MOST_ENDS - 1 : -1]
            for next_start in self._pages[number + 1].starts[:_MOST_FURNITURE]
        )


class _Page:
    """The bare text of a page, and where its lines start and end in it."""

    def __init__(self, lines: Iterable[str]) -> None:
        bare = [each for line in lines if (each := _bare(line))]
        self.text = "".join(bare)
        self.ends = list(accumulate(map(len, bare)))
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


def _bare(text: str) -> str:
    """Leave of a text what no page changes: no spaces, hyphens and points of lists."""
    plain = unicodedata.normalize("NFKD", text.casefold()).casefold()
    return "".join(
        each for each in plain if each.isalnum() or unicodedata.category(each) not in _CHANGING
    ).replace("•", "")


def _phrases(text: str) -> Iterator[tuple[str, ...]]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    words: Sequence[str] = re.findall(r"[a-z0-9]+", plain)
    return zip(words, words[1:], words[2:], strict=False)


class _Body(HTMLParser):
    """Collects the text of a page's body."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._inside = False

    @override
    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        self._inside = self._inside or tag == "body"

    @override
    def handle_data(self, data: str) -> None:
        if self._inside:
            self.texts.append(data)


def _text_of(html: str) -> str:
    body = _Body()
    body.feed(html)
    body.close()
    return " ".join("".join(body.texts).split())
