"""The entry that a PDF carries comes back exactly; one that cannot be taken is left, and told."""

from __future__ import annotations

import io
import json
import re
import time
import zlib
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any, get_args

import pikepdf
import pytest
from pikepdf import Name

from desktop.core import commonmark
from desktop.core.editions import Edition, Kind, Look
from desktop.core.entry import entry_as_json
from desktop.core.folders import SEEDS
from desktop.core.forces import Force, Forces
from desktop.core.programme import Programme
from desktop.core.report import Passage, Report
from desktop.core.richtext import plain_text
from desktop.ingest import (
    NotAReportError,
    Reading,
    ReadingProcess,
    UnreadableError,
    files,
    read_published,
    read_report,
)
from desktop.ingest.attached import attached_entry
from desktop.ingest.report_file import attached
from desktop.publish import render
from desktop.publish.apart import Apart, NoReplyError
from tests.ingest.hostile_attachments.entries import (
    COUNT,
    ENTRIES,
    TOO_LARGE,
    Spoil,
    put,
    said,
    written,
)
from tests.ingest.hostile_attachments.files import (
    REFUSED,
    WITHOUT,
    Put,
    attach,
    carrying,
    file_of,
    sound,
)
from tests.random_reports import random_report

EDITIONS = [Edition(kind, "pdf", look) for kind, look in product(get_args(Kind), get_args(Look))]
ReadFile = Callable[[bytes], Reading]
LEAKS = "Kent Police has investigated [one](fact:press.leaks.investigated) leak, and *nobody* knew."
POLICY = "The new media policy is in place. Staff can find it on the intranet."
INSTEAD = "A draft that was seen."


@pytest.fixture(scope="module")
def kent(forces: Forces) -> Force:
    return forces["kent"]


@pytest.fixture(scope="module")
def short(programme: Programme, kent: Force) -> Report:
    """A report that is quickly set and read: a few answers, two passages."""
    return Report(
        programme.id,
        kent.key,
        answers={COUNT: 1, "isbn": "978-1-78246-061-9", "published": "2012-12"},
        passages={
            "press.leaks": Passage(LEAKS, "edited", INSTEAD),
            "press.media_policy": Passage(POLICY, "edited"),
        },
    )


@pytest.fixture(scope="module")
def pages(programme: Programme, kent: Force, short: Report) -> bytes:
    return render(programme, kent, short).file


@pytest.fixture(scope="module")
def entry(programme: Programme, short: Report) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(entry_as_json(short, programme, Edition()))
    return found


@pytest.fixture
def read(programme: Programme, forces: Forces, tmp_path: Path) -> ReadFile:
    def read(pdf: bytes) -> Reading:
        file = tmp_path / "report.pdf"
        file.write_bytes(pdf)
        return read_report(file, programmes=[programme], forces=forces, carried=attached(file))

    return read


@pytest.mark.parametrize("number", range(0, 8, 3))
def test_the_entry_of_any_report_in_any_edition_comes_back_exactly(
    number: int, read: ReadFile, programme: Programme, forces: Forces
) -> None:
    force = list(forces.values())[5 * number]
    report = random_report(programme, force, seed=number)

    back = read(render(programme, force, report, EDITIONS[number]).file)

    assert back.from_data
    assert back.warnings == ()
    assert back.force == force
    assert back.report == report
    assert {key: type(each) for key, each in back.report.answers.items()} == {
        key: type(each) for key, each in report.answers.items()
    }


def refusal(reading: Reading) -> str:
    """Give the line that says why data were not taken; the text was read in their place."""
    assert not reading.from_data
    assert reading.report.answers[COUNT] == 1
    assert "press.leaks" in reading.report.passages
    line = reading.warnings[0]
    assert line.startswith("The data in this file ")
    assert line.endswith(", so its text was read instead.")
    assert line.isprintable()
    assert len(line) < 400
    return line


@pytest.mark.parametrize(("spoil", "why"), ENTRIES.values(), ids=ENTRIES)
def test_an_entry_that_is_spoilt_is_left_and_the_text_is_read(
    spoil: Spoil, why: str, read: ReadFile, pages: bytes, entry: dict[str, Any]
) -> None:
    data = spoil(entry)
    started = time.perf_counter()

    reading = read(carrying(pages, lambda pdf: sound(pdf, data)))

    assert why in refusal(reading)
    assert time.perf_counter() - started < 10


@pytest.mark.parametrize(("put_in", "why"), REFUSED.values(), ids=REFUSED)
def test_an_entry_that_is_packed_with_harm_in_mind_is_left_and_the_text_is_read(
    put_in: Put, why: str, read: ReadFile, pages: bytes, entry: dict[str, Any]
) -> None:
    reading = read(carrying(pages, lambda pdf: put_in(pdf, written(entry))))

    assert why in refusal(reading)


@pytest.mark.parametrize("put_in", WITHOUT.values(), ids=WITHOUT)
def test_files_without_an_entry_are_read_as_ever(
    put_in: Put, pages: bytes, entry: dict[str, Any]
) -> None:
    assert attached_entry(carrying(pages, lambda pdf: put_in(pdf, written(entry)))) is None


def moved(entry: dict[str, Any]) -> bytes:
    """Put the words of one item into another."""
    return put("passages", value={"press.social_media": entry["passages"]["press.leaks"]})(entry)


def swapped(entry: dict[str, Any]) -> bytes:
    leaks, policy = (entry["passages"][key] for key in ("press.leaks", "press.media_policy"))
    return put("passages", value={"press.leaks": policy, "press.media_policy": leaks})(entry)


OTHERWISE: dict[str, tuple[Spoil, str]] = {
    "another number in a passage": (said("[one](fact", "[two](fact"), "(Leaks)"),
    "another word in a passage": (said("*nobody*", "*somebody*"), "(Leaks)"),
    "another mark in a passage": (said("in place.", "in place?"), "(Media policy)"),
    "a passage cut short": (said(", and *nobody* knew.", ""), "(Leaks)"),
    "a passage without its beginning": (said("Kent Police has ", ""), "(Leaks)"),
    "another number as the answer": (put("answers", COUNT, value=2), "(Leaks)"),
    "a passage moved, and one missing": (moved, "The new media policy"),
    "passages in each other's place": (swapped, "(Leaks)"),
    "no passages": (put("passages", value={}), "do not say all that its pages say"),
    "a passage more": (
        put("passages", "gifts.procurement", value={"mode": "edited", "text": "All is well."}),
        "(Procurement)",
    ),
    "another force": (put("force", value="essex"), "(Force)"),
    "another month": (put("answers", "published", value="2013-01"), "(Published)"),
    "an embargo": (put("answers", "embargo", value="2012-12-19T00:01"), "(Embargoed until)"),
}


@pytest.mark.parametrize(("spoil", "why"), OTHERWISE.values(), ids=OTHERWISE)
def test_data_that_say_something_else_than_the_pages_are_left(
    spoil: Spoil, why: str, read: ReadFile, pages: bytes, entry: dict[str, Any]
) -> None:
    reading = read(carrying(pages, lambda pdf: sound(pdf, spoil(entry))))

    assert why in refusal(reading)


def test_pages_of_another_report_are_read_and_not_the_data(
    read: ReadFile, programme: Programme, forces: Forces, entry: dict[str, Any]
) -> None:
    other = Report(
        programme.id,
        "essex",
        answers={"published": "2012-12"},
        passages={"gifts.procurement": Passage("The force is strict.", "edited")},
    )
    essex = render(programme, forces["essex"], other).file

    reading = read(carrying(essex, lambda pdf: sound(pdf, written(entry))))

    assert (reading.from_data, reading.force.key) == (False, "essex")
    assert "(Force, Media policy, Leaks)" in reading.warnings[0]


def test_what_no_font_shows_is_left_out_of_what_comes_in(
    read: ReadFile, pages: bytes, entry: dict[str, Any]
) -> None:
    odd = POLICY.replace("media", "\0media").replace("in place", "in\u2028 \ufeffplace")
    marked = put("passages", "press.media_policy", "text", value=odd)

    back = read(carrying(pages, lambda pdf: sound(pdf, marked(entry))))

    assert back.from_data
    text = back.report.passages["press.media_policy"].text
    assert text.isascii()
    assert "\0" not in text


ODD_TEXTS = (
    "<script>alert(1)</script> and <b>so on</b> &amp; on, [here](javascript:alert(1)).",
    "5 * 3 is 15, a_b_c, #1, ☃ ⅷ ㎏ 漢字 שלום 25 עולם 37 é ﬁ ½ ² – “quoted”.",
    f"See https://www.example.org/{'a-very-long-path/' * 20}?x=1&y=2 for {'W' * 300}.",
    "\n\n".join(f"{'A paragraph. ' * 40}{number}" for number in range(40)),
    "- one\n- two\n\nThree.\n\n- four",
)


@pytest.mark.parametrize("edition", EDITIONS[3::3], ids=str)
def test_odd_texts_that_were_printed_come_back_exactly(
    edition: Edition, read: ReadFile, programme: Programme, kent: Force, short: Report
) -> None:
    keys = [key for key, item in programme.items.items() if not item.wording]
    texts = dict(zip(keys, map(commonmark.tidy, ODD_TEXTS), strict=False))
    odd = replace(short, passages={key: Passage(text, "edited") for key, text in texts.items()})

    back = read(render(programme, kent, odd, edition).file)

    assert back.from_data
    assert back.report == odd


@pytest.mark.parametrize("plain", [True, False], ids=["plain", "with an empty password"])
def test_a_pdf_that_another_program_wrote_anew_still_gives_its_entry(
    plain: bool, read: ReadFile, pages: bytes, short: Report
) -> None:
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(pages)) as pdf:
        lock = False if plain else pikepdf.Encryption(owner="secret", user="")
        pdf.save(file, encryption=lock, object_stream_mode=pikepdf.ObjectStreamMode.generate)

    reading = read(file.getvalue())

    assert reading.from_data
    assert reading.report == short


def test_a_locked_pdf_is_refused_as_ever(read: ReadFile, pages: bytes) -> None:
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(pages)) as pdf:
        pdf.save(file, encryption=pikepdf.Encryption(owner="secret", user="secret"))

    with pytest.raises(UnreadableError, match="locked with a password"):
        read(file.getvalue())


def test_a_file_that_is_entry_and_nothing_else_is_read_too(
    programme: Programme, forces: Forces, tmp_path: Path, short: Report, entry: dict[str, Any]
) -> None:
    file = tmp_path / "entry.json"
    file.write_bytes(written(entry))

    reading = read_report(file, programmes=[programme], forces=forces)

    assert reading.from_data
    assert reading.report == short


@pytest.mark.parametrize("name", ["a later version", "a count that is true", "another force"])
def test_a_file_of_data_that_cannot_be_taken_is_refused_in_one_line(
    name: str, programme: Programme, forces: Forces, tmp_path: Path, entry: dict[str, Any]
) -> None:
    spoil, why = ENTRIES[name]
    file = tmp_path / "entry.json"
    file.write_bytes(spoil(entry))

    with pytest.raises(NotAReportError) as refused:
        read_report(file, programmes=[programme], forces=forces)

    assert str(refused.value).startswith("The data in this file ")
    assert why in str(refused.value)


def test_a_report_of_a_programme_that_cannot_be_read_as_text_still_brings_its_entry(
    programme: Programme, forces: Forces, tmp_path: Path, pages: bytes, short: Report
) -> None:
    bare = programme.model_copy().read_from(tmp_path)
    file = tmp_path / "report.pdf"
    file.write_bytes(pages)

    reading = read_report(file, programmes=[bare], forces=forces, carried=attached(file))

    assert reading.from_data
    assert reading.report == short


def test_bombs_harm_nobody_in_the_process_that_reads(
    programme: Programme, forces: Forces, tmp_path: Path, pages: bytes, entry: dict[str, Any]
) -> None:
    zeros = zlib.compressobj(9)
    first, again = (zeros.compress(bytes(2**20)) + zeros.flush(zlib.Z_FULL_FLUSH) for _ in "12")
    bomb = first + 1023 * again
    files = {
        "bomb.pdf": carrying(
            pages, lambda pdf: attach(pdf, file_of(pdf, bomb, Filter=Name.FlateDecode))
        ),
        "sound.pdf": carrying(pages, lambda pdf: sound(pdf, written(entry))),
    }
    for name, pdf in files.items():
        (tmp_path / name).write_bytes(pdf)

    # A bomb of 1 GiB would not fit into this memory.
    with ReadingProcess([programme], forces, memory_limit=2**30) as process:
        assert TOO_LARGE in refusal(process.read(tmp_path / "bomb.pdf"))
        assert process.read(tmp_path / "sound.pdf").from_data


def test_a_process_that_dies_of_what_a_file_carries_still_reads_its_text(
    programme: Programme, forces: Forces, tmp_path: Path, pages: bytes
) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(pages)
    ask = Apart.ask
    asked: list[object] = []

    def die_first(apart: Apart[Any, Any], request: object) -> object:
        asked.append(request)
        if len(asked) == 1:
            raise NoReplyError
        return ask(apart, request)

    with (
        pytest.MonkeyPatch.context() as patched,
        ReadingProcess([programme], forces) as process,
    ):
        patched.setattr(Apart, "ask", die_first)
        assert "in the memory and the time" in refusal(process.read(file))


def words_of(reading: Reading) -> dict[str, str]:
    return {
        key: plain_text(commonmark.parse(each.text))
        for key, each in reading.report.passages.items()
        if each.text
    }


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
@pytest.mark.parametrize("embargo", ["", "2012-12-19T00:01"])
def test_the_marks_of_editions_are_no_part_of_the_text(
    edition: Edition,
    embargo: str,
    programme: Programme,
    kent: Force,
    short: Report,
    forces: Forces,
    tmp_path: Path,
) -> None:
    answers = {**short.answers, "embargo": embargo} if embargo else short.answers
    file = tmp_path / "report.pdf"
    file.write_bytes(render(programme, kent, replace(short, answers=answers), edition).file)

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
    read_text: Callable[[str], Reading],
) -> None:
    text = files.read_file(SEEDS / "cleveland.txt")
    numbers = iter(range(1, 1000))

    numbered = re.sub(r"(?m)^(?=[A-Z][a-z]*[ ,](?:\S+ ){12})", lambda _: f"{next(numbers)} ", text)

    assert next(numbers) > 10
    assert words_of(read_text(numbered)) == words_of(read_text(text))
    assert read_text(numbered).report.answers == read_text(text).report.answers
    listed = "1. In one place;\n2. In two;\n3. In three;\n4. In four;\n5. In five."
    with_list = read_text(text.replace("\n\nNext steps", f"\n\n{listed}\n\nNext steps"))
    assert "4. In four" in " ".join(words_of(with_list).values())


@pytest.fixture
def read_text(programme: Programme, forces: Forces) -> Callable[[str], Reading]:
    return lambda text: read_published(text, programmes=[programme], forces=forces)
