"""What a file says of itself, in agreement with its edition and its first page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from desktop.core.editions import Edition, Kind
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Report

LANGUAGE: Final = "en-GB"
PROGRAM: Final = "Fieldbook"
_MONTH: Final = re.compile(r"[1-9][0-9]{3}-(?:0[1-9]|1[0-2])")
_UNKNOWN_MONTH: Final = "1970-01"
_NOT_YET: Final[dict[Kind, str]] = {"draft": " (draft)", "embargoed": " (embargoed)"}
_EDITION: Final[dict[Kind, str]] = {
    "proof": "Proof.",
    "draft": "Draft for factual accuracy check.",
    "embargoed": "",
    "public": "Public edition.",
}


@dataclass(frozen=True, slots=True)
class Metadata:
    """What stands in a file's properties; `month` is the month of publication, as in "2012-12"."""

    title: str
    author: str
    description: str
    keywords: tuple[str, ...]
    month: str
    isbn: str

    @property
    def dated(self) -> str:
        """The first day of that month as in "2012-12-01", of a month long ago where it is none."""
        return f"{self.month if _MONTH.fullmatch(self.month) else _UNKNOWN_MONTH}-01"


def embargo_line(programme: Programme, report: Report, edition: Edition) -> str:
    """Say until when an edition is not to be published; empty where nothing is said of it."""
    embargo = report.answer_text("embargo")
    if edition.kind == "public":
        return ""
    if embargo:
        return f"Embargoed until {programme.house_style.date(embargo)}"
    return "Embargoed: not for publication" if edition.kind == "embargoed" else ""


def metadata_of(programme: Programme, force: Force, report: Report, edition: Edition) -> Metadata:
    """Say what the file of an edition is, whose, and for whom."""
    style = programme.house_style
    published = report.answer_text("published") or programme.published
    told = [f"{force.name}, {style.month(published)}.", _EDITION[edition.kind]]
    if embargo := embargo_line(programme, report, edition):
        told.append(f"{embargo}.")
    if edition.look == "accessible":
        told.append("Set in large type without italics.")
    return Metadata(
        f"{programme.title} – {force.name}{_NOT_YET.get(edition.kind, '')}",
        programme.publisher,
        " ".join(filter(None, told)),
        (programme.short_title, force.name),
        published,
        report.answer_text("isbn") or "",
    )
