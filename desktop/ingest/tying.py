"""Numbers of published sentences tied to the fields that they answer: facts from then on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import get_args

from desktop.core.facts import Fact, FactWords, Form
from desktop.core.fields import Answer
from desktop.core.programme import Programme
from desktop.core.reading.answers import Hit
from desktop.core.reading.tying import numbers_meant, tied
from desktop.ingest.placing import Placed


def with_facts(
    programme: Programme,
    placed: Sequence[Placed],
    hits: Iterable[Hit],
    answers: Mapping[str, Answer],
) -> list[Placed]:
    """Make facts of the numbers that stand for answers; every word stays as it is printed.

    A number that would be written otherwise in any form that facts have stays plain text.
    """
    words = FactWords(programme, answers)
    exact = (
        hit for hit in hits if hit.said.estimate is None and hit.said.value == answers.get(hit.key)
    )

    def link(key: str, printed: str, begins: bool) -> str:
        links = [Fact(key, form).link for form in get_args(Form)]
        return next((link for link in links if words.say(link, begins=begins) == printed), "")

    blocks = tied((each.block for each in placed), numbers_meant(programme, exact), link)
    return [Placed(each.item, block) for each, block in zip(placed, blocks, strict=True)]
