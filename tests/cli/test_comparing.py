"""`fieldbook compare`: answers and passages of reports side by side."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.core import folders
from tests.cli.conftest import PROGRAMME, Fieldbook

CLEVELAND = f"{PROGRAMME}/cleveland"
CHESHIRE = f"{PROGRAMME}/cheshire"
LEICESTERSHIRE = f"{PROGRAMME}/leicestershire"
KENT = f"{PROGRAMME}/kent"
APPLICATIONS = "gifts.second_jobs.applications"


@pytest.fixture
def published(fieldbook: Fieldbook) -> Fieldbook:
    files = [folders.SEEDS / f"{name}.txt" for name in ("cleveland", "cheshire", "leicestershire")]
    fieldbook("import", *files)
    return fieldbook


def answer(document: Any, key: str) -> Any:
    (found,) = [each for each in document["answers"] if each["key"] == key]
    return found


def passage(document: Any, item: str) -> Any:
    (found,) = [each for each in document["passages"] if each["item"] == item]
    return found


def test_answers_and_passages_of_published_reports(published: Fieldbook) -> None:
    document = published("compare", CLEVELAND, CHESHIRE, LEICESTERSHIRE, "--json").json
    shown = published("show", CLEVELAND, "--json").json

    assert document["reports"] == [CLEVELAND, CHESHIRE, LEICESTERSHIRE]
    assert [each["key"] for each in document["answers"]] == list(shown["answers"])
    assert [each["item"] for each in document["passages"]] == list(shown["passages"])
    assert answer(document, APPLICATIONS) == {
        "key": APPLICATIONS,
        "label": "Applications",
        "values": [25, 40, 84],
        "same": False,
    }
    healthcheck = answer(document, "findings.overview.healthcheck")
    assert (healthcheck["values"], healthcheck["same"]) == ([True] * 3, True)
    # None were investigated in Cheshire, and so it says nothing of any that continue.
    assert answer(document, "press.leaks.investigated")["values"] == [1, 0, 2]
    assert answer(document, "press.leaks.continuing")["values"] == [1, None, 1]

    leaks = passage(document, "press.leaks")
    assert leaks["title"] == "Leaks"
    assert leaks["texts"][0] == shown["passages"]["press.leaks"]["text"]
    assert leaks["same"] is False
    to_cheshire, _ = leaks["differences"]
    before = "".join(each["text"] for each in to_cheshire if each["kind"] != "added")
    after = "".join(each["text"] for each in to_cheshire if each["kind"] != "removed")
    assert before.startswith("Between September 2011 and May 2012, the force investigated one ")
    assert "the force did not investigate any instances of inappropriate disclosures" in after


def test_the_same_report_twice_is_all_the_same(published: Fieldbook) -> None:
    document = published("compare", CLEVELAND, CLEVELAND, "--json").json
    assert document["reports"] == [CLEVELAND, CLEVELAND]
    assert all(each["same"] for each in document["answers"])
    assert all(each["same"] for each in document["passages"])
    kinds = {
        part["kind"]
        for each in document["passages"]
        for found in each["differences"]
        for part in found
    }
    assert kinds == {"same"}
    out = published("compare", CLEVELAND, CLEVELAND).out
    assert out.startswith("Cleveland [1] | Cleveland [2]\n")
    assert "≠" not in out


def test_no_and_none_are_not_unanswered(fieldbook: Fieldbook) -> None:
    for report, healthcheck, number in ((CLEVELAND, "no", "0"), (CHESHIRE, "", "")):
        fieldbook("set", report, "findings.overview.plan", "A plan")
        fieldbook("set", report, "findings.overview.healthcheck", healthcheck)
        fieldbook("set", report, "press.leaks.investigated", number)
    document = fieldbook("compare", CLEVELAND, CHESHIRE, "--json").json
    for key, value in (
        ("findings.overview.healthcheck", False),
        ("press.leaks.investigated", 0),
    ):
        found = answer(document, key)
        assert (found["values"], found["same"]) == ([value, None], False)
    assert answer(document, "findings.overview.plan")["same"] is True
    out = fieldbook("compare", CLEVELAND, CHESHIRE).out
    assert "≠ Integrity healthcheck: No | Not answered\n" in out
    assert "  Plan made: A plan | A plan\n" in out


def test_it_reads_side_by_side(published: Fieldbook) -> None:
    outcome = published("compare", CLEVELAND, CHESHIRE)
    assert outcome.status == 0
    assert outcome.err == ""
    lines = outcome.out.splitlines()
    assert lines[0] == "Cleveland | Cheshire"
    assert "≠ Applications: 25 | 40" in lines
    assert "  Integrity healthcheck: Yes | Yes" in lines
    assert lines.index("Leaks") < lines.index("Second jobs") < lines.index("Training")
    assert "what we found in [-Cleveland.-]{+Cheshire.+}\n" in outcome.out
    assert "fact:" not in outcome.out


@pytest.mark.parametrize(
    ("names", "line"),
    [
        ([CLEVELAND, KENT], f"There is no report {KENT} yet.\n"),
        ([CLEVELAND, "kent"], '"kent" names no report: write PROGRAMME/FORCE.\n'),
        (
            [CLEVELAND, f"{PROGRAMME}/cheshir"],
            'There is no force "cheshir". Did you mean cheshire?\n',
        ),
        ([CLEVELAND], "Name at least two reports to compare.\n"),
    ],
)
@pytest.mark.parametrize("options", [[], ["--json"]])
def test_what_cannot_be_compared_is_one_line(
    fieldbook: Fieldbook, names: list[str], options: list[str], line: str
) -> None:
    fieldbook("set", CLEVELAND, APPLICATIONS, "1")
    outcome = fieldbook("compare", *names, *options)
    assert (outcome.status, outcome.out, outcome.err) == (2, "", line)
