"""The passage editor: the text, its quiet toolbar, and the line for a link."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextCursor,
)
from PySide6.QtWidgets import QApplication, QMenu, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.core import commonmark
from desktop.core.facts import FactWords, without_words
from desktop.core.richtext import RichText, canonical
from desktop.ui.passage import styling
from desktop.ui.passage.document import selected
from desktop.ui.passage.finding import Finder
from desktop.ui.passage.linking import Linking
from desktop.ui.passage.spelled import Spelled
from desktop.ui.passage.text import PassageText
from desktop.ui.passage.toolbar import Toolbar
from desktop.ui.passage.underlines import Underline
from desktop.ui.theme import SPACE, theme

_NOTHING: Final = "Nothing written yet. Type here."
_LINE: Final = 76
"""Characters in a full line."""
_SAMPLE: Final = "Between September 2011 and May 2012, the force investigated instances of"
_INNER: Final = SPACE.medium


class PassageEditor(QWidget):
    """Prose as it will read, kept as CommonMark; as tall as its text, without scroll bars."""

    edited = Signal()
    """The inspector changed words or looks."""
    entered = Signal()
    left = Signal()
    height_changed = Signal(int)
    """The editor's new height in pixels; its own layout has settled already."""
    caret_moved = Signal(QRect)
    """Where the caret is now, in this widget's coordinates."""
    find_wanted = Signal()
    """The inspector looks for words: the form has the line for it."""
    fact_activated = Signal(str)
    """The inspector wants to see the field of a fact, given with its full key."""
    menu_wanted = Signal(QMenu, int)
    """A menu is about to open at an offset of the plain text: what is put into it is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = PassageText()
        self._toolbar = Toolbar()
        self._finder = Finder(self._text, self._text.content)
        self._facts: FactWords | None = None
        self._focused = False
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(SPACE.tiny)
        self._linking = Linking(self._text, self._rows)
        box = QVBoxLayout()
        box.setContentsMargins(_INNER, SPACE.small, _INNER, SPACE.small)
        box.addWidget(self._text)
        self._rows.addLayout(box)
        self._rows.addWidget(self._toolbar)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(round(_line_width(self._text)) + 2 * _INNER)
        self.setFocusProxy(self._text)
        self.set_placeholder(_NOTHING)
        self._connect()

    def _connect(self) -> None:
        self._text.edited.connect(self._note_edit)
        self._text.height_changed.connect(self._settle)
        self._text.caret_moved.connect(self._tell_caret)
        self._text.look_changed.connect(self._show_look)
        self._text.link_wanted.connect(self.edit_link)
        self._text.find_wanted.connect(self.find_wanted)
        self._text.tools_wanted.connect(self._toolbar.take_focus)
        self._text.refused.connect(self._toolbar.say)
        self._text.pointing.fact_activated.connect(self._activate)
        self._text.pointing.menu_wanted.connect(self._tell_menu)
        self._linking.resized.connect(self._settle)
        self._linking.opened.connect(self.caret_moved)
        self._linking.linked.connect(self._show_look)
        self._toolbar.bold.connect(lambda: self._use(self._text.toggle_bold))
        self._toolbar.italic.connect(lambda: self._use(self._text.toggle_italic))
        self._toolbar.points.connect(lambda: self._use(self._text.toggle_points))
        self._toolbar.link.connect(self.edit_link)
        self._toolbar.fact.connect(self._offer)
        self._toolbar.done.connect(self._text.setFocus)
        self._toolbar.passed.connect(self._text.pass_focus_on)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    def load(self, text: str) -> None:
        """Show a passage, CommonMark, as new: what was there cannot be brought back by undo.

        The cursor stays where it is when the text is the same.
        """
        blocks = self._settled(text)
        if self._shows(blocks):
            self._text.content.clearUndoRedoStacks()
        else:
            self._text.show_blocks(blocks)
        self._text.listening.describe()
        self.highlight_matches("")
        self.close_link_line()
        self._toolbar.say("")
        self._show_look()

    def refresh(self, text: str) -> None:
        """Show what is now in the report; where that is what stands here, undo stays possible.

        So it does where only facts say something else. The cursor stays about where it is.
        """
        blocks = self._settled(text)
        now = canonical(self._text.content.read())
        if now == blocks:
            return
        alike = without_words(now) == without_words(blocks)
        if alike and self._text.content.take_words(blocks):
            self._facts_changed()
        else:
            place = self._text.textCursor().position()
            self.load(text)
            self._text.put_cursor(place)

    def set_facts(self, words: FactWords, item: str) -> None:
        """Let the facts say what answers are now, and those of an item be offered first.

        The inspector has edited nothing by that, and can undo what he could undo.
        """
        self._facts = words
        self._text.offering.set_facts(words, item)
        if self._text.content.take_answers(words):
            self._facts_changed()

    def _facts_changed(self) -> None:
        self._text.listening.describe()
        self._finder.tint_again()

    def show_remarks(self, underlines: Iterable[Underline]) -> None:
        """Underline the words that these remarks are about, and no others.

        They stay under their words while the text around changes, and go when the words do.
        """
        self._text.marks.show_remarks(underlines)

    def select_words(self, start: int, end: int) -> None:
        """Select the words between two offsets in the plain text, and put the keys there."""
        self._text.setFocus()
        place = Spelled(self._text.content).place(start, end)
        self._text.setTextCursor(selected(self._text.content, *place))
        self._text.ensureCursorVisible()

    def point_out(self, start: int, end: int) -> None:
        """Tint the words between two offsets in the plain text until the caret leaves them.

        Nothing is selected, and the keys stay where they are.
        """
        self._finder.point_out(*Spelled(self._text.content).place(start, end))
        self.tell_caret()

    def selected_words(self) -> tuple[str, int] | None:
        """Give the words that are selected and their start in the plain text; None for none."""
        spelled, cursor = Spelled(self._text.content), self._text.textCursor()
        start = spelled.offset(cursor.selectionStart())
        words = spelled.text[start : spelled.offset(cursor.selectionEnd())]
        start += len(words) - len(words.lstrip())
        return (words.strip(), start) if words.strip() else None

    def replace_words(self, start: int, end: int, text: str) -> None:
        """Put other words in the place of those between two offsets, as if they were typed.

        They look as the first of those before them did; it is one step to undo.
        """
        place = Spelled(self._text.content).place(start, end)
        styling.put_words(selected(self._text.content, *place), text)

    def forget_undo(self) -> None:
        """Undo nothing here that was typed so far."""
        self._text.content.clearUndoRedoStacks()

    def text(self) -> str:
        """Give the passage as canonical CommonMark."""
        return commonmark.write(self._text.content.read())

    def _shows(self, blocks: RichText) -> bool:
        return canonical(self._text.content.read()) == blocks

    def _settled(self, text: str) -> RichText:
        blocks = commonmark.parse(text)
        return self._facts.settled(blocks) if self._facts else blocks

    def plain_text(self) -> str:
        """Give the words alone as checks read them: places in the text are counted in this."""
        return Spelled(self._text.content).text

    def is_empty(self) -> bool:
        """Say whether nothing is written."""
        return not self._text.toPlainText().strip()

    def set_placeholder(self, words: str) -> None:
        """Say what is shown, muted, while nothing is written."""
        self._text.setPlaceholderText(words)

    def set_read_only(self, read_only: bool) -> None:
        """Let the text be read, copied and searched but not changed, or be changed again."""
        self._text.setReadOnly(read_only)
        if read_only:
            flags = Qt.TextInteractionFlag
            self._text.setTextInteractionFlags(
                flags.TextSelectableByMouse | flags.TextSelectableByKeyboard
            )
        self._toolbar.allow(editing=not read_only)

    def put_in_line(self, widget: QWidget) -> None:
        """Put a widget, such as a badge, at the beginning of the line under the text."""
        self._toolbar.put_first(widget)

    @override
    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._text.setAccessibleName(name)

    def find_words(self, words: str, backwards: bool = False) -> bool:
        """Select the next match after the cursor, or before it; False where there is none."""
        return self._finder.step(words, backwards=backwards)

    def highlight_matches(self, words: str) -> int:
        """Tint every match, none for no words, and say how many there are."""
        return self._finder.tint(words)

    def caret_share(self) -> float:
        """Say how far the caret is through the text, from 0 to 1 by characters."""
        characters = self._text.content.characterCount() - 1
        return self._text.textCursor().position() / characters if characters else 0.0

    def tell_caret(self) -> None:
        """Tell where the caret is, as if it had moved there."""
        self._tell_caret(self._text.cursorRect())

    def put_cursor(self, *, at_end: bool = False) -> None:
        """Put the cursor at the beginning or the end of the text."""
        move = QTextCursor.MoveOperation
        self._text.moveCursor(move.End if at_end else move.Start)

    def edit_link(self) -> None:
        """Ask for the address of the link at the cursor, or for a new link."""
        self._linking.ask()
        self._show_look()

    def close_link_line(self) -> None:
        """Close the line that asks for a link's address, if it is open; no link is made."""
        self._linking.close()

    def _use(self, tool: Callable[[], None]) -> None:
        """Do what a tool does, and let the keys go to the text if they went elsewhere."""
        if not self._focused:
            self._text.setFocus()
        tool()

    def _offer(self) -> None:
        self._text.setFocus()
        self._text.offering.open()
        self._show_look()

    def _activate(self, position: int) -> None:
        fact = self._text.content.fact_at(position)
        key = self._facts.key_of(fact.run.link) if fact and self._facts else None
        if key:
            self.fact_activated.emit(key)

    def _tell_menu(self, menu: QMenu, position: int) -> None:
        self.menu_wanted.emit(menu, Spelled(self._text.content).offset(position))

    def _note_edit(self) -> None:
        self._toolbar.say("")
        self._finder.tint_again()
        self.edited.emit()

    def _show_look(self) -> None:
        self._toolbar.show_look(self._text.look())

    def _settle(self) -> None:
        """Let the layout take up a new height in the same turn, so that nothing jumps later."""
        self._rows.invalidate()
        self._rows.activate()
        self.updateGeometry()
        self.height_changed.emit(self.sizeHint().height())

    def _tell_caret(self, caret: QRect) -> None:
        corner = self._text.viewport().mapTo(self, caret.topLeft())
        self.caret_moved.emit(QRect(corner, caret.size()))

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        focused = new is not None and self.isAncestorOf(new)
        if focused == self._focused:
            return
        self._focused = focused
        self.update()
        (self.entered if focused else self.left).emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._linking.is_open:
            self._linking.leave()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self._focused
        painter.setPen(QPen(QColor(colours.accent if on else colours.edge), 2 if on else 1))
        painter.setBrush(QColor(colours.surface))
        around = self._text.geometry().adjusted(-_INNER, -SPACE.small, _INNER, SPACE.small)
        painter.drawRoundedRect(QRectF(around).adjusted(1, 1, -1, -1), 4, 4)


def _line_width(text: QWidget) -> float:
    return QFontMetricsF(text.font()).horizontalAdvance(_SAMPLE) / len(_SAMPLE) * _LINE
