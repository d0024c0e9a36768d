"""PDFs of any look are read as the text that they show; what cannot be is refused in one line."""

from __future__ import annotations

import html
import io
import re
from pathlib import Path

import pypdfium2
import pytest

from desktop.core.folders import SEEDS
from desktop.ingest import Reading, UnreadableError, read_file
from desktop.ingest.cleaning import LIKELY_ITS_OWN
from desktop.ingest.files import LARGEST_PDF
from desktop.ingest.pdf_lines import MOST_PAGES
from desktop.publish.passage_html import passage_html
from tests.ingest.conftest import Read
from tests.ingest.set_elsewhere import set_elsewhere

FOOT = "HMIC (2012) Revisiting police relationships: "
LOOKS = {
    "like a letter": "p { margin: 0 0 10pt } h2 { font-size: 14pt } h3 { font-size: 12pt }",
    "like a book": (
        "p { margin: 0; text-indent: 12pt; text-align: justify; hyphens: auto } ul { margin: 0 }"
        "h2, h3 { font-size: 11pt; margin: 10pt 0 0 }"
    ),
    "in two columns": (
        "article { columns: 2; text-align: justify; hyphens: auto } p { margin: 0 0 8pt }"
        "h2, h3 { font-size: 11pt }"
        "@page { @bottom-left { font-size: 8pt; content: 'Published in 2012' } }"
    ),
    "narrow headings in italics": (
        "p { margin: 0 0 6pt; line-height: 1.5 } ul { list-style-type: square }"
        "h2 { font-size: 18pt } h3 { width: 50%; font-weight: normal; font-style: italic }"
        "@page { @top-center { content: 'Revisiting police relationships: progress report' } }"
    ),
}


def pages(reading: Reading, look: str, *changes: tuple[str, str]) -> bytes:
    """Set a report as pages that look otherwise than those of the program."""
    force = reading.force
    body = f"<h1>{reading.programme.title}</h1><h2>{force.name}</h2><p>December 2012</p>"
    body += "<article>"
    for section in reading.programme.sections:
        if heading := section.heading_for(force):
            level = "h3" if section.question else "h2"
            body += f"<{level}>{html.escape(heading)}</{level}>"
        for key, _ in reading.programme.items_of(section):
            body += str(passage_html(reading.report.passage(key).text))
    for old, new in changes:
        body = body.replace(old, new)
    style = (
        "@page { size: A4; margin: 25mm; @bottom-right { font-size: 8pt;"
        f" content: '{FOOT}{force.name} ' counter(page) }} }} body {{ font-size: 11pt }}"
    )
    return set_elsewhere(f"<html lang=en-GB><style>{style}{look}</style><body>{body}")


# Each report in the look whose page breaks tell least, and one report in each of the others.
REPORTS = sorted(file.stem for file in SEEDS.glob("*.txt"))
SET = [(name, "like a letter") for name in REPORTS]
SET += zip(REPORTS[1:], [look for look in LOOKS if look != "like a letter"], strict=False)


@pytest.mark.parametrize(("name", "look"), SET)
def test_pages_of_another_look_say_the_same(
    read: Read, tmp_path: Path, name: str, look: str
) -> None:
    printed = read(read_file(SEEDS / f"{name}.txt"))
    # These pages have no line with the embargo.
    answers = {key: each for key, each in printed.report.answers.items() if key != "embargo"}
    file = tmp_path / "report.pdf"
    file.write_bytes(pages(printed, LOOKS[look]))

    reading = read(read_file(file))

    assert reading.force == printed.force
    assert reading.report.answers == answers
    assert reading.report.passages == printed.report.passages
    feet = [
        reading.source[part.start : part.end] for part in reading.parts if part.kind == "furniture"
    ]
    foot = rf"{re.escape(FOOT)}{printed.force.name} [0-9]"
    assert any(re.search(foot, each) for each in feet)


def text_of(body: str, tmp_path: Path) -> str:
    file = tmp_path / "page.pdf"
    file.write_bytes(set_elsewhere(f"<style>@page {{ size: 100mm 150mm }}</style>{body}"))
    return read_file(file)


def test_what_stands_on_a_page_is_marked_as_it_looks(tmp_path: Path) -> None:
    text = text_of(
        "<p>An <b>office</b> for <i>staffing</i> that goes over the end of the line, and on.</p>"
        "<ul><li>The first point, which is so long that it takes two lines.<li>The second.</ul>"
        "<h2>A heading that is so long that it takes two lines</h2><p>5 * 3 * 1 – so what?</p>",
        tmp_path,
    )

    assert [line for line in text.strip("\n\f").split("\n") if line] == [
        "An **office** for *staffing* that goes over the end of the line, and on.",
        "- The first point, which is so long that it takes two lines.",
        "- The second.",
        "## A heading that is so long that it takes two lines",
        r"5 \* 3 \* 1 – so what?",
    ]


def test_words_keep_their_own_hyphens_and_lose_those_of_the_line_end(tmp_path: Path) -> None:
    lines = "".join(f"<p>Line {number} of an ordinary text.</p>" for number in range(30))
    own = text_of(f"{lines}<p>The force looked into thirty-<br>seven cases.</p>", tmp_path)
    broken = "<p>The con\u2010<br>stabulary has a self-<br>assessment of its own.</p>"

    assert f"looked into thirty-{LIKELY_ITS_OWN}\nseven cases." in own
    both = text_of(lines + broken, tmp_path)
    assert f"The con\u00ad\nstabulary has a self-{LIKELY_ITS_OWN}\nassessment of" in both


def test_the_only_word_that_a_line_broke_is_made_whole_and_the_others_keep_their_hyphens(
    read: Read, tmp_path: Path
) -> None:
    printed = read(read_file(SEEDS / "cleveland.txt"))
    broken = pages(
        printed,
        LOOKS["like a letter"],
        ("25</a> applications", "25</a> appli-<br>cations"),
        ("25 applications", "25 appli-<br>cations"),
        ("force-wide", "force-<br>wide"),
    )
    file = tmp_path / "report.pdf"
    file.write_bytes(broken)
    text = read_file(file)
    assert "appli-" in text
    assert "force-" in text

    reading = read(text)

    assert reading.report.answers == printed.report.answers
    assert reading.report.passages == printed.report.passages


COLUMNS = (
    "The force has set out in a new policy how",
    "officers are to deal with the press, and it",
    "has told all of its staff by email, posters",
    "and a course of training, which nobody has",
    "yet finished. More of this is to be done in",
    "the coming year, once the new commissioner",
    "has agreed to what it costs. Until then the",
    "old rules hold, and most of the staff know",
    "them well enough to follow them day by day.",
)


def test_columns_are_read_one_after_the_other_however_their_lines_were_put(tmp_path: Path) -> None:
    second = [line.upper() for line in COLUMNS]
    rows = "".join(
        f"<p style='top: {30 + 5 * row}mm; left: {left}mm'>{line}"
        for row, pair in enumerate(zip(COLUMNS, second, strict=True))
        for left, line in zip((0, 85), pair, strict=True)
    )
    look = "<style>@page { size: A4 } p { position: absolute; white-space: pre; font-size: 8pt }"
    text = text_of(
        f"<h1>All about the press, and over the whole page</h1>{look}</style>{rows}", tmp_path
    )

    assert " ".join(text.split()).endswith(f"{' '.join(COLUMNS)} {' '.join(second)}")


def test_rows_of_a_table_are_read_across(tmp_path: Path) -> None:
    cells = [(f"Force {number}", f"{number} cases of this") for number in range(1, 15)]
    rows = "".join(f"<tr><td>{name}<td>{said}" for name, said in cells)
    text = text_of(f"<table style='width: 100%'>{rows}</table>", tmp_path)

    assert " ".join(text.split()) == " ".join(f"{name} {said}" for name, said in cells)


def refusal(file: Path) -> str:
    with pytest.raises(UnreadableError) as refused:
        read_file(file)
    message = str(refused.value)
    assert message.startswith(str(file))
    assert "\n" not in message
    assert message.endswith(".")
    return message


def blank(count: int) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(count):
        document.new_page(200, 200)
    stream = io.BytesIO()
    document.save(stream)
    document.close()
    return stream.getvalue()


LOCKED = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj
3 0 obj<</Filter/Standard/V 1/R 2/P -4/O<OWNER>/U<USER>>>endobj
trailer<</Root 1 0 R/Encrypt 3 0 R/ID[<00><00>]>>
%%EOF
""".replace(b"OWNER", b"41" * 32).replace(b"USER", b"42" * 32)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7 and so on", "is damaged"),
        (blank(2), "is a scan"),
        (blank(MOST_PAGES + 1), "has 101 pages"),
        (LOCKED, "is locked with a password"),
    ],
    ids=["broken", "without text", "too many pages", "locked"],
)
def test_pdfs_without_a_report_are_refused_with_what_to_do(
    tmp_path: Path, content: bytes, what: str
) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(content)

    assert what in refusal(file)


def test_half_a_pdf_is_refused_or_read_without_harm(read: Read, tmp_path: Path) -> None:
    whole = pages(read(read_file(SEEDS / "cleveland.txt")), LOOKS["like a letter"])
    file = tmp_path / "report.pdf"
    for share in (10, 2):
        file.write_bytes(whole[: len(whole) // share])
        assert "PDF" in refusal(file)


def test_a_huge_pdf_is_refused_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    with file.open("wb") as stream:
        stream.write(b"%PDF-1.7\n")
        stream.truncate(2 * LARGEST_PDF)

    assert "100.0 MB" in refusal(file)


def test_a_file_is_known_by_what_it_holds_not_by_its_name(tmp_path: Path) -> None:
    locked, text = tmp_path / "report.txt", tmp_path / "report.pdf"
    locked.write_bytes(LOCKED)
    text.write_text("Findings for Kent", encoding="utf-8")

    assert "is locked" in refusal(locked)
    assert read_file(text) == "Findings for Kent"
