"""Whether the data that a PDF carries say what its pages say."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from itertools import islice
from typing import Final, get_args

from typing_extensions import override

from desktop.core import commonmark
from desktop.core.declarations import ProgrammeError
from desktop.core.editions import Edition, Kind
from desktop.core.forces import Force
from desktop.core.printable import printable
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.core.richtext import Block
from desktop.ingest.answers_said import said_otherwise
from desktop.ingest.bare_text import BarePage, bare
from desktop.ingest.marks import Marks
from desktop.publish.page_html import render_html

_MOST_FURNITURE: Final = 5
_BEGINNING: Final = 6
_LONG: Final = 20
_AROUND: Final = 12
_MOST_ORDERED: Final = 500
_MOST_STARTS: Final = 40
_MOST_ENDS: Final = 3
_MOST_STEPS: Final = 2_000
_PHRASE: Final = 16
_LEAST: Final = 32
_TOLD: Final = 0.8
_ORDERED_BY_SCRIPT: Final = ("R", "AL", "AN", "RLE", "LRE", "RLO", "LRO", "RLI", "LRI")


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
        self._lines = pages
        self._pages = [BarePage(page) for page in pages]
        self._whole = "".join(page.text for page in self._pages)
        self._steps = 0
        prose = " ".join(
            block.text for each in report.passages.values() for block in commonmark.parse(each.text)
        )
        self._marks: Marks | None = None
        try:
            editions = {
                each: render_html(programme, force, report, Edition(each))
                for each in get_args(Kind)
            }
            self._marks = Marks(kind, editions)
            printed = _text_of(editions[kind])
        except ProgrammeError:
            printed = prose
        self._printed = bare(printed)
        self._phrases = {*_phrases(printed), *_phrases(prose)}

    def said_otherwise(self) -> list[str]:
        """Name what the data answer otherwise than passages and pages say: items, and the ISBN."""
        return said_otherwise(self._report, self._programme, self._whole)

    def not_on_pages(self) -> list[str]:
        """Name what the data say otherwise than the pages: of the cover, and the items."""
        style, answer_text = self._programme.house_style, self._report.answer_text
        published, embargo = answer_text("published"), answer_text("embargo")
        month = published or self._programme.published
        cover = {
            "Force": self._force.name,
            "Published": style.month(month) if month else "",
            "Embargoed until": style.date(embargo) if embargo else "",
        }
        blocks = {
            key: commonmark.parse(self._report.passage(key).text) for key in self._programme.items
        }
        titles = {key: item.title for key, item in self._programme.items.items()}
        named = [name for name, words in cover.items() if not self._is_on_pages(words)]
        if not named and not self._is_edition():
            named.append("Edition")
        named += [
            titles[key]
            for key in blocks
            if not all(self._is_on_pages(block.text) for block in blocks[key])
        ]
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
            if len(words := bare(printable(block.text))) >= _LONG
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

    def _is_edition(self) -> bool:
        """Say whether the pages bear the marks of the edition that is claimed, and no others."""
        return self._marks is None or (
            all(map(self._is_on_pages, self._marks.claimed))
            and not self._marks.differ(self._printed, self._lines)
        )

    def _is_on_pages(self, text: str) -> bool:
        words = bare(printable(text))
        # What a programme's pages leave out, or cannot show, cannot be compared.
        if not words or words not in self._printed or self._stands_whole(words):
            return True
        if any(unicodedata.bidirectional(each) in _ORDERED_BY_SCRIPT for each in text):
            # Pages have what is written from right to left in an order of their own.
            return all(bare(word) in self._whole for word in text.split())
        self._steps = _MOST_STEPS
        return any(self._begins_on(page, words) for page in range(len(self._pages) - 1))

    def _stands_whole(self, words: str) -> bool:
        """Say whether words stand on a page from the start of a line to the end of one."""
        return any(
            self._is_bounded(page, start, words)
            for page in self._pages
            for start in islice(page.places(words), _MOST_STARTS)
        )

    def _is_bounded(self, page: BarePage, start: int, words: str) -> bool:
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


def _phrases(text: str) -> Iterator[str]:
    """Give every few letters and figures that stand side by side."""
    words = "".join(filter(str.isalnum, bare(text)))
    return (words[start : start + _PHRASE] for start in range(len(words) - _PHRASE + 1))


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
