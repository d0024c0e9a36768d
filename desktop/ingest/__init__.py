"""Reading what was published before: files, their text, and the answers and passages in it."""

from __future__ import annotations

from desktop.core.reading.answers import Recognised
from desktop.ingest.files import UnreadableError, read_file
from desktop.ingest.reading import NotAReportError, Reading, read_published

__all__ = [
    "NotAReportError",
    "Reading",
    "Recognised",
    "UnreadableError",
    "read_file",
    "read_published",
]
