"""What a file that was made says, and whether anything in it is more than text."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pikepdf
import pypdfium2
from typing_extensions import override

SCHEMES = ("http", "https", "mailto")
_ACTIVE = ("/JavaScript", "/JS", "/Launch", "/GoToR", "/SubmitForm", "/ImportData", "/RichMedia")


def letters(text: str) -> str:
    """Reduce a text to what every exit shows alike: the signs of ASCII, without its hyphens."""
    return re.sub("[^!-,.-~]", "", text)


def pdf_words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def dangers_of_pdf(pdf: bytes) -> Iterator[str]:
    """Name what a PDF would do or open, but for links to web pages and mail."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for each in document.objects:
            if not isinstance(each, pikepdf.Dictionary):
                continue
            yield from (name for name in _ACTIVE if name in each or each.get("/S") == name)
            address = each.get("/URI")
            if address is not None and urlsplit(str(address)).scheme not in SCHEMES:
                yield str(address)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.elements: set[str] = set()
        self.dangers: list[str] = []
        self._silent = 0

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self._silent += tag in ("style", "script", "title")
        for name, value in attrs:
            if name.startswith("on"):
                self.dangers.append(f"{tag} {name}")
            if (
                name in ("href", "src", "data", "action")
                and value is not None
                and urlsplit(value).scheme not in (*SCHEMES, "", "data")
            ):
                self.dangers.append(f"{tag} {name}={value}")

    @override
    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("style", "script", "title")

    @override
    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)


def page_of(html: str) -> tuple[str, set[str], list[str]]:
    """Give the words of a web page, its kinds of elements, and what it would run or open."""
    page = _Page()
    page.feed(html)
    page.close()
    return "".join(page.words), page.elements, page.dangers


def word_words(docx: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as parts:
        tree = ElementTree.fromstring(parts.read("word/document.xml"))
    return "".join(each.text or "" for each in tree.iter() if each.tag.endswith("}t"))


def dangers_of_word(docx: bytes) -> Iterator[str]:
    """Name what a Word file would open or fetch, but for links to web pages and mail."""
    with zipfile.ZipFile(io.BytesIO(docx)) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                tree = ElementTree.fromstring(parts.read(name))
                for each in tree.iter():
                    outside = each.get("TargetMode") == "External"
                    if outside and urlsplit(each.get("Target", "")).scheme not in SCHEMES:
                        yield f"{name}: {each.get('Target')}"
                    fields = ("PAGE", "NUMPAGES", "")
                    if each.tag.endswith("}instrText") and (each.text or "").strip() not in fields:
                        yield f"{name}: {each.text}"
