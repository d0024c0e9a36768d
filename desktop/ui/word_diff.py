"""Two texts shown as one: what was removed struck through, what was added underlined."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.core.comparing import Difference, differences_in_words
from desktop.ui.prose import Prose
from desktop.ui.theme import SPACE, passage_font, theme

_APART: Final = "\u2009"
"""A thin space between what was removed and what was added in its place."""


class WordDiff(Prose):
    """Shows how a passage differs from another, and tells it to a screen reader."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Go by this accessible name."""
        super().__init__(parent)
        self._shown: tuple[str, str] | None = None
        self.found: Sequence[Difference] = ()
        self.setFont(passage_font())
        self.setAccessibleName(name)

    def show_difference(self, before: str, after: str) -> None:
        """Show how one passage became another; both are CommonMark."""
        if (before, after) != self._shown:
            self.show_found(differences_in_words(before, after))
            self._shown = before, after

    def show_found(self, found: Sequence[Difference]) -> None:
        """Show differences that were found elsewhere, such as off the UI thread."""
        self._shown = None
        self.found = found
        self.setAccessibleDescription(as_words(found))
        self._write()

    def _write(self) -> None:
        self.setText(as_html(self.found))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.found:
            self._write()


def as_words(found: Iterable[Difference]) -> str:
    """Say what was removed and what was added, for who cannot see it."""
    return "; ".join(
        f"{each.kind}: {' '.join(each.text.split()) or 'a break'}"
        for each in found
        if each.kind != "same"
    )


def as_html(found: Iterable[Difference]) -> str:
    """Strike through what was removed and underline what was added, a paragraph for each line.

    The colours are those of the present theme.
    """
    colours = theme()
    marks = {
        "same": ("", ""),
        "removed": (f'<s style="color:{colours.error}">', "</s>"),
        "added": (f'<u style="color:{colours.ok}">', "</u>"),
    }
    paragraphs = [""]
    for kind, text in found:
        opening, closing = marks[kind]
        if kind == "added" and paragraphs[-1].endswith("</s>"):
            paragraphs[-1] += _APART
        for number, part in enumerate(text.split("\n")):
            if number:
                # A break that comes or goes is seen by its sign.
                paragraphs[-1] += f"{opening}¶{closing}" if kind != "same" else ""
                paragraphs.append("")
            if part:
                paragraphs[-1] += f"{opening}{html.escape(part)}{closing}"
    gap = SPACE.tiny
    return "".join(f'<p style="margin:0 0 {gap}px 0">{each}</p>' for each in paragraphs if each)
