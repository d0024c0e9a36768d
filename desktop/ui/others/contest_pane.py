"""What two windows wrote in the same places, side by side, to be decided in place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.ui.form.above import Above
from desktop.ui.kept_focus import KeptFocus
from desktop.ui.others.question import Question
from desktop.ui.theme import SPACE, item_font, set_role, small_font

if TYPE_CHECKING:
    from desktop.core.programme import Programme
    from desktop.core.report import Report
    from desktop.ui.being_written import Contest

_FOLLOW_MS: Final = 300
_LOWEST: Final = 220


class ContestPane(Above):
    """Asks of each field and passage whose words stand, and tells the decision."""

    settled = Signal(object, object)
    """The `Contest`, and the keys for which the other words are to stand, as a tuple."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin hidden."""
        super().__init__(parent)
        self.setAccessibleName("Two versions")
        set_role(self, "surface")
        self._contest: Contest | None = None
        self._programme: Programme | None = None
        self._mine: Callable[[], Report] | None = None
        self._questions: list[Question] = []
        self._before = KeptFocus(self)
        self._follow = QTimer(self, singleShot=True, interval=_FOLLOW_MS)
        self._follow.timeout.connect(self._show_words)
        title = QLabel("Two versions: choose what stands", self)
        title.setFont(item_font())
        note = QLabel(
            "While you wrote here, something else was saved in the same places. Nothing more of"
            " this report is saved before you choose; the history keeps both.",
            self,
        )
        note.setWordWrap(True)
        note.setFont(small_font())
        set_role(note, "muted")
        self._asked = QWidget(self)
        self._list = QVBoxLayout(self._asked)
        self._list.setContentsMargins(0, 0, SPACE.small, 0)
        self._list.setSpacing(SPACE.large)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._asked)
        rule = QFrame(self)
        rule.setFixedHeight(1)
        set_role(rule, "rule")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(SPACE.small)
        self._rows.addWidget(title)
        self._rows.addWidget(note)
        self._rows.addWidget(self._area, 1)
        self._rows.addLayout(self._make_buttons())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._rows)
        whole.addWidget(rule)
        self.set_margins(SPACE.large, SPACE.large)
        self.hide()

    def _make_buttons(self) -> QHBoxLayout:
        self._go_on = QPushButton("Save this choice", self)
        set_role(self._go_on, "primary")
        self._go_on.clicked.connect(self._settle)
        self._all_mine = QPushButton("Keep all mine", self)
        self._all_theirs = QPushButton("Take all theirs", self)
        for button, theirs in ((self._all_mine, False), (self._all_theirs, True)):
            set_role(button, "quiet")
            button.clicked.connect(lambda _=False, theirs=theirs: self._choose_all(theirs=theirs))
        self._left = QLabel(self)
        self._left.setFont(small_font())
        set_role(self._left, "muted")
        line = QHBoxLayout()
        line.setSpacing(SPACE.small)
        line.addWidget(self._go_on)
        line.addWidget(self._all_mine)
        line.addWidget(self._all_theirs)
        line.addWidget(self._left, 1)
        for button in (self._go_on, self._all_mine, self._all_theirs):
            button.setAutoDefault(False)
        return line

    @override
    def set_margins(self, left: int, right: int) -> None:
        self._rows.setContentsMargins(left, SPACE.medium, right, SPACE.medium)

    @property
    def contest(self) -> Contest | None:
        """What is asked about; None if nothing is."""
        return self._contest

    def ask(self, programme: Programme, contest: Contest, mine: Callable[[], Report]) -> None:
        """Ask about a contest; `mine` gives the report as it stands on this screen."""
        if contest is self._contest:
            self._follow.start()
            return
        self._contest, self._programme, self._mine = contest, programme, mine
        for question in self._questions:
            question.hide()
            question.deleteLater()
        self._questions = []
        before: QWidget = self
        for key in contest.keys:
            item, field = programme.items.get(key), programme.field(key)
            title = item.title if item else field.label if field else key
            question = Question(key, title, self._asked)
            question.decided.connect(self._count)
            self._questions.append(question)
            self._list.addWidget(question)
            before = question
        for button in (self._go_on, self._all_mine, self._all_theirs):
            QWidget.setTabOrder(before, button)
            before = button
        self._show_words()
        self._count()
        self.show()
        self.fit()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def say_whose(self, whose: Mapping[str, str]) -> None:
        """Say by key who saved the other words and when."""
        for question in self._questions:
            question.say_whose(whose.get(question.key, ""))

    def forget(self) -> None:
        """Ask nothing any more."""
        self._follow.stop()
        self._contest = self._mine = None
        self._before.give_back()
        self.hide()

    def take_focus(self) -> None:
        """Put the keys to the first choice that is still to be made."""
        still = (each for each in self._questions if each.takes_theirs is None)
        question = next(still, None)
        if question is not None:
            question.take_focus()
        else:
            self._go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def fit(self) -> None:
        around_it = self.parentWidget()
        room = around_it.height() if around_it is not None else 0
        around = self.sizeHint().height() - self._area.sizeHint().height()
        width = self._area.viewport().width()
        needed = max(self._list.heightForWidth(width), self._list.sizeHint().height())
        self.setFixedHeight(min(around + needed, max(_LOWEST, room // 2)))

    def _show_words(self) -> None:
        if self._contest is None or self._programme is None or self._mine is None:
            return
        here, there = self._mine(), self._contest.report
        for question in self._questions:
            key = question.key
            field = self._programme.field(key)
            if field is None:
                question.show_passages(here.passage(key).text, there.passage(key).text)
            else:
                pair = (each.answers.get(key) for each in (here, there))
                mine, theirs = ("" if each is None else field.show(each) for each in pair)
                question.show_answers(mine, theirs)
        if self.isVisible():
            self.fit()

    def _choose_all(self, *, theirs: bool) -> None:
        for question in self._questions:
            question.choose(theirs=theirs)
        self._go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def _count(self) -> None:
        """Offer to go on once everything is chosen, and say what is not."""
        still = sum(each.takes_theirs is None for each in self._questions)
        several = len(self._questions) > 1
        self._all_mine.setVisible(several)
        self._all_theirs.setVisible(several)
        self._go_on.setEnabled(not still)
        self._left.setText(f"{still} still to choose" if several and still else "")

    def _settle(self) -> None:
        contest = self._contest
        if contest is None:
            return
        theirs = tuple(each.key for each in self._questions if each.takes_theirs)
        self.forget()
        self.settled.emit(contest, theirs)
