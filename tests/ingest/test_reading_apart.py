"""Reading in a process of its own gives what reading here gives, and cannot hold anything up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.core.folders import SEEDS
from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.ingest import NotAReportError, ReadingProcess, UnreadableError, read_file
from tests.ingest.conftest import Read


@pytest.fixture(scope="module")
def process(programme: Programme, forces: Forces) -> Iterator[ReadingProcess]:
    with ReadingProcess([programme], forces) as process:
        yield process


def test_a_report_is_read_as_it_is_read_here(
    process: ReadingProcess, read: Read, programme: Programme, forces: Forces
) -> None:
    path = SEEDS / "cleveland.txt"

    reading = process.read(path)

    assert reading == read(read_file(path))
    assert reading.programme is programme
    assert reading.force is forces["cleveland"]


def test_what_is_no_report_is_refused_as_it_is_here(
    process: ReadingProcess, read: Read, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Sir", encoding="utf-8")

    for path in (tmp_path / "nothing.txt", letter):
        with pytest.raises((UnreadableError, NotAReportError)) as here:
            read(read_file(path))
        with pytest.raises(type(here.value)) as there:
            process.read(path)
        assert str(there.value) == str(here.value)


def test_a_file_that_takes_too_long_is_given_up(programme: Programme, forces: Forces) -> None:
    told = pytest.raises(UnreadableError, match=r"cleveland\.txt could not be read: .*\.$")
    with ReadingProcess([programme], forces, time_limit=0.001) as impatient, told:
        impatient.read(SEEDS / "cleveland.txt")


def test_nothing_is_read_after_closing(programme: Programme, forces: Forces) -> None:
    process = ReadingProcess([programme], forces)
    process.close()

    with pytest.raises(UnreadableError, match="stopped"):
        process.read(SEEDS / "cleveland.txt")
