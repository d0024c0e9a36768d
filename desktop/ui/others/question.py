"""One field or passage that two windows wrote in: both side by side, and which of them stands."""

from __future__ import annotations

import html
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QLabel,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from desktop.core.comparing import Difference, differences_in_words
from desktop.ui.theme import SPACE, item_font, set_role, small_font
from desktop.ui.word_diff import WordDiff

_MINE: Final = "Keep mine"
_NOTHING: Final = "Not answered"


class Question(QWidget):
    """Shows what was typed here beside what was saved in another window."""

    decided = Signal()

    def __init__(self, key: str, title: str, parent: QWidget | None = None) -> None:
        """Ask about the field or item of this key, which goes by this title."""
        super().__init__(parent)
        self.key = key
        self._title = title
        self._texts = ("", "")
        heading = QLabel(title, self)
        heading.setFont(item_font())
        heading.setWordWrap(True)
        self._keep, self._take = QRadioButton(_MINE, self), QRadioButton(self)
        self._group = QButtonGroup(self)
        for number, button in enumerate((self._keep, self._take)):
            self._group.addButton(button, number)
        self._group.idClicked.connect(lambda _: self.decided.emit())
        self._mine = WordDiff(f"{title}: what you wrote", self)
        self._theirs = WordDiff(f"{title}: what was saved elsewhere", self)
        self._note = QLabel(self)
        self._note.setFont(small_font())
        set_role(self._note, "muted")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE.large)
        grid.setVerticalSpacing(SPACE.tiny)
        grid.addWidget(heading, 0, 0, 1, 2)
        for column, (button, words) in enumerate(
            ((self._keep, self._mine), (self._take, self._theirs))
        ):
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            grid.addWidget(button, 1, column)
            grid.addWidget(words, 2, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 1)
        grid.addWidget(self._note, 3, 0, 1, 2)
        self.say_whose("")

    def say_whose(self, whose: str) -> None:
        """Say who saved the other words, and when, such as "Kim Smith, 14:02"."""
        words = f"Take theirs ({whose or 'another window'})"
        self._take.setText(words)
        # A tip takes what looks like markup for such, and names are what others typed.
        self._take.setToolTip(f"<span>{html.escape(words)}</span>")
        for button in (self._keep, self._take):
            button.setAccessibleName(f"{self._title}: {button.text()}")

    def show_passages(self, mine: str, theirs: str) -> None:
        """Show two passages, CommonMark, with what only one of them has marked in each."""
        if (mine, theirs) == self._texts:
            return
        self._texts = mine, theirs
        found = differences_in_words(mine, theirs)
        _show(self._mine, [each for each in found if each.kind != "added"])
        _show(self._theirs, [each for each in found if each.kind != "removed"])
        same = all(each.kind == "same" for each in found)
        self._say("The same words, in other type." if same else "Underlined: words on one side.")

    def show_answers(self, mine: str, theirs: str) -> None:
        """Show two answers in words; empty for none."""
        if (mine, theirs) == self._texts and self._note.isHidden():
            return
        self._texts = mine, theirs
        for words, text in ((self._mine, mine), (self._theirs, theirs)):
            words.show_found([Difference("same", text or _NOTHING)])
            words.setAccessibleDescription(text or _NOTHING)
        self._say("")

    def _say(self, note: str) -> None:
        self._note.setText(note)
        self._note.setVisible(bool(note))

    @property
    def takes_theirs(self) -> bool | None:
        """Whether the other words are to stand; None while nothing is chosen."""
        chosen = self._group.checkedId()
        return None if chosen < 0 else bool(chosen)

    def choose(self, *, theirs: bool) -> None:
        """Choose for the inspector, who wanted the same for all."""
        (self._take if theirs else self._keep).setChecked(True)
        self.decided.emit()

    def take_focus(self) -> None:
        """Put the keys to the choice."""
        chosen = self._group.checkedButton() or self._keep
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)


def _show(words: WordDiff, found: list[Difference]) -> None:
    """Underline what only one side has, whichever side that is."""
    only = [each.text for each in found if each.kind != "same"]
    words.show_found(
        [each if each.kind == "same" else Difference("added", each.text) for each in found]
    )
    spoken = "".join(each.text for each in found) or "Nothing."
    words.setAccessibleDescription(
        f"{spoken} Only here: {'; '.join(' '.join(each.split()) for each in only)}"
        if only
        else spoken
    )
