"""A report as a file, in any edition."""

from __future__ import annotations

from desktop.core.editions import PROOF, Edition
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.publish.rendering import Rendering


def render(
    programme: Programme, force: Force, report: Report, edition: Edition = PROOF
) -> Rendering:
    """Make an edition of a report: the same report gives the same bytes, on any machine.

    Raises ProgrammeError naming file and line of a mistake in the programme's page template.
    What comes from outside can take any time and memory here: render it in a RenderProcess.
    """
    match edition.format:
        case "pdf":
            from desktop.publish.pdf import render_pdf

            return render_pdf(programme, force, report, edition)
        case "html":
            from desktop.publish.web import render_web

            return render_web(programme, force, report, edition)
        case "docx":
            from desktop.publish.word import render_word

            return render_word(programme, force, report, edition)
