"""How safe the database is, in plain words, and what can be done for it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.theme import SPACE, Role, section_font, set_role, small_font

if TYPE_CHECKING:
    from desktop.store.safety.health import Health
    from desktop.ui.safe_keeping.keeper import Told

_SERVER: Final = (
    "This database is kept on a server, which has to be backed up there, with its own tools."
)
_SIGNS: Final[Mapping[str, str]] = {"error": "✕ ", "warning": "! "}


class HealthPane(QWidget):
    """Says when the database was last saved, backed up and verified, and where all that is."""

    back_up_wanted = Signal()
    check_wanted = Signal()
    second_place_chosen = Signal(object)
    """The folder to keep backups in too; None for none."""
    support_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Begin before anything is known."""
        super().__init__(parent)
        set_role(self, "surface")
        title = QLabel("Safe keeping")
        title.setFont(section_font())
        self._back_up = self._button("Back up now", self.back_up_wanted.emit)
        set_role(self._back_up, "primary")
        self._check = self._button("Check now", self.check_wanted.emit)
        self._check.setToolTip("Looks through the whole database and its newest backups")
        self._second = self._button("Second place…", self._choose)
        self._second.setToolTip("Chooses a folder, such as on a memory stick, to keep backups too")
        self._stop = self._button("Stop using it", lambda: self.second_place_chosen.emit(None))
        self._stop.setToolTip("Keeps no more backups in the second place; those there stay")
        self._stop.setAccessibleName("Stop using the second place")
        self._support = self._button("Save for support…", self.support_wanted.emit)
        self._support.setToolTip("Saves the version, this health and the log, no word of a report")
        self._result = self._label()
        self._result.setFont(small_font())
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(SPACE.medium)
        self._lines.setVerticalSpacing(SPACE.small)
        self._lines.setColumnStretch(1, 1)
        self._said: list[tuple[QLabel, QLabel]] = []
        self._place: Path | None = None
        self._pressed: QPushButton | None = None
        self._parts = QVBoxLayout()
        self._parts.setSpacing(SPACE.large)
        self._lay_out(title)
        self._result.hide()
        self._stop.hide()

    def _lay_out(self, title: QLabel) -> None:
        body = QWidget()
        set_role(body, "surface")
        rows = QVBoxLayout(body)
        rows.setContentsMargins(SPACE.wide, SPACE.large, SPACE.wide, SPACE.large)
        rows.setSpacing(SPACE.medium)
        rows.addWidget(title)
        rows.addLayout(self._lines)
        rows.addWidget(self._result)
        buttons = QGridLayout()
        buttons.setSpacing(SPACE.small)
        buttons.addWidget(self._back_up, 0, 0)
        buttons.addWidget(self._check, 0, 1)
        buttons.addWidget(self._second, 1, 0)
        buttons.addWidget(self._stop, 1, 1)
        buttons.addWidget(self._support, 2, 0)
        rows.addLayout(buttons)
        rows.addSpacing(SPACE.small)
        rows.addLayout(self._parts)
        rows.addStretch(1)
        scroll = QScrollArea(self, widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        set_role(scroll.viewport(), "surface")
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scroll)

    def add_part(self, part: QWidget) -> None:
        """Put another part below, under a rule of its own."""
        rule = QFrame()
        rule.setFixedHeight(1)
        set_role(rule, "rule")
        self._parts.addWidget(rule)
        self._parts.addWidget(part)
        # Added last, it would be reached by Tab only after the backups beside it.
        before: QWidget = self._support
        for each in part.findChildren(QWidget):
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.focusProxy() is None:
                QWidget.setTabOrder(before, each)
                before = each

    def show_server(self) -> None:
        """Say that nothing is kept here of a database on a server."""
        self._say([("Where", _SERVER)])
        for each in (self._back_up, self._check, self._second, self._stop):
            each.hide()

    def show_told(self, told: Told) -> None:
        """Say how safe the database is, and what came of what was asked for."""
        from desktop.store.safety.telling import alarms, health_lines

        health = told.health
        self._say(health_lines(health, datetime.datetime.now(datetime.UTC)), alarms(health))
        self._show_second(health)
        if told.trouble:
            self._show_result(f"✕ {told.trouble}", "error")
        elif told.done or told.second_trouble:
            said = " ".join(filter(None, (told.done, told.second_trouble)))
            self._show_result(said, "warning" if told.second_trouble else "ok")

    def show_busy(self, doing: str) -> None:
        """Say what is being done now; nothing where nothing is."""
        busy = (self._back_up, self._check, self._second, self._stop)
        if doing:
            # Qt hands the keyboard to the next that is enabled, where Space would do another thing.
            self._pressed = next((each for each in busy if each.hasFocus()), self._pressed)
        for each in busy:
            each.setEnabled(not doing)
        if doing:
            self._show_result(f"{doing}…", "muted")
            return
        if self._pressed is not None and self._support.hasFocus():
            self._pressed.setFocus(Qt.FocusReason.OtherFocusReason)
        self._pressed = None

    def take_focus(self) -> None:
        """Put the keyboard on the first thing that can be done."""
        first = self._support if self._back_up.isHidden() else self._back_up
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_second(self, health: Health) -> None:
        self._place = health.second_place
        if self._stop.hasFocus() and self._place is None:
            self._second.setFocus(Qt.FocusReason.OtherFocusReason)
        self._stop.setVisible(self._place is not None)
        self._second.setText("Another place…" if self._place else "Second place…")

    def _show_result(self, words: str, role: Role) -> None:
        self._result.setText(words)
        set_role(self._result, role)
        self._result.setVisible(bool(words))

    def _say(self, lines: list[tuple[str, str]], alarms: Mapping[str, Role] | None = None) -> None:
        while len(self._said) < len(lines):
            name, words = self._label(), self._label()
            name.setFont(small_font())
            name.setWordWrap(False)
            set_role(name, "muted")
            row = len(self._said)
            self._lines.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            self._lines.addWidget(words, row, 1)
            self._said.append((name, words))
        for number, (name, words) in enumerate(self._said):
            shown = number < len(lines)
            name.setVisible(shown)
            words.setVisible(shown)
            if shown:
                name.setText(lines[number][0])
                role = (alarms or {}).get(lines[number][0], "plain")
                words.setText(_SIGNS.get(role, "") + _breakable(lines[number][1]))
                set_role(words, role)
                words.setAccessibleName(": ".join(lines[number]))

    def _choose(self) -> None:
        start = str(self._place or Path.home())
        chosen = QFileDialog.getExistingDirectory(self, "Keep backups in a second place too", start)
        if chosen:
            self.second_place_chosen.emit(Path(chosen))

    def _button(self, words: str, deed: object) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.clicked.connect(deed)
        return button

    def _label(self) -> QLabel:
        label = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label


def _breakable(words: str) -> str:
    """Let a long path go on on the next line after each of its folders."""
    return words.replace("/", "/\u200b").replace("\\", "\\\u200b")
