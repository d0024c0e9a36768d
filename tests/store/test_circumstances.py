"""What the checks of a report are told of the world around it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.core.checks import all_checks
from desktop.core.examining import Examined, examine
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.store.circumstances import circumstances
from desktop.store.opening import Opened, open_all
from desktop.store.words import forget_word, learn_word
from tests.store.desk import Desk

OVERVIEW = "findings.overview"


@pytest.fixture
def opened(path: Path) -> Iterator[Opened]:
    opened = open_all(str(path))
    with opened.database:
        yield opened


def quotes(opened: Opened, programme: Programme, report: Report, check: str) -> list[str]:
    around = circumstances(opened, programme, report)
    examined = Examined(programme, opened.forces[report.force], report, around)
    return [each.quote for each in examine(examined, all_checks()) if each.check == check]


def test_own_words_are_spelled_right_as_soon_as_they_are_learned(
    opened: Opened, programme: Programme
) -> None:
    desk = Desk(opened.database, programme, opened.forces["kent"])
    report = desk.write(OVERVIEW, "The force keeps a register of zorbles.").report
    assert quotes(opened, programme, report, "misspelling") == ["zorbles"]
    learn_word(opened.database, word="zorbles", by="I")
    assert quotes(opened, programme, report, "misspelling") == []
    forget_word(opened.database, word="zorbles")
    assert quotes(opened, programme, report, "misspelling") == ["zorbles"]


def test_an_isbn_is_compared_with_those_of_all_other_reports(
    opened: Opened, programme: Programme
) -> None:
    isbn = "978-1-78246-041-1"
    kent = Desk(opened.database, programme, opened.forces["kent"]).answer("isbn", isbn).report
    assert circumstances(opened, programme, kent).isbns == {}
    essex = Desk(opened.database, programme, opened.forces["essex"])
    report = essex.answer("isbn", isbn.replace("-", "")).report
    assert circumstances(opened, programme, report).isbns == {"9781782460411": kent.name}
    assert len(quotes(opened, programme, report, "repeated_isbn")) == 1


def test_the_time_is_that_of_the_clock_on_the_wall(opened: Opened, programme: Programme) -> None:
    before = datetime.datetime.now()  # noqa: DTZ005 - embargoes are given by the clock on the wall
    now = circumstances(opened, programme, Report(programme.id, "kent")).now
    assert now.tzinfo is None
    assert datetime.timedelta(0) <= now - before < datetime.timedelta(minutes=1)
