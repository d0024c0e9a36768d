"""`fieldbook table`: one row a force, one column a field."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import PROGRAMME, Fieldbook

KENT = f"{PROGRAMME}/kent"


@pytest.fixture
def answered(fieldbook: Fieldbook) -> Fieldbook:
    for key, value in (
        ("press.leaks.investigated", "1,250"),
        ("findings.overview.healthcheck", "no"),
        ("findings.overview.plan", "=A plan; “of ours”"),
        ("findings.overview.policies_reviewed", "media, second_jobs"),
        ("embargo", "00:01 19 December 2012"),
    ):
        assert fieldbook("set", KENT, key, value).status == 0
    return fieldbook


def test_csv_is_printed(answered: Fieldbook) -> None:
    outcome = answered("table")
    assert (outcome.status, outcome.err) == (0, "")
    rows = {row["force"]: row for row in csv.DictReader(io.StringIO(outcome.out))}
    assert len(rows) == 44
    kent = {key: value for key, value in rows["kent"].items() if value}
    assert kent == {
        "force": "kent",
        "name": "Kent Police",
        "state": "drafting",
        "embargo": "2012-12-19T00:01",
        "findings.overview.healthcheck": "FALSE",
        "findings.overview.plan": "'=A plan; “of ours”",
        "findings.overview.policies_reviewed": "media;second_jobs",
        "press.leaks.investigated": "1250",
    }
    essex = {key: value for key, value in rows["essex"].items() if value}
    assert essex == {"force": "essex", "name": "Essex Police"}


def test_json_has_answers_as_show_gives_them(answered: Fieldbook) -> None:
    shown = answered("show", KENT, "--json").json["answers"]
    rows = answered("table", "--programme", PROGRAMME, "--format", "json").json
    kent = next(row for row in rows if row["force"] == "kent")
    assert {key: kent[key] for key in shown} == shown
    assert (kent["state"], kent["name"]) == ("drafting", "Kent Police")
    assert rows[0]["state"] is None
    assert len(rows) == 44
    of_item = answered("table", "--item", "press.leaks", "--format", "json").json
    assert list(of_item[0]) == [
        *("force", "name", "state", "press.leaks.investigated", "press.leaks.continuing")
    ]


def test_a_file_is_written_in_the_format_of_its_name(answered: Fieldbook, tmp_path: Path) -> None:
    for name in ("t.csv", "t.xlsx", "t.json"):
        outcome = answered("table", "-o", tmp_path / name)
        assert (outcome.status, outcome.out, outcome.err) == (0, f"{tmp_path / name}\n", "")
    assert (tmp_path / "t.csv").read_bytes().decode("utf-8") == answered("table").out
    assert json.loads((tmp_path / "t.json").read_text("utf-8")) == (
        answered("table", "--format", "json").json
    )
    with zipfile.ZipFile(tmp_path / "t.xlsx") as workbook:
        sheet = workbook.read("xl/worksheets/sheet1.xml").decode()
        assert "<v>1250</v>" in sheet
        assert "<f>" not in sheet
    odd = tmp_path / "as csv.txt"
    answered("table", "--format", "csv", "-o", odd)
    assert odd.read_bytes() == (tmp_path / "t.csv").read_bytes()


def test_a_workbook_is_not_poured_over_a_terminal(
    fieldbook: Fieldbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as terminal:
        terminal.setattr("sys.stdout.isatty", lambda: True)
        outcome = fieldbook("table", "--format", "xlsx")
    assert outcome.status == 2
    assert outcome.out == ""
    assert "-o FILE" in outcome.err


def test_wrong_use_is_one_clear_line(fieldbook: Fieldbook) -> None:
    for arguments, told in (
        (("--format", "ods"), "csv, xlsx or json"),
        (("--item", "press.leak"), "press.leaks"),
        (("--item", ""), "item"),
        (("--programme", "custody"), "custody"),
    ):
        outcome = fieldbook("table", *arguments)
        assert (outcome.status, outcome.out) == (2, "")
        assert len(outcome.err.splitlines()) == 1
        assert told in outcome.err


def test_a_file_is_not_given_what_its_name_denies(fieldbook: Fieldbook, tmp_path: Path) -> None:
    for name, wanted in (("y.xlsx", "csv"), ("y.CSV", "json"), ("y.json", "XLSX")):
        outcome = fieldbook("table", "-o", tmp_path / name, "--format", wanted)
        assert (outcome.status, outcome.out) == (2, "")
        assert len(outcome.err.splitlines()) == 1
        assert name in outcome.err
    assert list(tmp_path.glob("y.*")) == []
    assert fieldbook("table", "-o", tmp_path / "y.CSV", "--format", "csv").status == 0


def test_a_place_that_cannot_be_written_is_told(fieldbook: Fieldbook, tmp_path: Path) -> None:
    for file in (tmp_path, Path("/")):
        outcome = fieldbook("table", "-o", file)
        assert (outcome.status, outcome.out) == (2, "")
        assert "was not written" in outcome.err
