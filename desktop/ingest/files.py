"""The text of a file that somebody else made, whatever its encoding."""

from __future__ import annotations

import codecs
import re
import stat
from itertools import islice
from pathlib import Path
from typing import Literal

from desktop.ingest.problems import UnreadableError

LARGEST = 5_000_000
"""The most bytes that the text of a report may have; real ones have about 12,000."""

LARGEST_PDF = 50_000_000
"""The most bytes that a PDF may have; real ones have less than a million."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_FORMATS = (
    (b"PK\x03\x04", "a Word document or an archive"),
    (b"\xd0\xcf\x11\xe0", "a Word document of the old kind, or the like"),
    (b"{\\rtf", "a document with its own marks in it (RTF)"),
)
_WEB_PAGE = re.compile(
    r"(?>\s+|\ufeff|<\?xml.*?\?>|<!--.*?-->)*+<(?:!doctype\s+html|html|head|body|title|meta|link|style"
    r"|script|div|main|section|article|header|table|ul|ol|p|h[1-6])\b",
    re.IGNORECASE | re.DOTALL,
)
_ENDS_OF_ELEMENTS = re.compile(r"</(?:html|body|div|p|span|a|li|td|h[1-6])\s*>", re.IGNORECASE)
_MOST_ENDS = 5
_PDF = b"%PDF-"
_PDF_WITHIN = 1024


def read_file(path: Path) -> str:
    """Read a PDF, or a text as UTF-8, as UTF-16 where it is marked so, or else as Windows text.

    Raises UnreadableError for whatever is neither, has no text, or is far larger than a report.
    A PDF from outside can take any time and memory: read it in a ReadingProcess.
    """
    try:
        kind = _kind(path)
        with path.open("rb") as stream:
            # What its size says need not be so: some of a system's own files have no end.
            data = stream.read(LARGEST_PDF if kind == "PDF" else LARGEST)
    except PermissionError:
        raise UnreadableError(f"{path} cannot be opened: you may not read this file.") from None
    except FileNotFoundError:
        raise UnreadableError(f"{path} is not there: check its name and its folder.") from None
    except OSError as error:
        raise UnreadableError(f"{path} cannot be read: {error.strerror or error}.") from None
    except ValueError:
        raise UnreadableError(f"{str(path)!r} cannot be the name of a file.") from None
    if kind == "PDF":
        from desktop.ingest.pdf_text import read_pdf

        return read_pdf(data, str(path))
    return _text(path, data)


def is_pdf(path: Path) -> bool:
    """Say whether a file holds a PDF, whatever its name; not where it cannot be read."""
    try:
        return _kind(path) == "PDF"
    except (OSError, ValueError, UnreadableError):
        return False


def _kind(path: Path) -> Literal["PDF", "text"]:
    """Tell by how a file begins; folders, devices, pipes and huge files are refused."""
    found = path.stat()
    if stat.S_ISDIR(found.st_mode):
        raise UnreadableError(f"{path} is a folder: choose the files of reports in it instead.")
    if not stat.S_ISREG(found.st_mode):
        raise UnreadableError(f"{path} is not an ordinary file, so it is not read.")
    with path.open("rb") as stream:
        kind: Literal["PDF", "text"] = "PDF" if _PDF in stream.read(_PDF_WITHIN) else "text"
    most = LARGEST_PDF if kind == "PDF" else LARGEST
    if found.st_size > most:
        raise UnreadableError(
            f"{path} has {found.st_size / 1_000_000:,.1f} MB: the {kind} of a report has"
            f" {most // 1_000_000} MB at most, so this is something else."
        )
    return kind


def _text(path: Path, data: bytes) -> str:
    for start, name in _FORMATS:
        if data.startswith(start):
            raise UnreadableError(f"{path} is {name}: save it as PDF or as text first.")
    text = _decoded(path, data)
    if not text.strip("\ufeff \t\r\n\f\v\xa0"):
        raise UnreadableError(f"{path} is empty: there is nothing to read in it.")
    if _is_web_page(text):
        raise UnreadableError(
            f"{path} is a web page: import the PDF of this report, or save its words as text first."
        )
    controls = len(_CONTROLS.findall(text))
    if "\x00" in text or controls * 20 > len(text):
        raise UnreadableError(f"{path} is not text: it seems to be a program's own file.")
    return text


def _is_web_page(text: str) -> bool:
    """Tell by how a text begins, or by many ends of elements; data have none of their own."""
    if _WEB_PAGE.match(text):
        return True
    ends = islice(_ENDS_OF_ELEMENTS.finditer(text), _MOST_ENDS)
    return not text.lstrip("\ufeff \t\r\n").startswith("{") and len(list(ends)) == _MOST_ENDS


def _decoded(path: Path, data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                raise UnreadableError(
                    f"{path} is damaged: it says that it is {encoding.upper()[:6].rstrip('-')}"
                    " text, and it is not."
                ) from None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        # The five values that mean nothing in Windows text become the mark of a lost character.
        return data.decode("cp1252", "replace")
