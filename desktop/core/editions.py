"""Editions: what is produced from a report, for whom, in which format and look."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from desktop.core.house_style import MONTHS
from desktop.core.remarks import Remark, tally
from desktop.core.report import Report

Kind = Literal["proof", "draft", "embargoed", "public"]
Format = Literal["pdf", "html", "docx"]
Look = Literal["standard", "accessible"]

KIND_WORDS: Final[dict[Kind, str]] = {
    "proof": "Proof",
    "draft": "Draft for the force",
    "embargoed": "Embargoed",
    "public": "Public",
}
KIND_MEANS: Final[dict[Kind, str]] = {
    "proof": "Exactly what would be printed, as the entry stands.",
    "draft": "For the force's factual accuracy check: “Draft” on each page, numbered paragraphs.",
    "embargoed": "For those who may read it before it is published: the embargo on each page.",
    "public": "For publication: no embargo line, and no errors left.",
}
FORMAT_WORDS: Final[dict[Format, str]] = {"pdf": "PDF", "html": "Web page", "docx": "Word"}
LOOK_WORDS: Final[dict[Look, str]] = {"standard": "Standard", "accessible": "Accessible"}


@dataclass(frozen=True, slots=True)
class Edition:
    """What is produced from a report; a proof in the standard look unless something else is said.

    A `proof` is exactly what would be printed. A `draft` goes to the force to be checked, an
    `embargoed` edition to those who may read it before its time, a `public` one to everybody.
    """

    kind: Kind = "proof"
    format: Format = "pdf"
    look: Look = "standard"

    def file_name(self, force: str) -> str:
        """Name the file: after the force, and after all in which it is not a standard proof."""
        kind = () if self.kind == "proof" else (self.kind,)
        look = () if self.look == "standard" else (self.look,)
        return f"{'-'.join((force, *kind, *look))}.{self.format}"


PROOF: Final = Edition()
LONGEST_REASON: Final = 1000
"""Characters of the reason for leaving a remark, or for an edition that is made all the same."""


def objections(
    edition: Edition, report: Report, remarks: Iterable[Remark], now: datetime.datetime
) -> list[str]:
    """Say why an edition is not to be produced yet, one plain sentence each; empty: nothing.

    Only a public edition can be objected to: while errors of the checks remain, or comments that
    are not resolved, or while the embargo lies ahead of `now`, the time by the clock on the wall.
    """
    if edition.kind != "public":
        return []
    found: list[str] = []
    errors = errors_in_the_way(remarks)
    if errors:
        found.append(f"The checks found {tally(errors)}.")
    # A comment is an error also where the inspector left the remark about it.
    remarked = {each.check for each in errors}
    unresolved = sum(not each.resolved_by for each in report.comments.values())
    if unresolved and "unresolved_comment" not in remarked:
        comments = "comment is" if unresolved == 1 else "comments are"
        found.append(f"{unresolved} {comments} not resolved.")
    embargo = embargo_ahead(report, now)
    if embargo is not None:
        day = f"{embargo.day} {MONTHS[embargo.month - 1]} {embargo.year}"
        found.append(f"The embargo lies ahead: {embargo:%H:%M} on {day}.")
    return found


def errors_in_the_way(remarks: Iterable[Remark]) -> list[Remark]:
    """Give the errors that a public edition may not have."""
    return [
        each
        for each in remarks
        # A public edition prints no embargo, so that one that is over does no harm in it.
        if each.severity == "error" and each.remains and each.check != "embargo_passed"
    ]


def embargo_ahead(report: Report, now: datetime.datetime) -> datetime.datetime | None:
    """Give the time that a report's embargo ends, by the clock on the wall; None once it has."""
    embargo = moment_of(report.answer_text("embargo"))
    return embargo if embargo is not None and embargo > now else None


def overriding(reason: str, against: Iterable[str]) -> str:
    """Say why an edition is made all the same, and against which objections, as it is recorded."""
    return f"{reason.strip()}\nIn spite of: {' '.join(against)}"


def moment_of(embargo: str | None) -> datetime.datetime | None:
    """Give the time that an embargo ends, by the clock on the wall; None where there is none."""
    try:
        return datetime.datetime.fromisoformat(embargo) if embargo else None
    except ValueError:
        return None
