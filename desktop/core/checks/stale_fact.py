"""A fact in a passage that is not what was answered."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.core.examining import Examined, FactSpan, Prose
from desktop.core.facts import fact_in
from desktop.core.remarks import Found, Place, check


@check(severity="error", protects="A passage gives as answered what the form does not say.")
def stale_fact(examined: Examined) -> Iterator[Found]:
    """Find facts whose field has gone or is not answered, and facts that say something else."""
    for item, prose in examined.prose.items():
        if prose.facts:
            for fact, words in zip(_whole_facts(prose), _as_answered(examined, prose), strict=True):
                yield from _found(examined, item, fact, words)


def _found(examined: Examined, item: str, fact: FactSpan, words: str) -> Iterator[Found]:
    key = examined.words.key_of(fact.link)
    field = examined.programme.field(key) if key else None
    place = Place(item, key or "", fact.start, fact.end)
    if key is None or field is None:
        message = f"“{fact.text}” belongs to a question that is not asked any more."
        yield Found(place, f"{message} See whether it is still right, and type it as plain words.")
    elif examined.words.say(fact.link) is None:
        message = f"“{fact.text}” comes from “{field.label}”, which is not answered."
        yield Found(place, f"{message} Answer it, or take the words out.")
    elif words != fact.text:
        message = f"“{fact.text}” comes from “{field.label}”, where the answer is “{words}”."
        yield Found(place, f"{message} Put it in again from the list of facts.")


def _whole_facts(prose: Prose) -> list[FactSpan]:
    """Give the facts; those that looks part are one, as it is said once."""
    whole: list[FactSpan] = []
    for fact in prose.facts:
        last = whole[-1] if whole else None
        if last is not None and last.link == fact.link and last.end == fact.start:
            whole[-1] = FactSpan(last.key, last.link, last.text + fact.text, last.start, fact.end)
        else:
            whole.append(fact)
    return whole


def _as_answered(examined: Examined, prose: Prose) -> list[str]:
    return [
        run.text
        for block in examined.words.settled(prose.blocks)
        for run in block.runs
        if fact_in(run.link) is not None
    ]
