"""What the benchmarks share: a published report, WeasyPrint alone to compare with, and a voice."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from desktop.core.folders import FORCES_FILE, SEEDS, TEMPLATES
from desktop.core.forces import Forces, read_forces
from desktop.core.programme import Programme
from desktop.core.programme_reader import read_programme
from desktop.core.report import Report
from desktop.ingest import read_file, read_published
from desktop.publish import render_html


@pytest.fixture(scope="module")
def forces() -> Forces:
    return read_forces(FORCES_FILE)


@pytest.fixture(scope="module")
def programme() -> Programme:
    return read_programme(TEMPLATES / "revisiting-police-relationships-2012")


@pytest.fixture(scope="module")
def report(programme: Programme, forces: Forces) -> Report:
    text = read_file(SEEDS / "cleveland.txt")
    return read_published(text, programmes=[programme], forces=forces).report


@pytest.fixture(scope="module")
def bare(programme: Programme, forces: Forces, report: Report) -> Callable[[], object]:
    """Set the report's HTML with its style sheets by WeasyPrint alone, warm, with shared fonts."""
    html = render_html(programme, forces[report.force], report)
    shared = TEMPLATES / "_shared"
    sheets = [shared / "fonts.css", shared / "report.css", programme.folder / "report.css"]
    fonts = FontConfiguration()

    def set_pages() -> object:
        css = [
            CSS(string=sheet.read_text("utf-8"), base_url=sheet.as_uri(), font_config=fonts)
            for sheet in sheets
        ]
        page = HTML(string=html, base_url=f"{programme.folder.as_uri()}/")
        return page.write_pdf(stylesheets=css, font_config=fonts)

    return set_pages


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Show a figure also where all is well."""

    def show(figure: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{figure}\n")

    return show
