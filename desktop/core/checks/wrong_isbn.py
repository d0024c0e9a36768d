"""An ISBN that cannot be right."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.core.examining import Examined
from desktop.core.programme import REPORT_FIELDS, item_of
from desktop.core.remarks import Found, Place, check


@check(severity="error", protects="The report is published under an ISBN that is mistyped.")
def wrong_isbn(examined: Examined) -> Iterator[Found]:
    """Find answers whose last digit does not fit the others."""
    fields = {field.key: field for field in REPORT_FIELDS} | examined.programme.fields
    for key, field in fields.items():
        answer = examined.report.answer_text(key)
        if field.type == "isbn" and answer and (warning := field.warning(answer)):
            yield Found(Place(item_of(key), key), warning)
