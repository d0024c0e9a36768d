"""How paragraphs and points end, and which of them are no sentences."""

from __future__ import annotations

import re

from desktop.core.richtext import Block

_FOOTNOTE = re.compile(r"(?<=[\w)”’\"'][.?!])(?:\[\d{1,2}\]|[¹²³⁰⁴-⁹*†‡]+|(?<!\d\.)\d{1,2})$")
CLOSING = "\"'’”)]"
_NUMBERED = re.compile(r"\(?(?:[0-9]{1,2}|[a-z]|[ivx]{1,4})[.)]\s|[-–—•■▪*]\s")
_ADDRESS = re.compile(
    r"(?:[\w-]+:\s*)?(?:https?://\S+|www\.\S+|[\w.+-]+@[\w.-]+\.\w+|(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?)",
    re.IGNORECASE,
)
_IMPRINT = re.compile(r"©|\(c\)\s|(?:crown )?copyright\b|ISBN\b", re.IGNORECASE)


def is_point(block: Block) -> bool:
    """Say whether a block is a point of a list, be it one that was numbered by hand."""
    return block.bullet or bool(_NUMBERED.match(block.text))


def is_heading(block: Block) -> bool:
    """Say whether a block is all in bold and no more than one sentence, like a heading."""
    words = block.text.rstrip()
    return (
        not block.bullet
        and all(run.bold or not run.text.strip() for run in block.runs)
        and not re.search(r"[.?!]\s", words)
    )


def is_address(text: str) -> bool:
    """Say whether a line is the address of a page or a mailbox and nothing else."""
    return bool(_ADDRESS.fullmatch(text.strip().rstrip(".")))


def is_imprint(text: str) -> bool:
    """Say whether a line is one of those that an imprint is made of."""
    return bool(_IMPRINT.match(text.strip())) or is_address(text)


def bare_end(text: str) -> str:
    """Leave out the footnote mark, the quotation marks and the brackets that close a line."""
    text = _FOOTNOTE.sub("", text.rstrip())
    return text.rstrip(CLOSING).rstrip()
