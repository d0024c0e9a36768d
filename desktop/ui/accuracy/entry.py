"""The form in which a point of the force is entered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.core.programme import Programme
from desktop.core.review import POINT_WORDS, PointKind
from desktop.ui.accuracy.lines import Lines
from desktop.ui.accuracy.model import WHOLE_REPORT
from desktop.ui.accuracy.typed import Entered
from desktop.ui.editors.options_grid import OptionsGrid
from desktop.ui.theme import SPACE, Role, item_font, set_role, small_font

_NOTHING: Final = "Write what the force says: without it there is no point to record."
_NO_EVIDENCE: Final = "An inaccurate fact needs evidence: if there is none, ask the force for it."
_STILL_NONE: Final = (
    "There is no evidence yet. Write it here, or record the point once more as it is."
)
_NOT_FOUND: Final = "These words are not in the passage as it now reads."
_LEAST_WIDE: Final = 12


class Entry(QScrollArea):
    """Kind, place, words meant, what the force says, and its evidence."""

    changed = Signal()
    """Something else is entered; `entered` says what."""
    given = Signal()
    """The point is to be recorded."""
    discarded = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.stands: Callable[[Entered], bool] = lambda _: True
        """Says whether the words meant are in the passage."""
        self._programme: Programme | None = None
        self.entered = Entered("inaccurate_fact", "")
        self._asked = False
        """Whether evidence was asked for: once is enough."""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Enter a point")
        whole = self._whole = QWidget(self)
        set_role(whole, "surface")
        set_role(self.viewport(), "surface")
        self._make_parts(whole)
        self._arrange(whole)
        self.setWidget(whole)
        self._connect()

    def _make_parts(self, whole: QWidget) -> None:
        self._kinds = QButtonGroup(self)
        self._radios: dict[PointKind, QRadioButton] = {}
        for kind, words in POINT_WORDS.items():
            radio = self._radios[kind] = QRadioButton(words, whole)
            radio.setAccessibleDescription("Kind of point")
            self._kinds.addButton(radio)
        self._grid = OptionsGrid([*self._radios.values()], most_columns=1)
        self._about = QComboBox(whole)
        self._about.setAccessibleName("What the point is about")
        self._about.setMinimumContentsLength(_LEAST_WIDE)
        self._about.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._about.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._quote = Lines("The words meant", 2, whole)
        self._quote.setPlaceholderText("Copied from the passage, if the point is about some words")
        self._text = Lines("What the force says", 3, whole)
        self._evidence = Lines("Evidence", 2, whole)
        self._evidence.setPlaceholderText("A document, a date, a figure and where it is from")
        self._gone = self._small(whole, "warning", _NOT_FOUND)
        self._missing = self._small(whole, "muted", _NO_EVIDENCE)
        self._wrong = self._small(whole, "error", _NOTHING)
        self._record = QPushButton("Record the point", whole)
        self._record.setToolTip("Record what is entered here  (Ctrl+Enter)")
        set_role(self._record, "primary")
        self._done = QPushButton("Close", whole)
        self._done.setToolTip("Show the points again; what is typed here is kept  (Esc)")
        self._discard = QPushButton("Discard", whole)
        self._discard.setToolTip("Throw away what is typed here")
        set_role(self._discard, "quiet")
        for button in (self._record, self._done, self._discard):
            button.setAutoDefault(False)
            button.setFont(small_font())

    def _small(self, whole: QWidget, role: Role, words: str) -> QLabel:
        label = QLabel(words, whole, wordWrap=True)
        label.setFont(small_font())
        set_role(label, role)
        label.hide()
        return label

    def _arrange(self, whole: QWidget) -> None:
        self._title = QLabel(whole)
        self._title.setFont(item_font())
        foot = QHBoxLayout()
        foot.setSpacing(SPACE.small)
        for button in (self._record, self._done, self._discard):
            foot.addWidget(button)
        foot.addStretch(1)
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(SPACE.medium, SPACE.small, SPACE.medium, SPACE.medium)
        rows.setSpacing(SPACE.tiny)
        rows.addWidget(self._title)
        rows.addLayout(self._grid)
        parts: tuple[tuple[str, QWidget, tuple[QLabel, ...]], ...] = (
            ("About", self._about, ()),
            ("The words meant", self._quote, (self._gone,)),
            ("What the force says", self._text, (self._wrong,)),
            ("Evidence", self._evidence, (self._missing,)),
        )
        for words, part, notes in parts:
            label = self._small(whole, "muted", words)
            label.setBuddy(part)
            label.show()
            rows.addSpacing(SPACE.tiny)
            rows.addWidget(label)
            rows.addWidget(part)
            for note in notes:
                rows.addWidget(note)
        rows.addSpacing(SPACE.small)
        rows.addLayout(foot)
        rows.addStretch(1)

    def _connect(self) -> None:
        self._kinds.buttonClicked.connect(self._tell)
        self._about.activated.connect(self._tell)
        for box in (self._quote, self._text, self._evidence):
            box.textChanged.connect(self._tell)
            box.entered.connect(self._give)
        self._record.clicked.connect(self._give)
        self._done.clicked.connect(self.closed)
        self._discard.clicked.connect(self.discarded)

    # What is shown

    def show_entered(self, programme: Programme, entered: Entered, *, recording: bool) -> None:
        """Show a point as far as it is entered; while it is recorded it cannot be changed."""
        if programme is not self._programme:
            self._programme = programme
            self._about.clear()
            self._about.addItem(WHOLE_REPORT, "")
            for key, item in programme.items.items():
                self._about.addItem(item.title, key)
        if entered != self.entered:
            self._asked = False
        self.entered = entered
        changes = bool(entered.point)
        self._title.setText("Change the point" if changes else "Enter a point of the force")
        self._record.setText("Record the change" if changes else "Record the point")
        parts = (self._quote, self._text, self._evidence)
        for part, words in zip(parts, (entered.quote, entered.text, entered.evidence), strict=True):
            part.blockSignals(True)
            part.show_words(words)
            part.blockSignals(False)
            part.setReadOnly(recording)
        self._radios[entered.kind].setChecked(True)
        self._about.setCurrentIndex(max(0, self._about.findData(entered.item)))
        for control in (*self._radios.values(), self._about, self._record, self._discard):
            control.setEnabled(not recording)
        self._wrong.hide()
        self.show_notes()

    def show_notes(self) -> None:
        """Say what is missing, and what is not as it should be."""
        entered = self.entered
        self._gone.setVisible(bool(entered.quote.strip()) and not self.stands(entered))
        missing = entered.kind == "inaccurate_fact" and not entered.evidence.strip()
        self._asked = self._asked and missing
        self._missing.setText(_STILL_NONE if self._asked else _NO_EVIDENCE)
        set_role(self._missing, "warning" if self._asked else "muted")
        self._missing.setVisible(missing)
        if entered.text.strip():
            self._wrong.hide()
        self._discard.setVisible(entered.typed)

    @property
    def needs(self) -> int:
        """The height in pixels in which all of it can be seen."""
        return self._whole.sizeHint().height()

    def take_focus(self) -> None:
        """Take the keyboard, where what the force says is written."""
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self) -> None:
        kind = next(kind for kind, radio in self._radios.items() if radio.isChecked())
        item = self._about.currentData()
        self.entered = replace(
            self.entered,
            kind=kind,
            item=item if isinstance(item, str) else "",
            quote=self._quote.words,
            text=self._text.words,
            evidence=self._evidence.words,
        )
        self.show_notes()
        self.changed.emit()

    def _give(self) -> None:
        if not self._record.isEnabled():
            return
        if not self.entered.text.strip():
            self._wrong.show()
            self.take_focus()
        elif not (self._missing.isHidden() or self._asked or self.entered.point):
            # Else evidence that is typed next would begin another point.
            self._asked = True
            self.show_notes()
            self._evidence.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.given.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grid.fit(self.viewport().width() - 2 * SPACE.medium)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, 4 * self.fontMetrics().lineSpacing())
