"""Reads the structure of a tagged PDF, as a screen reader goes through it."""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
from pypdfium2 import raw


@dataclass(frozen=True, slots=True)
class Tag:
    """One element of the structure: its role, what it holds, and what is said in its place.

    `kids` are elements and, as text, what stands on the pages; `links` are the addresses that lead
    away from it.
    """

    role: str
    kids: tuple[Tag | str, ...]
    alt: str = ""
    links: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All that is read out in it, its white space as single spaces."""
        return " ".join(self._said().split())

    def _said(self) -> str:
        apart = " " if self.role in _BLOCKS else ""
        return apart + "".join(k if isinstance(k, str) else k._said() for k in self.kids) + apart

    def all(self, *roles: str) -> Iterator[Tag]:
        """Give the elements of these roles in reading order, itself among them."""
        if self.role in roles:
            yield self
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield from kid.all(*roles)


_BLOCKS = {"Document", "Div", "Sect", "P", "H1", "H2", "H3", "L", "LI", "Lbl", "LBody", "Figure"}
_Marked = Mapping[tuple[int, int], str]


def structure_of(pdf: bytes) -> Tag:
    """Read the structure of a PDF, with the text that its elements mark."""
    marked, _ = _texts(pdf)
    with pikepdf.open(BytesIO(pdf)) as document:
        pages = {page.obj.objgen: number for number, page in enumerate(document.pages)}
        (root,) = document.Root.StructTreeRoot.K
        return _tag(root, pages, marked)


def artifacts_of(pdf: bytes) -> list[str]:
    """Give the text of each page that is no part of what is read out, such as the running foot."""
    return _texts(pdf)[1]


def _tag(element: Any, pages: Mapping[tuple[int, int], int], marked: _Marked) -> Tag:
    kids: list[Tag | str] = []
    links: list[str] = []
    for kid in element.get("/K", []):
        if isinstance(kid, int):
            kids.append(marked[pages[element.Pg.objgen], kid])
        elif kid.get("/Type") == "/OBJR":
            links.append(str(kid.Obj.A.URI))
        elif kid.get("/Type") == "/MCR":
            kids.append(marked[pages[kid.Pg.objgen], int(kid.MCID)])
        else:
            kids.append(_tag(kid, pages, marked))
    role = str(element.S).removeprefix("/")
    return Tag(role, tuple(kids), str(element.get("/Alt", "")), tuple(links))


def _texts(pdf: bytes) -> tuple[_Marked, list[str]]:
    """Give what stands on the pages: by page and mark what is read out, by page what is not."""
    marked: dict[tuple[int, int], str] = defaultdict(str)
    unread: list[str] = []
    document = pypdfium2.PdfDocument(pdf)
    for number, page in enumerate(document):
        text_page = page.get_textpage()
        others = ""
        for piece in page.get_objects():
            if piece.type != raw.FPDF_PAGEOBJ_TEXT:
                continue
            mark = raw.FPDFPageObj_GetMarkedContentID(piece)
            if mark < 0:
                others += _text(piece, text_page)
            else:
                marked[number, mark] += _text(piece, text_page)
        # Pictures are marked as well, and have no text.
        unread.append(" ".join(others.split()))
        text_page.close()
    document.close()
    return marked, unread


def _text(piece: pypdfium2.PdfObject, page: pypdfium2.PdfTextPage) -> str:
    size = raw.FPDFTextObj_GetText(piece, page, None, 0)
    buffer = ctypes.create_string_buffer(size)
    given = ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR))
    raw.FPDFTextObj_GetText(piece, page, given, size)
    return buffer.raw[:size].decode("utf-16-le").rstrip("\0")
