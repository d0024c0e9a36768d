"""A gate that many threads pass at once, or one alone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Gate:
    """Lets any number of threads through, or one that has to be alone, for which all others wait.

    A thread that is through may go through again; it must not ask to be alone.
    """

    def __init__(self) -> None:
        """Begin open to all."""
        self._changed = threading.Condition()
        self._within: dict[int, int] = {}
        self._alone: int | None = None

    @contextmanager
    def through(self) -> Iterator[None]:
        """Go through with the others; wait while somebody is alone, or waits to be."""
        me = threading.get_ident()
        with self._changed:
            self._changed.wait_for(lambda: self._alone in (None, me) or me in self._within)
            self._within[me] = self._within.get(me, 0) + 1
        try:
            yield
        finally:
            with self._changed:
                self._within[me] -= 1
                if not self._within[me]:
                    del self._within[me]
                self._changed.notify_all()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Go through alone, when all others are out again."""
        me = threading.get_ident()
        with self._changed:
            self._changed.wait_for(lambda: self._alone is None)
            self._alone = me
            try:
                self._changed.wait_for(lambda: not self._within)
            except BaseException:
                self._alone = None
                self._changed.notify_all()
                raise
        try:
            yield
        finally:
            with self._changed:
                self._alone = None
                self._changed.notify_all()
