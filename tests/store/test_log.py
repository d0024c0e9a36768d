"""The log: it rotates, is the user's own, and never says what a report says."""

from __future__ import annotations

import stat
import threading
from pathlib import Path
from typing import cast

import pytest

from desktop.core.entry import entry_from_json
from desktop.store import log

SECRET = "Superintendent Bloggs took the hamper"


def fail_over(words: str) -> None:
    try:
        raise KeyError(words)
    except KeyError as error:
        raise ValueError(f"cannot file {words}") from error


def mistake() -> ValueError:
    with pytest.raises(ValueError, match="cannot file") as caught:
        fail_over(SECRET)
    return caught.value


def text() -> str:
    return "".join(file.read_text(encoding="utf-8") for file in log.log_files())


def test_what_was_done_is_noted_with_its_time() -> None:
    log.note("Opened a database of 5 reports")
    [line] = text().splitlines()
    assert line.endswith("Opened a database of 5 reports")
    assert line[:4].isdigit()


def test_a_mistake_is_noted_by_its_kinds_and_places_but_not_its_words() -> None:
    log.note_mistake(mistake())
    said = text()
    assert "ValueError" in said
    assert "KeyError" in said
    assert "fail_over" in said
    assert SECRET not in said
    assert "hamper" not in said


def test_a_place_in_the_program_is_named_without_the_users_folder() -> None:
    with pytest.raises(TypeError) as caught:
        entry_from_json(cast("bytes", 5))
    kind, place, *_ = log.passed(caught.value)
    assert kind == "TypeError"
    assert place.startswith("core/entry.py:")
    assert str(Path(__file__).parent) not in " ".join(log.passed(caught.value))


def test_full_files_are_put_away_and_the_oldest_let_go() -> None:
    for number in range(3000):
        log.note(f"{number} {'x' * 500}")
    files = log.log_files()
    assert len(files) == log.MOST_FILES
    assert all(file.stat().st_size <= log.MOST_BYTES for file in files)
    assert "2999 " in files[0].read_text(encoding="utf-8").splitlines()[-1]
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in files)


def test_where_nothing_can_be_noted_nothing_is_held_up(capfd: pytest.CaptureFixture[str]) -> None:
    folder = log.log_file().parent
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("a file stands where the folder should")
    log.note("Opened")
    log.note_mistake(mistake())
    assert log.log_files() == []
    assert capfd.readouterr() == ("", "")


def test_several_threads_may_note_at_once() -> None:
    threads = [threading.Thread(target=log.note, args=(f"thread {n}",)) for n in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(line[-8:] for line in text().splitlines()) == [f"thread {n}" for n in range(8)]
