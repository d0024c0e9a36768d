"""The report's own fields, and where the pages show them."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from desktop.ui.pages.following import FollowingCanvas
from tests.ui.driving import Open, begin, saved, type_into


def test_the_pages_follow_the_fields_of_the_report_itself(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    window.resize(1366, 768)
    begin(qtbot, window, "kent")
    desk = window.desk
    assert desk is not None
    canvas = desk.pages.findChild(FollowingCanvas)
    assert canvas is not None
    # The imprint is the last thing in the report, and says the ISBN.
    qtbot.waitUntil(lambda: canvas.page_count > 0, timeout=20_000)
    last = canvas.page_count - 1

    def imprint_is_seen() -> bool:
        boxes = canvas.boxes("imprint.imprint")
        return bool(boxes) and 0 <= boxes[0].top() < canvas.viewport().height()

    type_into(qtbot, window, "isbn", "978-1-84987-802-7")
    qtbot.waitUntil(imprint_is_seen, timeout=5000)
    with qtbot.waitSignal(desk.pages.shown, timeout=20_000):
        saved(qtbot, window)
    assert imprint_is_seen()
    for key in ("embargo", "published"):
        desk.form.go_to("isbn")
        assert canvas.current_page == last
        desk.form.go_to(key)
        assert canvas.current_page == 0
        assert canvas.verticalScrollBar().value() < canvas.viewport().height() / 10
    desk.form.go_to("press.leaks")
    assert 0 <= canvas.boxes("press.leaks")[0].top() < canvas.viewport().height()
