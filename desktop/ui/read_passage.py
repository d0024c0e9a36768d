"""A passage that is only read: its marks as they look, its facts tinted as in the form."""

from __future__ import annotations

import html
from collections.abc import Iterator

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.core import commonmark
from desktop.core.facts import is_fact
from desktop.core.richtext import Block, Run
from desktop.ui.prose import Prose
from desktop.ui.theme import SPACE, passage_font, theme


class ReadPassage(Prose):
    """Shows a passage, which can be selected and copied by mouse and keyboard."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Begin empty, under this accessible name."""
        super().__init__(parent)
        self._passage = ""
        self.setFont(passage_font())
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.setAccessibleName(name)

    def show_passage(self, text: str) -> None:
        """Show a passage, CommonMark."""
        if text != self._passage:
            self._passage = text
            self.setAccessibleDescription("\n".join(block.text for block in commonmark.parse(text)))
            self._write()

    def _write(self) -> None:
        self.setText("".join(_paragraph(block) for block in commonmark.parse(self._passage)))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._passage:
            self._write()


def _paragraph(block: Block) -> str:
    point = "• " if block.bullet else ""
    indent = SPACE.medium if block.bullet else 0
    style = f"margin:0 0 {SPACE.tiny}px {indent}px"
    return f'<p style="{style}">{point}{"".join(_pieces(block.runs))}</p>'


def _pieces(runs: tuple[Run, ...]) -> Iterator[str]:
    colours = theme()
    for run in runs:
        words = html.escape(run.text)
        if run.bold:
            words = f"<b>{words}</b>"
        if run.italic:
            words = f"<i>{words}</i>"
        if is_fact(run.link):
            style = f"color:{colours.fact};background-color:{colours.fact_tint}"
            words = f'<span style="{style}">{words}</span>'
        yield words
