"""What driving the whole program stands on: a screen of its own."""

from __future__ import annotations

import sys

import pytest

from tests.whole.screen import missing_programs


@pytest.fixture(autouse=True)
def _can_have_a_screen() -> None:
    if sys.platform != "linux":
        pytest.skip("A screen of the test's own needs Xvfb, which is of Linux.")
    if missing := missing_programs():
        pytest.fail(
            f"{' and '.join(missing)} not found: `packaging/setup.sh test` installs what is needed"
            " to drive the window.",
            pytrace=False,
        )
