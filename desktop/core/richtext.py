"""The prose of a passage as data: paragraphs and points, made of runs of alike characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, groupby, pairwise
from urllib.parse import urlsplit

LINK_SCHEMES = ("http", "https", "mailto", "fact")
_LINE_BREAK = re.compile(r"\r\n|[\r\n\u2028\u2029]")
_OTHER_BREAK = re.compile(r"[\t\x0b\x0c\x1c-\x1f\x85]")
_NOT_TEXT = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x9f\ufdd0-\ufdef\ufeff\ufffc\ufffe\uffff\ud800-\udfff]"
    r"|["
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
    )
    + "]"
)


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that look alike. `link` is an address, or `fact:` and a key; empty for none."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or with `bullet` one point of a list."""

    runs: tuple[Run, ...]
    bullet: bool = False

    @property
    def text(self) -> str:
        """The words without any marks."""
        return "".join(run.text for run in self.runs)


RichText = tuple[Block, ...]


def plain_text(blocks: Iterable[Block]) -> str:
    """Give the words alone, a line for each paragraph or point."""
    return "\n".join(block.text for block in blocks)


def same_words(one: Iterable[Block], other: Iterable[Block]) -> bool:
    """Say whether two texts read and look alike, whether or not addresses in them are links."""

    def shown(blocks: Iterable[Block]) -> RichText:
        return canonical(
            replace(block, runs=tuple(replace(run, link="") for run in block.runs))
            for block in blocks
        )

    return shown(one) == shown(other)


def canonical(blocks: Iterable[Block]) -> RichText:
    """Give the one form that all texts looking alike share.

    White space leaves emphasis and links and the ends of blocks, runs that look alike are joined,
    a line break begins a new block, empty blocks go, and so do characters that no font shows.
    Links to anything but an address or a fact lose the link and keep their text.
    """
    return tuple(chain.from_iterable(map(_canonical, blocks)))


@lru_cache(maxsize=1024)  # while one types, all blocks but one are what they were
def _canonical(block: Block) -> RichText:
    lines = (_trimmed(_joined(_bare_white_space(_joined(line)))) for line in _lines(block.runs))
    return tuple(Block(tuple(runs), block.bullet) for runs in lines if runs)


def _lines(runs: Iterable[Run]) -> Iterable[list[Run]]:
    line: list[Run] = []
    for run in runs:
        link = run.link if _may_link(run.link) else ""
        first, *rest = (
            map(visible, _LINE_BREAK.split(run.text)) if _is_odd(run.text) else [run.text]
        )
        line.append(Run(first, run.bold, run.italic, link))
        for text in rest:
            yield line
            line = [Run(text, run.bold, run.italic, link)]
    yield line


def _is_odd(text: str) -> bool:
    """Say quickly whether there may be characters in a text that do not stay as they are."""
    return not text.isprintable() or "\ufffc" in text


def visible(text: str) -> str:
    """Leave out the characters that no font shows; tabs and the like become spaces."""
    return _NOT_TEXT.sub("", _OTHER_BREAK.sub(" ", text)) if _is_odd(text) else text


@lru_cache(maxsize=1024)
def _may_link(link: str) -> bool:
    if not link or re.search(r"[\s\x00-\x20<>\\\x7f\ufffc\ud800-\udfff]", link):
        return False
    try:
        return urlsplit(link).scheme.lower() in LINK_SCHEMES
    except ValueError:
        return False


def _joined(runs: Iterable[Run]) -> list[Run]:
    runs = [run for run in runs if run.text]
    if not any(_look(one) == _look(next_) for one, next_ in pairwise(runs)):
        return runs
    return [
        Run("".join(run.text for run in group), *look) for look, group in groupby(runs, key=_look)
    ]


def _look(run: Run) -> tuple[bool, bool, str]:
    return run.bold, run.italic, run.link


def _bare_white_space(runs: Sequence[Run]) -> Iterable[Run]:
    for run in runs:
        inner = run.text.strip()
        if inner == run.text or not (run.bold or run.italic or run.link):
            yield run
            continue
        if not inner:
            yield Run(run.text)
            continue
        start = run.text.index(inner)
        yield Run(run.text[:start])
        yield replace(run, text=inner)
        yield Run(run.text[start + len(inner) :])


def _trimmed(runs: list[Run]) -> list[Run]:
    if runs:
        runs[0] = replace(runs[0], text=runs[0].text.lstrip())
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    return [run for run in runs if run.text]
