"""What every test stands on: no trace of who runs it, silence, and one small report."""

from __future__ import annotations

import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from desktop.core.folders import FORCES_FILE, TEMPLATES
from desktop.core.forces import Forces, read_forces
from desktop.core.programme import Programme
from desktop.core.programme_reader import read_programme
from desktop.core.report import Passage, Report
from tests.new_databases import MADE_BY_MIGRATIONS, made_quickly

_HOME = tempfile.TemporaryDirectory(prefix="fieldbook-tests-")

# Before Qt is loaded, because it reads these once.
for _name in [*os.environ]:
    if _name.startswith(("LC_", "FIELDBOOK_")):
        del os.environ[_name]
os.environ |= {"LANG": "C.UTF-8", "LANGUAGE": "", "TZ": "UTC", "HOME": _HOME.name}
for _variable, _folder in (
    ("XDG_CACHE_HOME", ".cache"),
    ("XDG_CONFIG_HOME", ".config"),
    ("XDG_DATA_HOME", ".local/share"),
    ("XDG_STATE_HOME", ".local/state"),
):
    os.environ[_variable] = str(Path(_HOME.name, _folder))
if sys.platform == "linux" and not (os.environ.keys() & {"DISPLAY", "WAYLAND_DISPLAY"}):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


# A busy machine takes its time over some examples; what must be quick has a test of its own.
settings.register_profile("patient", settings.default, deadline=None)
settings.load_profile("patient")


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test an empty home; the cache is shared, since fonts are looked up there."""
    home = tmp_path_factory.mktemp("home", numbered=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / ".local" / "share"))
    monkeypatch.setenv("XDG_STATE_HOME", str(home / ".local" / "state"))


@pytest.fixture(scope="module", autouse=True)
def _new_databases(request: pytest.FixtureRequest) -> Iterator[None]:
    """Spare most tests the migrations, which take longer than all that many of them do."""
    if request.module.__name__.rpartition(".")[2] in MADE_BY_MIGRATIONS:
        yield
    else:
        with made_quickly():
            yield


@pytest.fixture(autouse=True)
def _silence(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that logs a warning or worse; one that expects it ends with `caplog.clear()`."""
    yield
    loud = [
        f"{record.levelname} {record.name}: {record.getMessage()}"
        for record in (*caplog.get_records("setup"), *caplog.get_records("call"))
        if record.levelno >= logging.WARNING
    ]
    if loud:
        pytest.fail("The log was not silent:\n" + "\n".join(loud), pytrace=False)


@pytest.fixture(scope="session", autouse=True)
def _fonts_of_the_machine() -> None:
    """Let windows have the machine's fonts also where pages were set before in this process.

    Setting pages hides these, unless they were asked for before.
    """
    from weasyprint.text.fonts import FontConfiguration

    FontConfiguration()


@pytest.fixture(scope="session")
def programme() -> Programme:
    return read_programme(TEMPLATES / "revisiting-police-relationships-2012")


@pytest.fixture(scope="session")
def forces() -> Forces:
    return read_forces(FORCES_FILE)


@pytest.fixture
def cleveland(programme: Programme) -> Report:
    """A part of the published report: some answers, two edited passages, one that is drafted."""
    return Report(
        programme=programme.id,
        force="cleveland",
        version=3,
        answers={
            "isbn": "9781780000000",
            "press.leaks.investigated": 1,
            "press.leaks.continuing": 1,
            "gifts.second_jobs.applications": 25,
            "gifts.second_jobs.approved": 25,
        },
        passages={
            "press.media_policy": Passage(
                "The force has updated its media policy. We found that staff were aware of these "
                "new rules.",
                "edited",
            ),
            "press.leaks": Passage(
                "Between September 2011 and May 2012, the force investigated one instance of "
                "inappropriate disclosure to the media.\n\n"
                "This was continuing at the time of the inspection.",
                "edited",
            ),
            "gifts.second_jobs": Passage(
                "Cleveland Police's policy on **second jobs** ensures all staff requests are "
                "scrutinised and managed by the Professional Standards Department.",
            ),
        },
    )
