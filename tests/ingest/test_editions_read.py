"""The marks of editions in a PDF whose data are not read: embargo, draft, numbers of paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Final, get_args

import pytest

from desktop.core import commonmark
from desktop.core.editions import Edition, Kind, Look
from desktop.core.folders import SEEDS
from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.core.report import Passage, Report
from desktop.core.richtext import plain_text
from desktop.ingest import Reading, files, read_report
from desktop.publish import render

EDITIONS: Final = [
    Edition(kind, "pdf", look) for look, kind in product(get_args(Look), get_args(Kind))
]
EMBARGO: Final = "2012-12-19T00:01"
EMBARGOES: Final = (EMBARGO, "", EMBARGO, EMBARGO, "", EMBARGO, "", "")
LEAKS: Final = "Kent Police has investigated one leak, and *nobody* knew."
POLICY: Final = "The new media policy is in place. Staff can find it on the intranet."


def words_of(reading: Reading) -> dict[str, str]:
    return {
        key: plain_text(commonmark.parse(each.text))
        for key, each in reading.report.passages.items()
        if each.text
    }


@pytest.mark.parametrize(
    ("edition", "embargo"), list(zip(EDITIONS, EMBARGOES, strict=True)), ids=str
)
def test_the_marks_of_editions_are_no_part_of_the_text(
    edition: Edition,
    embargo: str,
    programme: Programme,
    forces: Forces,
    tmp_path: Path,
) -> None:
    passages = {"press.leaks": LEAKS, "press.media_policy": POLICY}
    report = Report(
        programme.id,
        "kent",
        answers={"published": "2012-12", **({"embargo": embargo} if embargo else {})},
        passages={key: Passage(text, "edited") for key, text in passages.items()},
    )
    file = tmp_path / "report.pdf"
    file.write_bytes(render(programme, forces["kent"], report, edition).file)

    reading = read_report(file, programmes=[programme], forces=forces)

    assert not reading.from_data
    assert words_of(reading) == {
        "press.media_policy": POLICY,
        "press.leaks": "Kent Police has investigated one leak, and nobody knew.",
    }
    printed = embargo if edition.kind != "public" else ""
    assert reading.report.answers.get("embargo", "") == printed
    assert reading.warnings == ()


def test_the_numbers_of_paragraphs_are_no_part_of_the_text_where_they_count_through(
    read: Callable[[str], Reading],
) -> None:
    text = files.read_file(SEEDS / "cleveland.txt")
    numbers = iter(range(1, 1000))

    numbered = re.sub(r"(?m)^(?=[A-Z][a-z]*[ ,](?:\S+ ){12})", lambda _: f"{next(numbers)} ", text)

    assert next(numbers) > 10
    assert words_of(read(numbered)) == words_of(read(text))
    assert read(numbered).report.answers == read(text).report.answers
    listed = "1. In one place;\n2. In two;\n3. In three;\n4. In four;\n5. In five."
    with_list = read(text.replace("\n\nNext steps", f"\n\n{listed}\n\nNext steps"))
    assert "4. In four" in " ".join(words_of(with_list).values())
