"""Reading programme folders; a mistake in one is named with file, line and key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from desktop.core.programme import Programme

PROGRAMME_FILE = "programme.toml"
Declaration = TypeVar("Declaration", bound=BaseModel)
_MISSING = object()
_PLAIN = {
    "missing": "this key is missing",
    "extra_forbidden": "this key is not known here",
    "string_type": "this must be text in quotation marks",
    "int_type": "this must be a whole number",
    "bool_type": "this must be true or false",
    "tuple_type": "this must be a list in square brackets",
    "too_short": "this list is too short",
}


class ProgrammeError(Exception):
    """A programme folder has a mistake; the message names file, line and key."""


def read_programme(folder: Path) -> Programme:
    """Read one programme folder. Raises ProgrammeError."""
    file = folder / PROGRAMME_FILE
    programme = read_declaration(file, Programme)
    if programme.id != folder.name:
        raise ProgrammeError(
            f'{file}, line {_line_of(_text(file), ("id",))}: id: "{programme.id}" is not the name'
            f' of its folder, "{folder.name}".'
        )
    for key, item in programme.items.items():
        for kind, name in (("wording", item.wording), ("drafts", item.draft)):
            if name and not (folder / kind / name).is_file():
                raise ProgrammeError(
                    f"{file}: {key}: there is no file {kind}/{name} in the folder."
                )
    return programme.read_from(folder)


def find_programmes(folders: Iterable[Path]) -> list[Path]:
    """List the programme folders in the given folders; of two with one name, the first counts."""
    found: dict[str, Path] = {}
    for folder in folders:
        for file in sorted(folder.glob(f"*/{PROGRAMME_FILE}")):
            found.setdefault(file.parent.name, file.parent)
    return list(found.values())


def read_declaration(file: Path, kind: type[Declaration]) -> Declaration:
    """Read one TOML file of a programme folder as the given model. Raises ProgrammeError."""
    text = _text(file)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProgrammeError(f"{file}, {_toml_message(text, error)}") from error
    try:
        return kind.model_validate(_freeze(data))
    except ValidationError as error:
        first = error.errors()[0]
        steps = _steps_in(data, first["loc"])
        key = _name(data, steps)
        message = _PLAIN.get(first["type"]) or first["msg"].removeprefix("Value error, ")
        line = _line_of(text, steps)
        raise ProgrammeError(f"{file}, line {line}: {key}: {message}.") from error


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise ProgrammeError(f"{file}: this file is not UTF-8 text.") from error
    except OSError as error:
        raise ProgrammeError(f"{file}: this file cannot be read ({error.strerror}).") from error


def _toml_message(text: str, error: tomllib.TOMLDecodeError) -> str:
    """Put the line first; tomllib tells none where the file ends too soon."""
    found = re.fullmatch(r"(?P<what>.*) \(at line (?P<line>\d+), .*\)", str(error))
    line = found["line"] if found else str(text.count("\n") + 1)
    return f"line {line}: {found['what'] if found else error}."


def _freeze(data: object) -> object:
    if isinstance(data, dict):
        return {key: _freeze(value) for key, value in data.items()}
    return tuple(_freeze(each) for each in data) if isinstance(data, list) else data


def _steps_in(data: object, loc: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """Drop from pydantic's path what is no step in the file: the name of a type, a missing key."""
    steps: list[int | str] = []
    for position, step in enumerate(loc):
        inner = _child(data, step)
        if inner is _MISSING:
            if position == len(loc) - 1:
                steps.append(step)
            continue
        data = inner
        steps.append(step)
    return tuple(steps)


def _child(data: object, step: int | str) -> object:
    if isinstance(data, Mapping):
        return data.get(step, _MISSING)
    if isinstance(data, list) and isinstance(step, int) and step < len(data):
        return data[step]
    return _MISSING


def _name(data: object, steps: tuple[int | str, ...]) -> str:
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


def _line_of(text: str, steps: tuple[int | str, ...]) -> int:
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


def _has(data: object, steps: tuple[int | str, ...]) -> bool:
    for step in steps:
        data = _child(data, step)
        if data is _MISSING:
            return False
    return True
