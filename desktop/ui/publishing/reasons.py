"""The reasons that are typed for publishing reports all the same, each kept for its reports."""

from __future__ import annotations

from collections.abc import Collection


class Reasons:
    """Gives for each selection of reports the reason that was typed for it, and for no others."""

    def __init__(self) -> None:
        """Begin without any."""
        self._typed: dict[frozenset[str], str] = {}

    def type(self, chosen: Collection[str], text: str) -> None:
        """Take the reason typed while these reports, given by their names, are chosen."""
        self._typed[frozenset(chosen)] = text

    def of(self, chosen: Collection[str], doubtful: Collection[str]) -> str:
        """Give the reason for those that something may speak against among those chosen."""
        exact = self._typed.get(frozenset(chosen))
        if exact is not None:
            return exact
        wanted = frozenset(doubtful)
        return next((text for known, text in self._typed.items() if wanted <= known), "")

    def use_up(self, text: str) -> None:
        """Forget a reason that has been recorded."""
        self._typed = {
            chosen: typed for chosen, typed in self._typed.items() if typed.strip() != text
        }

    def pending(self) -> list[frozenset[str]]:
        """Give for which reports reasons are typed that were not recorded."""
        return [chosen for chosen, text in self._typed.items() if text.strip()]
