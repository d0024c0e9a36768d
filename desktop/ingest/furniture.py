"""The matter around the text: cover, running heads and feet, page numbers, embargo notices."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from desktop.core.reading.paragraphs import Span
from desktop.core.reading.plain import plain
from desktop.ingest.cleaning import Gap, Line, folded, in_one_line
from desktop.ingest.embargo import names_a_day, read_embargo, speaks_of_embargo
from desktop.ingest.phrases import CoverLine, OwnLines, Phrases

_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|p\.?|pg\.?) ?)?(?P<page>[0-9]{1,3})"
    r"(?: ?(?:of|/|\|) ?[0-9]{1,3})?(?: ?\| ?page)?\W*"
)
_MARKED_NUMBER = re.compile(r".*(?:page|of|[|/\[\]()~-]).*")
_DRAFT = re.compile(r"draft(?: report| version)?(?: (?:for|not) [a-z ]{1,50})?")
_MARK = re.compile(
    r"(?:(?:first|final|working|second|third) )?"
    r"(?:draft|proof|embargoed|embargo|confidential|restricted|in confidence|official|not for|"
    r"not to be|not yet|strictly|for (?:the )?(?:force|factual|comment|checking|information))\b"
    r"(?: [\w()-]+){0,9}"
)
_SENTENCE_END = re.compile(r"[.?!:;][\"'”’)*_\]]*$")
_LONGEST_WINDOW = 6
_LONGEST_HEAD = 120


@dataclass(slots=True)
class Cover:
    """What the cover and the running matter say; the `title` is that of the cover, folded."""

    title: str = ""
    runs: bool = False
    force: str = ""
    published: str = ""
    embargo: str = ""
    embargo_unread: str = ""
    published_at: Span | None = None
    embargo_at: Span | None = None


class Around(NamedTuple):
    """A line that is not of the text itself: of the cover, or what runs along."""

    line: Line
    kind: Literal["cover", "furniture"]


@dataclass(slots=True)
class _Sorting:
    """Which lines go, while they are being sorted."""

    lines: Sequence[Line]
    gone: set[int] = field(default_factory=set)
    cover: Cover = field(default_factory=Cover)

    def gap_after(self, place: int) -> Gap:
        return self.lines[place + 1].gap if place + 1 < len(self.lines) else "page"

    def stands_alone(self, first: int, last: int) -> bool:
        return self.lines[first].gap != "none" and self.gap_after(last) != "none"


def take_furniture(
    lines: Sequence[Line], phrases: Phrases, own: OwnLines
) -> tuple[list[Line], list[Around], Cover]:
    """Part the text's own lines from the matter around it, and read what that says."""
    lines = [part for line in lines for part in _without_heads(line, phrases)]
    kept = set(own.places(lines))
    sorting = _Sorting(lines)
    _take_embargo(sorting)
    _take_page_numbers(sorting, kept)
    running = {place for place, line in enumerate(lines) if phrases.running(folded(line.text))}
    sorting.gone |= running
    sorting.cover.runs = bool(running)
    front = _front(sorting, phrases)
    _take_marks(sorting, front, kept)
    _take_cover(sorting, phrases, front, kept)
    _take_draft_mark(sorting, front)
    _take_contents(sorting, phrases)
    _take_repeated(sorting, phrases, front, kept)
    _take_repeated_own(sorting, kept)
    around = [
        Around(lines[place], "cover" if place < front else "furniture")
        for place in sorted(sorting.gone)
    ]
    return _left(sorting), around, sorting.cover


def _without_heads(line: Line, phrases: Phrases) -> Iterable[Line]:
    """Part a line where a running head was copied into it."""
    while (inside := phrases.inside(line.text)) and inside != (0, len(line.text)):
        start, end = inside
        if before := line.text[:start].rstrip():
            yield replace(line, text=before, may_go_on=False, own=False)
        yield Line(line.text[start:end], "page", line.start + start)
        rest = line.text[end:].lstrip()
        line = replace(line, text=rest, gap="page", start=line.span.end - len(rest))
    if line.text:
        yield line


def _take_embargo(sorting: _Sorting) -> None:
    lines = sorting.lines
    for place, line in enumerate(lines):
        if place in sorting.gone or not speaks_of_embargo(line.text):
            continue
        for count in (1, 2, 3):
            window = lines[place : place + count]
            notice = " ".join(each.text for each in window)
            if len(notice) > 200:
                break
            if names_a_day(notice):
                sorting.gone.update(range(place, place + len(window)))
                _note_embargo(sorting.cover, notice, Span(line.start, window[-1].span.end))
                break


def _note_embargo(cover: Cover, notice: str, span: Span) -> None:
    moment = read_embargo(notice)
    if moment is None:
        cover.embargo_unread = notice
    elif not cover.embargo:
        cover.embargo, cover.embargo_at = moment, span


def _take_page_numbers(sorting: _Sorting, kept: set[int]) -> None:
    last = 0
    for place, line in enumerate(sorting.lines):
        found = _PAGE_NUMBER.fullmatch(plain(line.text))
        if place in sorting.gone or place in kept or not found:
            continue
        page = int(found["page"])
        marked = _MARKED_NUMBER.fullmatch(plain(line.text)) is not None
        apart = line.gap != "none" or sorting.gap_after(place) != "none"
        if marked or apart or last < page <= last + 3:
            sorting.gone.add(place)
            last = page


def _front(sorting: _Sorting, phrases: Phrases) -> int:
    """Find where the cover ends: at the first heading, or the first line of running text."""
    for place, line in enumerate(sorting.lines):
        if place in sorting.gone or phrases.cover_line(folded(line.text)):
            continue
        if phrases.contents_line(line.text):
            continue
        if len(line.text.split()) >= 12 or phrases.heading(line.text):
            return place
    return len(sorting.lines)


def _take_marks(sorting: _Sorting, front: int, kept: set[int]) -> None:
    """Take away what says on the cover for whom the pages are, and again where it runs along."""
    marks: set[str] = set()
    for place, line in enumerate(sorting.lines):
        if place in sorting.gone or place in kept:
            continue
        words = folded(line.text)
        if place < front and _MARK.fullmatch(words):
            marks.add(words)
            sorting.gone.add(place)
        elif words in marks and _at_break(sorting, place):
            sorting.gone.add(place)


def _take_cover(sorting: _Sorting, phrases: Phrases, front: int, kept: set[int]) -> None:
    seen: Counter[str] = Counter()
    found = list(_cover_windows(sorting, phrases, front, kept))
    for first, last, _ in found:
        seen[_unnumbered(sorting.lines[first : last + 1])] += first >= front
    for first, last, said in found:
        if first < front:
            cover = sorting.cover
            cover.title = max(cover.title, said.title, key=len)
            cover.force = cover.force or said.force
            if said.month and not cover.published:
                cover.published = said.month
                window = sorting.lines[first : last + 1]
                cover.published_at = next(
                    line.span for line in window if said.month[:4] in line.text
                )
        elif not _is_running(sorting, first, last, said, seen):
            continue
        sorting.gone.update(range(first, last + 1))


def _take_draft_mark(sorting: _Sorting, front: int) -> None:
    for place, line in enumerate(sorting.lines[:front]):
        if _DRAFT.fullmatch(folded(line.text)):
            sorting.gone.add(place)


def _cover_windows(
    sorting: _Sorting, phrases: Phrases, front: int, kept: set[int]
) -> Iterable[tuple[int, int, CoverLine]]:
    """Give the longest runs of lines that hold only matter of the cover."""
    lines = sorting.lines
    place = 0
    while place < len(lines):
        end = place
        for last in range(place, min(place + _LONGEST_WINDOW, len(lines))):
            if last in sorting.gone or last in kept or len(lines[last].text) > _LONGEST_HEAD:
                break
            if lines[last].text.rstrip("*_ ").endswith((".", ",", ";")):
                break
            words = folded(in_one_line(lines[place : last + 1]))
            said = phrases.cover_line(words)
            if said and (last < front or not _is_mere_name(sorting, place, said)):
                best, end = said, last + 1
            elif place >= front and last == place and said:
                # The end of a paragraph: what follows it is looked at by itself.
                break
        if end > place:
            yield place, end - 1, best
        place = max(end, place + 1)


def _is_mere_name(sorting: _Sorting, place: int, said: CoverLine) -> bool:
    """Say whether a line may be the end of a paragraph that ends in a name or a month."""
    goes_on = sorting.lines[place].gap == "none" and place - 1 not in sorting.gone
    return goes_on and not said.title and not said.numbered


def _is_running(
    sorting: _Sorting, first: int, last: int, said: CoverLine, seen: Counter[str]
) -> bool:
    """Tell a running head from a name or a title that ends up alone on a line of running text."""
    lines = sorting.lines[first : last + 1]
    if lines[0].text.startswith("*") and not lines[0].text.startswith("**"):
        return False
    beside = first - 1 in sorting.gone or last + 1 in sorting.gone
    apart = sorting.lines[first].gap == "page" or sorting.gap_after(last) == "page"
    repeated = seen[_unnumbered(lines)] > 1
    alone = sorting.stands_alone(first, last)
    if said.title:
        return repeated or beside or apart or alone or said.numbered or said.force != ""
    return ((repeated or said.numbered) and (beside or apart or alone)) or (beside and alone)


def _unnumbered(lines: Iterable[Line]) -> str:
    words = folded(" ".join(line.text for line in lines))
    return " ".join(word for word in words.split() if not word.isdigit())


def _take_contents(sorting: _Sorting, phrases: Phrases) -> None:
    for place, line in enumerate(sorting.lines):
        if place in sorting.gone or not phrases.contents_line(line.text):
            continue
        sorting.gone.add(place)
        before = place - 1
        if before >= 0 and folded(sorting.lines[before].text) in ("contents", "table of contents"):
            sorting.gone.add(before)


def _take_repeated(sorting: _Sorting, phrases: Phrases, front: int, kept: set[int]) -> None:
    """Take lines away that come back again and again beside page breaks, whatever they say."""
    where: dict[str, list[int]] = {}
    for place in range(front, len(sorting.lines)):
        line = sorting.lines[place]
        if place in sorting.gone or place in kept or len(line.text) > _LONGEST_HEAD:
            continue
        words = _unnumbered([line])
        if len(words) >= 4 and not phrases.heading(line.text):
            where.setdefault(words, []).append(place)
    for places in where.values():
        at_breaks = sum(_at_break(sorting, place) for place in places)
        if len(places) > 1 and at_breaks == len(places):
            sorting.gone.update(places)


def _at_break(sorting: _Sorting, place: int) -> bool:
    line = sorting.lines[place]
    if _SENTENCE_END.search(line.text) or line.text.startswith(("- ", "* ", "•")):
        return False
    if line.text[:1].islower() or len(line.text.split()) < 2:
        return False
    return (
        line.gap == "page"
        or sorting.gap_after(place) == "page"
        or place - 1 in sorting.gone
        or place + 1 in sorting.gone
    )


def _take_repeated_own(sorting: _Sorting, kept: set[int]) -> None:
    """Keep only the last of the imprint's lines that also run at the foot of each page."""
    last_of = {_unnumbered([sorting.lines[place]]): place for place in sorted(kept)}
    for place in kept:
        if last_of[_unnumbered([sorting.lines[place]])] != place and _at_break(sorting, place):
            sorting.gone.add(place)


def _left(sorting: _Sorting) -> list[Line]:
    left: list[Line] = []
    cut = False
    for place, line in enumerate(sorting.lines):
        if place in sorting.gone:
            cut = True
            continue
        left.append(replace(line, gap="page") if cut else line)
        cut = False
    return left
