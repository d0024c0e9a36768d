"""Reading the TOML files of a programme folder; a mistake is named with file, line and key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from desktop.core.toml_text import read_toml

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

LONGEST_FILE = 1_000_000
"""Bytes: no file of a programme folder is longer, so that reading one stays quick."""

Declaration = TypeVar("Declaration", bound=BaseModel)
Steps = tuple[int | str, ...]
_PARSED = 20_000_000
"""The most characters that are parsed to find a line."""
_MISSING = object()
_PLAIN = {
    "missing": "this key is missing",
    "extra_forbidden": "this key is not known here",
    "string_type": "this must be text in quotation marks",
    "int_type": "this must be a whole number",
    "bool_type": "this must be true or false",
    "tuple_type": "this must be a list in square brackets",
    "dict_type": "this must be a table",
    "model_type": "this must be a table",
    "model_attributes_type": "this must be a table",
    "too_short": "this list is too short",
    "greater_than_equal": "this must be at least {ge}",
    "less_than_equal": "this must be at most {le}",
    "literal_error": "this must be {expected}",
    "union_tag_not_found": "the key {discriminator} is missing",
    "union_tag_invalid": "{discriminator} must be one of {expected_tags}, not '{tag}'",
}


def written(pattern: str, how: str) -> AfterValidator:
    """Refuse text that is not wholly written like the pattern; `how` says what it must be."""

    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(f"this must be {how}")
        return text

    return AfterValidator(check)


Key = Annotated[
    str, written(r"[a-z][a-z0-9_]*", "small letters, digits and underscores, a letter first")
]
Line = Annotated[
    str,
    written(
        r"(?!\s)[^\x00-\x1f\x7f-\x9f\u2028\u2029]+(?<!\s)",
        "one line of text, with no space around it",
    ),
]


class Declared(BaseModel):
    """Base of everything declared in a programme folder: closed, typed strictly, never changed."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class ProgrammeError(Exception):
    """A programme folder has a mistake; the message names file, line and key."""


def read_declaration(
    file: Path, kind: type[Declaration], *, context: dict[str, object] | None = None
) -> Declaration:
    """Read one TOML file of a programme folder as the given model. Raises ProgrammeError.

    `context` is what the model's validators are given to know.
    """
    text = read_text(file, file.parent)
    try:
        data = read_toml(text)
    except tomllib.TOMLDecodeError as error:
        raise ProgrammeError(f"{file}, {_toml_message(text, error)}") from error
    except ValueError as error:
        raise ProgrammeError(f"{file}: this file cannot be read: {error}.") from error
    try:
        return kind.model_validate(_freeze(data), context=context)
    except ValidationError as error:
        first = error.errors()[0]
        raise mistake(file, _steps_in(data, first), _message(first)) from error


def mistake(file: Path, steps: Steps, message: str) -> ProgrammeError:
    """Make the error that says what is wrong at a place in a TOML file, naming line and key.

    The steps lead there: names of keys, and places in lists from 0.
    """
    text = read_text(file, file.parent)
    key = _name(tomllib.loads(text), steps)
    line = _line_of(text, steps)
    return ProgrammeError(f"{file}{f', line {line}' if line else ''}: {key}: {message}.")


def read_text(file: Path, folder: Path) -> str:
    """Read a text file of a programme folder, out of which no link leads. Raises ProgrammeError."""
    try:
        if not file.resolve().is_relative_to(folder.resolve()):
            raise ProgrammeError(f"{file}: this file stands outside the programme's folder.")
        if not file.is_file() and file.exists():
            raise ProgrammeError(f"{file}: this is not a file.")
        if file.stat().st_size > LONGEST_FILE:
            raise ProgrammeError(f"{file}: this file is too long: over {LONGEST_FILE:,} bytes.")
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProgrammeError(f"{file}: this file is not UTF-8 text.") from error
    except (OSError, RuntimeError) as error:
        # A link that leads to itself is an error of the second kind in Python 3.11.
        why = getattr(error, "strerror", None) or "it is a link that leads nowhere"
        raise ProgrammeError(f"{file}: this file cannot be read ({why}).") from error


def _toml_message(text: str, error: tomllib.TOMLDecodeError) -> str:
    """Put the line first; tomllib tells none where the file ends too soon."""
    found = re.fullmatch(r"(?P<what>.*) \(at line (?P<line>\d+), .*\)", str(error))
    line = found["line"] if found else str(text.count("\n") + 1)
    return f"line {line}: {found['what'] if found else error}."


def _message(error: ErrorDetails) -> str:
    if error["type"] in _PLAIN:
        return _PLAIN[error["type"]].format_map(error.get("ctx", {}))
    return error["msg"].removeprefix("Value error, ")


def _freeze(data: object) -> object:
    if isinstance(data, dict):
        return {key: _freeze(value) for key, value in data.items()}
    return tuple(_freeze(each) for each in data) if isinstance(data, list) else data


def _steps_in(data: object, error: ErrorDetails) -> Steps:
    """Drop from pydantic's path what is no step in the file, such as the name of a type."""
    steps: list[int | str] = []
    for step in error["loc"]:
        inner = _child(data, step)
        if inner is not _MISSING:
            data = inner
            steps.append(step)
    if error["type"] == "missing":
        steps.append(error["loc"][-1])
    return tuple(steps)


def _child(data: object, step: int | str) -> object:
    if isinstance(data, Mapping):
        return data.get(step, _MISSING)
    if isinstance(data, list) and isinstance(step, int) and step < len(data):
        return data[step]
    return _MISSING


def _name(data: object, steps: Steps) -> str:
    """Name the place as a person would: sections, items and fields by their own keys."""
    names: list[str] = []
    for step in steps:
        data = _child(data, step)
        if isinstance(step, str):
            names.append(step)
        elif isinstance(data, Mapping) and isinstance(data.get("key"), str):
            names[-1:] = [data["key"]] if names else []
        else:
            names[-1] += f"[{step + 1}]"
    return ".".join(names) or "the file"


def _line_of(text: str, steps: Steps) -> int:
    """Find the line where a key is given, or, where it is missing, the table it is missing from.

    The line is the one after the longest beginning of the file that is whole and lacks the key. It
    is 0 where that would take too long to find, as behind thousands of lines of one text.
    """
    lines = text.split("\n")
    while steps and not _has(tomllib.loads(text), steps):
        steps = steps[:-1]
    if not steps:
        return 1
    low, high = 0, len(lines)
    tries = _PARSED // (len(text) + 1)
    while high - low > 1:
        middle = (low + high) // 2
        whole, tries = _whole_beginning(lines, middle, tries)
        if tries < 0:
            return 0
        if whole is not None and _has(whole, steps):
            high = middle
        else:
            low = middle
    start = high
    while start > 1 and _beginning(lines, start - 1) is None:
        start -= 1
        tries -= 1
        if tries < 0:
            return 0
    return start


def _whole_beginning(lines: list[str], count: int, tries: int) -> tuple[object | None, int]:
    """Give what the longest whole beginning of up to so many lines says, and the tries left."""
    while count >= 0 and tries >= 0:
        whole = _beginning(lines, count)
        tries -= 1
        if whole is not None:
            return whole, tries
        count -= 1
    return None, tries


def _beginning(lines: list[str], count: int) -> object | None:
    try:
        return tomllib.loads("\n".join(lines[:count]))
    except tomllib.TOMLDecodeError:
        return None


def _has(data: object, steps: Steps) -> bool:
    for step in steps:
        data = _child(data, step)
        if data is _MISSING:
            return False
    return True
