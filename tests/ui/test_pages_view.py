"""The pages through the eyes and hands of a reader: pixels, scrolling, clicks, keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QBuffer, QEvent, QIODevice, QMarginsF, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPageSize, QPainter, QPdfWriter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QToolTip,
)
from pytestqt.qtbot import QtBot

from desktop.publish import Place, Rendering
from desktop.ui.message_strip import MessageStrip
from desktop.ui.pages import PagesView
from desktop.ui.pages.document import PdfPages
from desktop.ui.pages.following import FollowingCanvas
from desktop.ui.theme import LIGHT

ONE = Place("press.one", 0, 100, 100, 300, 60)
TWO = Place("press.two", 1, 100, 400, 300, 60)
THREE = Place("press.three", 2, 100, 700, 300, 60)
EMPTY = Place("press.empty", 2, 100, 600, 300, 0)
PLACES = (ONE, TWO, EMPTY, THREE)


def paint_report(
    *, pages: int = 3, colour: str = "#aa0000", places: tuple[Place, ...] = PLACES
) -> Rendering:
    """Make a report of A4 pages on which each place is a coloured block."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF())
    writer.setResolution(72)
    painter = QPainter(writer)
    for page in range(pages):
        if page:
            writer.newPage()
        painter.drawText(50, 50, f"Words of page {page + 1}")
        for place in places:
            if place.page == page:
                box = QRectF(place.left, place.top, place.width, place.height)
                painter.fillRect(box, QColor(colour))
    painter.end()
    return Rendering(bytes(buffer.data().data()), pages, places)


class Reader:
    """Sees and handles a view of pages as its user does."""

    def __init__(self, qtbot: QtBot, view: PagesView) -> None:
        self.qtbot = qtbot
        self.view = view
        canvas = view.findChild(FollowingCanvas)
        assert canvas is not None
        self.canvas: FollowingCanvas = canvas

    def shows(self, rendering: Rendering, serial: int = 1) -> None:
        with self.qtbot.waitSignal(self.view.shown) as shown:
            self.view.show_rendering(rendering, serial)
        assert shown.args == [serial]

    def middle(self, item: str) -> QPoint:
        return self.canvas.boxes(item)[0].center().toPoint()

    def colour(self, point: QPoint) -> str:
        return str(self.canvas.viewport().grab().toImage().pixelColor(point).name())

    def sees(self, item: str) -> bool:
        height = self.canvas.viewport().height()
        boxes = self.canvas.boxes(item)
        return all(box.top() >= 0 and box.bottom() <= height for box in boxes)

    @property
    def height(self) -> int:
        return self.canvas.verticalScrollBar().value()

    def scrolls(self, height: int) -> None:
        self.canvas.verticalScrollBar().setValue(height)

    def presses(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        QTest.keyClick(self.canvas, key, modifier or Qt.KeyboardModifier.NoModifier)

    def points_at(self, point: QPoint) -> None:
        QTest.mouseMove(self.canvas.viewport(), point)

    def clicks(self, point: QPoint) -> None:
        QTest.mouseClick(self.canvas.viewport(), Qt.MouseButton.LeftButton, pos=point)

    def turns_wheel(self, notches: int, at: QPoint) -> None:
        viewport = self.canvas.viewport()
        event = QWheelEvent(
            QPointF(at),
            QPointF(viewport.mapToGlobal(at)),
            QPoint(),
            QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(viewport, event)

    def button(self, name: str) -> QToolButton:
        return next(each for each in self.view.findChildren(QToolButton) if name in each.toolTip())

    @property
    def page_box(self) -> QLineEdit:
        box = self.view.findChild(QLineEdit)
        assert box is not None
        return box

    @property
    def where(self) -> str:
        """What the controls say: "2 of 3"."""
        labels = [label.text() for label in self.view.findChildren(QLabel)]
        count = next(text for text in labels if text.startswith("of "))
        return f"{self.page_box.text()} {count}"

    @property
    def zoom_box(self) -> QComboBox:
        box = self.view.findChild(QComboBox)
        assert box is not None
        return box

    @property
    def message(self) -> str:
        strip = self.view.findChild(MessageStrip)
        assert strip is not None
        return strip.text


@pytest.fixture
def view(qtbot: QtBot) -> PagesView:
    view = PagesView()
    qtbot.addWidget(view)
    view.resize(600, 700)
    with qtbot.waitExposed(view):
        view.show()
    return view


@pytest.fixture
def reader(qtbot: QtBot, view: PagesView) -> Reader:
    return Reader(qtbot, view)


# What is seen


def test_the_pages_are_seen_and_their_places_are_where_the_text_is(reader: Reader) -> None:
    reader.shows(paint_report(), 7)
    assert reader.colour(reader.middle("press.one")) == "#aa0000"
    above = QPoint(reader.middle("press.one").x(), round(reader.canvas.boxes("press.one")[0].top()))
    assert reader.colour(above - QPoint(0, 3)) == "#ffffff"


def test_newer_pages_take_the_place_of_those_before_without_moving(reader: Reader) -> None:
    reader.shows(paint_report())
    reader.scrolls(700)
    reader.shows(paint_report(colour="#00aa00"), 2)
    assert reader.height == 700
    assert reader.colour(reader.middle("press.two")) == "#00aa00"


def test_pages_that_are_shown_no_more_are_given_back(
    reader: Reader, view: PagesView, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_back: list[int] = []
    close = PdfPages.close

    def closed(pages: PdfPages) -> None:
        given_back.append(len(pages.sizes))
        close(pages)

    monkeypatch.setattr(PdfPages, "close", closed)
    reader.shows(paint_report())
    reader.shows(paint_report(pages=2, places=(ONE,)), 2)
    assert given_back == [3]
    view.show_rendering(Rendering(b"no PDF", 1, ()), 3)
    assert given_back == [3]
    view.say_empty("The pages of Kent Police's report will stand here.")
    assert given_back == [3, 2]
    reader.shows(paint_report(), 4)
    view.close()
    assert given_back == [3, 2, 3]


def test_fewer_pages_leave_the_reader_on_the_last_one(reader: Reader) -> None:
    reader.shows(paint_report())
    reader.presses(Qt.Key.Key_End)
    reader.shows(paint_report(pages=1, places=(ONE,)), 2)
    assert reader.where == "1 of 1"


def test_scrolling_shows_more_of_the_same_page(reader: Reader) -> None:
    reader.shows(paint_report())
    reader.zoom_box.activated.emit(reader.zoom_box.findText("200%"))
    assert not reader.sees("press.two")
    reader.scrolls(round(reader.height + reader.canvas.boxes("press.two")[0].top()) - 50)
    assert reader.colour(reader.middle("press.two")) == "#aa0000"


def test_nothing_is_scrolled_when_the_pages_are_looked_at_only(reader: Reader) -> None:
    reader.shows(paint_report())
    assert reader.height == 0
    assert reader.where == "1 of 3"


def test_an_empty_view_says_what_will_be_here(reader: Reader, view: PagesView) -> None:
    reader.shows(paint_report())
    view.say_empty("The pages of Kent Police's report will stand here.")
    texts = [label.text() for label in view.findChildren(QLabel) if label.isVisible()]
    assert "The pages of Kent Police's report will stand here." in texts
    assert not reader.canvas.isVisible()
    assert not reader.button("Next page").isVisible()


# Following


def test_the_item_being_written_is_brought_into_view_and_marked(
    reader: Reader, view: PagesView
) -> None:
    reader.shows(paint_report())
    view.follow("press.three")
    assert reader.sees("press.three")
    assert reader.where == "3 of 3"
    box = reader.canvas.boxes("press.three")[0].toRect()
    bar = QPoint(box.left() - 10, box.center().y())
    assert reader.colour(bar) == LIGHT.accent
    assert reader.colour(bar - QPoint(0, box.height())) == "#ffffff"


def test_an_item_in_view_is_marked_without_moving(reader: Reader, view: PagesView) -> None:
    reader.shows(paint_report())
    reader.scrolls(20)
    view.follow("press.one")
    assert reader.height == 20


def test_an_item_can_be_followed_before_there_are_pages(reader: Reader, view: PagesView) -> None:
    view.follow("press.three")
    reader.shows(paint_report())
    assert reader.sees("press.three")


def test_an_item_that_has_no_place_yet_is_followed_once_it_has(
    reader: Reader, view: PagesView
) -> None:
    reader.shows(paint_report(places=(ONE, TWO)))
    view.follow("press.three")
    assert reader.height == 0
    reader.shows(paint_report(), 2)
    assert reader.sees("press.three")


def test_an_item_without_text_is_followed_to_where_its_text_will_stand(
    reader: Reader, view: PagesView
) -> None:
    reader.shows(paint_report())
    view.follow("press.empty")
    assert reader.sees("press.empty")


def test_an_item_that_moves_away_is_followed(reader: Reader, view: PagesView) -> None:
    reader.shows(paint_report())
    view.follow("press.one")
    moved = Place("press.one", 2, 100, 500, 300, 60)
    reader.shows(paint_report(places=(moved,)), 2)
    assert reader.sees("press.one")


def test_who_scrolls_away_is_left_alone_until_another_item_is_written(
    reader: Reader, view: PagesView
) -> None:
    reader.shows(paint_report())
    view.follow("press.one")
    reader.presses(Qt.Key.Key_End)
    away = reader.height
    reader.shows(paint_report(colour="#00aa00"), 2)
    view.follow("press.one")
    assert reader.height == away
    view.follow("press.two")
    assert reader.sees("press.two")


def test_an_item_longer_than_the_view_is_shown_from_its_beginning(
    reader: Reader, view: PagesView
) -> None:
    long = (Place("press.long", 1, 100, 100, 300, 700), Place("press.long", 2, 100, 50, 300, 600))
    reader.shows(paint_report(places=(ONE, *long)))
    view.follow("press.long")
    assert 0 <= reader.canvas.boxes("press.long")[0].top() < 100
    inside = reader.height + 300
    reader.scrolls(inside)
    reader.shows(paint_report(places=(ONE, *long)), 2)
    assert reader.height == inside


def test_the_end_of_a_long_item_is_seen_while_it_is_written(
    reader: Reader, view: PagesView
) -> None:
    long = (Place("press.long", 1, 100, 100, 300, 700), Place("press.long", 2, 100, 50, 300, 600))
    reader.shows(paint_report(places=(ONE, *long)))
    height = reader.canvas.viewport().height()
    view.follow("press.long", 0.99)
    assert 0 <= reader.canvas.boxes("press.long")[1].bottom() <= height
    reader.presses(Qt.Key.Key_Home)
    view.follow("press.long", 0.5)
    first, second = reader.canvas.boxes("press.long")
    line = first.top() + (first.height() + second.height()) / 2
    assert 0 <= line <= height


def test_who_leaves_the_passage_to_look_around_is_left_alone(
    reader: Reader, view: PagesView
) -> None:
    reader.shows(paint_report())
    view.follow("press.one", 0.5)
    reader.presses(Qt.Key.Key_End)
    away = reader.height
    view.follow("press.one", 0.0)
    reader.shows(paint_report(colour="#00aa00"), 2)
    assert reader.height == away


def test_following_brings_large_pages_into_view_sideways_too(
    reader: Reader, view: PagesView
) -> None:
    reader.shows(paint_report())
    reader.zoom_box.activated.emit(reader.zoom_box.findText("300%"))
    view.follow("press.two")
    box = reader.canvas.boxes("press.two")[0]
    assert 0 <= box.left() < 100


# Going to an item


def test_a_click_on_an_item_goes_to_it(reader: Reader, view: PagesView) -> None:
    reader.shows(paint_report())
    with reader.qtbot.waitSignal(view.item_clicked) as clicked:
        reader.clicks(reader.middle("press.one"))
    assert clicked.args == ["press.one"]


def test_a_click_after_scrolling_goes_to_what_is_seen(reader: Reader, view: PagesView) -> None:
    reader.shows(paint_report())
    view.follow("press.two")
    with reader.qtbot.waitSignal(view.item_clicked) as clicked:
        reader.clicks(reader.middle("press.two"))
    assert clicked.args == ["press.two"]


def test_of_items_within_each_other_the_inner_one_is_meant(reader: Reader, view: PagesView) -> None:
    inner = Place("press.inner", 0, 120, 120, 100, 20)
    reader.shows(paint_report(places=(ONE, inner)))
    with reader.qtbot.waitSignal(view.item_clicked) as clicked:
        reader.clicks(reader.middle("press.inner"))
    assert clicked.args == ["press.inner"]


def test_blank_paper_another_button_or_a_drag_goes_nowhere(reader: Reader, view: PagesView) -> None:
    reader.shows(paint_report())
    viewport, one = reader.canvas.viewport(), reader.middle("press.one")
    blank = one + QPoint(0, 100)
    with reader.qtbot.assertNotEmitted(view.item_clicked):
        reader.clicks(blank)
        QTest.mouseClick(viewport, Qt.MouseButton.RightButton, pos=one)
        QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=one)
        QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=blank)


def test_the_pointer_tells_what_can_be_clicked(reader: Reader) -> None:
    reader.shows(paint_report())
    one, viewport = reader.middle("press.one"), reader.canvas.viewport()
    reader.points_at(one)
    assert viewport.cursor().shape() == Qt.CursorShape.PointingHandCursor
    reader.points_at(one + QPoint(0, 100))
    assert viewport.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_an_item_says_its_name_where_the_mouse_rests(reader: Reader, view: PagesView) -> None:
    view.name_items({"press.one": "Leaks"})
    reader.shows(paint_report())
    one, viewport = reader.middle("press.one"), reader.canvas.viewport()
    rest = QHelpEvent(QEvent.Type.ToolTip, one, viewport.mapToGlobal(one))
    QApplication.sendEvent(viewport, rest)
    assert QToolTip.text() == "Leaks"
    QToolTip.hideText()


def test_enter_goes_to_the_first_item_that_begins_in_view(reader: Reader, view: PagesView) -> None:
    reader.shows(paint_report())
    reader.scrolls(round(reader.canvas.boxes("press.one")[0].bottom()))
    with reader.qtbot.waitSignal(view.item_clicked) as clicked:
        reader.presses(Qt.Key.Key_Return)
    assert clicked.args == ["press.two"]


# Moving through the pages


def test_the_keys_of_a_reader_move_through_the_pages(reader: Reader, view: PagesView) -> None:
    reader.shows(paint_report())
    view.take_focus()
    reader.presses(Qt.Key.Key_End)
    assert reader.where == "3 of 3"
    assert reader.height == reader.canvas.verticalScrollBar().maximum()
    reader.presses(Qt.Key.Key_Home)
    assert reader.height == 0
    reader.presses(Qt.Key.Key_PageDown)
    a_view = reader.height
    assert a_view > 400
    reader.presses(Qt.Key.Key_Up)
    assert 0 < reader.height < a_view
    reader.presses(Qt.Key.Key_PageUp)
    assert reader.height == 0


def test_the_buttons_turn_the_pages_as_far_as_there_are_any(reader: Reader) -> None:
    reader.shows(paint_report())
    back, on = reader.button("Previous page"), reader.button("Next page")
    assert not back.isEnabled()
    on.click()
    assert reader.where == "2 of 3"
    on.click()
    assert reader.where == "3 of 3"
    assert not on.isEnabled()
    back.click()
    assert reader.where == "2 of 3"


def test_the_buttons_turn_pages_that_are_all_in_view(reader: Reader, view: PagesView) -> None:
    view.resize(600, 2000)
    reader.shows(paint_report(pages=2, places=(ONE,)))
    reader.zoom_box.activated.emit(reader.zoom_box.findText("50%"))
    reader.button("Next page").click()
    assert reader.where == "2 of 2"


@pytest.mark.parametrize(
    ("typed", "where"),
    [("3", "3 of 3"), ("99", "3 of 3"), ("0", "1 of 3"), ("two", "1 of 3"), ("", "1 of 3")],
)
def test_a_typed_page_is_gone_to(reader: Reader, typed: str, where: str) -> None:
    reader.shows(paint_report())
    reader.page_box.setFocus()
    reader.page_box.selectAll()
    QTest.keyClick(reader.page_box, Qt.Key.Key_Delete)
    QTest.keyClicks(reader.page_box, typed)
    QTest.keyClick(reader.page_box, Qt.Key.Key_Return)
    assert reader.where == where


def test_a_page_number_is_not_taken_from_under_the_fingers(reader: Reader) -> None:
    reader.shows(paint_report())
    reader.page_box.selectAll()
    QTest.keyClicks(reader.page_box, "3")
    reader.shows(paint_report(), 2)
    assert reader.page_box.text() == "3"


# Size


def test_the_pages_fit_the_width_and_go_with_it(reader: Reader, view: PagesView) -> None:
    reader.shows(paint_report())
    assert reader.zoom_box.currentText() == "Fit width"
    for width in (600, 420, 900):
        view.resize(width, 700)
        assert reader.canvas.horizontalScrollBar().maximum() == 0
        block = reader.canvas.boxes("press.one")[0].width()
        assert 0.4 * width < block < 0.5 * width  # 300 points of 595, less the margins


def test_fitting_another_width_keeps_the_place(reader: Reader, view: PagesView) -> None:
    reader.shows(paint_report())
    reader.scrolls(1000)
    before = reader.canvas.boxes("press.three")[0].top() / reader.canvas.zoom
    view.resize(420, 700)
    after = reader.canvas.boxes("press.three")[0].top() / reader.canvas.zoom
    assert after == pytest.approx(before, abs=15)


def test_a_size_can_be_chosen(reader: Reader) -> None:
    reader.shows(paint_report())
    reader.zoom_box.activated.emit(reader.zoom_box.findText("100%"))
    # 300 points are 400 pixels at 96 to the inch.
    assert reader.canvas.boxes("press.one")[0].width() == pytest.approx(400, abs=1)


def test_the_keys_for_size_go_through_the_list(reader: Reader, view: PagesView) -> None:
    view.activateWindow()
    reader.shows(paint_report())
    view.take_focus()
    reader.zoom_box.activated.emit(reader.zoom_box.findText("100%"))
    control = Qt.KeyboardModifier.ControlModifier
    sizes = []
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_0):
        reader.presses(key, control)
        sizes.append(reader.zoom_box.currentText())
    assert sizes == ["110%", "125%", "110%", "Fit width"]


def test_the_wheel_changes_the_size_around_the_pointer_within_limits(reader: Reader) -> None:
    reader.shows(paint_report())
    reader.zoom_box.activated.emit(reader.zoom_box.findText("100%"))
    reader.scrolls(300)
    reader.canvas.horizontalScrollBar().setValue(100)
    view_of_two = reader.canvas.boxes("press.two")[0]
    under = QPoint(round(view_of_two.left()) + 30, round(view_of_two.top()) + 20)
    for _ in range(3):
        reader.turns_wheel(1, under)
    now = reader.canvas.boxes("press.two")[0]
    assert reader.zoom_box.currentText() == "150%"
    assert (under.x() - now.left()) / 1.5 == pytest.approx(30, abs=2)
    assert (under.y() - now.top()) / 1.5 == pytest.approx(20, abs=2)
    for _ in range(9):
        reader.turns_wheel(1, under)
    assert reader.zoom_box.currentText() == "300%"
    for _ in range(20):
        reader.turns_wheel(-1, under)
    assert reader.zoom_box.currentText() == "50%"


# Saving, failures, and those who do not see


def test_the_button_asks_for_the_pdf(reader: Reader, view: PagesView) -> None:
    reader.shows(paint_report())
    save = next(b for b in view.findChildren(QPushButton) if b.text() == "Save…")
    with reader.qtbot.waitSignal(view.save_wanted):
        QTest.mouseClick(save, Qt.MouseButton.LeftButton)


def test_a_failure_is_told_beside_the_old_pages_until_there_are_new_ones(
    reader: Reader, view: PagesView
) -> None:
    reader.shows(paint_report())
    view.say_failed("The report took too long. Its text is kept.")
    assert reader.message == "The report took too long. Its text is kept."
    assert reader.colour(reader.middle("press.one")) == "#aa0000"
    reader.shows(paint_report(colour="#00aa00"), 2)
    assert reader.message == ""


def test_a_pdf_that_cannot_be_read_leaves_the_old_pages(reader: Reader, view: PagesView) -> None:
    reader.shows(paint_report())
    view.show_rendering(Rendering(b"no PDF", 1, ()), 2)
    assert "cannot be shown" in reader.message
    assert reader.colour(reader.middle("press.one")) == "#aa0000"


def test_the_page_is_read_to_those_who_do_not_see(reader: Reader, view: PagesView) -> None:
    view.activateWindow()
    reader.shows(paint_report())
    view.take_focus()
    assert reader.canvas.accessibleName() == "Pages of the report"
    assert "Page 1 of 3. Words of page 1" in reader.canvas.accessibleDescription()
    reader.presses(Qt.Key.Key_End)
    assert "Page 3 of 3. Words of page 3" in reader.canvas.accessibleDescription()


def test_every_control_has_a_name(reader: Reader, view: PagesView) -> None:
    reader.shows(paint_report())
    controls = [reader.page_box, reader.zoom_box, *view.findChildren(QToolButton)]
    assert all(control.accessibleName() for control in controls)
