"""One item on the form: its title and guidance, its fields, its passage and what the passage is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.core.fields import Field
from desktop.core.programme import Item
from desktop.core.report import Passage, Report
from desktop.ui.editors import Editor, editor_for
from desktop.ui.editors.marked_text import show_marked
from desktop.ui.form.field_grid import FieldGrid
from desktop.ui.passage import PassageEditor
from desktop.ui.theme import SPACE, item_font, set_role, small_font


class Fields(QWidget):
    """A titled group of fields."""

    answer_changed = Signal(str, object)

    def __init__(
        self,
        title: str,
        guidance: str,
        fields: list[tuple[str, Field]],
        width: int,
        parent: QWidget,
    ) -> None:
        """Lay the fields, given with their full keys, out for a width in pixels."""
        super().__init__(parent)
        self.editors: dict[str, Editor] = {}
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(SPACE.small)
        if title:
            heading = QLabel(title, self)
            heading.setFont(item_font())
            heading.setWordWrap(True)
            self.rows.addWidget(heading)
        if guidance:
            words = QLabel(self)
            words.setFont(small_font())
            words.setWordWrap(True)
            set_role(words, "muted")
            show_marked(words, guidance)
            self.rows.addWidget(words)
        for key, field in fields:
            editor = editor_for(field, self)
            editor.changed.connect(lambda answer, key=key: self.answer_changed.emit(key, answer))
            self.editors[key] = editor
        if self.editors:
            self.rows.addSpacing(SPACE.tiny)
            self.rows.addLayout(FieldGrid(list(self.editors.values()), width))

    def show_answers(self, report: Report) -> None:
        """Show what a report answers."""
        for key, editor in self.editors.items():
            editor.show_answer(report.answers.get(key))

    def set_read_only(self, read_only: bool) -> None:
        """Let everything be read but not changed, or be changed again."""
        for editor in self.editors.values():
            editor.set_read_only(read_only)


class ItemBlock(Fields):
    """An item of a section: fields and one passage."""

    passage_changed = Signal(str)
    draft_wanted = Signal(str)
    find_wanted = Signal()

    def __init__(
        self,
        key: str,
        item: Item,
        title: str,
        fields: list[tuple[str, Field]],
        width: int,
        parent: QWidget,
    ) -> None:
        """Begin empty, for a width in pixels; the title may be left to the section's heading."""
        super().__init__(title, item.guidance, fields, width, parent)
        self.key = key
        self.item = item
        self.passage = PassageEditor(self)
        self.passage.setAccessibleName(f"{item.title}: passage")
        self.passage.edited.connect(lambda: self.passage_changed.emit(key))
        self.passage.find_wanted.connect(self.find_wanted)
        self._badge = QLabel(self)
        self._badge.setFont(small_font())
        set_role(self._badge, "muted")
        self._back: QPushButton | None = None
        self.passage.put_in_line(self._badge)
        self.rows.addSpacing(SPACE.tiny)
        self.rows.addWidget(self.passage)

    def show_passage(self, passage: Passage) -> None:
        """Show a recorded passage and what it is."""
        self.passage.load(passage.text)
        self.show_mode(passage)

    def show_mode(self, passage: Passage) -> None:
        """Say whether the passage follows the answers or is the inspector's own."""
        standard = bool(self.item.wording)
        edited = passage.mode == "edited"
        if standard:
            words = "Standard wording, edited" if edited else "Standard wording"
        elif self.item.draft:
            words = "Edited" if edited else "Drafted from the answers"
        else:
            words = ""
        self._badge.setText(words)
        self._badge.setVisible(bool(words))
        if standard and edited and self._back is None:
            self._back = QPushButton("Use the standard wording", self)
            self._back.setFont(small_font())
            self._back.setAccessibleDescription(f"{self.item.title}: drops the edited wording.")
            set_role(self._back, "quiet")
            self._back.clicked.connect(lambda: self.draft_wanted.emit(self.key))
            self.rows.addWidget(self._back, alignment=Qt.AlignmentFlag.AlignLeft)
        if self._back is not None:
            self._back.setVisible(standard and edited)

    @override
    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.passage.set_read_only(read_only)
        if self._back is not None:
            self._back.setEnabled(not read_only)
