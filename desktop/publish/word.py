"""A report, or any other page of ours, as a Word file that people edit and comment in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final
from urllib.parse import quote, urlsplit

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.text.paragraph import Paragraph

from desktop.core.editions import Edition, Look
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.core.richtext import Run
from desktop.publish.metadata import Metadata, metadata_of
from desktop.publish.page_blocks import PageBlock, page_blocks
from desktop.publish.page_html import render_html
from desktop.publish.rendering import Rendering
from desktop.publish.word_file import as_bytes, new_document
from desktop.publish.word_logo import place_logo
from desktop.publish.word_look import word_look

_BY_CLASS: Final = {
    "strapline": "Strapline",
    "draft-mark": "Draft Mark",
    "embargo": "Embargo",
    "to": "Address",
    "date": "Letter Date",
    "force": "Subtitle",
    "month": "Date",
    "said": "Labelled",
    "signed": "Signature",
    "role": "Signatory",
    "closing": "Closing",
}
_BY_ELEMENT: Final = {
    "h1": "Title",
    "h2": "Heading 1",
    "h3": "Heading 2",
    "h4": "Heading 3",
    "h5": "Heading 3",
    "h6": "Heading 3",
    "li": "List Bullet",
}
_STYLES: Final = {
    (False, False): "",
    (True, False): "Strong",
    (False, True): "Emphasis",
    (True, True): "Intense Emphasis",
}
"""Styles of words that are bold, that are in italics."""
_LONG_TITLE: Final = 1.9
_LONGEST_IN_FOOT: Final = 90
_LONGEST_ADDRESS: Final = 2000
_HOST: Final = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.?(?::[0-9]{1,5})?", re.IGNORECASE)
_MAILBOX: Final = re.compile(r"[^@:/?#\s]+@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?", re.IGNORECASE)


def render_word(programme: Programme, force: Force, report: Report, edition: Edition) -> Rendering:
    """Make an edition of a report as a Word file: the same report gives the same bytes.

    Raises ProgrammeError naming file and line of a mistake in the programme's page template.
    """
    html = render_html(programme, force, report, edition)
    about = metadata_of(programme, force, report, edition)
    return Rendering(word_file(html, programme, edition.look, about))


def word_file(html: str, programme: Programme, look: Look, about: Metadata) -> bytes:
    """Turn a page into a Word file, in the look of a programme."""
    blocks = page_blocks(html)
    words = word_look(programme.folder, look)
    if any(block.element == "h1" and "long" in block.classes for block in blocks):
        words = replace(words, title=_LONG_TITLE)
    if any("letter-head" in block.classes for block in blocks):
        words = words.of_letter()
    document = new_document(words, about, mark=_mark(blocks), foot=_foot(blocks))
    logo: Run | None = None
    for style, block in _styled(blocks):
        if block.element == "img":
            logo = block.runs[0] if "logo" in block.classes else None
            continue
        paragraph = document.add_paragraph(style=style)
        if logo:
            place_logo(paragraph, programme.folder, logo, words)
            logo = None
        _write(paragraph, block.runs, labelled=style == "Labelled")
    return as_bytes(document)


def _mark(blocks: Sequence[PageBlock]) -> str:
    """Give what stands at the head of each page: the mark of a draft, or the embargo."""
    for edition, mark in (("draft", "draft-mark"), ("embargoed", "embargo")):
        for block in blocks:
            if {edition, mark} <= block.classes:
                return block.text
    return ""


def _foot(blocks: Sequence[PageBlock]) -> str:
    title = next((block.text for block in blocks if block.element == "h1"), "")
    force = next((block.text for block in blocks if "force" in block.classes), "")
    if len(title) > _LONGEST_IN_FOOT:
        title = f"{title[: _LONGEST_IN_FOOT - 1].rpartition(' ')[0]}…"
    return " · ".join(filter(None, (title, force)))


def _styled(blocks: Sequence[PageBlock]) -> list[tuple[str, PageBlock]]:
    """Give each block with the name of its style, in the order of the page."""
    found: list[tuple[str, PageBlock]] = []
    for number, block in enumerate(blocks):
        before = blocks[number - 1] if number else block
        style = next(
            (style for each, style in _BY_CLASS.items() if each in block.classes),
            _BY_ELEMENT.get(block.element, "Body Text"),
        )
        if "small-print" in block.classes:
            if style == "Body Text":
                style = "Small Print" if "small-print" in before.classes else "Small Print First"
        elif {"draft", "item"} <= block.classes:
            if style == "Body Text":
                style = "Numbered Paragraph"
            elif style == "List Bullet" and block.item != before.item:
                style = "Numbered Point"
        found.append((style, block))
    return found


def _write(paragraph: Paragraph, runs: Sequence[Run], *, labelled: bool) -> None:
    if labelled:
        label, *runs = runs
        _add(paragraph, label.text, "Label")
        paragraph.add_run("\t")
        runs = [replace(runs[0], text=runs[0].text.lstrip()), *runs[1:]] if runs else []
    for link, linked in groupby(runs, key=lambda run: _address(run.link)):
        if link:
            _add_link(paragraph, link, linked)
        else:
            for run in linked:
                _add(paragraph, run.text, _STYLES[run.bold, run.italic])


def _add(paragraph: Paragraph, text: str, style: str) -> None:
    paragraph.add_run(text, style or None)


def _add_link(paragraph: Paragraph, address: str, runs: Iterable[Run]) -> None:
    """Add words that lead to an address; a file may name an address only once."""
    link = OxmlElement("w:hyperlink")
    related = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link.set(qn("r:id"), related)
    for each in runs:
        run = paragraph.add_run(each.text, "Hyperlink")
        run.bold, run.italic = each.bold or None, each.italic or None
        link.append(run._r)
    paragraph._p.append(link)


def _address(link: str) -> str:
    """Give an address as Word takes it; empty where it would call the whole file damaged."""
    address = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", quote(link, safe="%/:?#@!$&'()*+,;=~"))
    try:
        parts = urlsplit(address)
        _ = parts.port  # raises where there is no such port
    except ValueError:
        return ""
    known = (parts.scheme in ("http", "https") and _HOST.fullmatch(parts.netloc)) or (
        parts.scheme == "mailto" and _MAILBOX.fullmatch(parts.path)
    )
    return address if known and len(address) <= _LONGEST_ADDRESS else ""
