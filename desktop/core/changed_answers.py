"""How one answer became another, in a few words: "2 more", "Media added"."""

from __future__ import annotations

from decimal import Decimal

from desktop.core.fields import Answer, Field


def change_in_words(field: Field, then: Answer | None, now: Answer | None) -> str:
    """Say how much an answer has grown, or what was added to it; empty where its words say it."""
    if then is None or now is None or then == now:
        return ""
    if field.type == "choices":
        if not set(_keys(then)) & set(_keys(now)):
            return ""
        changes = ((_keys(now), _keys(then), "added"), (_keys(then), _keys(now), "dropped"))
        return "; ".join(
            f"{field.show(tuple(key for key in chosen if key not in other))} {what}"
            for chosen, other, what in changes
            if not set(chosen) <= set(other)
        )
    if field.type not in ("count", "percent", "money"):
        return ""
    try:
        by = Decimal(str(now)) - Decimal(str(then))
    except ArithmeticError:  # an answer that only an earlier version of the programme took
        return ""
    if field.type == "count":
        return f"{field.show(abs(int(by)))} {'more' if by > 0 else 'fewer'}"
    amount = field.show(f"{abs(by):f}").removesuffix("%")
    points = " points" if field.type == "percent" else ""
    return f"{amount}{points} {'more' if by > 0 else 'less'}"


def _keys(answer: Answer) -> tuple[str, ...]:
    return answer if isinstance(answer, tuple) else (str(answer),)
