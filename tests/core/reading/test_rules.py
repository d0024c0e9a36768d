"""A mistake in how reports are read is named with file, line and key."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from desktop.core.declarations import ProgrammeError
from desktop.core.programme import Programme
from desktop.core.reading.rules import ReadingRules, read_rules

RULES = """
heads = ['department']

[words]
job = 'second jobs?'

[[items]]
item = "gifts.second_jobs"
strong = ['{job}']

[[answers]]
field = "gifts.second_jobs.applications"
ways = [{ find = ['{number} applications for {job}'] }]
"""


def rules_of(programme: Programme, folder: Path, text: str) -> ReadingRules | None:
    (folder / "reading.toml").write_text(text, encoding="utf-8")
    return read_rules(programme.model_copy().read_from(folder))


def test_words_stand_for_what_they_say(programme: Programme, tmp_path: Path) -> None:
    rules = rules_of(programme, tmp_path, RULES)

    assert rules is not None
    found = rules.pattern(rules.answers[0].ways[0].find[0]).search(
        "25 applications for second jobs"
    )
    assert found is not None
    assert found["number"] == "25"


@pytest.mark.parametrize(
    ("right", "wrong", "line", "message"),
    [
        ("applications for {job}'", "applications for ({job}'", 13, "no regular expression"),
        ("applications for {job}'", "applications for {work}'", 13, '"{work}"'),
        ("second_jobs.applications", "second_jobs.requests", 12, "no field"),
        ('item = "gifts.second_jobs"', 'item = "gifts.jobs"', 8, "no item"),
        ("heads =", "noses =", 2, "not known here"),
        ("find = ['{number} applications for {job}']", "find = []", 13, "too short"),
        ("{job}'] }", '{job}\'], value = "many" }', 11, '"many" is no answer here'),
        ("{job}'] }", '{job}\'], share = "all" }', 11, "share"),
        ("{number} ", "", 13, "captures nothing"),
        ("{job}'] }", '{job}\'], more = "many" }', 13, "must capture"),
        ("job = 'second jobs?'", "job = '{job}'", 5, "without an end"),
        ("job = 'second jobs?'", "number = 'many'", 4, "its own meaning"),
    ],
)
def test_a_mistake_is_named_with_its_line(
    programme: Programme, tmp_path: Path, right: str, wrong: str, line: int, message: str
) -> None:
    assert right in RULES

    with pytest.raises(ProgrammeError) as refused:
        rules_of(programme, tmp_path, RULES.replace(right, wrong))

    assert message in str(refused.value)
    assert re.search(rf"reading\.toml, line {line}\b", str(refused.value))


def test_a_programme_need_not_say_how_its_reports_are_read(
    programme: Programme, tmp_path: Path
) -> None:
    assert read_rules(programme.model_copy().read_from(tmp_path)) is None


def test_the_shipped_rules_speak_of_every_field(programme: Programme) -> None:
    rules = read_rules(programme)

    assert rules is not None
    assert {answered.field for answered in rules.answers} == set(programme.fields)
