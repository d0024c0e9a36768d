"""One item on the form: its title and guidance, its fields, its passage and what the passage is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.core.drafting import has_draft
from desktop.core.fields import Field
from desktop.core.programme import Item
from desktop.core.remarks import Severity
from desktop.core.report import Passage, Report
from desktop.ui.editors import Editor, editor_for
from desktop.ui.editors.marked_text import show_marked
from desktop.ui.form.badge import Badge
from desktop.ui.form.field_grid import FieldGrid
from desktop.ui.form.new_draft import NewDraft
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
    keep_wanted = Signal(str, str)
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
        self._shown = Passage()
        self._new_draft: str | None = None
        self._read_only = False
        self._badge = Badge(item, self._text(), self)
        self._badge.draft_wanted.connect(lambda: self.draft_wanted.emit(key))
        self._remark: QLabel | None = None
        self._choice: NewDraft | None = None
        self.passage.put_in_line(self._badge)
        self.rows.addSpacing(SPACE.tiny)
        self.rows.addWidget(self.passage)

    def show_passage(self, passage: Passage) -> None:
        """Show a recorded passage and what it is."""
        self.passage.load(passage.text)
        self.show_mode(passage)

    def show_mode(self, passage: Passage) -> None:
        """Say whether the passage follows the answers or is the inspector's own."""
        self._shown = passage
        if passage.mode == "drafted":
            self._new_draft = None
        self._show_standing()

    def show_new_draft(self, text: str | None) -> None:
        """Show what the draft, CommonMark, would now say in the place of the inspector's words.

        None or an empty draft takes that away.
        """
        self._new_draft = text if self._shown.mode == "edited" else None
        self._show_standing()

    @property
    def is_untouched(self) -> bool:
        """Whether nothing is drafted yet, nor has anybody written anything."""
        return self._shown.mode == "drafted" and self.passage.is_empty()

    def say(self, remark: str, severity: Severity = "error") -> None:
        """Say below the passage what is wrong with it as a whole; no words take that away."""
        if self._remark is None:
            if not remark:
                return
            self._remark = QLabel(self)
            self._remark.setFont(small_font())
            self._remark.setWordWrap(True)
            self._remark.setTextFormat(Qt.TextFormat.PlainText)
            self.rows.insertWidget(self.rows.indexOf(self.passage) + 1, self._remark)
        set_role(self._remark, severity)
        self._remark.setText(remark)
        self._remark.setVisible(bool(remark))

    def _show_standing(self) -> None:
        if self._new_draft:
            if self._choice is None:
                self._choice = self._make_choice()
            self._choice.show_difference(self.passage.text(), self._new_draft)
            self._choice.show()
        elif self._choice is not None and not self._choice.isHidden():
            if self._choice.isAncestorOf(QApplication.focusWidget() or self):
                # First, because hiding it would push the focus into some field.
                self.passage.setFocus()
            self._choice.hide()
        self._badge.show_mode(self._shown.mode, offer_draft=self._offers_draft())

    def _offers_draft(self) -> bool:
        """Say whether there is a draft to go back to, other than the one that is shown."""
        if self._shown.mode == "drafted" or not has_draft(self.item):
            return False
        return self._new_draft is None and bool(self.item.wording or self._shown.instead_of)

    def _text(self) -> QWidget:
        """Give what the passage is typed into."""
        return self.passage.focusProxy() or self.passage

    def _make_choice(self) -> NewDraft:
        standard, width = bool(self.item.wording), self.passage.maximumWidth()
        choice = NewDraft(self.item.title, standard, width, self)
        choice.taken.connect(lambda: self.draft_wanted.emit(self.key))
        choice.kept.connect(lambda: self.keep_wanted.emit(self.key, self._new_draft or ""))
        choice.set_read_only(self._read_only)
        self.rows.addWidget(choice)
        before = self._text()
        for button in choice.buttons:
            QWidget.setTabOrder(before, button)
            before = button
        return choice

    @override
    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self._read_only = read_only
        self.passage.set_read_only(read_only)
        self._badge.set_read_only(read_only)
        if self._choice is not None:
            self._choice.set_read_only(read_only)
