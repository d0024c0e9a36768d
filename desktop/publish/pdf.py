"""A report as PDF pages."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.document import Document

from desktop.core.editions import PROOF, Edition, Look
from desktop.core.entry import entry_as_json
from desktop.core.folders import RESOURCES
from desktop.core.forces import Force
from desktop.core.printable import printable
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.publish.conformity import VARIANT, conforming_pdf
from desktop.publish.fetching import LocalFetcher
from desktop.publish.metadata import metadata_of
from desktop.publish.own_fonts import own_fonts
from desktop.publish.page_html import render_html
from desktop.publish.rendering import POINTS_PER_PIXEL, Place, Rendering
from desktop.publish.variables import SHARED, sheets


def render_pdf(
    programme: Programme, force: Force, report: Report, edition: Edition = PROOF
) -> Rendering:
    """Set a report as PDF pages: the same report gives the same bytes, on any machine.

    Raises ProgrammeError naming file and line of a mistake in the programme's page template.
    What comes from outside can take any time and memory here: render it in a RenderProcess.
    """
    html = render_html(programme, force, report, edition)
    document = _document(html, programme.folder, edition.look)
    items = programme.items
    places = tuple(
        Place(
            name,
            number,
            left * POINTS_PER_PIXEL,
            top * POINTS_PER_PIXEL,
            (right - left) * POINTS_PER_PIXEL,
            (bottom - top) * POINTS_PER_PIXEL,
        )
        for number, page in enumerate(document.pages)
        for name, (left, top, right, bottom) in page.anchors.items()
        if name in items
    )
    about = metadata_of(programme, force, report, edition)
    pdf = conforming_pdf(document, about, entry_as_json(report, programme, edition))
    return Rendering(pdf, len(document.pages), places)


def warm_up() -> None:
    """Load fonts and libraries, so that the first report is set as fast as the next."""
    text = "<p>First <b>page</b>, <i>of <b>any</b></i> report</p>"
    set_pages(f"<html lang=en><title>1</title><body>{text}<h1>{text}</h1>", SHARED)


def set_pages(html: str, folder: Path, look: Look = "standard", *more_sheets: Path) -> Rendering:
    """Set any HTML as a report is set, with the style sheets of a programme's folder."""
    document = _document(html, folder, look, *more_sheets)
    return Rendering(conforming_pdf(document), len(document.pages))


def _document(html: str, folder: Path, look: Look, *more_sheets: Path) -> Document:
    page = HTML(
        string=printable(html), base_url=f"{folder.as_uri()}/", url_fetcher=_fetcher(folder)
    )
    document: Document = page.render(
        font_config=own_fonts(),
        stylesheets=[
            _stylesheet(sheet, sheet.stat().st_mtime_ns, folder)
            for sheet in (SHARED / "fonts.css", *sheets(folder, look, *more_sheets))
        ],
        pdf_variant=VARIANT,
    )
    return document


@lru_cache(maxsize=8)
def _fetcher(folder: Path) -> LocalFetcher:
    return LocalFetcher(folder, RESOURCES)


@lru_cache(maxsize=24)
def _stylesheet(file: Path, changed: int, folder: Path) -> CSS:
    """Parse a style sheet once; `changed` is its time of change."""
    return CSS(
        string=file.read_text(encoding="utf-8"),
        base_url=file.as_uri(),
        font_config=own_fonts(),
        url_fetcher=_fetcher(folder),
    )
