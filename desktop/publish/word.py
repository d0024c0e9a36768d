"""A report as a Word file."""

from __future__ import annotations

from desktop.core.editions import Edition, Look
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.publish.rendering import Rendering


def render_word(programme: Programme, force: Force, report: Report, edition: Edition) -> Rendering:
    """Make an edition of a report as a Word file."""
    raise NotImplementedError


def word_file(html: str, programme: Programme, look: Look) -> bytes:
    """Turn a page into a Word file."""
    raise NotImplementedError
