"""What is typed and can be recorded nowhere yet, on its way into the database and back."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from desktop.ui.background import Background

if TYPE_CHECKING:
    from desktop.store.database import Database


class Holder(Protocol):
    """Something in which words stand that are not finished."""

    @property
    def unfinished_changed(self) -> SignalInstance:
        """Told at each key that changes them."""

    def unfinished(self) -> Mapping[str, str]:
        """Give what is not finished by its places, which tell one from another among its own."""

    def take_up(self, texts: Mapping[str, str]) -> None:
        """Show again, each in its place, what was not finished when Fieldbook was last open."""


class Unfinished(QObject):
    """Keeps unfinished words by their places, and has them kept in the database too."""

    typed = Signal()
    """There is something to be kept."""
    kept = Signal()
    failed = Signal(object)
    """The exception for which something could not be kept; it is kept here, to be tried again."""

    def __init__(self, background: Background, parent: QObject) -> None:
        """Keep through this background; nothing before `use`."""
        super().__init__(parent)
        self._background = background
        self._database: Database | None = None
        self._by = ""
        self._texts: dict[str, str] = {}
        self._last: dict[str, dict[str, str]] = {}
        self._changed: dict[tuple[str, str], str] = {}
        self._on_the_way = False

    def use(self, database: Database, by: str) -> None:
        """Keep in this database, under this name."""
        self._database, self._by = database, by

    def begin_with(self, texts: Mapping[str, str]) -> None:
        """Know what was not finished when the database was last open; before any `serve`."""
        self._texts = dict(texts)

    def sign_as(self, by: str) -> None:
        """Keep everything under another name from now on."""
        if by == self._by:
            return
        for place, text in self._texts.items():
            self._changed[self._by, place] = ""
            self._changed[by, place] = text
        self._by = by
        if self._texts:
            self.typed.emit()

    def serve(self, name: str, holder: Holder) -> None:
        """Give a holder, known by a name, its unfinished words back, and keep them from now on."""
        begins = f"{name}/"
        mine = {
            place.removeprefix(begins): text
            for place, text in self._texts.items()
            if place.startswith(begins)
        }
        for place, text in mine.items():
            # What another Fieldbook kept there in its own way must not keep this one from opening.
            with suppress(ValueError, TypeError):
                holder.take_up({place: text})
        # What the holder did not know what to do with stays where it is.
        self._last[name] = dict(holder.unfinished())
        holder.unfinished_changed.connect(lambda: self._follow(name, holder))

    def _follow(self, name: str, holder: Holder) -> None:
        now, before = dict(holder.unfinished()), self._last[name]
        self._last[name] = now
        for place in before.keys() - now.keys():
            self.keep(f"{name}/{place}", "")
        for place, text in now.items():
            if text != before.get(place):
                self.keep(f"{name}/{place}", text)

    def keep(self, place: str, text: str) -> None:
        """Keep the words that now stand in a place; without any, none."""
        if text == self._texts.get(place, ""):
            return
        if text:
            self._texts[place] = text
        else:
            del self._texts[place]
        self._changed[self._by, place] = text
        self.typed.emit()

    def save_now(self) -> None:
        """Send what changed to the database, unless something is on its way there."""
        database, batch = self._database, dict(self._changed)
        if self._on_the_way or not batch or database is None:
            return
        self._on_the_way = True
        names = {by for by, _ in batch}

        def work() -> None:
            from desktop.store.unfinished import keep_unfinished

            for name in names:
                texts = {place: text for (by, place), text in batch.items() if by == name}
                keep_unfinished(database, by=name, texts=texts)

        def arrived(_: None) -> None:
            self._on_the_way = False
            for key, text in batch.items():
                if self._changed.get(key) == text:
                    del self._changed[key]
            self.kept.emit()

        def failed(error: Exception) -> None:
            self._on_the_way = False
            self.failed.emit(error)

        self._background.run(work, arrived, failed)

    @property
    def unsaved(self) -> bool:
        """Whether anything is not in the database yet."""
        return bool(self._changed)

    @property
    def unsaved_texts(self) -> dict[str, str]:
        """What is not in the database yet, by its places; what is empty is to be forgotten."""
        return {place: text for (by, place), text in self._changed.items() if by == self._by}
