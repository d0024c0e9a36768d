"""`fieldbook render`: what is written, what is refused, and the same bytes everywhere."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from desktop.core import folders
from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.store.database import Database
from desktop.store.reviewing import write_comment
from desktop.store.writing import record_import
from tests.cli.conftest import PROGRAMME, Fieldbook
from tests.random_reports import publishable_report

KENT, ESSEX, DORSET = (f"{PROGRAMME}/{force}" for force in ("kent", "essex", "dorset"))
WEB = ("--format", "html")
"""Made in a tenth of the time of a PDF, where the format is of no matter."""


@pytest.fixture(scope="module")
def filled(programme: Programme, forces: Forces, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("filled") / "book.sqlite3"
    opened = Database.open(file)
    for key in ("kent", "essex", "dorset"):
        report = publishable_report(programme, forces[key])
        record_import(opened, report=report, programme=programme, force=forces[key], by="Invented")
    opened.close()
    return file


@pytest.fixture
def good(filled: Path, database: Path) -> Path:
    """A database in which Kent, Essex and Dorset could be published."""
    shutil.copy(filled, database)
    return database


def one_line(text: str) -> bool:
    return text.endswith("\n") and text.count("\n") == 1


def files(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def steps(fieldbook: Fieldbook, report: str) -> list[str]:
    return [each["kind"] for each in fieldbook("history", report, "--json").json]


@pytest.mark.usefixtures("good")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--edition", "publik"), ("proof", "draft", "embargoed", "public")),
        (("--format", "odt"), ("pdf", "html", "docx")),
        (("--look", "large"), ("standard", "accessible")),
        (("--override", "Because."), ("--edition public",)),
        (("--edition", "public", "--override", " \u200b\t"), ("why",)),
        (("--edition", "public", "--override", "x" * 1_001), ("characters",)),
        (("--programme", PROGRAMME), ("--programme goes with --all",)),
    ],
)
def test_wrong_words_are_met_with_one_line_of_what_there_is(
    fieldbook: Fieldbook, tmp_path: Path, words: tuple[str, ...], said: tuple[str, ...]
) -> None:
    outcome = fieldbook("render", KENT, "-o", tmp_path / "out", *words)
    assert (outcome.status, outcome.out) == (2, "")
    assert one_line(outcome.err)
    assert all(each in outcome.err for each in said)
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("good")
def test_a_file_is_named_after_its_edition_and_listed(fieldbook: Fieldbook, tmp_path: Path) -> None:
    out = tmp_path / "out"
    plain = fieldbook("render", KENT, "-o", out)
    assert (plain.status, plain.out, plain.err) == (0, f"{out / 'kent.pdf'}\n", "")
    web = ("--edition", "public", "--format", "html", "--look", "accessible")
    assert fieldbook("render", KENT, ESSEX, "-o", out, *web).status == 0
    pages = ["essex-public-accessible.html", "kent-public-accessible.html"]
    assert files(out) == [*pages, "kent.pdf", "manifest.json"]
    listed = json.loads((out / "manifest.json").read_bytes())["files"]
    assert [each["file"] for each in listed] == [*pages, "kent.pdf"]
    assert [each["edition"] for each in listed] == ["public", "public", "proof"]


@pytest.mark.usefixtures("good")
def test_what_is_not_to_be_published_is_refused_one_by_one(
    fieldbook: Fieldbook,
    tmp_path: Path,
    database: Path,
    programme: Programme,
    forces: Forces,
) -> None:
    fieldbook("set", KENT, "isbn", "")
    fieldbook("set", ESSEX, "embargo", "2999-01-01 00:01")
    public = ("render", "--all", "-o", tmp_path / "out", *WEB, "--edition", "public", "--jobs", "1")
    outcome = fieldbook(*public)
    assert outcome.status == 1
    assert files(tmp_path / "out") == ["dorset-public.html", "manifest.json"]
    for name, why in ((KENT, "The checks found 1 error."), (ESSEX, "embargo lies ahead")):
        (line,) = [line for line in outcome.err.splitlines() if line.startswith(name)]
        assert why in line
    assert len(outcome.err.splitlines()) == 2
    assert "override" not in steps(fieldbook, KENT)
    assert fieldbook("render", KENT, "-o", tmp_path / "proofs", *WEB).status == 0

    opened = Database.open(database)
    write_comment(
        opened,
        programme=programme,
        force=forces["dorset"],
        item="press.leaks",
        text="Is that so?",
        by="Ann",
    )
    opened.close()
    outcome = fieldbook(*public)
    assert outcome.status == 1
    assert outcome.out == ""
    assert len(outcome.err.splitlines()) == 3


@pytest.mark.usefixtures("good")
def test_an_embargo_that_is_over_does_no_harm(fieldbook: Fieldbook, tmp_path: Path) -> None:
    fieldbook("set", KENT, "embargo", "2013-03-01 00:01")
    assert fieldbook("render", KENT, "-o", tmp_path, *WEB, "--edition", "public").status == 0


def test_an_embargoed_edition_without_an_embargo_is_told_of(
    fieldbook: Fieldbook, tmp_path: Path
) -> None:
    assert fieldbook("set", KENT, "press.leaks.investigated", "1").status == 0
    how = ("--edition", "embargoed", "--format", "html", "-o", tmp_path / "out")
    outcome = fieldbook("render", KENT, *how)
    assert outcome.status == 0
    assert files(tmp_path / "out") == ["kent-embargoed.html", "manifest.json"]
    assert one_line(outcome.err)
    assert "has no embargo" in outcome.err
    assert fieldbook("set", KENT, "embargo", "2012-12-19T00:01").status == 0
    assert fieldbook("render", KENT, *how).err == ""


@pytest.mark.usefixtures("good")
def test_what_is_made_all_the_same_is_recorded_with_the_reason(
    fieldbook: Fieldbook, tmp_path: Path
) -> None:
    fieldbook("set", ESSEX, "embargo", "2999-01-01 00:01")
    before = steps(fieldbook, KENT)
    why = "The Chief Inspector has agreed."
    public = (*WEB, "--edition", "public", "--jobs", "1")
    outcome = fieldbook("render", KENT, ESSEX, "-o", tmp_path / "out", *public, "--override", why)
    assert (outcome.status, outcome.err) == (0, "")
    assert len(outcome.out.splitlines()) == 2
    newest = fieldbook("history", ESSEX, "--json").json
    (recorded,) = [each for each in newest if each["kind"] == "override"]
    assert recorded["to"].startswith(why)
    assert "embargo lies ahead" in recorded["to"]
    assert recorded["by"]
    assert steps(fieldbook, KENT) == before
    assert why in fieldbook("history", ESSEX).out


@pytest.mark.usefixtures("good")
def test_what_could_not_be_written_all_the_same_is_not_recorded(
    fieldbook: Fieldbook, tmp_path: Path
) -> None:
    fieldbook("set", KENT, "isbn", "")
    (tmp_path / "kent-public.html").mkdir()
    public = (*WEB, "--edition", "public", "--override", "Agreed.")
    outcome = fieldbook("render", KENT, "-o", tmp_path, *public)
    assert outcome.status == 1
    assert "there is a folder of that name" in outcome.err
    assert "override" not in steps(fieldbook, KENT)


@pytest.mark.usefixtures("good")
def test_a_manifest_of_others_stops_the_command_before_its_work(
    fieldbook: Fieldbook, tmp_path: Path
) -> None:
    theirs = tmp_path / "manifest.json"
    theirs.write_text('{"name": "My app"}')
    outcome = fieldbook("render", KENT, "-o", tmp_path)
    assert (outcome.status, outcome.out) == (2, "")
    assert one_line(outcome.err)
    assert str(theirs) in outcome.err
    assert theirs.read_text() == '{"name": "My app"}'
    assert not (tmp_path / "kent.pdf").exists()


@pytest.mark.usefixtures("good")
def test_a_terminal_is_told_how_many_went_which_way(
    fieldbook: Fieldbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fieldbook("set", KENT, "isbn", "")
    (tmp_path / "essex-public.html").mkdir()
    shown = io.StringIO()
    terminal = Console(file=shown, force_terminal=True, color_system=None, highlight=False)
    monkeypatch.setattr("desktop.cli.rendering.err", terminal)
    fieldbook("render", "--all", "-o", tmp_path, *WEB, "--edition", "public", "--jobs", "1")
    assert shown.getvalue().splitlines()[-1].endswith("1 written, 1 refused, 1 failed")


@pytest.mark.usefixtures("good")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_ctrl_c_or_a_system_that_shuts_down_leaves_what_was_written_listed(
    name: str, fieldbook: Fieldbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(text: str) -> str:
        signal.raise_signal(getattr(signal, name))
        return text

    # What is escaped is the first file's name, which is printed once it is written.
    monkeypatch.setattr("desktop.cli.rendering.escape", interrupted)
    outcome = fieldbook("render", "--all", "-o", tmp_path / "out", *WEB, "--jobs", "1")
    assert (outcome.status, outcome.out, outcome.err) == (1, "", "Stopped.\n")
    listed = json.loads((tmp_path / "out" / "manifest.json").read_bytes())["files"]
    there = files(tmp_path / "out")
    assert sorted([*(each["file"] for each in listed), "manifest.json"]) == there


@pytest.mark.usefixtures("good")
@pytest.mark.parametrize("name", ["reports & [bold]notes[/bold] 100%", "Žižkov – Prüfung", "-o"])
def test_odd_names_of_folders_are_names(fieldbook: Fieldbook, tmp_path: Path, name: str) -> None:
    outcome = fieldbook("render", KENT, "-o", tmp_path / name, *WEB)
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out == f"{tmp_path / name / 'kent.html'}\n"
    assert files(tmp_path / name) == ["kent.html", "manifest.json"]


RUN = """
import sys
from desktop.cli import run_command
database, folder, jobs, *reports = sys.argv[1:]
for form in ("pdf", "html", "docx"):
    words = ["render", *reports, "--edition", "public", "--format", form, "--jobs", jobs]
    status = run_command(["--database", database, *words, "-o", folder])
    assert status == 0, status
"""
# Read by Python itself as it starts, in the command and in the processes it starts.
LATER = """
import datetime, time
apart = 3.3e8
clock, broken_down, local = time.time, time.gmtime, time.localtime
time.time = lambda: clock() + apart
time.time_ns = lambda: int(time.time() * 1e9)
time.gmtime = lambda seconds=None: broken_down(time.time() if seconds is None else seconds)
time.localtime = lambda seconds=None: local(time.time() if seconds is None else seconds)
class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)
    @classmethod
    def utcnow(cls):
        return cls.now(datetime.timezone.utc).replace(tzinfo=None)
    @classmethod
    def today(cls):
        return cls.now()
class LaterDay(datetime.date):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())
datetime.datetime, datetime.date = Later, LaterDay
"""


def test_the_same_entries_give_the_same_bytes_for_anyone_anywhere_at_any_time(
    good: Path, tmp_path: Path
) -> None:
    later = tmp_path / "later"
    later.mkdir()
    (later / "sitecustomize.py").write_text(LATER)
    moved = tmp_path / "somewhere else" / "a book.db"
    moved.parent.mkdir()
    shutil.copy(good, moved)
    here = {"TZ": "UTC", "LANG": "C.UTF-8", "USER": "ann", "PYTHONHASHSEED": "1"}
    there = {
        "TZ": "Pacific/Kiritimati",
        "LANG": "de_DE.UTF-8",
        "LC_ALL": "C",
        "LANGUAGE": "de",
        "USER": "bob",
        "LOGNAME": "bob",
        "HOME": str(moved.parent),
        "PYTHONHASHSEED": "4711",
        "PYTHONPATH": os.pathsep.join((str(later), str(folders.ROOT))),
        "SOURCE_DATE_EPOCH": "86400",
    }
    runs = (
        (here, good, tmp_path / "one", folders.ROOT, "1"),
        (there, moved, tmp_path / "two" / "new folder", tmp_path, "2"),
    )
    written = []
    for environment, database, folder, cwd, jobs in runs:
        subprocess.run(
            [sys.executable, "-c", RUN, str(database), str(folder), jobs, KENT, ESSEX],
            env={**os.environ, "PYTHONPATH": str(folders.ROOT), **environment},
            cwd=cwd,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        written.append({file.name: file.read_bytes() for file in folder.iterdir()})
    one, two = written
    names = [
        f"{key}-public.{form}" for key in ("essex", "kent") for form in ("docx", "html", "pdf")
    ]
    assert sorted(one) == sorted([*names, "manifest.json"])
    assert [name for name in one if one[name] != two[name]] == []
    assert one.keys() == two.keys()
