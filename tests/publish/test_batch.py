"""Many reports at once: each to its own whole file, and one that fails harms no other."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.core.drafting import begin
from desktop.core.editions import Edition, Format
from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.publish import (
    Batch,
    SaveError,
    Wanted,
    batch,
    read_manifest,
    render,
    render_many,
    save_file,
)

AREAS = ("kent", "essex", "dorset", "suffolk")


@pytest.fixture
def wanted(programme: Programme, forces: Forces) -> list[Wanted]:
    return [Wanted(programme.folder, forces[key], begin(programme, forces[key])) for key in AREAS]


@pytest.mark.parametrize("jobs", [1, 2, 9])
def test_every_report_is_written_to_a_file_named_after_its_force(
    jobs: int, wanted: list[Wanted], programme: Programme, tmp_path: Path
) -> None:
    folder = tmp_path / "new" / "folder"
    written = {each.report.force: each for each in render_many(wanted, folder, jobs=jobs)}
    names = sorted([*(f"{key}.pdf" for key in AREAS), "manifest.json"])
    assert sorted(file.name for file in folder.iterdir()) == names
    for each in wanted:
        expected = render(programme, each.force, each.report)
        result = written[each.force.key]
        assert (result.problem, result.pages) == ("", expected.pages)
        assert result.file.read_bytes() == expected.file


def test_reports_that_fail_do_not_stop_the_others(
    wanted: list[Wanted], forces: Forces, tmp_path: Path
) -> None:
    (tmp_path / "essex.pdf").mkdir()
    broken = Wanted(tmp_path / "gone", forces["surrey"], Report("gone", "surrey"))
    problems = {
        each.report.force: each.problem for each in render_many([broken, *wanted], tmp_path, jobs=2)
    }
    assert "there is a folder of that name" in problems.pop("essex")
    assert "this file cannot be read" in problems.pop("surrey")
    assert problems == {"kent": "", "dorset": "", "suffolk": ""}
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "dorset.pdf",
        "essex.pdf",
        "kent.pdf",
        "manifest.json",
        "suffolk.pdf",
    ]


def test_a_folder_that_is_a_file_is_told_for_each_report(
    wanted: list[Wanted], tmp_path: Path
) -> None:
    folder = tmp_path / "file"
    folder.write_text("mine", encoding="utf-8")
    for each in render_many(wanted, folder):
        assert "is a file, not a folder" in each.problem
    assert folder.read_text(encoding="utf-8") == "mine"


def test_two_programmes_do_not_write_over_each_other(wanted: list[Wanted], tmp_path: Path) -> None:
    results = list(render_many([wanted[0], wanted[0]], tmp_path))
    assert sorted(bool(each.problem) for each in results) == [False, True]


def test_a_later_run_leaves_a_file_of_another_programme(
    wanted: list[Wanted], tmp_path: Path
) -> None:
    edition = Edition("draft", "html")
    ours = replace(wanted[0], edition=edition)
    theirs = replace(ours, report=replace(ours.report, programme="another-2013"))
    assert [each.problem for each in render_many([ours], tmp_path)] == [""]
    before = (tmp_path / "kent-draft.html").read_bytes()
    (refused,) = render_many([theirs], tmp_path)
    assert "is another report of Kent Police" in refused.problem
    assert (tmp_path / "kent-draft.html").read_bytes() == before
    assert [each.problem for each in render_many([ours], tmp_path)] == [""], "our own is made anew"
    (tmp_path / "kent-draft.html").unlink()
    assert [each.problem for each in render_many([theirs], tmp_path)] == [""]


class Noted:
    """Keeps what was noted of a file, and whether the file was there then."""

    def __init__(self, file: Path, problem: str = "") -> None:
        self.file = file
        self.problem = problem
        self.notes: list[tuple[str, bool]] = []

    def make(self) -> str:
        self.notes.append(("made", self.file.exists()))
        return self.problem

    def take_back(self) -> str:
        self.notes.append(("taken back", self.file.exists()))
        return ""


def test_a_file_is_noted_once_it_is_ready_and_before_it_is_there(
    wanted: list[Wanted], tmp_path: Path
) -> None:
    edition = Edition("public", "html")
    notes = [Noted(tmp_path / f"{key}-public.html") for key in AREAS[:3]]
    notes[1].problem = "It cannot be noted."
    notes[2].file.mkdir()
    asked = zip(wanted, notes, strict=False)
    results = render_many(
        [replace(each, edition=edition, note=note) for each, note in asked], tmp_path, jobs=1
    )
    made, unnoted, in_the_way = sorted(results, key=lambda each: AREAS.index(each.report.force))
    assert (made.problem, notes[0].notes) == ("", [("made", False)])
    assert unnoted.problem == "It cannot be noted."
    assert not unnoted.file.exists()
    assert "there is a folder of that name" in in_the_way.problem
    assert ("made", True) not in notes[2].notes
    assert not list(tmp_path.glob(".*"))


def test_a_file_that_cannot_get_its_name_in_the_end_takes_its_note_back(
    wanted: list[Wanted], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = Noted(tmp_path / "kent.html")
    replaced = Path.replace

    def is_open(file: Path, target: Path) -> Path:
        if target == note.file:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return replaced(file, target)

    monkeypatch.setattr(Path, "replace", is_open)
    (result,) = render_many(
        [replace(wanted[0], edition=Edition(format="html"), note=note)], tmp_path
    )
    assert "or is open" in result.problem
    assert [what for what, _ in note.notes] == ["made", "taken back"]


@pytest.mark.parametrize("form", ["html", "docx"])
def test_pages_are_not_made_ready_for_where_none_are_wanted(form: Format) -> None:
    code = (
        "import sys; from desktop.publish.child import prepare;"
        f"prepare({form!r}); sys.exit('weasyprint' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_reports_come_one_by_one_and_may_be_stopped(wanted: list[Wanted], tmp_path: Path) -> None:
    def endless() -> Iterator[Wanted]:
        for _ in range(50):
            yield from wanted

    results = Batch(tmp_path, jobs=2).write(endless())
    next(results)
    results.close()
    assert not multiprocessing.active_children()
    assert not list(tmp_path.glob(".*"))
    there = {file.name for file in tmp_path.glob("*.pdf")}
    assert {each.file for each in read_manifest(tmp_path)} == there


def test_a_batch_stopped_from_elsewhere_ends_with_what_is_done_listed(
    wanted: list[Wanted], tmp_path: Path
) -> None:
    stopping = Batch(tmp_path, jobs=2)
    told = []
    for result in stopping.write(wanted * 50):
        told.append(result)
        stopper = threading.Thread(target=stopping.stop)
        stopper.start()
        stopper.join()
    assert not multiprocessing.active_children()
    assert len(told) < len(wanted) * 50
    assert not told[0].problem
    there = sorted(file.name for file in tmp_path.iterdir() if file.suffix == ".pdf")
    assert [each.file for each in read_manifest(tmp_path)] == there


def test_processes_that_die_are_replaced(wanted: list[Wanted], tmp_path: Path) -> None:
    results = render_many(wanted, tmp_path, jobs=2)
    told = [next(results)]
    for child in multiprocessing.active_children():
        child.kill()
    told += results
    failed = [each for each in told if each.problem]
    assert len(told) == len(wanted)
    assert len(failed) <= 2
    for each in told:
        assert each.file.exists() != bool(each.problem)


@pytest.mark.parametrize("form", ["html", "docx"])
def test_other_formats_are_written_as_well(
    form: Format, wanted: list[Wanted], programme: Programme, tmp_path: Path
) -> None:
    edition = Edition("draft", form, "accessible")
    one = replace(wanted[0], edition=edition)
    (result,) = render_many([one], tmp_path)
    assert result.file.name == f"kent-draft-accessible.{form}"
    assert result.file.read_bytes() == render(programme, one.force, one.report, edition).file
    assert [each.format for each in read_manifest(tmp_path)] == [form]


def test_no_more_processes_are_started_than_can_be_of_use(
    wanted: list[Wanted], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for processors, reports, most in ((2, wanted, 2), (64, wanted[:1], 1)):
        monkeypatch.setattr(batch, "cores", lambda processors=processors: processors)
        results = render_many(reports, tmp_path, jobs=64)
        next(results)
        assert len(multiprocessing.active_children()) == most
        results.close()


def test_nothing_wanted_is_nothing_written(tmp_path: Path) -> None:
    assert list(render_many([], tmp_path, jobs=2)) == []


SCRIPT = """
import sys
from pathlib import Path
from desktop.core.drafting import begin
from desktop.core.folders import FORCES_FILE, TEMPLATES
from desktop.core.forces import read_forces
from desktop.core.programme_reader import read_programme
from desktop.publish import Wanted, render_many
programme = read_programme(TEMPLATES / "revisiting-police-relationships-2012")
wanted = [
    Wanted(programme.folder, force, begin(programme, force))
    for force in read_forces(FORCES_FILE).values()
]
try:
    for each in render_many(wanted, Path(sys.argv[1]), jobs=2):
        print(each.report.force, flush=True)
except KeyboardInterrupt:
    print("stopped", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C is a signal to the group on POSIX")
def test_ctrl_c_stops_at_once_and_leaves_no_part_behind(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as run:
        assert run.stdout is not None
        run.stdout.readline()
        os.killpg(run.pid, signal.SIGINT)
        out, err = run.communicate(timeout=20)
    assert out.endswith("stopped\n")
    assert err == ""
    files = list(tmp_path.iterdir())
    assert len(files) < 44
    assert {each.file for each in read_manifest(tmp_path)} == {
        file.name for file in files if file.name != "manifest.json"
    }
    for file in files:
        if file.name != "manifest.json":
            assert file.suffix == ".pdf"
            assert file.read_bytes().rstrip().endswith(b"%%EOF")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EACCES, "it may not be written to"),
        (errno.EROFS, "may only be read"),
        (errno.EIO, "input/output error"),
    ],
)
def test_a_file_that_cannot_be_written_leaves_the_old_one_whole(
    code: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "kent.pdf"
    file.write_bytes(b"old")

    def fails(_: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(SaveError, match=words) as raised:
        save_file(file, b"new")
    assert "kent.pdf was not written: " in str(raised.value)
    assert file.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["kent.pdf"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is full")
def test_a_disk_without_room_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "kent.pdf"
    with monkeypatch.context() as patched:
        real = Path.open
        patched.setattr(Path, "open", lambda *_: real(Path("/dev/full"), "wb"))
        with pytest.raises(SaveError, match="the disk is full"):
            save_file(file, b"new" * 100_000)
    assert not file.exists()


def test_a_written_file_has_the_rights_of_any_other(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_bytes(b"")
    save_file(tmp_path / "kent.pdf", b"pdf")
    assert (tmp_path / "kent.pdf").stat().st_mode == plain.stat().st_mode
