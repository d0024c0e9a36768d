"""A second programme whose reports are written as those of the first: a copy, told anew."""

from __future__ import annotations

import shutil
from pathlib import Path

from desktop.core.folders import TEMPLATES
from desktop.core.programme import Programme
from desktop.core.programme_reader import PROGRAMME_FILE, read_programme

FIRST = "revisiting-police-relationships-2012"
OLD_TITLE = "Revisiting police relationships: progress report"


def copied(parent: Path, key: str, *changes: tuple[str, str], links: str = "") -> Programme:
    """Copy the shipped programme into a folder of its own, with other lines in its declaration."""
    folder = parent / key
    shutil.copytree(TEMPLATES / FIRST, folder)
    shutil.copytree(TEMPLATES / "_shared", parent / "_shared", dirs_exist_ok=True)
    file = folder / PROGRAMME_FILE
    text = file.read_text("utf-8").replace(f'id = "{FIRST}"', f'id = "{key}"')
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    text = text.replace("[[sections]]", f"{links}\n[[sections]]", 1)
    file.write_text(text, "utf-8")
    return read_programme(folder)
