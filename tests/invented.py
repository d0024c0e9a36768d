"""Invented reports by the thousand, in sensible text, to see how Fieldbook keeps its pace."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

from desktop.core.drafting import draft
from desktop.core.fields import Answer, Field
from desktop.core.fields.isbn import check_digit
from desktop.core.forces import Force, Forces
from desktop.core.programme import Programme
from desktop.core.report import Passage, Report
from desktop.core.review import State
from desktop.store import prose
from desktop.store.changes import Difference, Value, differences, to_json, written
from desktop.store.database import Database

STATES_OF_AN_ITEM = 8
"""Sets of answers to one item in one force: reports whose answers recur share their draft."""
_BODIES = (
    "Professional Standards Department",
    "police authority",
    "Corporate Communications Department",
    "press office",
    "Deputy Chief Constable",
    "Finance Department",
    "Integrity Board",
    "Anti-Corruption Unit",
    "Human Resources Department",
    "Standards Committee",
)
_REMARKED = (
    "{who} told us that {what}.",
    "We found that {what}; {who} had not been told of it.",
    "{who} accepted that {what}, and the force intends to act on it before {when}.",
    "A review by {who} in {when} showed that {what}.",
    "Inspectors heard from {who} that {what}, although the policy says otherwise.",
)
_WHO = (
    "The Deputy Chief Constable",
    "The head of Operation Heron",
    "A member of the police authority",
    "The press office",
    "The UNISON branch secretary",
    "The chair of the Ashdown Panel",
    "A sergeant in Neighbourhood Policing",
    "The Café Dialogue group",
)
_WHAT = (
    "vetting of contractors was two years behind",
    "procurement cards were used for hospitality on three occasions",
    "the whistleblowing line received no calls",
    "staff were unclear what they may post on social networking sites",
    "journalists met officers without a note being kept",
    "tickets to sporting events were declined but not recorded",
    "applications for second jobs in private security were refused",
    "the intranet page had been viewed 1,250 times",
    "covert monitoring of telephone billing had begun",
    "the register of business interests was incomplete",
    "supervisors checked pocket notebooks at random",
    "an audit of expenses revealed no wrongdoing",
)
_WHEN = ("January 2013", "March 2013", "the summer", "the end of the financial year", "May 2012")
_DAY = "2012-{:02}-{:02}T09:00:00.000+00:00"


@dataclass(frozen=True, slots=True)
class _State:
    """One way in which an item of one force may be answered, and what is drafted from it."""

    answers: Mapping[str, Answer]
    drafted: str


def copies(programme: Programme, number: int) -> list[Programme]:
    """Copy a programme under other ids and titles, each published a month after the one before."""
    return [
        programme.model_copy(
            update={
                "id": f"{programme.id}-copy-{copy}",
                "title": f"{programme.title}, copy {copy}",
                "short_title": f"Copy {copy}",
                "published": f"{2013 + copy // 12}-{copy % 12 + 1:02}",
            }
        )
        for copy in range(number)
    ]


def invent(
    database: Database, programme: Programme, forces: Forces, *, reports: int, seed: int = 1
) -> list[Programme]:
    """Fill an empty database with invented reports of copies of a programme, and give the copies.

    What was recorded of each stands in its history, as an import would have it.
    """
    dice = random.Random(seed)
    programmes = copies(programme, -(-reports // len(forces)))
    states = {
        (force.key, item): _states(programme, force, item, dice)
        for force in forces.values()
        for item in programme.items
    }
    places = islice(product(programmes, forces.values()), reports)
    with database.writing() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        for number, (of, force) in enumerate(places, start=1):
            report = _report(of, force, states, dice, number)
            at = _DAY.format(dice.randint(1, 12), dice.randint(1, 28))
            for table, rows in _rows(number, of, report, at).items():
                if rows:
                    columns = ", ".join(f'"{name}"' for name in rows[0])
                    values = ", ".join("?" * len(rows[0]))
                    raw.executemany(
                        f"INSERT INTO {table} ({columns}) VALUES ({values})",
                        [tuple(row.values()) for row in rows],
                    )
    return programmes


def _states(programme: Programme, force: Force, item: str, dice: random.Random) -> Sequence[_State]:
    found = []
    for _ in range(STATES_OF_AN_ITEM):
        answers: dict[str, Answer] = {}
        for key, field in programme.fields_of(item):
            if not (field.optional and dice.random() < 0.3):
                answers[key] = _answer(field, answers, item, dice)
        found.append(_State(answers, draft(programme, item, force, answers)))
    return found


def _answer(field: Field, answers: Mapping[str, Answer], item: str, dice: random.Random) -> Answer:
    if field.type == "count":
        most = answers.get(f"{item}.{field.part_of}", dice.choice((3, 9, 40, 1500)))
        assert isinstance(most, int)
        return dice.randint(0, most)
    if field.type == "yes_no":
        return dice.random() < 0.7
    if field.type == "choice":
        return dice.choice(field.options).key
    if field.type == "choices":
        chosen = sorted(dice.sample(range(len(field.options)), dice.randint(1, len(field.options))))
        return tuple(field.options[place].key for place in chosen)
    return dice.choice(_BODIES)


def _report(
    programme: Programme,
    force: Force,
    states: Mapping[tuple[str, str], Sequence[_State]],
    dice: random.Random,
    number: int,
) -> Report:
    digits = f"97817{number:07}"
    answers: dict[str, Answer] = {
        "isbn": f"978-1-7{digits[5:]}-{check_digit(digits)}",
        "published": programme.published,
    }
    passages: dict[str, Passage] = {}
    for item in programme.items:
        state = dice.choice(states[force.key, item])
        answers |= state.answers
        passages[item] = Passage(state.drafted)
        if not programme.items[item].wording and dice.random() < 0.3:
            words = dice.choice(_REMARKED).format(
                who=dice.choice(_WHO), what=dice.choice(_WHAT), when=dice.choice(_WHEN)
            )
            own = f"{state.drafted}\n\n{words[0].upper()}{words[1:]}".strip()
            passages[item] = Passage(own, "edited", state.drafted)
    stage: State = "published" if dice.random() < 0.8 else "drafting"
    return Report(programme.id, force.key, stage, 1, answers, passages)


def _rows(
    number: int, programme: Programme, report: Report, at: str
) -> Mapping[str, list[dict[str, object]]]:
    begun = Report(report.programme, report.force)
    found = [
        Difference("report", "", None, programme.version),
        *differences(begun, replace(report, version=0)),
    ]
    return {
        "report": [
            {
                "id": number,
                "programme": report.programme,
                "programme_version": programme.version,
                "force": report.force,
                "state": report.state,
                "version": report.version,
                "changed_at": at,
                "changed_by": "Invented",
            }
        ],
        "answer": [
            {"report": number, "key": key, "value": _json(value)}
            for key, value in report.answers.items()
        ],
        "passage": [
            {
                "report": number,
                "item": item,
                "mode": passage.mode,
                "text": passage.text,
                "instead_of": passage.instead_of,
            }
            for item, passage in report.passages.items()
        ],
        "prose": list(_prose(number, programme, report)),
        "change": [
            {
                "report": number,
                "step": 1,
                "intention": "record_import",
                "kind": each.kind,
                "key": each.key,
                "before": _json(each.before),
                "after": _json(each.after),
                "by": "Invented",
                "at": at,
                "origin": "",
            }
            for each in found
        ],
    }


def _prose(number: int, programme: Programme, report: Report) -> Iterator[dict[str, object]]:
    values: dict[str, Answer | Passage] = dict(report.passages)
    for key, answer in report.answers.items():
        field = programme.field(key)
        if field is not None and field.type == "text":
            values[key] = answer
    for key, value in values.items():
        words = prose.searched(value)
        if words:
            yield {"report": number, "key": key, "about": report.force, "words": words}


def _json(value: Value) -> str | None:
    return None if value is None else written(to_json(value))
