"""Uses every feature of Fieldbook once, in a folder: `python -m tests.hostile.every_feature DIR`.

With "few" after the folder it spares what takes long and reads or writes as something else does.
Prints, as JSON, what each command gave back and the SHA-256 of every file that was published.
"""

from __future__ import annotations

import json
import sys
import time
from contextlib import redirect_stderr, redirect_stdout
from hashlib import sha256
from io import StringIO
from pathlib import Path

from PySide6.QtTest import QTest

from desktop.app import make_window
from desktop.cli import run_command
from desktop.core.folders import SEEDS
from desktop.ui.keys import WINDOW_KEYS
from desktop.ui.saving import Saving
from desktop.ui.window import Window

CLEVELAND = "revisiting-police-relationships-2012/cleveland"
KENT = "revisiting-police-relationships-2012/kent"
_SECONDS = 60.0
_SPARED = ("examples", "html", "docx", ".pdf")
"""What a short run spares: more reports, editions besides the PDF, and reading that one again."""


def commands(folder: Path, *, few: bool) -> dict[str, int]:
    """Carry out every command, or few of the slow ones; gives the exit status of each."""
    database = str(folder / "book.sqlite3")
    out = str(folder / "out")
    reports = (CLEVELAND,) if few else (CLEVELAND, KENT)
    statuses: dict[str, int] = {}
    for arguments in (
        ("examples",),
        ("import", str(SEEDS / "cleveland.txt")),
        ("list", "--json"),
        ("show", CLEVELAND, "--json"),
        ("set", KENT, "press.leaks.investigated", "3"),
        ("draft", KENT),
        ("check", "--all", "--json"),
        ("search", "media", "policy"),
        ("compare", CLEVELAND, KENT),
        ("table", "--format", "csv", "-o", f"{out}/all.csv"),
        ("table", "--format", "xlsx", "-o", f"{out}/all.xlsx"),
        ("table", "--format", "json", "-o", f"{out}/all.json"),
        ("history", KENT, "--json"),
        ("render", *reports, "-o", f"{out}/pdf"),
        ("render", KENT, "-o", f"{out}/html", "--format", "html", "--edition", "draft"),
        ("render", KENT, "-o", f"{out}/docx", "--format", "docx", "--look", "accessible"),
        ("import", str(SEEDS / "leicestershire.txt")),
        ("import", f"{out}/pdf/cleveland.pdf"),
        ("backup", f"{folder}/backup.sqlite3"),
        ("verify",),
        ("support", f"{folder}/support.zip"),
    ):
        if few and any(each.endswith(_SPARED) for each in arguments):
            continue
        said = StringIO()
        with redirect_stdout(said), redirect_stderr(said):
            statuses[" ".join(arguments[:2]).replace(str(folder), "")] = run_command(
                ["--database", database, *arguments]
            )
    return statuses


def window(folder: Path) -> list[str]:
    """Open the window, go through every key of it, and write; gives the keys."""
    app, shown = make_window(str(folder / "book.sqlite3"))
    shown.show()
    _until(lambda: shown.desk is not None and shown.views is not None)
    assert shown.desk is not None
    shown.desk.form.go_to("press.leaks.investigated")
    for key in WINDOW_KEYS:
        QTest.keySequence(shown, key.sequence)
        _until(lambda: not _is_reading(shown))
    saving = shown.findChild(Saving)
    assert saving is not None
    _until(lambda: not saving.unsaved)
    shown.close()
    app.processEvents()
    return [key.name for key in WINDOW_KEYS]


def _is_reading(shown: Window) -> bool:
    return shown.views is not None and (shown.views.reading or shown.views.filling)


def _until(holds: object) -> None:
    assert callable(holds)
    end = time.monotonic() + _SECONDS
    QTest.qWait(10)
    while not holds():
        assert time.monotonic() < end
        QTest.qWait(10)


def main() -> None:
    """Use every feature, and say what came of it."""
    folder = Path(sys.argv[1])
    statuses = commands(folder, few=sys.argv[2:] == ["few"])
    keys = window(folder)
    files = {
        str(file.relative_to(folder)): sha256(file.read_bytes()).hexdigest()
        for file in sorted((folder / "out").rglob("*.*"))
        if file.is_file()
    }
    sys.stdout.write(json.dumps({"statuses": statuses, "keys": keys, "files": files}) + "\n")


if __name__ == "__main__":
    main()
