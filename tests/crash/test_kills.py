"""A few kills of each kind; `make crash` is the same, some hundreds of times."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path

import pytest

from tests.crash.commands import book_of, kill_command
from tests.crash.jobs import shipped
from tests.crash.keeping_jobs import all_jobs
from tests.crash.killing import Running
from tests.crash.sound import Book, read_sound
from tests.crash.typed import Listener, Typed
from tests.crash.typing_kills import kill_typing

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL.")


def test_what_was_typed_outlives_the_program(tmp_path: Path) -> None:
    outcome = kill_typing(tmp_path, 1, "1", print)
    assert outcome.broken == []
    assert (outcome.kills, outcome.at_work) == (1, 1)
    assert outcome.keys > 0
    assert outcome.oldest_loss_ms <= 1000


def test_a_window_that_is_told_to_end_saves_what_was_typed(tmp_path: Path) -> None:
    program = Running(["-m", "tests.crash.typist", "1"], tmp_path)
    assert program.process.stdout is not None
    listener = Listener(program.process.stdout)
    assert listener.wait_for("key", 30)
    program.process.send_signal(signal.SIGTERM)
    assert program.wait() == 0
    typed = Typed.of(listener.all(), Book())
    after = read_sound(book_of(tmp_path), shipped(), closely=())
    assert typed.keys > 0
    # As if it had ended an hour later: not even what was typed last may be lost.
    assert typed.oldest_loss(after, time.monotonic() + 3600) == 0


@pytest.mark.parametrize("what", ["import"])
def test_a_command_is_carried_out_whole_or_not_at_all(tmp_path: Path, what: str) -> None:
    outcome = kill_command(all_jobs()[what], tmp_path, 1, "1", print)
    assert outcome.broken == []
    assert outcome.kills == 1
