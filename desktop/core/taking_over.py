"""A passage of another force's report made into one of this force's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import get_args

from desktop.core import commonmark
from desktop.core.articles import a_or_an
from desktop.core.changing_noun import noun_swaps
from desktop.core.earlier import field_there
from desktop.core.facts import Fact, FactWords, Form, fact_in, is_fact
from desktop.core.fields import Answer, CountField
from desktop.core.forces import Force, Forces
from desktop.core.own_words import like
from desktop.core.programme import Programme
from desktop.core.quotations import quotations, within
from desktop.core.reading.answers import reader_of
from desktop.core.reading.numbers import FIGURE, read_number
from desktop.core.reading.paragraphs import Span
from desktop.core.reading.tying import numbers_meant, tied
from desktop.core.renaming import Renaming
from desktop.core.richtext import Block, RichText, Run, plain_text
from desktop.core.swaps import Kind, Put, Swap, apart, swapped
from desktop.core.to_be_checked import TO_CHECK, Here, name_of, places_to_check, with_words_at

_NO_FIELD = "-"
_MEASURE = r"(?:per|pounds|pence|percent|(?:year|month|week|day|hour|minute)s?)\b"
_NUMBERED = re.compile(
    r"(?:[/(:£#‐‑–-]|\b(?:sections?|s|paragraphs?|paras?|pages?|pp?|nos?|numbers?|rules?|articles?"
    r"|chapters?|parts?|annex|appendix|schedules?|tables?|figures?|items?|clauses?|regulations?"
    r"|recommendations?|street|aged?)\.?)\s*$",
    re.IGNORECASE,
)
_LEAST = 10
_A = re.compile(r"(?<![\w.'’(-])(?P<article>[Aa]n?)\s+$")


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that were not taken over as they stood, and where they stand in the plain text now.

    They are a name or noun of this force instead of `before`, a fact of this report, or a gap.
    """

    kind: Kind
    start: int
    words: str
    before: str = ""

    @property
    def end(self) -> int:
        """The place behind the last letter."""
        return self.start + len(self.words)


@dataclass(frozen=True, slots=True)
class TakenOver:
    """A passage as it would stand in this report, as CommonMark, and what is different in it."""

    text: str
    marks: tuple[Mark, ...] = ()

    @property
    def gaps(self) -> tuple[str, ...]:
        """What is left to be filled in, as it stands in the text: "[applications]"."""
        return tuple(each.words for each in self.marks if each.kind == "gap")

    @property
    def replaced(self) -> tuple[tuple[str, str], ...]:
        """The words that stood there, and those that stand in their place."""
        return tuple((each.before, each.words) for each in self.marks if each.kind == "words")


@dataclass(frozen=True, slots=True)
class There:
    """What the other report is: its programme, its answers, and the full key of the item there."""

    programme: Programme
    item: str
    answers: Mapping[str, Answer]


def take_over(
    text: str,
    *,
    programme: Programme,
    source: Force,
    target: Force,
    forces: Forces,
    answers: Mapping[str, Answer],
    keys: Mapping[str, str] | None = None,
    there: There | None = None,
) -> TakenOver:
    """Turn a passage, CommonMark, of the report on `source` into one of the report on `target`.

    Names, area, policing body and noun become those of `target`; facts say the `answers` of its
    report, in `programme`, and where it has none there is a gap in brackets. `keys` gives the keys
    of fields here by those there, "" where there is no such field here. With `there`, numbers that
    are typed are facts too, as far as the programme there can read them, and what else it reads
    that is not answered alike here is followed by what to check, in brackets.
    """
    blocks = commonmark.parse(text)
    if there is not None:
        blocks = _read(blocks, there, Here(programme, answers, keys or {}))
    words = FactWords(programme, answers)
    names = FactWords(there.programme if there else programme, {})
    mapped = [
        Block(tuple(_mapped(run, words, names, keys or {}) for run in block.runs), block.bullet)
        for block in blocks
    ]
    renaming = Renaming(source, target, tuple(forces.values())) if source != target else None
    return _put_together(
        (_swapped(block, renaming, source, target), block.bullet) for block in words.settled(mapped)
    )


def keys_between(here: Programme, there: Programme) -> dict[str, str]:
    """Give the keys of fields here by those there; "" for fields that are not here."""
    keys = dict.fromkeys(there.fields, "")
    for key in here.fields:
        other = field_there(here, there, key)
        if other is not None:
            keys[other] = key
    return keys


# Facts


def _mapped(run: Run, words: FactWords, names: FactWords, keys: Mapping[str, str]) -> Run:
    """Tie a fact to the field here; where that has no answer it is a gap, tied to nothing."""
    fact = fact_in(run.link)
    if fact is None:
        return run
    if fact.key == _NO_FIELD:
        return run
    there = names.key_of(run.link) or fact.key
    link = Fact(keys.get(there, there), fact.form).link
    if words.say(link) is not None:
        return replace(run, link=link)
    here = words.key_of(link)
    name = name_of(here, words) if here else name_of(there, names)
    return replace(run, text=f"[{name}]", link=Fact(_NO_FIELD).link)


def _read(blocks: RichText, there: There, here: Here) -> RichText:
    """Make facts of the numbers that are answers there, and mark what is to be checked here."""
    programme = there.programme
    reader = reader_of(programme)
    if there.item not in programme.items:
        return blocks
    hits = reader.hits((there.item, each) for each in blocks) if reader else []
    meant = numbers_meant(programme, hits)
    equal = {span: key for span, key in _equal(blocks, there) if not _touches(span, meant)}

    def link(key: str, printed: str, begins: bool) -> str:
        number = read_number(printed.lower()) or 0
        said = FactWords(programme, {key: number})
        links = [Fact(key, form).link for form in get_args(Form)]
        return next((one for one in links if said.say(one, begins=begins) == printed), links[0])

    blocks = tuple(tied(blocks, meant | equal, link))
    places = places_to_check(blocks, hits, here, FactWords(programme, {}), there.item)
    return with_words_at(blocks, places, Fact(_NO_FIELD).link)


def _equal(blocks: RichText, there: There) -> Iterator[tuple[Span, str]]:
    """Give the figures that equal a count of the item and stand before what it counts."""
    text = plain_text(blocks)
    figures = [each for each in FIGURE.finditer(text) if each[0][0].isdigit()]
    for key, field in there.programme.fields_of(there.item):
        answer = there.answers.get(key)
        if not isinstance(field, CountField) or not isinstance(answer, int) or answer < _LEAST:
            continue
        counted = _what_is_counted(field.label)
        for figure in figures:
            is_counted = counted.match(text, figure.end()) and read_number(figure[0]) == answer
            if is_counted and not _NUMBERED.search(
                text[max(figure.start() - 20, 0) : figure.start()]
            ):
                yield Span(*figure.span()), key


@lru_cache(maxsize=256)
def _what_is_counted(label: str) -> re.Pattern[str]:
    """Make a pattern of what follows a number that counts what a label names."""
    nouns: list[str] = []
    states: list[str] = []
    for word in re.findall(r"[a-z]{4,}", label.lower()):
        if word.endswith(("ed", "ing")):
            states.append(word)
        elif word.endswith("s"):
            nouns.append(word)
    ways = [r"in\s+(?:all|total)", "altogether"]
    if nouns:
        ways.append(rf"(?:(?!{_MEASURE})[a-z]+\s+)?(?:{'|'.join(nouns)})")
    if states:
        ways.append(rf"(?:(?:was|were|has|have|had|been|are)\s+)*(?:{'|'.join(states)})")
    return re.compile(rf"\s+(?:{'|'.join(ways)})\b")


def _touches(span: Span, others: Iterable[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


# Names and nouns


def _swapped(block: Block, renaming: Renaming | None, source: Force, target: Force) -> list[Put]:
    text = _without_facts(block)
    swaps: list[Swap] = []
    if renaming is not None:
        swaps = apart(renaming.swaps(text))
        own = [(swap.start, swap.end) for swap in swaps]
        swaps = apart(noun_swaps(text, source, target, own, renaming.others(text)), swaps)
    swaps = apart(_articles_of_facts(block, text), swaps)
    pieces: list[Put] = []
    for run, kind, before in swapped(block, swaps):
        if is_fact(run.link):
            gap = fact_in(run.link) == Fact(_NO_FIELD)
            run = replace(run, link="") if gap else run
            pieces.append(Put(run, "gap" if gap else "fact"))
        elif renaming is not None and run.link and renaming.is_in_address(run.link):
            pieces.append(Put(replace(run, link=""), kind, before))
        else:
            pieces.append(Put(run, kind, before))
    return pieces


def _without_facts(block: Block) -> str:
    """Give the text of a block with facts blotted out: they are this report's words already."""
    return "".join("0" * len(run.text) if is_fact(run.link) else run.text for run in block.runs)


def _articles_of_facts(block: Block, text: str) -> Iterator[Swap]:
    """Put "a" or "an" right before facts, which say something else now."""
    start = 0
    for run in block.runs:
        article = _A.search(text[max(start - 10, 0) : start]) if is_fact(run.link) else None
        if article and run.text[:1].isalnum():
            first = start - len(article[0])
            use = like(a_or_an(run.text).strip(), article["article"])
            yield Swap(first, first + len(article["article"]), use)
        start += len(run.text)


def _put_together(blocks: Iterable[tuple[Sequence[Put], bool]]) -> TakenOver:
    written: list[Block] = []
    marks: list[Mark] = []
    start = 0
    for pieces, bullet in blocks:
        quoted = quotations("".join(piece.run.text for piece in pieces))
        first = start
        runs: list[Run] = []
        for piece in pieces:
            run = piece.run
            is_gap = piece.kind == "gap" and not run.text.startswith(TO_CHECK)
            if is_gap and within(start - first, start - first + 1, quoted):
                # Within quotation marks brackets alone would be an editor's.
                run = replace(run, text=f"[insert {run.text[1:]}")
            if piece.kind is not None and run.text:
                marks.append(Mark(piece.kind, start, run.text, piece.before))
            runs.append(run)
            start += len(run.text)
        written.append(Block(tuple(runs), bullet))
        start += 1
    return TakenOver(commonmark.write(written), tuple(marks))
