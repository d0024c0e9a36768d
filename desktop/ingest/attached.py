"""The entry that a PDF of Fieldbook carries, taken out of it with care: anybody may have made it.

Call this in a process of its own: a file may take all the memory there is just by being opened.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import Final

import pikepdf

from desktop.core.entry import ENTRY_FILE, LARGEST, EntryError

MOST_FILES: Final = 50
"""The most attached files that are looked through; a PDF of Fieldbook has one."""

_MOST_NODES: Final = 500
_PLAIN: Final[tuple[list[object], ...]] = ([], [None], [pikepdf.Name.FlateDecode])
_BROKEN = (
    pikepdf.PikepdfError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What reading a broken structure can raise."""


def attached_entry(data: bytes) -> bytes | None:
    """Take the entry out of a PDF, unpacked; None where it carries none.

    Raises EntryError where it carries one that cannot be taken out without harm.
    """
    try:
        pdf = pikepdf.open(io.BytesIO(data), suppress_warnings=True)
    except _BROKEN:
        # Whether the pages can be read in spite of that is seen when they are.
        return None
    with pdf:
        try:
            found = _entries(pdf)
            if len(found) > 1:
                raise EntryError(
                    f"stand in it {len(found)} times, each under the name {ENTRY_FILE}"
                )
            return _unpacked(found[0]) if found else None
        except EntryError:
            raise
        except _BROKEN as error:
            raise EntryError("are damaged: they cannot be taken out of it") from error


def _entries(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """Give the streams of all attached files of the right name."""
    found: list[pikepdf.Object] = []
    for number, file in enumerate(_files(pdf)):
        if number >= MOST_FILES:
            if found:
                raise EntryError(f"stand among more than {MOST_FILES} attached files")
            return []
        if ENTRY_FILE not in (_text(file.get("/UF")), _text(file.get("/F"))):
            continue
        embedded = file.get("/EF")
        stream = _of(embedded, "/UF") or _of(embedded, "/F")
        if stream is None:
            raise EntryError("are damaged: they are named in it, and are not there")
        found.append(stream)
    return found


def _files(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """Give the attached files; a tree that goes in circles is gone through once."""
    names = pdf.Root.get("/Names")
    waiting = [names.get("/EmbeddedFiles")] if isinstance(names, pikepdf.Dictionary) else []
    seen: set[tuple[int, int]] = set()
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.pop()
        if not isinstance(node, pikepdf.Dictionary) or node.objgen in seen:
            continue
        if node.is_indirect:
            seen.add(node.objgen)
        pairs = node.get("/Names")
        if isinstance(pairs, pikepdf.Array):
            for place in range(1, min(len(pairs), 2 * MOST_FILES + 2), 2):
                file = pairs[place]
                if isinstance(file, pikepdf.Dictionary):
                    yield file
        kids = node.get("/Kids")
        if isinstance(kids, pikepdf.Array):
            waiting += [kids[place] for place in range(min(len(kids), _MOST_NODES))][::-1]


def _unpacked(stream: pikepdf.Object) -> bytes:
    """Unpack a stream that is not packed, or packed once in the plainest way, up to the limit."""
    packing: object = stream.get("/Filter")
    ways = list(packing) if isinstance(packing, pikepdf.Array) else [packing]
    if "/DecodeParms" in stream or "/F" in stream or ways not in _PLAIN:
        raise EntryError("are packed in a way that Fieldbook does not use")
    length: object = stream.get("/Length")
    if isinstance(length, int) and length > LARGEST:
        raise EntryError("are far larger than those of any report")
    packed = stream.read_raw_bytes()
    if len(packed) > LARGEST:
        raise EntryError("are far larger than those of any report")
    if ways != _PLAIN[-1]:
        return packed
    unpacking = zlib.decompressobj()
    try:
        data = unpacking.decompress(packed, LARGEST + 1)
    except zlib.error as error:
        raise EntryError("are damaged: they cannot be unpacked") from error
    if len(data) > LARGEST:
        raise EntryError("are far larger than those of any report")
    if not unpacking.eof:
        raise EntryError("are damaged: their end is missing")
    return data


def _text(name: object) -> str:
    return str(name) if isinstance(name, pikepdf.String) else ""


def _of(files: object, key: str) -> pikepdf.Stream | None:
    found = files.get(key) if isinstance(files, pikepdf.Dictionary) else None
    return found if isinstance(found, pikepdf.Stream) else None
