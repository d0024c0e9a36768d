"""What was changed after it was signed off."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.core.entry import changed_since_sign_off
from desktop.core.examining import Examined
from desktop.core.remarks import Found, Place, check


@check(severity="error", protects="What goes out is not what was signed off.", binding=True)
def changed_after_sign_off(examined: Examined) -> Iterator[Found]:
    """Find that a report no longer says what it said when it was signed off."""
    signed = examined.report.signed_off
    if signed is not None and changed_since_sign_off(examined.report):
        message = f"Changed since {signed.by} signed it off. Sign it off again, or go back."
        yield Found(Place(), message)
