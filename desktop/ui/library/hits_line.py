"""Where a report says the words that were looked for: each hit in its sentence, one at a time."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget
from typing_extensions import override

from desktop.core.programme import Programme, item_of
from desktop.ui.theme import SPACE, set_role, theme

if TYPE_CHECKING:
    from desktop.store.searching import Hit


class HitsLine(QWidget):
    """Shows the best hit first, and goes to the next and the one before."""

    hit_wanted = Signal(str)
    """The item, by its full key, that says what is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin hidden."""
        super().__init__(parent)
        self._programme: Programme | None = None
        self._hits: Sequence[Hit] = ()
        self._at = 0
        set_role(self, "surface")
        self._words = QLabel(wordWrap=True, textFormat=Qt.TextFormat.RichText)
        self._words.setAccessibleName("What was found")
        self._where = QLabel()
        set_role(self._where, "muted")
        self._buttons = [self._button("‹", "The hit before", -1), self._button("›", "Next hit", 1)]
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.large, SPACE.tiny, SPACE.large, SPACE.small)
        row.setSpacing(SPACE.tiny)
        row.addWidget(self._words, 1)
        row.addSpacing(SPACE.small)
        for part in (self._buttons[0], self._where, self._buttons[1]):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def _button(self, sign: str, name: str, step: int) -> QToolButton:
        button = QToolButton()
        button.setText(sign)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.clicked.connect(lambda: self._go(step))
        return button

    def show_hits(self, programme: Programme, hits: Sequence[Hit]) -> str:
        """Show the first of what was found, best first, and give the item that says it, if any."""
        self._programme, self._hits, self._at = programme, hits, 0
        self.setVisible(bool(hits))
        self._write()
        return self._item() if hits else ""

    def controls(self) -> list[QWidget]:
        """Give what takes the keyboard, in reading order."""
        return list(self._buttons)

    def _go(self, step: int) -> None:
        self._at = (self._at + step) % len(self._hits)
        self._write()
        self.hit_wanted.emit(self._item())

    def _item(self) -> str:
        assert self._programme is not None
        key = self._hits[self._at].key
        return key if key in self._programme.items else item_of(key)

    def _write(self) -> None:
        if self._programme is None or not self._hits:
            return
        hit, colours = self._hits[self._at], theme()
        item = self._programme.items.get(self._item())
        title = html.escape(item.title) if item else ""
        marked, before = "", 0
        for start, end in hit.marks:
            said = html.escape(hit.sentence[start:end])
            marked += html.escape(hit.sentence[before:start])
            marked += (
                f'<b style="color:{colours.fact};background-color:{colours.fact_tint}">{said}</b>'
            )
            before = end
        marked += html.escape(hit.sentence[before:])
        self._words.setText(f'<span style="color:{colours.muted}">{title}:</span> {marked}')
        self._words.setAccessibleDescription(f"{item.title if item else ''}: {hit.sentence}")
        several = len(self._hits) > 1
        self._where.setText(f"{self._at + 1} of {len(self._hits)}")
        for part in (*self._buttons, self._where):
            part.setVisible(several)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._write()
