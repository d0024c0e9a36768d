"""A table as an Excel workbook, with cells that can be counted, sorted and filtered."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from desktop.publish.tables import Cell, Column, Table, amount, moment, plain

_HEADINGS: Final = 2
_MADE: Final = datetime.datetime(2012, 12, 1, tzinfo=datetime.UTC)
"""A workbook is told to be made when it is not known: the same table must give the same bytes."""
_FIRST_YEAR: Final = 1900
_MOST_DIGITS: Final = 15
"""Digits of a number that a spreadsheet keeps."""
_NARROW, _WIDE = 9, 40
"""Widths of columns, in digits."""
_NAME_LENGTH: Final = 31


def workbook(table: Table) -> bytes:
    """Give a table as the bytes of a workbook of one sheet."""
    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(written, options) as book:
        book.set_properties({"title": plain(table.title), "created": _MADE})
        sheet = book.add_worksheet(_sheet_name(table.title))
        _fill(sheet, table, _Formats(book))
    return written.getvalue()


class _Formats:
    """The formats of a workbook's cells, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[str, Format] = {}
        look = {"valign": "top", "text_wrap": True}
        self.key = book.add_format({"font_color": "#565e68", "font_size": 8, "valign": "top"})
        self.label = book.add_format({"bold": True, "bottom": 1, **look})
        self.text = book.add_format(look)
        self.yes_no = book.add_format({"valign": "top", "align": "left"})

    def number(self, looks: str) -> Format:
        """Give the format in which Excel shows a number so."""
        if looks not in self._made:
            self._made[looks] = self._book.add_format({"num_format": looks, "valign": "top"})
        return self._made[looks]


def _fill(sheet: Worksheet, table: Table, formats: _Formats) -> None:
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, plain(column.key), formats.key)
        sheet.write_string(1, place, plain(column.label), formats.label)
        sheet.set_column(place, place, _width(column, table))
        for line, row in enumerate(table.rows, _HEADINGS):
            _write(sheet, line, place, column, row.get(column.key), formats)
    sheet.freeze_panes(_HEADINGS, table.fixed)
    last = _HEADINGS - 1 + len(table.rows)
    # The headings of the filter are the labels; the keys above them are no row of it.
    sheet.autofilter(_HEADINGS - 1, 0, last, max(0, len(table.columns) - 1))


def _write(
    sheet: Worksheet, line: int, place: int, column: Column, cell: Cell, formats: _Formats
) -> None:
    if cell is None:
        return
    number, time = amount(column, cell), moment(column, cell)
    if isinstance(cell, bool):
        sheet.write_boolean(line, place, cell, formats.yes_no)
    elif number is not None and _fits(number):
        share = column.type == "percent"
        value = number / 100 if share else number
        sheet.write_number(line, place, float(value), formats.number(_looks(column, number)))
    elif time is not None and time.year > _FIRST_YEAR:
        day = "mmmm yyyy" if column.type == "month" else "d mmmm yyyy"
        looks = f"{day} hh:mm" if "T" in str(cell) else day
        sheet.write_datetime(line, place, time.replace(tzinfo=None), formats.number(looks))
    else:
        sheet.write_string(line, place, _words(column, cell), formats.text)


def _fits(number: Decimal) -> bool:
    """Say whether a spreadsheet keeps all digits of a number."""
    return len(number.normalize().as_tuple().digits) <= _MOST_DIGITS


def _looks(column: Column, number: Decimal) -> str:
    exponent = number.normalize().as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    decimals = f".{'0' * places}" if places else ""
    if column.type == "percent":
        return f"0{decimals}%"
    if column.type == "money":
        pounds = "#,##0.00" if places else "#,##0"
        return f"£{pounds};-£{pounds}"
    return f"#,##0{decimals}"


def _words(column: Column, cell: Cell) -> str:
    """Give a cell as a person reads it."""
    if isinstance(cell, tuple):
        return plain(", ".join(column.options.get(each, each) for each in cell) or "None")
    return plain(column.options.get(str(cell), str(cell)))


def _width(column: Column, table: Table) -> int:
    """Give a width in digits for the longest words, a heading on several lines among them."""
    longest = max(map(len, _shown(column, table)), default=0)
    heading = max((len(word) for word in column.label.split()), default=0)
    return min(max(longest, heading, len(column.label) // 3, _NARROW) + 2, _WIDE)


def _shown(column: Column, table: Table) -> Iterator[str]:
    for row in table.rows:
        cell = row.get(column.key)
        if cell is not None:
            yield "19 December 2012 00:01" if moment(column, cell) else _words(column, cell)


def _sheet_name(title: str) -> str:
    name = re.sub(r"[\[\]:*?/\\\x00-\x1f]+", " ", plain(title))[:_NAME_LENGTH].strip(" '")
    return "Table" if not name or name.lower() == "history" else name
