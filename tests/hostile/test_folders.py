"""Programme folders, settings and files from anybody: read whole, or refused in one plain line."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import struct
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pikepdf
import pytest

from desktop.core.drafting import begin, draft
from desktop.core.editions import PROOF, Edition, Format
from desktop.core.folders import SEEDS, TEMPLATES
from desktop.core.forces import Force, Forces, ForcesError, read_forces
from desktop.core.programme import Programme
from desktop.core.programme_reader import ProgrammeError, read_programme
from desktop.core.programmes import read_programmes
from desktop.core.sample import read_sample
from desktop.ingest import NotAReportError, ReadingProcess, UnreadableError, read_report
from desktop.publish import RenderProcess, save_file
from desktop.publish.rendering import RenderError
from desktop.publish.variables import sheets
from desktop.store.database import Database
from desktop.store.errors import DatabaseError
from desktop.store.inspector import inspector_name
from desktop.store.settings import read_settings, settings_file
from desktop.ui.memory import Memory
from tests.hostile.corpus import SECRET, TALLY, WIDE, Payload, is_bomb
from tests.hostile.exits import page_of

NAME = "revisiting-police-relationships-2012"
SLOWEST = 60.0
LONG = 250_000 if WIDE else 5_000
NO_FILES = ("a pipe", "a link", "a device", "a folder", "itself", "nothing")
HEAD = (TEMPLATES / NAME / "programme.toml").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A programme folder that anybody may have changed."""
    return Path(shutil.copytree(TEMPLATES / NAME, tmp_path / "programmes" / NAME))


@pytest.fixture(scope="module")
def process() -> Iterator[RenderProcess]:
    with RenderProcess(warm_for="html", time_limit=30) as process:
        yield process


@pytest.fixture(scope="module")
def small() -> Iterator[RenderProcess]:
    """A process with little time and memory."""
    with RenderProcess(warm_for="html", time_limit=5, memory_limit=2**30) as process:
        yield process


@pytest.fixture
def kent(forces: Forces) -> Force:
    return forces["kent"]


def refusal(read: Callable[[], object], *kinds: type[Exception]) -> str:
    """Give the one line in which something is refused; it comes soon."""
    began = time.monotonic()
    with pytest.raises(kinds) as refused:
        read()
    assert time.monotonic() - began < SLOWEST
    line = str(refused.value)
    assert SECRET not in line
    assert len(line.splitlines()) == 1
    return line


TOML = {
    "names joined by dots": "a." * 300_000 + "a = 1",
    "tables named by dots": f"[{'a.' * 200_000}a]",
    "quoted names joined by dots": "'a'." * 100_000 + "a = 1",
    "lists in lists": "a = " + "[" * 5_000,
    "tables in tables": "a = " + "{b=" * 5_000,
    "a number of 5,000 digits": "a = " + "9" * 5_000,
    "no number": "a = nan",
    "a number out of range": "a = 1e99999",
    "a day that is none": "a = 9999-99-99",
    "a NUL": "a = '\0'",
    "half a character": 'a = "\\ud800"',
    "a long list": "a = [" + "1," * LONG + "]",
    "many sections": "[[sections]]\n" * (LONG // 4),
    "many keys": "".join(f"k{number} = 1\n" for number in range(LONG // 4)),
    "one name of 900,000 letters": "x" * 900_000 + " = 1",
    "900,000 lines": "\n" * 900_000,
    "more than may be read": "#" * 1_100_000,
    "nothing": "",
    "a mistake behind a long text": HEAD.replace(
        "published = ", 'said = """\n' + "x\n" * LONG + '"""\npublished = ', 1
    ),
    "a title of many lines": HEAD.replace("title = ", 'title = """' + "\n" * LONG + '"""#', 1),
}


@pytest.mark.parametrize("what", TOML)
def test_a_programme_file_is_refused_soon_and_in_one_line(what: str, folder: Path) -> None:
    (folder / "programme.toml").write_text(TOML[what], encoding="utf-8")
    refusal(lambda: read_programme(folder), ProgrammeError)


@pytest.mark.parametrize("what", [each for each in TOML if "said" not in TOML[each]])
def test_a_file_of_forces_is_refused_soon_and_in_one_line(what: str, tmp_path: Path) -> None:
    file = tmp_path / "forces.toml"
    file.write_text(TOML[what], encoding="utf-8")
    refusal(lambda: read_forces(file), ForcesError)


def test_texts_of_a_programme_stay_texts(
    corpus: tuple[Payload, ...], folder: Path, kent: Force, process: RenderProcess
) -> None:
    few = [each for each in corpus if not is_bomb(each)]
    for payload in few if WIDE else few[::200]:
        said = json.dumps(payload.text.replace("\ud800", "\ufffd"), ensure_ascii=True)
        lines = HEAD.splitlines()
        at = next(number for number, line in enumerate(lines) if line.startswith("title = "))
        lines[at] = f"title = {said}"
        (folder / "programme.toml").write_text("\n".join(lines), encoding="utf-8")
        found = read_programmes([folder.parent])
        for line in found.mistakes.values():
            assert len(line.splitlines()) == 1, payload.name
        for programme in found.by_id.values():
            html = process.render(folder, kent, begin(programme, kent)).file
            assert SECRET.encode() not in html
        TALLY.add([payload], "programme", ["pdf"])


@pytest.mark.parametrize("name", ["programme.toml", "sample.toml", "drafts", "wording"])
def test_no_link_leads_a_programme_out_of_its_folder(
    name: str, folder: Path, canary: Path, kent: Force, forces: Forces
) -> None:
    for file in [folder / name] if name.endswith("toml") else (folder / name).iterdir():
        file.unlink()
        file.symlink_to(canary)

    def read() -> None:
        programme = read_programme(folder)
        for item in programme.items:
            draft(programme, item, kent, {})
        read_sample(programme, forces)

    refusal(read, ProgrammeError)


@pytest.mark.parametrize("what", NO_FILES if WIDE else NO_FILES[:2])
@pytest.mark.parametrize("name", ["programme.toml", "drafts/leaks.j2", "report.css"])
def test_what_is_no_file_holds_nothing_up(
    what: str, name: str, folder: Path, canary: Path, kent: Force, process: RenderProcess
) -> None:
    programme = read_programme(folder)
    drafts = [item.draft for item in programme.items.values() if item.draft]
    file = folder / name.replace("leaks.j2", drafts[0])
    file.unlink(missing_ok=True)
    not_a_file(file, what, canary)
    began = time.monotonic()
    found = read_programmes([folder.parent])
    for line in found.mistakes.values():
        assert len(line.splitlines()) == 1
        assert SECRET not in line
    for each in found.by_id.values():
        assert SECRET.encode() not in made_or_refused(process, each, kent, PROOF)
    assert time.monotonic() - began < SLOWEST


def not_a_file(file: Path, what: str, canary: Path) -> None:
    """Put in the place of a file what is none."""
    match what:
        case "a pipe":
            os.mkfifo(file)
        case "a device":
            file.symlink_to("/dev/zero")
        case "a folder":
            file.mkdir()
        case "itself":
            file.symlink_to(file)
        case "nothing":
            file.symlink_to(file.with_name("nowhere"))
        case _:
            file.symlink_to(canary)


TEMPLATES_THAT_TRY = (
    "{% include 'link.txt' %}",
    "{% extends 'link.txt' %}",
    "{% include '../../secret.txt' %}",
    "{% include 'CANARY' %}",
    "{% import 'link.txt' as x %}{{ x }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ report.__class__.__init__.__globals__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ [].append.__self__ }}",
    "{{ ''|attr('__class__') }}",
    "{{ '%s'|format(report)|attr('x') }}",
    "{% for a in [1] %}{% include 'report.html.j2' %}{% endfor %}",
    "{{ 'a' * 10**10 }}",
    "{{ 10**10**8 }}",
    "<img src='link.txt'><object data='link.txt'></object>",
    "<link rel=stylesheet href='link.txt'><link rel=attachment href='link.txt'>",
    "<img src='CANARY'><a rel=attachment href='file://CANARY'>x</a>",
    "{{ lipsum() }}{{ cycler }}{{ joiner }}{{ namespace }}",
    "{% set x = 1 %}{% for i in x %}{% endfor %}",
)


@pytest.mark.parametrize("text", TEMPLATES_THAT_TRY if WIDE else TEMPLATES_THAT_TRY[::3])
def test_a_page_template_reaches_no_other_file(
    text: str, folder: Path, canary: Path, kent: Force, small: RenderProcess
) -> None:
    (folder / "report.html.j2").write_text(text.replace("CANARY", str(canary)), encoding="utf-8")
    (folder / "link.txt").symlink_to(canary)
    (folder.parent.parent / "secret.txt").write_text(SECRET, encoding="utf-8")
    programme = read_programme(folder)
    kinds: tuple[Format, ...] = ("pdf", "html", "docx") if WIDE else ("html",)
    for kind in kinds:
        began = time.monotonic()
        made = made_or_refused(small, programme, kent, Edition("proof", kind))
        assert time.monotonic() - began < SLOWEST
        assert SECRET.encode() not in made


def made_or_refused(
    process: RenderProcess, programme: Programme, force: Force, edition: Edition
) -> bytes:
    try:
        return process.render(programme.folder, force, begin(programme, force), edition).file
    except RenderError as error:
        return str(error).encode()


def test_a_style_sheet_out_of_the_folder_is_none(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.css"
    outside.write_text(":root { --ink: #123456 }", encoding="utf-8")
    (folder / "report.css").unlink(missing_ok=True)
    (folder / "report.css").symlink_to(outside)
    assert folder / "report.css" not in sheets(folder, "standard")


SETTINGS = {
    "no JSON": "{",
    "a list": "[]",
    "lists in lists": "[" * 100_000,
    "tables in tables": '{"a":' * 100_000,
    "a number of 5,000 digits": '{"inspector": ' + "9" * 5_000 + "}",
    "half a character": '{"inspector": "\\ud800"}',
    "no number": '{"inspector": NaN}',
    "a NUL": '{"inspector": "a\\u0000b"}',
    "another kind": '{"inspector": {"__class__": "x"}}',
    "more than may be read": '{"inspector": "' + "x" * 2_000_000 + '"}',
}


@pytest.mark.parametrize("what", SETTINGS)
def test_settings_that_are_none_count_as_never_set(what: str, tmp_path: Path) -> None:
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().write_text(SETTINGS[what], encoding="utf-8")
    name = inspector_name()
    assert name
    assert name.isprintable()


@pytest.mark.parametrize("what", ["a pipe", "a device", "a folder", "itself", "nothing"])
def test_settings_that_are_no_file_hold_nothing_up(what: str, tmp_path: Path, canary: Path) -> None:
    not_a_file(tmp_path / "settings.json", what, canary)
    assert read_settings(tmp_path / "settings.json") == {}


def test_how_the_window_was_left_runs_nothing(tmp_path: Path, pwned: Path) -> None:
    class Run:
        def __reduce__(self) -> tuple[object, ...]:
            return os.system, (f"touch {pwned}",)

    run = pickle.dumps(Run())
    name = b"PySide::PyObjectWrapper\0"
    variant = struct.pack(">II", 127, len(name)) + name + struct.pack(">I", len(run)) + run
    said = "".join(f"\\x{byte:02x}" for byte in variant)
    file = tmp_path / "window.json"
    file.write_text(f"[General]\ngeometry=@Variant({said})\nforce=@Variant({said})\n", "utf-8")
    memory = Memory(file)
    assert memory.text("force") == ""
    assert memory.state("geometry").isEmpty()


def large(file: Path) -> None:
    file.touch()
    os.truncate(file, 100_000_000)


def zipped(file: Path) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/document.xml", b"0" * 50_000_000)


def a_pdf(file: Path, change: Callable[[pikepdf.Pdf], None]) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        change(pdf)
        pdf.save(file)


def with_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(
        S=pikepdf.Name.JavaScript, JS="app.launchURL('http://hostile.test/')"
    )


def with_launch(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="/bin/sh")


def with_bomb(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Contents = pdf.make_stream(b"BT " + b"(a) Tj " * 30_000_000 + b"ET")


def with_circle(pdf: pikepdf.Pdf) -> None:
    pages = pdf.Root.Pages
    pages.Kids.append(pages)


def with_many_pages(pdf: pikepdf.Pdf) -> None:
    for _ in range(20_000 if WIDE else 2_000):
        pdf.pages.append(pdf.pages[0])


FILES: dict[str, Callable[[Path], object]] = {
    "nothing": lambda file: file.write_bytes(b""),
    "NULs": lambda file: file.write_bytes(bytes(10_000)),
    "a long text": lambda file: file.write_bytes(b"The force. " * 400_000),
    "far too much": large,
    "lists in lists": lambda file: file.write_text(
        '{"format": "fieldbook-entry", "a": ' + "[" * 99_999
    ),
    "a zip bomb": zipped,
    "a pipe": lambda file: os.mkfifo(file),
    "a device": lambda file: file.symlink_to("/dev/zero"),
    "itself": lambda file: file.symlink_to(file),
    "a file of the system without an end": lambda file: file.symlink_to("/proc/self/pagemap"),
    "a folder": lambda file: file.mkdir(),
    "a web page": lambda file: file.write_text("<html><script>alert(1)</script></html>"),
    "an entity bomb": lambda file: file.write_text(
        "<!DOCTYPE html [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><html>&b;</html>"
    ),
    "a PDF with a script": lambda file: a_pdf(file, with_script),
    "a PDF that starts programs": lambda file: a_pdf(file, with_launch),
    "a PDF of packed pages": lambda file: a_pdf(file, with_bomb),
    "a PDF whose pages go round": lambda file: a_pdf(file, with_circle),
    "a PDF of many pages": lambda file: a_pdf(file, with_many_pages),
    "a PDF cut off": lambda file: file.write_bytes(b"%PDF-1.7\n1 0 obj\n<<"),
    "a PDF of nothing else": lambda file: file.write_bytes(b"%PDF-" + bytes(1_000_000)),
}


@pytest.fixture(scope="module")
def reading(programme: Programme, forces: Forces) -> Iterator[ReadingProcess]:
    with ReadingProcess([programme], forces, time_limit=10) as process:
        yield process


@pytest.mark.parametrize("what", FILES)
def test_no_file_holds_up_who_reads_it(what: str, tmp_path: Path, reading: ReadingProcess) -> None:
    if what == "a PDF of packed pages" and not WIDE:
        pytest.skip("takes seconds to make: HOSTILE=wide")
    file = tmp_path / "report.pdf"
    FILES[what](file)
    refusal(lambda: reading.read(file), UnreadableError, NotAReportError)


@pytest.mark.parametrize(
    "what", ["nothing", "NULs", "a pipe", "a device", "itself", "a folder", "a PDF cut off"]
)
def test_no_file_is_opened_as_a_database_that_is_none(what: str, tmp_path: Path) -> None:
    file = tmp_path / "book.sqlite3"
    FILES[what](file)
    refusal(lambda: Database.open(file), DatabaseError)


def test_a_file_written_in_place_of_a_link_leaves_what_it_led_to(
    tmp_path: Path, canary: Path
) -> None:
    link = tmp_path / "kent.pdf"
    link.symlink_to(canary)
    save_file(link, b"%PDF-")
    assert canary.read_text(encoding="utf-8") == SECRET
    assert not link.is_symlink()


def test_an_imported_text_is_text(
    corpus: tuple[Payload, ...], programme: Programme, forces: Forces, tmp_path: Path
) -> None:
    seed = (SEEDS / "cleveland.txt").read_text(encoding="utf-8")
    few = [each for each in corpus if "\x00" not in each.text]
    for payload in few if WIDE else few[::200]:
        file = tmp_path / "report.txt"
        said = seed.replace("Media policy", f"{payload.text[:3000]}\nMedia policy", 1)
        said = said.replace(". ", f". {payload.text[:3000]} ", 3)
        file.write_text(said, encoding="utf-8", errors="surrogatepass")
        began = time.monotonic()
        with suppress(NotAReportError, UnreadableError):
            reading = read_report(file, programmes=[programme], forces=forces)
            assert SECRET not in str(reading.report)
        assert time.monotonic() - began < SLOWEST, payload.name
        TALLY.add([payload], "imported text", ["report"])


def test_a_passage_from_a_web_page_is_a_page_again() -> None:
    words, elements, dangers = page_of("<p onclick=x>a</p><a href='javascript:b'>c</a>")
    assert (words, elements, len(dangers)) == ("ac", {"p", "a"}, 2)
