"""Pictures of the window, to be looked at: `python -m tests.whole.pictures FOLDER`."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from desktop.core.folders import ROOT
from tests.whole.program import Program, Seen, user_of
from tests.whole.screen import Screen, screen


class Size(NamedTuple):
    """A screen in pixels, and how many of them make one of Qt's."""

    width: int
    height: int
    scale: int

    @property
    def name(self) -> str:
        """What pictures of this size are called after."""
        return f"{self.width}x{self.height}" + (f"@{self.scale}" if self.scale > 1 else "")


SIZES = (Size(1366, 768, 1), Size(1920, 1080, 1), Size(2732, 1536, 2))
PANELS_AND_ROOMS = SIZES[:1]
"""Sizes at which all views are gone through, where room is scarcest."""


def load_examples(home: Path) -> None:
    """Fill the database of a user with the published reports."""
    subprocess.run(
        [sys.executable, "-m", "desktop", "examples"],
        cwd=ROOT,
        env=user_of(home),
        stdout=subprocess.DEVNULL,
        check=True,
        timeout=60,
    )


def views(at: Screen, program: Program, size: Size) -> Iterator[str]:
    """Go from view to view of a window that fills the screen, and name each."""
    at.fill(next(iter(program.seen().windows.values())))
    program.take_keyboard()
    program.until("the pages", lambda seen: seen.pages_follow)
    yield "first"
    at.click(program.spot("spot", "Later"))
    choose(at, program, "cleveland")
    at.press("F6")
    program.until("in the form", lambda seen: seen.focus != "Forces of the programme")
    program.press_until("alt+Down", lambda seen: seen.item == "gifts.second_jobs")
    program.press_until("Tab", lambda seen: seen.focus == "Second jobs: passage")
    program.until("the pages", lambda seen: seen.pages_follow)
    program.spot("spot_on_page", "gifts.second_jobs")
    yield "writing"
    at.press("ctrl+slash")
    program.spot("spot", "Next item")
    yield "keys"
    at.press("ctrl+slash")
    if size in PANELS_AND_ROOMS:
        yield from panels(at, program)
        yield from rooms(at, program)
    choose(at, program, "kent")
    program.spot("spot", "Start the report")
    yield "beginning"


def panels(at: Screen, program: Program) -> Iterator[str]:
    """Go from panel to panel beside the form."""
    for key, name in (
        ("e", "elsewhere"),
        ("t", "then_and_now"),
        ("h", "history"),
        ("r", "review"),
        ("shift+r", "accuracy"),
    ):
        at.press(f"ctrl+{key}")
        program.until(f"at {name}", partial(_at, beside=name))
        yield name
    at.press("ctrl+shift+e")
    program.until("the pages", lambda seen: seen.beside == "pages")


def rooms(at: Screen, program: Program) -> Iterator[str]:
    """Go from room to room, to the line that leads anywhere, and back to the form."""
    names = ("library", "all_forces", "compare", "bringing_in", "publishing")
    for number, name in enumerate(names, start=2):
        at.press(f"ctrl+{number}")
        program.until(f"in {name}", partial(_at, room=name))
        yield name
    at.press("ctrl+k")
    at.type("hospitality")
    program.until("what was found", lambda seen: not seen.reading)
    yield "go_to"
    at.press("Escape")
    at.press("ctrl+1")
    program.until("in the form", lambda seen: seen.room == "form")


def _at(seen: Seen, room: str = "form", beside: str = "pages") -> bool:
    return (seen.room, seen.beside, seen.reading) == (room, beside, False)


def choose(at: Screen, program: Program, force: str) -> None:
    """Choose a force through the filter."""
    at.click(program.spot("spot", "Filter forces"))
    at.press("ctrl+a")
    at.type(force)
    at.press("Return")
    program.until(f"at {force}", lambda seen: seen.force == force)
    at.point((0, 0))


def take(size: Size, folder: Path, home: Path) -> Iterator[tuple[Program, str]]:
    """Save each view at one size, light and dark, and give it while it is on the screen."""
    with screen(size.width, size.height) as at:
        program = Program(at, home, QT_SCALE_FACTOR=str(size.scale))
        try:
            for view in views(at, program, size):
                for scheme in ("dark", "light"):
                    program.ask("dress", scheme)
                    program.ask("picture", str(folder / f"{view}-{size.name}-{scheme}.png"))
                yield program, view
            program.close()
        finally:
            program.end()


def main() -> None:
    """Take all pictures."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for size in SIZES:
        with tempfile.TemporaryDirectory() as home:
            load_examples(Path(home))
            for _ in take(size, folder, Path(home)):
                pass


if __name__ == "__main__":
    main()
