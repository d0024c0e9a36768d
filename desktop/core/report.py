"""A report: one force in one programme, as plain data that every part of Fieldbook shares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from desktop.core.fields import Answer, Field
from desktop.core.programme import REPORT_FIELDS, Programme
from desktop.core.review import Comment, Point, SignOff, State

Mode = Literal["drafted", "edited"]


@dataclass(frozen=True, slots=True)
class Passage:
    """The prose of one item, as CommonMark.

    A drafted passage follows the answers; an edited one keeps the inspector's words. `instead_of`
    is the draft that the inspector has seen and set these words in the place of.
    """

    text: str = ""
    mode: Mode = "drafted"
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What stands in one report: answers that were given, and passages that were begun.

    `version` grows by one with every recorded change; 0 means that nothing is recorded yet. `left`
    holds the inspector's reasons for leaving remarks as they are, by the remarks' names;
    `comments` and `points`, what was said in review, by keys of their own.
    """

    programme: str
    force: str
    state: State = "drafting"
    version: int = 0
    answers: Mapping[str, Answer] = field(default_factory=dict)
    passages: Mapping[str, Passage] = field(default_factory=dict)
    left: Mapping[str, str] = field(default_factory=dict)
    signed_off: SignOff | None = None
    comments: Mapping[str, Comment] = field(default_factory=dict)
    points: Mapping[str, Point] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The report's name in commands and files: "programme/force"."""
        return f"{self.programme}/{self.force}"

    def passage(self, item: str) -> Passage:
        """Give the passage of an item; an empty drafted one where none was begun."""
        return self.passages.get(item, Passage())

    def answer_text(self, key: str) -> str | None:
        """Give an answer that is kept as text, such as the ISBN or the embargo."""
        answer = self.answers.get(key)
        return answer if isinstance(answer, str) else None


def report_as_json(report: Report, programme: Programme) -> dict[str, object]:
    """Give a report as `fieldbook show --json` prints it: every key, None if not answered."""
    return {
        "report": report.name,
        "programme": report.programme,
        "force": report.force,
        "state": report.state,
        "isbn": report.answers.get("isbn"),
        "embargo": report.answers.get("embargo"),
        "answers": {
            key: field.to_json(report.answers.get(key)) for key, field in programme.fields.items()
        },
        "passages": {
            item: {"mode": report.passage(item).mode, "text": report.passage(item).text}
            for item in programme.items
        },
    }


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much of what a report needs is there."""

    done: int
    needed: int

    @property
    def percent(self) -> int:
        """The share done in whole per cent, rounded down: 100 means that nothing is missing."""
        return 100 * self.done // self.needed if self.needed else 100


def completeness(report: Report, programme: Programme, section: str | None = None) -> Completeness:
    """Count the needed answers and passages that are there, in the whole report or in one section.

    Optional fields and items are not needed, nor is a part of something that was counted as zero.
    """
    done = needed = 0
    for key, _ in needed_fields(report, programme, section):
        needed += 1
        done += key in report.answers
    for item_key, item in programme.items.items():
        if section is not None and item_key.split(".")[0] != section:
            continue
        if not item.optional and not item.wording:
            needed += 1
            done += bool(report.passage(item_key).text)
    return Completeness(done, needed)


def needed_fields(
    report: Report, programme: Programme, section: str | None = None
) -> Iterator[tuple[str, Field]]:
    """Give the fields that need an answer, with their full keys; those of the report come last.

    Optional fields need none, nor does a part of something that was counted as zero.
    """
    for item_key in programme.items:
        if section is not None and item_key.split(".")[0] != section:
            continue
        for key, each in programme.fields_of(item_key):
            whole = each.part_of if each.type == "count" else None
            if not each.optional and not (whole and report.answers.get(f"{item_key}.{whole}") == 0):
                yield key, each
    if section is None:
        yield from ((each.key, each) for each in REPORT_FIELDS if not each.optional)
