"""The matter around the text: title, force, month, embargo and ISBN, however they stand."""

from __future__ import annotations

import pytest

from desktop.core.folders import SEEDS
from desktop.core.forces import Force, Forces
from desktop.ingest import read_file
from tests.ingest.conftest import Read

TITLE = "Revisiting police relationships: progress report"
COVER = f"{TITLE}\n\nCleveland Police\nDecember 2012"


@pytest.fixture(scope="module")
def body() -> str:
    text = read_file(SEEDS / "cleveland.txt")
    return text[text.index("About this review") :]


@pytest.mark.parametrize(
    "notice",
    [
        "EMBARGOED UNTIL 0001hrs on Wednesday 19th December 2012",
        "Embargo: 00.01 19/12/2012",
        "Not for publication before 00:01 on 19 December 2012",
        "STRICTLY EMBARGOED UNTIL 00:01 HOURS, 19 DECEMBER 2012",
        "Embargoed until 12.01am on 19 December 2012",
        "Embargoed to 00:01hrs Wed 19 Dec 2012",
        "Under embargo – not for publication or broadcast until 00.01 hours on Wednesday,"
        " 19 December 2012",
        "Embargoed until\n00:01 19 December 2012",
        "EMBARGOED\nuntil 0001 hours\n19 December 2012",
        "**Embargoed until 00:01 19 December 2012**",
        "Embargo until one minute past midnight on 19 December 2012",
        "Embargoed until 2012-12-19 00:01",
        "Not to be published before 00:01 on December 19, 2012",
    ],
)
@pytest.mark.parametrize("place", ["before", "after", "foot of each page"])
def test_an_embargo_is_read_and_stands_in_no_passage(
    read: Read, body: str, notice: str, place: str
) -> None:
    if place == "before":
        text = f"{notice}\n\n{COVER}\n\n{body}"
    elif place == "after":
        text = f"{COVER}\n\n{notice}\n\n{body}"
    else:
        text = f"{COVER}\n\n{body}".replace("\n\nFindings for", f"\n\n{notice}\n\fFindings for")
        text = text.replace("\n\nNext steps", f"\n\n{notice}\n\fNext steps")

    report = read(text).report

    assert report.answers["embargo"] == "2012-12-19T00:01"
    for passage in report.passages.values():
        assert "mbargo" not in passage.text
        assert "19" not in passage.text


def test_an_embargo_without_a_time_is_not_guessed(read: Read, body: str) -> None:
    reading = read(f"Embargoed until 19 December 2012\n\n{COVER}\n\n{body}")

    assert "embargo" not in reading.report.answers
    assert any("embargo" in warning for warning in reading.warnings)


@pytest.mark.parametrize(
    "cover",
    [
        COVER,
        "Inspecting policing\nin the public interest\n\nRevisiting police\nrelationships:\n"
        "progress report\n\nCleveland Police\nDecember 2012",
        "INSPECTING POLICING IN THE PUBLIC INTEREST\n\nREVISITING POLICE RELATIONSHIPS:\n"
        "PROGRESS REPORT\nCLEVELAND POLICE\nDECEMBER 2012",
        "Revisiting police relationships – a progress report\nCleveland Police – December 2012",
        f"# {TITLE}\n\n## Cleveland Police\n\n*December 2012*",
        f"{TITLE} Cleveland Police December 2012",
        "Revisiting police\n\nrelationships:\n\nprogress report\n\nCleveland\n\nPolice\n\n"
        "December\n\n2012",
        f"{TITLE}\nCleveland Police\nPublished 19 December 2012",
    ],
)
def test_covers_of_all_kinds_are_read_and_stand_in_no_passage(
    read: Read, body: str, cover: str
) -> None:
    reading = read(f"{cover}\n\n{body}")

    assert reading.force.key == "cleveland"
    assert reading.report.answers["published"] == "2012-12"
    assert reading.report.passage("about.review").mode == "drafted"


def test_every_force_is_recognised_with_and_without_a_cover(
    read: Read, body: str, forces: Forces
) -> None:
    def text_about(force: Force) -> str:
        return (
            body.replace("Cleveland Police", force.name)
            .replace("in Cleveland", f"in {force.area_in_sentence}")
            .replace("Findings for Cleveland", f"Findings for {force.area}")
        )

    for key, force in forces.items():
        text = text_about(force)
        assert read(f"{TITLE}\n\n{force.name}\nDecember 2012\n\n{text}").force.key == key
        assert read(text).force.key == key


def test_a_heading_about_another_force_is_warned_of(read: Read, body: str) -> None:
    text = body.replace("Findings for Cleveland", "Findings for Kent")

    reading = read(f"{COVER}\n\n{text}")

    assert reading.force.key == "cleveland"
    assert any("another force" in warning for warning in reading.warnings)


@pytest.mark.parametrize(
    ("printed", "answer"),
    [
        ("ISBN: 978-1-78246-042-8", "978-1-78246-042-8"),
        ("ISBN 978 1 78246 042 8", "978-1-78246-042-8"),
        ("ISBN-13: 9781782460428", "9781782460428"),
        ("**ISBN:** 978–1–78246–042–8", "978-1-78246-042-8"),
    ],
)
def test_an_isbn_is_read_and_printed_as_it_stands(
    read: Read, body: str, printed: str, answer: str
) -> None:
    report = read(f"{COVER}\n\n{body}\n\n© HMIC 2012\n{printed}\nwww.hmic.gov.uk\n").report

    assert report.answers["isbn"] == answer
    assert report.passages["imprint.imprint"].text.split("\n\n")[1] == printed


def test_a_list_of_contents_is_no_text(read: Read, body: str) -> None:
    contents = (
        "Contents\n\nAbout this review ...... 2\nFindings for Cleveland ..... 3\nNext steps 6"
    )

    report = read(f"{COVER}\n\n{contents}\n\n{body}").report

    assert report.passage("about.review").mode == "drafted"
