"""The commands as PROGRAMME-2012 fixes them: what they print, change and return."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.core import folders
from tests.cli.conftest import PROGRAMME, Fieldbook

CLEVELAND = f"{PROGRAMME}/cleveland"
KENT = f"{PROGRAMME}/kent"
EXAMPLES = ["cambridgeshire", "cheshire", "city-of-london", "cleveland", "leicestershire"]


def one_line(text: str) -> bool:
    return text.count("\n") == 1 and text.endswith("\n") and "Traceback" not in text


def test_examples_are_loaded_once_and_then_left_alone(fieldbook: Fieldbook) -> None:
    assert fieldbook("examples").status == 0
    listed = fieldbook("list", "--json").json
    assert [row["force"] for row in listed] == EXAMPLES
    assert {row["state"] for row in listed} == {"published"}
    fieldbook("set", CLEVELAND, "press.leaks.investigated", "4")
    again = fieldbook("examples")
    assert again.status == 0
    shown = fieldbook("show", CLEVELAND, "--json").json
    assert shown["answers"]["press.leaks.investigated"] == 4


def test_an_answer_that_somebody_else_gave_does_not_give_way_silently(
    fieldbook: Fieldbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = "press.leaks.investigated"
    monkeypatch.setattr("desktop.store.inspector.inspector_name", lambda: "Kim Smith")
    fieldbook("set", KENT, key, "11")
    assert fieldbook("set", KENT, key, "12").out.count("\n") == 1
    monkeypatch.setattr("desktop.store.inspector.inspector_name", lambda: "Ann Jones")
    assert fieldbook("set", KENT, key, "4").out.splitlines() == [
        f"{KENT}: Investigated: 4",
        "Before: 12, by Kim Smith. The history keeps it.",
    ]
    assert "Before" not in fieldbook("set", KENT, key, "4").out


def test_list_gives_the_fixed_keys(fieldbook: Fieldbook) -> None:
    fieldbook("set", KENT, "press.leaks.investigated", "11")
    [row] = fieldbook("list", "--json").json
    assert set(row) == {"report", "programme", "force", "state", "completeness"}
    assert (row["report"], row["programme"], row["force"]) == (KENT, PROGRAMME, "kent")
    assert row["state"] == "drafting"
    assert 0 < row["completeness"] < 100


def test_an_empty_list_is_an_empty_array_and_a_hint(fieldbook: Fieldbook) -> None:
    assert fieldbook("list", "--json").json == []
    assert "fieldbook examples" in fieldbook("list").out


def test_list_of_one_programme(fieldbook: Fieldbook) -> None:
    fieldbook("set", KENT, "press.leaks.investigated", "11")
    assert len(fieldbook("list", "--programme", PROGRAMME, "--json").json) == 1
    unknown = fieldbook("list", "--programme", "revisiting", "--json")
    assert unknown.status == 2
    assert unknown.out == ""
    assert one_line(unknown.err)


def test_show_gives_every_key_and_null_for_not_answered(fieldbook: Fieldbook) -> None:
    fieldbook("set", KENT, "press.leaks.investigated", "0")
    shown = fieldbook("show", KENT, "--json").json
    assert set(shown) == {
        "report",
        "programme",
        "force",
        "state",
        "isbn",
        "embargo",
        "answers",
        "passages",
    }
    assert shown["answers"]["press.leaks.investigated"] == 0
    assert shown["answers"]["press.leaks.continuing"] is None
    assert len(shown["answers"]) == 40
    assert shown["passages"]["press.leaks"]["text"].endswith("disclosure to the media.")
    assert shown["passages"]["press.leaks"]["mode"] == "drafted"
    assert shown["passages"]["press.social_media"] == {"mode": "drafted", "text": ""}
    assert "focuses on what we found in Kent." in shown["passages"]["about.review"]["text"]


def test_show_for_people_names_answers_as_the_form_does(fieldbook: Fieldbook) -> None:
    fieldbook("set", KENT, "press.media_policy.state", "being_updated")
    out = fieldbook("show", KENT).out
    assert "Kent Police" in out
    assert "State of the policy: Being updated" in out
    assert "Contact goes through: not answered" in out
    assert "ISBN: not answered" in out


def test_show_for_people_goes_on_past_an_answer_that_the_programme_no_longer_has(
    fieldbook: Fieldbook, database: Path
) -> None:
    fieldbook("set", KENT, "press.media_policy.state", "updated")
    with contextlib.closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("""UPDATE answer SET value = '"modernised"'""")
    out = fieldbook("show", KENT).out
    assert "State of the policy: modernised" in out
    assert "Next steps" in out


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("press.leaks.investigated", "1,250", 1250),
        ("press.social_media.off_duty_covered", "No", False),
        ("press.media_policy.state", "updated", "updated"),
        ("findings.overview.policies_reviewed", "second_jobs,media", ["media", "second_jobs"]),
        ("findings.overview.policies_reviewed", "none", []),
        ("press.media_policy.contact_via", "  the press   office ", "the press office"),
    ],
)
def test_set_records_as_the_form_does(
    fieldbook: Fieldbook, key: str, typed: str, kept: object
) -> None:
    assert fieldbook("set", KENT, key, typed).status == 0
    assert fieldbook("show", KENT, "--json").json["answers"][key] == kept
    assert fieldbook("set", KENT, key, "").status == 0
    assert fieldbook("show", KENT, "--json").json["answers"][key] is None


def test_isbn_and_embargo_are_keys_too(fieldbook: Fieldbook) -> None:
    fieldbook("set", KENT, "isbn", "978-1-78246-041-1")
    fieldbook("set", KENT, "embargo", "00:01 19 December 2012")
    shown = fieldbook("show", KENT, "--json").json
    assert shown["isbn"] == "978-1-78246-041-1"
    assert shown["embargo"] == "2012-12-19T00:01"
    assert "ISBN: 978-1-78246-041-1" in shown["passages"]["imprint.imprint"]["text"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("set", f"{PROGRAMME}/atlantis", "press.leaks.investigated", "1"),
        ("set", "no-such-programme/kent", "press.leaks.investigated", "1"),
        ("set", "kent", "press.leaks.investigated", "1"),
        ("set", KENT, "press.leaks.invented", "1"),
        ("set", KENT, "press.leaks.investigated", "many"),
        ("set", KENT, "press.media_policy.state", "modernised"),
        ("set", KENT, "embargo", "31 February 2012"),
        ("set", KENT, "isbn", "12345"),
        ("set", KENT),
        ("show", KENT, "--json"),
        ("show", KENT, "--yaml"),
        ("conjure",),
        ("render", KENT, "-o", "."),
        ("render", "-o", "."),
        ("render", "--all", "-o", "."),
        ("import", "no-such-file.txt"),
    ],
)
def test_wrong_use_is_one_line_and_status_2(
    fieldbook: Fieldbook, arguments: tuple[str, ...]
) -> None:
    outcome = fieldbook(*arguments)
    assert outcome.status == 2
    assert one_line(outcome.err)
    assert outcome.out == ""
    assert fieldbook("list", "--json").json == []


def test_a_near_miss_is_met_with_a_suggestion(fieldbook: Fieldbook) -> None:
    outcome = fieldbook("set", KENT, "press.leaks.investigatd", "1")
    assert "Did you mean press.leaks.investigated?" in outcome.err


def test_import_says_what_it_read_and_what_it_did_not(fieldbook: Fieldbook) -> None:
    outcome = fieldbook("import", folders.SEEDS / "cleveland.txt")
    assert outcome.status == 0
    assert CLEVELAND in outcome.out
    assert "press.leaks.investigated: 1" in outcome.out
    assert "not recognised:" in outcome.out


def test_the_same_import_again_is_there_already(fieldbook: Fieldbook) -> None:
    fieldbook("import", folders.SEEDS / "cleveland.txt")
    before = fieldbook("show", CLEVELAND, "--json").out
    again = fieldbook("import", folders.SEEDS / "cleveland.txt")
    assert (again.status, again.err) == (0, "")
    assert again.out == f"{CLEVELAND}: there already, unchanged\n"
    assert fieldbook("show", CLEVELAND, "--json").out == before


@pytest.mark.parametrize("name", ["", "missing.txt"])
def test_a_file_that_cannot_be_read_is_named_once(
    fieldbook: Fieldbook, tmp_path: Path, name: str
) -> None:
    outcome = fieldbook("import", tmp_path / name)
    assert outcome.status == 2
    assert one_line(outcome.err)
    assert outcome.err.count(str(tmp_path / name)) == 1


def test_what_begins_with_a_hyphen_is_an_answer_or_none(fieldbook: Fieldbook) -> None:
    fewer_than_none = fieldbook("set", KENT, "press.leaks.investigated", "-5")
    assert fewer_than_none.status == 2
    assert one_line(fewer_than_none.err)
    assert fewer_than_none.err.startswith('"-5" is no answer to press.leaks.investigated.')
    assert fieldbook("set", KENT, "press.media_policy.contact_via", "-none-").status == 0
    shown = fieldbook("show", KENT, "--json").json
    assert shown["answers"]["press.media_policy.contact_via"] == "-none-"


def test_import_never_overwrites_what_differs(fieldbook: Fieldbook) -> None:
    fieldbook("import", folders.SEEDS / "cleveland.txt")
    fieldbook("set", CLEVELAND, "press.leaks.investigated", "4")
    outcome = fieldbook("import", folders.SEEDS / "cleveland.txt")
    assert outcome.status == 1
    assert one_line(outcome.err)
    shown = fieldbook("show", CLEVELAND, "--json").json
    assert shown["answers"]["press.leaks.investigated"] == 4


def test_one_bad_file_does_not_stop_the_others(fieldbook: Fieldbook, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "letter.txt").write_text("Dear Sir,\n\nThank you for your letter.\n")
    (tmp_path / "photo.txt").write_bytes(os.urandom(4096))
    files = [tmp_path / name for name in ("empty.txt", "letter.txt", "photo.txt")]
    outcome = fieldbook("import", *files, folders.SEEDS / "cheshire.txt")
    assert outcome.status == 2
    assert len(outcome.err.splitlines()) == 3
    assert [row["force"] for row in fieldbook("list", "--json").json] == ["cheshire"]


def test_render_writes_one_pdf_a_force(fieldbook: Fieldbook, tmp_path: Path) -> None:
    fieldbook("import", folders.SEEDS / "cleveland.txt", folders.SEEDS / "cheshire.txt")
    outcome = fieldbook("render", "--all", "-o", tmp_path / "out", "--jobs", "2")
    assert outcome.status == 0
    files = sorted((tmp_path / "out").iterdir())
    assert [file.name for file in files] == ["cheshire.pdf", "cleveland.pdf", "manifest.json"]
    assert all(file.read_bytes().startswith(b"%PDF-") for file in files[:2])


def test_render_where_no_file_can_be_is_one_line(fieldbook: Fieldbook, tmp_path: Path) -> None:
    fieldbook("import", folders.SEEDS / "cleveland.txt")
    (tmp_path / "taken").write_text("a file")
    outcome = fieldbook("render", CLEVELAND, "-o", tmp_path / "taken")
    assert outcome.status == 1
    assert one_line(outcome.err)
    assert (tmp_path / "taken").read_text() == "a file"


def test_render_all_names_the_reports_whose_programme_is_gone(
    fieldbook: Fieldbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.core.folders.user_folder", lambda: tmp_path)
    own = tmp_path / "programmes" / "custody-2013"
    shutil.copytree(folders.TEMPLATES / PROGRAMME, own)
    file = own / "programme.toml"
    file.write_text(file.read_text().replace(PROGRAMME, "custody-2013"))
    assert fieldbook("set", "custody-2013/kent", "press.leaks.investigated", "1").status == 0
    shutil.rmtree(own)
    alone = fieldbook("render", "--all", "-o", tmp_path / "out")
    assert alone.status == 2
    assert one_line(alone.err)
    assert "custody-2013/kent" in alone.err
    fieldbook("set", KENT, "press.leaks.investigated", "1")
    outcome = fieldbook("render", "--all", "-o", tmp_path / "out")
    assert outcome.status == 1
    assert one_line(outcome.err)
    assert "custody-2013/kent" in outcome.err
    assert [file.name for file in (tmp_path / "out").glob("*.pdf")] == ["kent.pdf"]
    assert fieldbook("list", "--json").status == 0


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_terminal_that_knows_few_letters_fails_no_command(
    fieldbook: Fieldbook, database: Path, encoding: str
) -> None:
    fieldbook("import", folders.SEEDS / "cleveland.txt")

    def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "desktop", "--database", str(database), *arguments]
        environment = os.environ | {"PYTHONIOENCODING": encoding}
        root = folders.ROOT
        return subprocess.run(command, capture_output=True, env=environment, cwd=root, check=False)

    shown = run("show", CLEVELAND, "--json")
    assert (shown.returncode, shown.stderr) == (0, b"")
    expected = fieldbook("show", CLEVELAND, "--json").json
    assert json.loads(shown.stdout.decode(encoding)) == expected
    for_people = run("show", CLEVELAND)
    assert (for_people.returncode, for_people.stderr) == (0, b"")
    assert "Cleveland Police" in for_people.stdout.decode(encoding)
    wrong = run("show", f"{PROGRAMME}/Žižkov")
    assert wrong.returncode == 2
    assert one_line(wrong.stderr.decode(encoding))


def test_a_database_that_is_none_is_left_as_it_is(fieldbook: Fieldbook, database: Path) -> None:
    database.write_text("Minutes of the meeting")
    outcome = fieldbook("list", "--json")
    assert outcome.status == 2
    assert one_line(outcome.err)
    assert outcome.out == ""
    assert database.read_text() == "Minutes of the meeting"
    assert [file.name for file in database.parent.iterdir()] == [database.name]


@pytest.fixture
def broken_programme(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    monkeypatch.setattr("desktop.core.folders.user_folder", lambda: tmp_path)
    folder = tmp_path / "programmes" / "custody-2013"
    folder.mkdir(parents=True)
    (folder / "programme.toml").write_text('id = "custody-2013"\nversion = "one"\n')
    return folder.name


def test_a_programme_with_a_mistake_is_named_with_file_line_and_key(
    fieldbook: Fieldbook, broken_programme: str
) -> None:
    for arguments in (
        ("list", "--json"),
        ("show", f"{broken_programme}/kent", "--json"),
        ("set", f"{broken_programme}/kent", "press.leaks.investigated", "1"),
        ("render", "--all", "-o", "."),
    ):
        outcome = fieldbook(*arguments)
        assert outcome.status == 2
        assert one_line(outcome.err)
        for part in (broken_programme, "programme.toml", "line 2", "version"):
            assert part in outcome.err


def test_other_programmes_go_on_beside_one_with_a_mistake(
    fieldbook: Fieldbook, broken_programme: str, tmp_path: Path
) -> None:
    assert fieldbook("set", KENT, "press.leaks.investigated", "1").status == 0
    assert [row["report"] for row in fieldbook("list", "--json").json] == [KENT]
    assert fieldbook("render", KENT, "-o", tmp_path / "out").status == 0
    assert fieldbook("render", "--all", "-o", tmp_path / "all").status == 2
    assert [file.name for file in (tmp_path / "all").glob("*.pdf")] == ["kent.pdf"]


def test_examples_name_the_mistake_of_the_shipped_programme(
    fieldbook: Fieldbook, monkeypatch: pytest.MonkeyPatch, broken_programme: str, tmp_path: Path
) -> None:
    monkeypatch.setattr("desktop.core.folders.TEMPLATES", tmp_path / "none")
    outcome = fieldbook("examples")
    assert outcome.status == 2
    assert one_line(outcome.err)
    assert "line 2" in outcome.err


@pytest.fixture
def misreading_programme(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A user's own programme whose reports cannot be read, for a mistake in its rules."""
    monkeypatch.setattr("desktop.core.folders.user_folder", lambda: tmp_path)
    folder = shutil.copytree(
        folders.TEMPLATES / PROGRAMME, tmp_path / "programmes" / "custody-2013"
    )
    file = folder / "programme.toml"
    file.write_text(file.read_text().replace(PROGRAMME, "custody-2013"))
    (folder / "reading.toml").write_text('noses = ["department"]\n')
    return Path(folder)


def test_reports_of_other_programmes_are_read_beside_one_that_cannot_be(
    fieldbook: Fieldbook, misreading_programme: Path
) -> None:
    rules = str(misreading_programme / "reading.toml")
    files = [folders.SEEDS / "cleveland.txt", folders.SEEDS / "cheshire.txt"]
    outcome = fieldbook("import", *files)
    assert outcome.status == 0
    assert one_line(outcome.err)
    assert rules in outcome.err
    assert [row["force"] for row in fieldbook("list", "--json").json] == ["cheshire", "cleveland"]
    loaded = fieldbook("examples")
    assert loaded.status == 0
    assert one_line(loaded.err)
    letter = misreading_programme / "letter.txt"
    letter.write_text("Dear Sir,\n\nThank you for your letter.\n")
    unknown = fieldbook("import", letter)
    assert unknown.status == 2
    assert rules in unknown.err


def test_the_window_starts_without_loading_the_commands() -> None:
    script = (
        "import sys, desktop.app, desktop.cli\n"
        "desktop.app.run = lambda where: 0\n"
        "sys.argv = ['fieldbook']\n"
        "try:\n"
        "    desktop.cli.main()\n"
        "finally:\n"
        "    print(sorted({'rich', 'typer'} & sys.modules.keys()))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=folders.ROOT, check=True
    )
    assert run.stdout == "[]\n"
