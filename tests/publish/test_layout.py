"""Pages as a designer would have them, in both looks, each edition, and where text is extreme."""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from desktop.core.editions import Edition, Kind, Look
from desktop.core.folders import SEEDS, TEMPLATES
from desktop.core.forces import Force, Forces
from desktop.core.programme import Programme
from desktop.core.programme_reader import read_programme
from desktop.core.report import Passage, Report
from desktop.ingest import read_file, read_published
from desktop.ingest.pdf_lines import PageLine, read_pages
from desktop.ingest.pdf_text import read_pdf
from desktop.publish import render
from tests.publish.conftest import LOOKS, TextOf

MM = 72 / 25.4
PAGE = (210 * MM, 297 * MM)
ACCENT = (0x1F, 0x3F, 0x6B)
EMBARGO = "Embargoed until 00:01 19 December 2012"
UNDATED = "Embargoed: not for publication"
DRAFT = "Draft for factual accuracy check"
QUESTIONS = (
    "How are press relations handled",
    "Is there more clarity around",
    "How does the force identify",
)


@dataclass(frozen=True)
class Printed:
    """The lines of each page between its running head and foot, and those two."""

    body: list[list[PageLine]]
    around: list[list[PageLine]]


def printed(pdf: bytes, look: Look = "standard") -> Printed:
    foot = (29 if look == "standard" else 34) * MM
    body, around = [], []
    for page in read_pages(pdf, "the report"):
        inside = [foot <= line.base <= PAGE[1] - 24 * MM for line in page]
        body.append([line for line, is_body in zip(page, inside, strict=True) if is_body])
        around.append([line for line, is_body in zip(page, inside, strict=True) if not is_body])
    return Printed(body, around)


def holding(report: Report, **passages: str) -> Report:
    """Change passages, the dot of whose keys is written as two underscores."""
    edited = {key.replace("__", "."): Passage(text, "edited") for key, text in passages.items()}
    return replace(report, passages={**report.passages, **edited})


def copied(tmp_path: Path, **described: str) -> Path:
    """Copy the programme to a folder of the user's own, with other words in its description."""
    name = "revisiting-police-relationships-2012"
    folder = Path(shutil.copytree(TEMPLATES / name, tmp_path / name))
    text = (folder / "programme.toml").read_text(encoding="utf-8")
    for key, words in described.items():
        text, count = re.subn(rf'^{key} = ".*"$', f'{key} = "{words}"', text, count=1, flags=re.M)
        assert count == 1
    (folder / "programme.toml").write_text(text, encoding="utf-8")
    return folder


def tagged(kind: str, number: int, words: int) -> str:
    """Give a paragraph in which every word says which paragraph it is of."""
    return " ".join([f"{kind}{number}x"] * words)


def of_many_lengths() -> str:
    """Give paragraphs of one line to ten, each before a list and what leads in to it."""
    parts = []
    for number in range(36):
        parts.append(tagged("par", number, (number * 7 % 10 + 1) * 9))
        parts.append(tagged("lead", number, (number % 3 + 1) * 9) + ":")
        parts.append("\n".join(f"- {tagged('point', number, 5 + each * 9)}" for each in range(2)))
    # Here half of all places where a page could end lie between a list and what leads in to it.
    parts += [f"lead{number}x:\n\n- point{number}x" for number in range(36, 76)]
    return "\n\n".join(parts)


@pytest.mark.parametrize("look", LOOKS)
def test_no_line_of_a_paragraph_is_left_alone_and_no_lead_in_without_its_list(
    look: Look, programme: Programme, kent: Force, fresh: Report
) -> None:
    report = holding(fresh, press__leaks=of_many_lengths())
    lines = printed(render(programme, kent, report, Edition(look=look)).file, look)
    pages = lines.body
    assert len(pages) > 8
    for number, around in enumerate(lines.around, 1):
        assert around[0].text.endswith(f" {number} of {len(pages)}")
    where: dict[str, list[int]] = defaultdict(list)
    for number, page in enumerate(pages):
        for line in page:
            if found := re.match(r"(?:• )?((?:par|lead)[0-9]+x)", line.text):
                where[found[1]].append(number)
    split = [places for places in where.values() if len(set(places)) > 1]
    assert len(split) > 2
    for places in split:
        assert min(places.count(places[0]), places.count(places[-1])) >= 2
    leads = [name for name in where if name.startswith("lead")]
    assert len(leads) == 76
    for name in leads:
        page = pages[where[name][-1]]
        assert any(line.text.startswith(f"• point{name[4:]}") for line in page), name


@pytest.mark.parametrize("look", LOOKS)
def test_a_page_never_ends_in_a_heading_nor_the_report_in_a_lonely_imprint(
    look: Look, programme: Programme, kent: Force, fresh: Report
) -> None:
    headings = ("Findings for", *QUESTIONS, "Next steps", "About this review")
    for lines in range(13, 30, 4):
        text = "\n\n".join(["One line."] * lines)
        report = holding(
            fresh,
            findings__overview="" if lines % 2 else text,
            imprint__imprint="© HMIC 2012\n\nISBN: 978-1-78246-061-9\n\nwww.hmic.gov.uk",
            gifts__procurement=text,
            next_steps__inspections=text,
        )
        pages = printed(render(programme, kent, report, Edition(look=look)).file, look).body
        for page in pages:
            last = page[-1].text
            assert not last.startswith(headings)
            # The second line of a heading that needs two.
            assert not last.startswith(("procurement, and", "issues?", "hospitality, proc"))
        last_page = [line.text for line in pages[-1]]
        assert last_page[-3:] == ["© HMIC 2012", "ISBN: 978-1-78246-061-9", "www.hmic.gov.uk"]
        assert len(last_page) > 3


def test_a_report_without_any_text_is_one_page_with_its_title(
    programme: Programme, kent: Force, fresh: Report, text_of: TextOf
) -> None:
    nothing = replace(fresh, passages={key: Passage("", "edited") for key in programme.items})
    rendering = render(programme, kent, nothing)
    assert rendering.pages == 1
    assert " ".join(text_of(rendering.file).split()).endswith("Kent Police 1 of 1")


@pytest.mark.parametrize(
    ("kind", "look", "embargo", "first_page", "other_pages"),
    [
        ("proof", "standard", True, [EMBARGO], []),
        ("proof", "accessible", False, [], []),
        ("draft", "standard", True, [DRAFT, EMBARGO], [DRAFT]),
        ("draft", "accessible", False, [DRAFT], [DRAFT]),
        ("embargoed", "standard", True, [EMBARGO], [EMBARGO]),
        ("embargoed", "accessible", False, [UNDATED], [UNDATED]),
        ("public", "standard", True, [], []),
    ],
)
def test_each_page_says_of_which_edition_it_is(
    kind: Kind,
    look: Look,
    embargo: bool,
    first_page: list[str],
    other_pages: list[str],
    programme: Programme,
    kent: Force,
    fresh: Report,
    text_of: TextOf,
) -> None:
    report = replace(fresh, answers={"embargo": "2012-12-19T00:01"} if embargo else {})
    pdf = render(programme, kent, report, Edition(kind, look=look)).file
    pages = text_of(pdf).rstrip("\f").split("\f")
    assert len(pages) > 1
    for number, page in enumerate(pages):
        wanted = other_pages if number else first_page
        words = " ".join(page.split())
        assert [words.count(each) for each in wanted] == [1] * len(wanted)
        assert words.count("mbargo") == sum("mbargo" in each for each in wanted)
        assert words.count("Draft") == sum("Draft" in each for each in wanted)


@pytest.mark.parametrize("look", LOOKS)
def test_a_draft_numbers_its_paragraphs_and_lists_that_nothing_leads_in_to(
    look: Look, programme: Programme, kent: Force, fresh: Report
) -> None:
    passages = dict.fromkeys(programme.items, "")
    passages |= {
        "about.review": "First.\n\nSecond, with 25 things:\n\n- one\n- two\n\nThird.",
        "press.leaks": "- Fourth\n- point",
        "press.social_media": "Fifth.",
        "imprint.imprint": "© HMIC 2012\n\nwww.hmic.gov.uk",
    }
    report = replace(
        fresh, passages={key: Passage(text, "edited") for key, text in passages.items()}
    )

    def lines(kind: Kind) -> list[str]:
        pages = printed(render(programme, kent, report, Edition(kind, look=look)).file, look).body
        return [line.text for page in pages for line in page]

    text = [line for line in lines("draft") if "Draft" not in line]
    assert [line for line in text if line[0].isdigit()] == [
        "1 First.",
        "2 Second, with 25 things:",
        "3 Third.",
        "4 • Fourth",
        "5 Fifth.",
    ]
    assert [re.sub(r"^[1-5] ", "", line) for line in text] == lines("proof")


@pytest.mark.parametrize("kind", ["draft", "embargoed"])
def test_the_marks_of_an_edition_do_not_get_into_the_text_that_is_read_back(
    kind: Kind, programme: Programme, forces: Forces
) -> None:
    published = read_published(
        read_file(SEEDS / "cheshire.txt"), programmes=[programme], forces=forces
    )
    pdf = render(programme, published.force, published.report, Edition(kind)).file
    # The text of the pages alone, without the entry that the file carries.
    back = read_published(read_pdf(pdf, "it"), programmes=[programme], forces=forces)
    assert back.report.passages == published.report.passages
    assert back.report.answers == published.report.answers
    assert back.warnings == published.warnings


LONG_TITLE = (
    "An inspection of how the police service of England and Wales manages relationships with the"
    " media, gifts and hospitality, procurement, second jobs and integrity: a progress report"
)
LONG_NAME = (
    "The Joint Constabulary of the Counties of Northumberland, Tyne and Wear, Durham and Cleveland"
)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(
    ("title", "name"),
    [(LONG_TITLE, LONG_NAME), ("Short", "Kent Police"), ("T" * 300, "N" * 300)],
    ids=["long", "short", "unbroken"],
)
def test_long_titles_and_names_stay_on_the_page_and_clear_of_the_text(
    title: str, name: str, look: Look, tmp_path: Path, kent: Force, fresh: Report
) -> None:
    programme = read_programme(copied(tmp_path, title=title, strapline=f"{title} {name}"))
    pdf = render(programme, replace(kent, name=name), fresh, Edition("embargoed", look=look)).file
    for letters in (line.letters for page in read_pages(pdf, "it") for line in page):
        for letter in letters:
            assert 20 * MM < letter.left <= letter.right < PAGE[0] - 20 * MM
            assert 6 * MM < letter.base < PAGE[1] - 12 * MM
    for page in printed(pdf, look).around[1:]:
        words = " ".join(line.text for line in page)
        assert title[:40] in words
        if len(name) < 100:
            assert name in re.sub(r" [0-9] of [0-9]", "", words)


@pytest.mark.parametrize(
    ("suffix", "width", "height"),
    [
        ("svg", 4000, 60),
        ("svg", 60, 4000),
        ("svg", 20, 20),
        ("png", 3000, 60),
        ("png", 60, 3000),
        ("png", 300, 150),
    ],
)
def test_a_logo_of_any_shape_keeps_it_in_the_corner_beside_the_strapline(
    suffix: str, width: int, height: int, tmp_path: Path, kent: Force, fresh: Report
) -> None:
    folder = copied(tmp_path, strapline="Telling the public what we found, without fear or favour")
    if suffix == "png":
        Image.new("RGB", (width, height), "#0000ff").save(folder / "logo.png")
    else:
        (folder / "logo.svg").write_text(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
            f'<rect width="{width}" height="{height}" fill="#0000ff"/></svg>',
            encoding="utf-8",
        )
    pdf = render(read_programme(folder), kent, fresh).file
    left, top, right, bottom = blue_box(pdf)
    assert (right - left) / (bottom - top) == pytest.approx(width / height, rel=0.1, abs=0.01)
    assert right == pytest.approx(PAGE[0] - 27 * MM, abs=1)
    assert bottom - top <= 17.5 * MM
    assert right - left <= 80 * MM
    assert right - left > 50 * MM or bottom - top > 15 * MM
    strapline = [line for line in read_pages(pdf, "it")[0] if line.base > PAGE[1] - 50 * MM]
    assert strapline[0].text.startswith("Telling the public")
    for line in strapline:
        assert line.right < left or PAGE[1] - line.base - line.size > bottom


def blue_box(pdf: bytes) -> tuple[float, float, float, float]:
    """Give the rectangle of what is blue on the first page, in points from its top left."""
    scale = 4.0
    image = picture(pdf, 0, scale)
    difference = ImageChops.difference(image, Image.new("RGB", image.size, "#0000ff"))
    box = difference.convert("L").point(lambda grey: 255 * (grey < 8)).getbbox()
    assert box is not None
    left, top, right, bottom = (edge / scale for edge in box)
    return left, top, right, bottom


def picture(pdf: bytes, number: int, scale: float) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    image: Image.Image = document[number].render(scale=scale, rev_byteorder=True).to_pil()
    document.close()
    return image.convert("RGB")


@pytest.mark.parametrize("look", LOOKS)
def test_the_three_questions_are_marked_alike_and_nothing_else_is(
    look: Look, programme: Programme, kent: Force, full: Report
) -> None:
    pdf = render(programme, kent, full, Edition(look=look)).file
    marks = []
    for number, page in enumerate(read_pages(pdf, "it")):
        image = picture(pdf, number, 2.0)
        found = ((line.text, mark_before(line, image)) for line in page)
        marks += [(text, size) for text, size in found if size]
    for (text, _), question in zip(marks, QUESTIONS, strict=True):
        assert text.startswith(question)
    assert len({size for _, size in marks}) == 1


def mark_before(line: PageLine, image: Image.Image) -> tuple[int, int] | None:
    """Give the size of the square before a line, in half points; None where there is none."""
    bottom = PAGE[1] - line.base
    left, right = round(2 * (line.left - 6.5 * MM)), round(2 * (line.left - 1 * MM))
    area = image.crop((left, round(2 * (bottom - line.size)), right, round(2 * (bottom + 2))))
    difference = ImageChops.difference(area, Image.new("RGB", area.size, ACCENT))
    box = difference.convert("L").point(lambda grey: 255 * (grey < 8)).getbbox()
    return None if box is None else (round((box[2] - box[0]) / 2), round((box[3] - box[1]) / 2))


def test_links_lead_somewhere_and_look_like_links(
    programme: Programme, kent: Force, fresh: Report
) -> None:
    report = holding(fresh, press__leaks="See [the guidance](https://x.test/a?b=é) of ACPO.")
    pdf = render(programme, kent, report).file
    with pikepdf.open(BytesIO(pdf)) as document:
        links = [
            (str(note.A.URI), number, [float(edge) for edge in note.Rect])
            for number, page in enumerate(document.pages)
            for note in page.get("/Annots", [])
        ]
    assert {address for address, _, _ in links} == {
        "http://www.hmic.gov.uk",
        "https://x.test/a?b=%C3%A9",
    }
    assert len(links) >= 3
    for address, number, (left, one, right, other) in links:
        bottom, top = sorted((one, other))
        image = picture(pdf, number, 4.0)
        area = image.crop(
            (
                round(4 * left),
                round(4 * (PAGE[1] - top)),
                round(4 * right),
                round(4 * (PAGE[1] - bottom)),
            )
        )
        rows = [
            sum(near(area.getpixel((x, y)), ACCENT) for x in range(area.width)) / area.width
            for y in range(area.height)
        ]
        assert max(rows) > 0.75, f"{address} is not underlined"


def near(pixel: object, colour: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - other) < 90 for one, other in zip(pixel, colour, strict=True))


@pytest.mark.parametrize(
    "css",
    [
        "",
        ":root { --text: 8pt; --small: 6pt; --serif: 'Report Serif' } em { color: red }",
        "html:root { --text: 8pt; --small: 6pt } body { --small: 6pt; --text: 7pt }"
        " .month, .small-print { font-size: 7pt } h3, #about\\.review { font-style: italic }"
        " .draft .section .item > p::before, h2::before { font: italic 6pt 'Report Serif' }"
        " p { font: italic 8pt/1 'Report Serif'; text-align: justify } body { font-size: 6pt }"
        " @page { font: italic 7pt 'Report Serif'; @bottom-left { font-size: 5pt } }"
        " @page :first { @bottom-right { font: italic 5pt 'Report Serif' } }",
    ],
    ids=["none", "variables", "rules"],
)
def test_the_accessible_look_is_large_upright_without_serifs_and_left_aligned(
    css: str,
    tmp_path: Path,
    kent: Force,
    full: Report,
    fonts_of: Callable[[bytes], set[str]],
) -> None:
    folder = copied(tmp_path)
    (folder / "report.css").write_text(css, encoding="utf-8")
    programme = read_programme(folder)
    report = holding(
        full,
        press__leaks="Plain, *emphasised*, **key** and ***both***.\n\n- A *point*",
        press__media_policy=" ".join("words" * (1 + number % 5) for number in range(90)),
        press__social_media="- Points",
    )
    pdf = render(programme, kent, report, Edition("draft", look="accessible")).file
    lines = [line for page in read_pages(pdf, "it") for line in page]
    assert min(letter.size for line in lines for letter in line.letters) >= 12
    assert not any(letter.italic for line in lines for letter in line.letters)
    fonts = fonts_of(pdf)
    assert not any("Serif" in font or "Italic" in font for font in fonts), fonts
    [line] = [line for line in lines if "Plain," in line.text]
    told = {"Plain": False, "emphasised": True, "key": True, "and": False, "both": True}
    for word, is_bold in told.items():
        start = line.text.index(word)
        assert {letter.bold for letter in line.letters[start : start + len(word)]} == {is_bold}
    ends = {round(line.right) for line in lines if "wordswords" in line.text}
    assert len(ends) > 2, "it is set to both edges"


def test_every_line_of_text_begins_at_the_left_and_ends_where_its_words_do(
    programme: Programme, kent: Force, fresh: Report
) -> None:
    text = " ".join(["The force keeps one register of gifts and hospitality."] * 30)
    for look in LOOKS:
        report = holding(fresh, press__leaks=text)
        pages = printed(render(programme, kent, report, Edition(look=look)).file, look).body
        lines = [line for page in pages for line in page if "register of gifts" in line.text]
        assert len({round(line.left) for line in lines}) == 1
        assert len({round(line.right) for line in lines}) > 3
