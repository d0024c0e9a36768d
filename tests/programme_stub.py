"""A small programme of a test's own, which no change of the shipped one can reach."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from desktop.core.programme_reader import PROGRAMME_FILE

HEAD = """\
id = "small-inspection"
version = 1
title = "A small inspection"
short_title = "Small"
strapline = "Inspecting"
publisher = "HMIC"
website = "www.example.org"
published = "2013-02"
previous_inspection = 2011
previous_report = "An Earlier Report"
review_period = { first = "2012-01", last = "2012-12" }
"""
"""All of programme.toml but its sections."""


def write_programme(parent: Path, sections: str, templates: Mapping[str, str]) -> Path:
    """Write a programme folder: the sections as TOML, the templates by their path in the folder."""
    folder = parent / "small-inspection"
    for name, text in {PROGRAMME_FILE: f"{HEAD}\n{sections}", **templates}.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder
