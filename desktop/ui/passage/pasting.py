"""The clipboard as rich text: bold, italics, points and links are kept, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from html import escape
from typing import Final

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QTextBlock, QTextDocument, QTextListFormat
from PySide6.QtWidgets import QTextEdit
from typing_extensions import override

from desktop.core.facts import FACT, spelled_out
from desktop.core.richtext import Block, Run, canonical, plain_text
from desktop.ui.passage.harmless import is_harmless, without_pictures
from desktop.ui.passage.looks import fragments, is_point, shape_of

LONGEST: Final = 120_000
"""The most characters that are pasted at once."""
_OWN: Final = "application/x-fieldbook-passage"
_SCHEMES: Final = ("http:", "https:", "mailto:")
_SURE_BULLET = re.compile(r"^\s*[·•▪■◦‣●○§\uf0a7\uf0b7]\s*")
_LIKELY_BULLET = re.compile(r"^\s*[-–—*o](?:\t|[\s\xa0]{2,})\s*")
_NUMBER = re.compile(r"^\s*(\(?(?:\d{1,3}|[a-z]{1,4})[.)])\s*\xa0[\s\xa0]*", re.IGNORECASE)
_HIDDEN: Final = str.maketrans("", "", "\xad\u200b")
"""Places where words may be parted, which web pages are full of and spelling stumbles over."""
_LINE_BULLET = re.compile(r"^\s*(?:[·•▪■◦‣●○§\uf0a7\uf0b7]\s*|[-–—*]\s+|o\s{2,})")
_FULL_LINE: Final = 45
_ENDS: Final = (".", ":", ";", "!", "?", "…", ".”", ".’", '."', ".)")


def can_read(data: QMimeData) -> bool:
    """Say whether a clipboard or a drag holds any text."""
    # A file that is dropped is a report to be read, and its address no text.
    files = any(url.isLocalFile() for url in data.urls())
    return not files and (data.hasHtml() or data.hasText())


def read_clipboard(data: QMimeData) -> tuple[Block, ...]:
    """Read the text of a clipboard or a drag, rich where it is rich."""
    own = bytes(data.data(_OWN).data()).decode("utf-8", "replace")
    # Any program can offer what looks like ours.
    if own and is_harmless(own):
        return tuple(_cleaned(read_html(own), own=True))
    if data.hasHtml():
        html = without_pictures(data.html())
        rich = canonical(_cleaned(read_html(html), own=False)) if is_harmless(html) else ()
        if rich:
            return rich
    return read_plain(data.text())


def to_clipboard(blocks: Sequence[Block]) -> QMimeData:
    """Offer a text to other programs as plain text and simple HTML, and to passages whole."""
    data = QMimeData()
    data.setText(plain_text(blocks))
    data.setHtml(_html(spelled_out(blocks)))
    data.setData(_OWN, _html(blocks).encode())
    return data


def copy(blocks: Sequence[Block]) -> None:
    """Put a text on the clipboard, its facts as plain words."""
    # Qt can die of letting go of data that Python made for the clipboard; its own it lets go of.
    page = QTextEdit()
    page.setHtml(_html(spelled_out(blocks)))
    page.selectAll()
    page.copy()


def read_plain(text: str) -> tuple[Block, ...]:
    """Read plain text: lines that were broken only to fit a page are joined again."""
    if len(text.strip("\r\n").splitlines()) < 2:
        return (Block((Run(text.strip("\r\n").translate(_HIDDEN)),)),)
    blocks: list[Block] = []
    open_line = False
    longest = max(len(line) for line in text.splitlines())
    for line in text.splitlines():
        found = _LINE_BULLET.match(line)
        words = (line[found.end() :] if found else line).strip()
        if open_line and words and not found:
            before = blocks[-1].text
            gap = "" if re.search(r"\w[-‐\xad]$", before) else " "
            joined = before.rstrip("\xad") + gap + words
            blocks[-1] = replace(blocks[-1], runs=(Run(joined),))
        elif words:
            blocks.append(Block((Run(words),), bullet=found is not None))
        full = len(line) >= _FULL_LINE and len(line) > 0.6 * longest
        open_line = bool(words) and full and not words.endswith(_ENDS)
    return canonical(replace(block, runs=(Run(block.text.translate(_HIDDEN)),)) for block in blocks)


def read_html(html: str) -> list[Block]:
    """Read HTML through a document of Qt's, which fetches nothing."""
    scratch = _Scratch()
    scratch.setUndoRedoEnabled(False)
    scratch.setHtml(html)
    return list(_blocks(scratch))


class _Scratch(QTextDocument):
    """A document that loads no picture and no style sheet, whatever the HTML asks for."""

    @override
    def loadResource(self, kind: int, name: QUrl | str) -> object:
        return ""


def _blocks(document: QTextDocument) -> Iterator[Block]:
    block = document.begin()
    while block.isValid():
        runs = tuple(
            Run(piece.text(), *shape_of(look), look.anchorHref())
            for piece in fragments(block)
            for look in (piece.charFormat(),)
        )
        number = _number(block)
        for line in _lines((Run(number), *runs) if number else runs):
            yield Block(line, is_point(block) and not number)
        block = block.next()


def _lines(runs: Iterable[Run]) -> Iterator[tuple[Run, ...]]:
    """Part runs where a line was broken within a paragraph."""
    line: list[Run] = []
    for run in runs:
        first, *rest = run.text.split("\u2028")
        line.append(replace(run, text=first))
        for text in rest:
            yield tuple(line)
            line = [replace(run, text=text)]
    yield tuple(line)


def _number(block: QTextBlock) -> str:
    """Give a numbered point's number as text: passages have no numbered lists."""
    if not is_point(block):
        return ""
    points = block.textList()
    numbered = points.format().style().value <= QTextListFormat.Style.ListDecimal.value
    return points.itemText(block) + " " if numbered else ""


def _cleaned(blocks: Iterable[Block], *, own: bool) -> Iterator[Block]:
    links = (*_SCHEMES, FACT) if own else _SCHEMES
    for block in blocks:
        runs = tuple(
            run if run.link.lower().startswith(links) else replace(run, link="")
            for run in block.runs
        )
        if own or block.bullet:
            yield replace(block, runs=runs)
            continue
        runs = tuple(replace(run, text=run.text.translate(_HIDDEN)) for run in runs)
        words = "".join(run.text for run in runs)
        if bullet := _bullet(words):
            yield Block(_cut(runs, bullet.end()), bullet=True)
        elif number := _NUMBER.match(words):
            yield Block((Run(f"{number[1]} "), *_cut(runs, number.end())))
        else:
            yield Block(runs)


def _bullet(text: str) -> re.Match[str] | None:
    """Find the bullet that Word writes as a letter at the start of a paragraph."""
    return _SURE_BULLET.match(text) or _LIKELY_BULLET.match(text)


def _cut(runs: Sequence[Run], length: int) -> tuple[Run, ...]:
    kept = []
    for run in runs:
        kept.append(replace(run, text=run.text[length:]))
        length = max(0, length - len(run.text))
    return tuple(kept)


def _html(blocks: Sequence[Block]) -> str:
    parts: list[str] = []
    in_list = False
    for block in blocks:
        if block.bullet != in_list:
            parts.append("<ul>" if block.bullet else "</ul>")
            in_list = block.bullet
        tag = "li" if block.bullet else "p"
        words = "".join(map(_span, block.runs))
        parts.append(f'<{tag} style="white-space:pre-wrap">{words}</{tag}>')
    return "".join(parts) + ("</ul>" if in_list else "")


def _span(run: Run) -> str:
    html = escape(run.text)
    if run.italic:
        html = f"<i>{html}</i>"
    if run.bold:
        html = f"<b>{html}</b>"
    return f'<a href="{escape(run.link)}">{html}</a>' if run.link else html
