"""How what was typed in review is kept."""

from __future__ import annotations

from desktop.core.review import LONGEST_NOTE
from desktop.core.richtext import visible
from desktop.store.errors import DatabaseError


def note(text: str, *, needed: bool = True) -> str:
    """Give what was typed as it is kept. Raises DatabaseError where it is too long, or nothing."""
    kept = "\n".join(line.rstrip() for line in visible(text).strip().splitlines())
    if needed and not kept:
        raise DatabaseError("Nothing was typed, so nothing was recorded.")
    if len(kept) > LONGEST_NOTE:
        raise DatabaseError(
            f"This has more than {LONGEST_NOTE:,} characters, so it was not recorded: say it in"
            " fewer words."
        )
    return kept
