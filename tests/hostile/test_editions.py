"""Whatever stands in answers, passages and points is text in every edition, letter and table."""

from __future__ import annotations

import csv
import datetime
import io
import json
import time
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import get_args

import pytest

from desktop.core import commonmark
from desktop.core.editions import Edition, Format
from desktop.core.entry import entry_as_json, entry_from_json, report_of
from desktop.core.fields import AnswerError
from desktop.core.forces import Force, Forces
from desktop.core.programme import Programme
from desktop.core.programme_reader import read_programme
from desktop.core.report import Passage, Report
from desktop.core.review import Point
from desktop.core.richtext import visible
from desktop.publish import RenderProcess
from desktop.publish.letter import Letter
from desktop.publish.rendering import Rendering
from desktop.publish.tables import as_csv, as_xlsx, table_of_answers
from tests.hostile.corpus import SECRET, TALLY, WIDE, Payload, as_typed, is_bomb, shares, some
from tests.hostile.exits import (
    dangers_of_pdf,
    dangers_of_word,
    letters,
    page_of,
    pdf_words,
    word_words,
)
from tests.programme_stub import write_programme

ITEMS = 90
SLOWEST = 60.0
"""Seconds for one report, on a machine that does much else; limits in the program are wider."""
FORMATS: tuple[Format, ...] = get_args(Format)
ELEMENTS = frozenset(
    ("a", "article", "b", "body", "br", "dd", "div", "dl", "dt", "em", "footer", "h1", "h2", "h3",
     "head", "header", "html", "i", "img", "li", "link", "main", "meta", "nav", "ol", "p",
     "section", "small", "span", "strong", "style", "table", "td", "th", "time", "title", "tr",
     "ul")
)  # fmt: skip
FORMULA = tuple("=+-@\t\r＝＋－＠")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Programme:
    """A programme of many items, each with a text and a passage; one draft prints its text."""
    items = "".join(
        f'[[sections.items]]\nkey = "i{number}"\ntitle = "Item {number}"\n'
        f'draft = "said.j2"\nfields = [{{ key = "said", type = "text", label = "Said" }}]\n'
        for number in range(ITEMS)
    )
    sections = f'[[sections]]\nkey = "s"\ntitle = "S"\nheading = "What is said"\n{items}'
    draft = {"drafts/said.j2": "{% if said is not none %}It said {{ said }} once.{% endif %}"}
    return read_programme(write_programme(tmp_path_factory.mktemp("many"), sections, draft))


@pytest.fixture(scope="module")
def process() -> Iterator[RenderProcess]:
    with RenderProcess() as process:
        yield process


@pytest.fixture(scope="module")
def kent(forces: Forces) -> Force:
    return forces["kent"]


def report_with(
    programme: Programme, answers: Mapping[str, str | None], passages: Mapping[str, str]
) -> Report:
    return Report(
        programme.id,
        "kent",
        answers={key: value for key, value in answers.items() if value is not None},
        passages={key: Passage(text, "edited") for key, text in passages.items()},
    )


def put_in(programme: Programme, share: Sequence[Payload], *, typed: bool) -> Report:
    """Give a report that has each payload as an answer and as a passage."""
    answers: dict[str, str | None] = {}
    passages: dict[str, str] = {}
    for number, payload in enumerate(share):
        field = programme.fields[f"s.i{number}.said"]
        try:
            answer = field.clean(payload.text)
        except AnswerError:
            answer = None
        answers[f"s.i{number}.said"] = str(answer) if answer is not None else None
        passages[f"s.i{number}"] = (
            as_typed(payload.text) if typed else commonmark.tidy(payload.text)
        )
    return report_with(programme, answers, passages)


def made(
    process: RenderProcess, programme: Programme, force: Force, report: Report, kind: Format
) -> Rendering:
    began = time.monotonic()
    done = process.render(programme.folder, force, report, Edition("proof", kind))
    assert time.monotonic() - began < SLOWEST
    return done


def words_and_dangers(file: bytes, kind: Format) -> tuple[str, list[str]]:
    if kind == "pdf":
        return pdf_words(file), list(dangers_of_pdf(file))
    if kind == "docx":
        return word_words(file), list(dangers_of_word(file))
    words, elements, dangers = page_of(file.decode())
    return words, dangers + sorted(elements - ELEMENTS)


@pytest.mark.parametrize("kind", FORMATS)
def test_what_is_typed_is_printed_as_text(
    kind: Format,
    corpus: tuple[Payload, ...],
    many: Programme,
    kent: Force,
    process: RenderProcess,
) -> None:
    texts = [each for each in corpus if not is_bomb(each)]
    # What the formats make of a text they make of the same blocks: one of them tries every text.
    for share in shares(some(texts, 1 if kind == "html" else 5), ITEMS):
        report = put_in(many, share, typed=True)
        words, dangers = words_and_dangers(made(process, many, kent, report, kind).file, kind)
        assert not dangers
        assert SECRET not in words
        shown = letters(words)
        for payload in share:
            assert letters(visible(payload.text)) in shown, payload.name
        TALLY.add(share, "passage, typed", [kind])


@pytest.mark.parametrize("kind", FORMATS)
def test_what_comes_as_commonmark_does_no_more_than_passages_do(
    kind: Format,
    corpus: tuple[Payload, ...],
    many: Programme,
    kent: Force,
    process: RenderProcess,
) -> None:
    for share in shares(some([each for each in corpus if not is_bomb(each)], 8), ITEMS):
        report = put_in(many, share, typed=False)
        words, dangers = words_and_dangers(made(process, many, kent, report, kind).file, kind)
        assert not dangers
        assert SECRET not in words
        TALLY.add(share, "passage, as data", [kind])


def test_an_answer_is_put_into_drafts_as_text(
    corpus: tuple[Payload, ...], many: Programme, kent: Force, process: RenderProcess
) -> None:
    from desktop.core.drafting import follow_answers

    for share in shares([each for each in corpus if not is_bomb(each)], ITEMS):
        answered = replace(put_in(many, share, typed=True), passages={})
        followed = follow_answers(many, kent, answered)
        assert not followed.mistakes
        report = replace(answered, passages=followed.passages)
        words, dangers = words_and_dangers(made(process, many, kent, report, "html").file, "html")
        assert not dangers
        shown = letters(words)
        for number, payload in enumerate(share):
            said = answered.answers.get(f"s.i{number}.said")
            if said is not None:
                field = many.fields[f"s.i{number}.said"]
                assert letters(field.in_words(said, many.house_style)) in shown, payload.name
        TALLY.add(share, "answer, drafted", ["html"])


@pytest.mark.parametrize("kind", FORMATS)
def test_a_bomb_ends_in_pages_or_in_one_plain_line(
    kind: Format,
    corpus: tuple[Payload, ...],
    many: Programme,
    kent: Force,
    process: RenderProcess,
) -> None:
    # What is set as pages takes the time that its length asks for, by itself and for all of them.
    longest = 20_000 if WIDE else 300
    bombs = [replace(each, text=each.text[:longest]) for each in corpus if is_bomb(each)]
    for share in shares(bombs, ITEMS):
        file = made(process, many, kent, put_in(many, share, typed=False), kind).file
        assert file
        TALLY.add(share, "passage, as data", [kind])


def test_points_are_answered_as_text(
    corpus: tuple[Payload, ...], many: Programme, kent: Force, process: RenderProcess
) -> None:
    few = [each for each in corpus if not is_bomb(each)]
    for share in shares(some(few, 30), len(corpus)):
        points = [
            Point(
                "inaccurate_fact",
                "s.i1",
                each.text,
                each.text,
                "2012-12-01T10:00:00+00:00",
                quote=each.text,
                evidence=each.text,
                decision="refused",
                reason=each.text,
                decided_by=each.text,
            )
            for each in share
        ]
        report = put_in(many, share[:ITEMS], typed=True)
        day = datetime.date(2012, 12, 19)
        for kind in ("pdf", "docx"):
            letter = Letter(report, points, "<b>Jane</b> {{ 7*7 }}", day, "&amp; =1+1", kind)
            file = process.write_letter(many.folder, kent, letter).file
            words, dangers = words_and_dangers(file, kind)
            assert not dangers
            assert SECRET not in words
            shown = letters(words)
            assert letters("<b>Jane</b> {{ 7*7 }}") in shown
            for payload in share:
                assert letters(visible(payload.text)) in shown, payload.name
            TALLY.add(share, "point", [f"letter {kind}"])


def test_tables_hold_no_formula_and_every_text(
    corpus: tuple[Payload, ...], many: Programme, forces: Forces
) -> None:
    for share in shares(some(corpus, 5), ITEMS):
        # Long ones take long to be written as passages, which are in no table.
        short = share if WIDE else [replace(each, text=each.text[:2_000]) for each in share]
        report = put_in(many, short, typed=True)
        raw = {f"s.i{number}.said": each.text[:40_000] for number, each in enumerate(share)}
        for answers in (report.answers, raw):
            table = table_of_answers(
                many, Forces([forces["kent"]]), [replace(report, answers=answers)]
            )
            cells = [cell for row in csv.reader(io.StringIO(as_csv(table))) for cell in row]
            assert not [each for each in cells if each.lstrip(" \n").startswith(FORMULA)]
            if answers is report.answers and not WIDE:
                continue
            with zipfile.ZipFile(io.BytesIO(as_xlsx(table))) as parts:
                sheet = parts.read("xl/worksheets/sheet1.xml")
                assert b"<f>" not in sheet
                assert b"<hyperlink" not in sheet
                assert "xl/externalLinks/externalLink1.xml" not in parts.namelist()
        TALLY.add(share, "answer", ["csv", "xlsx"])


def test_an_entry_says_the_same_when_it_is_read_again(
    corpus: tuple[Payload, ...], many: Programme
) -> None:
    for share in shares([each for each in corpus if not is_bomb(each)], ITEMS):
        report = put_in(many, share, typed=True)
        data = entry_as_json(report, many, Edition("proof", "pdf"))
        json.loads(data)
        again = report_of(entry_from_json(data), many)
        assert again.answers == report.answers
        assert {key: each.text for key, each in again.passages.items()} == {
            key: each.text for key, each in report.passages.items()
        }
        TALLY.add(share, "entry", ["json"])


def test_what_names_a_force_is_text(
    corpus: tuple[Payload, ...], many: Programme, kent: Force, process: RenderProcess
) -> None:
    report = put_in(many, corpus[:1], typed=True)
    few = [each for each in corpus if not is_bomb(each)]
    for payload in some(few, 150):
        named = replace(kent, name=payload.text, area=payload.text, area_in_sentence=payload.text)
        for kind in FORMATS:
            file = process.render(many.folder, named, report, Edition("proof", kind)).file
            words, dangers = words_and_dangers(file, kind)
            assert not dangers
            assert SECRET not in words
            TALLY.add([payload], "force", [kind])
