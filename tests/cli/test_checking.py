"""`fieldbook check`: the remarks on reports, and whether errors remain."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from desktop.core import folders
from tests.cli.conftest import PROGRAMME, Fieldbook

CHESHIRE = f"{PROGRAMME}/cheshire"
KENT = f"{PROGRAMME}/kent"
LEICESTERSHIRE = f"{PROGRAMME}/leicestershire"


def test_errors_are_printed_with_their_place_and_make_the_status_1(fieldbook: Fieldbook) -> None:
    fieldbook("import", folders.SEEDS / "leicestershire.txt")
    outcome = fieldbook("check", LEICESTERSHIRE)
    assert (outcome.status, outcome.err) == (1, "")
    first, *lines = outcome.out.splitlines()
    assert first.startswith(f"{LEICESTERSHIRE}: ")
    assert "error" in first
    assert any("✕ error" in line and "embargo" in line for line in lines)
    assert any("! warning" in line for line in lines)


def test_the_words_around_are_printed_where_the_message_does_not_tell_the_place(
    fieldbook: Fieldbook,
) -> None:
    fieldbook("import", folders.SEEDS / "leicestershire.txt")
    lines = fieldbook("check", LEICESTERSHIRE).out.splitlines()
    place = next(row for row, line in enumerate(lines) if "51 words" in line)
    below = lines[place + 1]
    assert below.strip().startswith("Monitoring to cross-reference contract and procurement")
    assert below.endswith("…")
    assert below.startswith("   ")
    assert len([line for line in lines if "quidance" in line]) == 1
    assert all(line.strip() for line in lines)


def test_programs_are_given_the_same(fieldbook: Fieldbook) -> None:
    fieldbook("set", KENT, "gifts.second_jobs.applications", "12")
    fieldbook("set", KENT, "gifts.second_jobs.approved", "14")
    outcome = fieldbook("check", KENT, "--json")
    assert outcome.status == 1
    (over,) = [each for each in outcome.json if each["check"] == "part_over_whole"]
    assert over["report"] == KENT
    assert over["severity"] == "error"
    assert over["item"] == "gifts.second_jobs"
    assert over["field"] == "gifts.second_jobs.approved"
    assert "14" in over["message"]
    assert over["left"] is None


def test_every_report_is_checked_once(fieldbook: Fieldbook) -> None:
    fieldbook("import", folders.SEEDS / "leicestershire.txt", folders.SEEDS / "cheshire.txt")
    everything = fieldbook("check", "--all", "--json")
    named = fieldbook("check", CHESHIRE, LEICESTERSHIRE, CHESHIRE, "--json")
    of_programme = fieldbook("check", "--all", "--programme", PROGRAMME, "--json")
    assert everything.json == named.json == of_programme.json
    assert {each["report"] for each in named.json} == {CHESHIRE, LEICESTERSHIRE}


def test_where_there_are_no_reports_there_is_nothing_to_remark(fieldbook: Fieldbook) -> None:
    outcome = fieldbook("check", "--all")
    assert outcome.status == 0
    assert "no reports yet" in outcome.out
    assert fieldbook("check", "--all", "--json").json == []


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        (KENT, "--all"),
        (KENT,),
        (KENT, "--programme", PROGRAMME),
        ("--all", "--programme", "no-such-programme"),
    ],
)
def test_wrong_use_is_one_line(fieldbook: Fieldbook, arguments: tuple[str, ...]) -> None:
    outcome = fieldbook("check", *arguments)
    assert outcome.status == 2
    assert len(outcome.err.splitlines()) == 1
    assert outcome.out == ""


def test_reports_whose_programme_is_gone_or_mistaken_are_named(
    fieldbook: Fieldbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.core.folders.user_folder", lambda: tmp_path)
    own = tmp_path / "programmes" / "custody-2013"
    shutil.copytree(folders.TEMPLATES / PROGRAMME, own)
    file = own / "programme.toml"
    file.write_text(file.read_text("utf-8").replace(PROGRAMME, "custody-2013"), "utf-8")
    fieldbook("set", "custody-2013/kent", "press.leaks.investigated", "1")
    file.write_text("version = x", "utf-8")
    mistaken = fieldbook("check", "--all")
    assert mistaken.status == 2
    assert "programme.toml" in mistaken.err
    shutil.rmtree(own)
    gone = fieldbook("check", "--all")
    assert gone.status == 1
    assert gone.err.startswith("custody-2013/kent: ")
    assert len(gone.err.splitlines()) == 1


def test_what_could_not_be_checked_is_told_and_the_rest_is_checked(
    fieldbook: Fieldbook, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("desktop.core.folders.user_folder", lambda: tmp_path)
    folder = tmp_path / "programmes" / "custody-2013"
    shutil.copytree(folders.TEMPLATES / PROGRAMME, folder)
    file = folder / "programme.toml"
    file.write_text(file.read_text().replace(PROGRAMME, "custody-2013"))
    (folder / "reading.toml").write_text('noses = ["department"]\n')
    fieldbook("set", "custody-2013/kent", "gifts.second_jobs.applications", "12")
    outcome = fieldbook("check", "custody-2013/kent")
    assert outcome.status == 1
    assert f"{folder / 'reading.toml'}, line 1: " in outcome.err
    assert "custody-2013/kent: " in outcome.out
