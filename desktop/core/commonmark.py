"""Passages as CommonMark, read and written so that what was read is written back the same.

Bold, italic, bulleted lists and links are marks; everything else, HTML included, is plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from desktop.core.richtext import Block, RichText, Run, canonical

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_RULES = (
    "list",
    "emphasis",
    "link",
    "escape",
    "entity",
    "newline",
    "autolink",
    "balance_pairs",
    "fragments_join",
)
_ESCAPED = re.compile(r"[\\`*\[\]<]|&(?=#|[A-Za-z])|(?<![^\W_])_|_(?![^\W_])")
_MAY_MARK = re.compile(r"[!-/:-@\[-`{-~]")
_LINE_START = re.compile(r"^(?:(?=[#+>=~-])|([0-9]{1,9})(?=[.)]))")
_DEEP_INDENT = re.compile(r"^[ \t]{8,}", re.MULTILINE)
_FOURTH_POINT = re.compile(
    r"^([ \t]*(?:(?:[-+*]|[0-9]{1,9}[.)])[ \t]+){3}"
    r"(?:(?=[-+*](?:[ \t]|$))|[0-9]{1,9}(?=[.)](?:[ \t]|$))))",
    re.MULTILINE,
)


def parse(text: str) -> RichText:
    """Read CommonMark as paragraphs and points, in canonical form; no text is ever refused."""
    text = text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")
    return canonical(_blocks(_parser().parse(_shallow(text))))


def write(blocks: Iterable[Block]) -> str:
    """Write a text as CommonMark that `parse` reads back as the same canonical text."""
    lines: list[str] = []
    after_point = False
    for block in canonical(blocks):
        if lines and not (after_point and block.bullet):
            lines.append("")
        lines.append(_block(block))
        after_point = block.bullet
    return "\n".join(lines)


@lru_cache(maxsize=256)  # drafts are filled again at every answer, mostly with the same words
def tidy(text: str) -> str:
    """Rewrite CommonMark as it is kept: what reads the same is then written the same."""
    return write(parse(text))


def escape(text: str) -> str:
    """Write words so that, wherever they are put in CommonMark, no mark is read in them."""
    return _MAY_MARK.sub(r"\\\g<0>", " ".join(text.split()))


def _shallow(text: str) -> str:
    """Limit how deep lists can nest: the parser drops what is nested deeper than it likes."""
    text = _DEEP_INDENT.sub(" " * 8, text)
    return _FOURTH_POINT.sub(r"\1\\", text)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    class Parser(MarkdownIt):
        """Keeps addresses as typed: encoding them would change what was written."""

        def normalizeLink(self, url: str) -> str:  # noqa: N802 - the name is the library's
            return url

        def normalizeLinkText(self, link: str) -> str:  # noqa: N802 - the name is the library's
            return link

    return Parser("zero", {"maxNesting": 30}).enable(list(_RULES))


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    lists: list[str] = []
    number = ""
    for token in tokens:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                lists.append(token.type)
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                # Numbered lists are not marks of a passage: the number stays as text.
                number = f"{token.info}{token.markup} " if token.info else ""
            case "list_item_close":
                yield Block((Run(number),))
                number = ""
            case "inline":
                runs = _runs(token.children or ())
                yield Block((Run(number), *runs), "bullet_list_open" in lists)
                number = ""


def _runs(tokens: Iterable[Token]) -> Iterator[Run]:
    bold = italic = 0
    link = ""
    for token in tokens:
        match token.type:
            case "strong_open":
                bold += 1
            case "strong_close":
                bold -= 1
            case "em_open":
                italic += 1
            case "em_close":
                italic -= 1
            case "link_open":
                link = str(token.attrs["href"])
            case "link_close":
                link = ""
            case "softbreak":
                yield Run(" ", bold > 0, italic > 0, link)
            case "hardbreak":
                yield Run("\n", bold > 0, italic > 0, link)
            case _:
                yield Run(token.content, bold > 0, italic > 0, link)


@lru_cache(maxsize=1024)  # while one types, all blocks but one are what they were
def _block(block: Block) -> str:
    """Write one block, plainly where that reads back the same, else with neighbours kept apart."""
    before = "- " if block.bullet else ""
    plainly = before + _line(block.runs, careful=False)
    if not any(map(_is_marked, block.runs)) or canonical(_blocks(_parser().parse(plainly))) == (
        block,
    ):
        return plainly
    return before + _line(block.runs, careful=True)


def _line(runs: Sequence[Run], *, careful: bool) -> str:
    """Write runs in one line.

    Asterisks beside a letter or beside other asterisks can be read in two ways. The careful way
    gives adjoining marked runs different marks and writes a letter next to a mark as an entity.
    """
    parts: list[str] = []
    marked_before = 0
    for place, run in enumerate(runs):
        before = runs[place - 1] if place else Run("")
        after = runs[place + 1] if place + 1 < len(runs) else Run("")
        mark = "*" * (2 * run.bold + run.italic)
        if careful and marked_before % 2:
            mark = mark.replace("*", "_")
        marked_before += bool(mark)
        text = _escaped(
            run.text,
            first=careful and not mark and _is_marked(before),
            last=careful and not mark and _is_marked(after),
        )
        opening = "[" if run.link and run.link != before.link else ""
        closing = f"]({_address(run.link)})" if run.link and run.link != after.link else ""
        parts.append(f"{opening}{mark}{text}{mark}{closing}")
    return _LINE_START.sub(r"\1\\", "".join(parts), count=1)


def _is_marked(run: Run) -> bool:
    return run.bold or run.italic


def _escaped(text: str, *, first: bool, last: bool) -> str:
    start = f"&#{ord(text[0])};" if first and not text[0].isspace() else ""
    rest = text[1:] if start else text
    end = f"&#{ord(rest[-1])};" if rest and last and not rest[-1].isspace() else ""
    middle = _ESCAPED.sub(lambda found: "\\" + found[0], rest[:-1] if end else rest)
    return start + middle + end


def _address(link: str) -> str:
    plain = re.fullmatch(r"[^()&*`\[\]!]*", link)
    return link if plain else f"<{link.replace('&', '&amp;')}>"
