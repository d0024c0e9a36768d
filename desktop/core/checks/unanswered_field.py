"""A required field that is not answered."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.core.examining import Examined
from desktop.core.programme import item_of
from desktop.core.remarks import Found, Place, check
from desktop.core.report import needed_fields


@check(severity="error", protects="A question that the report has to answer is left open.")
def unanswered_field(examined: Examined) -> Iterator[Found]:
    """Find fields that the report needs and that have no answer."""
    for key, field in needed_fields(examined.report, examined.programme):
        if key not in examined.report.answers:
            message = f"“{field.label}” is not answered."
            if field.type == "isbn":
                message = f"The report has no {field.label}. Ask the publisher for one."
            yield Found(Place(item_of(key), key), message)
