"""`fieldbook draft`: the report that its answers alone make."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from desktop.core import folders
from tests.cli.conftest import PROGRAMME, Fieldbook

CLEVELAND = f"{PROGRAMME}/cleveland"
KENT = f"{PROGRAMME}/kent"


@pytest.fixture
def own_programme(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A user's own copy of the shipped programme, under another name."""
    monkeypatch.setattr("desktop.core.folders.user_folder", lambda: tmp_path)
    folder = tmp_path / "programmes" / "custody-2013"
    shutil.copytree(folders.TEMPLATES / PROGRAMME, folder)
    file = folder / "programme.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(PROGRAMME, folder.name), encoding="utf-8")
    return folder


def test_the_whole_report_is_printed_in_order(fieldbook: Fieldbook) -> None:
    fieldbook("set", KENT, "gifts.second_jobs.applications", "84")
    fieldbook("set", KENT, "gifts.second_jobs.approved", "83")
    fieldbook("set", KENT, "press.leaks.investigated", "1204")
    outcome = fieldbook("draft", KENT)

    assert outcome.status == 0
    assert outcome.err == ""
    lines = outcome.out.splitlines()
    assert [line for line in lines if line.startswith(("#", "**", "©"))] == [
        "# Revisiting police relationships: progress report",
        "**Kent Police**",
        "## About this review",
        "## Findings for Kent",
        "### How are press relations handled, and information leaks investigated?",
        "### Is there more clarity around acceptance of gifts and hospitality, procurement, and"
        " second jobs?",
        "### How does the force identify, monitor and manage potential integrity issues?",
        "## Next steps",
        "© HMIC 2012",
    ]
    # Facts are spelled out: the text is tied to nothing.
    assert (
        "Between September 2011 and May 2012, the force has investigated 1,204 instances of"
        " inappropriate disclosure to the media."
    ) in lines
    assert (
        "Since September 2011 there have been 84 applications for **second jobs**, all but one of"
        " which have been approved."
    ) in lines
    assert "fact:" not in outcome.out


def test_what_was_written_by_hand_is_not_in_it(fieldbook: Fieldbook) -> None:
    fieldbook("import", folders.SEEDS / "cleveland.txt")
    out = fieldbook("draft", CLEVELAND).out
    assert "an integrity 'healthcheck', using the Self-Assessment Checklist" in out
    assert "widely reported investigations into chief officers" not in out


def test_what_was_typed_is_never_a_mark(fieldbook: Fieldbook) -> None:
    fieldbook("set", KENT, "gifts.procurement.card_control", "the *DCC* [bold]alone[/bold] <b>")
    out = fieldbook("draft", KENT).out
    assert r"controlled by the \*DCC\* \[bold\]alone\[/bold\] \<b>." in out


@pytest.mark.parametrize("report", [KENT, f"{PROGRAMME}/rutland", "custody-2013/kent", "kent"])
def test_there_is_nothing_to_draft(fieldbook: Fieldbook, report: str) -> None:
    outcome = fieldbook("draft", report)
    assert outcome.status == 2
    assert outcome.out == ""
    assert outcome.err.count("\n") == 1


def test_a_mistake_in_a_draft_is_told_and_the_rest_is_printed(
    fieldbook: Fieldbook, own_programme: Path
) -> None:
    report = f"{own_programme.name}/kent"
    fieldbook("set", report, "press.leaks.investigated", "3")
    fieldbook("set", report, "gifts.second_jobs.applications", "7")
    file = own_programme / "drafts" / "leaks.j2"
    file.write_text("Found.\n{{ investigatd }}\n", encoding="utf-8")

    outcome = fieldbook("draft", report)

    assert outcome.status == 1
    assert outcome.err == f'{file}, line 2: "investigatd" is not known here.\n'
    assert "Found." not in outcome.out
    assert "there have been seven applications for **second jobs**." in outcome.out
    assert "## Next steps" in outcome.out


def test_an_answer_is_recorded_though_its_draft_has_a_mistake_that_is_told(
    fieldbook: Fieldbook, own_programme: Path
) -> None:
    report = f"{own_programme.name}/kent"
    file = own_programme / "drafts" / "leaks.j2"
    file.write_text("{% for each in force %}{% endfor %}\n", encoding="utf-8")

    outcome = fieldbook("set", report, "press.leaks.investigated", "3")

    assert outcome.status == 0
    assert outcome.err.startswith("Recorded, but what is drafted from it stays as it was: ")
    assert f"{file}, line 1: " in outcome.err
    answers = fieldbook("show", report, "--json").json["answers"]
    assert answers["press.leaks.investigated"] == 3
