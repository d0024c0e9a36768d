"""Differences that are only the forces' own names: where one says its own, so does the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from desktop.core.comparing import Difference
from desktop.core.forces import Force, folded

_NOUN: Final = "noun"
_NAME: Final = "name"
_ENDS = re.compile(r"(?P<words>.*?)(?P<end>(?:['’]s?)?[^\w'’]*)", re.DOTALL)


def but_for_names(found: Sequence[Difference], before: Force, after: Force) -> list[Difference]:
    """Count words as the same where two passages each name their own force in the same place.

    A force is named by its name, its area or another name of it, and each calls itself by its noun.
    What counts as the same is given as it stands in the passage after.
    """
    kept: list[Difference] = []
    for each in found:
        old = kept[-1] if kept and kept[-1].kind == "removed" and each.kind == "added" else None
        if old is not None and _is_named_so(old.text, each.text, before, after):
            kept[-1] = Difference("same", each.text)
        else:
            kept.append(each)
    return _joined(kept)


def _is_named_so(removed: str, added: str, before: Force, after: Force) -> bool:
    old, new = _ENDS.fullmatch(removed), _ENDS.fullmatch(added)
    if old is None or new is None or old["end"] != new["end"]:
        return False
    kind = _kind(old["words"], before)
    return bool(kind) and kind == _kind(new["words"], after)


def _kind(words: str, force: Force) -> str:
    name = folded(words)
    if name == folded(force.noun):
        return _NOUN
    names = (force.name, force.area, force.area_in_sentence, *force.also)
    return _NAME if name in map(folded, names) else ""


def _joined(found: Sequence[Difference]) -> list[Difference]:
    joined: list[Difference] = []
    for each in found:
        if joined and joined[-1].kind == each.kind == "same":
            joined[-1] = Difference("same", joined[-1].text + each.text)
        else:
            joined.append(each)
    return joined
