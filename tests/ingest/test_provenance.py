"""What became of each piece of the original text: all of it is accounted for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from desktop.core import commonmark
from desktop.core.folders import SEEDS
from desktop.core.richtext import plain_text
from desktop.ingest import Reading, read_file
from tests.ingest.conftest import Read
from tests.ingest.test_published import REPORTS

UNSEEN = sorted((Path(__file__).parent / "unseen").glob("*.txt"))
FILES = [*(SEEDS / f"{name}.txt" for name in REPORTS), *UNSEEN]


def text_of(reading: Reading, *kinds: str) -> str:
    return "\n".join(
        reading.source[part.start : part.end] for part in reading.parts if part.kind in kinds
    )


def bare(text: str) -> str:
    """Give the letters and figures alone: marks, and hyphens at line ends, are no words."""
    return re.sub(r"[\W_]", "", text)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_word_of_the_original_is_in_one_part(read: Read, file: Path) -> None:
    reading = read(read_file(file))

    ends = [0, *(part.end for part in reading.parts)]
    for before, part in zip(ends, reading.parts, strict=False):
        assert before <= part.start < part.end
        assert not reading.source[before : part.start].strip()
        assert 0 <= part.sure <= 1
    assert not reading.source[ends[-1] :].strip()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_parts_of_passages_are_what_the_passages_say(read: Read, file: Path) -> None:
    reading = read(read_file(file))

    for key, passage in reading.report.passages.items():
        said = "".join(
            reading.source[part.start : part.end]
            for part in reading.parts
            if part.kind in ("passage", "unplaced") and part.item == key
        )
        without_links = re.sub(r"\]\(.*?\)", "", said)
        assert bare(without_links) == bare(plain_text(commonmark.parse(passage.text)))


def test_cover_headings_and_page_numbers_are_told_from_passages(read: Read) -> None:
    text = read_file(SEEDS / "leicestershire.txt")
    foot = "HMIC (2012) Revisiting police relationships: Leicestershire Police 3"
    reading = read(text.replace("The new policy will", f"The new\n\n{foot}\n\n\fpolicy will"))

    assert "Embargoed until 00:01 19 December 2012" in text_of(reading, "cover")
    assert text_of(reading, "furniture") == foot
    assert text_of(reading, "heading").split("\n")[-2:] == [
        "How does the force identify, monitor and manage potential integrity issues?",
        "Next steps",
    ]
    policy = [part for part in reading.parts if part.item == "press.media_policy"]
    assert [reading.source[part.start : part.end][:10] for part in policy] == [
        "The force ",
        "policy wil",
    ]


def test_a_paragraph_about_nothing_known_is_less_sure_than_one_about_its_item(read: Read) -> None:
    odd = "The canteen closes at noon."
    text = read_file(SEEDS / "cheshire.txt").replace(
        "\n\n## Next steps", f"\n\n{odd}\n\n## Next steps"
    )
    reading = read(text)

    [canteen] = [part for part in reading.parts if reading.source[part.start : part.end] == odd]
    media = next(part for part in reading.parts if part.item == "press.media_policy")
    assert canteen.sure < media.sure


@pytest.mark.parametrize("name", REPORTS)
def test_each_answer_knows_where_the_original_says_it(read: Read, name: str) -> None:
    reading = read(read_file(SEEDS / f"{name}.txt"))

    for each in reading.recognised:
        assert each.span is not None
        assert bare(reading.source[each.span.start : each.span.end]) == bare(each.sentence)
