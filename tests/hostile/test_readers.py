"""Every reader, given anything: what it reads, or one of its own errors, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication

from desktop.core import commonmark
from desktop.core.drafting import begin
from desktop.core.editions import PROOF
from desktop.core.entry import EntryError, entry_as_json, entry_from_json, report_of
from desktop.core.fields import AnswerError
from desktop.core.folders import FORCES_FILE, SEEDS, TEMPLATES
from desktop.core.forces import Forces, ForcesError, read_forces
from desktop.core.house_style import HMIC
from desktop.core.programme import Programme
from desktop.core.programme_reader import ProgrammeError, read_programme
from desktop.core.templates import fill
from desktop.ingest import NotAReportError, ReadingProcess, UnreadableError
from desktop.ingest.reading import read_published
from desktop.publish import ManifestError, RenderProcess, read_manifest
from desktop.store.asked import MOST_WORDS, asked
from desktop.store.database import Database
from desktop.store.errors import DatabaseError
from desktop.store.searching import search
from desktop.store.settings import read_settings
from desktop.ui.passage.pasting import read_clipboard
from tests.hostile.corpus import WIDE

NAME = "revisiting-police-relationships-2012"
PROGRAMME = (TEMPLATES / NAME / "programme.toml").read_text(encoding="utf-8")
SEED = (SEEDS / "cleveland.txt").read_text(encoding="utf-8")
FORCES = FORCES_FILE.read_text(encoding="utf-8")
Given = TypeVar("Given", str, bytes)


def tried(quick: int, *, wide: int = 2_000) -> settings:
    """Few examples, always the same, in `make test`; many others in `make hostile`."""
    return settings(
        max_examples=wide if WIDE else quick,
        derandomize=not WIDE,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


ANYTHING = st.text(max_size=400)
SIGNS = st.text(alphabet="{}[]()<>%$#@!\\/'\"`*_-+=|&;:,.~^ \n\t\0a1\u202e\ud800é", max_size=60)
PIECES = st.one_of(SIGNS, ANYTHING)


@st.composite
def spoiled(draw: st.DrawFn, whole: str) -> str:
    """Give a text of which some pieces are something else, missing, or there twice."""
    text = whole
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        length = draw(st.integers(0, 200))
        instead = draw(st.one_of(PIECES, st.just(text[at : at + length] * 2)))
        text = text[:at] + instead + text[at + length :]
    return text


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """Give bytes of which some are others, or which end too soon."""
    data = bytearray(whole)
    for _ in range(draw(st.integers(1, 30))):
        data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    return bytes(data[: draw(st.one_of(st.just(len(data)), st.integers(0, len(data))))])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("programmes") / NAME
    made.mkdir()
    return made


@pytest.fixture(scope="module")
def entry(programme: Programme, forces: Forces) -> bytes:
    return entry_as_json(begin(programme, forces["kent"]), programme, PROOF)


@pytest.fixture(scope="module")
def pdf(programme: Programme, forces: Forces) -> bytes:
    with RenderProcess() as process:
        force = forces["kent"]
        return process.render(programme.folder, force, begin(programme, force)).file


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with Database.open(tmp_path_factory.mktemp("searched") / "book.sqlite3") as database:
        yield database


def write(file: Path, text: str) -> None:
    file.write_bytes(text.encode("utf-8", "surrogatepass"))


@tried(12)
@given(text=spoiled(PROGRAMME))
def test_programmes(text: str, folder: Path) -> None:
    write(folder / "programme.toml", text)
    with suppress(ProgrammeError):
        read_programme(folder)


@tried(12)
@given(text=spoiled(FORCES))
def test_forces(text: str, folder: Path) -> None:
    write(folder / "forces.toml", text)
    with suppress(ForcesError):
        read_forces(folder / "forces.toml")


MARKS = (
    "{{ ", " }}", "{% if ", " %}", "{% else %}", "{% endif %}", "a", "force", ".key", "{#", "#}",
    "|safe", "|e", " is none", " > ", "1", "'x'", "[0]", "()", "*", "~",
)  # fmt: skip
TAGS = st.lists(st.one_of(st.sampled_from(MARKS), PIECES), max_size=20).map("".join)


@tried(30)
@given(text=TAGS)
def test_templates_of_drafts(text: str, folder: Path) -> None:
    write(folder / "draft.j2", text)
    with suppress(ProgrammeError):
        fill(folder, "draft.j2", {"a": 1, "force": {"key": "x"}}, HMIC)


@tried(2, wide=400)
@given(text=spoiled(SEED))
def test_published_texts(text: str, programme: Programme, forces: Forces) -> None:
    with suppress(NotAReportError):
        read_published(text, programmes=[programme], forces=forces)


@tried(2, wide=300)
@given(data=st.data())
def test_pdfs(data: st.DataObject, pdf: bytes, reading: ReadingProcess, folder: Path) -> None:
    file = folder / "report.pdf"
    file.write_bytes(data.draw(damaged(pdf)))
    with suppress(NotAReportError, UnreadableError):
        reading.read(file)


@pytest.fixture(scope="module")
def reading(programme: Programme, forces: Forces) -> Iterator[ReadingProcess]:
    with ReadingProcess([programme], forces, time_limit=20) as process:
        yield process


@tried(30)
@given(data=st.data())
def test_entries(data: st.DataObject, entry: bytes, programme: Programme) -> None:
    changed = data.draw(
        st.one_of(
            damaged(entry),
            spoiled(entry.decode()).map(lambda text: text.encode("utf-8", "surrogatepass")),
            st.binary(max_size=200),
        )
    )
    with suppress(EntryError):
        report_of(entry_from_json(changed), programme)


VALUES = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.integers(10**30, 10**40), st.floats(), PIECES
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(ANYTHING, inner, max_size=3)
    ),
    max_leaves=6,
)


@tried(30)
@given(value=VALUES)
def test_answers_of_every_kind(value: object, programme: Programme) -> None:
    fields = {field.type: field for field in programme.fields.values()}
    for field in (*fields.values(), *filter(None, map(programme.field, ("isbn", "embargo")))):
        with suppress(AnswerError):
            answer = field.clean(value)
            if answer is not None:
                assert field.clean(field.to_json(answer)) == answer
                assert isinstance(field.in_words(answer, HMIC), str)


@tried(30)
@given(value=VALUES, text=PIECES)
def test_settings(value: object, text: str, folder: Path) -> None:
    file = folder / "settings.json"
    for said in (json.dumps(value), text):
        write(file, said)
        assert isinstance(read_settings(file), dict)


@tried(25)
@given(value=VALUES, text=PIECES)
def test_manifests(value: object, text: str, folder: Path) -> None:
    files = {"format": "fieldbook-manifest", "version": 1, "files": [value]}
    for said in (json.dumps(value), json.dumps(files), text):
        write(folder / "manifest.json", said)
        with suppress(ManifestError):
            read_manifest(folder)


@tried(25)
@given(text=PIECES)
def test_passages(text: str) -> None:
    once = commonmark.tidy(text)
    assert commonmark.tidy(once) == once
    once.encode("utf-8", "surrogatepass")


@tried(25)
@given(text=PIECES)
def test_what_is_looked_for(text: str, database: Database) -> None:
    assert len(asked(text)) <= MOST_WORDS
    assert search(database, text) == []


HEADED = st.binary(max_size=200).map(lambda rest: b"SQLite format 3\0" + rest)


@tried(15)
@given(data=st.one_of(st.binary(max_size=500), HEADED))
def test_databases(data: bytes, folder: Path) -> None:
    file = folder / "book.sqlite3"
    file.write_bytes(data)
    with pytest.raises(DatabaseError):
        Database.open(file)
    assert file.read_bytes() == data


ELEMENTS = (
    "<p>", "</p>", "<b>", "</b>", "<ul><li>", "</ul>", "<table><tr><td>", "</table>", "</a>",
    "<a href='javascript:x'>", "<img src='file:///x'>", "<!--", "-->", "<style>", "<svg>", "<br>",
    "<p style='mso-list:l0'>", "&amp;", "&#0;", "<ol start=9>", "<x y=",
)  # fmt: skip
HTML = st.lists(st.one_of(st.sampled_from(ELEMENTS), PIECES), max_size=30).map("".join)


@tried(25)
@given(html=HTML)
def test_clipboards(html: str, qapp: QApplication) -> None:
    data = QMimeData()
    data.setHtml(html)
    data.setText("x")
    for block in read_clipboard(data):
        for run in block.runs:
            assert not run.link.lower().startswith(("javascript:", "file:", "data:"))
