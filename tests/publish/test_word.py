"""Word files: the words and the look of the report, in styles that can be worked with."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from desktop.core.editions import Edition, Kind
from desktop.core.folders import SEEDS
from desktop.core.forces import Force, Forces
from desktop.core.programme import Programme
from desktop.core.programme_reader import read_programme
from desktop.core.report import Passage, Report
from desktop.ingest import read_file, read_published
from desktop.publish import render
from tests.publish.conftest import TextOf
from tests.publish.office import as_pdfs
from tests.publish.test_word_for_word import EXAMPLES, difference, printed_words, published_words

WORD = Edition(format="docx")
TITLE = "Revisiting police relationships: progress report"


def opened(file: bytes) -> Document:
    return docx.Document(io.BytesIO(file))


def word_of(
    programme: Programme, force: Force, report: Report, edition: Edition = WORD
) -> Document:
    return opened(render(programme, force, report, edition).file)


def holding(report: Report, text: str, item: str = "press.leaks") -> Report:
    return replace(report, passages={**report.passages, item: Passage(text, "edited")})


def style_of(paragraph: Paragraph) -> str:
    assert paragraph.style is not None
    return str(paragraph.style.name)


def all_text(document: Document) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def part(file: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(file)).read(name).decode()


def test_libreoffice_shows_the_words_of_the_report(
    programme: Programme, forces: Forces, text_of: TextOf, tmp_path: Path
) -> None:
    published = {name: read_file(SEEDS / f"{name}.txt") for name in EXAMPLES}
    reports = {
        name: read_published(text, programmes=[programme], forces=forces)
        for name, text in published.items()
    }
    editions: dict[str, tuple[str, Edition]] = {name: (name, WORD) for name in EXAMPLES}
    editions["draft"] = ("cleveland", Edition("draft", "docx"))
    editions["embargoed"] = ("leicestershire", Edition("embargoed", "docx", "accessible"))
    for name, (example, edition) in editions.items():
        reading = reports[example]
        file = render(programme, reading.force, reading.report, edition).file
        (tmp_path / f"{name}.docx").write_bytes(file)

    for name, pdf in as_pdfs(tmp_path).items():
        example, edition = editions[name]
        reading = reports[example]
        shown = words_shown(text_of(pdf), programme, reading.force.name)
        expected = published_words(published[example], programme)
        if edition.kind == "draft":
            # The numbers of its paragraphs are those of the PDF.
            same = render(programme, reading.force, reading.report, Edition("draft"))
            expected = words_shown(text_of(same.file), programme, reading.force.name)
        assert len(expected) > 900
        # Where a line ends in a word's own hyphen, the hyphen is lost in reading.
        if "".join(shown).replace("-", "") != "".join(expected).replace("-", ""):
            pytest.fail(f"{name} is not word for word:\n{difference(expected, shown)}")


def words_shown(text: str, programme: Programme, force: str) -> list[str]:
    """Give the words of pages, without what runs along at the head and the foot of them."""
    first, *others = text.rstrip("\f").split("\f")
    mark = re.compile(r"\A\s*(Draft for factual accuracy check|Embargoed until .*)\n")
    pages = [first, *(mark.sub("", each) for each in others)]
    if any(map(mark.match, others)):
        assert all(map(mark.match, others))
    return printed_words("\f".join(pages), programme, force)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script> <b>not bold</b> <!-- shown --> &lt; &amp;amp;",
        "{{ 7 * 7 }} {% for x in y %} {# note #} {{ report.force }}",
        "]]> <?xml ?> <!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]> &e;",
        "</w:t></w:r></w:p><w:p/> <w:instrText> INCLUDETEXT /etc/hostname </w:instrText>",
        "100% \\ ~ ^ $x$ #h `code` | a | b | \"quoted\" 'single' ‘curly’ 5 < 6 > 4 £ é ŵ 漢 😀",
    ],
)
def test_what_an_inspector_writes_is_text_and_nothing_else(
    text: str, programme: Programme, kent: Force, fresh: Report
) -> None:
    typed = "".join(f"\\{c}" if c in "\\*_[]`&<" else c for c in text)
    document = word_of(programme, kent, holding(fresh, typed))
    assert text in [paragraph.text for paragraph in document.paragraphs]


def test_characters_that_no_word_file_may_hold_are_left_out(
    programme: Programme, kent: Force, fresh: Report
) -> None:
    report = replace(
        fresh,
        passages={
            "press.leaks": Passage(
                "One\x00 \x07\x1btwo \ufffe\uffff\ufdd0three\v\f four.", "edited"
            )
        },
    )
    document = word_of(programme, kent, report)
    assert "One two three four." in [
        " ".join(paragraph.text.split()) for paragraph in document.paragraphs
    ]


def test_line_breaks_and_spaces_are_those_of_the_page(
    own: Path, kent: Force, fresh: Report
) -> None:
    (own / "report.html.j2").write_text(
        "<title>t</title><style>p {}</style><body>  loose <b>words</b>  here\n"
        "<p>  a\n  b <em> c</em> d<br> e&nbsp; f</p>"
        "<table><tr><td>cell</td><td>two</td></tr></table><p></p>end",
        encoding="utf-8",
    )
    document = word_of(read_programme(own), kent, fresh)
    assert [paragraph.text for paragraph in document.paragraphs] == [
        "loose words here",
        "a b c d\ne\u00a0 f",
        "cell",
        "two",
        "end",
    ]


def test_titles_and_headings_have_the_styles_that_word_navigates_by(
    programme: Programme, kent: Force, full: Report
) -> None:
    document = word_of(programme, kent, full)
    texts = [
        (style_of(paragraph), paragraph.text)
        for paragraph in document.paragraphs
        if style_of(paragraph) not in ("Body Text", "Small Print", "Small Print First")
    ]
    assert texts == [
        ("Strapline", "Inspecting policing in the public interest"),
        ("Embargo", "Embargoed until 00:01 19 December 2012"),
        ("Title", TITLE),
        ("Subtitle", "Kent Police"),
        ("Date", "December 2012"),
        ("Heading 1", "About this review"),
        ("Heading 1", "Findings for Kent"),
        ("Heading 2", "How are press relations handled, and information leaks investigated?"),
        (
            "Heading 2",
            "Is there more clarity around acceptance of gifts and hospitality, procurement,"
            " and second jobs?",
        ),
        (
            "Heading 2",
            "How does the force identify, monitor and manage potential integrity issues?",
        ),
        ("Heading 1", "Next steps"),
    ]
    for name, level in (("Heading 1", "0"), ("Heading 2", "1"), ("Heading 3", "2")):
        outline = document.styles[name].element.find(f".//{qn('w:outlineLvl')}")
        assert outline is not None
        assert outline.get(qn("w:val")) == level
        assert document.styles[name].paragraph_format.keep_with_next
    assert document.styles["Normal"].paragraph_format.widow_control


@pytest.mark.parametrize("edition", [WORD, Edition("draft", "docx", "accessible")])
def test_all_that_is_formatted_is_formatted_by_styles(
    edition: Edition, programme: Programme, kent: Force, full: Report
) -> None:
    text = "One **bold** *italic* ***both*** [link](https://x.test/).\n\n- a **point**\n- two"
    document = word_of(programme, kent, holding(full, text), edition)
    for properties in document.element.body.iter(qn("w:pPr")):
        assert [each.tag for each in properties] == [qn("w:pStyle")]
    for properties in document.element.body.iter(qn("w:rPr")):
        assert [each.tag for each in properties] == [qn("w:rStyle")]
    assert {style_of(paragraph) for paragraph in document.paragraphs}.isdisjoint({"Normal"})
    words = {
        run.text: str(run.style.name) for paragraph in document.paragraphs for run in paragraph.runs
    }
    assert words["bold"] == words["point"] == "Strong"
    assert (words["italic"], words["both"]) == ("Emphasis", "Intense Emphasis")
    italic = edition.look == "standard"
    assert bool(document.styles["Emphasis"].font.italic) == italic
    assert document.styles["Strong"].font.bold
    assert document.styles["Intense Emphasis"].font.bold


def test_points_are_a_real_list(programme: Programme, kent: Force, fresh: Report) -> None:
    file = render(programme, kent, holding(fresh, "Two:\n\n- one\n- two\n\nAfter."), WORD).file
    document = opened(file)
    assert [
        (style_of(each), each.text) for each in document.paragraphs if each.text in ("one", "two")
    ] == [("List Bullet", "one"), ("List Bullet", "two")]
    assert list_of(document, "List Bullet") == "bullet"


def list_of(document: Document, style: str) -> str:
    """Follow a style to the kind of its list, as Word does."""
    number = document.styles[style].element.find(f".//{qn('w:numId')}")
    assert number is not None
    numbering = document.part.numbering_part.element
    (made,) = (
        each
        for each in numbering.findall(qn("w:num"))
        if each.get(qn("w:numId")) == number.get(qn("w:val"))
    )
    key = made.find(qn("w:abstractNumId")).get(qn("w:val"))
    (kind,) = (
        each
        for each in numbering.findall(qn("w:abstractNum"))
        if each.get(qn("w:abstractNumId")) == key
    )
    return str(kind.find(f".//{qn('w:numFmt')}").get(qn("w:val")))


def test_the_paragraphs_of_a_draft_are_numbered_and_their_text_is_not_touched(
    programme: Programme, kent: Force, fresh: Report
) -> None:
    text = "First.\n\n- a point\n- another\n\nSecond."
    report = holding(holding(fresh, text), "- begins\n- with points", "press.media_policy")
    proof = word_of(programme, kent, report)
    draft = word_of(programme, kent, report, Edition("draft", "docx"))
    numbered = {"Numbered Paragraph", "Numbered Point"}
    styles = {each.text: style_of(each) for each in draft.paragraphs}
    assert styles["First."] == styles["Second."] == "Numbered Paragraph"
    assert styles["a point"] == styles["another"] == styles["with points"] == "List Bullet"
    assert styles["begins"] == "Numbered Point"
    assert styles["© HMIC 2012"] not in numbered
    assert list_of(draft, "Numbered Paragraph") == list_of(draft, "Numbered Point") == "decimal"
    assert numbered.isdisjoint(style_of(each) for each in proof.paragraphs)
    assert [each.text for each in proof.paragraphs] == [
        each.text for each in draft.paragraphs if style_of(each) != "Draft Mark"
    ]


@pytest.mark.parametrize(
    ("kind", "on_first_page", "at_head"),
    [
        ("proof", ["Embargoed until 00:01 19 December 2012"], ""),
        (
            "draft",
            ["Draft for factual accuracy check", "Embargoed until 00:01 19 December 2012"],
            "Draft for factual accuracy check",
        ),
        (
            "embargoed",
            ["Embargoed until 00:01 19 December 2012"],
            "Embargoed until 00:01 19 December 2012",
        ),
        ("public", [], ""),
    ],
)
def test_each_edition_says_what_it_is_on_each_page(
    kind: Kind,
    on_first_page: list[str],
    at_head: str,
    programme: Programme,
    kent: Force,
    full: Report,
) -> None:
    document = word_of(programme, kent, full, Edition(kind, "docx"))
    marks = [
        each.text for each in document.paragraphs if style_of(each) in ("Draft Mark", "Embargo")
    ]
    assert marks == on_first_page
    (section,) = document.sections
    assert section.different_first_page_header_footer
    assert "".join(each.text for each in section.header.paragraphs) == at_head
    assert "".join(each.text for each in section.first_page_header.paragraphs) == ""
    assert ("Embargoed" in all_text(document)) == (kind != "public")
    assert ("Embargoed" in document.core_properties.subject) == (kind != "public")
    assert ("(draft)" in document.core_properties.title) == (kind == "draft")


def test_each_page_says_which_report_it_is_of_and_where_in_it(
    programme: Programme, kent: Force, full: Report
) -> None:
    (section,) = word_of(programme, kent, full).sections
    for foot in (section.footer, section.first_page_footer):
        cells = [cell.text for table in foot.tables for cell in table.row_cells(0)]
        assert cells == [f"{TITLE} · Kent Police", "1 of 1"]
        fields = [each.text for each in foot._element.iter(qn("w:instrText"))]
        assert [each.strip() for each in fields if each] == ["PAGE", "NUMPAGES"]


def test_it_says_its_title_author_subject_and_language(
    programme: Programme, kent: Force, full: Report
) -> None:
    document = word_of(programme, kent, full)
    about = document.core_properties
    assert (about.title, about.author) == (f"{TITLE} – Kent Police", "HMIC")
    assert about.subject.startswith("Kent Police, December 2012.")
    assert about.language == "en-GB"
    assert about.modified is not None
    assert (about.modified.year, about.modified.month) == (2012, 12)
    language = document.styles.element.find(f"{qn('w:docDefaults')}//{qn('w:lang')}")
    assert language is not None
    assert language.get(qn("w:val")) == "en-GB"
