from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from desktop.core.programme import Programme
from desktop.store.searching import Hit
from desktop.ui.library.hits_line import HitsLine

PROGRAMME = "revisiting-police-relationships-2012"


def hit(key: str, sentence: str, *marks: tuple[int, int]) -> Hit:
    return Hit(PROGRAMME, "kent", key, sentence, marks)


def words(line: HitsLine) -> str:
    return next(each.text() for each in line.findChildren(QLabel) if each.wordWrap())


def test_each_hit_is_shown_in_its_sentence_marked(qtbot: QtBot, programme: Programme) -> None:
    line = HitsLine()
    qtbot.addWidget(line)
    found = [
        hit("gifts.second_jobs", "Each second job <is> approved.", (5, 15)),
        hit("press.leaks.investigated", "No job was leaked.", (3, 6)),
    ]

    assert line.show_hits(programme, found) == "gifts.second_jobs"
    assert not line.isHidden()
    assert "Second jobs" in words(line)
    assert ">second job</b> &lt;is&gt; approved." in words(line)

    gone: list[str] = []
    line.hit_wanted.connect(gone.append)
    line.show()
    on = next(each for each in line.findChildren(QToolButton) if each.text() == "›")
    QTest.mouseClick(on, Qt.MouseButton.LeftButton)
    QTest.mouseClick(on, Qt.MouseButton.LeftButton)
    assert gone == ["press.leaks", "gifts.second_jobs"]


def test_without_words_nothing_stands_there(qtbot: QtBot, programme: Programme) -> None:
    line = HitsLine()
    qtbot.addWidget(line)
    assert line.show_hits(programme, []) == ""
    assert line.isHidden()
