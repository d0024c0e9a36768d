"""Bringing in the back catalogue from the command line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import typer

from desktop.cli import importing
from desktop.core import folders
from desktop.core.folders import SEEDS, TEMPLATES
from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.ingest import read_file, read_published
from desktop.publish import render
from desktop.store import writing
from desktop.store.database import Database, DatabaseError
from tests.cli.conftest import PROGRAMME, Fieldbook, Outcome
from tests.ingest.copied import OLD_TITLE, copied

CLEVELAND = f"{PROGRAMME}/cleveland"
KENT = f"{PROGRAMME}/kent"


@pytest.fixture(scope="session")
def printed(programme: Programme, forces: Forces, tmp_path_factory: pytest.TempPathFactory) -> Path:
    text = read_file(SEEDS / "cleveland.txt")
    reading = read_published(text, programmes=[programme], forces=forces)
    file = tmp_path_factory.mktemp("printed") / "cleveland.pdf"
    file.write_bytes(render(programme, reading.force, reading.report).file)
    return file


def test_a_pdf_says_the_same_as_the_text_it_was_made_from(
    fieldbook: Fieldbook, printed: Path
) -> None:
    assert fieldbook("import", printed).status == 0

    again = fieldbook("import", SEEDS / "cleveland.txt")

    assert (again.status, again.out) == (0, f"{CLEVELAND}: there already, unchanged\n")
    [first, *_] = fieldbook("history", CLEVELAND, "--json").json
    assert first["origin"] == "cleveland.pdf"


def test_what_could_not_be_placed_is_listed(fieldbook: Fieldbook, tmp_path: Path) -> None:
    odd = "The canteen closes at noon."
    text = read_file(SEEDS / "cheshire.txt")
    file = tmp_path / "cheshire.txt"
    file.write_text(text.replace("\n\n## Next steps", f"\n\n{odd}\n\n## Next steps"), "utf-8")

    assert odd in fieldbook("import", file).out


def test_what_differs_is_shown_and_left_where_nobody_can_be_asked(
    fieldbook: Fieldbook,
) -> None:
    fieldbook("import", SEEDS / "cleveland.txt")
    fieldbook("set", CLEVELAND, "press.leaks.investigated", "4")

    outcome = fieldbook("import", SEEDS / "cleveland.txt")

    assert outcome.status == 1
    assert "Investigated (leaks): 4 → 1" in outcome.out
    assert "1 answer and 1 passage would be overwritten, so nothing" in outcome.err
    answers = fieldbook("show", CLEVELAND, "--json").json["answers"]
    assert answers["press.leaks.investigated"] == 4


def test_a_program_is_told_what_stands_there_and_what_the_file_says(fieldbook: Fieldbook) -> None:
    fieldbook("import", SEEDS / "cleveland.txt")
    fieldbook("set", CLEVELAND, "press.leaks.investigated", "4")
    shown = fieldbook("show", CLEVELAND, "--json").json

    [told] = fieldbook("import", SEEDS / "cleveland.txt", "--json").json

    answer, passage = told["differences"]
    assert answer == {"kind": "answer", "key": "press.leaks.investigated", "from": 4, "to": 1}
    assert (passage["kind"], passage["key"]) == ("passage", "press.leaks")
    assert passage["from"].items() >= shown["passages"]["press.leaks"].items()
    assert passage["to"].keys() == passage["from"].keys()
    assert "[one](fact:press.leaks.investigated)" in passage["to"]["text"]


@pytest.mark.parametrize(("answer", "taken"), [(True, 1), (False, 4)])
def test_what_differs_is_taken_only_when_the_inspector_says_so(
    fieldbook: Fieldbook, monkeypatch: pytest.MonkeyPatch, answer: bool, taken: int
) -> None:
    fieldbook("import", SEEDS / "cleveland.txt")
    fieldbook("set", CLEVELAND, "press.leaks.investigated", "4")
    asked: list[str] = []

    def confirm(question: str, *, default: bool) -> bool:
        asked.append(question)
        return answer

    monkeypatch.setattr(importing, "may_ask", lambda: True)
    monkeypatch.setattr("typer.confirm", confirm)
    outcome = fieldbook("import", SEEDS / "cleveland.txt")

    assert asked == ["Take these?"]
    assert outcome.status == (0 if answer else 1)
    answers = fieldbook("show", CLEVELAND, "--json").json["answers"]
    assert answers["press.leaks.investigated"] == taken


def test_a_program_gets_one_document_for_all_files(fieldbook: Fieldbook, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Sir", "utf-8")

    outcome = fieldbook("import", SEEDS / "cleveland.txt", letter, "--json")

    cleveland, refused = outcome.json
    assert outcome.status == 2
    assert cleveland["report"] == CLEVELAND
    assert cleveland["problem"] is None
    assert cleveland["left_over"] == []
    [leaks] = [
        each for each in cleveland["recognised"] if each["key"] == "press.leaks.investigated"
    ]
    assert leaks["answer"] == 1
    assert 0.5 < leaks["confidence"] <= 1
    assert leaks["sentence"].startswith("Between September 2011 and May 2012, the force")
    assert refused["file"] == str(letter)
    assert refused["report"] is None
    assert refused.keys() == cleveland.keys()
    assert "not a report" in refused["problem"]


def test_stopping_keeps_what_was_read_before(
    fieldbook: Fieldbook, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    second = shutil.copy(SEEDS / "cheshire.txt", tmp_path / "second.txt")
    read = read_file

    def interrupted(path: Path) -> str:
        if path == second:
            raise KeyboardInterrupt
        return read(path)

    monkeypatch.setattr("desktop.ingest.files.read_file", interrupted)
    outcome = fieldbook("import", SEEDS / "cleveland.txt", second, SEEDS / "leicestershire.txt")

    assert outcome.status == 1
    assert outcome.err == "Stopped: 1 of 3 files were read, and are recorded.\n"
    assert [row["force"] for row in fieldbook("list", "--json").json] == ["cleveland"]


def test_stopping_at_the_question_keeps_what_was_read_before(
    fieldbook: Fieldbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    fieldbook("import", SEEDS / "cleveland.txt")
    fieldbook("set", CLEVELAND, "press.leaks.investigated", "4")

    def interrupted(question: str, *, default: bool) -> bool:
        raise typer.Abort

    monkeypatch.setattr(importing, "may_ask", lambda: True)
    monkeypatch.setattr("typer.confirm", interrupted)
    outcome = fieldbook("import", SEEDS / "cheshire.txt", SEEDS / "cleveland.txt")

    assert outcome.status == 1
    assert outcome.err == "Stopped: 1 of 2 files were read, and are recorded.\n"
    assert len(fieldbook("list", "--json").json) == 2
    answers = fieldbook("show", CLEVELAND, "--json").json["answers"]
    assert answers["press.leaks.investigated"] == 4


def test_a_database_that_fails_midway_is_told_of_with_what_is_recorded(
    fieldbook: Fieldbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = writing.record_import

    def full(database: Database, **given: Any) -> object:
        if given["force"].key == "cheshire":
            raise DatabaseError("The disk is full.")
        return recording(database, **given)

    monkeypatch.setattr(writing, "record_import", full)
    names = ("cleveland", "cheshire", "leicestershire")
    outcome = fieldbook("import", *(SEEDS / f"{name}.txt" for name in names), "--json")

    cleveland, cheshire = outcome.json
    assert outcome.status == 2
    assert (cleveland["report"], cleveland["problem"]) == (CLEVELAND, None)
    assert cheshire["problem"] == f"{SEEDS / 'cheshire.txt'}: The disk is full."
    assert cheshire.keys() == cleveland.keys()
    assert outcome.err.splitlines() == [
        cheshire["problem"],
        "Stopped: 1 of 3 files were read, and are recorded.",
    ]


def test_a_programme_that_names_an_earlier_one_is_read_and_checked(
    fieldbook: Fieldbook, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    links = f'[[earlier]]\nprogramme = "{PROGRAMME}"\nitems = {{ "press.leaks" = "press.leaks" }}\n'
    changes = ((f'title = "{OLD_TITLE}"', 'title = "A second look"'), ("2012-12", "2014-06"))
    folder = tmp_path / "programmes"
    copied(folder, "a-second-look-2014", *changes, links=links)
    monkeypatch.setattr(folders, "programme_folders", lambda: [TEMPLATES, folder])
    file = tmp_path / "cleveland.txt"
    text = read_file(SEEDS / "cleveland.txt")
    body = text[text.index("About this review") :]
    file.write_text(f"A second look\n\nCleveland Police\nJune 2014\n\n{body}", "utf-8")

    assert fieldbook("import", SEEDS / "cleveland.txt", file).status == 0

    names = [row["report"] for row in fieldbook("list", "--json").json]
    assert sorted(names) == ["a-second-look-2014/cleveland", CLEVELAND]
    for name in names:
        assert {each["report"] for each in fieldbook("check", name, "--json").json} == {name}


def carried(pdf: Path, folder: Path, change: Callable[[bytes], bytes] = bytes) -> Path:
    """Take the data out of a PDF as a file of its own."""
    with pikepdf.open(pdf) as found:
        data = found.attachments["entry.json"].get_file().read_bytes()
    file = folder / "entry.json"
    file.write_bytes(change(data))
    return file


@pytest.fixture
def rendered(fieldbook: Fieldbook, tmp_path: Path) -> Path:
    """Kent's report with answers of every kind and words of its own, as a draft."""
    for key, value in {
        "isbn": "978-1-78246-061-9",
        "embargo": "00:01 19 December 2012",
        "press.leaks.investigated": "0",
        "press.social_media.sites_monitored": "no",
        "findings.overview.policies_reviewed": "none",
        "integrity.training.channels": "posters, email",
        "findings.overview.plan": "Integrity – “first” plan",
    }.items():
        assert fieldbook("set", KENT, key, value).status == 0
    assert fieldbook("render", KENT, "-o", tmp_path, "--edition", "draft").status == 0
    return tmp_path / "kent-draft.pdf"


def elsewhere(fieldbook: Fieldbook, tmp_path: Path, *arguments: str | Path) -> Outcome:
    """Run a command on a database in which there is no report yet."""
    return fieldbook("--database", tmp_path / "other.sqlite3", *arguments)


def test_a_pdf_of_fieldbook_gives_its_entry_to_another_database(
    fieldbook: Fieldbook, rendered: Path, tmp_path: Path
) -> None:
    shown = fieldbook("show", KENT, "--json").json

    outcome = elsewhere(fieldbook, tmp_path, "import", rendered)

    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out.startswith(f"{KENT}: read from the data in the file, exactly: 5 of 40")
    assert "100%  press.leaks.investigated: 0\n" in outcome.out
    assert "\n  not answered: findings.overview.healthcheck, " in outcome.out
    assert elsewhere(fieldbook, tmp_path, "show", KENT, "--json").json == shown
    again = elsewhere(fieldbook, tmp_path, "import", rendered)
    assert again.out == f"{KENT}: there already, unchanged\n"
    [first, *_] = elsewhere(fieldbook, tmp_path, "history", KENT, "--json").json
    assert first["origin"] == "kent-draft.pdf"


def test_the_data_alone_give_the_entry_too(
    fieldbook: Fieldbook, rendered: Path, tmp_path: Path
) -> None:
    file = carried(rendered, tmp_path)

    [told] = elsewhere(fieldbook, tmp_path, "import", file, "--json").json

    assert (told["report"], told["read_from"], told["problem"]) == (KENT, "data", None)
    assert {each["confidence"] for each in told["recognised"]} == {1.0}
    shown = fieldbook("show", KENT, "--json").json
    assert elsewhere(fieldbook, tmp_path, "show", KENT, "--json").json == shown


def test_data_that_cannot_be_taken_are_refused_in_one_line(
    fieldbook: Fieldbook, rendered: Path, tmp_path: Path
) -> None:
    file = carried(
        rendered, tmp_path, lambda data: data.replace(b'"version": 1\n', b'"version": 9\n')
    )

    outcome = elsewhere(fieldbook, tmp_path, "import", file)

    assert (outcome.status, outcome.out) == (2, "")
    line = f"{file}: The data in this file were made by a later Fieldbook than this one."
    assert " ".join(outcome.err.split()) == line


def test_data_that_say_something_else_than_the_pages_are_left_for_the_text(
    fieldbook: Fieldbook, rendered: Path, tmp_path: Path
) -> None:
    with pikepdf.open(rendered, allow_overwriting_input=True) as pdf:
        spec = pdf.attachments["entry.json"]
        data = spec.get_file().read_bytes().replace(b'"drafted"', b'"edited"')
        data = data.replace(b"Without Fear or Favour", b"Without Fear")
        del pdf.attachments["entry.json"]
        pdf.attachments["entry.json"] = pikepdf.AttachedFileSpec(
            pdf,
            data,
            description="",
            filename="entry.json",
            mime_type="",
            creation_date="",
            mod_date="",
        )
        pdf.save(rendered)

    outcome = elsewhere(fieldbook, tmp_path, "import", rendered)

    assert outcome.status == 0
    line = "The data in this file do not say what its pages say (About this review)"
    assert f"{line}, so its text was read instead." in " ".join(outcome.out.split())
    assert "answers recognised" in outcome.out


def test_what_the_data_say_otherwise_is_shown_and_left_where_nobody_can_be_asked(
    fieldbook: Fieldbook, rendered: Path
) -> None:
    fieldbook("set", KENT, "press.leaks.investigated", "4")

    outcome = fieldbook("import", rendered)

    assert outcome.status == 1
    assert "Investigated (leaks): 4 → 0" in outcome.out
    assert "State" not in outcome.out
    answers = fieldbook("show", KENT, "--json").json["answers"]
    assert answers["press.leaks.investigated"] == 4
