"""What stands above the form: the force, and how far its report is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Report, completeness
from desktop.core.review import STATE_WORDS
from desktop.ui.changed_since import changed_since
from desktop.ui.form.kept_note import KeptNote
from desktop.ui.one_line import OneLine
from desktop.ui.theme import SPACE, section_font, set_role


class Header(QWidget):
    """The name of the force and the standing of its report, above a rule."""

    def __init__(self, parent: QWidget) -> None:
        """Begin without a force."""
        super().__init__(parent)
        self._state = ""
        self._state_note = ""
        self._changed = False
        self._name = OneLine(self)
        self._name.setFont(section_font())
        self._standing = QLabel(self)
        set_role(self._standing, "muted")
        self.note = KeptNote("About writing here", self)
        rule = QFrame(self)
        rule.setFixedHeight(1)
        set_role(rule, "rule")
        line = QHBoxLayout()
        line.addWidget(self._name, 1)
        line.addWidget(self._standing, 0, Qt.AlignmentFlag.AlignBottom)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(SPACE.small)
        self._rows.addLayout(line)
        self._rows.addWidget(self.note)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, SPACE.medium, 0, 0)
        whole.setSpacing(SPACE.small)
        whole.addLayout(self._rows)
        whole.addWidget(rule)

    def set_margins(self, left: int, right: int) -> None:
        """Stand over the form's own column, this far from the sides in pixels."""
        self._rows.setContentsMargins(left, 0, right, 0)

    def show_report(self, programme: Programme, force: Force, report: Report | None) -> None:
        """Show a force, and how far its report is if there is one.

        Whether it was changed since it was signed off is said at once.
        """
        self._name.say(force.name)
        if report is None:
            self._state = "Not begun"
        else:
            percent = completeness(report, programme).percent
            self._state = f"{percent}% · {STATE_WORDS[report.state]}"
        self._changed = report is not None and changed_since(report)
        self._say_standing()

    def note_state(self, words: str) -> None:
        """Add a few words to the standing, such as "changed since"; none takes them away."""
        self._state_note = words
        self._say_standing()

    def _say_standing(self) -> None:
        note = "changed since" if self._changed else self._state_note
        words = ", ".join(filter(None, (self._state, note)))
        self._standing.setText(words)
        self._standing.setAccessibleName(words.replace("% ·", " per cent complete,"))

    def clear(self) -> None:
        """Show no force."""
        self._state = self._state_note = ""
        self._changed = False
        self._name.say("")
        self._standing.clear()
