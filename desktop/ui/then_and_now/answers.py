"""The answers of one item then and now, a line a field; what has changed is marked."""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.core.changed_answers import change_in_words
from desktop.core.comparing_reports import Compared, ComparedField, ComparedItem
from desktop.ui.prose import Prose
from desktop.ui.theme import SPACE, theme

CHANGED: Final = "≠"
_LABELS: Final = 170
"""How wide the labels are, in pixels."""


class Answers(Prose):
    """The fields of an item, whose answers can be selected and copied."""

    def __init__(self, parent: QWidget) -> None:
        """Begin without fields."""
        super().__init__(parent)
        self._shown: tuple[ComparedItem, Compared] | None = None
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.setAccessibleName("Answers then and now")

    def show_item(self, item: ComparedItem, now: Compared) -> None:
        """Show the fields of an item, of which the present report stands first."""
        self._shown = item, now
        table = _table(item.fields, now)
        if table != self.text():
            # What is selected stays so while nothing changes.
            self.setText(table)
        self.setAccessibleDescription(
            "\n".join(f"{field.label}: {in_a_line(field, now)}" for field in item.fields)
        )

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._shown is not None:
            self.show_item(*self._shown)


def in_a_line(field: ComparedField, now: Compared) -> str:
    """Say a field's answers then and now: "12 → 14, 2 more"."""
    present, then = field.shown
    if present == then:
        return present
    words = _words_of(field, now)
    return f"{then} → {present}" + (f", {words}" if words else "")


def _words_of(field: ComparedField, now: Compared) -> str:
    """Say by how much an answer has changed, where that can be said."""
    declared = now.field(field.keys[0])
    present, then = field.values
    return "" if declared is None else change_in_words(declared, then, present)


def _table(fields: Iterable[ComparedField], now: Compared) -> str:
    colours = theme()
    rows = []
    for field in fields:
        changed = not field.same and None not in field.keys
        sign = _in(colours.warning, CHANGED) if changed else ""
        label = _in(colours.muted, html.escape(field.label))
        value = _value(field, _words_of(field, now), changed)
        rows.append(
            f'<tr><td width="{SPACE.large}">{sign}</td>'
            f'<td width="{_LABELS}" style="padding-right:{SPACE.small}px">{label}</td>'
            f'<td style="padding-bottom:{SPACE.tiny}px">{value}</td></tr>'
        )
    return f'<table cellspacing="0" cellpadding="0" width="100%">{"".join(rows)}</table>'


def _value(field: ComparedField, words: str, changed: bool) -> str:
    colours = theme()
    present, then = map(html.escape, field.shown)
    if present == then:
        return present if field.values[0] is not None else _in(colours.muted, present)
    if not changed:
        return _in(colours.muted, f"{then} → {present}")
    more = f", {html.escape(words)}" if words else ""
    return f"{_in(colours.muted, f'{then} → ')}<b>{present}</b>{more}"


def _in(colour: str, words: str) -> str:
    return f'<span style="color:{colour}">{words}</span>'
