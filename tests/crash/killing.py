"""Starting Fieldbook in processes of its own, killing them, and clearing up what they leave."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desktop.core.folders import ROOT, TEMPLATES

WAITED = 60.0
"""Seconds that anything may take before it counts as hung; most take less than one."""

ENOUGH = 5
"""After so many breaks there is no more to be learned by going on."""


class Broken(Exception):
    """Something that was promised does not hold; the message says what."""


@dataclass
class Outcome:
    """How often something was killed, and what was seen."""

    what: str
    kills: int = 0
    at_work: int = 0
    """Kills that found it still at work."""
    keys: int = 0
    oldest_loss_ms: float = 0.0
    broken: list[str] = field(default_factory=list)

    def add(self, other: Outcome) -> None:
        """Take up what was seen elsewhere."""
        self.kills += other.kills
        self.at_work += other.at_work
        self.keys += other.keys
        self.oldest_loss_ms = max(self.oldest_loss_ms, other.oldest_loss_ms)
        self.broken += other.broken


def user_of(home: Path) -> dict[str, str]:
    """Give the environment of a user whose things are all in one folder."""
    kept = {name: each for name, each in os.environ.items() if not name.startswith("FIELDBOOK_")}
    return kept | {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_STATE_HOME": str(home / "state"),
        "TMPDIR": str(made(home / "temporary")),
        "FIELDBOOK_DATABASE": str(made(home / "book") / "book.sqlite3"),
        "QT_QPA_PLATFORM": "offscreen",
    }


def made(folder: Path) -> Path:
    """Give a folder, which is made where there is none."""
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def second_programme(home: Path) -> str:
    """Give a user a programme of their own, a copy of the shipped one; gives its id."""
    (shipped,) = (each for each in TEMPLATES.iterdir() if (each / "programme.toml").is_file())
    copy = f"{shipped.name}-again"
    folder = home / "data" / "fieldbook" / "programmes" / copy
    if not folder.exists():
        shutil.copytree(shipped, folder)
        file = folder / "programme.toml"
        file.write_text(file.read_text("utf-8").replace(shipped.name, copy, 1), "utf-8")
    return copy


class Running:
    """A process of Fieldbook's, with those that it starts; it is killed as it stands."""

    def __init__(
        self, arguments: Sequence[str], home: Path, more: dict[str, str] | None = None
    ) -> None:
        """Start Python with arguments, for a user; what it prints is kept for failures."""
        self._said = home / "said.txt"
        with self._said.open("wb") as said:
            self.process = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=ROOT,
                env=user_of(home) | (more or {}),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=said,
                # Whatever it starts is found again by the session.
                start_new_session=True,
            )

    @property
    def said(self) -> str:
        """What it wrote to its standard error."""
        return self._said.read_text("utf-8", "replace")

    def kill(self) -> float | None:
        """Kill it alone, as a power cut would; gives when, or None where it had ended by itself."""
        now = time.monotonic()
        if self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.process.pid, signal.SIGKILL)
        return now if self.wait() == -signal.SIGKILL else None

    def wait(self) -> int:
        """Wait until it ends; gives its exit status. Raises Broken where it hangs."""
        try:
            return self.process.wait(WAITED)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise Broken(f"It hung: {self.said[-2000:]}") from None

    def children_end(self) -> None:
        """Wait until those that it started have ended too. Raises Broken where one goes on."""
        if self.process.stdout is not None:
            self.process.stdout.close()
        deadline = time.monotonic() + WAITED / 2
        while left := list(_in_session(self.process.pid)):
            if time.monotonic() > deadline:
                for each in left:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(each, signal.SIGKILL)
                raise Broken(f"{len(left)} processes that it started went on after it was killed.")
            time.sleep(0.01)


def _in_session(session: int) -> Iterator[int]:
    """Find the processes of a session that have not ended."""
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(fields[3]) == session and fields[0] not in "ZX":
                yield int(folder.name)


def run(arguments: Sequence[str], home: Path, more: dict[str, str] | None = None) -> str:
    """Let a command run to its end, and give what it printed. Raises Broken where it fails."""
    running = Running(arguments, home, more)
    try:
        out, _ = running.process.communicate(timeout=WAITED)
    except subprocess.TimeoutExpired:
        running.kill()
        raise Broken(f"{' '.join(arguments)} hung") from None
    if running.process.returncode:
        raise Broken(
            f"{' '.join(arguments)} ended with {running.process.returncode}: {running.said[-2000:]}"
        )
    return out.decode()
