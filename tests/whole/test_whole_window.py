"""The program as its user has it: started, seen on a screen, driven by keys and mouse, closed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtGui import QImage

from desktop.core.folders import ROOT
from tests.whole.program import Program, user_of
from tests.whole.screen import Screen, screen

PROGRAMME = "revisiting-police-relationships-2012"
Start = Callable[[], Program]


@pytest.fixture
def laptop() -> Iterator[Screen]:
    with screen(1366, 768) as laptop:
        yield laptop


@pytest.fixture
def start(laptop: Screen, tmp_path: Path) -> Iterator[Start]:
    programs: list[Program] = []

    def start_() -> Program:
        programs.append(Program(laptop, tmp_path))
        return programs[-1]

    yield start_
    for program in programs:
        program.end()


def shown(home: Path, force: str) -> Any:
    """Give a report as `fieldbook show --json` prints it."""
    command = [sys.executable, "-m", "desktop", "show", f"{PROGRAMME}/{force}", "--json"]
    printed = subprocess.run(
        command, cwd=ROOT, env=user_of(home), capture_output=True, check=True, timeout=60
    )
    return json.loads(printed.stdout)


def text_of(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def open_force(screen: Screen, program: Program, words: str, force: str) -> None:
    """Type a part of a force's name into the filter, and go on to the form."""
    screen.click(program.spot("spot", "Filter forces"))
    program.until("in the filter", lambda seen: seen.focus == "Filter forces")
    screen.press("ctrl+a")
    screen.type(words)
    screen.press("Return")
    program.until(f"at {force}", lambda seen: seen.force == force)
    screen.press("F6")
    program.until("in the form", lambda seen: "orces" not in seen.focus)


def look_at_page(program: Program, item: str, file: Path) -> QImage:
    """Give the picture of an item as it stands on the page beside the form."""
    program.until("the pages are those of the form", lambda seen: seen.pages_follow)
    left, top = program.spot("spot_on_page", item)
    assert program.ask("picture", str(file))
    return QImage(str(file)).copy(left - 150, top - 20, 300, 40)


def press_button(screen: Screen, program: Program, label: str) -> None:
    screen.click(program.spot("spot", label))


def test_a_day_at_the_desk(laptop: Screen, start: Start, tmp_path: Path) -> None:
    program = start()
    press_button(laptop, program, "Load the examples")
    program.until("a report in the form", lambda seen: seen.begun)
    correct_cleveland(laptop, program, tmp_path)
    begin_kent(laptop, program)
    pdf = save_the_pages(laptop, program, tmp_path)
    write_last_words(laptop, program)
    program.close()

    assert "The force investigated eleven leaks." in text_of(pdf)
    assert "Kent Police" in text_of(pdf)
    assert_recorded(tmp_path)

    again = start()
    seen = again.until("the pages beside it", lambda seen: seen.pages_follow)
    assert (seen.force, seen.item) == ("kent", "press.social_media")
    assert again.ask("passage", "press.leaks") == "The force investigated **eleven** leaks."
    assert again.ask("passage", "press.social_media") == "The very last words"
    again.close()


def correct_cleveland(laptop: Screen, program: Program, folder: Path) -> None:
    """Change an answer and a sentence, see the page change, and go elsewhere from the page."""
    open_force(laptop, program, "cleve", "cleveland")
    program.press_until("alt+Down", lambda seen: seen.item == "press.leaks")
    program.until("in its first field", lambda seen: seen.focus == "Investigated")
    before = look_at_page(program, "press.leaks", folder / "before.png")
    laptop.type("2")
    laptop.press("Return", "Return")
    program.until("in the passage", lambda seen: seen.focus == "Leaks: passage")
    # The number is a fact, and has followed the answer; its noun is the inspector's.
    laptop.click(program.spot("spot_of_word", "Leaks", "instance"), times=2)
    laptop.type("instances")
    program.until("saved", lambda seen: seen.saved)
    assert look_at_page(program, "press.leaks", folder / "after.png") != before

    laptop.press("F6")
    program.until("in the pages", lambda seen: seen.focus == "Pages of the report")
    scroll_to(laptop, program, "gifts.second_jobs")
    laptop.click(program.spot("spot_on_page", "gifts.second_jobs"))
    seen = program.until("where was clicked", lambda seen: seen.item == "gifts.second_jobs")
    assert seen.focus == "Second jobs: passage"


def scroll_to(laptop: Screen, program: Program, item: str) -> None:
    """Go down the pages, line by line, until an item is in view."""
    for _ in range(100):
        if program.ask("spot_on_page", item) is not None:
            return
        laptop.press("Down")
    raise AssertionError(f"{item} is not on the pages below")


def begin_kent(laptop: Screen, program: Program) -> None:
    """Start a report where there is none, answer, and write with a word in bold."""
    open_force(laptop, program, "kent", "kent")
    laptop.press("Return")
    program.until("at the beginning", lambda seen: seen.item == "findings.overview")
    program.press_until("alt+Down", lambda seen: seen.item == "press.leaks")
    laptop.type("11")
    laptop.press("Tab")
    laptop.type("3")
    laptop.press("Tab")
    program.until("in the passage", lambda seen: seen.focus == "Leaks: passage")
    laptop.press("ctrl+a")
    laptop.type("The force investigated ")
    laptop.press("ctrl+b")
    laptop.type("eleven")
    laptop.press("ctrl+b")
    laptop.type(" leaks.")


def save_the_pages(laptop: Screen, program: Program, folder: Path) -> Path:
    """Save the PDF under a name typed into the dialog, without waiting for anything before."""
    pdf = folder / "kent as it stands.pdf"
    laptop.press("ctrl+p")
    program.take_keyboard("Save proof")
    program.until("in the dialog", lambda seen: seen.focus == "fileNameEdit")
    laptop.press("ctrl+a")
    laptop.type(str(pdf))
    laptop.press("Return")
    program.until("told that it is saved", lambda seen: seen.message == f"Saved {pdf}")
    program.take_keyboard()
    return pdf


def write_last_words(laptop: Screen, program: Program) -> None:
    """Answer the next item by key, and leave before the last words can have been saved."""
    laptop.press("alt+Down", "Tab", "y", "Return", "n", "Return", "Return", "0", "Return")
    program.until("in the passage", lambda seen: seen.focus == "Social media: passage")
    laptop.press("ctrl+a")
    laptop.type("The very last words")
    program.until("typed", lambda _: program.ask("passage", "press.social_media").endswith("words"))


def assert_recorded(home: Path) -> None:
    cleveland, kent = shown(home, "cleveland"), shown(home, "kent")
    assert cleveland["answers"]["press.leaks.investigated"] == 2
    assert cleveland["passages"]["press.leaks"]["text"] == (
        "Between September 2011 and May 2012, the force investigated"
        " [two](fact:press.leaks.investigated) instances of inappropriate disclosure to the media."
        " This was continuing at the time of the inspection."
    )
    given = {key: answer for key, answer in kent["answers"].items() if answer is not None}
    assert given == {
        "press.leaks.investigated": 11,
        "press.leaks.continuing": 3,
        "press.social_media.off_duty_covered": True,
        "press.social_media.sites_monitored": False,
        "press.social_media.cases": 0,
    }
    texts = {item: passage["text"] for item, passage in kent["passages"].items()}
    assert texts["press.leaks"] == "The force investigated **eleven** leaks."
    assert texts["press.social_media"] == "The very last words"
