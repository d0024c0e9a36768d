"""The line that asks the inspector's name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.your_name import YourName
from tests.ui.driving import press


@pytest.fixture
def asking(qtbot: QtBot) -> Iterator[YourName]:
    """The line in a window of its own, asking someone whose account is Anna Larsson's."""
    window = QWidget()
    line = YourName(window)
    qtbot.addWidget(window)
    window.resize(800, 80)
    line.resize(800, 80)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    line.open("Anna Larsson")
    yield line
    window.close()


def field_of(asking: YourName) -> QLineEdit:
    field = asking.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    return field


def test_the_name_of_the_account_is_kept_by_enter(qtbot: QtBot, asking: YourName) -> None:
    field = field_of(asking)
    assert field.hasFocus()
    with qtbot.waitSignal(asking.given) as given:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert given.args == ["Anna Larsson"]


def test_another_name_is_typed_over_it(qtbot: QtBot, asking: YourName) -> None:
    QTest.keyClicks(field_of(asking), "  A.  Larsson ")
    with qtbot.waitSignal(asking.given) as given:
        press(qtbot, asking, "Keep")
    assert given.args == ["A. Larsson"]


def test_no_name_is_asked_for_again(qtbot: QtBot, asking: YourName) -> None:
    field = field_of(asking)
    QTest.keyClick(field, Qt.Key.Key_Delete)
    given: list[str] = []
    asking.given.connect(given.append)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert given == []
    labels = [each.text() for each in asking.findChildren(QLabel) if each.isVisible()]
    assert any(words.startswith("Type your name") for words in labels)
    assert field.accessibleDescription().startswith("Type your name")
    QTest.keyClicks(field, "A")
    assert field.accessibleDescription() == ""


def test_it_can_be_put_off(qtbot: QtBot, asking: YourName) -> None:
    with qtbot.waitSignal(asking.closed):
        press(qtbot, asking, "Later")
    with qtbot.waitSignal(asking.closed):
        QTest.keyClick(field_of(asking), Qt.Key.Key_Escape)


def test_at_the_start_the_keyboard_stays_where_it_is(asking: YourName) -> None:
    asking.hide()
    form = QLineEdit(asking.window())
    form.show()
    form.setFocus()
    asking.open("Anna Larsson", take_focus=False)
    assert asking.isVisible()
    assert form.hasFocus()
