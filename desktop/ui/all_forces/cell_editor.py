"""The form's own editor of a field, over its cell."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.core.fields import Answer, Field
from desktop.ui.editors import Editor, editor_for
from desktop.ui.theme import SPACE, set_role, small_font

_WIDE = 360
_NARROW = 264


class CellEditor(QFrame):
    """Takes one answer; what is no answer stays in sight, and keeps the editor open."""

    changed = Signal(object)
    """A different valid answer stands there now; None is not answered."""
    done = Signal(int, int)
    """The inspector is done here, and goes so many rows and columns on."""

    def __init__(self, asked: Field, area: str, answer: Answer | None, parent: QWidget) -> None:
        """Begin with the answer that stands in the cell."""
        super().__init__(parent)
        self._room = parent
        self._before = answer
        self._answer = answer
        self._over = QRect()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(f"{area}: {asked.label}")
        set_role(self, "surface")
        self.editor: Editor = editor_for(asked, self)
        self.editor.show_answer(answer)
        where = QLabel(area, self)
        hint = QLabel("Enter: done · Esc: as it was", self)
        for each in (where, hint):
            each.setFont(small_font())
            set_role(each, "muted")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(SPACE.medium, SPACE.small, SPACE.medium, SPACE.small)
        rows.setSpacing(SPACE.tiny)
        for part in (where, self.editor, hint):
            rows.addWidget(part)
        wide = _WIDE if self.editor.WIDE or asked.type in ("choice", "choices") else _NARROW
        self.setFixedWidth(wide)
        self.editor.fit(wide - 2 * SPACE.medium)
        self.editor.changed.connect(self._take)
        self.editor.finished.connect(lambda: self._finish(1, 0))
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)

    def open_over(self, cell: QRect, typed: str) -> None:
        """Open over a cell, given where it is in the parent; begin with what was typed there."""
        self._over = cell
        self._place()
        self.show()
        self.raise_()
        self.editor.take_focus()
        if typed:
            press = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, text=typed)
            QApplication.sendEvent(self.editor.controls()[0], press)

    def _place(self) -> None:
        """Stand over the cell, wholly within the parent."""
        self.adjustSize()
        room = self._room.rect()
        left = max(0, min(self._over.left() - SPACE.medium, room.right() - self.width()))
        top = max(0, min(self._over.top() - SPACE.small, room.bottom() - self.height()))
        self.move(left, top)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            # A line of help or of refusal came or went.
            self._place()
        return super().event(event)

    def _take(self, answer: Answer | None) -> None:
        self._answer = answer
        self.changed.emit(answer)

    def try_to_finish(self) -> bool:
        """Tidy what stands there; False where it is no answer, which is then said."""
        self.editor.leave()
        if self.editor.unsaved_text():
            self._place()
            return False
        return True

    def take_focus(self) -> None:
        """Put the keys back here."""
        self.editor.take_focus()

    def _finish(self, rows: int, columns: int) -> None:
        if self.try_to_finish():
            self.done.emit(rows, columns)

    def _give_up(self) -> None:
        if self._answer != self._before:
            self._take(self._before)
        self.done.emit(0, 0)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._give_up()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finish(1, 0)
        # What is no key of this editor is none of the grid's either, as long as it is open.
        event.accept()

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        stops = [
            each
            for each in self.editor.controls()
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isEnabled()
        ]
        here = QApplication.focusWidget()
        at = stops.index(here) if here in stops else len(stops) - 1
        beside = at + (1 if next else -1)
        if 0 <= beside < len(stops):
            stops[beside].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._finish(0, 1 if next else -1)
        return True

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        """Be done when the keys go elsewhere, but not to a list that belongs to the editor."""
        if new is None or not self.isVisible() or not self._is_inside(old) or self._is_inside(new):
            return
        if self.try_to_finish():
            self.done.emit(0, 0)

    def _is_inside(self, widget: QWidget | None) -> bool:
        while widget is not None and widget is not self:
            widget = widget.parentWidget()
        return widget is self
