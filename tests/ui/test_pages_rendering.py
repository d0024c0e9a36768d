"""Rendering off the UI thread: newest wish first, failures told, nothing after closing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.core.editions import Edition
from desktop.core.forces import Force, Forces
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.publish import RenderError, Rendering
from desktop.ui.pages import PageRenderer


class Setter:
    """Sets pages that hold the report's version; each rendering waits until it is let through."""

    def __init__(self) -> None:
        self.done: list[str | int] = []
        self.closed = False
        self.failure: Exception | None = None
        self._let_through = threading.Semaphore(0)

    def start(self) -> None:
        self.done.append("start")

    def render(self, programme: Path, force: Force, report: Report, edition: Edition) -> Rendering:
        self.done.append(report.version)
        assert self._let_through.acquire(timeout=10)
        if self.closed:
            raise RenderError("Fieldbook is closing.")
        if self.failure:
            raise self.failure
        return Rendering(file=f"{report.name} {report.version}".encode(), pages=1, places=())

    def close(self) -> None:
        self.closed = True
        self._let_through.release(100)

    def let_through(self, count: int = 1) -> None:
        self._let_through.release(count)


@pytest.fixture
def setter() -> Setter:
    return Setter()


@pytest.fixture
def renderer(qtbot: QtBot, setter: Setter) -> Iterator[PageRenderer]:
    renderer = PageRenderer(setter=setter)
    yield renderer
    renderer.close()


@pytest.fixture
def show(
    renderer: PageRenderer, programme: Programme, forces: Forces, cleveland: Report
) -> Callable[[int], int]:
    """Wish for the pages of the report as it was at one version."""

    def show(version: int, force: str = "cleveland") -> int:
        report = replace(cleveland, version=version, force=force)
        return renderer.show(programme, forces[force], report)

    return show


def collect(renderer: PageRenderer) -> list[tuple[bytes, int]]:
    given: list[tuple[bytes, int]] = []
    renderer.rendered.connect(lambda rendering, serial: given.append((rendering.file, serial)))
    return given


CLEVELAND = b"revisiting-police-relationships-2012/cleveland "
KENT = b"revisiting-police-relationships-2012/kent "


def test_nothing_begins_before_the_start(
    renderer: PageRenderer, setter: Setter, show: Callable[[int], int], qtbot: QtBot
) -> None:
    serial = show(7)
    assert setter.done == []
    setter.let_through()
    with qtbot.waitSignal(renderer.rendered) as blocker:
        renderer.start()
    assert setter.done == ["start", 7]
    assert blocker.args == [Rendering(CLEVELAND + b"7", 1, ()), serial]


def test_only_the_newest_wish_is_rendered_next(
    renderer: PageRenderer, setter: Setter, show: Callable[[int], int], qtbot: QtBot
) -> None:
    renderer.start()
    given = collect(renderer)
    first, *_, last = [show(version) for version in (1, 2, 3, 4, 5)]
    with qtbot.waitSignals([renderer.rendered, renderer.rendered]):
        setter.let_through(2)
    assert setter.done == ["start", 1, 5]
    assert given == [(CLEVELAND + b"1", first), (CLEVELAND + b"5", last)]


def test_asking_does_not_wait_for_the_pages(
    renderer: PageRenderer, setter: Setter, show: Callable[[int], int]
) -> None:
    renderer.start()
    assert show(1) < show(2)  # the setter lets nothing through yet
    setter.let_through(2)


def test_pages_of_a_report_that_was_left_are_not_given(
    renderer: PageRenderer,
    setter: Setter,
    programme: Programme,
    forces: Forces,
    cleveland: Report,
    qtbot: QtBot,
) -> None:
    renderer.start()
    given = collect(renderer)
    renderer.show(programme, forces["cleveland"], cleveland)
    serial = renderer.show(programme, forces["kent"], replace(cleveland, force="kent"))
    with qtbot.waitSignal(renderer.rendered):
        setter.let_through(2)
    assert given == [(KENT + b"3", serial)]


def test_nothing_is_given_once_forgotten(
    renderer: PageRenderer, setter: Setter, show: Callable[[int], int], qtbot: QtBot
) -> None:
    renderer.start()
    given = collect(renderer)
    show(1)
    show(2)
    renderer.forget()
    setter.let_through()
    with qtbot.waitSignal(renderer.rendered):
        setter.let_through()
        show(3)
    assert [pdf for pdf, _ in given] == [CLEVELAND + b"3"]
    assert setter.done == ["start", 1, 3]


def test_a_failure_is_told_in_its_words_and_the_next_wish_is_rendered(
    renderer: PageRenderer, setter: Setter, show: Callable[[int], int], qtbot: QtBot
) -> None:
    renderer.start()
    setter.failure = RenderError("The report took too long. Its text is kept.")
    setter.let_through()
    with qtbot.waitSignal(renderer.failed) as failed:
        show(1)
    assert failed.args == ["The report took too long. Its text is kept."]
    setter.failure = None
    setter.let_through()
    with qtbot.waitSignal(renderer.rendered):
        show(2)


def test_a_mistake_of_the_program_is_not_taken_for_a_failure_of_the_report(
    renderer: PageRenderer, setter: Setter, show: Callable[[int], int], qtbot: QtBot
) -> None:
    renderer.start()
    setter.failure = ZeroDivisionError()
    setter.let_through(2)
    with qtbot.capture_exceptions() as caught:
        show(1)
        qtbot.waitUntil(lambda: bool(caught))
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]
    setter.failure = None
    with qtbot.waitSignal(renderer.rendered):
        show(2)


def test_closing_ends_a_rendering_and_nothing_comes_after(
    renderer: PageRenderer, setter: Setter, show: Callable[[int], int], qtbot: QtBot
) -> None:
    renderer.start()
    with qtbot.assertNotEmitted(renderer.rendered), qtbot.assertNotEmitted(renderer.failed):
        show(1)
        show(2)
        qtbot.waitUntil(lambda: setter.done == ["start", 1])
        renderer.close()
    assert setter.closed
    assert setter.done == ["start", 1]


def test_the_real_process_sets_the_real_pages(
    programme: Programme, forces: Forces, cleveland: Report, qtbot: QtBot
) -> None:
    renderer = PageRenderer()
    renderer.start()
    with qtbot.waitSignal(renderer.rendered, timeout=30_000) as blocker:
        renderer.show(programme, forces["cleveland"], cleveland)
    rendering, _ = blocker.args
    renderer.close()
    assert rendering.file.startswith(b"%PDF-")
    assert "press.leaks" in {place.item for place in rendering.places}
