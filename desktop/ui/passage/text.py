"""The text of a passage on the screen: typing, keys, paste, and a height that follows the text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetricsF,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget
from typing_extensions import override

from desktop.core.richtext import Block
from desktop.ui.passage import list_keys, looks, styling
from desktop.ui.passage.document import PassageDocument, insert
from desktop.ui.passage.facts import FactPainter
from desktop.ui.passage.listening import Listening
from desktop.ui.passage.marks import Marks, paint_bullets
from desktop.ui.passage.offering import Offering
from desktop.ui.passage.pasting import LONGEST, can_read, read_clipboard, to_clipboard
from desktop.ui.passage.pointing import Pointing
from desktop.ui.passage.styling import Look
from desktop.ui.theme import passage_font
from desktop.ui.undoing.keys import is_redo, is_undo

_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_NONE = Qt.KeyboardModifier.NoModifier
_PAUSE: Final = 900
"""Milliseconds without typing after which the next letters are undone on their own."""
_LINES: Final = 2
_PAGES: Final = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_OF_THE_WINDOW: Final = frozenset(
    int((_CTRL | key).toCombined())
    for key in (Qt.Key.Key_K, Qt.Key.Key_E, Qt.Key.Key_H, Qt.Key.Key_P, Qt.Key.Key_Slash)
)
"""Keys that Qt would take for editing on some systems and that the window needs itself."""


class PassageText(QTextEdit):
    """A text as tall as its words, without scroll bars."""

    edited = Signal()
    height_changed = Signal(int)
    caret_moved = Signal(QRect)
    look_changed = Signal()
    link_wanted = Signal()
    find_wanted = Signal()
    tools_wanted = Signal()
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content = PassageDocument(self)
        self.setDocument(self.content)
        self.setObjectName("plain")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setTabChangesFocus(True)
        self.setFont(passage_font())
        self.content.setDocumentMargin(0)
        self.content.setIndentWidth(looks.INDENT)
        self._painter = FactPainter(self.content)
        self.marks = Marks(self.content, self)
        self.offering = Offering(self, self.content)
        self.listening = Listening(self, self.content)
        self.pointing = Pointing(self, self.content, self.marks.underlines)
        self._content_changed = False
        self._quiet = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._end_undo_step)
        self.content.contentsChange.connect(self._note_change)
        self.content.documentLayout().documentSizeChanged.connect(self.fit)
        self.textChanged.connect(self._tell_change)
        self.cursorPositionChanged.connect(self._caret_moved)
        self.selectionChanged.connect(self.look_changed)
        self.currentCharFormatChanged.connect(self.look_changed)

    def show_blocks(self, blocks: Sequence[Block]) -> None:
        """Show another text from its beginning, without telling that anything was edited."""
        self._quiet = True
        self.content.fill(blocks)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._quiet = False
        self._content_changed = False
        self._pause.stop()

    def put_cursor(self, place: int) -> None:
        """Put the cursor to a position in UTF-16 units, or to the end where there is none such."""
        cursor = self.textCursor()
        cursor.setPosition(min(place, self.document().characterCount() - 1))
        self.setTextCursor(cursor)

    def look(self) -> Look:
        """Tell how the characters at the cursor, or all that are selected, look."""
        return styling.look_at(self.content, self.textCursor(), self.currentCharFormat())

    def toggle_bold(self) -> None:
        """Make the selection, the word at the cursor or what is typed next bold, or not."""
        bold = not self.look().bold
        self._restyle(lambda look: styling.set_bold(look, bold))

    def toggle_italic(self) -> None:
        """Make the selection, the word at the cursor or what is typed next italic, or not."""
        italic = not self.look().italic
        self._restyle(lambda look: look.setFontItalic(italic))

    def toggle_points(self) -> None:
        """Make the selected paragraphs points of a list, or paragraphs again."""
        if not self.isReadOnly():
            styling.set_points(self.textCursor(), on=not self.look().point)
            self.look_changed.emit()

    def paste_plain(self) -> None:
        """Paste the words of the clipboard without any look."""
        data = QMimeData()
        data.setText(QGuiApplication.clipboard().text())
        self.insertFromMimeData(data)

    def pass_focus_on(self) -> None:
        """Put the focus on what the Tab key finds after the text."""
        self.setFocus()
        self.focusNextChild()

    def fit(self) -> None:
        """Be as tall as the text."""
        spacing = QFontMetricsF(self.font()).lineSpacing()
        tall = max(self.content.size().height(), _LINES * spacing)
        if ceil(tall) != self.maximumHeight():
            self.setFixedHeight(ceil(tall))
            self.height_changed.emit(ceil(tall))

    @override
    def event(self, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return super().event(event)
        if event.type() == QEvent.Type.ShortcutOverride:
            key = int(event.keyCombination().toCombined())
            own = key in _COMMANDS or self.offering.wants(event)
            if self._has_nothing_to_undo(event):
                event.ignore()
                return True
            if own or key in _OF_THE_WINDOW:
                event.setAccepted(own)
                return True
        # Qt goes to the next widget by Tab without asking for what is done with the key.
        tab = event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab
        if tab and self.offering.takes(event):
            return True
        return super().event(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self.marks.dress()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.offering.takes(event):
            return
        key = int(event.keyCombination().toCombined())
        command = _COMMANDS.get(key)
        # What stands beside the caret may have changed without the caret moving.
        self._leave_link()
        if self._has_nothing_to_undo(event):
            event.ignore()
        elif command:
            command(self)
        elif key in _OF_THE_WINDOW or event.key() in _PAGES:
            event.ignore()
        elif self.isReadOnly():
            super().keyPressEvent(event)
        else:
            self._type(event)

    def _has_nothing_to_undo(self, event: QKeyEvent) -> bool:
        """Say whether undo or redo is asked for, and what was typed here last has none."""
        if is_undo(event):
            return self.isReadOnly() or not self.content.isUndoAvailable()
        return is_redo(event) and (self.isReadOnly() or not self.content.isRedoAvailable())

    def _type(self, event: QKeyEvent) -> None:
        cursor = self.textCursor()
        if list_keys.press(event, cursor):
            self.setTextCursor(cursor)
            self.look_changed.emit()
        else:
            super().keyPressEvent(event)
        if event.text() == "@":
            self.offering.open_if_begun()

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._leave_link()
        super().inputMethodEvent(event)
        if event.commitString() == "@":
            self.offering.open_if_begun()

    def _restyle(self, change: Callable[[QTextCharFormat], None]) -> None:
        if self.isReadOnly():
            return
        cursor = self.textCursor()
        if not cursor.hasSelection():
            cursor = styling.word_around(cursor)
        look = QTextCharFormat() if cursor.hasSelection() else self.currentCharFormat()
        change(look)
        if cursor.hasSelection():
            cursor.mergeCharFormat(look)
        else:
            self.setCurrentCharFormat(look)
        self.look_changed.emit()

    def _note_change(self) -> None:
        self._content_changed = True

    def _tell_change(self) -> None:
        """Tell of changed words or looks; colours laid over them change neither."""
        if not self._content_changed or self._quiet:
            return
        self._content_changed = False
        self._pause.start()
        self.edited.emit()

    def _end_undo_step(self) -> None:
        self.content.setModified(False)
        self.listening.describe()

    def _caret_moved(self) -> None:
        self._leave_link()
        if not self._quiet:
            self.caret_moved.emit(self.cursorRect())
            self.look_changed.emit()

    def _leave_link(self) -> None:
        """Let what is typed next belong to a link only within it, and never to a fact."""
        cursor = self.textCursor()
        look = self.currentCharFormat()
        if cursor.hasSelection():
            return
        if looks.belongs_to_fact(look):
            looks.leave_fact(look)
            self.setCurrentCharFormat(look)
        elif look.anchorHref() and not styling.inside_link(cursor):
            styling.leave_link(look)
            self.setCurrentCharFormat(look)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setPen(self.palette().text().color())
        painter.setFont(self.font())
        paint_bullets(painter, self.content, event.rect())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        self.pointing.open_menu(event.pos() if by_mouse else None)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    @override
    def createMimeDataFromSelection(self) -> QMimeData:
        cursor = self.textCursor()
        return to_clipboard(self.content.read(cursor.selectionStart(), cursor.selectionEnd()))

    @override
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return can_read(source)

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        if self.isReadOnly():
            return
        blocks = read_clipboard(source)
        if sum(len(block.text) for block in blocks) > LONGEST:
            self.refused.emit(
                f"Nothing was pasted: the text is longer than {LONGEST:,} characters. "
                "Paste it in parts."
            )
            return
        insert(self.textCursor(), blocks)
        self.ensureCursorVisible()


_COMMANDS: Final[dict[int, Callable[[PassageText], None]]] = {
    int(key.toCombined()): command
    for key, command in (
        (_CTRL | Qt.Key.Key_B, PassageText.toggle_bold),
        (_CTRL | Qt.Key.Key_I, PassageText.toggle_italic),
        (_CTRL | _SHIFT | Qt.Key.Key_L, PassageText.toggle_points),
        (_CTRL | Qt.Key.Key_L, lambda text: text.link_wanted.emit()),
        (_CTRL | Qt.Key.Key_F, lambda text: text.find_wanted.emit()),
        (_ALT | Qt.Key.Key_F10, lambda text: text.tools_wanted.emit()),
        (_CTRL | Qt.Key.Key_Y, PassageText.redo),
        (_CTRL | _SHIFT | Qt.Key.Key_Z, PassageText.redo),
        (_CTRL | _SHIFT | Qt.Key.Key_V, PassageText.paste_plain),
        (_CTRL | Qt.Key.Key_Space, lambda text: text.offering.open()),
        (_CTRL | Qt.Key.Key_Return, lambda text: text.pointing.activate()),
        (_CTRL | _KEYPAD | Qt.Key.Key_Enter, lambda text: text.pointing.activate()),
        (_SHIFT | Qt.Key.Key_F10, lambda text: text.pointing.open_menu()),
        (_NONE | Qt.Key.Key_Menu, lambda text: text.pointing.open_menu()),
    )
}
