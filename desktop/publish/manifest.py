"""The manifest of a folder: what Fieldbook wrote there, and how to know that it is unchanged."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from hashlib import sha256
from pathlib import Path
from types import UnionType
from typing import Final, Self

from desktop.core.editions import Edition
from desktop.core.report import Report
from desktop.publish.alone import alone_in
from desktop.publish.saving import save_file

MANIFEST: Final = "manifest.json"
FORMAT: Final = "fieldbook-manifest"
VERSION: Final = 1
_LARGEST = 50_000_000


class ManifestError(Exception):
    """A file stands in the place of the manifest and is none; the message is for the user."""


@dataclass(frozen=True, slots=True, order=True)
class Produced:
    """A file that was produced: its name, its SHA-256, its size in bytes, and what it is."""

    file: str
    sha256: str
    size: int
    report: str
    edition: str
    look: str
    format: str
    isbn: str | None

    @classmethod
    def of(cls, file: str, content: bytes, report: Report, edition: Edition) -> Self:
        """Describe an edition of a report that was written to a file of this name."""
        return cls(
            file,
            sha256(content).hexdigest(),
            len(content),
            report.name,
            edition.kind,
            edition.look,
            edition.format,
            report.answer_text("isbn") or None,
        )


_KINDS: Final[dict[str, type | UnionType]] = {
    **{each.name: str for each in fields(Produced)},
    "size": int,
    "isbn": str | None,
}


def read_manifest(folder: Path) -> list[Produced]:
    """Read the manifest of a folder; empty where there is none. Raises ManifestError."""
    file = folder / MANIFEST
    try:
        if not file.exists():
            return []
        if not file.is_file():
            # What is a pipe or a device may never come to an end.
            raise ManifestError(
                f"{file} cannot be read: it is no ordinary file. Choose another folder."
            )
        if file.stat().st_size > _LARGEST:
            raise _unknown(file)
        document = json.loads(file.read_bytes())
        if (document["format"], document["version"]) != (FORMAT, VERSION):
            raise _unknown(file)
        return [_read(each) for each in document["files"]]
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ManifestError(f"{file} cannot be read: {reason}. Choose another folder.") from error
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise _unknown(file) from error


def add_to_manifest(folder: Path, produced: Iterable[Produced]) -> None:
    """Enter files that were produced into the manifest of their folder; none: nothing is done.

    What it says of other files is kept where these are there and unchanged. Raises SaveError, or
    ManifestError where there is a manifest that Fieldbook cannot read; it is left as it is.
    """
    listed = {each.file: each for each in produced}
    if not listed:
        return
    with alone_in(folder):
        for each in read_manifest(folder):
            if each.file not in listed and _is_unchanged(folder / each.file, each):
                listed[each.file] = each
        document = {
            "format": FORMAT,
            "version": VERSION,
            "files": [asdict(listed[name]) for name in sorted(listed)],
        }
        save_file(folder / MANIFEST, f"{json.dumps(document, indent=2)}\n".encode())


def _read(row: object) -> Produced:
    if not isinstance(row, dict):
        raise TypeError
    for name, value in row.items():
        if not isinstance(value, _KINDS[name]):
            raise TypeError(name)
    read = Produced(**row)
    # What stands in the manifest of one folder can speak of no other.
    if read.file != Path(read.file).name:
        raise ValueError(read.file)
    return read


def _is_unchanged(file: Path, listed: Produced) -> bool:
    try:
        if not file.is_file() or file.stat().st_size != listed.size:
            return False
        return sha256(file.read_bytes()).hexdigest() == listed.sha256
    except (OSError, ValueError):
        return False


def _unknown(file: Path) -> ManifestError:
    return ManifestError(
        f"{file} is damaged, or was not made by Fieldbook, so it was left as it is. Move it away,"
        " or choose another folder."
    )
