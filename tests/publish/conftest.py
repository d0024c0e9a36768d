"""Published reports to be set as pages, and what can be read off the pages."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from desktop.core.drafting import begin
from desktop.core.editions import Kind, Look
from desktop.core.folders import TEMPLATES
from desktop.core.forces import Force, Forces
from desktop.core.programme import Programme
from desktop.core.report import Passage, Report

TextOf = Callable[[bytes], str]
KINDS: tuple[Kind, ...] = get_args(Kind)
LOOKS: tuple[Look, ...] = get_args(Look)


@pytest.fixture(scope="session")
def kent(forces: Forces) -> Force:
    return forces["kent"]


@pytest.fixture
def fresh(programme: Programme, kent: Force) -> Report:
    """A report in which nothing is answered yet."""
    return begin(programme, kent)


@pytest.fixture
def full(fresh: Report, programme: Programme) -> Report:
    """A report with some lines in every passage."""
    words = "The force has **updated** its policy, and *all* staff know it. " * 6
    return Report(
        fresh.programme,
        fresh.force,
        answers={"isbn": "978-1-78246-061-9", "embargo": "2012-12-19T00:01"},
        passages={
            key: Passage(f"{item.title}. {words}", "edited")
            for key, item in programme.items.items()
        },
    )


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A programme's folder that can be changed."""
    name = "revisiting-police-relationships-2012"
    return Path(shutil.copytree(TEMPLATES / name, tmp_path / name))


@pytest.fixture(scope="session")
def text_of(tmp_path_factory: pytest.TempPathFactory) -> TextOf:
    """Read a PDF as poppler's pdftotext does, pages ended by form feeds."""
    file = tmp_path_factory.mktemp("read") / "report.pdf"

    def read(pdf: bytes) -> str:
        file.write_bytes(pdf)
        return _run("pdftotext", file)

    return read


@pytest.fixture(scope="session")
def fonts_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], set[str]]:
    """Name the fonts in a PDF, without the marks of the subsets."""
    file = tmp_path_factory.mktemp("fonts") / "report.pdf"

    def read(pdf: bytes) -> set[str]:
        file.write_bytes(pdf)
        lines = _run("pdffonts", file).splitlines()[2:]
        return {line.split()[0].partition("+")[2] for line in lines}

    return read


def _run(program: str, file: Path) -> str:
    arguments = [program, "-enc", "UTF-8", str(file), "-"] if program == "pdftotext" else []
    done = subprocess.run(
        arguments or [program, str(file)], capture_output=True, check=True, encoding="utf-8"
    )
    return done.stdout
