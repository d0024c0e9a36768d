"""Reports of two programmes of a series, as the tests of comparing views find them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.core.fields import Answer
from desktop.core.forces import Forces
from desktop.core.programmes import Programmes
from desktop.core.report import Report
from desktop.store.database import Database
from desktop.store.opening import Opened
from desktop.store.writing import record_edits
from tests.earlier_stub import then_and_now

THEN, NOW = "inspection-2010", "inspection-2012"


def open_series(folder: Path, forces: Forces) -> Opened:
    """Open an empty database with the programmes of 2010 and 2012."""
    programmes = {each.id: each for each in then_and_now(folder / "programmes")}
    return Opened(Database.open(folder / "book.sqlite3"), Programmes(programmes, {}), forces)


def record(
    opened: Opened,
    programme: str,
    force: str,
    answers: Mapping[str, Answer | None],
    passages: Mapping[str, str],
) -> Report:
    """Record answers and passages of one report, as if they had been typed."""
    return record_edits(
        opened.database,
        programme=opened.programmes.by_id[programme],
        force=opened.forces[force],
        answers=answers,
        passages=passages,
        by="Ann",
    ).report


def named(inside: QWidget, name: str) -> QWidget:
    """Give the visible control of this accessible name."""
    found = [
        each
        for each in inside.findChildren(QWidget)
        if each.accessibleName() == name and each.isVisible()
    ]
    assert len(found) == 1, name
    return found[0]
