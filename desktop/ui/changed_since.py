"""Whether a report was changed since it was signed off, found without delay to the start. No Qt."""

from __future__ import annotations

from desktop.core.report import Report


def changed_since(report: Report) -> bool:
    """Say whether a report reads otherwise than when it was signed off, if it was."""
    if report.signed_off is None:
        return False
    # Not needed before the window's first paint, unless a report was signed off.
    from desktop.core.entry import changed_since_sign_off

    return changed_since_sign_off(report)
