"""What is recorded, looked for and printed by commands is the text itself, and no command."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from desktop.cli import run_command
from desktop.core import folders
from desktop.core.drafting import begin
from desktop.core.fields import AnswerError
from desktop.core.forces import Force, Forces
from desktop.core.programme import Programme
from desktop.core.programme_reader import read_programme
from desktop.core.richtext import visible
from desktop.store.database import Database
from desktop.store.errors import DatabaseError
from desktop.store.points import raise_point
from desktop.store.reading import read_report
from desktop.store.reviewing import write_comment
from desktop.store.searching import search
from desktop.store.words import learn_word
from desktop.store.writing import leave_remark, record_answer, record_edits, record_import
from tests.hostile.corpus import SECRET, TALLY, WIDE, Payload, as_typed, is_bomb, some
from tests.hostile.exits import letters
from tests.programme_stub import write_programme

COMMANDS_A_TERMINAL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
ITEMS = 400 if WIDE else 50
EVERY = 1 if WIDE else 200
"""One payload of so many is tried where each takes a command of its own."""
SLOWEST = 60.0
REPORT = "small-inspection/kent"


@pytest.fixture
def inspection(_own_home: None) -> Programme:
    """A programme in the user's own folder, with an item for each payload."""
    items = "".join(
        f'[[sections.items]]\nkey = "i{number}"\ntitle = "Item {number}"\n'
        f'fields = [{{ key = "said", type = "text", label = "Said" }}]\n'
        for number in range(ITEMS)
    )
    sections = f'[[sections]]\nkey = "s"\ntitle = "S"\nheading = "What is said"\n{items}'
    return read_programme(write_programme(folders.user_folder() / "programmes", sections, {}))


@pytest.fixture
def kent(forces: Forces) -> Force:
    return forces["kent"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "book.sqlite3"


@pytest.fixture
def database(file: Path) -> Iterator[Database]:
    with Database.open(file) as database:
        yield database


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def fieldbook(file: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        began = time.monotonic()
        status = run_command(["--database", str(file), *arguments])
        assert time.monotonic() - began < SLOWEST
        printed = capsys.readouterr()
        assert status in (0, 1, 2)
        assert "Traceback" not in printed.out + printed.err
        assert SECRET not in printed.out + printed.err
        said = printed.err if arguments[:1] == ("table",) else printed.out + printed.err
        assert not COMMANDS_A_TERMINAL.search(said), arguments[:1]
        return status, printed.out, printed.err

    return run


def fill(database: Database, programme: Programme, force: Force, of: Sequence[Payload]) -> None:
    """Record each payload as an answer and as a passage, all in one go."""
    answers: dict[str, str] = {}
    passages: dict[str, str] = {}
    for number, payload in enumerate(of):
        try:
            answer = programme.fields[f"s.i{number}.said"].clean(payload.text)
        except AnswerError:
            answer = None
        if isinstance(answer, str):
            answers[f"s.i{number}.said"] = answer
        passages[f"s.i{number}"] = as_typed(payload.text)
    record_edits(
        database, programme=programme, force=force, answers=answers, passages=passages, by="I"
    )


def test_what_is_recorded_is_printed_as_text(
    corpus: tuple[Payload, ...],
    inspection: Programme,
    kent: Force,
    database: Database,
    fieldbook: Run,
) -> None:
    few = some([each for each in corpus if not is_bomb(each)], 8)
    fill(database, inspection, kent, few)
    said = read_report(database, inspection.id, kent.key)
    assert said is not None
    status, out, _ = fieldbook("show", REPORT, "--json")
    shown = json.loads(out)
    assert status == 0
    for number, payload in enumerate(few):
        key = f"s.i{number}"
        if key not in said.passages:
            assert not letters(visible(payload.text))
            continue
        assert shown["passages"][key]["text"] == said.passages[key].text
        assert letters(visible(payload.text)) in letters(
            re.sub(r"\\(.)", r"\1", said.passages[key].text)
        ), payload.name
        answer = said.answers.get(f"{key}.said")
        assert shown["answers"][f"{key}.said"] == answer
    exits = {
        "json": ("show", REPORT, "--json"),
        "draft": ("draft", REPORT),
        "check": ("check", REPORT),
        "check json": ("check", REPORT, "--json"),
        "history": ("history", REPORT),
        "history json": ("history", REPORT, "--json"),
        "table csv": ("table", "--programme", inspection.id),
        "table json": ("table", "--programme", inspection.id, "--format", "json"),
        "list": ("list", "--json"),
    }
    for arguments in exits.values():
        fieldbook(*arguments)
    TALLY.add(few, "recorded", list(exits))


def test_every_text_can_be_looked_for(
    corpus: tuple[Payload, ...],
    inspection: Programme,
    kent: Force,
    database: Database,
    fieldbook: Run,
) -> None:
    few = some([each for each in corpus if not is_bomb(each)], 8)
    fill(database, inspection, kent, few)
    for payload in some(corpus, 2):
        began = time.monotonic()
        for hit in search(database, payload.text):
            assert hit.force == "kent"
        assert time.monotonic() - began < SLOWEST, payload.name
    TALLY.add(some(corpus, 2), "search", ["hits"])
    for payload in few[::EVERY]:
        if "\x00" not in payload.text:
            fieldbook("search", payload.text)
            TALLY.add([payload], "search words", ["terminal"])


def test_whoever_says_it_and_wherever_it_is_said(
    corpus: tuple[Payload, ...],
    inspection: Programme,
    kent: Force,
    database: Database,
    fieldbook: Run,
) -> None:
    doors: dict[str, Callable[[str], object]] = {
        "comment": lambda text: write_comment(
            database, programme=inspection, force=kent, item="s.i0", text=text, by="I", quote=text
        ),
        "inspector": lambda text: record_answer(
            database, programme=inspection, force=kent, key="isbn", answer=None, by=text
        ),
        "point": lambda text: raise_point(
            database,
            programme=inspection,
            force=kent,
            kind="omission",
            item="",
            text=text,
            by=text,
            evidence=text,
        ),
        "reason": lambda text: leave_remark(
            database, programme=inspection, force=kent, remark=text[:80], reason=text, by="I"
        ),
        "own word": lambda text: learn_word(database, word=text, by=text),
    }
    for number, payload in enumerate(corpus):
        for place, (door, enter) in enumerate(doors.items()):
            if WIDE or number % (4 * len(doors)) == place:
                with suppress(DatabaseError):
                    enter(payload.text)
                TALLY.add([payload], door, ["history", "check"])
    for arguments in (("history", REPORT), ("history", REPORT, "--json"), ("check", REPORT)):
        fieldbook(*arguments)


def test_an_argument_is_text_or_one_plain_line(
    corpus: tuple[Payload, ...], inspection: Programme, kent: Force, fieldbook: Run
) -> None:
    few = [each for each in corpus if not is_bomb(each) and "\x00" not in each.text]
    for payload in few[::EVERY]:
        text = payload.text.replace("\ud800", "\udcff")
        fieldbook("set", "--", REPORT, "s.i0.said", text)
        for arguments in (
            ("set", "--", REPORT, text, "1"),
            ("set", "--", f"small-inspection/{text}", "s.i0.said", "1"),
            ("show", "--", text),
            ("list", f"--programme={text}"),
            ("table", f"--format={text}"),
            ("import", "--", text),
            ("history", "--", REPORT, text),
        ):
            status, _, err = fieldbook(*arguments)
            assert status in (1, 2), (arguments, payload.name)
            assert len(err.splitlines()) >= 1
        TALLY.add([payload], "arguments", ["terminal"])


def test_an_import_may_come_from_a_file_of_any_name(
    corpus: tuple[Payload, ...],
    inspection: Programme,
    kent: Force,
    database: Database,
    fieldbook: Run,
) -> None:
    for payload in corpus[::EVERY]:
        report = read_report(database, inspection.id, kent.key)
        record_import(
            database,
            report=begin(inspection, kent),
            programme=inspection,
            force=kent,
            by=payload.text[:300],
            origin=payload.text[:300],
            over=report.version if report else None,
        )
        TALLY.add([payload], "file name", ["history"])
    fieldbook("history", REPORT)
