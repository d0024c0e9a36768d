"""The national picture beside the grid: at once in words, soon as a chart, and saved as files."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.ui.message_strip import MessageStrip
from tests.ui.all_forces_hall import CONTINUING, HEALTHCHECK, INVESTIGATED, REVIEW, Hall, Key


@pytest.fixture
def hall(qtbot: QtBot, tmp_path: Path, programme: Programme, forces: Forces) -> Iterator[Hall]:
    hall = Hall(qtbot, tmp_path / "book.sqlite3", programme, forces)
    yield hall
    hall.close()


def shown(hall: Hall) -> list[str]:
    """Give all words of the picture that are in sight."""
    return [label.text() for label in hall.room.picture.findChildren(QLabel) if label.isVisible()]


def chart(hall: Hall) -> QWidget:
    """Give the chart of the picture, once it is drawn."""
    found = hall.room.picture.findChild(QWidget, "chart")
    assert isinstance(found, QWidget)
    hall.qtbot.waitUntil(lambda: found.isVisible(), timeout=20_000)
    return found


def test_the_picture_of_the_field_at_hand_is_read_at_once(hall: Hall) -> None:
    hall.go("kent", REVIEW)
    assert hall.room.picture.reading == (
        "Of 44 forces, one answered 'Yes', two 'Planned' and one 'No' to 'Reviewed every year';"
        " 40 have no report."
    )
    assert "Second jobs: Reviewed every year" in shown(hall)
    hall.go("kent", CONTINUING)
    # Bedfordshire had no leaks that could continue.
    assert hall.room.picture.reading == (
        "Of 44 forces, none has answered 'Continuing' yet; three have not answered, one had"
        " nothing to answer and 40 have no report."
    )


def test_the_picture_follows_what_is_answered(hall: Hall) -> None:
    hall.go("sussex", HEALTHCHECK)
    assert "one answered yes and one no" in hall.room.picture.reading
    hall.press(Key.Key_Y)
    assert "two answered yes and one no" in hall.room.picture.reading
    hall.room.report_changed(hall.write("essex", {HEALTHCHECK: False}))
    assert "two answered yes and two no" in hall.room.picture.reading


def test_the_figures_have_their_forces(hall: Hall) -> None:
    hall.go("kent", INVESTIGATED)
    words = shown(hall)
    assert words[words.index("Highest") :][:3] == ["Highest", "12", "Cheshire"]
    assert words[words.index("Total") :][:2] == ["Total", "15"]
    assert words[words.index("Not answered") :][:3] == ["Not answered", "1", "Kent"]


def test_the_chart_comes_and_says_what_it_shows(hall: Hall) -> None:
    hall.go("kent", HEALTHCHECK)
    hall.go("kent", INVESTIGATED)
    drawn = chart(hall)
    assert drawn.accessibleName() == "Chart: Leaks: Investigated"
    assert drawn.accessibleDescription() == hall.room.picture.reading
    image = drawn.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(60)}
    assert len(colours) > 2

    # Saving in the same hall: a process of charts takes a second to start.
    folder = hall.database_file.parent
    wanted = {
        "chart.svg": folder / "chart.svg",
        "chart.png": folder / "chart.png",
        "figures.csv": folder / "figures.csv",
        "answers.csv": folder / "answers.csv",
        "answers.xlsx": folder / "answers.xlsx",
    }
    for what, file in wanted.items():
        hall.room.save_to(file, what)
    hall.qtbot.waitUntil(lambda: all(file.exists() for file in wanted.values()), timeout=20_000)
    assert "<title" in wanted["chart.svg"].read_text(encoding="utf-8")
    assert not QImage(str(wanted["chart.png"])).isNull()
    figures = read_csv(wanted["figures.csv"])
    assert [row["value"] for row in figures if row["measure"] == "Total"] == ["15"]
    assert [row["which"] for row in figures if row["measure"] == "Not answered"] == ["Kent Police"]
    answers = {row["force"]: row[INVESTIGATED] for row in read_csv(wanted["answers.csv"])}
    assert len(answers) == 44
    assert (answers["cheshire"], answers["kent"], answers["essex"]) == ("12", "", "")
    assert zipfile.is_zipfile(wanted["answers.xlsx"])


def read_csv(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_bytes().decode("utf-8-sig"))))


def test_what_cannot_be_written_is_said(hall: Hall) -> None:
    hall.go("kent", INVESTIGATED)
    (hall.database_file.parent / "file").write_text("in the way")
    hall.room.save_to(hall.database_file.parent / "file" / "figures.csv", "figures.csv")
    strip = hall.room.findChild(MessageStrip)
    assert strip is not None
    hall.qtbot.waitUntil(lambda: "was not written" in strip.text, timeout=10_000)


def test_everything_that_can_be_saved_is_in_the_menu(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.go("kent", INVESTIGATED)
    asked: list[str] = []

    def ask(over: QWidget, title: str, name: str, kinds: str) -> tuple[str, str]:
        asked.append(f"{title} {Path(name).name}")
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    button = hall.room.picture.findChild(QPushButton)
    assert button is not None
    menu = button.menu()
    assert isinstance(menu, QMenu)
    for action in menu.actions():
        action.trigger()
    assert asked == [
        "Save chart as SVG press-leaks-investigated.svg",
        "Save chart as PNG press-leaks-investigated.png",
        "Save figures as CSV press-leaks-investigated.csv",
        "Save answers of all forces as CSV revisiting-police-relationships-2012.csv",
        "Save answers of all forces as XLSX revisiting-police-relationships-2012.xlsx",
    ]
