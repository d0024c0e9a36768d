"""How reports of each programme are written, as far as reading one needs to know it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from desktop.core.declarations import ProgrammeError, read_text
from desktop.core.programme import Programme
from desktop.core.reading.answers import Reader, reader_of
from desktop.core.reading.rules import READING_FILE
from desktop.ingest.paragraphs import words_in


@dataclass(frozen=True, slots=True)
class Habits:
    """How reports of one programme are written: its reader, and words they are likely to use."""

    programme: Programme
    reader: Reader
    vocabulary: frozenset[str]


def all_habits(programmes: Iterable[Programme]) -> tuple[list[Habits], tuple[str, ...]]:
    """Give the habits of programmes that say how they are read, and a line for each mistake."""
    known: list[Habits] = []
    mistakes: list[str] = []
    for programme in programmes:
        try:
            habits = _habits(programme)
        except ProgrammeError as error:
            mistakes.append(str(error))
        else:
            known += [habits] if habits else []
    return known, tuple(mistakes)


def _habits(programme: Programme) -> Habits | None:
    file = programme.folder / READING_FILE
    return _habits_as_of(programme, file.stat().st_mtime_ns) if file.is_file() else None


@lru_cache(maxsize=8)
def _habits_as_of(programme: Programme, _changed: int) -> Habits | None:
    reader = reader_of(programme)
    if reader is None:
        return None
    texts = [reader.rules.model_dump_json(), *(item.guidance for item in programme.items.values())]
    texts += [
        read_text(programme.folder / "wording" / item.wording, programme.folder)
        for item in programme.items.values()
        if item.wording
    ]
    return Habits(programme, reader, words_in(texts))
