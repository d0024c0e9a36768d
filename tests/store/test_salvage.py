"""What can be saved of a damaged database is saved, what is lost is told, nothing is made up."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from desktop.core.programme import Programme
from desktop.store.database import Database
from desktop.store.errors import DatabaseError
from desktop.store.listing import list_reports
from desktop.store.passphrase import Passphrase
from desktop.store.reading import history
from desktop.store.safety.salvage import Salvaged, salvage
from desktop.store.soundness import faults
from tests import damages

PAGE = damages.PAGE
DAMAGES = int(os.environ.get("DAMAGES", "15")) // 5
SEED = int(os.environ.get("SEED", "1"))


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory, programme: Programme) -> damages.Sound:
    return damages.sound("plain", tmp_path_factory.mktemp("plain"), programme)


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory, programme: Programme) -> damages.Sound:
    return damages.sound("locked", tmp_path_factory.mktemp("locked"), programme)


def saved_from(
    tmp_path: Path, files: damages.Files, passphrase: Passphrase | None = None
) -> tuple[Salvaged, Path]:
    path = tmp_path / "damaged" / damages.NAME
    damages.lay(path, files)
    before = damages.around(path)
    to = tmp_path / "saved.sqlite3"
    to.unlink(missing_ok=True)
    salvaged = salvage(path, to, passphrase)
    assert damages.around(path) == before
    assert salvaged.path == to
    assert faults(to, passphrase) == ""
    return salvaged, to


def without(content: bytes, *pages: int) -> bytes:
    for page in pages:
        content = content[: page * PAGE] + bytes(PAGE) + content[(page + 1) * PAGE :]
    return content


@pytest.mark.parametrize("pages", [(), (0,), (0, 1)])
def test_nothing_is_lost_with_the_pages_that_lead_to_the_others(
    tmp_path: Path, plain: damages.Sound, programme: Programme, pages: tuple[int, ...]
) -> None:
    salvaged, to = saved_from(tmp_path, {"": without(plain.files[""], *pages)})
    assert salvaged.whole
    assert damages.everything(to, None, programme) == plain.says


def test_a_changed_letter_is_put_right_from_the_history(
    tmp_path: Path, plain: damages.Sound, programme: Programme
) -> None:
    content = plain.files[""]
    at = content.index(b"Staff of")
    salvaged, to = saved_from(tmp_path, {"": content[:at] + b"X" + content[at + 1 :]})
    assert {each.version for each in salvaged.reports} == {14, 15, 16, 17}
    assert damages.everything(to, None, programme)["list"] == plain.says["list"]


def test_half_a_file_gives_what_is_in_it_and_tells_the_rest(
    tmp_path: Path, plain: damages.Sound
) -> None:
    content = plain.files[""]
    salvaged, to = saved_from(tmp_path, {"": content[: len(content) // 2]})
    assert not salvaged.whole
    assert all("history" in " ".join(each.lost) for each in salvaged.reports)
    with Database.open(to) as database:
        names = [report.name for report in list_reports(database)]
    assert names == [f"{each.programme}/{each.force}" for each in salvaged.reports]


def test_a_locked_file_gives_a_locked_one(
    tmp_path: Path, locked: damages.Sound, programme: Programme
) -> None:
    content = locked.files[""]
    salvaged, to = saved_from(tmp_path, {"": content[:-PAGE]}, locked.passphrase)
    assert b"Staff of" not in to.read_bytes()
    assert len(salvaged.reports) == len(damages.FORCES)
    assert damages.everything(to, locked.passphrase, programme)["list"] == locked.says["list"]


def test_each_report_is_compared_with_the_backup(tmp_path: Path, plain: damages.Sound) -> None:
    backup = tmp_path / "backup.sqlite3"
    backup.write_bytes(plain.files[""])
    content = plain.files[""]
    path = tmp_path / "damaged" / damages.NAME
    damages.lay(path, {"": content[: len(content) // 2]})
    salvaged = salvage(path, tmp_path / "saved.sqlite3", None, backup)
    assert {each.in_backup for each in salvaged.reports} == {14, 15, 16, 17}
    assert {each.force for each in salvaged.reports} == {*damages.FORCES}


def test_of_noise_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="Nothing can be read"):
        saved_from(tmp_path, {"": b"SQLite format 3\0" + random.Random(1).randbytes(9 * PAGE)})
    assert not (tmp_path / "saved.sqlite3").exists()


def test_nothing_is_overwritten(tmp_path: Path, plain: damages.Sound) -> None:
    path = tmp_path / damages.NAME
    path.write_bytes(plain.files[""])
    with pytest.raises(DatabaseError, match="there already"):
        salvage(path, path, None)


@pytest.mark.parametrize("number", range(DAMAGES))
def test_what_is_saved_was_there(
    tmp_path: Path, plain: damages.Sound, programme: Programme, number: int
) -> None:
    damaging = damages.Damaging(plain.files, random.Random(f"{SEED} {number}"))
    try:
        salvaged, to = saved_from(tmp_path, damaging.files)
    except DatabaseError:
        return
    sound = tmp_path / "sound.sqlite3"
    sound.write_bytes(plain.files[""])
    with Database.open(sound) as there, Database.open(to) as here:
        reports = {report.force: report for report in list_reports(there)}
        for saved in salvaged.reports:
            told = history(here, programme.id, saved.force)
            entries = history(there, programme.id, saved.force)
            assert [each for each in entries if each in told] == told
            report = next(each for each in list_reports(here) if each.force == saved.force)
            assert saved.lost or report == reports[saved.force]
