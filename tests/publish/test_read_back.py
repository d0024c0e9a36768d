"""What was set as pages can be read back: the same answers, and the same passages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from desktop.core.fields import Answer
from desktop.core.folders import SEEDS
from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.core.report import Passage
from desktop.ingest import read_file, read_published
from desktop.publish import render
from tests.publish.conftest import TextOf
from tests.publish.test_word_for_word import EXAMPLES


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_report_is_read_back_off_its_pages(
    name: str, programme: Programme, forces: Forces, text_of: TextOf, tmp_path: Path
) -> None:
    text = read_file(SEEDS / f"{name}.txt")
    published = read_published(text, programmes=[programme], forces=forces)
    pages = tmp_path / "report.pdf"
    pages.write_bytes(render(programme, published.force, published.report).file)

    back = read_published(read_file(pages), programmes=[programme], forces=forces)

    assert back.force == published.force
    assert back.report.answers == published.report.answers
    assert back.report.passages == published.report.passages
    assert back.warnings == published.warnings

    # What other programs copy out of the pages lacks bold and the space between paragraphs, which
    # tells where some things are said.
    copied = read_published(text_of(pages.read_bytes()), programmes=[programme], forces=forces)

    assert copied.force == published.force
    assert counts(copied.report.answers) == counts(published.report.answers)
    assert facts(copied.report.passages) == facts(published.report.passages)


def counts(answers: Mapping[str, Answer]) -> dict[str, Answer]:
    return {key: answer for key, answer in answers.items() if type(answer) is int}


def facts(passages: Mapping[str, Passage]) -> list[str]:
    return re.findall(r"\[\S+\]\(fact:\S+\)", " ".join(each.text for each in passages.values()))
