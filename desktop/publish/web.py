"""A report as one self-contained web page."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import cast

from markupsafe import Markup

from desktop.core.editions import Edition, Look
from desktop.core.folders import RESOURCES
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.publish.metadata import metadata_of
from desktop.publish.page_html import STANDARD_TEMPLATE, fill, known_to_templates
from desktop.publish.page_html import TEMPLATE as REPORT_TEMPLATE
from desktop.publish.rendering import Rendering
from desktop.publish.variables import SHARED, variables

FONTS = RESOURCES / "fonts" / "web"
TEMPLATE = "web.html.j2"

_FACES = {
    "standard": (
        ("Report Sans", "font-weight: 400", "ReportSans3-Regular"),
        ("Report Sans", "font-weight: 600 900", "ReportSans3-Semibold"),
        ("Report Serif", "font-weight: 400", "ReportSerif4-Regular"),
        ("Report Serif", "font-weight: 400; font-style: italic", "ReportSerif4-Italic"),
        ("Report Serif", "font-weight: 600 900", "ReportSerif4-Semibold"),
    ),
    "accessible": (
        ("Report Sans", "font-weight: 400", "ReportSans3-Regular"),
        ("Report Sans", "font-weight: 600", "ReportSans3-Semibold"),
        ("Report Sans", "font-weight: 700 900", "ReportSans3-Bold"),
    ),
}
_LOGO_TYPES = {".svg": "image/svg+xml", ".png": "image/png"}


def render_web(programme: Programme, force: Force, report: Report, edition: Edition) -> Rendering:
    """Make an edition of a report as a web page, with its fonts and its logo inside.

    Raises ProgrammeError naming file and line of a mistake in the programme's page template.
    """
    known = known_to_templates(programme, force, report, edition)
    sections = cast("list[dict[str, object]]", known["sections"])
    known["sections"], known["foot"] = _without_foot(sections)
    known["metadata"] = asdict(metadata_of(programme, force, report, edition))
    known["logo"] = _logo(programme.folder, str(known["logo"]))
    known["style"] = _style(programme.folder, edition.look, str(known["embargo"]))
    own = (programme.folder / REPORT_TEMPLATE).is_file()
    known["template"] = REPORT_TEMPLATE if own else STANDARD_TEMPLATE
    html = fill(programme.folder, [TEMPLATE, f"_shared/{TEMPLATE}"], known)
    return Rendering(html.encode())


def _without_foot(sections: list[dict[str, object]]) -> tuple[list[dict[str, object]], ...]:
    """Part the sections without a heading that end a report from those before them."""
    end = max((number for number, each in enumerate(sections, 1) if each["heading"]), default=0)
    return sections[:end], sections[end:]


def _logo(folder: Path, name: str) -> str:
    """Give the programme's logo as an address that holds it; empty where none can be read."""
    file = (folder / name).resolve()
    # A link may not lead out of the programme, here as little as in a PDF.
    if not name or not file.is_relative_to(folder.resolve()):
        return ""
    try:
        return _inside(file, _LOGO_TYPES[Path(name).suffix])
    except OSError:
        return ""


def _inside(file: Path, kind: str) -> str:
    return f"data:{kind};base64,{base64.b64encode(file.read_bytes()).decode('ascii')}"


def _style(folder: Path, look: Look, embargo: str) -> Markup:
    on_screen, in_print = variables(folder, look, "screen"), variables(folder, look, "print")
    only_there = dict(in_print.items() - on_screen.items())
    page = (SHARED / "web.css").read_text(encoding="utf-8")
    # What is marked as safe here comes from our own files, and from values that hold no markup.
    return Markup(
        f"{_fonts(look)}{_root(on_screen)}@media print {{\n{_root(only_there)}}}\n{page}"
        f"@page embargoed {{ @top-left {{ content: {_css_string(embargo)} }} }}\n"
    )


def _root(named: Mapping[str, str]) -> str:
    lines = "".join(f"  {name}: {value};\n" for name, value in sorted(named.items()))
    return f":root {{\n{lines}}}\n"


def _css_string(text: str) -> str:
    """Write a text as style sheets do, so that no character of it can end it, or the sheet."""
    return '"{}"'.format("".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in text))


@lru_cache(maxsize=2)
def _fonts(look: Look) -> str:
    return "".join(
        f'@font-face {{ font-family: "{family}"; {face};'
        f' src: url("{_inside(FONTS / f"{name}.woff2", "font/woff2")}") format("woff2"); }}\n'
        for family, face, name in _FACES[look]
    )
