"""The entry as data: what it has and has not, that it comes back exactly, and its schema."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core import commonmark
from desktop.core.editions import PROOF, Edition, Kind
from desktop.core.entry import (
    EntryError,
    content_hash,
    entry_as_json,
    entry_from_json,
    entry_schema,
    report_of,
)
from desktop.core.fields import Answer, Field
from desktop.core.folders import FORCES_FILE, RESOURCES, TEMPLATES
from desktop.core.forces import Forces, read_forces
from desktop.core.programme import REPORT_FIELDS, Programme
from desktop.core.programme_reader import read_programme
from desktop.core.report import Passage, Report
from desktop.core.review import Comment, SignOff, State
from tests.random_reports import random_reports

PROGRAMME = read_programme(TEMPLATES / "revisiting-police-relationships-2012")
FORCES = read_forces(FORCES_FILE)
SCHEMA = RESOURCES / "entry.schema.json"


def back(report: Report, edition: Edition = PROOF) -> Report:
    return report_of(entry_from_json(entry_as_json(report, PROGRAMME, edition)), PROGRAMME)


def answers_to(field: Field) -> st.SearchStrategy[Answer]:
    match field.type:
        case "count":
            return st.integers(0, 999_999_999)
        case "yes_no":
            return st.booleans()
        case "choice":
            return st.sampled_from([option.key for option in field.options])
        case "choices":
            keys = [option.key for option in field.options]
            return st.lists(st.sampled_from(keys), unique=True).map(tuple)
        case "isbn":
            return st.from_regex(r"97[89]-[0-9]-[0-9]{5}-[0-9]{3}-[0-9]", fullmatch=True)
        case "date":
            return st.dates().filter(lambda day: day.year > 999).map(lambda day: f"{day}T09:05")
        case "month":
            return st.dates().filter(lambda day: day.year > 999).map(lambda day: f"{day:%Y-%m}")
        case _:
            words = st.text(min_size=1, max_size=40).map(field_text)
            return words.filter(bool)


def field_text(typed: str) -> str:
    field = PROGRAMME.field("findings.overview.plan")
    assert field is not None
    return str(field.clean(typed) or "")


FIELDS = {field.key: field for field in REPORT_FIELDS} | dict(PROGRAMME.fields)
PASSAGES = st.builds(
    Passage,
    st.text(max_size=200).map(commonmark.tidy),
    st.sampled_from(("drafted", "edited")),
    st.text(max_size=60).map(commonmark.tidy),
)
REPORTS = st.builds(
    Report,
    programme=st.just(PROGRAMME.id),
    force=st.sampled_from(list(FORCES)),
    state=st.sampled_from(("drafting", "published")),
    answers=st.fixed_dictionaries(
        {}, optional={key: answers_to(field) for key, field in FIELDS.items()}
    ),
    passages=st.dictionaries(st.sampled_from(list(PROGRAMME.items)), PASSAGES),
)


@settings(max_examples=60, deadline=None)
@given(REPORTS, st.sampled_from(("proof", "draft", "embargoed", "public")))
def test_any_entry_comes_back_exactly(report: Report, kind: Kind) -> None:
    again = back(report, Edition(kind))

    assert again == report
    assert {key: type(each) for key, each in again.answers.items()} == {
        key: type(each) for key, each in report.answers.items()
    }
    assert entry_as_json(again, PROGRAMME, Edition(kind)) == entry_as_json(
        report, PROGRAMME, Edition(kind)
    )


def test_the_same_entry_gives_the_same_bytes_however_it_came_about() -> None:
    _, report = next(iter(random_reports(PROGRAMME, FORCES)))
    turned = replace(
        report,
        answers=dict(reversed(list(report.answers.items()))),
        passages=dict(reversed(list(report.passages.items()))),
    )

    assert entry_as_json(turned, PROGRAMME, PROOF) == entry_as_json(report, PROGRAMME, PROOF)
    assert content_hash(turned) == content_hash(report)


def test_an_entry_has_nothing_of_names_history_or_review(cleveland: Report) -> None:
    reviewed = replace(
        cleveland,
        version=17,
        left={"a-remark": "a reason"},
        signed_off=SignOff("hash", "A. Signer", "2012-12-01T00:00"),
        comments={"1": Comment("press.leaks", "a comment", "A. Reader", "2012-12-01T00:00")},
    )

    assert entry_as_json(reviewed, PROGRAMME, PROOF) == entry_as_json(cleveland, PROGRAMME, PROOF)


def test_what_the_programme_no_longer_asks_stays_behind(cleveland: Report) -> None:
    parked = replace(
        cleveland,
        answers={**cleveland.answers, "press.leaks.gossip": 4, "press.media_policy.state": "burnt"},
        passages={**cleveland.passages, "press.gossip": Passage("None.", "edited")},
    )

    assert back(parked).answers == cleveland.answers
    assert back(parked).passages == cleveland.passages


@pytest.mark.parametrize(
    ("state", "kind", "published"),
    [
        ("drafting", "proof", False),
        ("drafting", "public", False),
        ("signed_off", "proof", False),
        ("signed_off", "public", True),
        ("published", "draft", True),
    ],
)
def test_a_public_edition_of_what_went_through_review_is_published(
    cleveland: Report, state: State, kind: Kind, published: bool
) -> None:
    again = back(replace(cleveland, state=state), Edition(kind))

    assert again.state == ("published" if published else "drafting")


def test_half_a_character_does_not_stop_a_report_from_being_printed(cleveland: Report) -> None:
    odd = replace(cleveland, passages={"press.leaks": Passage("One \ud800leak.", "edited")})

    assert back(odd).passages["press.leaks"].text == "One leak."


def test_data_of_another_version_of_the_programme_say_so(cleveland: Report) -> None:
    later = PROGRAMME.model_copy(update={"version": PROGRAMME.version + 1})
    entry = json.loads(entry_as_json(cleveland, later, PROOF))
    entry["answers"]["press.leaks.gossip"] = 4

    with pytest.raises(EntryError, match=r"version 2 of the programme wrote them, and this is 1"):
        report_of(entry_from_json(json.dumps(entry).encode()), PROGRAMME)


def test_the_schema_that_is_published_is_that_of_the_entry() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == entry_schema()


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return found


def test_real_entries_keep_to_the_schema(
    schema: dict[str, Any], programme: Programme, forces: Forces
) -> None:
    for _, report in random_reports(programme, forces, seed=3):
        entry = json.loads(entry_as_json(report, programme, PROOF))
        assert list(faults(entry, schema, schema)) == []


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("version", 2),
        ("edition", "secret"),
        ("published", 1),
        ("answers", {"A Key": 1}),
        ("answers", {"isbn": None}),
        ("answers", {"isbn": 1.5}),
        ("passages", {"press.leaks": {"text": "a"}}),
        ("passages", {"press.leaks": {"text": "a", "mode": "edited", "by": "b"}}),
        ("names", []),
    ],
)
def test_the_schema_and_the_reader_refuse_the_same(
    place: str, value: object, schema: dict[str, Any], cleveland: Report
) -> None:
    entry = json.loads(entry_as_json(cleveland, PROGRAMME, PROOF))
    assert list(faults(entry, schema, schema)) == []
    entry[place] = value

    assert list(faults(entry, schema, schema)) != []
    with pytest.raises(EntryError):
        entry_from_json(json.dumps(entry).encode())


TYPES = {
    "object": dict, "array": list, "string": str, "boolean": bool, "integer": int, "number": float,
}  # fmt: skip


def faults(value: Any, rule: dict[str, Any], whole: dict[str, Any]) -> Any:
    """Say where a value breaks the rules of a JSON Schema, as far as ours uses them."""
    if "$ref" in rule:
        yield from faults(value, whole["$defs"][rule["$ref"].rpartition("/")[2]], whole)
        return
    known = {
        "$schema", "$defs", "title", "description", "default", "type", "const", "enum", "anyOf",
        "pattern", "maxLength", "minimum", "maximum", "items", "properties", "patternProperties",
        "additionalProperties", "propertyNames", "required",
    }  # fmt: skip
    assert rule.keys() <= known
    kind = TYPES[rule["type"]] if "type" in rule else object
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        yield rule["type"], value
        return
    if ("const" in rule and value != rule["const"]) or value not in rule.get("enum", [value]):
        yield "enum", value
    if "anyOf" in rule and all(list(faults(value, each, whole)) for each in rule["anyOf"]):
        yield "anyOf", value
    if isinstance(value, str):
        if not re.search(rule.get("pattern", ""), value) or len(value) > rule.get("maxLength", 1e9):
            yield "string", value
    elif isinstance(value, list):
        for each in value:
            yield from faults(each, rule.get("items", {}), whole)
    elif isinstance(value, dict):
        yield from (("required", name) for name in rule.get("required", ()) if name not in value)
        for name, each in value.items():
            rules = [rule["properties"][name]] if name in rule.get("properties", {}) else []
            patterns = rule.get("patternProperties", {}).items()
            rules += [found for pattern, found in patterns if re.search(pattern, name)]
            yield from faults(name, rule.get("propertyNames", {}), whole)
            if not rules and rule.get("additionalProperties") is False:
                yield "more", name
            for found in rules:
                yield from faults(each, found, whole)
    elif isinstance(value, int) and not rule.get("minimum", value) <= value <= rule.get(
        "maximum", value
    ):
        yield "range", value
