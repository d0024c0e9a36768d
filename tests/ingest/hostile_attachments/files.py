"""PDFs that carry an entry otherwise than Fieldbook would: each a way to put it in."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from desktop.core.entry import LARGEST

Put = Callable[[Pdf, bytes], None]
NAME: Final = "entry.json"


def carrying(pages: bytes, put: Callable[[Pdf], None]) -> bytes:
    """Give a PDF that carries what is put into it and nothing else."""
    with pikepdf.open(io.BytesIO(pages)) as pdf:
        for name in ("/Names", "/AF"):
            if name in pdf.Root:
                del pdf.Root[name]
        put(pdf)
        file = io.BytesIO()
        # What stands in it is to stay as it was put there.
        pdf.save(
            file,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return file.getvalue()


def attach(pdf: Pdf, *files: Dictionary) -> None:
    names = Array()
    for number, each in enumerate(files):
        names.append(String(f"attachment{number:04}"))
        names.append(pdf.make_indirect(each))
    pdf.Root.Names = Dictionary(EmbeddedFiles=pdf.make_indirect(Dictionary(Names=names)))


def file_of(pdf: Pdf, data: bytes, name: str = NAME, /, **about: object) -> Dictionary:
    """Describe an attached file; `about` goes into its stream."""
    stream = Stream(pdf, data)
    for key, each in about.items():
        stream[f"/{key}"] = each
    held = pdf.make_indirect(stream)
    return Dictionary(Type=Name.Filespec, F=String(name), UF=String(name), EF=Dictionary(F=held))


def sound(pdf: Pdf, entry: bytes) -> None:
    """Put an entry in as Fieldbook does."""
    attach(pdf, file_of(pdf, zlib.compress(entry), Filter=Name.FlateDecode))


def _packed(data: Callable[[bytes], bytes], **about: object) -> Put:
    return lambda pdf, entry: attach(pdf, file_of(pdf, data(entry), **about))


def _flate_twice(pdf: Pdf, entry: bytes) -> None:
    twice = zlib.compress(zlib.compress(entry))
    filters = Array([Name.FlateDecode, Name.FlateDecode])
    attach(pdf, file_of(pdf, twice, Filter=filters))


def _two(pdf: Pdf, entry: bytes) -> None:
    attach(pdf, file_of(pdf, entry), file_of(pdf, b"{}"))


def _among_many(pdf: Pdf, entry: bytes) -> None:
    others = [file_of(pdf, b"", f"{number}.txt") for number in range(200)]
    attach(pdf, file_of(pdf, entry), *others)


def _without_stream(pdf: Pdf, _: bytes) -> None:
    attach(pdf, Dictionary(Type=Name.Filespec, UF=String(NAME)))


def _with_a_number(pdf: Pdf, _: bytes) -> None:
    attach(pdf, Dictionary(Type=Name.Filespec, UF=String(NAME), EF=Dictionary(F=5)))


DAMAGED = "are damaged"
ODDLY = "are packed in a way"
LARGE = "are far larger"

REFUSED: dict[str, tuple[Put, str]] = {
    "a bomb": (
        _packed(lambda _: zlib.compress(b" " * (LARGEST + 1)), Filter=Name.FlateDecode),
        LARGE,
    ),
    "a huge file": (_packed(lambda _: b" " * (LARGEST + 1)), LARGE),
    "a huge packed file": (_packed(lambda _: bytes(LARGEST + 1), Filter=Name.FlateDecode), LARGE),
    "no zlib": (_packed(lambda entry: entry, Filter=Name.FlateDecode), DAMAGED),
    "half of it": (
        _packed(lambda entry: zlib.compress(entry)[:-40], Filter=Name.FlateDecode),
        DAMAGED,
    ),
    "packed twice": (_flate_twice, ODDLY),
    "with parameters": (
        _packed(
            zlib.compress,
            Filter=Name.FlateDecode,
            DecodeParms=Dictionary(Predictor=12, Columns=2**30),
        ),
        ODDLY,
    ),
    "in hexadecimal": (
        _packed(lambda entry: entry.hex().encode(), Filter=Name.ASCIIHexDecode),
        ODDLY,
    ),
    "a picture": (_packed(lambda entry: entry, Filter=Name.JBIG2Decode), ODDLY),
    "in runs": (_packed(lambda entry: entry, Filter=Name.RunLengthDecode), ODDLY),
    "a filter that is a number": (_packed(lambda entry: entry, Filter=5), ODDLY),
    "in another file": (_packed(lambda entry: entry, F=String("/etc/passwd")), ODDLY),
    "twice": (_two, "stand in it 2 times"),
    "among many": (_among_many, "more than 50 attached files"),
    "named and not there": (_without_stream, DAMAGED),
    "a number in its place": (_with_a_number, DAMAGED),
}


def _circle(pdf: Pdf, _: bytes) -> None:
    node = pdf.make_indirect(Dictionary())
    node.Kids = Array([node, node])
    pdf.Root.Names = Dictionary(EmbeddedFiles=node)


def _many_circles(pdf: Pdf, _: bytes) -> None:
    nodes = [pdf.make_indirect(Dictionary()) for _ in range(60)]
    for node in nodes:
        node.Kids = Array(nodes)
    pdf.Root.Names = Dictionary(EmbeddedFiles=nodes[0])


def _deep(pdf: Pdf, _: bytes) -> None:
    node = pdf.make_indirect(Dictionary(Names=Array()))
    for _each in range(5_000):
        node = pdf.make_indirect(Dictionary(Kids=Array([node])))
    pdf.Root.Names = Dictionary(EmbeddedFiles=node)


def _names(value: Callable[[Pdf], object]) -> Put:
    def put(pdf: Pdf, _: bytes) -> None:
        pdf.Root.Names = value(pdf)

    return put


def _named(name: str) -> Put:
    return lambda pdf, entry: attach(pdf, file_of(pdf, entry, name))


WITHOUT: dict[str, Put] = {
    "nothing": lambda *_: None,
    "a circle": _circle,
    "many circles": _many_circles,
    "a deep tree": _deep,
    "names that are a number": _names(lambda _: 5),
    "names that are empty": _names(lambda _: Dictionary()),
    "a tree that is a name": _names(lambda _: Dictionary(EmbeddedFiles=Name.Here)),
    "a tree that is a stream": _names(lambda pdf: Dictionary(EmbeddedFiles=Stream(pdf, b"a"))),
    "pairs that are none": _names(
        lambda _: Dictionary(EmbeddedFiles=Dictionary(Names=Array([1, 2, 3, None, String("a")])))
    ),
    "another name": _named("report.json"),
    "a name in a folder": _named("../entry.json"),
    "a name in capitals": _named("ENTRY.JSON"),
    "a name with an end": _named("entry.json\x00.txt"),
    "only other files": lambda pdf, _: attach(
        pdf, *(file_of(pdf, b"", f"{number}.txt") for number in range(200))
    ),
}
"""PDFs that carry nothing under the name: their text is read, and nothing is to be said."""
