"""Where words stand between quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterable

_QUOTED = re.compile(
    r"“[^”\n]*”|‘[^’\n]*(?:’\w[^’\n]*)*’(?!\w)|\"[^\"\n]*\"|(?<!\w)'[^'\n]*(?:'\w[^'\n]*)*'(?!\w)"
)


def quotations(text: str) -> list[tuple[int, int]]:
    """Give where quotations begin and end, their marks included; none goes on to another line."""
    return [found.span() for found in _QUOTED.finditer(text)]


def within(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    """Say whether words stand wholly or partly in one of these spans."""
    return any(first < end and start < last for first, last in spans)
