"""`fieldbook history`: who changed what, when, from what and to what."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.store.database import Database
from desktop.store.inspector import keep_inspector_name
from desktop.store.reviewing import record_override, write_comment
from desktop.store.writing import keep_own_words, record_answer, write_passage
from tests.cli.conftest import PROGRAMME, Fieldbook

KENT = f"{PROGRAMME}/kent"
APPLICATIONS = "gifts.second_jobs.applications"
ITEM = "gifts.second_jobs"


@pytest.fixture
def changed(fieldbook: Fieldbook) -> Fieldbook:
    keep_inspector_name("Anna Larsson")
    fieldbook("set", KENT, APPLICATIONS, "12")
    fieldbook("set", KENT, APPLICATIONS, "14")
    fieldbook("set", KENT, "isbn", "978-1-78246-041-1")
    return fieldbook


def test_the_history_of_a_field_is_told_newest_first(changed: Fieldbook) -> None:
    found = changed("history", KENT, APPLICATIONS, "--json").json
    assert [(each["step"], each["from"], each["to"]) for each in found] == [
        (2, 12, 14),
        (1, None, 12),
    ]
    assert list(found[0]) == [
        *("step", "intention", "kind", "key", "from", "to", "by", "at", "origin", "content")
    ]
    assert {(each["kind"], each["key"], each["by"]) for each in found} == {
        ("answer", APPLICATIONS, "Anna Larsson")
    }
    assert found[0]["at"] >= found[1]["at"]


def test_the_history_of_an_item_has_its_fields_and_its_passage(changed: Fieldbook) -> None:
    found = changed("history", KENT, ITEM, "--json").json
    assert {each["key"] for each in found} == {ITEM, APPLICATIONS}
    passage = next(each for each in found if each["key"] == ITEM)
    assert set(passage["to"]) == set(passage["from"]) == {"mode", "text", "instead_of"}
    assert passage["to"]["mode"] == "drafted"
    shown = changed("show", KENT, "--json").json["passages"][ITEM]
    assert passage["to"] == {**shown, "instead_of": ""}


def test_keeping_own_words_is_a_change_that_can_be_seen(
    changed: Fieldbook, database: Path, programme: Programme, forces: Forces
) -> None:
    with Database.open(database) as book:
        its: dict[str, Any] = {"programme": programme, "force": forces["kent"], "by": "I"}
        write_passage(book, item=ITEM, text="Own words.", **its)
        record_answer(book, key=APPLICATIONS, answer=15, **its)
        keep_own_words(book, item=ITEM, seen="A draft.", **its)
    found = changed("history", KENT, ITEM, "--json").json
    assert found[0]["intention"] == "keep_own_words"
    assert found[0]["from"]["text"] == found[0]["to"]["text"] == "Own words."
    assert found[0]["from"]["instead_of"] != found[0]["to"]["instead_of"]


def test_the_whole_history_leads_back_to_the_beginning(changed: Fieldbook) -> None:
    found = changed("history", KENT, "--json").json
    assert [each["step"] for each in found] == sorted(
        (each["step"] for each in found), reverse=True
    )
    assert {each["step"] for each in found} == {1, 2, 3}
    began = next(each for each in found if each["kind"] == "report")
    assert (began["key"], began["from"]) == (None, None)
    assert changed("history", KENT, "isbn", "--json").json[0]["to"] == "978-1-78246-041-1"
    assert changed("history", KENT, "embargo", "--json").json == []


def test_a_person_reads_what_was_done(changed: Fieldbook) -> None:
    outcome = changed("history", KENT, ITEM)
    assert (outcome.status, outcome.err) == (0, "")
    lines = [line.strip() for line in outcome.out.splitlines()]
    assert "Answered Applications (second jobs): 12 → 14  Anna Larsson" in lines[1]
    # The words that changed are marked, with some that stayed.
    assert lines[2].startswith("Second jobs: ")
    assert "[-12-]" in lines[2]
    assert "{+14+}" in lines[2]
    assert "Answered Applications (second jobs): 12  Anna Larsson" in lines[3]
    assert "fact:" not in outcome.out
    assert "Nothing was changed" in changed("history", KENT, "embargo").out


def test_an_example_says_where_it_was_read(fieldbook: Fieldbook) -> None:
    fieldbook("examples")
    cleveland = f"{PROGRAMME}/cleveland"
    lines = fieldbook("history", cleveland, "press.leaks.investigated").out.splitlines()
    assert "Read from cleveland.txt" in lines[1]
    assert lines[2].strip() == "Investigated (leaks): not answered → 1"
    of_state = fieldbook("history", cleveland, "--json").json
    assert {each["origin"] for each in of_state} == {"cleveland.txt"}
    state = next(each for each in of_state if each["kind"] == "state")
    assert (state["from"], state["to"]) == ("drafting", "published")


def test_wrong_use_is_one_clear_line(fieldbook: Fieldbook) -> None:
    fieldbook("set", KENT, APPLICATIONS, "12")
    for arguments, told in (
        ((KENT, "gifts.second_jobs.application"), APPLICATIONS),
        ((KENT, ""), "no field or item"),
        ((f"{PROGRAMME}/dorset",), "no report"),
        ((f"{PROGRAMME}/dorst",), "dorset"),
        (("kent",), "PROGRAMME/FORCE"),
    ):
        outcome = fieldbook("history", *arguments)
        assert (outcome.status, outcome.out) == (2, "")
        assert len(outcome.err.splitlines()) == 1
        assert told in outcome.err


def test_what_was_said_of_an_item_is_told_with_it_and_a_reason_stands_alone(
    changed: Fieldbook, database: Path, programme: Programme, forces: Forces
) -> None:
    with Database.open(database) as book:
        its: dict[str, Any] = {"programme": programme, "force": forces["kent"], "by": "I"}
        write_comment(book, item=ITEM, text="Why so few?", **its)
        record_override(book, reason="The minister agreed.", **its)
    assert "Comment: Why so few?" in changed("history", KENT, ITEM).out
    assert "all the same: The minister agreed." in changed("history", KENT).out
