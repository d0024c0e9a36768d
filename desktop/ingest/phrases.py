"""What covers, running heads and headings of a series are made of, to be recognised by words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from desktop.core.forces import Force, Forces
from desktop.core.house_style import MONTHS
from desktop.core.programme import Programme
from desktop.core.reading.plain import plain
from desktop.core.reading.rules import ReadingRules
from desktop.ingest.cleaning import Line, folded

_MONTH = rf"(?P<month>{'|'.join(month.lower() for month in MONTHS)}) (?P<year>20[0-9]{{2}})"
_FILLER = r"page|p|published|of|and|the|[0-9]{1,3}|20[0-9]{2}"
_LONGEST_COVER = 400
_LONGEST_OWN = 160
_LONGEST_HEADING = 200
_ALIKE = 0.86
_MARK = re.compile(r"^(?:[#>■▪●•·\s*_]|\(?[0-9]{1,2}(?:\.[0-9]{1,2})*[.)]?\s|[a-z][.)]\s)+")
_LEADER = re.compile(r"[\s.…·_-]+[0-9]{1,3}$")


@dataclass(frozen=True, slots=True)
class CoverLine:
    """What one or several lines say that hold nothing but matter of the cover."""

    title: str
    force: str
    month: str
    numbered: bool


class OwnLines:
    """How lines begin that belong to one item wherever they stand, such as those of an imprint."""

    def __init__(self, rules: ReadingRules) -> None:
        self._patterns = [
            (rules.pattern(text), placed.item) for placed in rules.items for text in placed.lines
        ]

    def places(self, lines: Sequence[Line]) -> dict[int, str]:
        """Give the items of such lines by their place: of those that begin a paragraph."""
        found: dict[int, str] = {}
        for place, line in enumerate(lines):
            if (line.gap != "none" or place - 1 in found) and (item := self._item(line.text)):
                found[place] = item
        return found

    def _item(self, line: str) -> str | None:
        words = plain(line).lstrip("*_#[<( ")
        if len(words) > _LONGEST_OWN:
            return None
        return next((item for pattern, item in self._patterns if pattern.match(words)), None)


class Phrases:
    """The words of one programme's covers and headings."""

    def __init__(self, programme: Programme, rules: ReadingRules, forces: Forces) -> None:
        self._names = {
            folded(name): force.key for force in forces.values() for name in names_of(force)
        }
        self._force = _any_of(self._names)
        titles = {folded(text) for text in (programme.title, *rules.cover)}
        short = folded(programme.short_title)
        self._titles = {title for title in titles if title.startswith(short)}
        self._titles.add(folded(programme.title))
        self._whole = self._titles - {short} | {folded(programme.title)}
        self._title = _any_of(self._titles | {short})
        others = titles | {folded(t) for t in (programme.strapline, programme.publisher)}
        self._cover = re.compile(
            rf"(?:(?:{_alternatives(others | self._titles | {short})}"
            rf"|{_alternatives(self._names)}|(?:[0-9]{{1,2}}(?:st|nd|rd|th)? )?"
            rf"(?:{_MONTH})|{_FILLER})(?: |$))+"
        )
        before = _alternatives({folded(programme.publisher)} | titles - self._titles)
        self._running = re.compile(
            rf"(?:(?:{before}|20[0-9]{{2}}) )*(?:{_alternatives(self._titles)})"
            r"(?: [^\W\d]+){0,6}(?: page)? [0-9]{1,3}"
        )
        printed = "|".join(
            r"[\W_]+".join(map(re.escape, phrase.split()))
            for phrase in sorted(self._titles, key=len, reverse=True)
        )
        number = r"[0-9]{1,3}(?: of [0-9]{1,3})?"
        self._inside = re.compile(
            rf"(?:^|(?<=[\w,;]) )((?:{re.escape(programme.publisher)} \(?20[0-9]{{2}}\)? )?"
            rf"(?i:{printed})\W{{0,3}}(?:[A-Z&]\w* |of |and |the ){{0,6}}\W{{0,2}}{number})"
            r"(?! of [0-9])(?= [a-z(]|$)"
        )
        self._headings: list[tuple[str, str]] = []
        self._named: list[tuple[str, str]] = []
        for section in programme.sections:
            also = [h for other in rules.headings if other.section == section.key
                    for h in other.headings]  # fmt: skip
            for heading in filter(None, (section.heading, *also)):
                kept = self._named if "{area}" in heading else self._headings
                kept.append((folded(heading.replace("{area}", "")), section.key))

    def is_whole(self, title: str) -> bool:
        """Say whether folded words are the title and not only its short form."""
        return title in self._whole

    def title_in(self, words: str) -> bool:
        """Say whether the title stands in a text, given as folded words."""
        return any(title in words for title in self._titles)

    def cover_line(self, words: str) -> CoverLine | None:
        """Say what folded words tell that hold only matter of the cover; None for other words."""
        if not words or len(words) > _LONGEST_COVER or not self._cover.fullmatch(words):
            return None
        if re.fullmatch(rf"(?:{_FILLER})(?: (?:{_FILLER}))*", words):
            return None
        month = re.search(_MONTH, words)
        titled = self._title.search(words)
        return CoverLine(
            titled[0] if titled else "",
            self.force_in(self._title.sub("", words)) or "",
            f"{month['year']}-{_number_of(month['month']):02}" if month else "",
            bool(re.search(r"(?:^|\s)[0-9]{1,3}$|^[0-9]{1,3}\s|\bpage\b", words)),
        )

    def running(self, words: str) -> bool:
        """Say whether folded words are a running head: the title, few others, a page's number."""
        return self._running.fullmatch(words) is not None

    def inside(self, line: str) -> tuple[int, int] | None:
        """Find a running head that stands in a line of text, before, after or amid its words."""
        found = self._inside.search(line)
        return found.span(1) if found else None

    def force_in(self, words: str) -> str | None:
        """Give the key of the first force named in folded words, the longest name first."""
        found = self._force.search(words)
        return self._names[found[0]] if found else None

    def forces_in(self, words: str) -> list[str]:
        """Give the keys of all forces named in folded words, as often as they are named."""
        return [self._names[found] for found in self._force.findall(words)]

    def heading(self, text: str) -> tuple[str, float] | None:
        """Give the section that a line is the heading of, and how alike it is; None for others."""
        if len(text) > _LONGEST_HEADING:
            return None
        words = folded(_MARK.sub("", text.strip()))
        if not words:
            return None
        return self._named_heading(words) or self._best_heading(words)

    def contents_line(self, text: str) -> bool:
        """Say whether a line is one of a list of contents: a heading and the number of its page."""
        if len(text) > _LONGEST_HEADING:
            return False
        without = _LEADER.sub("", text.strip())
        return without != text.strip() and self.heading(without) is not None

    def _named_heading(self, words: str) -> tuple[str, float] | None:
        for start, section in self._named:
            rest = words.removeprefix(start).strip()
            if words.startswith(start) and rest:
                name = self._force.fullmatch(rest.removeprefix("the ").strip())
                if name or self._force.fullmatch(rest):
                    return section, 1.0
                if rest in ("force", "the force", "the constabulary", "the service"):
                    return section, 0.9
        return None

    def _best_heading(self, words: str) -> tuple[str, float] | None:
        best: tuple[str, float] | None = None
        count = len(words.split())
        for heading, section in self._headings:
            expected = len(heading.split())
            if not 0.5 * expected <= count <= 1.6 * expected + 1:
                continue
            alike = 1.0 if words == heading else _alike(words, heading)
            if alike >= _ALIKE and (best is None or alike > best[1]):
                best = (section, alike)
        return best


def names_of(force: Force) -> Iterable[str]:
    """Give all names under which a force is met in a report."""
    return (force.name, force.area, force.area_in_sentence, *force.also)


def _alike(one: str, other: str) -> float:
    """Say how alike two headings are, from 0 to 1; letters count only where words are near."""
    here, there = _telling(one), _telling(other)
    if min(len(here), len(there)) < 3:
        near = abs(len(one) - len(other)) < 6 and one[:1] == other[:1]
        return SequenceMatcher(None, one, other, autojunk=False).ratio() if near else 0.0
    shared = 2 * len(here & there) / (len(here) + len(there))
    if shared < 0.4:
        return 0.0
    letters = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return max(letters, shared + 0.05 if shared >= 0.8 else 0.0)


@lru_cache(maxsize=4096)
def _telling(words: str) -> frozenset[str]:
    return frozenset(word for word in words.split() if len(word) > 3)


def _number_of(month: str) -> int:
    return [name.lower() for name in MONTHS].index(month) + 1


def _alternatives(phrases: Iterable[str]) -> str:
    return "|".join(re.escape(p) for p in sorted(filter(None, phrases), key=len, reverse=True))


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_alternatives(phrases)})\b")
