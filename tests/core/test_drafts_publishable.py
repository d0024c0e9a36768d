"""A form that is filled, and nothing typed as prose: a report that can be published."""

from __future__ import annotations

import datetime
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.checks import all_checks
from desktop.core.drafting import follow_answers
from desktop.core.examining import Circumstances, Examined, examine
from desktop.core.fields import Answer, ChoiceField, ChoicesField, CountField, Field
from desktop.core.folders import DICTIONARY, FORCES_FILE, TEMPLATES
from desktop.core.forces import read_forces
from desktop.core.programme import item_of
from desktop.core.programme_reader import read_programme
from desktop.core.report import Report, needed_fields
from desktop.core.spelling import spelling

PROGRAMME = read_programme(TEMPLATES / "revisiting-police-relationships-2012")
FORCES = read_forces(FORCES_FILE)
BEFORE_PUBLICATION = datetime.datetime.fromisoformat("2012-12-10T09:30")
NAMES = (
    "Professional Standards Department",
    "the head of Human Resources",
    "police authority",
    "senior officers",
    "internal audit procedures",
    "a group chaired by the deputy chief constable",
    "Corporate Communications",
)
PLANS = ("Integrity Action Plan", "counter-corruption plan", "a set of new standards")
COUNTS = (0, 1, 2, 9, 10, 84, 1204)


def answers_to(key: str, field: Field) -> st.SearchStrategy[Answer]:
    match field:
        case ChoiceField():
            return st.sampled_from([option.key for option in field.options])
        case ChoicesField():
            keys = [option.key for option in field.options]
            chosen = st.sets(st.sampled_from(keys))
            return chosen.map(lambda some: tuple(each for each in keys if each in some))
    if field.type == "yes_no":
        return st.booleans()
    if field.type == "count":
        return st.sampled_from(COUNTS)
    return st.sampled_from(PLANS if key.endswith(".plan") else NAMES)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Fill a form, parts within their wholes, and leave some optional fields of an item open."""
    answers: dict[str, Answer] = {"isbn": "978-1-78246-040-4"}
    for key, field in PROGRAMME.fields.items():
        begun = any(item_of(other) == item_of(key) for other in answers)
        if field.optional and begun and draw(st.integers(0, 3)) == 0:
            continue
        answers[key] = draw(answers_to(key, field))
        if isinstance(field, CountField) and field.part_of:
            whole = answers[f"{item_of(key)}.{field.part_of}"]
            answers[key] = min(int(str(answers[key])), int(str(whole)))
    force = FORCES[draw(st.sampled_from(sorted(FORCES)))]
    report = Report(PROGRAMME.id, force.key, answers=answers)
    return replace(report, passages=follow_answers(PROGRAMME, force, report).passages)


@settings(max_examples=40, deadline=None)
@given(report=reports())
def test_a_filled_form_is_a_report_that_no_check_speaks_against(report: Report) -> None:
    around = Circumstances(BEFORE_PUBLICATION, FORCES, spelling(DICTIONARY, FORCES))
    assert all(key in report.answers for key, _ in needed_fields(report, PROGRAMME))
    assert all(report.passage(item).text for item in PROGRAMME.items)
    remarks = examine(Examined(PROGRAMME, FORCES[report.force], report, around), all_checks())
    assert [f"{each.check} {each.place.key}: {each.message}" for each in remarks] == []
