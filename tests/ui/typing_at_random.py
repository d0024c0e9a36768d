"""A real window in a process of its own, in which words are typed at random, and decided about.

Each word is printed before it is typed; the last thing that is printed is how many had to be
decided about.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import desktop.app
from desktop.ui.others import Together
from desktop.ui.saving import Saving

FORCES = ("kent", "essex")
ITEMS = ("press.leaks", "press.media_policy")
_LONGEST_MS = 20_000


def until(holds: Callable[[], bool]) -> None:
    """Let the window live until something holds."""
    loop = QEventLoop()
    watch = QTimer(interval=5)
    watch.timeout.connect(lambda: loop.quit() if holds() else None)
    QTimer.singleShot(_LONGEST_MS, loop.quit)
    watch.start()
    loop.exec()
    assert holds(), "this took too long"


def main(where: str, name: str, times: int) -> None:
    """Type so many words under a name, and close the window."""
    chance = random.Random(name)
    app, window = desktop.app.make_window(where)
    filled: list[bool] = []
    window.filled.connect(lambda: filled.append(True))
    window.show()
    until(lambda: bool(filled) and window.findChild(Together) is not None)
    desk, saving, together = window.desk, window.findChild(Saving), window.findChild(Together)
    assert desk is not None
    assert saving is not None
    assert together is not None
    saving.sign_as(name)
    decided = 0
    for number in range(times):
        desk.open_programme(desk.place[0], chance.choice(FORCES))
        until(lambda: not together.others.busy)
        if together.others.reads_only:
            desk.form.write_wanted.emit()
        item = chance.choice(ITEMS)
        desk.form.go_to(item)
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        sys.stdout.write(f"{desk.place[1]} {item} {name}{number}x\n")
        sys.stdout.flush()
        QTest.keyClicks(focus, f" {name}{number}x")
        saving.save_now()
        while saving.unsaved:
            until(lambda: not saving.unsaved or together.pane.contest is not None)
            contest = together.pane.contest
            if contest is not None:
                decided += 1
                together.pane.settled.emit(contest, chance.choice(((), contest.keys)))
                saving.save_now()
    sys.stdout.write(f"decided {decided}\n")
    window.close()
    app.quit()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
