from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.core.drafting import begin
from desktop.core.entry import content_hash
from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.core.report import Passage, Report
from desktop.core.review import SignOff, State
from desktop.ui.at_hand import standing
from desktop.ui.editors import Editor
from desktop.ui.form import FormView
from desktop.ui.passage import PassageEditor
from tests.ui.widgets import focus

Key = Qt.Key


def editors(form: FormView) -> list[Editor]:
    return [each for each in form.findChildren(QWidget) if isinstance(each, Editor)]


def editor(form: FormView, label: str, number: int = 0) -> Editor:
    return [each for each in editors(form) if each.field.label == label][number]


def line(form: FormView, label: str, number: int = 0) -> QLineEdit:
    found = editor(form, label, number).findChild(QLineEdit)
    assert found is not None
    return found


def passage(form: FormView, name: str) -> PassageEditor:
    return next(
        each for each in form.findChildren(PassageEditor) if each.accessibleName().startswith(name)
    )


def words(form: FormView) -> list[str]:
    return [each.text() for each in form.findChildren(QLabel) if each.isVisible()]


def in_focus(form: FormView) -> str:
    """Give the label or name of the editor or passage that the focus is in."""
    for each in editors(form):
        if each.isAncestorOf(focus()):
            return each.field.label
    return next(
        (each.accessibleName() for each in form.findChildren(PassageEditor)
         if each.isAncestorOf(focus())),
        "",
    )  # fmt: skip


def test_the_form_is_made_from_the_programme(form: FormView, programme: Programme) -> None:
    labels = [each.field.label for each in editors(form)]
    assert sorted(labels) == sorted(
        ["ISBN", "Embargoed until", "Published"]
        + [field.label for field in programme.fields.values()]
    )
    assert len(form.findChildren(PassageEditor)) == len(programme.items)
    headings = words(form)
    assert "Cleveland Police" in headings
    assert "Findings for Cleveland" in headings
    assert "How are press relations handled, and information leaks investigated?" in headings


def test_answers_and_passages_are_shown(form: FormView) -> None:
    assert line(form, "Applications").text() == "25"
    assert line(form, "Investigated").text() == "1"
    assert line(form, "Cases found by research").text() == ""
    assert form.passage_text("gifts.second_jobs").startswith(
        "Cleveland Police's policy on **second jobs** ensures"
    )


def test_sections_tell_how_complete_they_are(form: FormView, programme: Programme) -> None:
    items = [key for key in programme.items if key.startswith("press.")]
    fields = [field for item in items for _, field in programme.fields_of(item)]
    needed = sum(not field.optional for field in fields) + len(items)
    # Of the first question's answers and passages, two and two are there.
    assert f"4 of {needed}" in words(form)


def test_what_is_typed_is_told_with_its_full_key(form: FormView) -> None:
    told: list[tuple[str, object]] = []
    form.answer_changed.connect(lambda key, answer: told.append((key, answer)))

    QTest.keyClicks(line(form, "Cases found by research"), "2")

    assert told == [("press.social_media.cases", 2)]


def test_showing_a_report_tells_nobody(
    form: FormView, programme: Programme, forces: Forces
) -> None:
    told: list[object] = []
    form.answer_changed.connect(lambda key, _: told.append(key))
    form.passage_changed.connect(told.append)

    form.show_report(programme, forces["kent"], begin(programme, forces["kent"]))

    assert told == []
    assert line(form, "Applications").text() == ""
    assert "Kent Police" in words(form)
    assert "Findings for Kent" in words(form)


def test_the_widgets_stay_when_another_force_is_shown(
    form: FormView, programme: Programme, forces: Forces
) -> None:
    before = editors(form)
    form.show_report(programme, forces["kent"], begin(programme, forces["kent"]))
    assert editors(form) == before


def test_typing_in_a_passage_is_told_with_its_item(form: FormView) -> None:
    told: list[str] = []
    form.passage_changed.connect(told.append)
    form.go_to("press.leaks")

    QTest.keyClicks(focus(), "Yes. ")

    assert set(told) == {"press.leaks"}
    assert form.passage_text("press.leaks").startswith("Yes. Between September 2011")


def test_enter_goes_to_the_next_field_and_then_into_the_passage(form: FormView) -> None:
    form.go_to("press.leaks.investigated")
    places = [in_focus(form)]
    for _ in range(2):
        QTest.keyClick(focus(), Key.Key_Return)
        places.append(in_focus(form))
    assert places == ["Investigated", "Continuing", "Leaks: passage"]


def test_tab_goes_in_reading_order(form: FormView) -> None:
    form.go_to("gifts.second_jobs.approved_by")
    places = []
    for _ in range(7):
        places.append(in_focus(form))
        QTest.keyClick(focus(), Key.Key_Tab)
    assert places == [
        "Approved by",
        "Reviewed in 2011",
        "Reviewed every year",
        "Applications",
        "Approved",
        "Second jobs: passage",
        "Overseen by",
    ]


def test_a_passage_that_the_keys_come_to_is_seen_whole(form: FormView) -> None:
    form.go_to("press.leaks.continuing")
    area = form.findChild(QScrollArea)
    assert area is not None
    # As low as it stands when one has come down through the fields above.
    below = area.verticalScrollBar()
    field = focus().mapTo(area.viewport(), QPoint(0, focus().height()))
    below.setValue(below.value() + field.y() - area.viewport().height())
    QTest.keyClick(focus(), Key.Key_Tab)
    assert in_focus(form) == "Leaks: passage"
    there = QRect(focus().mapTo(area.viewport(), QPoint()), focus().size())
    assert area.viewport().rect().contains(there)


def test_tab_goes_from_the_pane_before_through_the_form_to_the_pane_behind(
    qtbot: QtBot, programme: Programme, forces: Forces, cleveland: Report
) -> None:
    panes = QSplitter()
    view = FormView()
    before, behind = QLineEdit(), QLineEdit()
    for pane in (before, view, behind):
        panes.addWidget(pane)
    qtbot.addWidget(panes)
    panes.show()
    panes.activateWindow()
    view.show_report(programme, forces["cleveland"], cleveland)
    before.setFocus()
    qtbot.waitUntil(before.hasFocus)

    QTest.keyClick(before, Key.Key_Tab)
    assert in_focus(view) == "ISBN"
    steps, last = 0, ""
    while not behind.hasFocus() and steps < 200:
        QTest.keyClick(focus(), Key.Key_Tab)
        steps += 1
        last = in_focus(view) or last
    assert last == "Imprint: passage"


def test_leaving_a_field_is_told_and_so_is_another_item(form: FormView, qtbot: QtBot) -> None:
    form.go_to("press.leaks.investigated")
    entered: list[str] = []
    form.item_entered.connect(entered.append)

    with qtbot.waitSignal(form.left, timeout=1000):
        form.go_to("press.leaks.continuing")
    assert entered == [], "the same item"
    form.go_to("gifts.second_jobs")

    assert entered == ["gifts.second_jobs"]


def test_leaving_the_window_counts_as_leaving_the_field(form: FormView, qtbot: QtBot) -> None:
    form.go_to("press.leaks.investigated")
    other = QWidget()
    qtbot.addWidget(other)
    with qtbot.waitSignal(form.left, timeout=1000):
        other.show()
        other.activateWindow()
        other.setFocus()


def test_items_are_walked_through_in_both_directions(form: FormView) -> None:
    form.go_to("press.media_policy")
    form.go_to_neighbour(1)
    assert in_focus(form) == "Investigated"
    form.go_to_neighbour(1)
    assert in_focus(form) == "Guidance to staff"
    form.go_to_neighbour(-1)
    assert in_focus(form) == "Investigated"


def test_where_it_goes_can_be_seen(form: FormView) -> None:
    area = form.findChild(QScrollArea)
    assert area is not None
    for key in ("integrity.training.channels", "press.leaks", "isbn", "gifts.procurement"):
        form.go_to(key)
        place = focus().mapTo(area.viewport(), focus().rect().topLeft())
        assert 0 <= place.y() < area.viewport().height(), key


def test_a_save_does_not_disturb_what_is_being_typed(form: FormView, cleveland: Report) -> None:
    field = line(form, "Applications")
    form.go_to("gifts.second_jobs.applications")
    QTest.keyClick(field, Key.Key_End)
    QTest.keyClicks(field, "1")
    saved = replace(
        cleveland, version=4, answers={**cleveland.answers, "gifts.second_jobs.applications": 251}
    )
    QTest.keyClicks(field, "7")

    form.follow(saved)

    assert field.text() == "2517"
    assert field.hasFocus()


def test_a_save_brings_what_changed_elsewhere(form: FormView, cleveland: Report) -> None:
    form.go_to("press.leaks.investigated")
    answers = {**cleveland.answers, "gifts.second_jobs.approved": 20}
    passages = {**cleveland.passages, "gifts.second_jobs": Passage("There have been 25.")}

    form.follow(replace(cleveland, answers=answers, passages=passages))

    assert line(form, "Approved").text() == "20"
    assert form.passage_text("gifts.second_jobs") == "There have been 25."
    assert in_focus(form) == "Investigated"


def test_a_late_save_does_not_take_back_what_was_typed_since(
    form: FormView, cleveland: Report
) -> None:
    form.go_to("press.leaks.investigated")
    QTest.keyClicks(focus(), "7")
    form.go_to("press.leaks.continuing")

    form.follow(replace(cleveland, version=4))

    assert line(form, "Investigated").text() == "7"


def test_what_is_no_answer_yet_is_kept_while_another_force_is_shown(
    form: FormView, programme: Programme, forces: Forces, cleveland: Report
) -> None:
    form.go_to("embargo")
    QTest.keyClicks(focus(), "19 Dec")
    form.go_to("isbn")
    pending = {cleveland.name: {"embargo": "19 Dec"}}
    assert form.pending_problems() == pending

    form.show_report(programme, forces["kent"], begin(programme, forces["kent"]))
    assert line(form, "Embargoed until").text() == ""
    assert form.pending_problems() == pending
    form.show_report(programme, forces["cleveland"], cleveland)

    assert line(form, "Embargoed until").text() == "19 Dec"
    assert form.pending_problems() == pending


def test_it_is_told_when_a_field_is_left_unsaved_and_when_it_is_put_right(
    form: FormView, programme: Programme, forces: Forces
) -> None:
    told: list[int] = []
    form.pending_changed.connect(
        lambda: told.append(sum(len(each) for each in form.pending_problems().values()))
    )
    form.go_to("embargo")
    QTest.keyClicks(focus(), "19 Dec")
    assert told == [], "still being typed"
    form.go_to("published")
    assert told == [1]
    form.show_report(programme, forces["kent"], begin(programme, forces["kent"]))
    form.go_to("embargo")
    QTest.keyClicks(focus(), "1 May")
    form.go_to("isbn")
    assert told == [1, 2]
    form.go_to("embargo")
    QTest.keyClick(focus(), Key.Key_Escape)
    assert told == [1, 2, 1]
    QTest.keyClicks(focus(), "19/12/2012 00:01")
    form.go_to("isbn")
    assert told == [1, 2, 1]


def test_an_item_is_shown_without_taking_the_keys(form: FormView) -> None:
    area = form.findChild(QScrollArea)
    assert area is not None
    form.go_to("isbn")
    before = focus()

    form.show_item("gifts.second_jobs")

    text = passage(form, "Second jobs")
    assert focus() is before
    assert 0 <= text.mapTo(area.viewport(), text.rect().topLeft()).y() < area.viewport().height()
    QTest.keyClicks(focus(), "9")
    assert focus() is before


def test_how_far_the_caret_is_through_the_passage_is_told(
    form: FormView, cleveland: Report
) -> None:
    form.go_to("press.leaks.investigated")
    assert form.caret_share() == 0.0
    form.go_to("press.leaks")
    text = focus()
    assert isinstance(text, QTextEdit)
    QTest.keyClick(text, Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert form.caret_share() == 0.0
    QTest.keyClick(text, Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert form.caret_share() == 1.0
    text.selectAll()
    QTest.keyClicks(text, "four")
    QTest.keyClick(text, Key.Key_Left)
    assert form.caret_share() == 0.75
    text.selectAll()
    QTest.keyClick(text, Key.Key_Delete)
    assert form.caret_share() == 0.0


def test_a_report_is_entered_at_the_first_field_of_its_items(
    form: FormView, programme: Programme, forces: Forces
) -> None:
    form.show_report(programme, forces["kent"], begin(programme, forces["kent"]))
    form.take_focus()
    assert in_focus(form) == "Integrity healthcheck"


def test_the_standing_takes_a_note_until_another_report_is_shown(
    form: FormView, programme: Programme, forces: Forces, cleveland: Report
) -> None:
    before = next(each for each in words(form) if "% · " in each)
    form.set_state_note("changed since")
    assert f"{before}, changed since" in words(form)
    form.follow(replace(cleveland, version=4))
    assert f"{before}, changed since" in words(form)
    form.set_state_note("")
    assert before in words(form)
    form.set_state_note("changed since")
    form.show_report(programme, forces["kent"], begin(programme, forces["kent"]))
    assert not [each for each in words(form) if "changed since" in each]


def test_a_change_after_the_sign_off_is_said_at_once(
    form: FormView, programme: Programme, forces: Forces, cleveland: Report
) -> None:
    signed = SignOff(content_hash(cleveland), "Jane Smith", "2012-05-01T10:00:00.000+00:00")
    states: dict[State, str] = {"signed_off": "signed off", "published": "published"}
    for state, in_words in states.items():
        report = replace(cleveland, state=state, signed_off=signed)
        form.show_report(programme, forces["cleveland"], report)
        assert [each for each in words(form) if each.endswith(f"% · {in_words}")]
        changed = replace(report, answers={**report.answers, "isbn": "978-1-78246-041-1"})
        form.follow(changed)
        assert [each for each in words(form) if each.endswith(f"% · {in_words}, changed since")]
        assert standing(changed, programme).words.startswith(f"{in_words}, changed since")
        assert "changed" not in standing(report, programme).words
        form.follow(report)
        assert not [each for each in words(form) if "changed since" in each]
    form.follow(replace(changed, state="drafting", signed_off=None))
    assert not [each for each in words(form) if "changed since" in each]


def test_standard_wording_that_was_edited_can_be_had_back(
    form: FormView, cleveland: Report, qtbot: QtBot
) -> None:
    item = "next_steps.inspections"
    edited = Passage("HMIC will come back.", "edited")
    assert not [each for each in form.findChildren(QPushButton) if "standard" in each.text()]

    form.follow(replace(cleveland, passages={**cleveland.passages, item: edited}))

    button = next(each for each in form.findChildren(QPushButton) if "standard" in each.text())
    with qtbot.waitSignal(form.draft_wanted, timeout=1000) as wanted:
        button.click()
    assert wanted.args == [item]
    drafted = Passage("HMIC will continue to inspect.")
    form.follow(replace(cleveland, passages={**cleveland.passages, item: drafted}))
    assert not button.isVisible()


def test_the_draft_that_was_asked_for_is_shown_where_the_keys_are(
    form: FormView, cleveland: Report
) -> None:
    item = "next_steps.inspections"
    edited = {**cleveland.passages, item: Passage("HMIC will come back.", "edited")}
    form.follow(replace(cleveland, passages=edited))
    form.go_to(item)

    form.follow(replace(cleveland, passages={**edited, item: Passage("HMIC will inspect.")}))

    assert form.passage_text(item) == "HMIC will inspect."


def test_a_force_without_a_report_shows_how_to_begin(
    form: FormView, programme: Programme, forces: Forces, qtbot: QtBot
) -> None:
    form.offer_to_begin(programme, forces["kent"])

    assert "No report for Kent Police yet" in words(form)
    assert not [each for each in editors(form) if each.isVisible()]
    form.take_focus()
    for key in (Key.Key_Space, Key.Key_Return, Key.Key_Enter):
        with qtbot.waitSignal(form.begin_wanted, timeout=1000):
            QTest.keyClick(focus(), key)


def test_a_database_that_cannot_be_written_takes_nothing(form: FormView) -> None:
    told: list[object] = []
    form.answer_changed.connect(lambda key, _: told.append(key))
    form.passage_changed.connect(told.append)

    form.set_read_only("This database can be read but not changed.")
    QTest.keyClicks(line(form, "Applications"), "9")
    QTest.keyClick(editor(form, "Single register").controls()[0], Key.Key_Y)
    QTest.keyClicks(passage(form, "Leaks").findChildren(QTextEdit)[0], "more")

    assert told == []
    assert "This database can be read but not changed." in words(form)


def test_nothing_is_cut_off_or_on_top_of_another_at_the_narrowest(
    form: FormView, qtbot: QtBot
) -> None:
    form.resize(520, 700)
    area = form.findChild(QScrollArea)
    sheet = area.widget() if area else None
    assert area is not None
    assert sheet is not None
    qtbot.waitUntil(lambda: sheet.width() == area.viewport().width())
    assert sheet.minimumSizeHint().width() <= area.viewport().width()
    for each in editors(form):
        for part in each.findChildren(QWidget):
            if part.isVisible() and isinstance(part, QAbstractButton | QLabel):
                assert part.width() >= part.minimumSizeHint().width(), (each.field.label, part)
                end = part.mapTo(sheet, part.rect().bottomRight())
                assert end.x() <= sheet.width() - 16, (each.field.label, part)
    fields = [each for each in editors(form) if each.isVisible()]
    places = [(each, each.rect().translated(each.mapTo(sheet, each.pos() * 0))) for each in fields]
    for number, (one, place) in enumerate(places):
        for other, elsewhere in places[number + 1 :]:
            assert not place.intersects(elsewhere), (one.field.label, other.field.label)


def test_what_was_edited_needs_no_more_room_than_the_narrowest_form_has(
    form: FormView, programme: Programme, forces: Forces, cleveland: Report
) -> None:
    edited = {item: Passage("In other words.", "edited", "Words.") for item in programme.items}
    form.show_report(programme, forces["cleveland"], replace(cleveland, passages=edited))
    form.resize(form.minimumWidth(), 700)
    area = form.findChild(QScrollArea)
    assert area is not None
    sheet = area.widget()
    assert sheet is not None
    assert sheet.minimumSizeHint().width() <= area.viewport().width()


def test_the_caret_stays_in_sight_while_a_passage_grows(form: FormView, qtbot: QtBot) -> None:
    area = form.findChild(QScrollArea)
    assert area is not None
    form.go_to("press.leaks")
    text = focus()
    assert isinstance(text, QTextEdit)
    for _ in range(40):
        QTest.keyClick(text, Key.Key_Return)
        QTest.keyClicks(text, "x")
        caret = text.viewport().mapTo(area.viewport(), text.cursorRect().center())
        assert 0 < caret.y() < area.viewport().height()
