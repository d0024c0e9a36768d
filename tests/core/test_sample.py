"""The sample of a programme: whole, and strict about what stands in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from desktop.core import commonmark
from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.core.programme_reader import ProgrammeError, read_programme
from desktop.core.report import Passage, completeness
from desktop.core.sample import SAMPLE_FILE, read_sample


def test_the_shipped_sample_is_complete(programme: Programme, forces: Forces) -> None:
    report = read_sample(programme, forces)
    assert report.force == "dorset"
    assert completeness(report, programme).percent == 100
    assert set(programme.fields) < set(report.answers)
    assert set(report.passages) == set(programme.items)
    assert "what we found in Dorset." in report.passage("about.review").text
    assert {passage.mode for passage in report.passages.values()} == {"drafted"}


def test_its_passages_are_kept_as_they_will_be_stored(programme: Programme, forces: Forces) -> None:
    for passage in read_sample(programme, forces).passages.values():
        assert commonmark.tidy(passage.text) == passage.text


@pytest.fixture
def undrafted(programme: Programme, tmp_path: Path) -> Path:
    """A copy of the shipped programme in which leaks have no draft: the sample has its words."""
    folder = tmp_path / programme.id
    shutil.copytree(programme.folder, folder)
    file = folder / "programme.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('draft = "leaks.j2"\n', ""), encoding="utf-8")
    with (folder / SAMPLE_FILE).open("a", encoding="utf-8") as sample:
        sample.write('\n[passages]\n"press.leaks" = """\nOne *leak*.\n"""\n')
    return folder


def test_an_item_without_a_draft_has_its_words_in_the_sample(
    undrafted: Path, forces: Forces
) -> None:
    report = read_sample(read_programme(undrafted), forces)
    assert report.passage("press.leaks") == Passage("One *leak*.", "edited")
    assert report.passage("press.social_media").mode == "drafted"


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ('force = "dorset"', 'force = "rutland"', 'line 4: force: there is no force "rutland".'),
        ('force = "dorset"\n', "", "line 1: force: this key is missing."),
        (
            'investigated" = 4',
            'investigated" = "some"',
            "answers.press.leaks.investigated: Type a whole number in figures, such as 0, 7 or"
            " 1,250.",
        ),
        (
            'investigated" = 4',
            'investigated" = ""',
            "answers.press.leaks.investigated: this answer is missing.",
        ),
        (
            '"press.leaks.investigated"',
            '"press.leaks.invented"',
            "answers.press.leaks.invented: the programme has no such field.",
        ),
        (
            '"press.leaks" = """',
            '"press.leeks" = """',
            "passages.press.leeks: the programme has no such item.",
        ),
        (
            '"press.leaks" = """',
            '"about.review" = """',
            "passages.about.review: this passage is drafted: leave it out.",
        ),
        (
            '"press.leaks" = """',
            '"press.social_media" = """',
            "passages.press.social_media: this passage is drafted: leave it out.",
        ),
        (
            '"press.leaks" = """\nOne *leak*.\n"""',
            '"press.leaks" = " "',
            "passages.press.leaks: this passage is missing.",
        ),
        (
            '"press.leaks" = """',
            '"press.leaks" = " "\n[more]\nx = """',
            "more: this key is not known here.",
        ),
    ],
)
def test_mistakes_are_named(
    undrafted: Path, forces: Forces, right: str, wrong: str, message: str
) -> None:
    file = undrafted / SAMPLE_FILE
    text = file.read_text(encoding="utf-8")
    assert text.count(right) == 1
    file.write_text(text.replace(right, wrong), encoding="utf-8")
    with pytest.raises(ProgrammeError) as refused:
        read_sample(read_programme(undrafted), forces)
    assert str(refused.value).startswith(f"{file}, line ")
    assert str(refused.value).endswith(message)


def test_a_programme_without_a_sample(programme: Programme, forces: Forces, tmp_path: Path) -> None:
    folder = tmp_path / programme.id
    shutil.copytree(programme.folder, folder)
    (folder / SAMPLE_FILE).unlink()
    with pytest.raises(ProgrammeError, match="cannot be read"):
        read_sample(read_programme(folder), forces)
