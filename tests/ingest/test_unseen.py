"""Reports that the patterns were not made for: their answers, and where their text goes."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from desktop.core import commonmark
from desktop.core.programme import Programme
from desktop.core.richtext import plain_text
from desktop.ingest import Reading, read_file
from tests.ingest.conftest import Read
from tests.ingest.truth import differences

HERE = Path(__file__).parent
UNSEEN = sorted([*(HERE / "unseen").glob("*.txt"), *(HERE / "mended").glob("*.txt")])
STRAIGHT = str.maketrans("‘’“”", "''\"\"")


@pytest.fixture(params=UNSEEN, ids=lambda path: path.stem)
def file(request: pytest.FixtureRequest) -> Path:
    path = request.param
    assert isinstance(path, Path)
    return path


def truth_of(file: Path) -> dict[str, Any]:
    truth: dict[str, Any] = tomllib.loads(file.with_suffix(".toml").read_text(encoding="utf-8"))
    table: dict[str, Any] = truth[file.stem]
    return table


def passages(reading: Reading) -> dict[str, str]:
    return {
        key: re.sub(r"\s+", " ", plain_text(commonmark.parse(passage.text)).translate(STRAIGHT))
        for key, passage in reading.report.passages.items()
    }


def phrases(given: str | list[str]) -> list[str]:
    return [given] if isinstance(given, str) else given


def test_every_answer_is_found(read: Read, programme: Programme, file: Path) -> None:
    reading = read(read_file(file))

    assert reading.force.key == file.stem
    assert differences(programme, truth_of(file), reading) == []


def test_every_passage_is_where_it_belongs(read: Read, file: Path) -> None:
    truth, found = truth_of(file), passages(read(read_file(file)))

    for item, expected in truth.get("passages", {}).items():
        for phrase in phrases(expected):
            assert phrase in found[item]
    for phrase in truth.get("anywhere", []):
        assert any(phrase in text for text in found.values())


def test_page_furniture_is_in_no_passage(read: Read, file: Path) -> None:
    found = passages(read(read_file(file)))

    for phrase in truth_of(file).get("nowhere", []):
        assert not any(phrase in text for text in found.values())
