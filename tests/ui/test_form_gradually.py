"""A form that is shown before all of it is made is the same form in the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.core.report import Passage, Report
from desktop.ui.editors import Editor
from desktop.ui.form import FormView
from desktop.ui.passage import PassageEditor
from tests.ui.widgets import focus

LAST_FIELDS = 40


@pytest.fixture
def begun(
    qtbot: QtBot, programme: Programme, forces: Forces, cleveland: Report
) -> tuple[FormView, Iterator[None]]:
    """The form of Cleveland with its first section made, and what makes the others."""
    view = FormView()
    view.resize(560, 700)
    making = view.make(programme)
    next(making)
    view.show_report(programme, forces["cleveland"], cleveland)
    qtbot.addWidget(view)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    return view, making


def shown(form: FormView) -> list[tuple[str, object]]:
    editors = [each for each in form.findChildren(QWidget) if isinstance(each, Editor)]
    passages = form.findChildren(PassageEditor)
    return [
        *((each.field.label, each.answer()) for each in editors),
        *((each.accessibleName(), each.text()) for each in passages),
    ]


def walk(form: FormView) -> list[str]:
    """Go through the form by Tab from its first field, naming what has the focus."""
    form.take_focus()
    names = []
    for _ in range(LAST_FIELDS):
        names.append(focus().accessibleName())
        QTest.keyClick(focus(), Qt.Key.Key_Tab)
    return names


def test_made_to_its_end_it_shows_the_same(
    begun: tuple[FormView, Iterator[None]], form: FormView, programme: Programme, qtbot: QtBot
) -> None:
    gradual, making = begun
    assert len(gradual.findChildren(PassageEditor)) < len(programme.items)
    assert list(making)
    assert shown(gradual) == shown(form)
    at_once = walk(form)
    gradual.activateWindow()
    qtbot.waitUntil(gradual.isActiveWindow)
    assert walk(gradual) == at_once


def test_going_to_what_is_not_made_yet_makes_it(begun: tuple[FormView, Iterator[None]]) -> None:
    gradual, making = begun
    gradual.go_to("imprint.imprint")
    assert focus().accessibleName() == "Imprint: passage"
    assert list(making) == []


def test_what_is_made_later_shows_what_was_recorded_meanwhile(
    begun: tuple[FormView, Iterator[None]], cleveland: Report
) -> None:
    gradual, making = begun
    passages = {**cleveland.passages, "press.leaks": Passage("None were found.", "edited")}
    gradual.follow(replace(cleveland, passages=passages))
    assert list(making)
    assert gradual.passage_text("press.leaks") == "None were found."


def test_what_is_made_later_cannot_be_changed_either(
    begun: tuple[FormView, Iterator[None]],
) -> None:
    gradual, making = begun
    gradual.set_read_only("Another program holds the database.")
    before = shown(gradual)
    assert list(making)
    gradual.go_to("press.leaks")
    QTest.keyClicks(focus(), "x")
    assert set(before) <= set(shown(gradual))
    assert not gradual.passage_text("press.leaks").startswith("x")


def test_another_programme_ends_the_making_of_the_first(
    begun: tuple[FormView, Iterator[None]],
    programme: Programme,
    forces: Forces,
    cleveland: Report,
) -> None:
    gradual, making = begun
    other = programme.model_copy()
    gradual.show_report(other, forces["cleveland"], cleveland)
    assert list(making) == []
    assert len(gradual.findChildren(PassageEditor)) == len(programme.items)
