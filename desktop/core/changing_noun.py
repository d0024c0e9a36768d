"""What a report calls its force, where another force is called otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from desktop.core.forces import Force
from desktop.core.own_words import like
from desktop.core.sentences import begins_sentence
from desktop.core.swaps import Swap

_NOUN = re.compile(
    r"(?<![\w‐‑-])(?:constabulary|constabularies|force|service)(?!\w)", re.IGNORECASE
)
_BEFORE = re.compile(r"(?P<word>[\w'’]+)\s+[\"'‘“(]?$")
_OTHERS = re.compile(
    r"another|other|neighbouring|nearby|each|every|any|no|one|which|what|per|home|lead|host|partner"
)
_INSPECTORS = re.compile(r"(?:\binspect(?:or|orate)s?\s+of|\bspecial)\s+$", re.IGNORECASE)
_NO_FORCE = re.compile(
    r"task|work|sales|labour|police|armed|brute|special|life|air|driving|moral|military|excessive"
    r"|reasonable|unreasonable|lethal|deadly|physical|sheer|gale"
)
_A = re.compile(r"\b[Aa]n?\s+$")
_NO_FORCE_ALONE = re.compile(r"a|an|full")
_MAYBE_NO_FORCE = re.compile(
    r"in|into|by|to|of|with|will|would|not|could|may|might|can|must|shall|should|and|or"
)
_BEFORE_A_VERB = re.compile(r"to|will|would|not|could|may|might|can|must|shall|should")
_FORCED = re.compile(r"\s+(?:staff|officers|employees)\b")
_MAY_STAND_BEFORE = re.compile(
    r"in|into|by|to|of|with|and|or|at|on|for|from|all|across|under|within|through|about|some|no|any"
    r"|current|new|relevant|key|other|an?|full|annual|single|own|clear|comprehensive|detailed"
    r"|effective|existing|formal|revised|robust|separate|specific|updated|written"
)
_OURS_AFTER = re.compile(
    r"[‐‑-]\w|\s+(?:polic(?:y|ies)|procedures?|intranet|headquarters|systems?|guidance|staff|officers"
    r"|employees|standards?|computers?|networks?|databases?|registers?|websites?|values|levels?"
    r"|records|strateg(?:y|ies)|training|vehicles|equipment|e?-?mails?|instructions|orders|premises"
    r"|resources|priorities|area|integrity|media|communications|property|approval|funds|phones?"
    r"|solicitors?|lawyers|values|culture|business|members|executive|command|plans?|practices?"
    r"|rules?|budgets?|accounts?|credit|purchasing|press|social|information|data|time|personnel"
    r"|audits?|campaigns?|review|newsletters?|magazines?|boards?|committees?|teams?|departments?"
    r"|programmes?|publications?|portals?|form|lead|vetting)\b"
)
_MAYBE_A_VERB = re.compile(
    r"\s+(?:records|plans|values|orders|funds|phones|practices|accounts|audits|rules|levels|staff"
    r"|standards|resources)\b(?!\s+(?:system|unit|department|team|policy|manager)\b)"
)
_FORCE_OF = re.compile(r"\s+(?:of|majeure)\b")
_NO_SERVICE_AFTER = re.compile(
    r"\s+(?:(?:of|for|that|which|level|desk|provider|provided|users?|delivery|agreement)\b"
    r"|to\s+(?:the\s+public|victims|customers|communities|residents|local)\b)"
)
_WIDE = re.compile(
    r"[‐‑-](?:wide|level|owned|issued|approved|led|run|based|specific|related|funded|supplied|held)\b"
)
_THE_SERVICE = re.compile(r"\b(?:the|this|our)\s+(?:(?:whole|entire|wider)\s+)?$", re.IGNORECASE)
_SOME_SERVICE = re.compile(
    r"\b(?:an?|another)\s+(?:[\w-]+\s+){0,3}service\b(?![‐‑-])", re.IGNORECASE
)
_SMALL_WORD = re.compile(
    r"(?:The|This|That|Its?|Their|Our|An?|In|For|At|By|From|Within|Across|Since|While|When|As|And"
    r"|But|If|All|Both|No|To|With|Each|Any|Every|Other|Another)"
)
_DETERMINER = re.compile(r"(?:the|this|its|our|their|whole|entire|wider)", re.IGNORECASE)
_STOP = re.compile(r"[.?!…][\"'’”)\]]*\s+")
_NEAR = 40
_LONGEST = 600

Span = tuple[int, int]


def noun_swaps(
    text: str, source: Force, target: Force, own: Sequence[Span], others: Sequence[Span]
) -> Iterator[Swap]:
    """Say what to write for the noun of the one force so that it is the other's.

    `own` has the places of the force's names in the text, and `others` those of other forces. What
    only looks like the noun stays: "in force", "a press service", "Inspectorate of Constabulary".
    """
    for match in _NOUN.finditer(text):
        start, end = match.span()
        if any(first < end and start < last for first, last in (*own, *others)):
            continue
        if any(not text[last:start].strip() for _, last in others if last <= start):
            continue
        before = _BEFORE.search(text[max(start - _NEAR, 0) : start])
        word = before["word"] if before else ""
        named = any(first < start <= last + 3 for first, last in own)
        noun = _noun(match, word, source, target, own, named=named)
        if noun is not None:
            yield Swap(start, end, _like(noun, match, word))


def _noun(
    match: re.Match[str],
    before: str,
    source: Force,
    target: Force,
    own: Sequence[Span],
    *,
    named: bool,
) -> str | None:
    """Give the noun to write; None where what stands there is no noun of the force."""
    text, start, found = match.string, match.start(), match[0].lower()
    near = text[max(start - _NEAR, 0) : start]
    is_other = bool(_OTHERS.fullmatch(before.lower()))
    if found.startswith("constabular"):
        loud = match[0][0].isupper() and before[:1].isupper()
        is_name = loud and not named and not _SMALL_WORD.fullmatch(before)
        if target.noun == "constabulary" or is_name or _INSPECTORS.search(near):
            return None
        if found == "constabularies":
            return "forces"
        some = before.lower() in ("a", "an") and not _is_before_ours(match)
        return "force" if is_other or some else target.noun
    if found == target.noun:
        return None
    if found == "force":
        return target.noun if not is_other and _is_our_force(match, before.lower()) else None
    if source.noun == "service" and _is_our_service(match, near, own):
        return target.noun
    return None


def _is_our_force(match: re.Match[str], before: str) -> bool:
    if _WIDE.match(match.string, match.end()):
        return True
    ours = _is_before_ours(match)
    if _NO_FORCE_ALONE.fullmatch(before) and not ours:
        return False
    if _NO_FORCE.fullmatch(before) or _FORCE_OF.match(match.string, match.end()):
        return False
    if _BEFORE_A_VERB.fullmatch(before) and _FORCED.match(match.string, match.end()):
        return False
    return ours or not _MAYBE_NO_FORCE.fullmatch(before)


def _is_our_service(match: re.Match[str], near: str, own: Sequence[Span]) -> bool:
    text, end = match.string, match.end()
    if _NO_SERVICE_AFTER.match(text, end) or _is_some_service(match, own):
        return False
    if _THE_SERVICE.search(near) or _WIDE.match(text, end):
        return True
    before = _BEFORE.search(near)
    bare = before is None or _MAY_STAND_BEFORE.fullmatch(before["word"].lower())
    return bool(bare and _is_before_ours(match))


def _is_some_service(match: re.Match[str], own: Sequence[Span]) -> bool:
    """Say whether the sentence has spoken of a service that is not the force: "a good service"."""
    text = match.string
    start = 0
    for stop in _STOP.finditer(text, max(match.start() - _LONGEST, 0), match.start()):
        if begins_sentence(text[max(stop.end() - _LONGEST, 0) : stop.end()]):
            start = stop.end()
    return any(
        not _OURS_AFTER.match(text, some.end())
        and not any(some.start() < last and first < some.end() for first, last in own)
        for some in _SOME_SERVICE.finditer(text, start, match.start())
    )


def _is_before_ours(match: re.Match[str]) -> bool:
    """Say whether what follows is mostly the force's: "policy", "headquarters"."""
    text, end = match.string, match.end()
    return bool(_OURS_AFTER.match(text, end)) and not (
        _A.search(text[max(match.start() - _NEAR, 0) : match.start()])
        and _MAYBE_A_VERB.match(text, end)
    )


def _like(noun: str, match: re.Match[str], before: str) -> str:
    """Write a noun with the capital of the one that stood there, if that was none of habit."""
    after = match.string[match.end() : match.end() + 2]
    if match[0].isupper():
        return noun.upper()
    if _DETERMINER.fullmatch(before) and not re.match(r"\s[A-Z]", after):
        return noun
    return like(noun, match[0])
