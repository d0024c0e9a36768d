"""Comments of the review that nobody has resolved."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.core.examining import Examined
from desktop.core.remarks import Found, Place, check
from desktop.core.review import found_at

_LONGEST = 120


@check(
    severity="error",
    protects="A report goes out while a comment on it is still open.",
    binding=True,
)
def unresolved_comment(examined: Examined) -> Iterator[Found]:
    """Find comments that are not resolved, at the words they are about where these still stand."""
    for comment in examined.report.comments.values():
        if comment.resolved_by:
            continue
        prose = examined.prose.get(comment.item)
        where = found_at(comment.quote, comment.start, prose.text) if prose else None
        item = comment.item if comment.item in examined.programme.items else ""
        about = " on words that are no longer there" if comment.quote and not where else ""
        message = (
            f"{comment.by} comments{about}: “{_short(comment.text)}” Resolve it in the review."
        )
        yield Found(Place(item, "", *(where or (0, 0))), message)


def _short(text: str) -> str:
    said = " ".join(text.split())
    if len(said) <= _LONGEST:
        return said
    return f"{said[:_LONGEST].rpartition(' ')[0] or said[:_LONGEST]}…"
