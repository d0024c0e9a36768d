"""Start a bare window or Fieldbook's in a fresh process, and print when it was painted and filled.

PROBE_BEGAN holds the moment of the start by time.time(); the seconds since are printed as JSON.
"""

from __future__ import annotations

import json
import os
import sys
import time

from typing_extensions import override


def main() -> None:
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication, QFormLayout, QLineEdit, QMainWindow, QWidget

    times: dict[str, float] = {}
    began = float(os.environ["PROBE_BEGAN"])

    class FirstPaint(QObject):
        @override
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and "painted" not in times:
                QTimer.singleShot(0, self.painted)
            return False

        def painted(self) -> None:
            times.setdefault("painted", time.time() - began)
            if sys.argv[1] == "bare":
                end()

    def end() -> None:
        times.setdefault("filled", time.time() - began)
        sys.stdout.write(json.dumps(times))
        sys.stdout.flush()
        window.close()
        app.quit()

    if sys.argv[1] == "bare":
        app = QApplication(sys.argv[:1])
        window = QMainWindow()
        middle = QWidget()
        form = QFormLayout(middle)
        for number in range(20):
            form.addRow(f"Field {number}", QLineEdit())
        window.setCentralWidget(middle)
    else:
        from desktop.app import make_window

        app, window = make_window(sys.argv[2])
        # Filled means painted with the form in it, not merely laid out.
        window.filled.connect(lambda: QTimer.singleShot(0, end))
    watcher = FirstPaint()
    window.installEventFilter(watcher)
    window.resize(1366, 768)
    window.show()
    app.exec()


main()
