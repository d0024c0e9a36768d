"""What is at hand of a review: the editor of its field, or its paragraph and where that belongs."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.core.fields import Answer
from desktop.ui.bringing_in.choosing import Choosing
from desktop.ui.bringing_in.review import Review, Row
from desktop.ui.bringing_in.telling import explained, place_of
from desktop.ui.editors import Editor, editor_for
from desktop.ui.passage import PassageEditor
from desktop.ui.theme import SPACE, set_role, small_font

_NOWHERE = "Leave it out"


class Detail(QScrollArea):
    """Shows one row of a review, to be put right; Enter in a field is done with it."""

    changed = Signal()
    done = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._review: Review | None = None
        self._row: Row | None = None
        self._read_only = False
        self._editor: Editor | None = None
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget(self)
        self._place = _small_line(inner)
        self._said = _small_line(inner)
        self._into = Choosing("Item that the paragraph belongs to", inner)
        self._into.chosen.connect(self._put_into)
        self._into_label = QLabel(inner)
        self._into_label.setBuddy(self._into)
        self._passage = PassageEditor(inner)
        self._passage.edited.connect(self._write)
        self._button = QPushButton("Right, next", inner)
        self._button.setAutoDefault(False)
        self._button.setToolTip("Enter")
        self._button.clicked.connect(self.done)
        head = QHBoxLayout()
        head.setSpacing(SPACE.small)
        head.addWidget(self._place, 1)
        head.addWidget(self._into_label)
        head.addWidget(self._into, 1)
        head.addWidget(self._button)
        self._rows = QVBoxLayout(inner)
        self._rows.setContentsMargins(SPACE.medium, SPACE.small, SPACE.small, SPACE.small)
        self._rows.setSpacing(SPACE.small)
        self._rows.addLayout(head)
        self._rows.addWidget(self._said)
        self._rows.addWidget(self._passage)
        self._rows.addStretch(1)
        self.setWidget(inner)
        self.clear()

    def clear(self) -> None:
        """Show nothing."""
        self._drop_editor()
        self._review = self._row = None
        for each in (self._said, self._passage, self._into, self._into_label, self._button):
            each.hide()
        self._place.clear()

    def show_row(self, review: Review, row: Row, *, read_only: bool) -> None:
        """Show a row of a review."""
        self._drop_editor()
        self._review, self._row, self._read_only = review, row, read_only
        is_paragraph = row.kind == "paragraph"
        self._place.setVisible(not is_paragraph)
        self._passage.setVisible(is_paragraph)
        self._into.setVisible(is_paragraph)
        self._into_label.setVisible(is_paragraph)
        self._button.setVisible(not read_only)
        if row.kind == "field":
            self._show_field(review, row.key)
        elif is_paragraph:
            self._show_paragraph(review, int(row.key))
        self.tell_again()
        self.verticalScrollBar().setValue(0)

    def tell_again(self) -> None:
        """Say again how sure what is shown is."""
        if self._review is None or self._row is None:
            return
        words = explained(self._review, self._row)
        if self._row.kind == "warning":
            words = self._review.reading.warnings[int(self._row.key)]
        self._place.setText(place_of(self._review, self._row))
        self._said.setText(words)
        self._said.setVisible(bool(words))

    def take_focus(self) -> None:
        """Put the keyboard where the row is put right."""
        if self._editor is not None:
            self._editor.take_focus()
        elif self._into.isVisibleTo(self):
            self._into.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._button.setFocus(Qt.FocusReason.OtherFocusReason)

    def in_editor(self) -> bool:
        """Say whether the keyboard is in the field's editor."""
        focus = QApplication.focusWidget()
        return focus is not None and self._editor is not None and self._editor.isAncestorOf(focus)

    def note_typed(self) -> None:
        """Keep with the review what was typed and is no answer yet."""
        if self._editor is None or self._review is None or self._row is None:
            return
        if typed := self._editor.unsaved_text():
            self._review.unsaved[self._row.key] = typed
        else:
            self._review.unsaved.pop(self._row.key, None)

    def no_answer_yet(self) -> bool:
        """Say whether what was typed is no answer, and tell the inspector so."""
        if self._editor is None or not self._editor.unsaved_text():
            return False
        self._editor.leave()
        return True

    def _show_field(self, review: Review, key: str) -> None:
        field = review.programme.field(key)
        assert field is not None
        editor = self._editor = editor_for(field, self.widget())
        editor.fit(self.viewport().width() - 2 * SPACE.medium)
        editor.show_answer(review.answers.get(key))
        if key in review.unsaved:
            editor.show_unsaved(review.unsaved[key])
        editor.set_read_only(self._read_only)
        editor.changed.connect(lambda answer: self._answer(key, answer))
        editor.solved.connect(lambda: self._solved(key))
        editor.finished.connect(self.done)
        self._rows.insertWidget(1, editor)
        before: QWidget = self._into
        for control in editor.controls():
            QWidget.setTabOrder(before, control)
            before = control
        editor.show()

    def _show_paragraph(self, review: Review, number: int) -> None:
        paragraph = review.paragraphs[number]
        self._passage.load(review.text_of(number))
        self._passage.set_read_only(self._read_only)
        self._passage.setAccessibleName("Paragraph")
        names = [(key, item.title) for key, item in review.programme.items.items()]
        self._into.offer([("", _NOWHERE), *names], paragraph.item)
        self._into.setEnabled(not self._read_only)
        self._into_label.setText("Belongs to" if review.as_read[number].told else "Put into")

    def _drop_editor(self) -> None:
        """Let the editor go; what was typed and is no answer yet is there when it comes back."""
        self.note_typed()
        editor, self._editor = self._editor, None
        if editor is None:
            return
        editor.hide()
        self._rows.removeWidget(editor)
        editor.deleteLater()

    def _answer(self, key: str, answer: Answer | None) -> None:
        if self._review is not None:
            self._review.answer(key, answer)
            self.tell_again()
            self.changed.emit()

    def _solved(self, key: str) -> None:
        if self._review is not None and self._review.unsaved.pop(key, None) is not None:
            self.changed.emit()

    def _write(self) -> None:
        if self._review is not None and self._row is not None and self._row.kind == "paragraph":
            self._review.write(int(self._row.key), self._passage.text())
            self.tell_again()
            self.changed.emit()

    def _put_into(self, item: str) -> None:
        if self._review is not None and self._row is not None:
            self._review.put_into(int(self._row.key), item)
            self.tell_again()
            self.changed.emit()


def _small_line(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setFont(small_font())
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    set_role(label, "muted")
    return label
