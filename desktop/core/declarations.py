"""Reading the TOML files of a programme folder; a mistake is named with file, line and key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

LONGEST_FILE = 1_000_000
"""Bytes: no file of a programme folder is longer, so that reading one stays quick."""

Declaration = TypeVar("Declaration", bound=BaseModel)
Steps = tuple[int | str, ...]
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
    text = read_text(file)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProgrammeError(f"{file}, {_toml_message(text, error)}") from error
    except (RecursionError, ValueError) as error:
        what = (
            "a number in it is too long" if isinstance(error, ValueError) else "it nests too deep"
        )
        raise ProgrammeError(f"{file}: this file cannot be read: {what}.") from error
    try:
        return kind.model_validate(_freeze(data), context=context)
    except ValidationError as error:
        first = error.errors()[0]
        raise mistake(file, _steps_in(data, first), _message(first)) from error


def mistake(file: Path, steps: Steps, message: str) -> ProgrammeError:
    """Make the error that says what is wrong at a place in a TOML file, naming line and key.

    The steps lead there: names of keys, and places in lists from 0.
    """
    text = read_text(file)
    key = _name(tomllib.loads(text), steps)
    return ProgrammeError(f"{file}, line {_line_of(text, steps)}: {key}: {message}.")


def read_text(file: Path) -> str:
    """Read a text file of a programme folder. Raises ProgrammeError."""
    try:
        if not file.is_file() and file.exists():
            raise ProgrammeError(f"{file}: this is not a file.")
        if file.stat().st_size > LONGEST_FILE:
            raise ProgrammeError(f"{file}: this file is too long: over {LONGEST_FILE:,} bytes.")
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProgrammeError(f"{file}: this file is not UTF-8 text.") from error
    except OSError as error:
        raise ProgrammeError(f"{file}: this file cannot be read ({error.strerror}).") from error


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

    The line is the one after the longest beginning of the file that is whole and lacks the key.
    """
    lines = text.split("\n")
    while steps and not _has(tomllib.loads(text), steps):
        steps = steps[:-1]
    if not steps:
        return 1
    low, high = 0, len(lines)
    while high - low > 1:
        middle = (low + high) // 2
        whole = _whole_beginning(lines, middle)
        if whole is not None and _has(whole, steps):
            high = middle
        else:
            low = middle
    start = high
    while start > 1 and _whole_beginning(lines, start - 1, exact=True) is None:
        start -= 1
    return start


def _whole_beginning(lines: list[str], count: int, *, exact: bool = False) -> object | None:
    while count >= 0:
        try:
            return tomllib.loads("\n".join(lines[:count]))
        except tomllib.TOMLDecodeError:
            if exact:
                return None
            count -= 1
    return None


def _has(data: object, steps: Steps) -> bool:
    for step in steps:
        data = _child(data, step)
        if data is _MISSING:
            return False
    return True
