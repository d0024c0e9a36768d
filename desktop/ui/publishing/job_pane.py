"""What is made of the chosen reports: as what, what speaks against it, and how it went."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.core.editions import LONGEST_REASON
from desktop.ui.memory import Memory
from desktop.ui.publishing.choices import Choices
from desktop.ui.publishing.looking import Standing
from desktop.ui.publishing.reasons import Reasons
from desktop.ui.publishing.telling import Telling
from desktop.ui.publishing.writing import Outcome
from desktop.ui.theme import SPACE, item_font, set_role
from desktop.ui.under_way import UnderWay


class JobPane(QWidget):
    """Says what would be written, lets it be written, and says how it went."""

    write_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self, memory: Memory, parent: QWidget) -> None:
        """Begin with no report chosen."""
        super().__init__(parent)
        self.choices = Choices(memory, self)
        self._chosen: Sequence[Standing] = ()
        self._busy = False
        self._tells_outcome = False
        self._held_up = ""
        self._reasons = Reasons()
        self._telling = Telling(self)
        self._reason_name = QLabel(self)
        self._reason = QLineEdit(self)
        self._reason.setTextMargins(SPACE.tiny, 0, SPACE.tiny, 0)
        self._reason.setAccessibleName("Reason to publish all the same")
        self._reason.setMaxLength(LONGEST_REASON)
        self._reason.setPlaceholderText("The reason is recorded in the history of each")
        self._reason_name.setBuddy(self._reason)
        self._progress = UnderWay("Writing", "Writes no more; what was written stays.", self)
        self._write = QPushButton(self)
        self._write.setFont(item_font())
        self._write.setMinimumHeight(36)
        set_role(self._write, "primary")
        rule = QFrame(self)
        rule.setFixedHeight(1)
        set_role(rule, "rule")
        self.setMinimumWidth(400)
        set_role(self, "surface")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(SPACE.wide, SPACE.large, SPACE.wide, SPACE.large)
        rows.setSpacing(SPACE.small)
        rows.addWidget(self.choices)
        rows.addSpacing(SPACE.tiny)
        rows.addWidget(rule)
        rows.addSpacing(SPACE.tiny)
        rows.addWidget(self._telling, 1)
        for each in (self._reason_name, self._reason, self._progress, self._write):
            rows.addWidget(each)
        self.choices.changed.connect(lambda: self.show_chosen(self._chosen))
        self._reason.textChanged.connect(self._say_button)
        self._reason.textEdited.connect(self._reason_typed)
        self._reason.returnPressed.connect(self._write.click)
        self._write.clicked.connect(self.write_wanted)
        self._telling.folder_wanted.connect(self._open_folder)
        self._progress.cancelled.connect(self.cancel_wanted)
        self._progress.ending.connect(self._give_keys)
        self.show_chosen(())

    @property
    def reason(self) -> str:
        """Why reports are published that something speaks against; empty where none is given."""
        return "" if self._reason.isHidden() else self._reason.text().strip()

    def pending(self) -> list[frozenset[str]]:
        """Give for which reports, by their names, reasons are typed that were not recorded."""
        return self._reasons.pending()

    def take_focus(self) -> None:
        """Put the keyboard into the choice of the edition."""
        self.choices.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def show_chosen(self, chosen: Sequence[Standing], *, keep_outcome: bool = False) -> None:
        """Say what would be written of these reports, in place of what came of the last ones."""
        self._chosen = chosen
        self._tells_outcome = self._tells_outcome and keep_outcome
        kind = self.choices.edition.kind
        public = kind == "public"
        if self._held_up:
            self._telling.show_held_up(self._held_up)
        elif not self._tells_outcome:
            if public and not self._busy:
                self._telling.show_against(chosen)
            elif kind == "embargoed" and not self._busy:
                self._telling.show_without_embargo(chosen)
            else:
                self._telling.clear()
        doubtful = [each for each in chosen if each.against]
        self._show_reason(chosen)
        against = public and bool(doubtful)
        them = "it" if len(doubtful) == 1 else "them"
        self._reason_name.setText(f"Publish {them} all the same, because:")
        if not against and self._reason.hasFocus():
            self._give_keys()
        self._reason_name.setVisible(against and not self._busy)
        self._reason.setVisible(against and not self._busy)
        self._say_button()

    def _show_reason(self, chosen: Sequence[Standing]) -> None:
        """Show the reason that was typed for these reports: one for others is none for them."""
        doubtful = [each.report.name for each in chosen if each.against != ()]
        names = [each.report.name for each in chosen]
        if chosen and not doubtful:
            self._reasons.type(names, "")
        typed = self._reasons.of(names, doubtful) if doubtful else ""
        if typed != self._reason.text():
            self._reason.setText(typed)

    def _reason_typed(self, text: str) -> None:
        self._reasons.type([each.report.name for each in self._chosen], text)

    def show_held_up(self, force: str) -> None:
        """Say that words typed in a force's report have to be settled first; of none, no more."""
        self._held_up = force
        self.show_chosen(self._chosen, keep_outcome=True)

    def show_progress(self, done: int, total: int) -> None:
        """Say how many of how many reports are written; of none nothing is said."""
        turns = self._busy != bool(total)
        self._busy = bool(total)
        if turns:
            self.show_chosen(self._chosen)
        self._progress.show_progress(done, total)
        self._say_button()

    def show_outcome(self, outcome: Outcome) -> None:
        """Say what was written, and what was not and why."""
        self._tells_outcome = True
        self._telling.show_outcome(outcome)
        if outcome.overridden:
            self._reasons.use_up(outcome.job.reason)
            self._show_reason(self._chosen)

    def _say_button(self) -> None:
        public = self.choices.edition.kind == "public"
        number = sum(not (public and each.against) or bool(self.reason) for each in self._chosen)
        self._write.setText(
            f"Write {number} file{'' if number == 1 else 's'}" if number else "Write"
        )
        can = bool(number) and not self._busy
        if self._write.hasFocus() and not can:
            self.take_focus()
        self._write.setEnabled(can)
        self._write.setToolTip("" if can else "Choose reports that can be written")

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.choices.folder)))

    def _give_keys(self) -> None:
        """Take the keyboard to where it is of use, from what is about to be hidden."""
        if self._write.isEnabled():
            self._write.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.take_focus()
