"""One force written in the place of another: names, area, policing body, with their articles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from desktop.core.articles import a_or_an
from desktop.core.forces import Force
from desktop.core.mentions import (
    COMMISSIONER,
    Mention,
    has_commissioner,
    is_place,
    mentions_of,
)
from desktop.core.own_words import addresses, like
from desktop.core.sentences import begins_sentence
from desktop.core.standing_alone import stands_alone
from desktop.core.swaps import Swap

ANOTHER_FORCE = "[another force]"
ADDRESS = "[address]"
NAME = "[name]"

_THE = re.compile(r"(?<!\w)(?:[Tt]he|THE)\s+$")
_A = re.compile(r"(?<![\w.'’(-])(?P<article>[Aa]n?)\s+[\"'‘“(]?$")
_POSSESSIVE = re.compile(r"(?P<sign>['’])s(?!\w)")
_BARE_POSSESSIVE = re.compile(r"(?P<sign>['’])(?=\s+\w)")
_OPEN_QUOTE = re.compile(r"(?<!\w)['‘][^'’]*(?:['’]\w[^'’]*)*$")
_COMMISSIONER = re.compile(
    rf"(?:['’]s?)?\s+(?:{COMMISSIONER}|(?:Police\s+)?PCC)(?:\s+\(PCC\))?(?!\w)"
)
_COMMISSIONER_FOR = re.compile(
    rf"(?<!\w)(?:{COMMISSIONER}(?:\s+\(PCC\))?|PCC)\s+for\s+(?:the\s+)?$"
)
_ANY_COMMISSIONER = re.compile(
    r"(?<!\w)(?P<article>[Tt]he|[Ii]ts|[Tt]heir)\s+"
    r"(?:(?:newly|recently)[\s-]+(?:elected|appointed)\s+|new\s+)?"
    rf"(?:{COMMISSIONER}|PCC)(?:\s+\(PCC\))?(?!\w)(?!\s+for\b)"
)
_SHORT_COMMISSIONER = re.compile(r"\s+\(PCC\)")
_NOUN_AFTER = re.compile(r"\s+(?:police\s+)?(?:police|force|constabulary|service)(?!\w)")
_TAG = re.compile(r"(?<!\w)[#@]\w+")
_NEAR = 80


class Renaming:
    """Says what to write where a text speaks of one force, to speak of another."""

    def __init__(self, source: Force, target: Force, forces: Sequence[Force]) -> None:
        """Take the force that is spoken of, the one to be named instead, and all there are."""
        self._target = target
        self._mentions = mentions_of(source, target, forces)
        self._lost_commissioner = has_commissioner(source) and not has_commissioner(target)
        self._authority = (
            f"{target.area} Police Authority" if has_commissioner(target) else target.policing_body
        )

    def swaps(self, text: str) -> Iterator[Swap]:
        """Say what to write in a paragraph or point: first what counts most where two meet."""
        tags = [tag.span() for tag in _TAG.finditer(text)]
        for start, end in (*addresses(text), *tags):
            bare = text[start:end].strip(".,;:()[]\"'‘’“”")
            if self.is_in_address(bare):
                first = text.index(bare, start)
                yield Swap(first, first + len(bare), ADDRESS, "gap")
        for mention in self._mentions.find(text):
            yield from self._of(mention, text)
        if self._lost_commissioner:
            for match in _ANY_COMMISSIONER.finditer(text):
                the = "The" if match["article"][0].isupper() else "the"
                yield Swap(*match.span(), f"{the} {self._target.policing_body}")

    def is_in_address(self, address: str) -> bool:
        """Say whether the address of a page or a mailbox tells the force."""
        return self._mentions.is_in_address(address)

    def others(self, text: str) -> list[tuple[int, int]]:
        """Give where a text names forces that it is not about."""
        return self._mentions.of_others(text)

    def _of(self, mention: Mention, text: str) -> Iterator[Swap]:
        match mention.kind:
            case "borrowed":
                yield Swap(mention.start, mention.end, NAME, "gap")
            case "other":
                yield Swap(mention.start, mention.end, ANOTHER_FORCE, "gap")
                if self._target.area_in_sentence.startswith("the "):
                    yield from _without_the(text, mention.start)
            case "body" | "authority":
                yield from self._body(mention, text)
            case "name" | "area":
                yield from self._named(mention, text)

    def _body(self, mention: Mention, text: str) -> Iterator[Swap]:
        """Write who holds the force to account: a body has "the", an authority has it or not."""
        words = self._target.policing_body if mention.kind == "body" else self._authority
        short = _SHORT_COMMISSIONER.match(text, mention.end) if self._lost_commissioner else None
        swap = _possessed(mention.start, short.end() if short else mention.end, words, text)
        start, end = mention.start, mention.end
        alone = swap.end > end or stands_alone(text, start, end)
        if alone and words == self._target.policing_body and not _THE.search(text[:start]):
            swap = replace(swap, words=_the(text, start) + swap.words)
        yield swap

    def _named(self, mention: Mention, text: str) -> Iterator[Swap]:
        start, end = mention.start, mention.end
        before = text[max(start - _NEAR, 0) : start]
        if self._lost_commissioner:
            after, ahead = _COMMISSIONER.match(text, end), _COMMISSIONER_FOR.search(before)
            if after or ahead:
                start = start - len(ahead[0]) if ahead else start
                end = after.end() if after else end
                the = "" if _THE.search(text[:start]) else _the(text, start)
                yield _possessed(start, end, the + self._target.policing_body, text)
                return
        if mention.kind == "area" and not is_place(self._target):
            noun = _NOUN_AFTER.match(text, end)
            if noun:
                mention = replace(mention, kind="name", end=noun.end())
                end = mention.end
        target = self._target
        is_area = mention.kind == "area"
        in_sentence = target.area_in_sentence if is_area else target.name_in_sentence
        words = target.area if is_area else target.name
        if text[start:end].isupper() and " " in text[start:end]:
            words = words.upper()
        swap = _possessed(start, end, words, text)
        has_the = in_sentence.startswith("the ")
        alone = swap.end > end or stands_alone(text, start, end, is_area=is_area)
        if alone and _THE.search(before) and not has_the:
            yield from _without_the(text, start)
        elif alone and has_the and not _THE.search(before):
            swap = replace(swap, words=_the(text, start) + swap.words)
        yield swap
        article = _A.search(before)
        if article:
            first = start - len(before) + article.start()
            use = like(a_or_an(words).strip(), article["article"])
            yield Swap(first, first + len(article["article"]), use)


def _possessed(start: int, end: int, words: str, text: str) -> Swap:
    """Write words in the place of others, with the sign of the possessive if those had it."""
    found = _POSSESSIVE.match(text, end)
    if found is None and text[start:end].endswith("s"):
        quoted = _OPEN_QUOTE.search(text[max(start - _NEAR, 0) : start])
        found = None if quoted else _BARE_POSSESSIVE.match(text, end)
    if found is None:
        return Swap(start, end, words)
    return Swap(start, found.end(), words + found["sign"] + ("" if words.endswith("s") else "s"))


def _without_the(text: str, start: int) -> Iterator[Swap]:
    found = _THE.search(text[max(start - _NEAR, 0) : start])
    if found:
        yield Swap(start - len(found[0]), start, "")


def _the(text: str, start: int) -> str:
    return "The " if begins_sentence(text[:start]) else "the "
