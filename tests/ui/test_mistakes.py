"""A mistake of Fieldbook's own is told with what happened, how the reports fare, and a way on."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.ui.message_strip import MessageStrip
from tests.ui.driving import Open, begin, press, type_into

LEAKS = "press.leaks"


def mistake() -> ZeroDivisionError:
    with pytest.raises(ZeroDivisionError) as caught:
        _ = 1 / 0
    return caught.value


def told(qtbot: QtBot, messages: MessageStrip) -> str:
    qtbot.waitUntil(lambda: "mistake of its own" in messages.text)
    return messages.text


def test_it_says_what_happened_and_that_the_reports_were_checked(
    qtbot: QtBot, open_window: Open
) -> None:
    window = open_window()
    begin(qtbot, window, "essex")
    type_into(qtbot, window, LEAKS, "Nobody was asked")
    window.say_unexpected(mistake())
    said = told(qtbot, window.messages)
    assert "ZeroDivisionError" in said
    assert "test_mistakes.py" in said
    assert "checked just now and are sound" in said
    assert not window._saving.unsaved


def test_a_damaged_database_is_not_called_safe(
    qtbot: QtBot, open_window: Open, database: Path
) -> None:
    window = open_window()
    begin(qtbot, window, "essex")
    with database.open("r+b") as file:
        file.seek(4096)
        file.write(bytes(range(256)) * 64)
    window.say_unexpected(mistake())
    said = told(qtbot, window.messages)
    assert "sound" not in said.replace("is not as it should be", "")
    assert "damaged" in said


def test_without_a_database_no_report_is_spoken_of_as_safe(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    window._opened = None
    window.say_unexpected(mistake())
    assert "No database was open" in told(qtbot, window.messages)


def test_it_leads_to_saving_for_support(
    qtbot: QtBot, open_window: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    file = tmp_path / "support.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    window.say_unexpected(mistake())
    told(qtbot, window.messages)
    press(qtbot, window.messages, "Save for support…")
    qtbot.waitUntil(lambda: window.messages.text.startswith("Saved support.txt"))
    assert "in report" in file.read_text(encoding="utf-8")
