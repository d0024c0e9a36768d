"""What is to happen where a machine lacks a program that a test needs."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def lacking(what: str) -> NoReturn:
    """Skip the test, or fail it on the build server, whose environment has CI, of any value."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)
