"""Differences that are only the forces' own names: where one says its own, so does the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from desktop.core.comparing import Difference, differences_in_text, readable
from desktop.core.forces import Force, folded

_OWN_NAME: Final = "\U00010900"
"""A letter that stands for each force's own name, as one word, while passages are compared."""
_ENDS = re.compile(r"(?P<words>.*?)(?P<end>(?:['’]s?)?[^\w'’]*)", re.DOTALL)


def differences_but_for_names(
    before: str, after: str, of_before: Force, of_after: Force
) -> list[Difference]:
    """Tell two passages, CommonMark, apart; where each names its own force, they are the same.

    A force is named by its name, its area or another name of it, and each calls itself by its noun.
    What counts as the same is given as it stands in the passage after.
    """
    old, new = readable(before), readable(after)
    names, other_names = _own_names(of_before), _own_names(of_after)
    if _OWN_NAME in old or _OWN_NAME in new:
        found = differences_in_text(old, new)
    else:
        found = differences_in_text(names.sub(_OWN_NAME, old), other_names.sub(_OWN_NAME, new))
        found = list(_put_back(found, names.findall(old), other_names.findall(new)))
    return _joined(_but_for_nouns(found, of_before, of_after))


def _own_names(force: Force) -> re.Pattern[str]:
    """Match whatever a force is named by, with its article: the longest name that stands there."""
    names = {force.name, force.area, force.area_in_sentence, *force.also}
    patterns = [
        r"[\s-]+".join(r"(?:and|&)" if word in ("and", "&") else _letters(word) for word in words)
        for name in sorted(names, key=len, reverse=True)
        if (words := re.findall(r"[^\s-]+", name.removeprefix("the ")))
    ]
    return re.compile(rf"(?<!\w)(?:[Tt]he\s+)?(?:{'|'.join(patterns)})(?!\w)")


def _letters(word: str) -> str:
    """Match a word of a name, in capitals too."""
    return f"(?:{re.escape(word)}|{re.escape(word.upper())})"


def _put_back(
    found: Sequence[Difference], names: Sequence[str], other_names: Sequence[str]
) -> Iterator[Difference]:
    """Put the names back into what was told apart without them."""
    old, new = iter(names), iter(other_names)
    for kind, text in found:
        parts = text.split(_OWN_NAME)
        said = [parts[0]]
        for part in parts[1:]:
            name = next(old) if kind != "added" else ""
            said += [next(new) if kind != "removed" else name, part]
        yield Difference(kind, "".join(said))


def _but_for_nouns(found: Iterable[Difference], before: Force, after: Force) -> list[Difference]:
    """Count as the same where each calls itself by its noun."""
    kept: list[Difference] = []
    for each in found:
        old = kept[-1] if kept and kept[-1].kind == "removed" and each.kind == "added" else None
        if old is not None and _is_called_so(old.text, each.text, before, after):
            kept[-1] = Difference("same", each.text)
        else:
            kept.append(each)
    return kept


def _is_called_so(removed: str, added: str, before: Force, after: Force) -> bool:
    old, new = _ENDS.fullmatch(removed), _ENDS.fullmatch(added)
    if old is None or new is None or old["end"] != new["end"]:
        return False
    nouns = folded(before.noun), folded(after.noun)
    return removed == added or (folded(old["words"]), folded(new["words"])) == nouns


def _joined(found: Iterable[Difference]) -> list[Difference]:
    return [
        Difference(kind, "".join(each.text for each in group))
        for kind, group in groupby(found, key=lambda each: each.kind)
    ]
