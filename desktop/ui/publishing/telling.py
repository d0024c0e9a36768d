"""What speaks against publishing, and what came of writing, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.core.editions import KIND_WORDS
from desktop.ui.publishing.looking import Standing
from desktop.ui.publishing.writing import Outcome
from desktop.ui.theme import SPACE, Role, set_role

_SIGNS: Final = {"ok": "✓", "warning": "!", "error": "✕", "muted": ""}
_LOWEST: Final = 48


class Telling(QWidget):
    """A line with a sign, and below it a line for each report where there is more to say."""

    folder_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Begin with nothing to tell."""
        super().__init__(parent)
        self._sign = QLabel(self)
        self._line = QLabel(self, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._more = QPlainTextEdit(self, readOnly=True)
        self._more.setTabChangesFocus(True)
        self._more.setMinimumHeight(_LOWEST)
        # All the room that the rest leaves, and no more.
        self._more.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._more.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.open_folder = QPushButton("Open folder", self)
        self.open_folder.clicked.connect(self.folder_wanted)
        head = QHBoxLayout()
        head.setSpacing(SPACE.small)
        head.addWidget(self._sign, alignment=Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._line, 1)
        head.addWidget(self.open_folder, alignment=Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        column.addLayout(head)
        column.addWidget(self._more, 1)
        column.addStretch()
        self._say("", "muted")

    def show_against(self, standings: Sequence[Standing]) -> None:
        """Say what speaks against the public editions of these reports."""
        against = [each for each in standings if each.against]
        unchecked = [each for each in standings if each.against is None]
        if unchecked:
            self._say(
                f"{_count(len(unchecked), 'report')} {_are(len(unchecked))} still being checked…",
                "muted",
                against,
            )
        elif against:
            which = f"{len(against)} of {len(standings)} reports {_are(len(against))}"
            which = "This report is" if len(standings) == 1 else which
            left, them = ("It is", "it") if len(against) == 1 else ("They are", "them")
            words = (
                f"{which} not ready for publication. {left} left out unless you say below why to"
                f" publish {them} all the same:"
            )
            self._say(words, "warning", against)
        elif standings:
            self._say("Nothing speaks against publication.", "ok")
        else:
            self._say("", "muted")

    def show_without_embargo(self, standings: Sequence[Standing]) -> None:
        """Say which of these reports have no embargo that their embargoed editions could name."""
        without = [each.force.area for each in standings if not each.report.answer_text("embargo")]
        if without:
            self._say(
                f"{_count(len(without), 'report')} without the time of an embargo: each page says"
                " “Embargoed: not for publication”.",
                "warning",
            )
            self._show_more("Without the time of an embargo", without)
        else:
            self._say("", "muted")

    def show_outcome(self, outcome: Outcome) -> None:
        """Say what was written, and what was not and why."""
        kind = KIND_WORDS[outcome.job.edition.kind].lower()
        parts = []
        if outcome.cancelled:
            parts.append("Cancelled.")
        if outcome.written:
            files = _count(len(outcome.written), "file")
            were = "was" if len(outcome.written) == 1 else "were"
            parts.append(f"{files} ({kind}) {were} written to {outcome.job.folder}.")
        elif not outcome.trouble:
            parts.append("Nothing was written.")
        if outcome.refused:
            left = _count(len(outcome.refused), "report")
            parts.append(
                f"{left} not ready for publication {_were(len(outcome.refused))} left out."
            )
        if outcome.failed:
            parts.append(f"{_count(len(outcome.failed), 'report')} could not be written.")
        parts.append(outcome.trouble)
        problems = [
            f"{each.force.area}: {each.problem or each.refused}"
            for each in (*outcome.failed, *outcome.refused)
        ]
        role: Role = "ok" if outcome.written and not outcome.cancelled else "warning"
        if outcome.failed or outcome.trouble:
            role = "error"
        elif outcome.refused:
            role = "warning"
        self._say(" ".join(filter(None, parts)), role)
        self._show_more("How it went", problems)
        self.open_folder.setVisible(bool(outcome.written))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def show_held_up(self, force: str) -> None:
        """Say that another program changed what is typed in the report of a force."""
        self._say(
            f"Nothing is written yet: another program changed words of {force} while you wrote"
            " there. Choose in the line above which words stand, or cancel.",
            "warning",
        )

    def clear(self) -> None:
        """Tell nothing."""
        self._say("", "muted")

    def _say(self, words: str, role: Role, against: Sequence[Standing] = ()) -> None:
        self._sign.setText(_SIGNS.get(role, ""))
        self._sign.setVisible(bool(self._sign.text()))
        set_role(self._sign, role)
        set_role(self._line, "muted" if role == "muted" else "plain")
        self._line.setText(words)
        self.setAccessibleName("How it stands")
        self.setAccessibleDescription(words)
        self._show_more(
            "What speaks against publication",
            [f"{each.force.area}: {' '.join(each.against or ())}" for each in against],
        )
        self.open_folder.hide()

    def _show_more(self, name: str, lines: Sequence[str]) -> None:
        self._more.setAccessibleName(name)
        text = "\n".join(lines)
        if text != self._more.toPlainText():
            self._more.setPlainText(text)
        self._more.setVisible(bool(lines))


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"
