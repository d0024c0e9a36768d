"""The one door to background work: a pure function in, success or failure back on the UI thread."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal, Slot

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

Result = TypeVar("Result")


class Background(QObject):
    """One worker thread that does its work in order; the answers come back in the same order.

    Make it, use it and close it on the UI thread; the work itself must not touch Qt. An instance
    that is not closed before it is deleted loses the answer to what is still under way.
    """

    idle = Signal()
    _ended = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._unanswered = 0
        self.closed = False
        # Queued, so that no answer arrives inside the call that asked for it.
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @cached_property
    def _worker(self) -> ThreadPoolExecutor:
        # Loaded with the first work to do, which comes after the window's first paint.
        from concurrent.futures import ThreadPoolExecutor

        return ThreadPoolExecutor(max_workers=1, thread_name_prefix=self._name)

    def busy(self) -> bool:
        """Whether any work is still to be done or answered."""
        return self._unanswered > 0

    def run(
        self,
        work: Callable[[], Result],
        done: Callable[[Result], object],
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        """Do the work in its turn, then call `done` with its result or `failed` with its exception.

        Without `failed` the exception is raised on the UI thread, where the program reports it.
        Raises RuntimeError after `close`.
        """
        future = self._worker.submit(work)
        self._unanswered += 1
        future.add_done_callback(
            lambda ended: self._ended.emit(partial(_answer, ended, done, failed))
        )

    def finish(self, timeout_ms: int) -> bool:
        """Wait until all is done and answered, but no longer than told; say whether it is.

        The window goes on painting and answers go on arriving meanwhile, but it takes no input.
        """
        loop = QEventLoop()
        self.idle.connect(loop.quit)
        limit = QTimer(singleShot=True, interval=timeout_ms)
        limit.timeout.connect(loop.quit)
        limit.start()
        while self.busy() and limit.isActive():
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        return not self.busy()

    def close(self, timeout_ms: int = 5000) -> bool:
        """Drop what has not begun, and wait for the rest as `finish` does.

        Call `finish` first where everything must be done, as with the store.
        """
        self.closed = True
        self._worker.shutdown(wait=False, cancel_futures=True)
        return self.finish(timeout_ms)

    @Slot(object)
    def _deliver(self, answer: Callable[[], None]) -> None:
        self._unanswered -= 1
        try:
            answer()
        finally:
            if not self.busy():
                self.idle.emit()


def _answer(
    ended: Future[Result],
    done: Callable[[Result], object],
    failed: Callable[[Exception], object] | None,
) -> None:
    if ended.cancelled():
        return
    error = ended.exception()
    if error is None:
        done(ended.result())
    elif failed is not None and isinstance(error, Exception):
        failed(error)
    else:
        raise error


def collect_garbage_here(app: QObject) -> None:
    """Let Python collect its garbage on this thread only, once a second.

    Left to itself it collects on whichever thread allocates: a widget that is part of a cycle would
    be destroyed by a worker, under Qt's hands. Call it once, at the start, on the UI thread.
    """
    gc.disable()
    timer = QTimer(app, interval=1000)
    timer.timeout.connect(_collect)
    timer.start()


def _collect() -> None:
    limits = zip(gc.get_count(), gc.get_threshold(), strict=True)
    due = [generation for generation, (count, limit) in enumerate(limits) if count > limit]
    if due:
        gc.collect(due[-1])
