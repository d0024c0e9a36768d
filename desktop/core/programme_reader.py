"""Reading programme folders; a mistake in one is named with file, line and key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from desktop.core.declarations import ProgrammeError, mistake, read_declaration
from desktop.core.earlier import mistakes_in_links
from desktop.core.programme import Programme

PROGRAMME_FILE = "programme.toml"

__all__ = [
    "PROGRAMME_FILE",
    "ProgrammeError",
    "check_links",
    "find_programmes",
    "hidden_programmes",
    "read_declaration",
    "read_programme",
]


def read_programme(folder: Path) -> Programme:
    """Read one programme folder. Raises ProgrammeError."""
    folder = folder.resolve()
    file = folder / PROGRAMME_FILE
    programme = read_declaration(file, Programme)
    if programme.id != folder.name:
        raise mistake(
            file, ("id",), f'"{programme.id}" is not the name of its folder, "{folder.name}"'
        )
    for number, section in enumerate(programme.sections):
        for place, item in enumerate(section.items):
            for kind, key, name in (
                ("wording", "wording", item.wording),
                ("drafts", "draft", item.draft),
            ):
                if name and not (folder / kind / name).is_file():
                    raise mistake(
                        file,
                        ("sections", number, "items", place, key),
                        f"there is no file {kind}/{name} in the folder",
                    )
    for steps, what in mistakes_in_links(programme, {}):
        raise mistake(file, steps, what)
    return programme.read_from(folder)


def check_links(programme: Programme, others: Mapping[str, Programme]) -> None:
    """See whether the items and fields that a programme links to are there. Raises ProgrammeError.

    Of a programme that is not among the others, by id, nothing is known.
    """
    for steps, what in mistakes_in_links(programme, others):
        raise mistake(programme.folder / PROGRAMME_FILE, steps, what)


def find_programmes(folders: Iterable[Path]) -> list[Path]:
    """List the programme folders in the given folders; of two with one name, the first counts."""
    return [first for first, *_ in _by_name(folders)]


def hidden_programmes(folders: Iterable[Path]) -> dict[Path, str]:
    """Tell, in one line each, the programme folders that do not count, as another has the name."""
    return {
        folder: f"{folder / PROGRAMME_FILE}: this programme was not read, as {first} has the same"
        " name: give the folder and its id another."
        for first, *others in _by_name(folders)
        for folder in others
    }


def _by_name(folders: Iterable[Path]) -> list[list[Path]]:
    found: dict[str, dict[Path, Path]] = {}
    for folder in folders:
        for file in sorted(folder.glob(f"*/{PROGRAMME_FILE}")):
            found.setdefault(file.parent.name, {}).setdefault(file.parent.resolve(), file.parent)
    return [list(each.values()) for each in found.values()]
