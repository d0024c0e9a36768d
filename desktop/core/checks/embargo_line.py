"""The notice of an embargo in the text of a passage."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.core.embargo_notices import embargo_notices
from desktop.core.examining import Examined
from desktop.core.remarks import Found, check


@check(severity="error", protects="The notice of an embargo is left in the text.")
def embargo_line(examined: Examined) -> Iterator[Found]:
    """Find lines that say until when the report may not be published."""
    message = "The embargo stands in the text. Take it out: the cover says it while it lasts."
    for item, prose in examined.written.items():
        for start, end in embargo_notices(prose.text):
            yield Found(examined.place(item, start, end), message)
