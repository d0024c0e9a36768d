"""What stands on the pages, where, and in which fonts."""

from __future__ import annotations

import contextlib
import re
import shutil
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from desktop.core.folders import TEMPLATES
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.programme_reader import ProgrammeError, read_programme
from desktop.core.report import Passage, Report
from desktop.publish import Rendering, render, render_html
from tests.publish.conftest import TextOf

A4_WIDTH, A4_HEIGHT = 595.3, 841.9
OUR_FONTS = re.compile(r"Report-(Serif|Sans)(-[A-Za-z-]+)?")


@pytest.fixture
def pages(programme: Programme, kent: Force, full: Report) -> Rendering:
    return render(programme, kent, full)


def changed(report: Report, **passages: str) -> Report:
    """Change passages, the dot of whose keys is written as two underscores."""
    edited = {key.replace("__", "."): Passage(text, "edited") for key, text in passages.items()}
    return replace(report, passages={**report.passages, **edited})


def test_the_first_page_begins_with_strapline_embargo_title_force_and_month(
    pages: Rendering, text_of: TextOf
) -> None:
    words = " ".join(text_of(pages.file).split())
    assert words.startswith(
        "Inspecting policing in the public interest Embargoed until 00:01 19 December 2012"
        " Revisiting police relationships: progress report Kent Police December 2012"
        " About this review"
    )


def test_a_report_without_embargo_has_no_embargo_line(
    programme: Programme, kent: Force, full: Report, text_of: TextOf
) -> None:
    report = replace(full, answers={"published": "2013-01"})
    words = " ".join(text_of(render(programme, kent, report).file).split())
    assert "Embargoed" not in words
    assert "Kent Police January 2013" in words


def test_the_headings_are_bookmarks_in_order_and_in_two_levels(pages: Rendering) -> None:
    document = pypdfium2.PdfDocument(pages.file)
    headings = [(each.level, each.get_title()) for each in document.get_toc()]
    document.close()
    assert headings == [
        (0, "Revisiting police relationships: progress report"),
        (1, "About this review"),
        (1, "Findings for Kent"),
        (2, "How are press relations handled, and information leaks investigated?"),
        (
            2,
            "Is there more clarity around acceptance of gifts and hospitality, procurement,"
            " and second jobs?",
        ),
        (2, "How does the force identify, monitor and manage potential integrity issues?"),
        (1, "Next steps"),
    ]


def test_a_new_report_shows_its_standard_matter_and_all_its_headings(
    programme: Programme, kent: Force, fresh: Report, text_of: TextOf
) -> None:
    words = " ".join(text_of(render(programme, kent, fresh).file).split())
    assert "The rest of this report focuses on what we found in Kent." in words
    assert words.index("Findings for Kent") < words.index("How are press relations handled")
    assert "second jobs? How does the force identify" in words
    assert "© HMIC 2012 www.hmic.gov.uk" in words


def test_what_was_left_out_on_purpose_leaves_no_heading_behind(
    programme: Programme, kent: Force, full: Report, text_of: TextOf
) -> None:
    report = changed(
        full,
        next_steps__inspections="",
        imprint__imprint="",
        findings__overview="",
        gifts__gifts_and_hospitality="",
        gifts__procurement="",
        gifts__second_jobs="",
    )
    words = " ".join(text_of(render(programme, kent, report).file).split())
    assert "Next steps" not in words
    assert "©" not in words
    assert "Is there more clarity" not in words
    assert "Findings for Kent How are press relations handled" in words


def test_every_page_says_which_report_it_is_of_and_where_in_it(
    pages: Rendering, text_of: TextOf
) -> None:
    texts = text_of(pages.file).rstrip("\f").split("\f")
    assert len(texts) == pages.pages > 1
    for number, text in enumerate(texts, 1):
        assert " ".join(text.split()).endswith(
            f"Revisiting police relationships: progress report · Kent Police {number} of"
            f" {pages.pages}"
        )


def test_all_fonts_are_our_own(
    pages: Rendering, fonts_of: Callable[[bytes], set[str]], programme: Programme, kent: Force
) -> None:
    symbols = changed(
        Report(programme.id, kent.key),
        findings__overview="‘One’ “two” – three — … ■ → ✓ • © £5 é ŵ ŷ 2\u2011a ½\n\n- *a* **b** c",
    )
    for pdf in (pages.file, render(programme, kent, symbols).file):
        fonts = fonts_of(pdf)
        assert len(fonts) > 4
        assert [font for font in fonts if not OUR_FONTS.fullmatch(font)] == []


def test_the_pdf_is_tagged_and_says_its_language_and_title(pages: Rendering) -> None:
    document = pypdfium2.PdfDocument(pages.file)
    title = document.get_metadata_value("Title")
    assert title == "Revisiting police relationships: progress report – Kent Police"
    assert document.is_tagged()
    document.close()
    inside = unpacked(pages.file)
    assert b"/Lang (en-GB)" in inside
    assert re.search(rb"<pdfuaid:part[^>]*>1</pdfuaid:part>|pdfuaid:part=.1.", inside)


def test_each_item_has_its_place_in_reading_order(programme: Programme, pages: Rendering) -> None:
    firsts = list(dict.fromkeys(place.item for place in pages.places))
    assert firsts == list(programme.items)
    for place in pages.places:
        assert 0 <= place.page < pages.pages
        assert 0 < place.left < place.left + place.width < A4_WIDTH
        assert 0 < place.top < place.top + place.height < A4_HEIGHT
    where = [(place.page, place.top) for place in pages.places]
    assert where == sorted(where)


def test_the_text_of_an_item_stands_within_its_place(
    programme: Programme, pages: Rendering
) -> None:
    document = pypdfium2.PdfDocument(pages.file)
    found = ""
    for place in (each for each in pages.places if each.item == "press.leaks"):
        page = document[place.page]
        found += page.get_textpage().get_text_bounded(
            left=place.left,
            bottom=page.get_height() - place.top - place.height,
            right=place.left + place.width,
            top=page.get_height() - place.top,
        )
    document.close()
    words = " ".join(found.split())
    assert words.startswith("Leaks. The force has updated its policy")
    assert words.endswith("all staff know it.")


def test_an_item_over_two_pages_has_two_places(
    programme: Programme, kent: Force, full: Report
) -> None:
    rendering = render(programme, kent, changed(full, press__leaks="One more line. " * 400))
    places = [place for place in rendering.places if place.item == "press.leaks"]
    assert len(places) >= 2
    assert [place.page for place in places] == list(
        range(places[0].page, places[0].page + len(places))
    )


def test_an_item_without_text_has_the_place_where_its_text_will_come(
    programme: Programme, kent: Force, fresh: Report
) -> None:
    places = {place.item: place for place in render(programme, kent, fresh).places}
    assert places["press.leaks"].height == 0
    assert places["press.leaks"].width > 0


def test_a_logo_in_the_programme_folder_stands_on_the_first_page_only(
    tmp_path: Path, kent: Force, fresh: Report
) -> None:
    folder = copied(tmp_path)
    plain = render(read_programme(folder), kent, fresh)
    (folder / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10">'
        '<rect width="20" height="10" fill="#00f"/></svg>',
        encoding="utf-8",
    )
    programme = read_programme(folder)
    assert '<img class="logo" src="logo.svg" alt="HMIC">' in render_html(programme, kent, fresh)
    with_logo = render(programme, kent, fresh)
    assert blue(with_logo, 0) > 100
    assert [blue(plain, 0), blue(with_logo, 1)] == [0, 0]


def test_an_organisation_changes_its_colours_by_variables_alone(
    tmp_path: Path, kent: Force, fresh: Report
) -> None:
    folder = copied(tmp_path)
    (folder / "report.css").write_text(":root { --accent: #0000ff }", encoding="utf-8")
    assert blue(render(read_programme(folder), kent, fresh), 0) > 100


def test_a_mistake_in_a_page_template_is_named_with_file_and_line(
    tmp_path: Path, kent: Force, fresh: Report
) -> None:
    folder = copied(tmp_path)
    template = folder / "report.html.j2"
    template.write_text(
        '{% extends "_shared/report.html.j2" %}\n{% block title %}\n{{ report.colour }}\n'
        "{% endblock %}\n",
        encoding="utf-8",
    )
    with pytest.raises(ProgrammeError, match=r"report\.html\.j2, line 3: .*colour"):
        render(read_programme(folder), kent, fresh)
    template.write_text("{% if %}", encoding="utf-8")
    with pytest.raises(ProgrammeError, match=r"report\.html\.j2, line 1: "):
        render(read_programme(folder), kent, fresh)


def test_a_programme_needs_no_page_template_of_its_own(
    tmp_path: Path, programme: Programme, kent: Force, full: Report
) -> None:
    folder = copied(tmp_path)
    (folder / "report.html.j2").unlink()
    (folder / "report.css").unlink()
    assert render(read_programme(folder), kent, full).pages > 1
    (folder / "report.html.j2").write_text('{% extends "standard.j2" %}', encoding="utf-8")
    with pytest.raises(ProgrammeError, match=r'report\.html\.j2, line 1: .* "standard\.j2"'):
        render(read_programme(folder), kent, full)


@pytest.mark.parametrize("colour", ["accent", "ink", "muted", "alert"])
def test_text_can_be_read_by_people_who_see_less_contrast(colour: str) -> None:
    css = (TEMPLATES / "_shared" / "report.css").read_text(encoding="utf-8")
    found = re.search(rf"--{colour}: #([0-9a-f]{{6}});", css)
    assert found
    channels = [int(found[1][place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = sum(part * c for part, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    assert 1.05 / (luminance + 0.05) >= 4.5


def copied(tmp_path: Path) -> Path:
    """Copy the programme to a folder of the user's own."""
    name = "revisiting-police-relationships-2012"
    return Path(shutil.copytree(TEMPLATES / name, tmp_path / name))


def unpacked(pdf: bytes) -> bytes:
    """Give all that a PDF holds, with its streams unpacked."""
    inside = pdf
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        with contextlib.suppress(zlib.error):
            inside += zlib.decompress(found[1])
    return inside


def blue(rendering: Rendering, number: int) -> int:
    """Count the pure blue points of a page."""
    document = pypdfium2.PdfDocument(rendering.file)
    image = document[number].render(rev_byteorder=True).to_pil().convert("RGB")
    document.close()
    colours = image.getcolors(image.width * image.height) or []
    return sum(count for count, colour in colours if colour == (0, 0, 255))
