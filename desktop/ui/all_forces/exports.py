"""What of the grid and its national pictures can be saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from desktop.core.national_words import lines

if TYPE_CHECKING:
    from desktop.core.forces import Forces
    from desktop.core.house_style import HouseStyle
    from desktop.core.national import Picture
    from desktop.core.programme import Programme
    from desktop.publish import ChartProcess
    from desktop.publish.tables import Cell, Table
    from desktop.ui.all_forces.model import Row

Content = Callable[["ChartProcess"], bytes]


def chart_content(picture: Picture, style: HouseStyle, form: str) -> Content:
    """Give what draws a chart for a file: form is "svg" or "png"."""
    from desktop.publish import chart_of

    chart = chart_of(picture, style)
    if form == "svg":
        return lambda process: process.svg(chart).encode()
    return lambda process: process.png(chart)


def answers_content(
    programme: Programme, forces: Forces, rows: list[Row], item: str, form: str
) -> Content:
    """Give what writes the answers of all forces, or those of one item, as "csv" or "xlsx"."""

    def content(_: ChartProcess) -> bytes:
        from desktop.publish.tables import table_of_answers

        return _as_file(table_of_answers(programme, forces, rows, item), form)

    return content


def figures_content(picture: Picture) -> Content:
    """Give what writes the figures of a picture as CSV."""
    return lambda _: _as_file(figures_table(picture), "csv")


def figures_table(picture: Picture) -> Table:
    """Give the figures of a picture as a table: one row a figure, with the forces it belongs to."""
    from desktop.publish.tables import Column, Table

    rows: list[Mapping[str, Cell]] = []
    for line in lines(picture):
        forces = line.forces
        rows.append(
            {
                "measure": line.name,
                "forces": None if forces is None else len(forces),
                "percent": None if line.percent is None else str(line.percent),
                "value": line.value,
                "which": "; ".join(picture.forces[force].name for force in forces or ()) or None,
            }
        )
    columns = (
        Column("measure", "Measure"),
        Column("forces", "Forces", "count"),
        Column("percent", "Per cent of those that answered", "percent"),
        Column("value", "Value", picture.asked.type),
        Column("which", "Which forces"),
    )
    return Table(picture.title, columns, rows)


def _as_file(table: Table, form: str) -> bytes:
    from desktop.publish.tables import as_csv, as_xlsx

    # Spreadsheets take CSV for the system's own letters unless it begins so.
    return as_xlsx(table) if form == "xlsx" else as_csv(table).encode("utf-8-sig")
