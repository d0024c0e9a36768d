"""The web page of a report: one file for every reader, whatever it is read on."""

from __future__ import annotations

import base64
import re
import shutil
from contextlib import suppress
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import docx
import pytest
from typing_extensions import override

from desktop.core.editions import Edition, Look
from desktop.core.folders import RESOURCES, SEEDS
from desktop.core.forces import Force, Forces
from desktop.core.programme import Programme
from desktop.core.programme_reader import ProgrammeError, read_programme
from desktop.core.report import Passage, Report
from desktop.ingest import read_file, read_published
from desktop.publish import render
from tests.publish.conftest import KINDS, LOOKS, TextOf
from tests.publish.test_word_for_word import printed_words

PROOF = Edition(format="html")
LINE = "Embargoed until 00:01 19 December 2012"


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


def test_what_a_programme_changes_of_its_report_it_changes_in_every_format(
    programme: Programme, kent: Force, full: Report, tmp_path: Path, text_of: TextOf
) -> None:
    folder = copied(tmp_path, programme)
    (folder / "report.html.j2").write_text(
        '{% extends "_shared/report.html.j2" %}\n'
        "{% block masthead %}<p>Our own head</p>{% endblock %}\n"
        "{% block title %}{{ super() }}<p>Below the title</p>{% endblock %}\n"
        "{% block sections %}<div class='section'><h2>Foreword</h2><p>By the chief</p></div>"
        "{{ super() }}{% endblock %}\n",
        encoding="utf-8",
    )
    own = read_programme(folder)
    page = Outline(page_of(own, kent, full))
    web = page.words()
    pdf = " ".join(text_of(page_of(own, kent, full, Edition())).split())
    word = docx.Document(BytesIO(page_of(own, kent, full, Edition(format="docx"))))
    for words in (web, pdf, "\n".join(each.text for each in word.paragraphs)):
        places = [
            words.index(each)
            for each in ("Our own head", kent.name, "Below the title", "Foreword", "By the chief")
        ]
        assert places == sorted(places)
    assert [len(page.named(each)) for each in ("header", "main", "footer", "h1")] == [1] * 4
    assert web.index("By the chief") < web.index("How does the force identify")


def test_the_fonts_of_web_pages_hold_what_reports_need() -> None:
    from fontTools.ttLib import TTFont

    files = sorted((RESOURCES / "fonts" / "web").iterdir())
    assert len(files) == 6
    for file in files:
        letters = TTFont(file).getBestCmap() or {}
        assert [each for each in "■→✓•©‘’“”–—…\u2011½ŵŷé£€" if ord(each) not in letters] == []
