"""Badges, facts that follow the answers, and the draft that would now read differently."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from desktop.core.drafting import begin, edit
from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.core.report import Passage, Report
from desktop.ui.form import FormView
from desktop.ui.form.new_draft import NewDraft
from desktop.ui.passage import PassageEditor
from tests.ui.widgets import focus, text_of

Key = Qt.Key
JOBS = "gifts.second_jobs"
STEPS = "next_steps.inspections"
APPLICATIONS = f"{JOBS}.applications"
FACT = f"[25](fact:{APPLICATIONS})"
MINE = f"There were {FACT} applications."
DRAFT = f"There were {FACT} applications, all but one of them approved."


def passage(form: FormView, item: str) -> PassageEditor:
    form.go_to(item)
    found: QWidget | None = focus()
    while not isinstance(found, PassageEditor):
        assert found is not None
        found = found.parentWidget()
    return found


def visible(form: FormView, words: str) -> list[QPushButton]:
    return [
        each for each in form.findChildren(QPushButton) if each.text() == words and each.isVisible()
    ]


def badges(form: FormView, item: str) -> list[str]:
    labels = passage(form, item).findChildren(QLabel)
    return [each.text() for each in labels if each.isVisible() and each.text()]


def top_of(form: FormView, widget: QWidget) -> int:
    area = form.findChild(QScrollArea)
    assert area is not None
    return widget.mapTo(area.viewport(), widget.rect().topLeft()).y()


@pytest.fixture
def mine(cleveland: Report) -> Report:
    """A report in which one passage was edited in place of a draft."""
    written = Passage(MINE, "edited", f"Since then there were {FACT}.")
    return replace(cleveland, passages={**cleveland.passages, JOBS: written})


def test_the_badge_says_whose_words_they_are(form: FormView, mine: Report) -> None:
    form.follow(mine)
    assert "Edited" in badges(form, JOBS)
    assert "Drafted from the answers" in badges(form, "press.social_media")
    assert "Standard wording" in badges(form, STEPS)
    own = Passage("HMIC will come back.", "edited")
    form.follow(replace(mine, passages={**mine.passages, STEPS: own}))
    assert "Edited" in badges(form, STEPS)


def test_the_way_back_to_the_draft_is_there_for_edited_words_only(
    form: FormView, mine: Report, cleveland: Report, qtbot: QtBot
) -> None:
    assert not visible(form, "Back to the draft"), "what stands there instead of nothing"
    form.follow(mine)
    (back,) = visible(form, "Back to the draft")
    with qtbot.waitSignal(form.draft_wanted, timeout=1000) as wanted:
        back.click()
    assert wanted.args == [JOBS]
    form.follow(cleveland)
    assert not visible(form, "Back to the draft")


def test_facts_follow_an_answer_everywhere_and_disturb_nothing(
    form: FormView, mine: Report, programme: Programme, forces: Forces
) -> None:
    form.follow(mine)
    text = text_of(passage(form, JOBS))
    QTest.keyClick(text, Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(text, " New")
    typed = edit(programme, forces["cleveland"], mine, {}, {JOBS: form.passage_text(JOBS)}).report
    form.follow(typed)
    told: list[str] = []
    form.passage_changed.connect(told.append)

    form.follow(edit(programme, forces["cleveland"], typed, {APPLICATIONS: 31}, {}).report)

    assert form.passage_text(JOBS) == f"{MINE.replace('[25]', '[31]')} New"
    assert focus() is text
    assert told == [], "nobody edited anything"
    QTest.keyClicks(text, "er")
    assert form.passage_text(JOBS).endswith(" Newer")


def test_a_draft_follows_the_answers_and_its_field_keeps_the_keys(
    form: FormView, programme: Programme, forces: Forces
) -> None:
    kent = forces["kent"]
    begun = begin(programme, kent)
    form.show_report(programme, kent, begun)
    form.go_to(APPLICATIONS)
    field = focus()
    before = top_of(form, field)

    form.follow(edit(programme, kent, begun, {APPLICATIONS: 84}, {}).report)

    assert "84" in form.passage_text(JOBS)
    assert focus() is field
    assert top_of(form, field) == before


def test_a_click_on_a_fact_goes_to_its_field_and_alt_left_comes_back(
    form: FormView, mine: Report
) -> None:
    form.follow(mine)
    editor = passage(form, JOBS)
    editor.fact_activated.emit(APPLICATIONS)
    field = focus()
    assert isinstance(field, QLineEdit)
    assert field.text() == "25"
    QTest.keyClick(field, Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert focus() is text_of(editor)
    editor.fact_activated.emit("isbn")
    assert focus().accessibleName() == "ISBN"
    QTest.keyClick(focus(), Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert focus() is text_of(editor)


def test_alt_left_leads_nowhere_once_one_has_gone_elsewhere(form: FormView, mine: Report) -> None:
    form.follow(mine)
    passage(form, JOBS).fact_activated.emit(APPLICATIONS)
    form.go_to("press.leaks.investigated")
    elsewhere = focus()
    QTest.keyClick(elsewhere, Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert focus() is elsewhere


def test_a_new_draft_is_shown_as_what_it_would_change(form: FormView, mine: Report) -> None:
    form.follow(mine)
    form.show_new_drafts({JOBS: DRAFT})

    (choice,) = form.findChildren(NewDraft)
    assert choice.isVisible()
    heading, words = choice.findChildren(QLabel)
    assert heading.text() == "From the answers, the draft would now read:"
    assert words.accessibleDescription() == "added: , all but one of them approved"
    assert not visible(form, "Back to the draft"), "the same as Take it"

    form.show_new_drafts({JOBS: DRAFT.replace("applications", "requests")})
    assert words.accessibleDescription() == (
        "removed: applications.; added: requests, all but one of them approved."
    )
    form.show_new_drafts({})
    assert not choice.isVisible()
    assert visible(form, "Back to the draft")


def test_standard_wording_is_called_so(form: FormView, cleveland: Report) -> None:
    own = Passage("HMIC will come back.", "edited", "HMIC was here.")
    form.follow(replace(cleveland, passages={**cleveland.passages, STEPS: own}))
    form.show_new_drafts({STEPS: "HMIC will come back soon."})
    (choice,) = form.findChildren(NewDraft)
    assert choice.findChildren(QLabel)[0].text() == "The standard wording would now read:"
    assert visible(form, "Use the standard wording")
    assert visible(form, "Keep mine")


def test_the_choice_is_told_and_the_keys_stay_in_the_item(
    form: FormView, mine: Report, qtbot: QtBot
) -> None:
    form.follow(mine)
    form.show_new_drafts({JOBS: DRAFT})
    text = text_of(passage(form, JOBS))
    QTest.keyClick(text, Key.Key_Tab)
    assert focus() is visible(form, "Take it")[0]
    with qtbot.waitSignal(form.draft_wanted, timeout=1000) as wanted:
        QTest.keyClick(focus(), Key.Key_Space)
    assert wanted.args == [JOBS]
    QTest.keyClick(focus(), Key.Key_Tab)
    with qtbot.waitSignal(form.keep_wanted, timeout=1000) as wanted:
        QTest.keyClick(focus(), Key.Key_Space)
    assert wanted.args == [JOBS, DRAFT]

    form.show_new_drafts({})
    assert focus() is text
    assert form.passage_text(JOBS) == MINE


def test_taking_the_draft_ends_the_choice(form: FormView, mine: Report) -> None:
    form.follow(mine)
    form.show_new_drafts({JOBS: DRAFT})
    form.follow(replace(mine, passages={**mine.passages, JOBS: Passage(DRAFT)}))
    assert not form.findChildren(NewDraft)[0].isVisible()
    assert form.passage_text(JOBS) == DRAFT


def test_what_differs_follows_the_typing(form: FormView, mine: Report) -> None:
    form.follow(mine)
    form.show_new_drafts({JOBS: DRAFT})
    words = form.findChildren(NewDraft)[0].findChildren(QLabel)[1]
    text = text_of(passage(form, JOBS))
    text.selectAll()
    QTest.keyClicks(text, "None.")
    form.follow(replace(mine, passages={**mine.passages, JOBS: Passage("None.", "edited", "x")}))
    assert words.accessibleDescription() == (
        "removed: None.; added: There were 25 applications, all but one of them approved."
    )


def test_nothing_jumps_when_the_choice_comes_and_goes(form: FormView, mine: Report) -> None:
    form.follow(mine)
    text = text_of(passage(form, "integrity.training"))
    before = top_of(form, text)
    form.show_new_drafts({JOBS: DRAFT})
    assert top_of(form, text) == before
    form.show_new_drafts({})
    assert top_of(form, text) == before


def test_nothing_jumps_under_the_eye_while_the_keys_are_elsewhere(
    form: FormView, mine: Report, qtbot: QtBot
) -> None:
    other = QLineEdit()
    qtbot.addWidget(other)
    form.follow(mine)
    text = text_of(passage(form, "integrity.training"))
    area = form.findChild(QScrollArea)
    assert area is not None
    area.verticalScrollBar().setValue(area.verticalScrollBar().value() + top_of(form, text) - 100)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    before = top_of(form, text)
    form.show_new_drafts({JOBS: DRAFT})
    assert top_of(form, text) == before


def test_another_report_begins_without_choices(
    form: FormView, mine: Report, programme: Programme, forces: Forces
) -> None:
    form.follow(mine)
    form.show_new_drafts({JOBS: DRAFT})
    form.show_report(programme, forces["kent"], begin(programme, forces["kent"]))
    assert not form.findChildren(NewDraft)[0].isVisible()


def test_an_empty_draft_is_nothing_to_take(form: FormView, mine: Report) -> None:
    form.follow(mine)
    form.show_new_drafts({JOBS: ""})
    assert form.findChildren(NewDraft) == []
    assert not visible(form, "Back to the draft")


def test_what_cannot_be_changed_offers_no_draft(form: FormView, mine: Report) -> None:
    form.set_read_only("Another program holds the database.")
    form.follow(mine)
    assert not visible(form, "Back to the draft")[0].isEnabled()
    form.show_new_drafts({JOBS: DRAFT})
    assert not visible(form, "Take it")[0].isEnabled()
    assert not visible(form, "Keep mine")[0].isEnabled()
