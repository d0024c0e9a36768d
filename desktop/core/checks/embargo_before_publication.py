"""An embargo that ends before the report is published."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.core.examining import Examined
from desktop.core.remarks import Found, Place, check


@check(severity="error", protects="Others may write about a report before it is published.")
def embargo_before_publication(examined: Examined) -> Iterator[Found]:
    """Find an embargo that lies before the month of publication."""
    report, style = examined.report, examined.style
    embargo = report.answer_text("embargo")
    month = report.answer_text("published") or examined.programme.published
    if embargo and embargo[: len(month)] < month:
        message = (
            f"The embargo ends at {style.date(embargo)}, before {style.month(month)}, when the"
            " report is published. Correct one of the two."
        )
        yield Found(Place(field="embargo"), message)
