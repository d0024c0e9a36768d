"""What is left of a text when every fix that a check offers is taken."""

from __future__ import annotations

from desktop.core.examining import Speller
from desktop.core.programme import Programme
from desktop.core.remarks import Remark, Replacement
from desktop.core.report import Passage
from tests.core.checks.examining import OVERVIEW, Around, examined, remarks_of, report_of


def warnings(
    check: str,
    text: str | Passage,
    *,
    force: str = "cleveland",
    programme: Programme | None = None,
    speller: Speller | None = None,
) -> list[Remark]:
    """Give what a check finds in one passage; all of it are warnings."""
    report = report_of(force, {OVERVIEW: text})
    found = remarks_of(check, report, Around(speller=speller), programme=programme)
    assert {remark.severity for remark in found} <= {"warning"}
    assert all(remark.message.endswith(".") for remark in found)
    return found


def corrected(
    check: str,
    text: str,
    *,
    force: str = "cleveland",
    programme: Programme | None = None,
    speller: Speller | None = None,
) -> str:
    """Put a passage right as the check's fixes have it, one after the other from the end."""
    found = warnings(check, text, force=force, programme=programme, speller=speller)
    words = examined(report_of(force, {OVERVIEW: text})).prose[OVERVIEW].text
    for remark in sorted(found, key=lambda each: -each.place.start):
        assert words[remark.place.start : remark.place.end] == remark.quote
        if isinstance(remark.fix, Replacement):
            words = words[: remark.place.start] + remark.fix.text + words[remark.place.end :]
    return words
