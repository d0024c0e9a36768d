"""The many ways to put one finding, and what only looks like one."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from desktop.core.fields import Answer
from desktop.core.programme import Programme, item_of
from desktop.core.reading.answers import Reader
from desktop.core.reading.rules import read_rules
from desktop.ingest.placing import Placed, read_block

PHRASINGS = tomllib.loads(Path(__file__).with_name("phrasings.toml").read_text(encoding="utf-8"))
CASES = [
    pytest.param(key, passage, group.get("answer"), id=f"{key}-{number}")
    for key, groups in PHRASINGS.items()
    for number, (group, passage) in enumerate(
        ((group, passage) for group in groups for passage in group["passages"]), start=1
    )
]


@pytest.fixture(scope="module")
def reader(programme: Programme) -> Reader:
    rules = read_rules(programme)
    assert rules is not None
    return Reader(programme, rules)


def read_passage(reader: Reader, item: str, passage: str) -> dict[str, Answer]:
    placed = [
        Placed(item, block)
        for line in passage.split("\n")
        for block in read_block(line.removeprefix("- "), bullet=line.startswith("- "))
    ]
    recognised, _ = reader.settled(reader.hits(placed))
    return {each.key: each.answer for each in recognised}


@pytest.mark.parametrize(("key", "passage", "expected"), CASES)
def test_a_finding_is_read_however_it_is_put(
    reader: Reader, key: str, passage: str, expected: object
) -> None:
    answer = read_passage(reader, item_of(key), passage).get(key)

    if isinstance(expected, str) and isinstance(answer, str):
        assert answer.lower() == expected.lower()
    else:
        assert (list(answer) if isinstance(answer, tuple) else answer) == expected
