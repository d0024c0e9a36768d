"""A lead-in, such as "We found:", with nothing after it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop.core.examining import Examined, Prose
from desktop.core.line_ends import bare_end, is_address, is_heading, is_imprint, is_point
from desktop.core.remarks import Found, check
from desktop.core.richtext import Block

_LEADS = re.compile(r":\s*[-–—]?$")
_ANNOUNCES = re.compile(
    r"\b(?:we|found|find|follow(?:s|ing)|include[sd]?|that|these|is|are|was|were|has|have|had)\b",
    re.IGNORECASE,
)


@check(severity="error", protects="The report announces something that does not follow.")
def lead_in(examined: Examined) -> Iterator[Found]:
    """Find paragraphs and points that end in a colon, and no points or quotation follow them."""
    for item, prose in examined.written.items():
        lines = list(prose.lines())
        for place, (start, block) in enumerate(lines):
            after = lines[place + 1][1] if place + 1 < len(lines) else None
            if _leads(block, after) and not _may_follow(block, after):
                begin, end = _last_sentence(prose, start, start + len(block.text))
                message = (
                    f"Nothing follows “{_shortened(prose.text[begin:end])}”."
                    " Add the points that belong here, or take the lead-in out."
                )
                yield Found(examined.place(item, begin, end), message)


def _leads(block: Block, after: Block | None) -> bool:
    if not _LEADS.search(bare_end(block.text)) or is_imprint(block.text):
        return False
    return not (after is not None and is_heading(block) and not _ANNOUNCES.search(block.text))


def _may_follow(lead: Block, after: Block | None) -> bool:
    if after is None or (lead.bullet and not after.bullet):
        return False
    quoted = after.text.lstrip().startswith(("'", '"', "‘", "“", "«"))
    in_italics = all(run.italic or not run.text.strip() for run in after.runs)
    return is_point(after) or quoted or in_italics or is_address(after.text)


def _last_sentence(prose: Prose, start: int, end: int) -> tuple[int, int]:
    return next(
        (
            (sentence.start, sentence.end)
            for sentence in reversed(prose.sentences)
            if start <= sentence.start and sentence.end <= end
        ),
        (start, end),
    )


def _shortened(words: str) -> str:
    return words if len(words) <= 80 else "… " + words[-78:].partition(" ")[2]
