"""All programmes at hand: the shipped ones and the user's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from desktop.core.programme import Programme
from desktop.core.programme_reader import (
    ProgrammeError,
    check_links,
    find_programmes,
    hidden_programmes,
    read_programme,
)


@dataclass(frozen=True, slots=True)
class Programmes:
    """The programmes by id, and by id one line for each whose folder could not be read.

    A folder that was not read because another has its name has its line by its path: the id is
    that of the other.
    """

    by_id: dict[str, Programme]
    mistakes: dict[str, str]


def read_programmes(folders: Iterable[Path]) -> Programmes:
    """Read every programme in the given folders; a mistake in one does not stop the others."""
    folders = list(folders)
    by_id: dict[str, Programme] = {}
    mistakes = {str(folder): told for folder, told in hidden_programmes(folders).items()}
    for folder in find_programmes(folders):
        try:
            by_id[folder.name] = read_programme(folder)
        except ProgrammeError as error:
            mistakes[folder.name] = str(error)
    for programme in by_id.values():
        try:
            check_links(programme, by_id)
        except ProgrammeError as error:
            mistakes[programme.id] = str(error)
    return Programmes({key: each for key, each in by_id.items() if key not in mistakes}, mistakes)
