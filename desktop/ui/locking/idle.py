"""Knows when nobody has touched the program for a while, or the machine was asleep."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from typing_extensions import override

from desktop.store.settings import keep_setting, setting

LOCK_AFTER: Final = "lock_after"
DEFAULT_MINUTES: Final = 15
LONGEST_MINUTES: Final = 24 * 60
_LOOK_MS: Final = 5000
_ASLEEP_SECONDS: Final = 30.0
"""How much later than it should a look may come before the machine must have slept."""
_TOUCHED: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)


def lock_after() -> int:
    """Give after how many minutes without a touch the window locks; 0 for never."""
    kept = setting(LOCK_AFTER)
    usable = isinstance(kept, int) and 0 <= kept <= LONGEST_MINUTES
    return int(kept) if usable and isinstance(kept, int) else DEFAULT_MINUTES


def keep_lock_after(minutes: int) -> None:
    """Keep after how many minutes without a touch the window locks. Raises OSError."""
    keep_setting(LOCK_AFTER, minutes)


class Idle(QObject):
    """Tells when the program has not been touched for as long as was set."""

    too_long = Signal()

    def __init__(
        self,
        parent: QObject,
        *,
        steady: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        """Begin without watching. The clocks count seconds; `steady` may stand while asleep."""
        super().__init__(parent)
        self._steady = steady
        self._wall = wall
        self._minutes = 0
        self._touched = self._looked = steady()
        self._looked_wall = wall()
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)

    def watch(self, minutes: int) -> None:
        """Tell after so many minutes without a touch, from now on; 0 stops it."""
        application = QCoreApplication.instance()
        assert application is not None
        # Asked of every event there is: only while it is needed.
        application.removeEventFilter(self)
        self._timer.stop()
        self._minutes = minutes
        self._touched = self._looked = self._steady()
        self._looked_wall = self._wall()
        if minutes:
            application.installEventFilter(self)
            self._timer.start()

    def look(self) -> None:
        """Look at the clocks, and tell if it was too long."""
        now, wall = self._steady(), self._wall()
        late = max(now - self._looked, wall - self._looked_wall) - _LOOK_MS / 1000
        self._looked, self._looked_wall = now, wall
        if late > _ASLEEP_SECONDS or now - self._touched >= self._minutes * 60:
            self._touched = now
            self.too_long.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHED:
            self._touched = self._steady()
        return False
