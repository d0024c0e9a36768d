"""Sessions of Fieldbook on a locked database, in processes of their own: see test_leaks.

`python -m tests.whole.leak_session PART DATABASE EXPORTS`; the sentence is typed from its variable.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

PROGRAMME = "revisiting-police-relationships-2012"
KENT = f"{PROGRAMME}/kent"
SENTENCE = os.environ.get("PLANTED", "")
ITEM = "press.leaks"
_TURN_MS = 20
_HOLDS = """
import os, sys
from pathlib import Path
from desktop.store.connecting import connect
from desktop.store.passphrase import Passphrase
held = connect(Path(sys.argv[1]), Passphrase(os.environ["FIELDBOOK_PASSPHRASE"]))
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
input()
"""


def commands(database: str, exports: Path) -> None:
    """Use every command there is, in one process."""
    from desktop.cli import run_command

    def run(*words: str | Path) -> None:
        status = run_command(["--database", database, *map(str, words)])
        if status not in (0, 1):
            raise SystemExit(f"{words} gave {status}")

    run("examples")
    run("set", KENT, "integrity.governance.oversight_body", SENTENCE)
    run("set", f"{PROGRAMME}/essex", "findings.overview.plan", SENTENCE)
    run("list", "--json")
    run("show", KENT, "--json")
    run("draft", KENT)
    run("check", "--all")
    run("render", KENT, f"{PROGRAMME}/essex", "-o", exports / "pdf")
    for kind in ("html", "docx"):
        run("render", KENT, "-o", exports / kind, "--format", kind)
    run("import", exports / "pdf" / "kent.pdf")
    run("search", SENTENCE)
    run("compare", KENT, f"{PROGRAMME}/essex")
    for kind in ("csv", "json"):
        run("table", "--format", kind)
    run("history", KENT)
    run("backup")
    run("verify")
    run("support", exports / "support.txt")
    backups = sorted(Path(database).with_name(f"{Path(database).stem}-backups").iterdir())
    run("set", KENT, "press.leaks.investigated", "12")
    run("restore", backups[0])
    run("passphrase", "change")


def few(database: str, exports: Path) -> NoReturn:
    """Use what writes most, and die."""
    from desktop.cli import run_command

    for words in (
        ("set", KENT, "integrity.governance.oversight_body", SENTENCE),
        ("render", KENT, "-o", str(exports)),
        ("backup",),
        ("search", SENTENCE),
    ):
        if run_command(["--database", database, *words]):
            raise SystemExit(f"{words} failed")
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


class _Driven:
    """A window that is driven without a screen."""

    def __init__(self, database: str) -> None:
        from desktop.app import make_window
        from desktop.ui.saving import Saving

        _, self.window = make_window(database)
        filled: list[bool] = []
        self.window.filled.connect(lambda: filled.append(True))
        self.window.show()
        self.until(lambda: bool(filled), "the window is filled")
        saving = self.window.findChild(Saving)
        assert saving is not None
        self.saving = saving
        assert self.window.desk is not None
        self.desk = self.window.desk
        assert self.window.views is not None
        self.views = self.window.views

    def until(self, holds: Callable[[], bool], what: str, turns: int = 2000) -> None:
        """Let the window go on until something holds."""
        from PySide6.QtCore import QEventLoop, QTimer

        for _ in range(turns):
            loop = QEventLoop()
            QTimer.singleShot(_TURN_MS, loop.quit)
            loop.exec()
            if holds():
                return
        raise SystemExit(f"Waited in vain until {what}.")

    def write(self, item: str, words: str) -> None:
        """Write at the end of a passage, or into a field."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication

        self.window.rooms.leave()
        self.desk.form.go_to(item)
        at = QApplication.focusWidget()
        assert at is not None
        QTest.keyClick(at, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        _type(words)

    def save(self) -> None:
        """Let all be saved."""
        self.until(lambda: not self.saving.unsaved, "all is saved")


def window(database: str, exports: Path) -> NoReturn:
    """Type, look into every panel and room, lock and unlock, and die with the pages under way."""
    from PySide6.QtGui import QGuiApplication

    from desktop.ui.locking import Locking
    from desktop.ui.pages import PageRenderer
    from desktop.ui.window import PANELS

    driven = _Driven(database)
    views = driven.views
    driven.desk.open_force("kent")
    driven.until(lambda: driven.desk.present is not None, "Kent's report is there")
    driven.write(ITEM, f" {SENTENCE}")
    driven.save()
    pages: list[int] = []
    driven.desk.pages.shown.connect(pages.append)
    assert driven.desk.findChild(PageRenderer) is not None
    driven.until(lambda: bool(pages), "there are pages")
    QGuiApplication.clipboard().setText(SENTENCE)
    for panel in PANELS:
        views.show_panel(panel)
        driven.until(lambda: not (views.reading or views.filling), f"{panel} is filled")
    for room in ("library", "all_forces", "compare", "publishing", "bringing_in", "safe_keeping"):
        views.enter(room)
        driven.until(lambda: not (views.reading or views.filling), f"{room} is filled")
    views.search_library(SENTENCE)
    driven.until(lambda: not (views.reading or views.filling), "the library has found it")
    views.bring_in([exports / "pdf" / "kent.pdf"])
    driven.until(lambda: not (views.reading or views.filling), "the file is read")
    driven.write(ITEM, " again")
    driven.save()
    locking = driven.window.findChild(Locking)
    assert locking is not None
    locked: list[bool] = []
    locking.locked.connect(lambda: locked.append(True))
    locking.lock()
    driven.until(lambda: bool(locked), "it is locked")
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    QTest.keyClick(_type(os.environ["FIELDBOOK_PASSPHRASE"]), Qt.Key.Key_Return)
    driven.until(lambda: not locking.is_locked, "it is unlocked")
    _die_with_a_save_refused(driven, database)


def _type(words: str) -> QWidget:
    """Type words, of whatever letters, where the keyboard is."""
    from PySide6.QtGui import QInputMethodEvent
    from PySide6.QtWidgets import QApplication

    at = QApplication.focusWidget()
    assert at is not None
    typed = QInputMethodEvent()
    typed.setCommitString(words)
    QApplication.sendEvent(at, typed)
    return at


def _die_with_a_save_refused(driven: _Driven, database: str) -> NoReturn:
    from desktop.store import connecting

    connecting.BUSY_SECONDS = 0.05
    # Another program keeps the database, so that what is typed is kept aside.
    other = subprocess.Popen(
        [sys.executable, "-c", _HOLDS, database], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert other.stdout is not None
    other.stdout.readline()
    driven.write(ITEM, f" {SENTENCE} aside")
    folder = Path(database).parent
    driven.until(lambda: any(folder.glob("*.aside")), "it is kept aside")
    other.kill()
    other.wait()
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def again(database: str, exports: Path) -> None:
    """Open it after that death, take up what was left, and close it."""
    del exports
    driven = _Driven(database)
    driven.desk.open_force("kent")
    driven.until(lambda: driven.desk.present is not None, "Kent's report is there")
    driven.save()
    driven.window.close()
    driven.until(lambda: not driven.window.isVisible(), "it is closed")


if __name__ == "__main__":
    {"few": few, "commands": commands, "window": window, "again": again}[sys.argv[1]](
        sys.argv[2], Path(sys.argv[3])
    )
