"""The look of Word files: grid, fonts, colours, links and pictures, in files that hold together."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from desktop.core.editions import Edition, Kind, Look
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.programme_reader import read_programme
from desktop.core.report import Report
from desktop.publish import render
from tests.publish.test_word import holding, opened, part, word_of

SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10">'
    '<rect width="20" height="10" fill="{}"/></svg>'
)


def test_the_page_is_the_grid_of_the_report(
    programme: Programme, kent: Force, fresh: Report
) -> None:
    (section,) = word_of(programme, kent, fresh).sections
    millimetres = [
        round(each.mm)
        for each in (
            section.page_width,
            section.page_height,
            section.top_margin,
            section.right_margin,
            section.bottom_margin,
            section.left_margin,
        )
        if each is not None
    ]
    assert millimetres == [210, 297, 24, 27, 29, 51]


def test_an_organisation_s_colours_sizes_and_fonts_carry_over(
    own: Path, kent: Force, fresh: Report
) -> None:
    (own / "report.css").write_text(
        ":root { --accent: rgb(10 100 60); --brand: #804; --alert: var(--brand); --text: 12pt;"
        ' --serif: "Georgia"; --muted: no colour; --hang: 1in } /* :root { --ink: red } */',
        encoding="utf-8",
    )
    styles = word_of(read_programme(own), kent, fresh).styles
    assert str(styles["Heading 1"].font.color.rgb) == "0A643C"
    assert str(styles["Embargo"].font.color.rgb) == "880044"
    assert str(styles["Date"].font.color.rgb) == "565E68"
    assert styles["Heading 1"].paragraph_format.left_indent.pt == -72
    defaults = styles.element.find(qn("w:docDefaults"))
    assert defaults is not None
    assert defaults.find(f".//{qn('w:sz')}").get(qn("w:val")) == "24"
    assert defaults.find(f".//{qn('w:rFonts')}").get(qn("w:ascii")) == "Georgia"
    assert defaults.find(f".//{qn('w:color')}").get(qn("w:val")) == "1B1F24"


def test_the_accessible_look_is_large_sans_serif_and_has_no_italics(
    programme: Programme, kent: Force, full: Report
) -> None:
    file = render(programme, kent, full, Edition("draft", "docx", "accessible")).file
    styles = parse_xml(part(file, "word/styles.xml").encode())
    # These are of paragraphs without words: the line above the strapline, the end of a foot.
    for name in ("Masthead", "FooterEnd"):
        style = styles.find(f"{qn('w:style')}[@{qn('w:styleId')}='{name}']")
        assert style is not None
        styles.remove(style)
    sizes = [int(str(each.get(qn("w:val")))) for each in styles.iter(qn("w:sz"))]
    assert min(sizes) >= 24
    assert {each.get(qn("w:ascii")) for each in styles.iter(qn("w:rFonts"))} == {"Calibri"}
    assert not list(styles.iter(qn("w:i")))


def test_links_lead_where_they_led_and_no_address_makes_the_file_a_damaged_one(
    programme: Programme, kent: Force, fresh: Report
) -> None:
    text = (
        "Links: [c](http://x.test/?a=1&b=%22)"
        " [d](mailto:e@x.test) [25](fact:press.leaks.investigated) www.hmic.gov.uk, and"
        ' [f](http://[bad) [g](http://x.test/ä|{}"%zz) [h](https://) [i](mailto:nobody)'
        f" [j](http://x.test:99999/) [k](http://x.test/{'y' * 3000}) [**l** m](http://x.test/l)"
    )
    document = word_of(programme, kent, holding(fresh, text))
    (paragraph,) = (each for each in document.paragraphs if each.text.startswith("Links"))
    assert paragraph.text == "Links: c d 25 www.hmic.gov.uk, and f g h i j k l m"
    assert [(each.text, each.address) for each in paragraph.hyperlinks] == [
        ("c", "http://x.test/?a=1&b=%22"),
        ("d", "mailto:e@x.test"),
        ("www.hmic.gov.uk", "http://www.hmic.gov.uk"),
        ("g", "http://x.test/%C3%A4%7C%7B%7D%22%25zz"),
        ("l", "http://x.test/l"),
        ("m", "http://x.test/l"),
    ]


def test_a_logo_stands_on_the_first_page_and_is_told_in_words(
    own: Path, kent: Force, fresh: Report
) -> None:
    (own / "logo.svg").write_text(SQUARE.format("#00f"), encoding="utf-8")
    document = word_of(read_programme(own), kent, fresh)
    (told,) = document.element.body.iter(qn("wp:docPr"))
    assert told.get("descr") == "HMIC"
    (size,) = document.element.body.iter(qn("wp:extent"))
    assert int(size.get("cy")) / 36000 == pytest.approx(17, abs=0.2)
    assert int(size.get("cx")) / 36000 == pytest.approx(34, abs=0.4)
    (picture,) = (
        each.target_part.blob
        for each in document.part.rels.values()
        if each.reltype.endswith("/image")
    )
    assert picture.startswith(b"\x89PNG")


def test_a_logo_that_leads_out_of_the_programme_or_is_damaged_is_left_out(
    own: Path, tmp_path: Path, kent: Force, fresh: Report, caplog: pytest.LogCaptureFixture
) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text(SQUARE.format("#f00"), encoding="utf-8")
    leading_out = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
        f'<image href="{secret.as_uri()}" width="9" height="9"/></svg>'
    )
    logo = own / "logo.svg"
    logo.symlink_to(secret)
    for content in ("", "<svg", leading_out):
        if content:
            logo.unlink()
            logo.write_text(content, encoding="utf-8")
        document = word_of(read_programme(own), kent, fresh)
        assert not list(document.element.body.iter(qn("wp:docPr")))
    caplog.clear()  # what could not be fetched is logged


@pytest.mark.parametrize(("kind", "look"), [("proof", "standard"), ("draft", "accessible")])
def test_the_package_holds_together(
    kind: Kind, look: Look, programme: Programme, kent: Force, full: Report
) -> None:
    file = render(programme, kent, full, Edition(kind, "docx", look)).file
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        assert package.testzip() is None
        names = package.namelist()
        assert len(set(names)) == len(names)
        for each in package.infolist():
            assert each.date_time == (1980, 1, 1, 0, 0, 0)
            if each.filename.endswith((".xml", ".rels")):
                parse_xml(package.read(each))
    document = opened(file)
    used = {
        each.get(qn("w:val"))
        for tag in ("w:pStyle", "w:rStyle", "w:basedOn", "w:next")
        for element in (document.element, document.styles.element)
        for each in element.iter(qn(tag))
    }
    assert used <= {each.style_id for each in document.styles}
