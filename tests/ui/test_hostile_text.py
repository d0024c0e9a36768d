"""In the window too, every text is text: Qt takes none for markup, whose pictures it would read."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QTextEdit,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.core import folders
from desktop.core.fields import AnswerError
from desktop.core.forces import Forces
from desktop.core.programme_reader import read_programme
from desktop.store.database import Database
from desktop.store.points import raise_point
from desktop.store.reviewing import write_comment
from desktop.store.writing import record_answer, write_passage
from desktop.ui import theme
from desktop.ui.keys import WINDOW_KEYS
from desktop.ui.passage.pasting import read_clipboard
from tests.hostile.corpus import TALLY, WIDE, Payload, as_typed, is_bomb, payloads
from tests.programme_stub import write_programme
from tests.ui.driving import Open, choose, saved

MARKED = "<img src='file:///etc/hostname'><b>loud</b> & {{ 7*7 }} %s"
SLOWEST = 10.0


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> tuple[Payload, ...]:
    away = tmp_path_factory.mktemp("away")
    return payloads(away / "canary.txt", away / "pwned")


def sections() -> str:
    """A programme of whose every text somebody hopes that it is taken for markup."""
    said = json.dumps(MARKED)
    return f"""
[[sections]]
key = "press"
title = {said}
heading = {json.dumps(MARKED.partition(" {")[0])}

[[sections.items]]
key = "leaks"
title = {said}
guidance = {said}
fields = [
    {{ key = "plan", type = "text", label = {said}, guidance = {said} }},
    {{ key = "how", type = "choice", label = {said}, options = [
        {{ key = "a", label = {said} }}, {{ key = "b", label = "B" }} ] }},
    {{ key = "number", type = "count", label = {said} }},
]
"""


def texts(window: QWidget) -> list[str]:
    """Give what would be markup of every widget: of labels that were made for it, and documents."""
    labels = [
        each.text()
        for each in window.findChildren(QLabel)
        if each.textFormat() == Qt.TextFormat.RichText
    ]
    return [*labels, *(each.toHtml() for each in window.findChildren(QTextEdit))]


def test_no_room_and_no_panel_takes_a_text_for_markup(
    qtbot: QtBot, qapp: QApplication, open_window: Open, database: Path, forces: Forces
) -> None:
    programme = read_programme(
        write_programme(folders.user_folder() / "programmes", sections(), {})
    )
    kent = forces["kent"]
    with Database.open(database) as opened:
        record_answer(
            opened,
            programme=programme,
            force=kent,
            key="press.leaks.plan",
            answer=MARKED,
            by=MARKED,
        )
        write_passage(
            opened,
            programme=programme,
            force=kent,
            item="press.leaks",
            text=as_typed(MARKED),
            by=MARKED,
        )
        write_comment(
            opened, programme=programme, force=kent, item="press.leaks", text=MARKED, by=MARKED
        )
        raise_point(
            opened,
            programme=programme,
            force=kent,
            kind="omission",
            item="press.leaks",
            text=MARKED,
            by=MARKED,
            evidence=MARKED,
        )
    theme.apply(qapp)
    window = open_window()
    choose(qtbot, window, "kent")
    assert window.views is not None
    window.views.open_place(programme.id, "kent", "press.leaks")
    qtbot.waitUntil(
        lambda: window.desk is not None and window.desk.place[0] == programme.id, timeout=20_000
    )
    seen: set[str] = set()
    for key in WINDOW_KEYS:
        QTest.keySequence(window, key.sequence)
        qtbot.waitUntil(
            lambda: window.views is None or not (window.views.reading or window.views.filling),
            timeout=20_000,
        )
        for top in QApplication.topLevelWidgets():
            for label in top.findChildren(QLabel):
                if label.isVisible():
                    assert label.textFormat() != Qt.TextFormat.AutoText, (key.name, label.text())
                    seen.add(label.text())
            assert not [each for each in texts(top) if "<img" in each or "loud</b>" in each]
    assert MARKED in seen
    saved(qtbot, window)


def test_a_tooltip_is_text(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp)
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    QToolTip.showText(QPoint(5, 5), MARKED, widget)
    tips = [
        each
        for each in QApplication.topLevelWidgets()
        if isinstance(each, QLabel) and each.text() == MARKED
    ]
    assert [each.textFormat() for each in tips] == [Qt.TextFormat.PlainText]
    QToolTip.hideText()


def test_a_clipboard_of_anything_is_read_soon(qtbot: QtBot, corpus: tuple[Payload, ...]) -> None:
    bombs = {
        "elements in elements": "<div>" * 100_000 + "x",
        "tables in tables": "<table><tr><td>" * 20_000 + "x",
        "lists in lists": "<ul><li>" * 50_000 + "x",
        "pictures": "<img src='file:///etc/hostname' width=99999>" * 10_000 + "x",
        "columns": "<table><tr><td colspan=1000000000 rowspan=1000000000>x</td></tr></table>",
        "cells": "<table>" + ("<tr>" + "<td>x" * 1000) * 200 + "</table>",
        "a number of a list": "<ol start=2000000000 type=I><li>x</ol>",
        "lines": "x<br>" * 300_000,
        "a style": "<style>" + "a.b{color:red}" * 20_000 + "</style><a class=b>x",
    }
    few = corpus if WIDE else corpus[::10]
    for name, html in [*bombs.items(), *((each.name, each.text) for each in few)]:
        for own in (False, True):
            data = QMimeData()
            data.setText("x")
            if own:
                data.setData("application/x-fieldbook-passage", html.encode("utf-8", "replace"))
            else:
                data.setHtml(html)
            began = time.process_time()
            blocks = read_clipboard(data)
            assert time.process_time() - began < SLOWEST, name
            for run in (run for block in blocks for run in block.runs):
                assert not run.link or run.link.lower().startswith(
                    ("http:", "https:", "mailto:", "fact:")
                ), name
    TALLY.add(few, "clipboard", ["passage"])


def test_anything_can_be_typed_where_something_is_gone_to(
    qtbot: QtBot, open_window: Open, corpus: tuple[Payload, ...]
) -> None:
    window = open_window()
    QTest.keySequence(window, "Ctrl+K")
    line = next(each for each in window.findChildren(QLineEdit) if "Go to" in each.accessibleName())
    few = corpus if WIDE else corpus[::20]
    for payload in few:
        line.setText(payload.text[:5000])
        QApplication.processEvents()
    qtbot.waitUntil(lambda: window.views is None or not window.views.reading, timeout=20_000)
    line.clear()
    rows = [each for each in window.findChildren(QAbstractItemView) if each.isVisible()]
    assert rows
    TALLY.add(few, "go to", ["rows"])


def test_every_answer_is_typed_as_it_is_or_refused(
    forces: Forces, corpus: tuple[Payload, ...]
) -> None:
    programme = read_programme(folders.TEMPLATES / "revisiting-police-relationships-2012")
    fields = {field.type: field for field in programme.fields.values()}
    for payload in corpus:
        for field in fields.values():
            try:
                answer = field.clean(payload.text)
            except AnswerError:
                continue
            if answer is not None:
                assert field.clean(field.to_json(answer)) == answer, (field.key, payload.name)
                assert field.show(answer)
    assert is_bomb(corpus[-1])
    TALLY.add(corpus, "fields", ["answer"])
