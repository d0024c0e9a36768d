"""The same entry gives the same bytes: at any time, in any place, for anybody, in any language."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.core.folders import RESOURCES, TEMPLATES

PROGRAM = Path(__file__).parents[2]
RENDER = """
import datetime, json, os, sys, time
from pathlib import Path
from hashlib import sha256

later = float(sys.argv[1])
if later:
    class Later(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return super().now(tz) + datetime.timedelta(seconds=later)
        utcnow = today = now
    datetime.datetime = Later
    clock, local, gmt = time.time, time.localtime, time.gmtime
    time.time = lambda: clock() + later
    time.localtime = lambda at=None: local(time.time() if at is None else at)
    time.gmtime = lambda at=None: gmt(time.time() if at is None else at)

from desktop.core.editions import Edition
from desktop.core.folders import FORCES_FILE
from desktop.core.forces import read_forces
from desktop.core.programme_reader import read_programme
from desktop.core.sample import read_sample
from desktop.publish import render
from desktop.publish.variables import SHARED

programme = read_programme(Path(sys.argv[3]))
forces = read_forces(FORCES_FILE)
report = read_sample(programme, forces)
made = {}
for kind, format, look in json.loads(sys.argv[2]):
    rendering = render(programme, forces[report.force], report, Edition(kind, format, look))
    made[f"{kind} {format} {look}"] = sha256(rendering.file).hexdigest()
print(json.dumps({"made": made, "from": os.fsencode(SHARED).decode()}))
"""
MADE = [
    ("proof", "pdf", "standard"),
    ("draft", "pdf", "accessible"),
    ("embargoed", "pdf", "standard"),
    ("public", "pdf", "accessible"),
    ("draft", "html", "standard"),
    ("public", "html", "accessible"),
    ("embargoed", "docx", "standard"),
    ("public", "docx", "accessible"),
]
SIXTEEN_MONTHS = 42_000_000
LOGO = """\
<svg xmlns="http://www.w3.org/2000/svg" width="200" height="60">
<text x="5" y="40" font-family="DejaVu Sans, sans-serif" font-size="30">Our logo</text></svg>"""
NO_FONTS = """\
<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig></fontconfig>"""


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program in a folder whose name has a space and a letter that is not ASCII."""
    folder = tmp_path_factory.mktemp("copy") / "Prögram Files"
    for part in (PROGRAM / "desktop", TEMPLATES, RESOURCES):
        shutil.copytree(
            part, folder / part.name, ignore=shutil.ignore_patterns("__pycache__", "dictionary")
        )
    with_logo(folder / "templates")
    return folder


def with_logo(templates: Path) -> Path:
    """Give a programme a logo of words, in a letter that the program does not have."""
    folder = templates / "revisiting-police-relationships-2012"
    (folder / "logo.svg").write_text(LOGO, encoding="utf-8")
    return folder


def test_the_same_entry_gives_the_same_bytes_anywhere(elsewhere: Path, tmp_path: Path) -> None:
    own = with_logo(Path(shutil.copytree(TEMPLATES, tmp_path / "templates")))
    here = made(PROGRAM, own, MADE, 0, {"PYTHONHASHSEED": "1"})
    (tmp_path / "tmp").mkdir()
    (tmp_path / "fonts.conf").write_text(NO_FONTS, encoding="utf-8")
    surroundings = {
        "TZ": "Pacific/Chatham",
        "LANG": "C",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "4242",
        "HOME": str(tmp_path),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "TMPDIR": str(tmp_path / "tmp"),
        "USER": "somebody",
        "LOGNAME": "somebody",
        "SOURCE_DATE_EPOCH": "86400",
        "FONTCONFIG_FILE": str(tmp_path / "fonts.conf"),
        # The names of files are in the letters of the machine then, which has none but ASCII.
        "PYTHONUTF8": "0",
    }
    # In another order too: what was made before leaves no trace.
    there_own = elsewhere / "templates" / own.name
    there = made(elsewhere, there_own, MADE[::-1], SIXTEEN_MONTHS, surroundings)
    assert Path(there.pop("from")).is_relative_to(elsewhere)
    here.pop("from")
    assert there == here
    assert len(here) == len(MADE)


def made(
    program: Path,
    programme: Path,
    editions: list[tuple[str, str, str]],
    later: int,
    surroundings: dict[str, str],
) -> dict[str, str]:
    """Give the hash of each edition as a process makes it, and where it took its look from."""
    done = subprocess.run(
        [sys.executable, "-c", RENDER, str(later), json.dumps(editions), str(programme)],
        env={**os.environ, "PYTHONPATH": str(program), **surroundings},
        cwd=programme,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    return {**told["made"], "from": told["from"]}
