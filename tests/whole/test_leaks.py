"""After a session of every feature on a locked database, nothing of it stands outside of it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.core.folders import ROOT
from desktop.store.database import Database
from desktop.store.passphrase import Passphrase

PLAIN = "The otter of Quenington was counted twice"
ACCENTED = "größer als der Uferläufer von Llanfair-ŵyl"
PLANTED = f"{PLAIN}, {ACCENTED}."
WORDS = "Quitten und Birnen im Übermaß"
NEW_WORDS = "Mispeln und Schlehen zu dritt"
LARGEST = 2**26


def spelt() -> list[bytes]:
    """What is planted, as files may spell it."""
    parts = (PLAIN, ACCENTED, WORDS, NEW_WORDS)
    found = [each.encode(code) for each in parts for code in ("utf-8", "utf-16-le", "utf-16-be")]
    return [*found, *(each.encode("unicode_escape") for each in parts)]


def unpacked(held: bytes) -> Iterator[bytes]:
    """Give what stands in a file, packed or not."""
    yield held
    for start in (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda", b"\x1f\x8b\x08"):
        at = held.find(start)
        while at >= 0:
            with contextlib.suppress(zlib.error):
                yield zlib.decompressobj(wbits=47).decompress(held[at:], LARGEST)
            at = held.find(start, at + 1)


def leaks(folders: list[Path], but: Path) -> tuple[int, list[str]]:
    """Search folders for what is planted; gives the number of files, and those that hold it."""
    wanted = spelt()
    found: list[str] = []
    count = 0
    for file in (each for folder in folders for each in folder.rglob("*")):
        if not file.is_file() or file.is_symlink() or file.is_relative_to(but):
            continue
        with contextlib.suppress(FileNotFoundError):
            held = file.read_bytes()
            count += 1
            parts = list(unpacked(held))
            if zipfile.is_zipfile(file):
                with zipfile.ZipFile(file) as packed:
                    parts += [packed.read(name) for name in packed.namelist()]
            if any(one in part for part in parts for one in wanted):
                found.append(str(file))
    return count, found


@pytest.fixture
def machine() -> Iterator[Path]:
    """A home, a disk and a temporary folder of the test's own."""
    with tempfile.TemporaryDirectory(prefix="leaks-") as folder:
        for name in ("home", "tmp", "disk", "exports"):
            Path(folder, name).mkdir()
        yield Path(folder)


def run(machine: Path, part: str, **more: str) -> subprocess.CompletedProcess[str]:
    home = machine / "home"
    kept = {key: each for key, each in os.environ.items() if not key.startswith("FIELDBOOK")}
    env = {
        **kept,
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local/share"),
        "XDG_STATE_HOME": str(home / ".local/state"),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "TMPDIR": str(machine / "tmp"),
        "QT_QPA_PLATFORM": "offscreen",
        "PLANTED": PLANTED,
        **more,
    }
    database, exports = machine / "disk" / "book.sqlite3", machine / "exports"
    with Path(machine, "said.log").open("a+", encoding="utf-8") as said:
        return subprocess.run(
            [sys.executable, "-m", "tests.whole.leak_session", part, database, exports],
            cwd=ROOT,
            env=env,
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
            check=False,
            timeout=300,
        )


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_what_writes_most_leaks_nothing(machine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    died = run(machine, "few", FIELDBOOK_PASSPHRASE=WORDS)
    said = (machine / "said.log").read_text(encoding="utf-8")
    assert died.returncode == -signal.SIGKILL, said
    count, found = leaks([machine], machine / "exports")
    assert found == []
    _is_found_where_it_is_put(machine)
    _tell(capsys, count)


@pytest.mark.skipif("LEAKS_WIDE" not in os.environ, reason="takes a minute: make leaks")
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_a_session_of_every_feature_leaks_nothing(
    machine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = machine / "disk" / "book.sqlite3"
    done = run(machine, "commands", FIELDBOOK_PASSPHRASE=WORDS, FIELDBOOK_NEW_PASSPHRASE=NEW_WORDS)
    said = (machine / "said.log").read_text(encoding="utf-8")
    assert done.returncode == 0, said
    first, found = leaks([machine], machine / "exports")
    assert found == []
    died = run(machine, "window", FIELDBOOK_PASSPHRASE=NEW_WORDS)
    said = (machine / "said.log").read_text(encoding="utf-8")
    assert died.returncode == -signal.SIGKILL, said
    second, found = leaks([machine], machine / "exports")
    assert found == []
    assert list(path.parent.glob("*.aside"))
    after = run(machine, "again", FIELDBOOK_PASSPHRASE=NEW_WORDS)
    said = (machine / "said.log").read_text(encoding="utf-8")
    assert after.returncode == 0, said
    third, found = leaks([machine], machine / "exports")
    assert found == []
    left = [each.name for each in (machine / "tmp").iterdir()]
    assert left == []
    _is_found_where_it_is_put(machine)
    with Database.open(path, Passphrase(NEW_WORDS)) as database:
        from desktop.store.reading import read_report

        kent = read_report(database, "revisiting-police-relationships-2012", "kent")
        assert kent is not None
        assert PLANTED in kent.passage("press.leaks").text
    _tell(capsys, first + second + third)


def _tell(capsys: pytest.CaptureFixture[str], files: int) -> None:
    with capsys.disabled():
        sys.stdout.write(f"\n{files} files searched for planted sentences: none found\n")


def _is_found_where_it_is_put(machine: Path) -> None:
    """The search itself finds what is there to be found."""
    with zipfile.ZipFile(machine / "tmp" / "packed.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word.xml", f"<p>{PLANTED}</p>")
    (machine / "tmp" / "flat.bin").write_bytes(b"xx" + zlib.compress(PLANTED.encode("utf-16-le")))
    count, found = leaks([machine / "tmp"], machine / "exports")
    assert count == len(found) == 2
