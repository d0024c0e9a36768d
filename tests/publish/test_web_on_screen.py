"""The web page of a report in a browser: readable for everybody, on any screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped] # ships none
    Axe,
)
from playwright.sync_api import Browser, Locator, Page

from desktop.core.editions import Edition, Kind, Look
from desktop.core.forces import Force, Forces
from desktop.core.programme import Programme
from desktop.core.programme_reader import read_programme
from desktop.core.report import Passage, Report
from tests.publish.browser import browser
from tests.publish.conftest import KINDS, LOOKS
from tests.publish.test_web import copied, page_of
from tests.random_reports import random_report

SCREENS = tuple(product(((320, 640), (1366, 768)), ("light", "dark")))
SMALLEST_LETTERS_AND_SLANTED_ELEMENTS = """() => {
    const styles = [...document.querySelectorAll("body *")].map(each => getComputedStyle(each));
    return [
        Math.min(...styles.map(each => parseFloat(each.fontSize))),
        styles.filter(each => each.fontStyle !== "normal").length,
    ];
}"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as running:
        yield running


@pytest.fixture(scope="module")
def tab(chromium: Browser) -> Page:
    return chromium.new_context(offline=True, bypass_csp=True).new_page()


def set_screen(tab: Page, size: tuple[int, int], scheme: str) -> None:
    tab.set_viewport_size({"width": size[0], "height": size[1]})
    tab.emulate_media(color_scheme="dark" if scheme == "dark" else "light")


@pytest.mark.parametrize(
    ("number", "kind", "look"),
    [(number, *each) for number, each in enumerate(product(KINDS, LOOKS))],
)
def test_everybody_can_read_it_on_any_screen(
    number: int, kind: Kind, look: Look, tab: Page, programme: Programme, forces: Forces
) -> None:
    """Each edition goes to axe-core on one of the screens, so that all screens have their turn."""
    force = list(forces.values())[number * 5]
    report = random_report(programme, force, seed=number)
    tab.set_content(page_of(programme, force, report, Edition(kind, "html", look)).decode())
    for size, scheme in SCREENS:
        set_screen(tab, size, scheme)
        assert tab.evaluate("document.documentElement.scrollWidth") <= size[0]
    set_screen(tab, *SCREENS[(number + number // 4) % 4])
    found = Axe().run(tab)
    assert found.violations_count == 0, found.generate_report()
    undecided = found.response["incomplete"]
    assert undecided == [], undecided
    if look == "accessible":
        smallest, slanted = tab.evaluate(SMALLEST_LETTERS_AND_SLANTED_ELEMENTS)
        assert smallest >= 16
        assert slanted == 0


def test_long_words_and_a_logo_fit_a_phone(
    tab: Page, programme: Programme, kent: Force, full: Report, tmp_path: Path
) -> None:
    folder = copied(tmp_path, programme)
    (folder / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 10"/>', encoding="utf-8"
    )
    (folder / "report.css").write_text(":root { --accent: #00e }", encoding="utf-8")
    words = "https://www.example.org/" + "a" * 200 + " " + "W" * 120 + " one-" * 3 + "b/" * 30
    report = replace(full, passages={"about.review": Passage(f"{words}\n\n- {words}", "edited")})
    programme = read_programme(folder)
    tab.set_content(page_of(programme, kent, report, Edition("draft", "html")).decode())
    for scheme in ("light", "dark"):
        set_screen(tab, (320, 640), scheme)
        assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    assert Axe().run(tab).violations_count == 0


def test_its_own_policy_lets_its_fonts_and_its_look_through(
    chromium: Browser, programme: Programme, kent: Force, full: Report
) -> None:
    tab = chromium.new_context(offline=True).new_page()
    said: list[str] = []
    asked: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("request", lambda request: asked.append(request.url[:5]))
    tab.set_content(page_of(programme, kent, full).decode())
    fonts = tab.evaluate(
        "document.fonts.ready.then(fonts => [...fonts].map(each => [each.family, each.status]))"
    )
    tab.context.close()
    assert {family.strip('"') for family, _ in fonts} == {"Report Sans", "Report Serif"}
    assert {status for _, status in fonts} == {"loaded"}
    assert said == []
    assert set(asked) <= {"data:"}


def test_the_skip_link_is_the_first_thing_reached_and_seen_then(
    tab: Page, programme: Programme, kent: Force, full: Report
) -> None:
    tab.set_content(page_of(programme, kent, full).decode())
    set_screen(tab, (320, 640), "light")
    skip = tab.locator("a").first
    assert top(skip) < -20
    tab.keyboard.press("Tab")
    assert top(skip) >= 0
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.tagName") == "MAIN"


def top(element: Locator) -> float:
    box = element.bounding_box()
    assert box
    return box["y"]
