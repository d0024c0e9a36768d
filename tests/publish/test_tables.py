"""Tables of answers: CSV to count with, XLSX to read, and no text of either ever a formula."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pytest

from desktop.core.fields import Answer
from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.core.programme_reader import read_programme
from desktop.core.review import State
from desktop.publish.tables import (
    Cell,
    Column,
    Table,
    as_csv,
    as_xlsx,
    column_of,
    table_of_answers,
)
from tests.programme_stub import write_programme

SECTIONS = """\
[[sections]]
key = "press"
title = "Press"

[[sections.items]]
key = "leaks"
title = "Leaks"
fields = [
    { key = "investigated", type = "count", label = "Investigated" },
    { key = "found", type = "yes_no", label = "Found" },
    { key = "plan", type = "text", label = "Plan" },
    { key = "began", type = "date", label = "Began" },
    { key = "heard", type = "date", label = "Heard", with_time = true },
    { key = "month", type = "month", label = "Month" },
    { key = "share", type = "percent", label = "Share" },
    { key = "cost", type = "money", label = "Cost" },
]

[[sections.items]]
key = "policies"
title = "Policies"
fields = [
    { key = "state", type = "choice", label = "State", options = [
        { key = "old", label = "Old one" }, { key = "new", label = "New one" } ] },
    { key = "reviewed", type = "choices", label = "Reviewed", options = [
        { key = "media", label = "The media" }, { key = "gifts", label = "Gifts" } ] },
]
"""
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def inspection(tmp_path_factory: pytest.TempPathFactory) -> Programme:
    return read_programme(write_programme(tmp_path_factory.mktemp("programmes"), SECTIONS, {}))


@dataclass
class Given:
    force: str
    answers: Mapping[str, Answer]
    state: State = "drafting"


class Found(NamedTuple):
    """A cell as a spreadsheet reads it: its type, its value, and how a number looks."""

    type: str
    value: str
    looks: str


class Sheet:
    """The first sheet of a workbook, read without the library that wrote it."""

    def __init__(self, workbook: bytes) -> None:
        self.parts = zipfile.ZipFile(io.BytesIO(workbook))
        strings = self._xml("xl/sharedStrings.xml").iter(f"{_MAIN}si")
        self._strings = ["".join(each.itertext()) for each in strings]
        styles = self._xml("xl/styles.xml")
        self._looks = {each.get("numFmtId"): each for each in styles.iter(f"{_MAIN}numFmt")}
        cells = styles.find(f"{_MAIN}cellXfs")
        assert cells is not None
        self._formats = [each.get("numFmtId") for each in cells]
        self.xml = self._xml("xl/worksheets/sheet1.xml")

    def _xml(self, name: str) -> Any:
        return ElementTree.fromstring(self.parts.read(name))

    def __getitem__(self, place: str) -> Found | None:
        cell = self.xml.find(f".//{_MAIN}c[@r='{place}']")
        if cell is None:
            return None
        assert cell.find(f"{_MAIN}f") is None
        value = cell.find(f"{_MAIN}v").text
        kind = cell.get("t", "n")
        number = self._formats[int(cell.get("s", 0))]
        looks = self._looks[number].get("formatCode", "") if number in self._looks else ""
        return Found(kind, self._strings[int(value)] if kind == "s" else value, looks)

    def find(self, path: str) -> Any:
        return self.xml.find("/".join(f"{_MAIN}{each}" for each in path.split("/")))


def rows_of(table: Table) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(as_csv(table))))


def one(type_: str, cell: Cell, **options: str) -> Table:
    return Table("One", [Column("a.b.c", "C", type_, options)], [{"a.b.c": cell}])


def test_each_force_has_a_row_and_each_field_a_column(
    inspection: Programme, forces: Forces
) -> None:
    kent = Given("kent", {"press.leaks.investigated": 0, "isbn": "978-1-78246-041-1"}, "published")
    gone = Given("rutland", {"press.leaks.found": False})
    rows = rows_of(table_of_answers(inspection, forces, [gone, kent]))
    assert [row["force"] for row in rows] == [*forces, "rutland"]
    assert len(rows) == 45
    assert list(rows[0]) == [
        *("force", "name", "state", "isbn", "embargo", "published"),
        *(f"press.leaks.{key}" for key in ("investigated", "found", "plan", "began", "heard")),
        *(f"press.leaks.{key}" for key in ("month", "share", "cost")),
        *("press.policies.state", "press.policies.reviewed"),
    ]
    of_kent = next(row for row in rows if row["force"] == "kent")
    assert (of_kent["name"], of_kent["state"]) == ("Kent Police", "published")
    assert of_kent["isbn"] == "978-1-78246-041-1"
    # Nothing found is an answer, and not answered is none.
    assert of_kent["press.leaks.investigated"] == "0"
    assert of_kent["press.leaks.found"] == ""
    assert rows[-1]["press.leaks.found"] == "FALSE"
    assert set(rows[0].values()) == {"avon-and-somerset", "Avon and Somerset Constabulary", ""}


def test_one_item_has_only_its_fields(inspection: Programme, forces: Forces) -> None:
    table = table_of_answers(inspection, forces, [], "press.policies")
    assert [column.key for column in table.columns][3:] == [
        "press.policies.state",
        "press.policies.reviewed",
    ]
    assert [column.label for column in table.columns][3:] == ["State", "Reviewed"]
    with pytest.raises(KeyError):
        table_of_answers(inspection, forces, [], "press.unheard_of")


def test_answers_are_as_programs_read_them(inspection: Programme, forces: Forces) -> None:
    answers: dict[str, Answer] = {
        "press.leaks.investigated": 1250,
        "press.leaks.found": True,
        "press.leaks.plan": 'The "plan", of\nmany £ – lines',
        "press.leaks.began": "2012-12-19",
        "press.leaks.heard": "2012-12-19T00:01",
        "press.leaks.month": "2012-12",
        "press.leaks.share": "-12.5",
        "press.leaks.cost": "1250.50",
        "press.policies.state": "new",
        "press.policies.reviewed": ("media", "gifts"),
    }
    given = [Given("kent", answers), Given("essex", {"press.policies.reviewed": ()})]
    rows = {row["force"]: row for row in rows_of(table_of_answers(inspection, forces, given))}
    assert {key: rows["kent"][key] for key in answers} == {
        "press.leaks.investigated": "1250",
        "press.leaks.found": "TRUE",
        "press.leaks.plan": 'The "plan", of\nmany £ – lines',
        "press.leaks.began": "2012-12-19",
        "press.leaks.heard": "2012-12-19T00:01",
        "press.leaks.month": "2012-12",
        "press.leaks.share": "-12.5",
        "press.leaks.cost": "1250.50",
        "press.policies.state": "new",
        "press.policies.reviewed": "media;gifts",
    }
    assert rows["essex"]["press.policies.reviewed"] == "none"
    assert rows["dorset"]["press.policies.reviewed"] == ""


@pytest.mark.parametrize(
    ("type_", "cell", "expected"),
    [
        ("count", 1250, Found("n", "1250", "#,##0")),
        ("count", 999_999_999, Found("n", "999999999", "#,##0")),
        ("count", 12.5, Found("n", "12.5", "#,##0.0")),
        ("yes_no", True, Found("b", "1", "")),
        ("yes_no", False, Found("b", "0", "")),
        # A day is counted from the end of 1899, with a 29 February 1900 that never was.
        ("date", "2012-12-19", Found("n", "41262", "d mmmm yyyy")),
        ("date", "2012-12-19T12:00", Found("n", "41262.5", "d mmmm yyyy hh:mm")),
        ("month", "2012-12", Found("n", "41244", "mmmm yyyy")),
        ("percent", "12.5", Found("n", "0.125", "0.0%")),
        ("percent", "-100", Found("n", "-1", "0%")),
        ("money", "1250.50", Found("n", "1250.5", "£#,##0.00;-£#,##0.00")),
        ("money", "999999999999.99", Found("n", "999999999999.99", "£#,##0.00;-£#,##0.00")),
        ("choice", "new", Found("s", "New one", "")),
        ("choice", "gone", Found("s", "gone", "")),
        ("choices", ("new", "old"), Found("s", "New one, old", "")),
        ("choices", (), Found("s", "None", "")),
        ("isbn", "9781782460411", Found("s", "9781782460411", "")),
        ("text", "0044", Found("s", "0044", "")),
        # What no spreadsheet can hold as what it is stays as it is written.
        ("date", "1856-01-01", Found("s", "1856-01-01", "")),
        ("date", "some day", Found("s", "some day", "")),
        ("month", "2012-99", Found("s", "2012-99", "")),
        ("percent", "123456789012.1234", Found("s", "123456789012.1234", "")),
        ("count", "many", Found("s", "many", "")),
        ("money", True, Found("b", "1", "")),
    ],
)
def test_cells_are_typed(type_: str, cell: Cell, expected: Found) -> None:
    found = Sheet(as_xlsx(one(type_, cell, new="New one")))["A3"]
    assert found is not None
    if expected.type == "n":
        assert float(found.value) == float(expected.value)
        assert found[::2] == expected[::2]
    else:
        assert found == expected


def test_what_is_not_answered_is_an_empty_cell() -> None:
    for type_ in ("count", "yes_no", "text", "date", "choices"):
        assert Sheet(as_xlsx(one(type_, None)))["A3"] is None
        assert as_csv(one(type_, None)) == 'a.b.c\n""\n'


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        '=HYPERLINK("http://www.example.org")',
        "+44 1622",
        "-5",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        " =1",
        "＝1",
        "{=1}",
        "http://www.example.org",
        "mailto:a@example.org",
    ],
)
def test_text_is_never_a_formula_or_a_link(text: str) -> None:
    table = one("text", text)
    sheet = Sheet(as_xlsx(table))
    found = sheet["A3"]
    assert found is not None
    assert found.type == "s"
    # Parsers of XML take a carriage return for a line feed.
    assert found.value.replace("_x000D_", "\n") == text.replace("\r", "\n")
    assert sheet.find("hyperlinks") is None
    written = rows_of(table)[0]["a.b.c"]
    assert written.removeprefix("'") == text.replace("\r", "\n")
    if text.strip(" ")[0] in "=+-@\t\r＝":
        assert written.startswith("'")


def test_numbers_below_zero_are_no_formulas() -> None:
    assert rows_of(one("percent", "-5"))[0]["a.b.c"] == "-5"
    assert rows_of(one("count", -5))[0]["a.b.c"] == "-5"


@pytest.mark.parametrize(
    "text", ["\ud800", "\x00\x01\x1f", "\uffff\ufffe", "_x0041_", "\U0001f600"]
)
def test_odd_characters_break_no_file(text: str) -> None:
    table = Table(text, [Column("a", text), Column("b", "B")], [{"a": f"a{text}b", "b": "after"}])
    sheet = Sheet(as_xlsx(table))
    found, after = sheet["A3"], sheet["B3"]
    assert found is not None
    assert after is not None
    assert found.value.startswith("a")
    assert found.value.endswith("b")
    assert after.value == "after"
    as_csv(table).encode("utf-8")


def test_the_same_table_gives_the_same_bytes(
    inspection: Programme, forces: Forces, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = table_of_answers(inspection, forces, [Given("kent", {"press.leaks.plan": "A plan"})])
    first = as_xlsx(table)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr("time.localtime", lambda *_: (2033, 5, 18, 3, 33, 20, 2, 138, 0))
    assert as_xlsx(table) == first
    told = Sheet(first).parts.read("docProps/core.xml").decode()
    assert re.search(r"<dc:creator></dc:creator>|<dc:creator/>", told)


def test_a_workbook_can_be_gone_through(inspection: Programme, forces: Forces) -> None:
    sheet = Sheet(as_xlsx(table_of_answers(inspection, forces, [])))
    headings = [sheet[place] for place in ("A1", "G1", "G2", "O2", "B3")]
    assert [each.value for each in headings if each] == [
        "force",
        "press.leaks.investigated",
        "Leaks: Investigated",
        "Policies: State",
        "Avon and Somerset Constabulary",
    ]
    pane = sheet.find("sheetViews/sheetView/pane")
    assert (pane.get("xSplit"), pane.get("ySplit"), pane.get("state")) == ("3", "2", "frozen")
    assert sheet.find("autoFilter").get("ref") == "A2:P46"
    widths = [float(each.get("width")) for each in sheet.find("cols")]
    assert all(9 <= width <= 45 for width in widths)


def test_a_sheet_takes_any_title() -> None:
    for title in ("", "History", "'a'", "[1]: 2*3?/\\", "x" * 50, "Custody: 2012/13"):
        assert Sheet(as_xlsx(Table(title, [Column("a", "A")], [])))["A1"] is not None


def test_a_column_knows_its_options(inspection: Programme) -> None:
    field_ = inspection.fields["press.policies.state"]
    assert column_of("press.policies.state", field_) == Column(
        "press.policies.state", "State", "choice", {"old": "Old one", "new": "New one"}
    )
