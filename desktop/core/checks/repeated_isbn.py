"""An ISBN that another report has as well."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.core.examining import Examined
from desktop.core.fields.isbn import digits_of
from desktop.core.remarks import Found, Place, check


@check(severity="error", protects="Two reports are published under the same ISBN.")
def repeated_isbn(examined: Examined) -> Iterator[Found]:
    """Find the ISBN of the report among those of the others."""
    answer = examined.report.answer_text("isbn")
    other = examined.circumstances.isbns.get(digits_of(answer)) if answer else None
    if other is not None and other != examined.report.name:
        programme, _, force = other.rpartition("/")
        known = examined.circumstances.forces.get(force)
        whose = known.name if known and programme == examined.programme.id else other
        message = f"The report on {whose} has the same ISBN. Correct the one that is wrong."
        yield Found(Place(field="isbn"), message)
