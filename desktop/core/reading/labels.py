"""How counts are put by the words of their own labels: what any programme can be read by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from desktop.core.declarations import ProgrammeError
from desktop.core.fields import CountField
from desktop.core.programme import Programme, item_of
from desktop.core.reading.answers import Reader, reader_of
from desktop.core.reading.rules import READING_FILE, Answered, Placed, ReadingRules, Way

BY_LABEL = -1
"""The rank of what is read by a label: it counts where no declared way finds anything."""

_AUXILIARIES = r"(?:(?:has|have|had|was|were|is|are|been|being|still|now|since|then) )*"
_OF_THEM = r"(?:of (?:which|these|them|those) )?"
_IN_ALL = (
    r"(?=[.,;:)]|$| (?:since|between|during|to date|altogether|in (?:all|total))\b"
    r"| (?:(?:has|have|had|was|were|been) )+(?:made|received|recorded|submitted|lodged|reported"
    r"|identified|found|begun|started|opened|instigated|conducted|carried out)\b)"
)
_SOME_OF_THEM = (
    r"\b(?:including|includ(?:es?|ed)|for example|e\.g|among|such as|per|(?:each|every) \w+)\b"
)
_OTHER_COUNTED = r"\bof (?:which|these|them|those)\b,?"


class CountReader(NamedTuple):
    """What reads counts, if there is anything to read them by, and what was amiss in the rules."""

    reader: Reader | None
    mistake: str = ""
    """Names file, line and key; empty where nothing is amiss."""


def count_reader(programme: Programme) -> CountReader:
    """Give a reader that knows counts by the programme's rules and by their labels.

    Rules with a mistake are passed by.
    """
    file = programme.folder / READING_FILE
    return _count_reader_as_of(programme, file.stat().st_mtime_ns if file.is_file() else 0)


@lru_cache(maxsize=8)
def _count_reader_as_of(programme: Programme, _changed: int) -> CountReader:
    mistake = ""
    try:
        declared = reader_of(programme)
    except ProgrammeError as error:
        declared, mistake = None, str(error)
    by_label = tuple(_answered(programme, declared))
    if declared is not None:
        rules = declared.rules.model_copy(update={"answers": declared.rules.answers + by_label})
        items = dict.fromkeys(item_of(key) for key in programme.fields if key in declared.counts)
        return CountReader(Reader(programme, rules, tuple(items)))
    if not by_label:
        return CountReader(None, mistake)
    nowhere = Placed(item=next(iter(programme.items)))
    rules = ReadingRules(items=(nowhere,), answers=by_label)
    return CountReader(Reader(programme, rules), mistake)


def _answered(programme: Programme, declared: Reader | None) -> Iterator[Answered]:
    known = {each.field: each.unless for each in declared.rules.answers} if declared else {}
    context = {"words": tuple(declared.rules.words.items()) if declared else ()}
    for item in programme.items:
        counts = [(key, f) for key, f in programme.fields_of(item) if isinstance(f, CountField)]
        labels = {field.key: field.label for _, field in counts}
        for key, field in counts:
            noun = _noun(labels[field.part_of] if field.part_of else field.label)
            state = _state(field.label)
            if field.part_of:
                ways = _ways_of_a_part(state, noun) if state else ()
            else:
                ways = _ways_of_a_whole(noun) if noun else ()
            if ways:
                given = {"field": key, "unless": known.get(key, ()), "ways": ways}
                yield Answered.model_validate(given, context=context)


def _ways_of_a_whole(noun: str) -> tuple[Way, ...]:
    return (
        Way(
            find=(rf"{{number}} {noun}\b{_IN_ALL}",),
            unless=(_SOME_OF_THEM, rf"{_OTHER_COUNTED} {{number}} {noun}\b"),
            rank=BY_LABEL,
        ),
    )


def _ways_of_a_part(state: str, noun: str) -> tuple[Way, ...]:
    each = rf"(?:{noun} )?" if noun else ""
    is_so = rf"{_OF_THEM}{each}{_AUXILIARIES}{re.escape(state)}\b"
    return (
        Way(find=(rf"\ball (?:but|except) {{number}} {is_so}",), share="all_but", rank=BY_LABEL),
        Way(find=(rf"\ball {is_so}",), share="all", rank=BY_LABEL),
        Way(
            find=(rf"(?!once\b|twice\b){{number}} {is_so}",),
            unless=(r"\ball (?:but|except)\b",),
            rank=BY_LABEL - 1,
        ),
    )


def _noun(label: str) -> str:
    """Give a pattern for what a label counts, one or many; empty where it names nothing."""
    named = re.match(r"(?:[A-Za-z-]+ ){0,2}?[A-Za-z-]{3,}(?<!s)s\b", label)
    if named is None:
        return ""
    many = named[0].lower()
    for ending, one in (("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("s", "")):
        if many.endswith(ending):
            return f"(?:{re.escape(many)}|{re.escape(many.removesuffix(ending) + one)})"
    return ""


def _state(label: str) -> str:
    """Give what a label says of the things counted, such as "approved"; empty where nothing."""
    return label.lower() if re.fullmatch(r"[A-Za-z-]+(?:ed|ing)", label) else ""
