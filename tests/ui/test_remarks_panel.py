"""The panel of remarks, driven by keys and mouse."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.core.programme import Programme
from desktop.core.remarks import BackToDraft, NewAnswer, Place, Remark, Replacement, where
from desktop.ui.remarks import RemarksPanel
from desktop.ui.remarks.rows import RemarksList
from tests.ui.widgets import focus

Key = Qt.Key
EMBARGO = Remark(
    "embargo",
    "error",
    Place("", "embargo"),
    "The embargo has passed.",
    fix=NewAnswer("embargo", None),
)
MORE = Remark(
    "more",
    "error",
    Place("gifts.second_jobs", "gifts.second_jobs.approved"),
    "Approved (14) is more than applications (12).",
)
SPELLING = Remark(
    "misspelling",
    "warning",
    Place("press.leaks", "", 10, 18),
    "This word is not known.",
    "recieved",
    suggestions=("received", "relieved"),
    excerpt="Mail was recieved.",
)
TERM = Remark(
    "term",
    "warning",
    Place("press.leaks", "", 30, 36),
    "This is written “email” elsewhere.",
    "e-mail",
    fix=Replacement("email"),
    excerpt="An e-mail came.",
)
LEFT = Remark(
    "wording",
    "error",
    Place("about.review"),
    "This differs from the standard wording.",
    fix=BackToDraft("about.review"),
    left="The force was inspected later.",
)
ALL = (EMBARGO, MORE, SPELLING, TERM, LEFT)


class Told:
    """What the panel told, in order."""

    def __init__(self, panel: RemarksPanel) -> None:
        self.all: list[tuple[object, ...]] = []
        panel.go_wanted.connect(lambda remark: self.all.append(("go", remark)))
        panel.fix_wanted.connect(lambda remark, fix: self.all.append(("fix", remark, fix)))
        panel.leave_wanted.connect(lambda remark, why: self.all.append(("leave", remark, why)))
        panel.count_wanted.connect(lambda remark: self.all.append(("count", remark)))
        panel.learn_wanted.connect(lambda word: self.all.append(("learn", word)))


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A window with a line to type in above the panel."""
    window = QWidget()
    window.resize(1366, 500)
    rows = QVBoxLayout(window)
    rows.addWidget(QLineEdit())
    rows.addStretch(1)
    rows.addWidget(RemarksPanel())
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.findChildren(QLineEdit)[0].setFocus()
    return window


@pytest.fixture
def panel(window: QWidget, programme: Programme) -> RemarksPanel:
    found = window.findChild(RemarksPanel)
    assert isinstance(found, RemarksPanel)
    found.show_remarks(ALL, programme)
    return found


@pytest.fixture
def told(panel: RemarksPanel) -> Told:
    return Told(panel)


def rows(panel: RemarksPanel) -> QListView:
    found = panel.findChild(QListView)
    assert found is not None
    return found


def button(panel: QWidget, words: str) -> QPushButton:
    return next(
        each
        for each in panel.findChildren(QPushButton)
        if each.isVisible() and each.text().endswith(words)
    )


def buttons(panel: QWidget) -> list[str]:
    return [each.text() for each in panel.findChildren(QPushButton) if each.isVisible()]


def words(panel: QWidget) -> list[str]:
    return [each.text() for each in panel.findChildren(QLabel) if each.isVisible() and each.text()]


def spoken(panel: RemarksPanel) -> list[str]:
    model = rows(panel).model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.index(row, 0).data(role)) for row in range(model.rowCount())]


def test_folded_it_counts_and_shows_the_first(panel: RemarksPanel) -> None:
    assert not panel.is_open
    assert "▸  2 errors · 2 warnings · 1 left alone" in buttons(panel)
    assert "✕" in words(panel)
    assert "Embargoed until: The embargo has passed." in words(panel)
    assert buttons(panel)[1:] == ["Go", "Take the embargo off", "Leave it, because…"]


def test_nothing_found_is_said_quietly(panel: RemarksPanel, programme: Programme) -> None:
    panel.show_remarks((), programme)
    assert words(panel) == ["✓", "Nothing to remark"]
    assert buttons(panel) == []
    panel.show_remarks((LEFT,), programme)
    assert words(panel) == ["✓", "Nothing to remark"]
    assert buttons(panel) == ["▸  1 left alone"]


def test_without_a_report_nothing_is_said(panel: RemarksPanel) -> None:
    panel.clear()
    assert words(panel) == []
    assert buttons(panel) == []
    assert panel.current is None
    assert panel.step(1) is None


def test_unfolded_it_lists_all_in_groups_as_a_screen_reader_says_them(panel: RemarksPanel) -> None:
    QTest.mouseClick(button(panel, "left alone"), Qt.MouseButton.LeftButton)
    assert panel.is_open
    assert rows(panel).isVisible()
    assert spoken(panel) == [
        "Errors (2)",
        "Error. Embargoed until: The embargo has passed.",
        "Error. Second jobs · Approved: Approved (14) is more than applications (12).",
        "Warnings (2)",
        "Warning. Leaks: This word is not known. – Mail was recieved.",
        "Warning. Leaks: This is written “email” elsewhere. – An e-mail came.",
        "Left alone (1)",
        "Left alone. About this review: This differs from the standard wording."
        " Left, because: The force was inspected later.",
    ]
    QTest.mouseClick(button(panel, "left alone"), Qt.MouseButton.LeftButton)
    assert not panel.is_open


def test_remarks_alike_are_told_apart_by_the_words_around(
    panel: RemarksPanel, programme: Programme
) -> None:
    spaces = replace(SPELLING, message="There are two spaces here.", quote="  ")
    panel.show_remarks(
        (
            replace(spaces, excerpt="It has  a policy."),
            replace(spaces, place=Place("press.leaks", "", 90, 92), excerpt="Staff  know of it."),
        ),
        programme,
    )
    assert spoken(panel)[1:] == [
        "Warning. Leaks: There are two spaces here. – It has  a policy.",
        "Warning. Leaks: There are two spaces here. – Staff  know of it.",
    ]


def test_toggling_takes_the_keys_and_gives_them_back(window: QWidget, panel: RemarksPanel) -> None:
    before = focus()
    panel.toggle()
    assert focus() is rows(panel)
    panel.toggle()
    assert focus() is before


def test_the_list_is_driven_by_keys(panel: RemarksPanel, told: Told) -> None:
    panel.toggle()
    QTest.keyClick(focus(), Key.Key_Return)
    QTest.keyClick(focus(), Key.Key_F)
    QTest.keyClick(focus(), Key.Key_Down)
    QTest.keyClick(focus(), Key.Key_F)
    QTest.keyClick(focus(), Key.Key_Down)
    QTest.keyClick(focus(), Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    QTest.keyClick(focus(), Key.Key_Down)
    QTest.keyClick(focus(), Key.Key_F)
    QTest.keyClick(focus(), Key.Key_Down)
    QTest.keyClick(focus(), Key.Key_L)
    assert told.all == [
        ("go", EMBARGO),
        ("fix", EMBARGO, NewAnswer("embargo", None)),
        ("go", SPELLING),
        ("fix", TERM, Replacement("email")),
        ("count", LEFT),
    ]


def test_a_remark_is_left_from_the_folded_line(window: QWidget, panel: RemarksPanel) -> None:
    told = Told(panel)
    line = focus()
    QTest.mouseClick(button(panel, "Leave it, because…"), Qt.MouseButton.LeftButton)
    QTest.keyClicks(focus(), "Agreed")
    QTest.keyClick(focus(), Key.Key_Return)
    assert told.all == [("leave", EMBARGO, "Agreed")]
    assert not panel.is_open
    assert line.window() is focus().window()


def test_folded_it_shows_what_is_remarked_about_the_item_being_written(
    panel: RemarksPanel, programme: Programme
) -> None:
    panel.follow("press.leaks")
    assert panel.current == SPELLING
    assert any("recieved" in each for each in words(panel))
    panel.follow("gifts.second_jobs")
    assert panel.current == MORE
    panel.follow("gifts.governance")
    assert panel.current == EMBARGO
    worse = replace(TERM, severity="error")
    panel.show_remarks((EMBARGO, MORE, worse, SPELLING), programme)
    panel.follow("press.leaks")
    assert panel.current == worse


def test_what_is_remarked_while_one_writes_comes_into_the_line(
    panel: RemarksPanel, programme: Programme
) -> None:
    panel.show_remarks((EMBARGO, MORE), programme)
    panel.follow("press.leaks")
    assert panel.current == EMBARGO
    panel.show_remarks((EMBARGO, MORE, TERM), programme)
    assert panel.current == TERM


def test_steps_go_on_from_where_one_went(panel: RemarksPanel) -> None:
    # Going to a place has the form tell the item that is entered, as following does here.
    seen = []
    for _ in range(4):
        remark = panel.step(1)
        assert remark is not None
        panel.follow(remark.place.item)
        seen.append(remark)
    assert seen == [EMBARGO, MORE, SPELLING, TERM]
    panel.follow("gifts.governance")
    assert panel.current == TERM


def test_an_open_list_keeps_its_row_whatever_is_written(panel: RemarksPanel) -> None:
    panel.toggle()
    panel.follow("press.leaks")
    assert panel.current == EMBARGO


def test_the_list_is_as_tall_as_its_rows(
    window: QWidget, panel: RemarksPanel, programme: Programme, qtbot: QtBot
) -> None:
    window.resize(1366, 700)
    panel.toggle()
    shown = rows(panel)
    row = shown.sizeHintForRow(0)
    # Five remarks, and the names of three groups.
    qtbot.waitUntil(lambda: shown.height() == 8 * row)
    panel.show_remarks((EMBARGO,), programme)
    qtbot.waitUntil(lambda: shown.height() == 2 * row)
    panel.show_remarks([replace(TERM, place=Place("press.leaks"))] * 30, programme)
    qtbot.waitUntil(lambda: shown.height() == 200)


@pytest.mark.parametrize("remarks", [(EMBARGO,), ALL])
def test_places_take_the_room_that_they_need_and_no_more(
    panel: RemarksPanel, programme: Programme, remarks: tuple[Remark, ...]
) -> None:
    panel.show_remarks(remarks, programme)
    shown = panel.findChild(RemarksList)
    assert shown is not None
    names = [where(each.place, programme) for each in remarks]
    assert shown.places_width() == max(map(shown.fontMetrics().horizontalAdvance, names))


def test_an_empty_list_leaves_a_line_that_folds_it(
    window: QWidget, panel: RemarksPanel, programme: Programme, qtbot: QtBot
) -> None:
    line = focus()
    panel.toggle()
    panel.show_remarks((), programme)
    assert panel.is_open
    assert focus() is line
    qtbot.waitUntil(lambda: panel.height() < 50)
    QTest.mouseClick(button(panel, "▾"), Qt.MouseButton.LeftButton)
    assert not panel.is_open


def test_escape_folds_the_list_and_gives_the_keys_back(
    window: QWidget, panel: RemarksPanel, qtbot: QtBot
) -> None:
    line = focus()
    panel.toggle()
    QTest.keyClick(focus(), Key.Key_Escape)
    assert not panel.is_open
    assert focus() is line


def test_escape_leads_to_the_form_where_the_keys_were_nowhere_else(
    window: QWidget, panel: RemarksPanel, qtbot: QtBot
) -> None:
    line = focus()
    line.clearFocus()
    panel.set_open(True)
    panel.take_focus()
    with qtbot.waitSignal(panel.form_wanted, timeout=1000):
        QTest.keyClick(focus(), Key.Key_Escape)


def test_a_key_that_is_held_down_does_nothing_more(panel: RemarksPanel, told: Told) -> None:
    panel.toggle()
    plain = Qt.KeyboardModifier.NoModifier
    for key in (Key.Key_F, Key.Key_L, Key.Key_Return):
        QApplication.sendEvent(
            rows(panel), QKeyEvent(QEvent.Type.KeyPress, key, plain, "", autorep=True)
        )
    assert told.all == []
    assert rows(panel).hasFocus()


def test_a_double_click_does_not_do_what_the_button_means_next(
    panel: RemarksPanel, programme: Programme, told: Told
) -> None:
    panel.fix_wanted.connect(lambda *_: panel.show_remarks((TERM,), programme))
    fix = button(panel, "Take the embargo off")
    QTest.mouseClick(fix, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(fix, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(fix, Qt.MouseButton.LeftButton)
    assert told.all == [("fix", EMBARGO, EMBARGO.fix)]


def test_a_click_on_a_row_goes_there(panel: RemarksPanel, told: Told) -> None:
    panel.set_open(True)
    place = rows(panel).visualRect(rows(panel).model().index(5, 0)).center()
    QTest.mouseClick(rows(panel).viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.all == [("go", TERM)]
    assert panel.current == TERM
    assert buttons(panel)[1:] == ["Go", "Change to “email”", "Leave it, because…"]


def test_a_click_on_the_name_of_a_group_does_nothing(panel: RemarksPanel, told: Told) -> None:
    panel.set_open(True)
    place = rows(panel).visualRect(rows(panel).model().index(0, 0)).center()
    QTest.mouseClick(rows(panel).viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.all == []
    assert panel.current == EMBARGO


def test_other_words_and_learning_are_offered_for_an_unknown_word(
    panel: RemarksPanel, told: Told
) -> None:
    panel.set_open(True)
    panel.step(1)
    panel.step(1)
    panel.step(1)
    assert buttons(panel)[1:] == [
        "Go",
        "Other words",
        "Add to my words",
        "Leave it, because…",
    ]
    button(panel, "Other words").menu().actions()[1].trigger()
    button(panel, "to my words").click()
    assert told.all == [("fix", SPELLING, Replacement("relieved")), ("learn", "recieved")]


def test_a_reason_is_asked_in_place_and_recorded_by_enter(
    window: QWidget, panel: RemarksPanel, told: Told
) -> None:
    before = focus()
    panel.ask_reason(TERM)
    assert isinstance(focus(), QLineEdit)
    assert not panel.is_open
    assert "Leaks: This is written “email” elsewhere." in words(panel)
    QTest.keyClicks(focus(), "It is  quoted. ")
    QTest.keyClick(focus(), Key.Key_Return)
    assert told.all == [("leave", TERM, "It is quoted.")]
    assert focus() is before


def test_an_empty_reason_is_refused_in_place(panel: RemarksPanel, told: Told) -> None:
    panel.toggle()
    QTest.keyClick(focus(), Key.Key_L)
    line = focus()
    QTest.keyClicks(line, "  ")
    QTest.keyClick(line, Key.Key_Return)
    assert told.all == []
    assert focus() is line
    assert any(each.startswith("Write a reason") for each in words(panel))
    QTest.keyClicks(line, "x")
    assert not any(each.startswith("Write a reason") for each in words(panel))
    QTest.keyClick(line, Key.Key_Escape)
    assert told.all == []
    assert focus() is rows(panel)
    assert not line.isVisible()


def test_a_reason_that_is_being_written_stays_while_the_list_is_refreshed(
    panel: RemarksPanel, programme: Programme, told: Told
) -> None:
    panel.ask_reason(TERM)
    line = focus()
    QTest.keyClicks(line, "It is")
    moved = replace(TERM, place=replace(TERM.place, start=31, end=37))
    panel.show_remarks((MORE, moved, LEFT), programme)
    QTest.keyClicks(focus(), " quoted.")
    QTest.keyClick(focus(), Key.Key_Return)
    assert [each[0::2] for each in told.all] == [("leave", "It is quoted.")]


def test_no_reason_is_asked_for_what_is_gone(
    panel: RemarksPanel, programme: Programme, told: Told
) -> None:
    panel.ask_reason(TERM)
    line = focus()
    panel.show_remarks((MORE,), programme)
    assert not line.isVisible()
    panel.ask_reason(TERM)
    assert not line.isVisible()
    assert told.all == []


def test_the_remark_at_hand_stays_at_hand(panel: RemarksPanel, programme: Programme) -> None:
    panel.toggle()
    for _ in range(3):
        QTest.keyClick(focus(), Key.Key_Down)
    assert panel.current == TERM
    moved = replace(TERM, place=replace(TERM.place, start=90, end=96))
    other = replace(TERM, place=replace(TERM.place, start=300, end=306))
    panel.show_remarks((MORE, moved, other, LEFT), programme)
    assert panel.current == moved
    assert focus() is rows(panel)


def test_the_next_remark_can_be_seen(panel: RemarksPanel, programme: Programme) -> None:
    panel.set_open(True)
    many = [replace(SPELLING, quote=f"word{number}") for number in range(40)]
    panel.show_remarks((*many, TERM), programme)
    panel.step(-1)
    assert panel.step(-1) == TERM
    left = replace(TERM, left="A quotation.")
    panel.show_remarks((*many, left), programme)
    assert panel.current == left
    for _ in range(30):
        panel.step(-1)
    there = rows(panel).visualRect(rows(panel).currentIndex())
    assert rows(panel).viewport().rect().contains(there)
    panel.show_remarks((*many[:9], *many[12:], left), programme)
    there = rows(panel).visualRect(rows(panel).currentIndex())
    assert rows(panel).viewport().rect().contains(there)


def test_a_refresh_never_takes_the_keys(
    window: QWidget, panel: RemarksPanel, programme: Programme
) -> None:
    before = focus()
    for is_open in (True, False):
        panel.set_open(is_open)
        panel.show_remarks((MORE,), programme)
        panel.show_remarks((), programme)
        panel.show_remarks(ALL, programme)
        panel.say_failed("A check broke down.")
        assert focus() is before


def test_steps_go_through_what_remains_and_round_the_end(panel: RemarksPanel) -> None:
    assert [panel.step(1) for _ in range(5)] == [EMBARGO, MORE, SPELLING, TERM, EMBARGO]
    assert [panel.step(-1) for _ in range(2)] == [TERM, SPELLING]


def test_what_was_put_right_makes_room_for_the_next(
    panel: RemarksPanel, programme: Programme
) -> None:
    panel.step(1)
    panel.step(1)
    assert panel.step(1) == SPELLING
    panel.show_remarks((EMBARGO, MORE, TERM, LEFT), programme)
    assert panel.current == TERM
    assert panel.step(1) == TERM, "it was not gone to yet"
    panel.show_remarks((EMBARGO, MORE, replace(TERM, left="Quoted."), LEFT), programme)
    assert panel.step(1) == EMBARGO


def test_a_refresh_in_between_does_not_hold_up_the_steps(
    panel: RemarksPanel, programme: Programme
) -> None:
    panel.step(1)
    panel.show_remarks((*ALL[:3], LEFT), programme)
    assert panel.step(1) == MORE


def test_a_check_that_broke_down_is_told_until_one_works(
    panel: RemarksPanel, programme: Programme
) -> None:
    panel.say_failed("The word list cannot be read.")
    assert "The remarks are not up to date: The word list cannot be read." in words(panel)
    panel.show_remarks(ALL, programme)
    assert "Embargoed until: The embargo has passed." in words(panel)


def test_what_cannot_be_changed_can_only_be_gone_to(panel: RemarksPanel, told: Told) -> None:
    panel.set_read_only(True)
    panel.toggle()
    assert buttons(panel)[1:] == ["Go"]
    QTest.keyClick(focus(), Key.Key_F)
    QTest.keyClick(focus(), Key.Key_L)
    QTest.keyClick(focus(), Key.Key_Return)
    assert told.all == [("go", EMBARGO)]


def test_every_control_has_a_name(panel: RemarksPanel) -> None:
    panel.ask_reason(TERM)
    panel.set_open(True)
    for each in panel.findChildren(QWidget):
        if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus:
            text = each.text() if isinstance(each, QPushButton) else ""
            assert each.accessibleName() or text, each


def test_several_hundred_remarks_stay_quick(panel: RemarksPanel, programme: Programme) -> None:
    many = [replace(SPELLING, quote=f"word{number}") for number in range(600)]
    panel.set_open(True)
    start = time.process_time()
    for number in range(5):
        panel.show_remarks(many[number:], programme)
        panel.grab()
    assert time.process_time() - start < 2.5


def test_long_words_never_make_the_window_wide(panel: RemarksPanel, programme: Programme) -> None:
    word = "incomprehensibilities" * 4
    long = replace(SPELLING, quote=word, message=word, fix=Replacement(word))
    panel.show_remarks((long,), programme)
    for is_open in (False, True):
        panel.set_open(is_open)
        assert panel.minimumSizeHint().width() < 1000


def test_folded_it_is_one_line_that_fits_the_window(window: QWidget, panel: RemarksPanel) -> None:
    assert panel.sizeHint().height() < 48
    panel.set_open(True)
    assert panel.sizeHint().height() < 260


def test_what_could_not_be_checked_is_told_beside_the_remarks(
    panel: RemarksPanel, programme: Programme
) -> None:
    why = "One check could not be carried out (house_term): KeyError: 'term'."
    panel.show_remarks(ALL, programme, why)
    assert "Embargoed until: The embargo has passed." in words(panel)
    assert any(each.endswith("left alone · not all checked") for each in buttons(panel))
    panel.set_open(True)
    assert why in words(panel)
    panel.set_open(False)
    panel.show_remarks((), programme, why)
    assert why in words(panel)
    assert "Nothing to remark" not in words(panel)
    panel.show_remarks((), programme)
    assert "Nothing to remark" in words(panel)
