"""An ISBN without its hyphens."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop.core.examining import Examined
from desktop.core.programme import REPORT_FIELDS, item_of
from desktop.core.remarks import Found, Place, check

# How long each group is depends on the publisher, and is in no rule that could be kept here.
_IN_GROUPS = re.compile("97[89]-[0-9]{1,5}-[0-9]{1,7}-[0-9]{1,6}-[0-9]")


@check(severity="warning", protects="The ISBN is printed without its hyphens.")
def isbn_hyphens(examined: Examined) -> Iterator[Found]:
    """Find ISBNs that are right, but not in five groups of digits as they are printed."""
    fields = {field.key: field for field in REPORT_FIELDS} | examined.programme.fields
    for key, field in fields.items():
        answer = examined.report.answer_text(key)
        if field.type != "isbn" or not answer or field.warning(answer):
            continue
        if not _IN_GROUPS.fullmatch(answer):
            message = "Write the ISBN with its hyphens, as on the publisher's list."
            yield Found(Place(item_of(key), key), message)
