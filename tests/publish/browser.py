"""A browser to look at web pages with."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from tests.lacking import lacking

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def browser() -> Iterator[Browser]:
    """Run Chromium, which reaches nothing; see `lacking` for machines without it."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        lacking("Chromium is missing: the web pages are not looked at.")
    with sync_playwright() as player:
        running = player.chromium.launch(executable_path=program, args=QUIET)
        yield running
        running.close()
