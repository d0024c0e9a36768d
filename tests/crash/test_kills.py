"""A few kills of each kind; `make crash` is the same, some hundreds of times."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.crash.commands import kill_command
from tests.crash.keeping_jobs import all_jobs
from tests.crash.typing_kills import kill_typing

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL.")


def test_what_was_typed_outlives_the_program(tmp_path: Path) -> None:
    outcome = kill_typing(tmp_path, 3, "1", print)
    assert outcome.broken == []
    assert (outcome.kills, outcome.at_work) == (3, 3)
    assert outcome.keys > 0
    assert outcome.oldest_loss_ms <= 1000


@pytest.mark.parametrize("what", ["migration", "import", "restore", "passphrase set"])
def test_a_command_is_carried_out_whole_or_not_at_all(tmp_path: Path, what: str) -> None:
    outcome = kill_command(all_jobs()[what], tmp_path, 1, "1", print)
    assert outcome.broken == []
    assert outcome.kills == 1
