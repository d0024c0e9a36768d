"""Tables of answers, one row a force: as CSV for other programs, as XLSX for people.

A cell that was not answered is empty, which no answer is. Both files hold what a program can count
with: numbers as numbers, yes and no as TRUE and FALSE. CSV has the rest as Fieldbook exchanges it:
the permanent keys of options, several with semicolons between, days as 2012-12-19, months as
2012-12, per cent and pounds as bare numbers. XLSX has options as the form reads, and days, months,
per cent and pounds as numbers that look like these.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Final, Protocol

from desktop.core.fields import Answer, ChoiceField, ChoicesField, Field
from desktop.core.forces import Forces
from desktop.core.programme import REPORT_FIELDS, Programme
from desktop.core.review import STATE_WORDS, State

Cell = Answer | float | None

NONE_OF_THEM: Final = "none"
"""How CSV has the answer that none of several options was chosen."""

_FORMULA: Final = tuple("=+-@\t\r＝＋－＠")
"""What a spreadsheet takes for the beginning of a formula where a cell's text begins with it."""
_NO_TEXT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_AMOUNT: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a permanent key, a heading for people, and the type of field that it holds.

    `options` has the labels of a choice by their keys.
    """

    key: str
    label: str
    type: str = "text"
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that have a cell by the key of each column; one that is missing or None is empty.

    The first `fixed` columns, which say what a row is about, stay in sight when XLSX is scrolled.
    """

    title: str
    columns: Sequence[Column]
    rows: Sequence[Mapping[str, Cell]]
    fixed: int = 1


def column_of(key: str, asked: Field, label: str = "") -> Column:
    """Give the column of a field, by its full key; its label is the field's unless another is."""
    options: Mapping[str, str] = {}
    if isinstance(asked, ChoiceField | ChoicesField):
        options = {option.key: option.label for option in asked.options}
    return Column(key, label or asked.label, asked.type, options)


_ABOUT: Final = (
    Column("force", "Key"),
    Column("name", "Force"),
    Column(
        "state", "State", "choice", {key: words.capitalize() for key, words in STATE_WORDS.items()}
    ),
)


class Answered(Protocol):
    """One force's report, as far as a table of answers has it."""

    @property
    def force(self) -> str:
        """The key of the force."""

    @property
    def state(self) -> State:
        """The state of its report."""

    @property
    def answers(self) -> Mapping[str, Answer]:
        """The answers given, by the full keys of their fields."""


def table_of_answers(
    programme: Programme, forces: Forces, reports: Iterable[Answered], item: str = ""
) -> Table:
    """Give the table of a programme: one row a force, one column a field, or those of one item.

    Forces without a report have a row too; reports of forces that are not known come last. The
    whole table also has the fields of the report itself. Raises KeyError for an item that the
    programme has not.
    """
    if item:
        columns = [column_of(key, each) for key, each in programme.fields_of(item)]
    else:
        columns = [column_of(each.key, each) for each in REPORT_FIELDS]
        columns += [
            column_of(key, each, f"{one.title}: {each.label}")
            for item_key, one in programme.items.items()
            for key, each in programme.fields_of(item_key)
        ]
    found = {each.force: each for each in reports}
    rows: list[Mapping[str, Cell]] = []
    for key in dict.fromkeys((*forces, *found)):
        row: dict[str, Cell] = {"force": key, "name": forces[key].name if key in forces else None}
        if key in found:
            row |= found[key].answers
            row["state"] = found[key].state
        rows.append(row)
    title = f"{programme.short_title}: {programme.items[item].title}" if item else programme.title
    return Table(title, (*_ABOUT, *columns), rows, fixed=len(_ABOUT))


def as_csv(table: Table) -> str:
    """Give a table as CSV, headed by the keys of its columns.

    Text that a spreadsheet would take for a formula begins with an apostrophe.
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow([column.key for column in table.columns])
    for row in table.rows:
        writer.writerow([_in_csv(column, row.get(column.key)) for column in table.columns])
    return written.getvalue()


def as_xlsx(table: Table) -> bytes:
    """Give a table as an Excel workbook, headed by the keys of its columns and then their labels.

    The same table gives the same bytes, and no text in it is ever a formula or a link.
    """
    from desktop.publish.workbook import workbook

    return workbook(table)


def amount(column: Column, cell: Cell) -> Decimal | None:
    """Give a cell as the number that it is; None where it is none, or no number's column."""
    if column.type not in ("count", "percent", "money") or isinstance(cell, bool | tuple):
        return None
    if isinstance(cell, str) and not _AMOUNT.fullmatch(cell):
        return None
    try:
        return None if cell is None else Decimal(str(cell))
    except InvalidOperation:
        return None


def moment(column: Column, cell: Cell) -> datetime.datetime | None:
    """Give a cell as the day, the minute or the first day of the month that it is, else None."""
    if column.type not in ("date", "month") or not isinstance(cell, str):
        return None
    try:
        return datetime.datetime.fromisoformat(f"{cell}-01" if column.type == "month" else cell)
    except ValueError:
        return None


def plain(text: str) -> str:
    """Give a text without what no file of text can hold."""
    return _NO_TEXT.sub("\ufffd", text)


def no_formula(text: str) -> str:
    """Give a text with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.lstrip(" \n").startswith(_FORMULA) else text


def _in_csv(column: Column, cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float) or amount(column, cell) is not None:
        return str(cell)
    text = plain(";".join(cell) or NONE_OF_THEM if isinstance(cell, tuple) else cell)
    # A lone carriage return would end the row.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return no_formula(text)
