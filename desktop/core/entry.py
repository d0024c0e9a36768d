"""The entry of a report as data that travels: what a PDF carries, and what is signed off.

It has answers, passages and facts, ISBN and embargo; no history, names or comments.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from desktop.core.editions import Edition
from desktop.core.programme import Programme
from desktop.core.report import Passage, Report

FORMAT: Final = "fieldbook-entry"
VERSION: Final = 1
_Key = Annotated[str, StringConstraints(pattern=r"^[\w.-]{1,200}$")]
_Text = Annotated[str, StringConstraints(max_length=1_000_000)]


class EntryError(ValueError):
    """Data is no entry of a report; the message is one plain sentence."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class EntryProgramme(_Model):
    """The programme that a report belongs to, and the version it was written by."""

    id: _Key
    version: int = Field(ge=0, le=2**31 - 1)


class EntryPassage(_Model):
    """The prose of one item, as CommonMark in which a fact is a link to `fact:` and its field.

    `instead_of` is the draft that the inspector has seen and set these words in the place of.
    """

    mode: Literal["drafted", "edited"]
    text: _Text
    instead_of: _Text = ""


class Entry(_Model):
    """What an inspector entered about one force: the data that a published report carries."""

    format: Literal["fieldbook-entry"]
    version: Literal[1]
    programme: EntryProgramme
    force: _Key
    edition: Literal["proof", "draft", "embargoed", "public"]
    published: bool
    answers: dict[_Key, bool | int | _Text | list[_Text]]
    passages: dict[_Key, EntryPassage]


def entry_as_json(report: Report, programme: Programme, edition: Edition) -> bytes:
    """Give the entry of a report as JSON in UTF-8: the same report gives the same bytes."""
    entry = {
        "format": FORMAT,
        "version": VERSION,
        "programme": {"id": programme.id, "version": programme.version},
        "force": report.force,
        "edition": edition.kind,
        "published": report.state == "published" or edition.kind == "public",
        **_content(report),
    }
    return f"{json.dumps(entry, ensure_ascii=False, indent=1, sort_keys=True)}\n".encode()


def entry_from_json(data: bytes) -> Entry:
    """Read an entry. Raises EntryError for what is none, or is of a later version."""
    try:
        return Entry.model_validate_json(data)
    except (ValidationError, RecursionError, ValueError) as error:
        raise EntryError("This is not an entry that Fieldbook can read.") from error


def report_of(entry: Entry) -> Report:
    """Give the report that an entry tells of."""
    return Report(
        entry.programme.id,
        entry.force,
        "published" if entry.published else "drafting",
        answers={
            key: tuple(value) if isinstance(value, list) else value
            for key, value in entry.answers.items()
        },
        passages={
            key: Passage(each.text, each.mode, each.instead_of)
            for key, each in entry.passages.items()
        },
    )


def entry_schema() -> str:
    """Give the published JSON Schema of an entry, as `resources/entry.schema.json` holds it."""
    schema = Entry.model_json_schema()
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return f"{json.dumps(schema, ensure_ascii=False, indent=2)}\n"


def content_hash(report: Report) -> str:
    """Give the SHA-256 of what a report says, in hexadecimal: its answers and its passages."""
    said = {"programme": report.programme, "force": report.force, **_content(report)}
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def changed_since_sign_off(report: Report) -> bool:
    """Say whether a report no longer says what it said when it was signed off."""
    return report.signed_off is not None and report.signed_off.content != content_hash(report)


def _content(report: Report) -> dict[str, object]:
    return {
        "answers": dict(report.answers),
        "passages": {
            item: {"mode": each.mode, "text": each.text, "instead_of": each.instead_of}
            for item, each in report.passages.items()
        },
    }
