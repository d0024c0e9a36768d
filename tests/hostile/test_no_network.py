"""Fieldbook reaches no network: every feature, watched, and with no network there at all."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from desktop.core.folders import ROOT
from desktop.ui.keys import WINDOW_KEYS
from tests.hostile.corpus import WIDE
from tests.lacking import lacking

GUARD = Path(__file__).with_name("guard")
ALONE = ("unshare", "--net", "--map-root-user")
"""Starts a program where there is no network, not even to the machine itself."""


def watched(tmp_path: Path, *before: str) -> tuple[Any, list[str]]:
    """Use every feature; gives what came of it, and what was tried of a network."""
    noted = tmp_path / "network.txt"
    folder = tmp_path / "used"
    folder.mkdir()
    few = () if WIDE else ("few",)
    done = subprocess.run(
        [*before, sys.executable, "-m", "tests.hostile.every_feature", str(folder), *few],
        cwd=ROOT,
        env=os.environ
        | {"PYTHONPATH": f"{GUARD}", "HOSTILE_NETWORK": str(noted), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    tried = noted.read_text().splitlines() if noted.exists() else []
    return json.loads(done.stdout.splitlines()[-1]), tried


def test_the_guard_sees_whoever_tries(tmp_path: Path) -> None:
    noted = tmp_path / "network.txt"
    subprocess.run(
        [sys.executable, "-c", "import socket; socket.socket().connect(('127.0.0.1', 9))"],
        env=os.environ | {"PYTHONPATH": f"{GUARD}", "HOSTILE_NETWORK": str(noted)},
        capture_output=True,
        check=False,
    )
    assert noted.read_text().startswith("socket.connect")


def test_no_feature_reaches_for_a_network(tmp_path: Path) -> None:
    used, tried = watched(tmp_path)
    assert tried == []
    assert used["keys"] == [key.name for key in WINDOW_KEYS]
    assert not [each for each, status in used["statuses"].items() if status not in (0, 1)]


def test_without_a_network_the_same_is_published(tmp_path: Path) -> None:
    if not WIDE:
        pytest.skip("every feature twice: HOSTILE=wide")
    if shutil.which("unshare") is None:
        lacking("unshare, which starts a program without a network")
    alone = subprocess.run([*ALONE, "true"], capture_output=True, check=False)
    if alone.returncode != 0:
        lacking("the right to start a program without a network")
    with_network, without = tmp_path / "with", tmp_path / "without"
    with_network.mkdir()
    without.mkdir()
    used, tried = watched(without, *ALONE)
    assert tried == []
    assert len(used["files"]) > 8
    assert used["files"] == watched(with_network)[0]["files"]
