"""What is recorded of a reading that was put right, and what is to be looked at in it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.core import commonmark
from desktop.core.facts import FACT
from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.core.richtext import plain_text
from desktop.ingest import Reading, read_file, read_published
from desktop.ui.bringing_in.margin import Mark
from desktop.ui.bringing_in.original import Original
from desktop.ui.bringing_in.review import Review, Row
from desktop.ui.bringing_in.telling import marks, still_unplaced
from tests.ui.bringing import seed

LEAKS = "press.leaks"
TRAINING = "integrity.training"
APPLICATIONS = "gifts.second_jobs.applications"
ISBN = "978-1-78246-049-7"


def read(name: str, programme: Programme, forces: Forces) -> Reading:
    return read_published(read_file(seed(name)), programmes=[programme], forces=forces)


@pytest.fixture(scope="module")
def cleveland_read(programme: Programme, forces: Forces) -> Reading:
    return read("cleveland", programme, forces)


@pytest.fixture
def review(cleveland_read: Reading) -> Review:
    return Review(cleveland_read)


def number_of(review: Review, words: str) -> int:
    return next(n for n, each in enumerate(review.paragraphs) if each.beginning.startswith(words))


@pytest.mark.parametrize(
    "name", ["cambridgeshire", "cheshire", "city-of-london", "cleveland", "leicestershire"]
)
def test_what_nobody_touched_is_recorded_as_it_was_read(
    name: str, programme: Programme, forces: Forces
) -> None:
    reading = read(name, programme, forces)
    review = Review(reading)
    assert review.corrected().report() == reading.report
    for each in review.paragraphs:
        parts = [reading.parts[place] for place in each.parts]
        printed = " ".join(reading.source[part.start : part.end] for part in parts)
        words = plain_text(commonmark.parse(each.text)).split()
        assert words[0] in printed, "each paragraph is known by its place in the text"
        assert words[-1] in printed


def test_a_fact_that_was_misread_is_plain_text_from_then_on(review: Review) -> None:
    before = review.corrected().report().passage("gifts.second_jobs").text
    assert f"{FACT}{APPLICATIONS}" in before
    review.answer(APPLICATIONS, 26)
    report = review.corrected().report()
    assert report.answers[APPLICATIONS] == 26
    after = report.passage("gifts.second_jobs").text
    assert f"{FACT}{APPLICATIONS}" not in after
    assert "been 25 applications" in after


def test_standard_wording_follows_an_answer_that_was_put_right(
    programme: Programme, forces: Forces
) -> None:
    review = Review(read("cambridgeshire", programme, forces))
    drafted = {
        item: passage.text
        for item, passage in review.corrected().report().passages.items()
        if passage.mode == "drafted"
    }
    review.answer("isbn", ISBN)
    report = review.corrected().report()
    changed = [item for item, text in drafted.items() if report.passage(item).text != text]
    assert changed, "the imprint names it"
    assert all(ISBN in report.passage(item).text for item in changed)
    assert all(report.passage(item).mode == "drafted" for item in drafted)


def test_a_report_of_another_force_keeps_its_printed_words(review: Review, forces: Forces) -> None:
    review.force = forces["durham"]
    report = review.corrected().report()
    assert report.name == f"{review.programme.id}/durham"
    printed = [each for each in report.passages.values() if "found in Cleveland" in each.text]
    assert [each.mode for each in printed] == ["edited"], "it is no longer the standard wording"


def test_a_paragraph_that_is_moved_stands_in_the_order_of_the_text(review: Review) -> None:
    number = number_of(review, "Between September 2011 and May 2012, the force investigated")
    review.put_into(number, TRAINING)
    report = review.corrected().report()
    assert report.passage(LEAKS).text == ""
    words = report.passage(TRAINING).text
    assert words.index("Between September 2011") < words.index("There has been little training")
    assert f"{FACT}press.leaks.investigated" in words, "its facts go with it"
    assert Row("missing", LEAKS) in review.rows(to_look_at=False)


def test_what_nothing_says_the_place_of_is_listed_first_and_stays_in_view(
    cleveland_read: Reading,
) -> None:
    stray = next(
        n
        for n, part in enumerate(cleveland_read.parts)
        if part.kind == "passage" and part.item == TRAINING
    )
    parts = list(cleveland_read.parts)
    parts[stray] = replace(parts[stray], kind="unplaced")
    review = Review(replace(cleveland_read, parts=tuple(parts)))
    group, row = review.rows(to_look_at=True)[:2]
    assert group == Row("group", "Not recognised")
    assert review.standing(row) == "not recognised"
    assert marks(review)[stray].words == "not recognised"
    assert not review.is_certain
    assert still_unplaced(review, recorded=False) == (
        "1 paragraph was not recognised: it stays with the text around it."
    )
    review.check(row)
    assert marks(review)[stray].words == "Training"
    assert still_unplaced(review, recorded=False) == ""
    assert row in review.rows(to_look_at=True), "what was looked at stays in the list"


def test_every_part_of_the_text_says_what_became_of_it(review: Review) -> None:
    said = {mark.words for mark in marks(review)}
    assert {"cover", "heading", "Leaks", "Training", "Second jobs"} <= said
    number = number_of(review, "There has been little training")
    review.put_into(number, "")
    (place,) = review.paragraphs[number].parts
    assert marks(review)[place].words == "left out"


def test_places_are_right_after_characters_that_qt_counts_twice(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    text = Original(parent)
    words = "\U0001f600 one\x0ctwo \U0001f600\u2028three four"
    text.show_text(words)
    start = words.index("four")
    text.show_marks([Mark(start, start + 4, "Leaks", "placed")])
    text.highlight([(start, start + 4)])
    assert text.highlighted() == "four"
    assert text.find_all("THREE") == 1
    assert text.step(backwards=False) == 1
    assert text.textCursor().selectedText() == "three"
    QApplication.processEvents()
