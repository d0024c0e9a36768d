"""A programme that does not say rightly how its reports are read stands in no other's way."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.core.folders import SEEDS
from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.ingest import NotAReportError, read_file, read_published

MISTAKEN = """
noses = ['department']

[[items]]
item = "gifts.second_jobs"

[[answers]]
field = "gifts.second_jobs.applications"
ways = [{ find = ['{number} applications'] }]
"""


@pytest.fixture
def mistaken(programme: Programme, tmp_path: Path) -> Programme:
    """Another programme, whose rules for reading have a mistake."""
    (tmp_path / "reading.toml").write_text(MISTAKEN, encoding="utf-8")
    return programme.model_copy(update={"id": "custody-2013"}).read_from(tmp_path)


def test_a_programme_with_a_mistake_is_passed_by(
    programme: Programme, mistaken: Programme, forces: Forces
) -> None:
    text = read_file(SEEDS / "cleveland.txt")

    reading = read_published(text, programmes=[mistaken, programme], forces=forces)

    assert reading.programme.id == programme.id
    [mistake] = reading.mistakes
    assert "reading.toml, line 2" in mistake


def test_a_mistake_is_told_where_no_other_programme_knows_the_text(
    programme: Programme, mistaken: Programme, forces: Forces
) -> None:
    for programmes in ([mistaken], [mistaken, programme]):
        with pytest.raises(NotAReportError) as refused:
            read_published("Dear Sir", programmes=programmes, forces=forces)

        [mistake] = refused.value.mistakes
        assert "reading.toml, line 2" in mistake
