"""The corpus aimed at a planted secret, and a count of what was tried."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile.corpus import SECRET, TALLY, Payload, payloads


@pytest.fixture(scope="session")
def canary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that nothing may read."""
    file = tmp_path_factory.mktemp("secret") / "canary.txt"
    file.write_text(SECRET, encoding="utf-8")
    return file


@pytest.fixture(scope="session")
def pwned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that comes into being where something was carried out."""
    return tmp_path_factory.mktemp("made") / "pwned"


@pytest.fixture(scope="session")
def corpus(canary: Path, pwned: Path) -> tuple[Payload, ...]:
    return payloads(canary, pwned)


@pytest.fixture(autouse=True)
def _nothing_is_carried_out(pwned: Path) -> object:
    yield
    assert not pwned.exists()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if TALLY.tried:
        texts, doors, exits = (len({each[at] for each in TALLY.tried}) for at in range(3))
        terminalreporter.write_line(
            f"Hostile input: {texts} texts through {doors} doors and out of {exits} exits,"
            f" {len(TALLY.tried):,} ways in all."
        )
