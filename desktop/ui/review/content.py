"""The hash of what a report said: a few characters of it, and on demand all."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.core.review import HASH_SHOWN
from desktop.ui.review.pieces import coloured_words
from desktop.ui.theme import SPACE, set_role, small_font


class Content(QWidget):
    """Shows the hash; the button that unfolds it tells all of it to who hears."""

    def __init__(self, parent: QWidget) -> None:
        """Begin without one."""
        super().__init__(parent)
        self._content = ""
        self._fold = QPushButton(self)
        self._fold.setFont(small_font())
        self._fold.setAutoDefault(False)
        set_role(self._fold, "quiet")
        self._whole = coloured_words(self, "muted")
        self._whole.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._whole.hide()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(SPACE.tiny)
        rows.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addWidget(self._whole)
        self._fold.clicked.connect(lambda: self._unfold(self._whole.isHidden()))
        self.hide()

    def show_content(self, content: str) -> None:
        """Show a hash; nothing where there is none."""
        if content != self._content:
            self._content = content
            self._unfold(False)
            self.setVisible(bool(content))

    def _unfold(self, whole: bool) -> None:
        content = self._content
        self._fold.setText(f"{'▾' if whole else '▸'}  Content {content[:HASH_SHOWN]}")
        means = "As long as the report says the same, it has the same."
        self._fold.setAccessibleName(f"Content, by its SHA-256: {content}")
        self._fold.setAccessibleDescription(f"{means} {'Hides' if whole else 'Shows'} all of it.")
        half = len(content) // 2
        lines = "SHA-256 of what the report said then:", content[:half], content[half:], means
        self._whole.setText("\n".join(lines))
        self._whole.setVisible(whole)
