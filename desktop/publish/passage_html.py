"""Passages as HTML: every character of the inspector's is text, only marks become elements."""

from __future__ import annotations

import re
from itertools import groupby
from urllib.parse import quote

from markupsafe import Markup, escape

from desktop.core.commonmark import parse
from desktop.core.richtext import Block, Run

_ADDRESS = re.compile(r"\b(?:https?://|www\.)[^\s<>\"'“”‘’]*[\w/]")
_BREAKABLE = re.compile(r"\S*[-‐–—/]\S*")
_LONGEST_UNBROKEN = 32
_IN_ADDRESSES = "%:/?#[]@!$&'()*+,;="


def passage_html(text: str) -> Markup:
    """Turn a passage into HTML blocks: paragraphs and lists."""
    html = Markup()
    for bullet, blocks in groupby(parse(text), key=lambda block: block.bullet):
        if bullet:
            html += _element("ul", Markup().join(_element("li", _block(each)) for each in blocks))
        else:
            html += Markup("\n").join(_element("p", _block(each)) for each in blocks)
    return html


def _block(block: Block) -> Markup:
    return Markup().join(_run(run) for run in block.runs)


def _run(run: Run) -> Markup:
    if run.link.partition(":")[0].lower() == "fact":
        html = _words(run.text)
    elif run.link:
        html = _link(run.link, run.text)
    else:
        html = _text(run.text)
    if run.italic:
        html = _element("em", html)
    return _element("strong", html) if run.bold else html


def _text(text: str) -> Markup:
    """Make links of the web addresses that stand in a text."""
    html = Markup()
    end = 0
    for found in _ADDRESS.finditer(text):
        address = found[0] if "://" in found[0] else f"http://{found[0]}"
        html += _words(text[end : found.start()]) + _link(address, found[0])
        end = found.end()
    return html + _words(text[end:])


def _words(text: str) -> Markup:
    """Keep words with hyphens, dashes or slashes in one line, unless they are long ones.

    A word broken at its own hyphen could not be told from two words when the page is read back.
    """
    html = Markup()
    end = 0
    for found in _BREAKABLE.finditer(text):
        if 1 < len(found[0]) <= _LONGEST_UNBROKEN:
            word = Markup('<span class="word">{}</span>').format(found[0])
            html += escape(text[end : found.start()]) + word
            end = found.end()
    return html + escape(text[end:])


def _link(address: str, text: str) -> Markup:
    address = quote(address, safe=_IN_ADDRESSES, errors="ignore")
    return Markup('<a href="{}">{}</a>').format(address, _words(text))


def _element(name: str, content: Markup) -> Markup:
    return Markup(f"<{name}>") + content + Markup(f"</{name}>")
