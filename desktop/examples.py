"""Loading the five published reports that come with Fieldbook."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.core import folders
from desktop.ingest import Reading, read_file, read_published
from desktop.store.opening import Opened
from desktop.store.reading import read_report
from desktop.store.writing import record_import


@dataclass(frozen=True, slots=True)
class Example:
    """One example report: how its published text was read, and whether it was recorded just now."""

    reading: Reading
    loaded: bool


def mistakes_of(examples: Iterable[Example]) -> list[str]:
    """Give a line for each programme that no example could be read by, once."""
    return list(dict.fromkeys(line for each in examples for line in each.reading.mistakes))


def load_examples(opened: Opened, *, by: str) -> list[Example]:
    """Read the examples into the database; one that is there, edited or not, is left alone."""
    examples: list[Example] = []
    for file in sorted(folders.SEEDS.glob("*.txt")):
        reading = read_published(
            read_file(file), programmes=opened.programmes.by_id.values(), forces=opened.forces
        )
        there = read_report(opened.database, reading.programme.id, reading.force.key)
        if there is None:
            record_import(
                opened.database,
                report=reading.report,
                programme=reading.programme,
                force=reading.force,
                by=by,
                origin=file.name,
            )
        examples.append(Example(reading, loaded=there is None))
    return examples
