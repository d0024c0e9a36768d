"""Lines put together again as the headings, paragraphs and points that they were broken from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from desktop.core.reading.paragraphs import Span
from desktop.core.reading.plain import plain
from desktop.ingest.cleaning import SOFT_HYPHEN, Line, in_one_line
from desktop.ingest.phrases import OwnLines, Phrases

Kind = Literal["heading", "unknown", "paragraph", "point", "own"]

_POINT = re.compile(r"^(?:[-–—•●○◦▪■□*·‣⁃\uf0b7\uf0a7]|o(?=\s))\s+(?=\S)")
_DASHES = ("– ", "— ", "- ")
_ENDED = re.compile(r"[.?!:;][\"'”’)*_\]]*$")
_STOPPED = re.compile(r"[.?!][\"'”’)*_\]]*$")
_MARKED_HEADING = re.compile(r"^(?:#{1,6}\s+|■\s+|▪\s+|(?:\*\*|__)(?=[^*_]+(?:\*\*|__)$))")
_BLOCKS = ("■", "▪")
_HEADING_MARKS = re.compile(r"^[#\s■▪]+|\s*#+$")
_BROKEN = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)-$")
_WIDEST = 180
_NUMBERED = re.compile(r"^\(?[0-9]{1,2}[.)]\s")
_BROKEN_WORD = re.compile(r"[^\W_]{1,30}-[ ]*\n\s{0,20}[^\W_]{1,30}")
_LONGEST_WORD = 60
_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
_STARTING = """
    non co e ex pre post re multi inter well long full part one two three four off up sub force
    computer web third
"""
_PREFIXES = frozenset(_STARTING.split())
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SURE_PREFIXES = frozenset(("anti", "counter", "cross", "self", *_TENS.split()))
_SUFFIXES = frozenset(("wide", "based", "led", "level", "specific", "related", "term", "duty"))


@dataclass(frozen=True, slots=True)
class Piece:
    """One heading, paragraph or point, as CommonMark without the mark at its start.

    `belongs` is the section of a heading, or the item of a line that names its own; `spans` are the
    places of its lines in the text. It `may_go_on` in the next piece, after a page break.
    """

    kind: Kind
    text: str
    spans: tuple[Span, ...]
    belongs: str = ""
    may_go_on: bool = False


def words_in(texts: Iterable[str]) -> frozenset[str]:
    """Give the words of texts, in the form in which `Hyphens` knows them."""
    return frozenset(word for text in texts for word in _WORD.findall(plain(text)))


class Hyphens:
    """Whether a word that a line broke at a hyphen has one, judged by the words around it."""

    def __init__(self, text: str, known: frozenset[str]) -> None:
        """Take the text, and words that are known to be written as they are given."""
        whole = _BROKEN_WORD.sub(" ", text)
        self._seen = Counter(_WORD.findall(plain(whole)))
        self._seen.update(known)

    def kept(self, first: str, second: str, *, likely: bool) -> bool:
        """Say whether "first-" at a line's end and "second" after it are written with a hyphen.

        It is `likely` where hardly a word is broken in the text.
        """
        if not second or not second[0].isalpha() or not second[0].islower():
            return True
        first, second = plain(first), plain(second)
        joined, hyphened = self._seen[first + second], self._seen[f"{first}-{second}"]
        if joined != hyphened:
            return hyphened > joined
        if likely:
            return True
        last = first.rsplit("-", 1)[-1]
        if last in _SURE_PREFIXES or second in _SUFFIXES:
            return True
        return last in _PREFIXES and self._seen[second] > 0


def put_together(
    lines: Sequence[Line],
    phrases: Phrases,
    hyphens: Hyphens,
    own: OwnLines,
) -> list[Piece]:
    """Give the pieces of a text whose furniture is gone; all words are kept, in order."""
    lines = _without_double_spacing(lines)
    width = _width(lines)
    pieces: list[Piece] = []
    open_lines: list[Line] = []
    kind: Kind = "paragraph"
    place = 0
    owned = own.places(lines)

    def close() -> None:
        nonlocal open_lines, kind
        if open_lines:
            pieces.append(_closed(kind, open_lines, hyphens))
        open_lines, kind = [], "paragraph"

    while place < len(lines):
        line = lines[place]
        before = open_lines[-1].text if open_lines else ""
        if heading := _heading_at(lines, place, phrases, before):
            close()
            section, count = heading
            window = lines[place : place + count]
            text = " ".join(each.text for each in window)
            pieces.append(Piece("heading", text, _spans(window), section))
            place += count
            continue
        place += 1
        if place - 1 in owned:
            close()
            pieces.append(Piece("own", line.text, (line.span,), owned[place - 1]))
        elif _is_marked_heading(lines, place - 1) and (not before or line.gap != "none"):
            close()
            text = _HEADING_MARKS.sub("", line.text).strip()
            pieces.append(Piece("unknown", text, (line.span,)))
        elif _POINT.match(line.text) and not (kind == "paragraph" and _runs_on(before, line)):
            close()
            kind = "point"
            open_lines = [line]
        elif before and _goes_on(open_lines[-1], line, width):
            open_lines.append(line)
        else:
            close()
            open_lines = [line]
    close()
    return pieces


def _heading_at(
    lines: Sequence[Line], place: int, phrases: Phrases, before: str
) -> tuple[str, int] | None:
    """Find a heading that begins in a line, and over how many lines it goes."""
    if before and lines[place].gap == "none" and not _ENDED.search(before):
        return None
    best: tuple[str, int] | None = None
    likest = 0.0
    for count in (1, 2, 3, 4):
        window = lines[place : place + count]
        if len(window) < count or any(len(each.text) > 160 for each in window):
            break
        if count > 1 and window[-2].text.rstrip("*_ ").endswith((".", ";", "?", ":")):
            break
        found = phrases.heading(in_one_line(window))
        # A longer run of lines has to be the better likeness, or it would take text with it.
        if found and found[1] > likest and not _likelier_without(window, phrases, found[1]):
            best, likest = (found[0], count), found[1]
    if best and best[1] == 1 and lines[place].text.endswith((".", ",", ";")):
        return None
    return best


def _likelier_without(window: Sequence[Line], phrases: Phrases, likeness: float) -> bool:
    """Say whether the first line is not of the heading, but the end of the text before it."""
    rest = phrases.heading(in_one_line(window[1:])) if window[1:] else None
    return rest is not None and rest[1] >= likeness


def _is_marked_heading(lines: Sequence[Line], place: int) -> bool:
    """Say whether a line has the marks of a heading, though none that is known."""
    text = lines[place].text
    words = text.split()
    if text.startswith(_BLOCKS) and not _stands_alone(lines, place):
        return False
    return (
        bool(_MARKED_HEADING.match(text))
        and 1 < len(words) <= 16
        and not _STOPPED.search(text.rstrip("*_# ").removesuffix("?"))
        and not text.rstrip("*_# ").endswith((";", ","))
    )


def _stands_alone(lines: Sequence[Line], place: int) -> bool:
    """Tell a heading with a block before it from a point of a list: it has no such neighbour."""
    around = [*lines[max(place - 1, 0) : place], *lines[place + 1 : place + 2]]
    apart = place + 1 == len(lines) or lines[place + 1].gap != "none"
    return apart and not any(line.text.startswith(_BLOCKS) for line in around)


def _goes_on(above: Line, line: Line, width: int) -> bool:
    """Say whether a line goes on with the paragraph that the line before it is of."""
    if above.may_go_on:
        return False
    before = above.text
    starts_low = line.text.lstrip("*_\"'“‘([")[:1].islower()
    broken = before.endswith((SOFT_HYPHEN, "-"))
    if line.gap == "none":
        if width > _WIDEST and len(before) > _WIDEST and not starts_low and not broken:
            return False
        if not _ENDED.search(before):
            return True
        if starts_low and not before.endswith(":"):
            return True
        if width > _WIDEST:
            return False
        first_word = line.text.split(maxsplit=1)[0]
        return len(before) + 1 + len(first_word) > width - 2
    if broken and starts_low:
        return True
    if _ENDED.search(before):
        return False
    return starts_low or (line.gap == "page" and not _NUMBERED.match(line.text))


def _runs_on(before: str, line: Line) -> bool:
    """Tell a dash within a sentence, at which a line was broken, from the mark of a point."""
    unfinished = bool(before) and line.gap == "none" and not _ENDED.search(before)
    return unfinished and line.text.startswith(_DASHES)


def _width(lines: Sequence[Line]) -> int:
    """Give the width at which the text is wrapped; a large number where it is not."""
    wrapped = sorted(
        len(lines[place].text)
        for place in range(len(lines) - 1)
        if lines[place + 1].gap == "none" and not _ENDED.search(lines[place].text)
    )
    if not wrapped:
        return 10_000
    if max(len(line.text) for line in lines) > 2 * _WIDEST:
        return 10_000
    return wrapped[min(len(wrapped) - 1, len(wrapped) * 9 // 10)]


def _without_double_spacing(lines: Sequence[Line]) -> Sequence[Line]:
    """Undo a blank line after every line: most lines then end before their sentence does."""
    blank = [place for place, line in enumerate(lines) if place and line.gap == "blank"]
    ends = [
        len(lines[place - 1].text) for place in blank if not _ENDED.search(lines[place - 1].text)
    ]
    if len(lines) < 40 or len(blank) < 0.8 * len(lines) or len(ends) < 0.6 * len(blank):
        return lines
    return [replace(line, gap="none") if line.gap == "blank" else line for line in lines]


def _closed(kind: Kind, lines: Sequence[Line], hyphens: Hyphens) -> Piece:
    text = _POINT.sub("", lines[0].text) if kind == "point" else lines[0].text
    for above, line in pairwise(lines):
        text = _joined(text, line.text, hyphens, likely=above.own)
    whole = " ".join(text.rstrip(SOFT_HYPHEN).split())
    return Piece(kind, whole, _spans(lines), may_go_on=lines[-1].may_go_on)


def _spans(lines: Iterable[Line]) -> tuple[Span, ...]:
    return tuple(line.span for line in lines)


def _joined(text: str, line: str, hyphens: Hyphens, *, likely: bool) -> str:
    if text.endswith(SOFT_HYPHEN):
        return text[:-1] + line
    if broken := _BROKEN.search(text[-_LONGEST_WORD:]):
        following = _WORD.match(line)
        second = following[0] if following else ""
        if second and not hyphens.kept(broken[1], second, likely=likely):
            return text[:-1] + line
        return text + line if second else f"{text} {line}"
    return f"{text} {line}"
