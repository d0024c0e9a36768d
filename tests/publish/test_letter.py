"""The letter that answers a force's points: what it says, and in which form."""

from __future__ import annotations

import datetime
import io
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import docx
import pikepdf
import pypdfium2
import pytest

from desktop.core.folders import TEMPLATES
from desktop.core.forces import Force, Forces
from desktop.core.programme import Programme
from desktop.core.programme_reader import ProgrammeError, read_programme
from desktop.core.report import Passage, Report
from desktop.core.review import Decision, Point
from desktop.publish import RenderError, RenderProcess
from desktop.publish.letter import Letter, LetterFormat, write_letter
from tests.publish.conftest import TextOf
from tests.publish.office import as_pdfs
from tests.publish.verapdf import verify

DAY = datetime.date(2012, 12, 5)
TYPO = Point(
    "typing_mistake",
    "integrity.training",
    "“quidance” should be “guidance”.",
    "A",
    "2012-12-03T09:00:00Z",
    quote="policies and quidance",
    decision="accepted",
    content="as it read before",
)
FACT = Point(
    "inaccurate_fact",
    "press.leaks",
    "There were three instances.\nThe third was in May 2012.",
    "A",
    "2012-12-03T09:05:00Z",
    quote="two instances",
    evidence="Case file PSD/2012/114.",
    decision="refused",
    reason="The third began in June 2012, after the period that we looked at.",
)
GAP = Point(
    "omission",
    "",
    "Nothing is said of joint work.",
    "A",
    "2012-12-03T09:10:00Z",
    decision="accepted",
)
HOSTILE = replace(
    GAP,
    text="<script>alert(1)</script> {{ 7 * 7 }} &lt; *no* mark ]]> \x00\x07\ufffe</w:t> \\(",
    evidence="W" * 900,
    reason="\n\n1\n\n 2 ",
)
REPORT = Report(
    "revisiting-police-relationships-2012",
    "kent",
    "fact_check",
    passages={
        "press.media_policy": Passage("It has *policies*.\n\nStaff know them.", "edited"),
        "press.leaks": Passage(
            "- There were two instances\n- One led to nothing\n\nTwo more followed.", "edited"
        ),
        "integrity.training": Passage("The policies and quidance were updated.", "edited"),
    },
)
PRESS = "How are press relations handled, and information leaks investigated?"
INTEGRITY = "How does the force identify, monitor and manage potential integrity issues?"
Words = Callable[[Letter], str]


def letter(
    points: Sequence[Point], format: LetterFormat = "pdf", report: Report = REPORT
) -> Letter:
    return Letter(report, tuple(points), "R. Example", DAY, "Her Majesty's Inspector", format)


@pytest.fixture
def words_of(programme: Programme, kent: Force, text_of: TextOf) -> Words:
    """Give the words of a letter to Kent Police, without what runs along at the foot."""

    def words(letter: Letter) -> str:
        rendering = write_letter(programme, kent, letter)
        if letter.format == "docx":
            document = docx.Document(io.BytesIO(rendering.file))
            return " ".join(" ".join(each.text.split()) for each in document.paragraphs)
        pages = text_of(rendering.file).rstrip("\f").split("\f")
        assert len(pages) == rendering.pages
        foot = "Our response to your factual accuracy check · Kent Police"
        return " ".join(" ".join(page.split()).partition(foot)[0].strip() for page in pages)

    return words


@pytest.mark.parametrize("format", ["pdf", "docx"])
def test_it_answers_each_point_in_the_order_given(format: LetterFormat, words_of: Words) -> None:
    words = words_of(letter((TYPO, FACT, GAP), format))
    assert words == (
        "Inspecting policing in the public interest The Chief Constable Kent Police 5 December 2012"
        " Our response to your factual accuracy check"
        " Revisiting police relationships: progress report Dear Chief Constable,"
        " Thank you for checking the facts in the draft of our report on Kent Police."
        " You raised three points. We have accepted two and refused one."
        " Below is what we decided about each of them, and why we refused one of them."
        f' Point 1: typing mistake Where Paragraph 5, under "{INTEGRITY}": "policies and quidance"'
        " You said “quidance” should be “guidance”. Decision Accepted. We have changed the report."
        f' Point 2: inaccurate fact Where Paragraph 3, under "{PRESS}": "two instances"'
        " You said There were three instances. The third was in May 2012."
        " Evidence Case file PSD/2012/114. Decision Refused. We have not changed the report."
        " The third began in June 2012, after the period that we looked at."
        " Point 3: omission Where The report as a whole"
        " You said Nothing is said of joint work. Decision Accepted. We will change the report."
        " Yours sincerely, R. Example Her Majesty's Inspector HMIC"
    )


@pytest.mark.parametrize(
    ("points", "sentence"),
    [
        ((), "You raised no points, so the report stays as it is. Yours sincerely,"),
        ((GAP,), "We have accepted it. Below is what we decided about it. Point 1"),
        ((FACT,), "We have not accepted it. Below is what we decided about it, and why. Point 1"),
        ((GAP, TYPO), "You raised two points. We have accepted all of them."),
        ((FACT, FACT), "You raised two points. We have accepted none of them."),
        ((GAP,) * 12 + (FACT,) * 9, "You raised 21 points. We have accepted 12 and refused nine."),
    ],
)
def test_it_begins_with_what_came_of_the_points(
    points: Sequence[Point], sentence: str, words_of: Words
) -> None:
    assert sentence in words_of(letter(points, "docx"))


@pytest.mark.parametrize(
    ("item", "quote", "start", "place"),
    [
        ("press.media_policy", "policies", 7, "Paragraph 1, under"),
        ("press.media_policy", "Staff", 18, "Paragraph 2, under"),
        ("press.media_policy", "policies.\nStaff", 7, "Paragraphs 1 to 2, under"),
        ("press.leaks", "led to nothing", 26, "Paragraph 3, under"),
        ("press.leaks", "Two more", 40, "Paragraph 4, under"),
        ("press.leaks", "", 0, "Paragraphs 3 to 4, under"),
        ("press.leaks", "three instances", 10, "Paragraphs 3 to 4, under"),
        ("press.social_media", "", 0, "Under"),
        ("imprint.imprint", "", 0, "The small print"),
    ],
)
def test_a_place_is_named_as_the_draft_names_it(
    item: str,
    quote: str,
    start: int,
    place: str,
    programme: Programme,
    kent: Force,
    words_of: Words,
) -> None:
    assert item in programme.items
    point = replace(GAP, item=item, quote=quote, start=start)
    section = next(each for each in programme.sections if each.key == item.partition(".")[0])
    named = f' "{section.heading_for(kent)}"' if place.endswith("nder") else ""
    quoted = f': "{" ".join(quote.split())}"' if quote else ""
    assert f"Where {place}{named}{quoted} You said" in words_of(letter((point,), "docx"))


def test_words_of_an_item_that_is_gone_are_quoted_all_the_same(words_of: Words) -> None:
    words = words_of(letter((replace(FACT, item="press.gone"), replace(GAP, item="press.gone"))))
    assert 'Where "two instances" You said' in words
    assert "Where The report as a whole You said" in words


def test_it_speaks_of_a_force_as_a_sentence_does(programme: Programme, forces: Forces) -> None:
    file = write_letter(programme, forces["metropolitan"], letter((GAP,), "docx")).file
    texts = [each.text for each in docx.Document(io.BytesIO(file)).paragraphs]
    assert "Metropolitan Police Service" in texts
    assert any("our report on the Metropolitan Police Service." in each for each in texts)
    assert texts[1:3] == ["The Commissioner", "Metropolitan Police Service"]
    assert "Dear Commissioner," in texts


@pytest.mark.parametrize(
    ("decisions", "message"),
    [
        (("", "accepted"), "One point is not decided yet."),
        (("", "", "refused"), "Two points are not decided yet."),
    ],
)
def test_it_is_not_written_while_points_are_undecided(
    decisions: Sequence[Decision], message: str, programme: Programme, kent: Force
) -> None:
    undecided = letter([replace(GAP, decision=each) for each in decisions])
    assert undecided.undecided == decisions.count("")
    with pytest.raises(RenderError, match=message):
        write_letter(programme, kent, undecided)


@pytest.mark.parametrize("format", ["pdf", "docx"])
def test_what_was_typed_is_text_and_nothing_else(format: LetterFormat, words_of: Words) -> None:
    words = words_of(letter((HOSTILE,), format))
    assert "<script>alert(1)</script> {{ 7 * 7 }} &lt; *no* mark ]]> </w:t> \\(" in words
    assert words.replace(" ", "").count("W" * 900) == 1
    assert "We will change the report. 1 2 Yours" in words


def test_its_headings_and_paragraphs_have_styles(programme: Programme, kent: Force) -> None:
    file = write_letter(programme, kent, letter((TYPO, FACT), "docx")).file
    document = docx.Document(io.BytesIO(file))
    styles = {each.text: each.style.name for each in document.paragraphs if each.style}
    assert styles["Our response to your factual accuracy check"] == "Title"
    assert styles["Point 2: inaccurate fact"] == "Heading 1"
    assert styles["Decision\tRefused. We have not changed the report."] == "Labelled"
    assert document.core_properties.title == (
        "Our response to your factual accuracy check – Kent Police"
    )
    assert document.core_properties.language == "en-GB"


def test_it_passes_verapdf_and_carries_nothing(
    programme: Programme, kent: Force, tmp_path: Path
) -> None:
    letters = {
        "none": letter(()),
        "many": replace(letter((TYPO, FACT, GAP) * 4), look="accessible"),
        "hostile": letter((HOSTILE,)),
    }
    for name, made in letters.items():
        file = write_letter(programme, kent, made).file
        (tmp_path / f"{name}.pdf").write_bytes(file)
        with pikepdf.open(io.BytesIO(file)) as pdf:
            assert not pdf.attachments
    document = pypdfium2.PdfDocument(tmp_path / "many.pdf")
    title = document.get_metadata_value("Title")
    headings = [each.get_title() for each in document.get_toc()]
    document.close()
    assert title == "Our response to your factual accuracy check – Kent Police"
    assert headings[:3] == [
        "Our response to your factual accuracy check",
        "Point 1: typing mistake",
        "Point 2: inaccurate fact",
    ]
    assert [each for each in verify(tmp_path) if each.failed] == []


def test_libreoffice_shows_the_words_of_the_letter(
    programme: Programme, kent: Force, text_of: TextOf, words_of: Words, tmp_path: Path
) -> None:
    made = letter((FACT,), "docx")
    (tmp_path / "letter.docx").write_bytes(write_letter(programme, kent, made).file)
    shown = " ".join(text_of(as_pdfs(tmp_path)["letter"]).split())
    # One point fits one page, whose foot ends it.
    foot = "Our response to your factual accuracy check · Kent Police 1 of 1"
    assert shown == f"{words_of(made)} {foot}"


def test_a_process_of_its_own_writes_the_same_letter_or_says_why_not(
    programme: Programme, kent: Force
) -> None:
    with RenderProcess() as process:
        for format in ("pdf", "docx"):
            wanted = letter((TYPO, FACT), format)
            made = process.write_letter(programme.folder, kent, wanted)
            assert made == write_letter(programme, kent, wanted)
        with pytest.raises(RenderError, match="One point is not decided yet"):
            process.write_letter(programme.folder, kent, letter([replace(GAP, decision="")]))


def test_a_programme_may_have_letters_of_its_own(tmp_path: Path, kent: Force) -> None:
    name = "revisiting-police-relationships-2012"
    folder = Path(shutil.copytree(TEMPLATES / name, tmp_path / name))
    own = folder / "letter.html.j2"
    own.write_text(
        '{% extends "_shared/letter.html.j2" %}{% block masthead %}<p>Own</p>{% endblock %}',
        encoding="utf-8",
    )
    programme = read_programme(folder)
    file = write_letter(programme, kent, letter((GAP,), "docx")).file
    texts = [each.text for each in docx.Document(io.BytesIO(file)).paragraphs]
    assert texts[:2] == ["Own", "The Chief Constable"]
    own.write_text("<p>\n{{ report.colour }}", encoding="utf-8")
    with pytest.raises(ProgrammeError, match=r"letter\.html\.j2, line 2: .*colour"):
        write_letter(programme, kent, letter((GAP,)))


@pytest.mark.parametrize(
    ("made", "name"),
    [
        (letter(()), "kent-response.pdf"),
        (letter((), "docx"), "kent-response.docx"),
        (replace(letter(()), look="accessible"), "kent-response-accessible.pdf"),
    ],
)
def test_its_file_is_named_after_the_force(made: Letter, name: str) -> None:
    assert made.file_name("kent") == name
