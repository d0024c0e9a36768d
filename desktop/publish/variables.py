"""The named variables of a report's look, as its style sheets set them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from desktop.core.editions import Look
from desktop.core.folders import TEMPLATES

SHARED: Final = TEMPLATES / "_shared"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_ROOT = re.compile(r":root\s*\{([^{}]*)\}")
# What could end the style sheet, load anything or hide what follows is no value.
_VARIABLE = re.compile(r"(--[\w-]+)\s*:\s*((?:(?!url\()[^;{}<>@\\])+)(?=;|$)", re.IGNORECASE)


def variables(folder: Path, look: Look) -> dict[str, str]:
    """Give the variables that hold for a programme's reports in a look, by their names."""
    # What the accessible look sets outdoes what a programme sets for all looks.
    looks = [SHARED / "accessible.css"] if look == "accessible" else []
    found: dict[str, str] = {}
    for sheet in (SHARED / "report.css", folder / "report.css", *looks):
        if sheet.is_file():
            found |= variables_in(sheet.read_text(encoding="utf-8"))
    return found


def variables_in(css: str) -> dict[str, str]:
    """Give the variables that a style sheet sets for all of the page."""
    return {
        name: value.strip()
        for block in _ROOT.findall(_COMMENT.sub("", css))
        for name, value in _VARIABLE.findall(block)
    }
