"""Whether the database takes longer to record than it should."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal

LATE_MS = 120
"""How long recording may take before what was typed is kept elsewhere too."""
SLOW_MS = 2000
"""How much longer before that is said."""


class Lateness(QObject):
    """Waits with whoever records, and tells when that takes long."""

    late = Signal()
    slow = Signal()
    """It has been late for so long that it has to be said."""

    def __init__(self, parent: QObject) -> None:
        """Wait for nothing yet."""
        super().__init__(parent)
        self.is_late = False
        self._patience = QTimer(self, singleShot=True, interval=LATE_MS)
        # Else it may take a twentieth longer, of a second that is promised.
        self._patience.setTimerType(Qt.TimerType.PreciseTimer)
        self._patience.timeout.connect(self._be_late)
        self._slow = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._slow.timeout.connect(self.slow)

    def wait(self) -> None:
        """Wait for an answer from now on, unless one is waited for already."""
        if not self.is_late and not self._patience.isActive():
            self._patience.start()

    def answered(self) -> None:
        """Wait no longer: the database does what it is asked."""
        self.is_late = False
        self._stop()

    def refused(self) -> None:
        """Wait no longer: it is known why nothing is recorded, and that stays late."""
        self.is_late = True
        self._stop()

    def _stop(self) -> None:
        self._patience.stop()
        self._slow.stop()

    def _be_late(self) -> None:
        self.is_late = True
        self._slow.start()
        self.late.emit()
