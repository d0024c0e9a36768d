"""The manifest of a folder: what was written there, kept true over several runs."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import get_args

import pytest

from desktop.core.editions import Edition, Kind
from desktop.core.report import Report
from desktop.publish import ManifestError, SaveError, read_manifest
from desktop.publish.alone import alone_in
from desktop.publish.manifest import Produced, add_to_manifest

KENT = Report("integrity-2012", "kent", answers={"isbn": "978-1-78246-061-9"})
ESSEX = Report("integrity-2012", "essex")


def produce(folder: Path, report: Report, edition: Edition, content: bytes) -> Produced:
    name = edition.file_name(report.force)
    (folder / name).write_bytes(content)
    return Produced.of(name, content, report, edition)


def names(folder: Path) -> list[str]:
    return [each.file for each in read_manifest(folder)]


def test_each_file_is_listed_with_what_it_is(tmp_path: Path) -> None:
    public = produce(tmp_path, KENT, Edition("public", "html", "accessible"), b"page")
    proof = produce(tmp_path, ESSEX, Edition(), b"pages")
    add_to_manifest(tmp_path, [public, proof])
    document = json.loads((tmp_path / "manifest.json").read_bytes())
    assert document["format"] == "fieldbook-manifest"
    assert document["files"] == [
        {
            "file": "essex.pdf",
            "sha256": hashlib.sha256(b"pages").hexdigest(),
            "size": 5,
            "report": "integrity-2012/essex",
            "edition": "proof",
            "look": "standard",
            "format": "pdf",
            "isbn": None,
        },
        {
            "file": "kent-public-accessible.html",
            "sha256": hashlib.sha256(b"page").hexdigest(),
            "size": 4,
            "report": "integrity-2012/kent",
            "edition": "public",
            "look": "accessible",
            "format": "html",
            "isbn": "978-1-78246-061-9",
        },
    ]


def test_the_order_of_work_changes_nothing(tmp_path: Path) -> None:
    manifests = []
    for turn in (1, -1):
        folder = tmp_path / str(turn)
        folder.mkdir()
        made = [
            produce(folder, report, Edition(kind), b"pdf")
            for report in (KENT, ESSEX)
            for kind in get_args(Kind)
        ]
        add_to_manifest(folder, made[::turn])
        manifests.append((folder / "manifest.json").read_bytes())
    assert manifests[0] == manifests[1]


def test_a_later_run_keeps_what_is_there_unchanged_and_no_more(tmp_path: Path) -> None:
    made = [produce(tmp_path, KENT, Edition(kind), kind.encode()) for kind in get_args(Kind)]
    add_to_manifest(tmp_path, made)
    (tmp_path / "kent-draft.pdf").write_bytes(b"other")
    (tmp_path / "kent-embargoed.pdf").unlink()
    again = produce(tmp_path, KENT, Edition("public"), b"newer")
    add_to_manifest(tmp_path, [again])
    assert names(tmp_path) == ["kent-public.pdf", "kent.pdf"]
    assert read_manifest(tmp_path)[0] == again
    assert read_manifest(tmp_path)[1] == made[0]


def test_where_nothing_was_produced_nothing_is_written(tmp_path: Path) -> None:
    add_to_manifest(tmp_path, [])
    assert read_manifest(tmp_path) == []
    assert not list(tmp_path.iterdir())


GOOD = {
    "file": "kent.pdf",
    "sha256": "00",
    "size": 1,
    "report": "integrity-2012/kent",
    "edition": "proof",
    "look": "standard",
    "format": "pdf",
    "isbn": None,
}


def manifest_of(*files: object) -> bytes:
    return json.dumps({"format": "fieldbook-manifest", "version": 1, "files": files}).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"name": "My app", "start_url": "/"}',
        b'{"format": "fieldbook-manifest", "version": 2, "files": []}',
        b"[" * 100_000,
        manifest_of(GOOD)[:-30],
        manifest_of({**GOOD, "file": "../../secret"}),
        manifest_of({**GOOD, "file": "/etc/passwd"}),
        manifest_of({**GOOD, "size": "1"}),
        manifest_of({**GOOD, "isbn": 9}),
        manifest_of({**GOOD, "signed": True}),
        manifest_of("kent.pdf"),
    ],
)
def test_what_fieldbook_did_not_write_is_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "manifest.json"
    file.write_bytes(content)
    made = produce(tmp_path, KENT, Edition(), b"pdf")
    with pytest.raises(ManifestError, match="so it was left as it is") as raised:
        add_to_manifest(tmp_path, [made])
    assert str(file) in str(raised.value)
    assert file.read_bytes() == content


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").mkdir()
    with pytest.raises(ManifestError, match="cannot be read"):
        read_manifest(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes among its files")
def test_a_pipe_in_its_place_or_in_that_of_a_file_holds_nothing_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "manifest.json")
    with pytest.raises(ManifestError, match="no ordinary file"):
        read_manifest(tmp_path)
    (tmp_path / "manifest.json").unlink()
    nothing = produce(tmp_path, KENT, Edition(), b"")
    add_to_manifest(tmp_path, [nothing])
    (tmp_path / nothing.file).unlink()
    os.mkfifo(tmp_path / nothing.file)
    add_to_manifest(tmp_path, [produce(tmp_path, ESSEX, Edition(), b"pdf")])
    assert names(tmp_path) == ["essex.pdf"]


def test_those_who_write_to_a_folder_at_once_lose_nothing(tmp_path: Path) -> None:
    def add(number: int) -> None:
        report = Report("integrity-2012", f"force-{number}")
        add_to_manifest(tmp_path, [produce(tmp_path, report, Edition(), b"pdf")])

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(add, range(24)))
    assert sorted(names(tmp_path)) == sorted(f"force-{number}.pdf" for number in range(24))
    assert len(list(tmp_path.iterdir())) == 25


def test_a_folder_that_another_holds_is_told_and_left_when_it_ends(tmp_path: Path) -> None:
    with (
        alone_in(tmp_path),
        pytest.raises(SaveError, match="written to by another Fieldbook"),
        alone_in(tmp_path, wait=0),
    ):
        raise AssertionError
    with alone_in(tmp_path, wait=0), alone_in(tmp_path / "nowhere", wait=0):
        pass


def test_where_there_is_no_folder_there_is_no_manifest(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert read_manifest(tmp_path / "nowhere") == []
    assert read_manifest(tmp_path / "file") == []


def test_one_that_cannot_be_written_is_told_and_the_old_one_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_to_manifest(tmp_path, [produce(tmp_path, KENT, Edition(), b"pdf")])
    before = (tmp_path / "manifest.json").read_bytes()
    made = produce(tmp_path, ESSEX, Edition(), b"pdf")

    def fails(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fails)
    with pytest.raises(SaveError, match="the disk is full"):
        add_to_manifest(tmp_path, [made])
    assert (tmp_path / "manifest.json").read_bytes() == before
