"""The entry of a report as data that travels: what a PDF carries, and what is signed off.

It has answers, passages and facts, ISBN and embargo; no history, names or comments.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Annotated, Any, Final, Literal, NoReturn

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from desktop.core import commonmark
from desktop.core.editions import Edition
from desktop.core.fields import Answer, AnswerError, FieldBase
from desktop.core.programme import Programme
from desktop.core.report import Passage, Report
from desktop.core.review import Point

FORMAT: Final = "fieldbook-entry"
VERSION: Final = 1
ENTRY_FILE: Final = "entry.json"
"""The name under which a PDF carries its entry."""
LARGEST: Final = 2_000_000
"""The most bytes that an entry may have; real ones have about 20,000."""

_LONGEST: Final = 200_000
_SHOWN: Final = 80
_Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_.-]*$", max_length=200)]
_Text = Annotated[str, StringConstraints(max_length=_LONGEST)]


class EntryError(ValueError):
    """Data is no entry that can be taken; `why` ends a sentence that begins with "The data"."""

    def __init__(self, why: str) -> None:
        super().__init__(f"The data in this file {why}.")
        self.why = why

    def __reduce__(self) -> tuple[type[EntryError], tuple[str]]:
        return EntryError, (self.why,)


class _Model(BaseModel):
    model_config = ConfigDict(
        extra="forbid", strict=True, frozen=True, use_attribute_docstrings=True
    )


class EntryProgramme(_Model):
    """The programme that a report belongs to, and the version it was written by."""

    id: _Key
    version: int = Field(ge=0, le=2**31 - 1)


class EntryPassage(_Model):
    """The prose of one item, as CommonMark in which a fact is a link to `fact:` and its field."""

    mode: Literal["drafted", "edited"]
    """A drafted passage follows the answers; an edited one keeps the inspector's words."""
    text: _Text
    instead_of: _Text = ""
    """The draft that the inspector has seen and set these words in the place of."""


class Entry(_Model):
    """What an inspector entered about one force: the data that a published report carries."""

    format: Literal["fieldbook-entry"]
    version: Literal[1]
    programme: EntryProgramme
    force: _Key
    edition: Literal["proof", "draft", "embargoed", "public"]
    """What the file that carries the entry was produced as."""
    published: bool
    answers: dict[_Key, bool | int | _Text | list[_Text]]
    """By the full key of the field; what is not answered is not here."""
    passages: dict[_Key, EntryPassage]
    """By the full key of the item."""


def entry_as_json(report: Report, programme: Programme, edition: Edition) -> bytes:
    """Give the entry of a report as JSON in UTF-8: the same report gives the same bytes.

    What the programme no longer asks stays behind. A public edition of a report that has left
    drafting tells of it as published.
    """
    content = _content(report)
    entry = {
        "format": FORMAT,
        "version": VERSION,
        "programme": {"id": programme.id, "version": programme.version},
        "force": report.force,
        "edition": edition.kind,
        "published": report.state == "published"
        or (edition.kind == "public" and report.state != "drafting"),
        "answers": {
            key: value for key, value in report.answers.items() if _is_taken(programme, key, value)
        },
        "passages": {
            item: said for item, said in content["passages"].items() if item in programme.items
        },
    }
    text = f"{json.dumps(entry, ensure_ascii=False, indent=1, sort_keys=True)}\n"
    # Halves of characters are no text, and are printed nowhere.
    return text.encode("utf-8", "ignore")


def entry_from_json(data: bytes) -> Entry:
    """Read an entry. Raises EntryError for what is none, or was made by a later Fieldbook."""
    if len(data) > LARGEST:
        raise EntryError("are far larger than those of any report")
    try:
        found = json.loads(
            data.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number
        )
    except (RecursionError, ValueError) as error:
        raise EntryError("are damaged: they cannot be read as JSON") from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise EntryError("are not those of a report of Fieldbook")
    version = found.get("version")
    if type(version) is not int:
        raise EntryError("are not as Fieldbook writes them: see “version” in them")
    if version > VERSION:
        raise EntryError("were made by a later Fieldbook than this one")
    try:
        return Entry.model_validate(found)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = shown(".".join(str(step) for step in first["loc"]) or "all of it")
        raise EntryError(f"are not as Fieldbook writes them: see “{where}” in them") from error


def report_of(entry: Entry, programme: Programme) -> Report:
    """Give the report that an entry of this programme tells of, exactly as it was.

    Raises EntryError for an answer or a passage that the programme does not take.
    """
    answers: dict[str, Answer] = {}
    for key, value in entry.answers.items():
        field = programme.field(key)
        if field is None:
            raise EntryError(f"answer “{shown(key)}”, which is not asked{_by(entry, programme)}")
        answer = _answer(field, value)
        if answer is None:
            raise EntryError(f"hold no answer to “{field.label}” ({key}){_by(entry, programme)}")
        answers[key] = answer
    for item in entry.passages:
        if item not in programme.items:
            raise EntryError(
                f"have a passage “{shown(item)}”, which is no item{_by(entry, programme)}"
            )
    return Report(
        programme.id,
        entry.force,
        "published" if entry.published else "drafting",
        answers=answers,
        passages={
            item: Passage(commonmark.tidy(each.text), each.mode, commonmark.tidy(each.instead_of))
            for item, each in entry.passages.items()
        },
    )


def shown(name: str) -> str:
    """Shorten a name out of somebody else's file, to be shown in a line."""
    plain = "".join(each if each.isprintable() else "·" for each in name[:_SHOWN])
    return plain if len(name) <= _SHOWN else f"{plain}…"


def entry_schema() -> str:
    """Give the published JSON Schema of an entry, as `resources/entry.schema.json` holds it."""
    schema = Entry.model_json_schema()
    for mapping in ("answers", "passages"):
        schema["properties"][mapping]["additionalProperties"] = False
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": f"The entry of a report of Fieldbook, version {VERSION}",
    }
    return f"{json.dumps(schema, ensure_ascii=False, indent=2)}\n"


def content_hash(report: Report) -> str:
    """Give the SHA-256 of what a report says, in hexadecimal: its answers and its passages."""
    said = {"programme": report.programme, "force": report.force, **_content(report)}
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def hash_of(report: Report, item: str) -> str:
    """Give the hash of what is printed of one item, or of all where `item` is empty."""
    passages = report.passages.items()
    printed = {key: each.text for key, each in passages if item in ("", key) and each.text}
    text = json.dumps(printed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def led_to_change(report: Report, point: Point) -> bool:
    """Say whether what an accepted point is about was changed since, as far as that is known."""
    return bool(point.content) and point.content != hash_of(report, point.item)


def changed_since_sign_off(report: Report) -> bool:
    """Say whether a report no longer says what it said when it was signed off."""
    return report.signed_off is not None and report.signed_off.content != content_hash(report)


def _content(report: Report) -> dict[str, dict[str, Any]]:
    return {
        "answers": dict(report.answers),
        "passages": {
            item: {"mode": each.mode, "text": each.text, "instead_of": each.instead_of}
            for item, each in report.passages.items()
        },
    }


def _answer(field: FieldBase, value: bool | int | str | list[str]) -> Answer | None:
    """Give an answer as it stands in an entry; None for what the field does not take."""
    try:
        answer = field.clean(value)
    except AnswerError:
        return None
    if isinstance(value, list):
        # Their order is kept as it was.
        same = isinstance(answer, tuple) and sorted(answer) == sorted(value)
        return tuple(value) if same else None
    # What is typed may be read as a number, but data say plainly what they are.
    return answer if type(answer) is type(value) else None


def _is_taken(programme: Programme, key: str, answer: Answer) -> bool:
    field = programme.field(key)
    value = list(answer) if isinstance(answer, tuple) else answer
    return field is not None and _answer(field, value) is not None


def _by(entry: Entry, programme: Programme) -> str:
    """Say so where another version of the programme may be why."""
    theirs, ours = entry.programme.version, programme.version
    return (
        f": version {theirs} of the programme wrote them, and this is {ours}"
        if theirs != ours
        else ""
    )


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice in one place")
    return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")
