"""What reports are looked for: words, programme, force, state and year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, cast

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QWidget
from typing_extensions import override

from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.review import STATE_WORDS, STATES, State
from desktop.ui.theme import SPACE

_PAUSE_MS = 120


class Filter(NamedTuple):
    """What reports are looked for; None and no words stand for all."""

    words: str = ""
    programme: str | None = None
    force: str | None = None
    state: State | None = None
    year: int | None = None


class FilterLine(QWidget):
    """A line to type words in, and a list for each of the others."""

    changed = Signal()
    down = Signal()
    """Enter or the arrow down: on to what was found."""

    def __init__(self, forces: Mapping[str, Force], parent: QWidget) -> None:
        """Begin with a filter that lets everything through."""
        super().__init__(parent)
        self._words = _Line(self)
        self._words.setPlaceholderText("Words in the reports")
        self._words.setClearButtonEnabled(True)
        self._words.setTextMargins(SPACE.tiny, 0, SPACE.tiny, 0)
        self._words.setAccessibleName("Words in the reports")
        self._words.setToolTip(
            "All words must stand in one passage. “In quotation marks” they are looked for as they"
            " are; * ends the beginning of a word."
        )
        self._programme = _Choice("Programme", "All programmes", 22, self)
        self._force = _Choice("Force", "All forces", 14, self)
        self._state = _Choice("State", "All states", 18, self)
        self._year = _Choice("Year", "All years", 8, self)
        self._force.offer((each.area, key) for key, each in forces.items())
        self._state.offer((STATE_WORDS[state], state) for state in STATES)
        self._clear = QPushButton("Clear", self)
        self._clear.setToolTip("Show all reports again")
        self._clear.setEnabled(False)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.large, SPACE.small, SPACE.large, SPACE.small)
        row.setSpacing(SPACE.small)
        row.addWidget(self._words, 1)
        for each in self._choices():
            row.addWidget(each)
            each.activated.connect(lambda _: self._tell())
        row.addWidget(self._clear)
        self._pause.timeout.connect(self._tell)
        self._words.textChanged.connect(lambda _: self._pause.start())
        self._words.returnPressed.connect(self._go_down)
        self._words.down.connect(self._go_down)
        self._clear.clicked.connect(self.clear)

    def _choices(self) -> tuple[_Choice, ...]:
        return self._programme, self._force, self._state, self._year

    def controls(self) -> list[QWidget]:
        """Give what takes the keyboard, in reading order."""
        return [self._words, *self._choices(), self._clear]

    @property
    def filter(self) -> Filter:
        """What is looked for now."""
        return Filter(
            self._words.text().strip(),
            cast("str | None", self._programme.currentData()),
            cast("str | None", self._force.currentData()),
            cast("State | None", self._state.currentData()),
            cast("int | None", self._year.currentData()),
        )

    def offer(
        self,
        programmes: Iterable[str],
        years: Iterable[int],
        known: Mapping[str, Programme],
    ) -> None:
        """Offer the programmes and years that there are reports of."""
        titles = [(known[each].short_title if each in known else each, each) for each in programmes]
        self._programme.offer(sorted(titles))
        self._year.offer((str(year), year) for year in years)

    def ask_for_words(self, words: str) -> None:
        """Look for words in all reports."""
        self._reset(words)

    def clear(self) -> None:
        """Let everything through."""
        self._reset("")
        self.take_focus()

    def _reset(self, words: str) -> None:
        with QSignalBlocker(self._words):
            self._words.setText(words)
        for each in self._choices():
            each.setCurrentIndex(0)
        self._tell()

    def take_focus(self) -> None:
        """Put the keyboard where words are typed."""
        self._words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._words.selectAll()

    def _go_down(self) -> None:
        if self._pause.isActive():
            self._tell()
        self.down.emit()

    def _tell(self) -> None:
        self._pause.stop()
        self._clear.setEnabled(self.filter != Filter())
        self.changed.emit()


class _Line(QLineEdit):
    down = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
        else:
            super().keyPressEvent(event)


class _Choice(QComboBox):
    """Chooses one of several, or all."""

    def __init__(self, name: str, all_of_them: str, letters: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setMinimumContentsLength(letters)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMaxVisibleItems(24)
        self.addItem(all_of_them, None)
        self._offered: list[tuple[str, str | int]] = []

    def offer(self, choices: Iterable[tuple[str, str | int]]) -> None:
        """Offer these beside all of them; what is chosen stays so, while it is there."""
        offered = list(choices)
        if offered == self._offered:
            return
        self._offered = offered
        chosen = self.currentData()
        while self.count() > 1:
            self.removeItem(1)
        for words, value in offered:
            self.addItem(words, value)
        self.setCurrentIndex(max(0, self.findData(chosen)) if chosen is not None else 0)
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + SPACE.huge)
