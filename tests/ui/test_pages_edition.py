"""The edition that the pages show: chosen beside them, set anew, and saved as it is shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.core.editions import Edition
from desktop.core.forces import Forces
from desktop.ui.desk import Desk
from desktop.ui.message_strip import MessageStrip
from desktop.ui.pages import PagesView
from desktop.ui.printing import Printing
from desktop.ui.publishing import Publish
from tests.ui.driving import Open, begin, in_focus


def test_the_button_says_what_is_chosen(qtbot: QtBot) -> None:
    view = PagesView()
    qtbot.addWidget(view)
    assert view.edition == Edition()
    with qtbot.waitSignal(view.edition_changed):
        view.choose_edition(Edition("draft", look="accessible"))
    assert view.edition == Edition("draft", look="accessible")
    names = [each.accessibleName() for each in view.findChildren(QWidget)]
    assert "Edition: Draft, accessible" in names


def said_of(desk: Desk) -> str:
    """Give what a screen reader reads of the page that is shown, once the keyboard goes there."""
    desk.form.take_focus()
    desk.pages.take_focus()
    return in_focus().accessibleDescription()


def test_another_edition_is_set_at_once(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    begin(qtbot, window, "essex")
    desk = window.desk
    assert desk is not None
    qtbot.waitUntil(lambda: said_of(desk).startswith("Page "), timeout=20_000)
    assert "Draft" not in said_of(desk)
    desk.pages.choose_edition(Edition("draft"))
    qtbot.waitUntil(lambda: "Draft" in said_of(desk), timeout=20_000)


def test_a_public_edition_is_made_where_what_speaks_against_it_is_seen(
    qtbot: QtBot, open_window: Open
) -> None:
    window = open_window()
    begin(qtbot, window, "essex")
    assert window.desk is not None
    edition = Edition("public", look="accessible")
    window.desk.pages.choose_edition(edition)
    with qtbot.waitSignal(window.desk.publishing_wanted) as wanted:
        window.desk.save_pdf()
    assert wanted.args == ["essex", edition]
    room = window.rooms.currentWidget()
    assert isinstance(room, Publish)
    checked = [each.text() for each in room.findChildren(QRadioButton) if each.isChecked()]
    assert checked == ["Public", "PDF", "Accessible"]


@pytest.mark.parametrize(
    ("typed", "filtered", "expected"),
    [
        ("kent.pdf", "PDF (*.pdf)", "kent.pdf"),
        ("kent", "PDF (*.pdf)", "kent.pdf"),
        ("kent", "Word (*.docx)", "kent.docx"),
        ("kent.html", "PDF (*.pdf)", "kent.html"),
        ("kent v1.2", "Web page (*.html)", "kent v1.2.html"),
        ("kent v1.2", "", "kent v1.2.pdf"),
    ],
)
def test_a_file_is_named_after_its_format(
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    forces: Forces,
    typed: str,
    filtered: str,
    expected: str,
) -> None:
    offered: list[str] = []

    def answer(*asked: object) -> tuple[str, str]:
        offered.append(Path(str(asked[2])).name)
        return str(tmp_path / typed), filtered

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    messages = MessageStrip()
    qtbot.addWidget(messages)
    printing = Printing(messages, messages)
    assert printing.ask(messages, forces["kent"], Edition("draft")) == tmp_path / expected
    assert offered == ["kent-draft.pdf"]
    printing.finish()
