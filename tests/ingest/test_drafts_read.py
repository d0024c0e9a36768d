"""What Fieldbook drafts and prints of any answers, it reads back as those answers."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from desktop.core import commonmark
from desktop.core.drafting import begin, follow_answers
from desktop.core.fields import Answer, Field
from desktop.core.forces import Force, Forces
from desktop.core.programme import Programme, item_of
from desktop.core.report import Report
from desktop.core.richtext import plain_text
from tests.ingest.conftest import Read

NAMES = {
    "findings.overview.plan": ("action plan", "Integrity Improvement Plan"),
    "findings.overview.reported_to": ("police authority", "Integrity Board"),
    "press.media_policy.contact_via": ("press office", "Corporate Communications Department"),
    "gifts.gifts_and_hospitality.overseen_by": ("Deputy Chief Constable", "head of PSD"),
    "gifts.procurement.card_control": ("Finance Department", "internal audit procedures"),
    "gifts.second_jobs.approved_by": ("Professional Standards Department", "Head of Personnel"),
    "integrity.governance.oversight_body": ("police authority", "Standards Committee"),
}


def answer(key: str, field: Field, answers: dict[str, Answer], dice: random.Random) -> Answer:
    match field.type:
        case "count":
            most = answers.get(f"{item_of(key)}.{field.part_of}", dice.choice((3, 9, 40, 1500)))
            assert isinstance(most, int)
            return dice.randint(0, most)
        case "yes_no":
            return dice.random() < 0.7
        case "choice":
            return dice.choice(field.options).key
        case "choices":
            known = [option.key for option in field.options]
            chosen = dice.sample(known, dice.randint(1, len(known)))
            return tuple(key for key in known if key in chosen)
    return dice.choice(NAMES[key])


def printed(programme: Programme, force: Force, report: Report) -> str:
    parts = [programme.title, force.name, "December 2012"]
    for section in programme.sections:
        parts.append(section.heading_for(force))
        for key, _ in programme.items_of(section):
            parts.append(plain_text(commonmark.parse(report.passage(key).text)))
    return "\n\n".join(filter(None, parts))


@pytest.mark.parametrize("seed", range(12))
def test_drafts_are_read_back_as_the_answers_they_were_made_of(
    read: Read, programme: Programme, forces: Forces, seed: int
) -> None:
    dice = random.Random(seed)
    force = list(forces.values())[seed * 3 % len(forces)]
    answers: dict[str, Answer] = {}
    for key, field in programme.fields.items():
        answers[key] = answer(key, field, answers, dice)
    report = replace(begin(programme, force), answers=answers)
    report = replace(report, passages=follow_answers(programme, force, report).passages)

    reading = read(printed(programme, force, report))

    assert reading.force == force
    found = {key: reading.report.answers.get(key) for key in answers}
    assert {key: each for key, each in found.items() if each != answers[key]} == {}
