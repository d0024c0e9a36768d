"""Bringing in a PDF that carries its own data: it is said, and recorded as it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.core.drafting import begin, edit
from desktop.core.fields import Answer
from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.core.review import STATES, State
from desktop.ingest import Reading, read_report
from desktop.ingest.report_file import attached
from desktop.publish import render
from desktop.store.reviewing import move_to
from desktop.store.writing import begin_report
from desktop.ui.bringing_in.review import Review, Row
from tests.ui.bringing import Desk, Reads, Rooms

INVESTIGATED = "press.leaks.investigated"
POLICY = "press.media_policy"


@pytest.fixture(scope="module")
def report(programme: Programme, forces: Forces) -> Report:
    force = forces["kent"]
    answers: dict[str, Answer] = {
        INVESTIGATED: 3,
        "press.leaks.continuing": 1,
        "press.media_policy.state": "updated",
    }
    drafted = edit(programme, force, begin(programme, force), answers, {}).report
    text = f"{drafted.passage(POLICY).text}\n\nStaff like it."
    return edit(programme, force, drafted, {}, {POLICY: text}).report


@pytest.fixture(scope="module")
def pdf(
    report: Report, programme: Programme, forces: Forces, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    file = tmp_path_factory.mktemp("printed") / "kent.pdf"
    file.write_bytes(render(programme, forces["kent"], report).file)
    return file


class ReadsData(Reads):
    """Reads what files carry, too."""

    def __init__(self, programme: Programme, forces: Forces) -> None:
        super().__init__(programme, forces)
        self._at = programme, forces

    def read(self, path: Path) -> Reading:
        programme, forces = self._at
        return read_report(path, programmes=[programme], forces=forces, carried=attached(path))


@pytest.fixture
def desk(qtbot: QtBot, programme: Programme, forces: Forces, tmp_path: Path) -> Iterator[Desk]:
    rooms = Rooms(qtbot, programme, forces, tmp_path)
    yield rooms.open(lambda: ReadsData(programme, forces))
    rooms.close()


def test_the_entry_of_a_file_is_recorded_exactly_with_nothing_to_look_at(
    desk: Desk, pdf: Path, report: Report
) -> None:
    desk.bring(pdf)

    assert desk.lines() == ["kent.pdf: Kent · its own data · 3 of 43 answers"]
    assert desk.says("Read from the data in the file")
    assert desk.says("All looked at.")
    desk.go_to("Recognised", "Investigated")
    assert desk.says("Certain: from the data in the file.")

    desk.button("Accept").click()
    desk.until(lambda: desk.recorded("kent") is not None)

    recorded = desk.recorded("kent")
    assert recorded is not None
    assert (recorded.answers, recorded.passages) == (report.answers, report.passages)
    assert recorded.state == "drafting"


def test_what_is_put_right_in_the_data_is_right_in_every_passage(
    pdf: Path, programme: Programme, forces: Forces, report: Report
) -> None:
    review = Review(ReadsData(programme, forces).read(pdf))
    [number] = [n for n, each in enumerate(review.paragraphs) if each.text == "Staff like it."]

    review.answer(INVESTIGATED, 4)
    review.write(number, "Staff love it.")
    corrected = review.corrected().report()

    force = forces["kent"]
    text = report.passage(POLICY).text.replace("like", "love")
    assert corrected == edit(programme, force, report, {INVESTIGATED: 4}, {POLICY: text}).report
    assert review.standing(Row("field", INVESTIGATED)) == "corrected"


@pytest.mark.parametrize("state", ["in_review", "published"])
def test_a_proof_says_nothing_against_the_state_of_the_report(
    desk: Desk, pdf: Path, programme: Programme, forces: Forces, state: State
) -> None:
    begin_report(desk.opened.database, programme=programme, force=forces["kent"], by="other")
    for step in STATES[1 : STATES.index(state) + 1]:
        move_to(
            desk.opened.database,
            programme=programme,
            force=forces["kent"],
            state=step,
            by="other",
        )

    desk.bring(pdf)
    desk.button("Accept").click()
    desk.until(lambda: desk.has_button("Record"))

    assert not [row for row in desk.spoken("Differences") if row.startswith("State of the report")]
    assert any(row.startswith("Investigated") for row in desk.spoken("Differences"))
