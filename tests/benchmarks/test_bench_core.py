"""How long the core takes over long and odd input: never more than a moment."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from desktop.core import commonmark
from desktop.core.fields import AnswerError
from desktop.core.house_style import HMIC
from desktop.core.programme import Programme
from desktop.core.programme_reader import ProgrammeError
from desktop.core.templates import fill


def seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


@pytest.mark.parametrize(
    "piece", ["word ", "*", "*a", "**a ", "[", "[a](", "`", "- a\n", " ", "\\"]
)
def test_a_passage_eight_times_as_long_takes_at_most_thirty_times_as_long(piece: str) -> None:
    def rewrite(length: int) -> float:
        text = (piece * length)[:length]
        return seconds(lambda: commonmark.write(commonmark.parse(text)))

    rewrite(100)
    short, long = rewrite(1_250), rewrite(10_000)
    # A time that grew with the square would be 64 times the short one.
    assert long < 0.1 + 30 * short


def test_a_passage_of_5000_paragraphs_is_read_within_10_s(tell: Callable[[str], None]) -> None:
    source = "The force investigated **four** instances of disclosure.\n\n" * 5_000
    taken = seconds(lambda: commonmark.parse(source))
    tell(f"5,000 paragraphs read: {taken:.2f} s")
    assert taken < 10


@pytest.mark.parametrize("piece", ["9", " ", "9,", "99:99 ", "a ", "-", "£", "media,"])
def test_long_input_to_any_field_is_refused_or_kept_within_1_s(
    programme: Programme, piece: str
) -> None:
    def clean_all() -> None:
        for field in {each.type: each for each in programme.fields.values()}.values():
            with suppress(AnswerError):
                field.clean("1" + piece * 50_000 + "x")

    assert seconds(clean_all) < 1


@pytest.mark.parametrize(
    "template",
    ["{{ " + "(" * 5000, "{% if 1 %}" * 500, "{{ " + "not " * 5000, "{{ a" + ".b" * 5000 + " }}"],
    ids=["brackets", "conditions", "not", "dots"],
)
def test_no_template_takes_longer_than_5_s_to_refuse(tmp_path: Path, template: str) -> None:
    (tmp_path / "odd.j2").write_text(template, encoding="utf-8")

    def refuse() -> None:
        with pytest.raises(ProgrammeError):
            fill(tmp_path, "odd.j2", {}, HMIC)

    assert seconds(refuse) < 5
