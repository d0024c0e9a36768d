"""A page as its paragraphs in reading order, for formats that know styles instead of markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final

from typing_extensions import override

from desktop.core.richtext import Run, visible

_INLINE: Final = frozenset(
    (
        *("a", "abbr", "b", "br", "cite", "code", "em", "i", "img", "q", "s", "small", "span"),
        *("strong", "sub", "sup", "time", "u", "wbr"),
    )
)
_UNSEEN: Final = frozenset(("head", "script", "style", "template", "title"))
_WITHOUT_END: Final = frozenset(("br", "col", "hr", "img", "input", "link", "meta", "wbr"))
_SPACES = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A paragraph: its element, the classes of it and all around it, its words, and its item's key.

    A picture is a block `img`, whose words are what it shows and whose link is its address.
    """

    element: str
    classes: frozenset[str]
    runs: tuple[Run, ...]
    item: str = ""

    @property
    def text(self) -> str:
        """The words without any marks."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class _Open:
    """An element that is open."""

    tag: str
    classes: frozenset[str]
    link: str
    id: str


def page_blocks(html: str) -> list[PageBlock]:
    """Read a page as paragraphs; what stands in no element that is known is a paragraph too."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_block()
    return reader.blocks


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[PageBlock] = []
        self._open: list[_Open] = []
        self._runs: list[Run] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        classes = frozenset((given.get("class") or "").split())
        if tag == "br":
            self._runs.append(Run("\n"))
        elif tag == "img":
            picture = Run(given.get("alt") or "", link=given.get("src") or "")
            around = self._classes() | classes
            self.blocks.append(PageBlock("img", around, (picture,)))
        elif tag not in _INLINE:
            self.end_block()
        if tag not in _WITHOUT_END:
            self._open.append(_Open(tag, classes, given.get("href") or "", given.get("id") or ""))

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag not in _INLINE:
            self.end_block()
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place].tag == tag:
                del self._open[place:]
                break

    @override
    def handle_data(self, data: str) -> None:
        tags = {each.tag for each in self._open}
        if tags & _UNSEEN:
            return
        link = next((each.link for each in reversed(self._open) if each.tag == "a"), "")
        bold, italic = bool(tags & {"strong", "b"}), bool(tags & {"em", "i"})
        self._runs.append(Run(_SPACES.sub(" ", data), bold, italic, link))

    def end_block(self) -> None:
        """End the paragraph that is being read, if there is any."""
        runs = tuple(_tidy(self._runs))
        self._runs = []
        if runs:
            blocks = ["p", *(each.tag for each in self._open if each.tag not in _INLINE)]
            item = ["", *(each.id for each in self._open if "item" in each.classes)]
            self.blocks.append(PageBlock(blocks[-1], self._classes(), runs, item[-1]))

    def _classes(self) -> frozenset[str]:
        return frozenset().union(*(each.classes for each in self._open))


def _tidy(runs: Sequence[Run]) -> Iterator[Run]:
    """Leave out what is not seen: characters without a shape, spaces at the ends or after others.

    Runs that look alike become one.
    """
    kept: list[Run] = []
    for run in runs:
        text = visible(run.text) if run.text != "\n" else run.text
        before = kept[-1].text if kept else "\n"
        if text == "\n" and kept:
            kept[-1] = _with(kept[-1], kept[-1].text.rstrip(" "))
        elif before.endswith((" ", "\n")):
            text = text.lstrip(" ")
        if not text or (text == "\n" and not kept):
            continue
        if kept and _with(run, "") == _with(kept[-1], ""):
            kept[-1] = _with(run, kept[-1].text + text)
        else:
            kept.append(_with(run, text))
    while kept and not kept[-1].text.rstrip(" \n"):
        kept.pop()
    if kept:
        kept[-1] = _with(kept[-1], kept[-1].text.rstrip(" \n"))
    return iter(kept)


def _with(run: Run, text: str) -> Run:
    return Run(text, run.bold, run.italic, run.link)
