"""Reading what was published before: files, their text, and the answers and passages in it.

Loads what it needs when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.core.reading.answers import Recognised as Recognised
    from desktop.ingest.files import read_file as read_file
    from desktop.ingest.problems import NotAReportError as NotAReportError
    from desktop.ingest.problems import UnreadableError as UnreadableError
    from desktop.ingest.provenance import Part as Part
    from desktop.ingest.reading import Reading as Reading
    from desktop.ingest.reading import read_published as read_published
    from desktop.ingest.reading_apart import ReadingProcess as ReadingProcess
    from desktop.ingest.report_file import read_report as read_report

_HOMES = {
    "NotAReportError": "desktop.ingest.problems",
    "Part": "desktop.ingest.provenance",
    "Reading": "desktop.ingest.reading",
    "ReadingProcess": "desktop.ingest.reading_apart",
    "Recognised": "desktop.core.reading.answers",
    "UnreadableError": "desktop.ingest.problems",
    "read_file": "desktop.ingest.files",
    "read_published": "desktop.ingest.reading",
    "read_report": "desktop.ingest.report_file",
}
__all__ = sorted(_HOMES)


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(_HOMES[name]), name)
