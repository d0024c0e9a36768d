"""Small disks that can be filled, pulled out and put back, for tests of what then happens."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Final

from tests.lacking import lacking

SMALL: Final = 4 * 2**20
"""Bytes on the small disk."""


class Stick:
    """A disk of its own in a folder, as a memory stick is."""

    def __init__(self, around: Path) -> None:
        """Put one in; skips the test where this account may not."""
        self._disk = around / "disk"
        self.folder = around / "stick"
        for folder in (self._disk, self.folder):
            folder.mkdir()
        self._mount("-t", "tmpfs", "-o", f"size={SMALL},mode=0700", "tmpfs", str(self._disk))
        self.put_in()

    def pull_out(self) -> None:
        """Take it away without asking, as a hand does."""
        subprocess.run(["umount", "--lazy", str(self.folder)], check=True, capture_output=True)

    def put_in(self) -> None:
        """Put it in again."""
        self._mount("--bind", str(self._disk), str(self.folder))

    def make_read_only(self) -> None:
        """Let nothing more be written to it by whoever opens a file."""
        self._mount("-o", "remount,bind,ro", str(self.folder))

    def fill(self) -> Path:
        """Fill it to the last byte; gives the file that does, to be deleted."""
        filler = self.folder / "filler"
        with filler.open("wb", buffering=0) as file:
            try:
                while file.write(b"x" * 1024):
                    pass
            except OSError:
                return filler
        raise AssertionError("the disk has no end")

    def end(self) -> None:
        """Take it away for good."""
        for folder in (self.folder, self._disk):
            subprocess.run(["umount", "--lazy", str(folder)], check=False, capture_output=True)

    def _mount(self, *how: str) -> None:
        try:
            done = subprocess.run(["mount", *how], check=False, capture_output=True)
        except OSError:
            lacking("there is no mount")
        if done.returncode:
            lacking("this account may mount no disk")
