"""What is opened at the start, and whose name stands in the history."""

from __future__ import annotations

import pytest

from desktop.store.opening import inspector_name


@pytest.mark.parametrize(
    "error", [KeyError("uid not found"), ModuleNotFoundError("pwd"), OSError()]
)
def test_an_account_without_a_name_is_no_obstacle(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def nameless() -> str:
        raise error

    monkeypatch.setattr("getpass.getuser", nameless)
    assert inspector_name() == "unknown"
