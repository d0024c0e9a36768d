"""What a passage is, in the line under it, and the way back to what it was drafted as."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget
from typing_extensions import override

from desktop.core.drafting import has_draft
from desktop.core.programme import Item
from desktop.core.report import Mode
from desktop.ui.theme import SPACE, set_role, small_font


class Badge(QWidget):
    """Says whether a passage follows the answers or is the inspector's own."""

    draft_wanted = Signal()

    def __init__(self, item: Item, after: QWidget, parent: QWidget) -> None:
        """Stand for an item's passage; Tab comes here from the widget that it is `after`."""
        super().__init__(parent)
        self._item = item
        self._after = after
        self._read_only = False
        self._words = QLabel(self)
        self._words.setFont(small_font())
        set_role(self._words, "muted")
        self._back: QPushButton | None = None
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(SPACE.tiny)
        self._line.addWidget(self._words)

    def show_mode(self, mode: Mode, *, offer_draft: bool) -> None:
        """Say what the passage is, and offer the draft in its place, or not."""
        edited = mode == "edited"
        if self._item.wording:
            words = "Edited" if edited else "Standard wording"
        elif has_draft(self._item):
            words = "Edited" if edited else "Drafted from the answers"
        else:
            words = ""
        self._words.setText(words)
        self.setVisible(bool(words))
        if offer_draft and self._back is None:
            self._back = self._make_back()
        if self._back is not None:
            if self._back.hasFocus() and not offer_draft:
                # First, because hiding it would push the focus into some field.
                self._after.setFocus()
            self._back.setVisible(offer_draft)

    def set_read_only(self, read_only: bool) -> None:
        """Let the draft be had back, or not."""
        self._read_only = read_only
        if self._back is not None:
            self._back.setEnabled(not read_only)

    def _make_back(self) -> QPushButton:
        standard = bool(self._item.wording)
        back = _Slim("Use the standard wording" if standard else "Back to the draft", self)
        back.setFont(small_font())
        back.setAutoDefault(False)
        back.setAccessibleDescription(f"{self._item.title}: drops the edited words.")
        back.setEnabled(not self._read_only)
        set_role(back, "quiet")
        back.clicked.connect(self.draft_wanted)
        self._line.addWidget(back)
        QWidget.setTabOrder(self._after, back)
        return back


class _Slim(QPushButton):
    """A button that is no taller than the line it stands in."""

    @override
    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        wide = metrics.horizontalAdvance(self.text()) + 2 * SPACE.small
        return QSize(wide, metrics.height() + SPACE.small)
