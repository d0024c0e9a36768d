"""Texts that are no reports are refused in one sentence, and no text keeps the reader busy."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.core.folders import SEEDS
from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.ingest import NotAReportError, read_file, read_published
from tests.ingest.conftest import Read

SECONDS = 15
"""Far more than the second or so that it takes: only work that grows out of hand is caught."""


@pytest.fixture
def quickly() -> Iterator[None]:
    started = time.perf_counter()
    yield
    assert time.perf_counter() - started < SECONDS


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Dear Sir\n\nThank you for your letter about second jobs.\n\nYours faithfully",
        "Kent Police has updated its media policy.\n\nThe register is published.",
        "Shopping list\n\n- eggs\n- milk",
        "a " * 500_000,
        "\n" * 500_000,
        "(" * 100_000,
    ],
    ids=["nothing", "a letter", "news", "a list", "letters", "lines", "brackets"],
)
@pytest.mark.usefixtures("quickly")
def test_other_texts_are_no_reports(read: Read, text: str) -> None:
    with pytest.raises(NotAReportError) as refused:
        read(text)

    message = str(refused.value)
    assert message.endswith(".")
    assert "\n" not in message


@pytest.mark.parametrize(
    "repeated",
    ["a ", "12 ", "one hundred and ", "*", "* ", "[", "-", ".", "x", "1,", "**a** ", "\\", "[a](b ",
     "'\"“", "policies media updated, ", "the register is overseen by the ", "Kent Police ",
     "The force has updated its media policy.\n\n", "discl-\n", "Next steps\n\n", "# a\n",
     "Embargoed until 19 December\n", "Revisiting police relationships: progress report\n"],
)  # fmt: skip
@pytest.mark.usefixtures("quickly")
def test_no_text_keeps_the_reader_busy(read: Read, repeated: str) -> None:
    text = read_file(SEEDS / "cleveland.txt")
    lines = repeated.count("\n")
    times = min(75_000 // len(repeated), 5_000 // lines if lines else 75_000)
    filler = repeated * times

    reading = read(text.replace("\n\nNext steps", f"\n\n{filler}\n\nNext steps"))

    assert reading.force.key == "cleveland"
    assert reading.report.answers["gifts.second_jobs.applications"] == 25


def test_a_report_whose_force_cannot_be_told_is_refused(read: Read) -> None:
    text = read_file(SEEDS / "cleveland.txt").replace("Cleveland", "Ruritania")

    with pytest.raises(NotAReportError, match="which force"):
        read(text)


def test_a_programme_without_rules_cannot_be_read_into(
    programme: Programme, forces: Forces, tmp_path: Path
) -> None:
    bare = programme.model_copy().read_from(tmp_path)

    with pytest.raises(NotAReportError, match="No programme"):
        read_published(read_file(SEEDS / "cleveland.txt"), programmes=[bare], forces=forces)
