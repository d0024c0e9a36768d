"""Invented reports by the thousand, in sensible text, to see how Fieldbook keeps its pace."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

from desktop.core.drafting import draft
from desktop.core.fields import Answer
from desktop.core.fields.isbn import check_digit
from desktop.core.forces import Force, Forces
from desktop.core.programme import Programme
from desktop.core.report import Passage, Report
from desktop.core.review import State
from desktop.store import prose
from desktop.store.changes import Difference, Value, differences, to_json, written
from desktop.store.database import Database
from tests.random_reports import random_answer, remark

STATES_OF_AN_ITEM = 8
"""Sets of answers to one item in one force: reports whose answers recur share their draft."""
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
                answers[key] = random_answer(field, answers, item, dice)
        found.append(_State(answers, draft(programme, item, force, answers)))
    return found


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
            own = f"{state.drafted}\n\n{remark(dice)}".strip()
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
