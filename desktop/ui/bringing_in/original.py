"""The text of a file as it was read, whole, with what became of each part of it at the margin."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QMouseEvent,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit, QWidget
from typing_extensions import override

from desktop.ui.bringing_in.margin import MARGIN, Look, Margin, Mark
from desktop.ui.theme import SPACE, passage_font, theme

_MOST: Final = 300
"""Matches that are tinted at once, as far as they can be seen."""
_LINE_END: Final = re.compile("[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
"""What ends a line in Qt, or might; put in its place one for one, places stay what they are."""
_LONGEST: Final = 2000
"""Characters after which a line is broken, as one of a whole text takes long to lay out."""
_WIDE: Final = re.compile("[\U00010000-\U0010ffff]")


class Original(QPlainTextEdit):
    """Shows a text that can be read, searched and copied; a click says where it was."""

    clicked = Signal(int)
    """A place in the text."""

    def __init__(self, parent: QWidget) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.setTabChangesFocus(True)
        self.setCenterOnScroll(False)
        self.setFont(_font())
        self.setAccessibleName("Text of the file")
        self.document().setDocumentMargin(SPACE.small)
        self._marks: Sequence[Mark] = ()
        self._starts: list[int] = []
        self._wide: list[int] = []
        self._spans: list[tuple[int, int]] = []
        self._plain = self._folded = ""
        self._matches: list[tuple[int, int]] = []
        self._margin = Margin(self)
        # Not at once: Qt may be in the middle of scrolling when it tells of it.
        self._tinting = QTimer(self, singleShot=True, interval=0)
        self._tinting.timeout.connect(self._tint_seen)
        self.setViewportMargins(MARGIN, 0, 0, 0)
        self.updateRequest.connect(self._margin.follow)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._tint())

    def show_text(self, text: str) -> None:
        """Show another text, from its beginning, with nothing marked."""
        self._wide = [found.start() for found in _WIDE.finditer(text)]
        self._spans, self._matches, self._folded = [], [], ""
        self.show_marks(())
        lines = _LINE_END.sub("\n", text)
        self._plain = lines.replace("\xa0", " ")
        self.setPlainText("\n".join(map(_broken, lines.split("\n"))))

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Say at the margin what became of the parts of the text, given in order."""
        if self._wide:
            marks = [
                mark._replace(start=self._in_qt(mark.start), end=self._in_qt(mark.end))
                for mark in marks
            ]
        self._marks = marks
        self._starts = [mark.start for mark in self._marks]
        self._margin.update()
        self._tint()

    def highlight(
        self, spans: Sequence[tuple[int, int]], *, near: tuple[int, int] | None = None
    ) -> None:
        """Tint these stretches of the text, and no others, and show the first, or what is near."""
        self._spans = [(self._in_qt(start), self._in_qt(end)) for start, end in spans]
        if self._spans:
            self._show_place(*self._spans[0])
        elif near is not None:
            self._show_place(self._in_qt(near[0]), self._in_qt(near[1]))
        self._margin.update()
        self._tint()

    def highlighted(self) -> str:
        """Give the words that are tinted."""
        return "\n".join(self._cursor(*span).selectedText() for span in self._spans)

    def find_all(self, words: str) -> int:
        """Tint every place where words stand, none for no words, and say how many there are."""
        if words and not self._folded:
            self._folded = _folded(self._plain)
        wanted = _folded(words)
        found: list[tuple[int, int]] = []
        start = self._folded.find(wanted) if wanted else -1
        while start >= 0:
            end = start + len(wanted)
            found.append((start, end))
            start = self._folded.find(wanted, end)
        self._matches = [(self._in_qt(start), self._in_qt(end)) for start, end in found]
        self._tint()
        return len(found)

    def step(self, *, backwards: bool) -> int:
        """Go to the next match or the one before, round the end; gives its number, from 1."""
        if not self._matches:
            return 0
        cursor = self.textCursor()
        if backwards:
            number = bisect_left(self._matches, (cursor.selectionStart(), 0)) - 1
        else:
            here = cursor.selectionEnd() if cursor.hasSelection() else cursor.position()
            number = bisect_left(self._matches, (here, 0)) % len(self._matches)
        match = self._matches[number]
        self._show_place(*match)
        self.setTextCursor(self._cursor(*match))
        return number % len(self._matches) + 1

    def mark_at(self, block: QTextBlock) -> Mark | None:
        """Give what is said of a line of the text."""
        start, end = block.position(), block.position() + block.length()
        place = bisect_right(self._starts, start) - 1
        for mark in self._marks[max(0, place) : place + 2]:
            if mark.start < end and mark.end > start:
                return mark
        return None

    def is_highlighted(self, block: QTextBlock) -> bool:
        """Say whether anything on a line is tinted."""
        start, end = block.position(), block.position() + block.length()
        return any(first < end and last > start for first, last in self._spans)

    def lines(self) -> Iterator[tuple[QTextBlock, QRect]]:
        """Give the lines that can be seen, each with its place in the viewport."""
        block = self.firstVisibleBlock()
        bottom = self.viewport().height()
        while block.isValid():
            box = self.blockBoundingGeometry(block).translated(self.contentOffset()).toRect()
            if box.top() > bottom:
                return
            yield block, box
            block = block.next()

    def _in_qt(self, place: int) -> int:
        """Qt counts characters outside the first 65,536 as two."""
        return place + bisect_left(self._wide, place) if self._wide else place

    def _in_text(self, place: int) -> int:
        if not self._wide:
            return place
        before = sum(wide + number < place for number, wide in enumerate(self._wide))
        return place - before

    def _cursor(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        last = self.document().characterCount() - 1
        cursor.setPosition(min(start, last))
        cursor.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _show_place(self, start: int, end: int) -> None:
        cursor = self._cursor(start, start)
        seen = self.viewport().rect().adjusted(0, SPACE.large, 0, -SPACE.large)
        self.setTextCursor(cursor)
        first, last = self.cursorRect(cursor), self.cursorRect(self._cursor(end, end))
        if not (seen.top() <= first.top() and last.bottom() <= seen.bottom()):
            self.centerCursor()

    def _tint(self) -> None:
        self._tinting.start()

    def _tint_seen(self) -> None:
        """Tint what can be seen: a long text takes no longer than a short one."""
        seen = [block for block, _ in self.lines()]
        if not seen:
            return
        start, end = seen[0].position(), seen[-1].position() + seen[-1].length()
        tints = [
            self._tinted(mark.start, mark.end, _format(mark.look))
            for mark in self._marks[max(0, bisect_right(self._starts, start) - 1) :]
            if mark.look != "placed" and mark.start < end and mark.end > start
        ]
        tints += [
            self._tinted(first, last, _highlight())
            for first, last in self._spans
            if first < end and last > start
        ]
        tints += [
            self._tinted(first, last, _match())
            for first, last in self._matches[bisect_left(self._matches, (start, 0)) :][:_MOST]
            if first < end
        ]
        self.setExtraSelections(tints)

    def _tinted(self, start: int, end: int, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
        tint = QTextEdit.ExtraSelection()
        tint.cursor = self._cursor(start, end)
        tint.format = look
        return tint

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        inner = self.contentsRect()
        self._margin.setGeometry(QRect(inner.left(), inner.top(), MARGIN, inner.height()))
        self._tint()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()
            self._margin.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self.clicked.emit(self._in_text(self.textCursor().position()))


def _broken(line: str) -> str:
    """Put a line end in the place of a space here and there, if the line is long."""
    pieces: list[str] = []
    start = 0
    while len(line) - start > _LONGEST:
        end = line.find(" ", start + _LONGEST)
        if end < 0:
            break
        pieces.append(line[start:end])
        start = end + 1
    return "\n".join((*pieces, line[start:]))


def _font() -> QFont:
    """Give the passages' font, smaller: lines of files are often as long as those of a page."""
    font = passage_font()
    font.setPointSizeF(font.pointSizeF() - 1)
    return font


def _format(look: Look) -> QTextCharFormat:
    colours = theme()
    shape = QTextCharFormat()
    if look == "unknown":
        shape.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
        shape.setUnderlineColor(QColor(colours.warning))
    else:
        shape.setForeground(QColor(colours.muted))
    return shape


def _highlight() -> QTextCharFormat:
    colours = theme()
    shape = QTextCharFormat()
    shape.setBackground(QColor(colours.fact_tint))
    shape.setForeground(QColor(colours.fact))
    return shape


def _match() -> QTextCharFormat:
    colour = QColor(theme().warning)
    colour.setAlpha(70)
    shape = QTextCharFormat()
    shape.setBackground(colour)
    return shape


def _folded(text: str) -> str:
    """Fold letters, each into one, so that places in the text stay what they were."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(one if len(one := letter.lower()) == 1 else letter for letter in text)
