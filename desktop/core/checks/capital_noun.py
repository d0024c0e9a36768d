"""The force's noun with a capital, as in "the Force"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop.core.examining import Examined
from desktop.core.own_words import found, own_words
from desktop.core.remarks import Found, check

_NOUN = re.compile(
    r"(?<=\b[Tt]he )(?:Force|Constabulary|Service)\b(?!['’]?s?[ -][A-Z(&]|-)(?! of [A-Z])"
)


@check(severity="warning", protects="The force is now “the Force” and now “the force”.")
def capital_noun(examined: Examined) -> Iterator[Found]:
    """Find the noun that this force is called by, or "force", with a capital that no name gives."""
    for words in own_words(examined, _NOUN):
        use = words.match[0].lower()
        if use in (examined.force.noun, "force"):
            message = f"“the {words.match[0]}” is written “the {use}” in these reports."
            yield found(examined, words.item, words.match.span(), message, use=use)
