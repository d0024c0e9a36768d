"""An embargo that is over."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from desktop.core.examining import Examined
from desktop.core.remarks import Found, NewAnswer, Place, check


@check(severity="error", protects="A report that anyone may read says that it is embargoed.")
def embargo_passed(examined: Examined) -> Iterator[Found]:
    """Find an embargo that ended before now."""
    embargo = examined.report.answer_text("embargo")
    if embargo and embargo <= _moment(examined.circumstances.now):
        message = f"The embargo ended at {examined.style.date(embargo)}. Take it out."
        yield Found(Place(field="embargo"), message, NewAnswer("embargo", None))


def _moment(now: datetime.datetime) -> str:
    """Write a moment as embargoes are kept, so that the two compare as texts."""
    return f"{now:%Y-%m-%dT%H:%M}"
