"""Another force's name or area in a report."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator

from desktop.core.drafting import draft_or_none
from desktop.core.examining import Examined, Prose, prose_of
from desktop.core.forces import Force, folded
from desktop.core.naming_forces import Names, Naming, names_of, namings
from desktop.core.remarks import Found, Severity, check
from desktop.core.sentences import Sentence

_JOINS = re.compile(
    r"(?:['’]s?)?[\s,;/&()–-]*(?:(?:and|or|the|both|also|plus|neighbouring|nearby)\b[\s,]*)*"
)
_TOGETHER = re.compile(
    r"\b(?:collaborat\w*|joint(?:ly)?|(?<!put )together|shar(?:es?|ed|ing)|partners?|partnerships?"
    r"|merged?|alliance|consortium|regional(?:ly)?|neighbouring|second(?:ed|ments?)|on behalf of"
    r"|host(?:s|ed)?|lead force|borrow(?:s|ed|ing)?|on loan|combined|pooled"
    r"|(?:work(?:s|ed|ing)?|help(?:s|ed|ing)?|arrangements?|agreements?|links?) (?:\w+ )?with"
    r"|(?:two|three|four|five|six|other|both) (?:forces|constabularies|counties))\b",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:the|this|our|its) (?:[\w-]+ )?(?:force|constabulary|service|unit|department|team)\b"
    r"|\b(?:it|its|they|their|we|our)\b",
    re.IGNORECASE,
)


@check(severity="error", protects="Words about another force are published as if about this one.")
def other_force(examined: Examined) -> Iterator[Found]:
    """Find other forces' names and areas but for lists that this force's own stands in.

    In a sentence on what forces do together they are only a warning.
    """
    names = names_of(tuple(examined.circumstances.forces.values()))
    for item, prose in examined.written.items():
        named = namings(names, prose.text)
        if all(each.force == examined.force.key for each in named):
            continue
        standard = _standard_names(examined, names, item)
        for sentence, within in _by_sentence(prose, named):
            with_others_from = _where_others_may_stand(examined.force, sentence, within)
            for each in _others(examined.force, prose.text, within):
                if folded(each.text) not in standard:
                    together = with_others_from is not None and with_others_from <= each.start
                    yield _found(examined, item, each, "warning" if together else "error")


def _by_sentence(prose: Prose, named: Iterable[Naming]) -> Iterator[tuple[Sentence, list[Naming]]]:
    left = deque(named)
    for sentence in prose.sentences:
        within: list[Naming] = []
        while left and left[0].start < sentence.end:
            within.append(left.popleft())
        if within:
            yield sentence, within


def _standard_names(examined: Examined, names: Names, item: str) -> set[str]:
    """Give the names that the programme itself has in the standard wording of an item."""
    if not examined.programme.items[item].wording:
        return set()
    draft = draft_or_none(examined.programme, item, examined.force, examined.report.answers) or ""
    return {folded(each.text) for each in namings(names, prose_of(draft).text)}


def _others(own: Force, text: str, named: list[Naming]) -> Iterator[Naming]:
    """Leave out the names in a list that this force's own stands in."""
    lists: list[list[Naming]] = []
    for each in named:
        if lists and _JOINS.fullmatch(text[lists[-1][-1].end : each.start]):
            lists[-1].append(each)
        else:
            lists.append([each])
    for joined in lists:
        if all(each.force != own.key for each in joined):
            yield from joined


def _where_others_may_stand(own: Force, sentence: Sentence, named: list[Naming]) -> int | None:
    """Say from where on in the text a sentence on working together may name others, if it may.

    It has to name this force too, or to speak of it before.
    """
    if not _TOGETHER.search(sentence.text):
        return None
    if any(each.force == own.key for each in named):
        return sentence.start
    spoken_of = _OWN.search(sentence.text)
    return sentence.start + spoken_of.end() if spoken_of else None


def _found(examined: Examined, item: str, other: Naming, severity: Severity) -> Found:
    own = examined.force
    message = (
        f"“{other.text}” names another force: this is the report on {own.name}."
        " Put the right name here, or leave it with a reason."
    )
    suggestion = own.name if other.full else own.area
    place = examined.place(item, other.start, other.end)
    return Found(place, message, suggestions=(suggestion,), severity=severity)
