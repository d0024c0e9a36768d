"""The web page of a report: one file for every reader, whatever it is read on."""

from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from html.parser import HTMLParser
from itertools import product
from pathlib import Path
from typing import get_args

import pytest
from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped] # ships none
    Axe,
)
from playwright.sync_api import Browser, Locator, Page, sync_playwright
from typing_extensions import override

from desktop.core.editions import Edition, Kind, Look
from desktop.core.folders import SEEDS, TEMPLATES
from desktop.core.forces import Force, Forces
from desktop.core.programme import Programme
from desktop.core.programme_reader import ProgrammeError, read_programme
from desktop.core.report import Passage, Report
from desktop.ingest import read_file, read_published
from desktop.publish import render
from tests.publish.conftest import TextOf
from tests.publish.test_word_for_word import printed_words
from tests.random_reports import random_report

PROOF = Edition(format="html")
KINDS: tuple[Kind, ...] = get_args(Kind)
LOOKS: tuple[Look, ...] = get_args(Look)
SCREENS = tuple(product(((320, 640), (1366, 768)), ("light", "dark")))
LINE = "Embargoed until 00:01 19 December 2012"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SMALLEST_LETTERS_AND_SLANTED_ELEMENTS = """() => {
    const styles = [...document.querySelectorAll("body *")].map(each => getComputedStyle(each));
    return [
        Math.min(...styles.map(each => parseFloat(each.fontSize))),
        styles.filter(each => each.fontStyle !== "normal").length,
    ];
}"""


class Outline(HTMLParser):
    """Elements with their attributes, and the text that is read, in order."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text: list[tuple[str, str]] = []
        self._open: list[str] = []
        self.feed(page.decode())

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in ("meta", "img"):
            self._open.append(tag)

    @override
    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    @override
    def handle_data(self, data: str) -> None:
        if "body" in self._open:
            self.text.append((self._open[-1], data))

    def words(self) -> str:
        """Give what stands on the page, without the link that leads past its beginning."""
        _, text = next((n, each) for n, each in enumerate(self.text) if each[1].strip())
        assert text == ("a", "Skip to the report")
        return " ".join(" ".join(each for _, each in self.text).split()[4:])

    def named(self, tag: str) -> list[dict[str, str]]:
        """Give the attributes of all elements of a name."""
        return [attributes for name, attributes in self.elements if name == tag]


def page_of(programme: Programme, force: Force, report: Report, edition: Edition = PROOF) -> bytes:
    return render(programme, force, report, edition).file


def copied(tmp_path: Path, programme: Programme) -> Path:
    return Path(shutil.copytree(programme.folder, tmp_path / programme.id))


def test_it_has_a_title_a_language_landmarks_and_headings_in_steps(
    programme: Programme, kent: Force, full: Report
) -> None:
    page = Outline(page_of(programme, kent, full))
    assert page.named("html")[0]["lang"] == "en-GB"
    described = {each["name"]: each["content"] for each in page.named("meta") if "name" in each}
    assert "width=device-width" in described["viewport"]
    assert "December 2012" in described["description"]
    assert kent.name in described["description"]
    names = [tag for tag, _ in page.elements]
    assert [names.count(each) for each in ("title", "header", "main", "footer", "h1")] == [1] * 5
    assert names.index("header") < names.index("main") < names.index("footer")
    headings = [tag for tag in names if re.fullmatch("h[1-6]", tag)]
    assert headings == ["h1", "h2", "h2", "h3", "h3", "h3", "h2"]
    first_link = page.named("a")[0]["href"]
    assert first_link.removeprefix("#") == page.named("main")[0]["id"]
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", ["leicestershire", "city-of-london"])
def test_it_says_word_for_word_what_the_pdf_says(
    name: str, programme: Programme, forces: Forces, text_of: TextOf
) -> None:
    text = read_file(SEEDS / f"{name}.txt")
    reading = read_published(text, programmes=[programme], forces=forces)
    pdf = text_of(render(programme, reading.force, reading.report).file)
    words = Outline(page_of(programme, reading.force, reading.report)).words()
    assert words.startswith(programme.strapline)
    printed = printed_words(pdf, programme, reading.force.name)
    assert without_spaces(words.removeprefix(programme.strapline)) == without_spaces(*printed)


def without_spaces(*words: str) -> str:
    """Join words, since pieces of one stand apart where a mark begins or ends inside it."""
    return "".join("".join(words).split())


def test_it_loads_nothing_and_runs_nothing(
    programme: Programme, kent: Force, full: Report, tmp_path: Path
) -> None:
    folder = copied(tmp_path, programme)
    (folder / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><script>alert(1)</script></svg>',
        encoding="utf-8",
    )
    page = page_of(read_programme(folder), kent, full)
    outline = Outline(page)
    policy = next(each for each in outline.named("meta") if "http-equiv" in each)
    assert policy == {
        "http-equiv": "Content-Security-Policy",
        "content": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:",
    }
    names = {tag for tag, _ in outline.elements}
    assert not names & {"script", "link", "iframe", "object", "embed", "base", "form", "svg"}
    assert {each["src"].partition(",")[0] for each in outline.named("img")} == {
        "data:image/svg+xml;base64"
    }
    css = page.decode().partition("<style>")[2].partition("</style>")[0]
    assert "@import" not in css
    assert {found.partition(",")[0] for found in re.findall(r'url\("([^"]*)"\)', css)} == {
        "data:font/woff2;base64"
    }
    assert css.count("url(") == css.count('url("data:font/woff2;base64,')
    for _, attributes in outline.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "srcset"]


def test_what_an_inspector_writes_is_text_and_nothing_else(
    programme: Programme, kent: Force, full: Report
) -> None:
    text = (
        "</style><script>alert(1)</script> {{ report.title }} {% if %} <img src=x onerror=y> &amp;"
    )
    wicked = replace(
        full,
        answers={"isbn": text, "embargo": "2012-12-19T00:01"},
        passages={"about.review": Passage(text.replace("<", "\\<"), "edited")},
    )
    before = {tag for tag, _ in Outline(page_of(programme, kent, full)).elements}
    outline = Outline(page_of(programme, kent, wicked, Edition("embargoed", "html")))
    assert {tag for tag, _ in outline.elements} <= before
    assert "<script>alert(1)</script> {{ report.title }} {% if %} <img" in outline.words()


@pytest.mark.parametrize("look", LOOKS)
def test_each_edition_says_what_it_is(
    look: Look, programme: Programme, kent: Force, full: Report
) -> None:
    pages = {
        kind: Outline(page_of(programme, kent, full, Edition(kind, "html", look))) for kind in KINDS
    }
    words = {kind: page.words() for kind, page in pages.items()}
    assert {kind: text.count(LINE) for kind, text in words.items()} == {
        "proof": 1,
        "draft": 1,
        "embargoed": 2,
        "public": 0,
    }
    assert words["embargoed"].index(LINE) < words["embargoed"].index(programme.title)
    assert words["embargoed"].rindex(LINE) > words["embargoed"].index("Next steps")
    assert {kind for kind, text in words.items() if re.search(r"\bDraft\b", text)} == {"draft"}
    assert {kind for kind, text in words.items() if "mbargo" in text.partition("About")[0]} == {
        "proof",
        "draft",
        "embargoed",
    }


def test_an_embargo_without_a_date_is_said_too(
    programme: Programme, kent: Force, full: Report
) -> None:
    undated = replace(full, answers={})
    said = Outline(page_of(programme, kent, undated, Edition("embargoed", "html"))).words()
    assert said.count("Embargoed: not for publication") == 2
    for kind in ("proof", "draft", "public"):
        page = page_of(programme, kent, undated, Edition(kind, "html"))
        assert "mbargoed" not in Outline(page).words().partition("About this review")[0]


def test_an_organisation_s_logo_strapline_and_colours_carry_over(
    programme: Programme, kent: Force, full: Report, tmp_path: Path
) -> None:
    folder = copied(tmp_path, programme)
    (folder / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "report.css").write_text(
        "/* :root { --ink: #f00 } */\n"
        ":root { --brand: #005500; --accent: var(--brand);\n"
        '  --line: url("http://elsewhere.example/"); --muted: red</style><b> }\n'
        "@page { margin: 1mm }",
        encoding="utf-8",
    )
    changed = (folder / "programme.toml").read_text(encoding="utf-8")
    (folder / "programme.toml").write_text(
        changed.replace(programme.strapline, "Looking into policing"), encoding="utf-8"
    )
    page = page_of(read_programme(folder), kent, full)
    outline = Outline(page)
    [logo] = outline.named("img")
    assert logo["alt"] == programme.publisher
    encoded = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()
    assert logo["src"] == f"data:image/png;base64,{encoded}"
    assert outline.words().startswith("Looking into policing")
    css = page.decode().partition("<style>")[2].partition("</style>")[0]
    assert re.search(r"--accent: var\(--brand\);", css)
    assert re.search(r"--brand: #005500;", css)
    assert "#f00" not in css
    assert "elsewhere" not in page.decode()
    assert "margin: 1mm" not in css


def test_a_logo_that_leads_out_of_the_programme_is_left_out(
    programme: Programme, kent: Force, full: Report, tmp_path: Path
) -> None:
    folder = copied(tmp_path, programme)
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"not yours")
    with suppress(OSError):
        (folder / "logo.png").symlink_to(secret)
    assert Outline(page_of(read_programme(folder), kent, full)).named("img") == []


def test_a_programme_may_have_a_web_page_of_its_own(
    programme: Programme, kent: Force, full: Report, tmp_path: Path
) -> None:
    folder = copied(tmp_path, programme)
    template = folder / "web.html.j2"
    template.write_text(
        '{% extends "_shared/web.html.j2" %}\n{% block masthead %}<header>Ours</header>'
        "{% endblock %}",
        encoding="utf-8",
    )
    page = Outline(page_of(read_programme(folder), kent, full))
    assert page.words().startswith("Ours")
    template.write_text('{% extends "_shared/web.html.j2" %}\n{% block foot %}{{ x.y }}', "utf-8")
    with pytest.raises(ProgrammeError, match=r"web\.html\.j2, line 2"):
        page_of(read_programme(folder), kent, full)


def test_the_same_report_gives_the_same_page_in_any_process(
    programme: Programme, kent: Force, fresh: Report, tmp_path: Path
) -> None:
    code = (
        "import sys\n"
        "from desktop.core.drafting import begin\n"
        "from desktop.core.editions import Edition\n"
        "from desktop.core.folders import FORCES_FILE, TEMPLATES\n"
        "from desktop.core.forces import read_forces\n"
        "from desktop.core.programme_reader import read_programme\n"
        "from desktop.publish import render\n"
        f"programme = read_programme(TEMPLATES / {programme.id!r})\n"
        "kent = read_forces(FORCES_FILE)['kent']\n"
        "page = render(programme, kent, begin(programme, kent), Edition(format='html'))\n"
        "assert 'weasyprint' not in sys.modules\n"
        "sys.stdout.buffer.write(page.file)\n"
    )
    elsewhere = {"TZ": "Asia/Tokyo", "LC_ALL": "C", "HOME": str(tmp_path), "PYTHONHASHSEED": "7"}
    other = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **elsewhere},
        cwd=tmp_path,
        capture_output=True,
        check=True,
    ).stdout
    assert page_of(programme, kent, fresh) == other


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is missing: the web pages were not looked at.")
        pytest.skip("Chromium is missing: the web pages are not looked at.")
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


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


def test_the_fonts_of_web_pages_hold_what_reports_need() -> None:
    from fontTools.ttLib import TTFont

    files = sorted((TEMPLATES.parent / "resources" / "fonts" / "web").iterdir())
    assert len(files) == 6
    for file in files:
        letters = TTFont(file).getBestCmap() or {}
        assert [each for each in "■→✓•©‘’“”–—…\u2011½ŵŷé£€" if ord(each) not in letters] == []
