"""The web page of a report as a browser prints it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page

from desktop.core.editions import Edition
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Passage, Report
from desktop.ingest.pdf_lines import read_pages
from desktop.publish import render
from tests.publish.browser import browser
from tests.publish.conftest import TextOf
from tests.publish.test_web import LINE, page_of


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as running:
        yield running


@pytest.fixture(scope="module")
def tab(chromium: Browser) -> Page:
    return chromium.new_context(offline=True, bypass_csp=True).new_page()


def test_in_print_it_is_dark_on_white_and_nothing_is_cut_off(
    tab: Page, programme: Programme, kent: Force, full: Report, text_of: TextOf
) -> None:
    tab.set_content(page_of(programme, kent, full, Edition("draft", "html")).decode())
    tab.emulate_media(color_scheme="dark")
    text = text_of(tab.pdf(prefer_css_page_size=True))
    words = " ".join(text.split())
    assert programme.strapline in words
    assert "How does the force identify" in words
    assert "Skip to" not in words
    pages = text.rstrip("\f").split("\f")
    assert len(pages) > 1
    assert all("Draft" in page for page in pages)
    tab.emulate_media(media="print", color_scheme="dark")
    assert tab.evaluate("getComputedStyle(document.documentElement).backgroundColor") == (
        "rgb(255, 255, 255)"
    )
    tab.emulate_media(media="null")


def test_the_paragraphs_of_a_draft_have_the_numbers_that_they_have_in_the_pdf(
    tab: Page, programme: Programme, kent: Force, full: Report, text_of: TextOf
) -> None:
    lists = replace(
        full,
        passages={
            **full.passages,
            "press.leaks": Passage("Leaks. One.\n\n- a\n- b\n\nAfter.", "edited"),
            "press.social_media": Passage("- Points\n- d", "edited"),
        },
    )
    draft = Edition("draft")
    tab.set_content(page_of(programme, kent, lists, replace(draft, format="html")).decode())
    on_the_web = numbered(text_of(tab.pdf(prefer_css_page_size=True)))
    assert on_the_web == numbered(text_of(render(programme, kent, lists, draft).file))
    words = [word for _, word in on_the_web]
    assert [number for number, _ in on_the_web] == list(range(1, len(words) + 1))
    assert words[words.index("Leaks.") :][:3] == ["Leaks.", "After.", "Points"], "points have none"


def numbered(text: str) -> list[tuple[int, str]]:
    """Give the numbers of paragraphs in a PDF's text, each with the word that follows."""
    found = re.findall(r"^(\d+)\s+(?:•\s+)?(?!of\b)(\S+)", text, re.MULTILINE)
    return [(int(number), word) for number, word in found]


def test_an_embargoed_page_says_until_when_on_each_page(
    tab: Page, programme: Programme, kent: Force, full: Report, text_of: TextOf
) -> None:
    for answers, line in ((full.answers, LINE), ({}, "Embargoed: not for publication")):
        report = replace(full, answers=answers)
        tab.set_content(page_of(programme, kent, report, Edition("embargoed", "html")).decode())
        pages = text_of(tab.pdf(prefer_css_page_size=True)).rstrip("\f").split("\f")
        assert len(pages) > 2
        assert all(line in " ".join(page.split()) for page in pages), line


def test_the_accessible_look_is_large_and_upright_in_print_too(
    tab: Page, programme: Programme, kent: Force, full: Report
) -> None:
    lists = replace(
        full, passages={**full.passages, "press.leaks": Passage("- *A*\n- B", "edited")}
    )
    edition = Edition("draft", "html", "accessible")
    tab.set_content(page_of(programme, kent, lists, edition).decode())
    pages = read_pages(tab.pdf(prefer_css_page_size=True), "it")
    letters = [letter for page in pages for line in page for letter in line.letters]
    assert len(letters) > 1000
    assert min(letter.size for letter in letters) > 11.99
    assert not any(letter.italic for letter in letters)
