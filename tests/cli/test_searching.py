"""`fieldbook search`: words found in all reports, best first, each in its sentence."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from rich.console import Console

from desktop.cli import run_command, searching
from desktop.core import folders
from tests.cli.conftest import PROGRAMME, Fieldbook

CLEVELAND = f"{PROGRAMME}/cleveland"
CHESHIRE = f"{PROGRAMME}/cheshire"


@pytest.fixture(scope="module")
def two_reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("searching") / "book.sqlite3"
    files = [str(folders.SEEDS / f"{name}.txt") for name in ("cleveland", "cheshire")]
    assert run_command(["--database", str(path), "import", *files]) == 0
    return path


@pytest.fixture
def published(fieldbook: Fieldbook, two_reports: Path, database: Path) -> Fieldbook:
    shutil.copy(two_reports, database)
    return fieldbook


def test_words_are_found_in_their_sentence(published: Fieldbook) -> None:
    found = published("search", "cleveland", "second", "jobs", "--json")
    assert (found.status, found.err) == (0, "")
    best = found.json[0]
    assert list(best) == ["report", "programme", "force", "key", "item", "sentence", "marks"]
    assert (best["report"], best["programme"], best["force"]) == (CLEVELAND, PROGRAMME, "cleveland")
    assert best["key"] == best["item"] == "gifts.second_jobs"
    marked = [best["sentence"][start:end].lower() for start, end in best["marks"]]
    assert "second" in " ".join(marked)
    text = published("show", CLEVELAND, "--json").json["passages"]["gifts.second_jobs"]["text"]
    assert best["sentence"][:20].replace("*", "") in text.replace("*", "")


def test_an_answer_that_is_text_stands_with_its_item(published: Fieldbook) -> None:
    published("set", f"{PROGRAMME}/kent", "gifts.second_jobs.approved_by", "Zanzibar Board")
    hits = published("search", "zanzibar", "--json").json
    by_key = {hit["key"]: hit for hit in hits}
    assert set(by_key) == {"gifts.second_jobs", "gifts.second_jobs.approved_by"}
    assert {hit["item"] for hit in hits} == {"gifts.second_jobs"}
    assert by_key["gifts.second_jobs.approved_by"]["sentence"] == "Zanzibar Board"
    assert by_key["gifts.second_jobs.approved_by"]["marks"] == [[0, 8]]


def test_hits_are_told_to_people_plainly_where_there_is_no_terminal(published: Fieldbook) -> None:
    hits = published("search", "second jobs", "--json").json
    told = published("search", "second jobs")
    assert told.status == 0
    lines = told.out.splitlines()
    assert len(lines) == 2 * len(hits)
    assert lines[1] == f"  {hits[0]['sentence']}"
    assert lines[0].startswith(hits[0]["report"])
    assert f"{CHESHIRE} · Second jobs" in lines
    assert "\x1b" not in told.out


def test_hits_are_marked_on_a_terminal(
    published: Fieldbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = io.StringIO()
    terminal = Console(file=screen, force_terminal=True, highlight=False, soft_wrap=True)
    monkeypatch.setattr(searching, "out", terminal)
    published("search", '"second jobs"')
    assert "\x1b[1;4msecond jobs\x1b[0m" in screen.getvalue()


def test_as_many_as_are_wanted_of_one_programme(published: Fieldbook) -> None:
    every = published("search", "the", "--json").json
    assert len(every) == 20
    assert published("search", "the", "--limit", "3", "--json").json == every[:3]
    assert len(published("search", "the", "--limit", "99", "--json").json) > 20
    only = published("search", "the", "--programme", PROGRAMME, "--json")
    assert (only.status, len(only.json)) == (0, 20)


def test_nothing_found_is_no_mistake(published: Fieldbook) -> None:
    told = published("search", "zebra")
    assert (told.status, told.err, len(told.out.splitlines())) == (0, "", 1)
    assert told.out.startswith("No report says all of these words.")
    assert published("search", "zebra", "--json").json == []


@pytest.mark.parametrize(
    "words", ['"', "AND (", "-x", "--", "words:", "", "\udc80 é", "[bold]", "*"]
)
def test_whatever_is_typed_is_no_mistake(published: Fieldbook, words: str) -> None:
    for more in ((), ("--json",)):
        told = published("search", *more, words)
        assert (told.status, told.err) == (0, "") or words == "--"


def test_wrong_use_is_said_in_one_line(fieldbook: Fieldbook, database: Path) -> None:
    for arguments in (
        ["search"],
        ["search", "x", "--limit", "0"],
        ["search", "x", "--programme", "y"],
    ):
        told = fieldbook(*arguments)
        assert (told.status, told.out, len(told.err.splitlines())) == (2, "", 1)
