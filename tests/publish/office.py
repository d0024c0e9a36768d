"""Turns Word files into PDFs with LibreOffice, many in one start."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tests.lacking import lacking


def as_pdfs(folder: Path) -> dict[str, bytes]:
    """Give the PDFs that LibreOffice makes of all Word files of a folder, by their names.

    Skips the test where LibreOffice is missing; on the build server, whose environment has CI, the
    test fails.
    """
    office = shutil.which("soffice")
    if office is None:
        lacking("LibreOffice is missing (on Debian: libreoffice-writer-nogui).")
    files = sorted(folder.glob("*.docx"))
    own = (folder / "office").as_uri()
    done = subprocess.run(
        [
            *(str(office), f"-env:UserInstallation={own}", "--headless", "--convert-to", "pdf"),
            *("--outdir", str(folder)),
            *map(str, files),
        ],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    made = {file.stem: file.with_suffix(".pdf") for file in files}
    assert all(each.is_file() for each in made.values()), done.stderr
    return {name: file.read_bytes() for name, file in made.items()}
