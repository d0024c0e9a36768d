"""What a file says of itself, in agreement with its edition and its first page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from desktop.core.editions import Edition, Kind
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Report

LANGUAGE: Final = "en-GB"
PROGRAM: Final = "Fieldbook"
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


def metadata_of(programme: Programme, force: Force, report: Report, edition: Edition) -> Metadata:
    """Say what the file of an edition is, whose, and for whom."""
    style = programme.house_style
    published = report.answer_text("published") or programme.published
    embargo = report.answer_text("embargo") if edition.kind != "public" else None
    told = [f"{force.name}, {style.month(published)}.", _EDITION[edition.kind]]
    if embargo:
        told.append(f"Embargoed until {style.date(embargo)}.")
    elif edition.kind == "embargoed":
        told.append("Embargoed: not for publication.")
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
