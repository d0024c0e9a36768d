"""What remarks and their fixes are called, in the panel and in the form."""

from __future__ import annotations

from typing import Final

from desktop.core.programme import Programme
from desktop.core.remarks import Fix, NewAnswer, Remark, Replacement
from desktop.ui.theme import Role

LEAVE: Final = "Leave it, because…"
COUNT: Final = "Count it again"
_SPELLING: Final = "misspelling"
_LONGEST: Final = 32


def label_of(fix: Fix, programme: Programme) -> str:
    """Say what a fix does, as the words on a button."""
    if isinstance(fix, Replacement):
        if not fix.text:
            return "Take it out"
        return f"Change to “{_short(fix.text)}”" if fix.text.strip() else "Change to one space"
    if isinstance(fix, NewAnswer):
        return _label_of_answer(fix, programme)
    item = programme.items.get(fix.item)
    return "Use the standard wording" if item and item.wording else "Back to the draft"


def label_of_learning(word: str) -> str:
    """Say what adding a word to the inspector's own does, as the words on a button."""
    return f"Add “{_short(word)}” to my words"


def for_control(words: str) -> str:
    """Write words so that a button or a menu takes no letter of them for a key."""
    return words.replace("&", "&&")


def is_about_spelling(remark: Remark) -> bool:
    """Say whether the remark is about a word that may be right and only unknown."""
    return remark.check == _SPELLING and bool(remark.quote)


def sign_of(remark: Remark) -> tuple[str, Role]:
    """Give the sign that stands for a remark, and the role it is coloured by."""
    if not remark.remains:
        return "✓", "muted"
    return ("✕", "error") if remark.severity == "error" else ("!", "warning")


def kind_of(remark: Remark) -> str:
    """Say in a word what the sign means."""
    return remark.severity.capitalize() if remark.remains else "Left alone"


def _label_of_answer(fix: NewAnswer, programme: Programme) -> str:
    field = programme.field(fix.key)
    if fix.key == "embargo" and fix.answer is None:
        return "Take the embargo off"
    name = f"“{field.label}”" if field else "the answer"
    if fix.answer is None or field is None:
        return f"Empty {name}"
    return f"Change {name} to {_short(field.show(fix.answer))}"


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"
