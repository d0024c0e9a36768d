"""What is being written in the review and is not recorded yet. No Qt."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace


@dataclass(frozen=True, slots=True)
class Slot:
    """Where something is written: a comment on an item of a report, or an answer to a comment."""

    report: str
    item: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is written there, the words of the passage it is about, and what it is called."""

    text: str = ""
    quote: str = ""
    start: int = 0
    name: str = ""


class Drafts:
    """Keeps what is written until it is recorded, wherever the inspector goes meanwhile."""

    def __init__(self) -> None:
        """Begin with nothing written."""
        self._kept: dict[Slot, Draft] = {}
        self._sent: dict[Slot, str] = {}

    def at(self, slot: Slot) -> Draft:
        """Give what is written there."""
        return self._kept.get(slot, Draft())

    def keep(self, slot: Slot, draft: Draft) -> None:
        """Keep what now is written there."""
        if draft.text or draft.quote:
            self._kept[slot] = draft
        else:
            self._kept.pop(slot, None)

    def send(self, slot: Slot) -> None:
        """Know that what is written there is on its way into the database."""
        self._sent[slot] = self.at(slot).text

    def is_sent(self, slot: Slot) -> bool:
        """Say whether what is written there is on its way."""
        return slot in self._sent

    def settle(self, slot: Slot, *, recorded: bool) -> None:
        """Forget what was recorded, unless something else was written since."""
        sent = self._sent.pop(slot, None)
        if recorded and sent is not None:
            draft = self.at(slot)
            rest = "" if draft.text == sent else draft.text
            self.keep(slot, replace(draft, text=rest, quote="", start=0))

    def slots(self, report: str) -> list[Slot]:
        """Give where something is written of a report."""
        return [slot for slot, draft in self._kept.items() if slot.report == report and draft.text]

    def names(self) -> list[str]:
        """Name what would be lost by closing."""
        return [draft.name for draft in self._kept.values() if draft.text.strip()]

    def unfinished(self) -> dict[str, str]:
        """Give what is written as text that can be kept, by its places."""
        return {
            "|".join((slot.report, slot.item, slot.comment)): json.dumps(asdict(draft))
            for slot, draft in self._kept.items()
            if draft.text.strip()
        }

    def take_up(self, texts: Mapping[str, str]) -> None:
        """Take up again what `unfinished` gave before, where nothing else is written now."""
        for place, text in texts.items():
            slot = Slot(*place.split("|"))
            self._kept.setdefault(slot, Draft(**json.loads(text)))
