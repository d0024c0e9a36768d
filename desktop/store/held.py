"""Rows that others were joined with, seen to be as they were sealed."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from desktop.store.seals import hold_row
from desktop.store.tables import REPORT


def hold_reports(connection: sa.Connection, numbers: Collection[int]) -> None:
    """See that the rows of reports read as they were sealed. Raises Garbled."""
    if numbers:
        for row in connection.execute(sa.select(REPORT).where(REPORT.c.id.in_(numbers))):
            hold_row("report", row)
