"""The entry that a PDF carries comes back exactly; one that cannot be taken is left, and told."""

from __future__ import annotations

import io
import json
import time
import zlib
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any, get_args

import pikepdf
import pytest
from pikepdf import Name

from desktop.core.editions import Edition, Kind, Look
from desktop.core.entry import entry_as_json
from desktop.core.forces import Force, Forces
from desktop.core.programme import Programme
from desktop.core.report import Passage, Report
from desktop.ingest import (
    NotAReportError,
    Reading,
    ReadingProcess,
    UnreadableError,
    files,
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


@pytest.fixture(scope="module")
def words(pages: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The words of the pages as plain text, which is read faster."""
    folder = tmp_path_factory.mktemp("words")
    (folder / "report.pdf").write_bytes(pages)
    file = folder / "report.txt"
    file.write_text(files.read_file(folder / "report.pdf"), encoding="utf-8")
    return file


@pytest.fixture
def read(programme: Programme, forces: Forces, tmp_path: Path) -> ReadFile:
    def read(pdf: bytes) -> Reading:
        file = tmp_path / "report.pdf"
        file.write_bytes(pdf)
        return read_report(file, programmes=[programme], forces=forces, carried=attached(file))

    return read


def test_the_entry_of_any_report_comes_back_exactly(
    read: ReadFile, programme: Programme, forces: Forces
) -> None:
    force = forces["essex"]
    report = random_report(programme, force, seed=2)

    back = read(render(programme, force, report, Edition("draft", "pdf", "accessible")).file)

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
    spoil: Spoil,
    why: str,
    programme: Programme,
    forces: Forces,
    words: Path,
    entry: dict[str, Any],
) -> None:
    data = spoil(entry)
    started = time.perf_counter()

    reading = read_report(words, programmes=[programme], forces=forces, carried=data)

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


@pytest.mark.parametrize("deadly", [1, 2], ids=["taken out", "held to the pages"])
def test_a_process_that_dies_of_what_a_file_carries_still_reads_its_text(
    deadly: int, programme: Programme, forces: Forces, tmp_path: Path, pages: bytes
) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(pages)
    ask = Apart.ask
    asked: list[object] = []

    def die_once(apart: Apart[Any, Any], request: object) -> object:
        asked.append(request)
        if len(asked) == deadly:
            raise NoReplyError
        return ask(apart, request)

    with (
        pytest.MonkeyPatch.context() as patched,
        ReadingProcess([programme], forces) as process,
    ):
        patched.setattr(Apart, "ask", die_once)
        assert "in the memory and the time" in refusal(process.read(file))
