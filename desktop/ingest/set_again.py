"""Whether pages are those that this Fieldbook sets of the same data."""

from __future__ import annotations

from typing import get_args

from desktop.core.editions import Edition, Kind, Look
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.ingest.bare_text import page_lines

MOST_SET = 60_000
"""The most characters of passages that are set to compare; real reports have 12,000."""


def sets_the_same(
    programme: Programme, force: Force, report: Report, kind: Kind, pages: list[list[str]]
) -> bool:
    """Say whether data, set as pages again, give the lines of these pages in one of the looks.

    This tells of any text, also of what a PDF does not give back as it was. What comes from outside
    can take any time and memory here: do so in a process of its own.
    """
    if not pages or sum(len(each.text) for each in report.passages.values()) > MOST_SET:
        return False
    from desktop.publish.pdf import render_pdf

    try:
        return any(
            page_lines(render_pdf(programme, force, report, Edition(kind, "pdf", look)).file)
            == pages
            for look in get_args(Look)
        )
    except Exception:  # noqa: BLE001 - page setting fails in many ways; none gives these pages
        return False
