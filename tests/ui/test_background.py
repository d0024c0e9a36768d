"""Background work: in order, off the UI thread, answered on it, never lost."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from desktop.ui.background import Background, collect_garbage_here


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    background = Background("test")
    yield background
    background.close()


def unexpected(result: object) -> None:
    pytest.fail(f"this should have failed, but gave {result}")


def test_work_is_done_elsewhere_and_answered_here(background: Background) -> None:
    threads: list[threading.Thread] = []
    background.run(threading.current_thread, threads.append)
    background.run(threading.current_thread, lambda _: threads.append(threading.current_thread()))
    assert background.busy()
    assert background.finish(5000)
    assert not background.busy()
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()


def test_no_answer_comes_inside_the_call_that_asks(background: Background) -> None:
    answers: list[int] = []
    background.run(lambda: 1, answers.append)
    assert answers == []
    background.finish(5000)
    assert answers == [1]


def test_work_and_answers_keep_their_order(background: Background) -> None:
    begun: list[int] = []
    answers: list[int] = []

    def work(number: int) -> int:
        begun.append(number)
        return number

    for number in range(50):
        background.run(partial(work, number), answers.append)
    background.finish(5000)
    assert begun == answers == list(range(50))


def test_all_work_of_one_instance_is_done_by_one_thread(background: Background) -> None:
    threads: list[int] = []
    for _ in range(10):
        background.run(threading.get_ident, threads.append)
    background.finish(5000)
    assert len(set(threads)) == 1


def test_a_failure_is_answered_with_its_exception(background: Background) -> None:
    failures: list[Exception] = []
    background.run(lambda: 1 // 0, unexpected, failures.append)
    background.finish(5000)
    assert [type(failure) for failure in failures] == [ZeroDivisionError]


def test_a_failure_that_nobody_asked_about_reaches_the_program(
    background: Background, qtbot: QtBot
) -> None:
    with qtbot.capture_exceptions() as caught:
        background.run(lambda: 1 // 0, unexpected)
        background.finish(5000)
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]


def test_work_goes_on_after_a_failure(background: Background) -> None:
    answers: list[int] = []
    background.run(lambda: 1 // 0, unexpected, lambda _: None)
    background.run(lambda: 2, answers.append)
    background.finish(5000)
    assert answers == [2]


def test_an_answer_that_fails_does_not_hold_up_the_end(
    background: Background, qtbot: QtBot
) -> None:
    with qtbot.capture_exceptions() as caught:
        background.run(lambda: 0, lambda zero: 1 // zero)
        assert background.finish(5000)
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]


def test_finishing_includes_what_an_answer_asks_for(background: Background) -> None:
    answers: list[str] = []
    background.run(
        lambda: "first",
        lambda first: background.run(lambda: first + " and second", answers.append),
    )
    assert background.finish(5000)
    assert answers == ["first and second"]


def test_finishing_gives_up_after_its_time(background: Background) -> None:
    gate = threading.Event()
    background.run(gate.wait, lambda _: None)
    assert not background.finish(10)
    gate.set()
    assert background.finish(5000)


def test_the_window_lives_while_finishing(background: Background) -> None:
    gate = threading.Event()
    background.run(gate.wait, lambda _: None)
    QTimer.singleShot(0, gate.set)
    assert background.finish(5000)


def test_closing_drops_what_has_not_begun_and_answers_the_rest(background: Background) -> None:
    gate, begun = threading.Event(), threading.Event()
    answers: list[str] = []

    def slow() -> str:
        begun.set()
        gate.wait()
        return "slow"

    background.run(slow, answers.append)
    background.run(lambda: "never", answers.append)
    assert begun.wait(5)
    QTimer.singleShot(0, gate.set)
    assert background.close()
    assert answers == ["slow"]
    with pytest.raises(RuntimeError):
        background.run(lambda: "late", answers.append)


class Cycle:
    """Garbage that remembers which thread collected it."""

    def __init__(self, collected_by: list[threading.Thread]) -> None:
        self._collected_by = collected_by
        self._itself = self

    def __del__(self) -> None:
        self._collected_by.append(threading.current_thread())


def test_garbage_of_the_worker_is_collected_on_the_ui_thread(
    background: Background, qtbot: QtBot
) -> None:
    collected_by: list[threading.Thread] = []
    gc.enable()
    app = QObject()
    collect_garbage_here(app)
    background.run(lambda: [Cycle(collected_by) for _ in range(2000)], lambda _: None)
    background.finish(5000)
    assert collected_by == []
    qtbot.waitUntil(lambda: len(collected_by) == 2000)
    assert set(collected_by) == {threading.main_thread()}
