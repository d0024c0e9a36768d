"""The backup that is chosen: what restoring it would change, and the way to do so."""

from __future__ import annotations

import datetime
from html import escape
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.asking_line import AskingLine
from desktop.ui.kept_focus import KeptFocus
from desktop.ui.theme import SPACE, item_font, set_role, small_font

if TYPE_CHECKING:
    from desktop.store.opening import Opened
    from desktop.store.safety.backups import Listed
    from desktop.store.safety.differing import WouldChange

_ASKS: Final = (
    "Put this backup in the place of the database? What is there now is backed up first, so that"
    " this can be taken back. Fieldbook then opens it anew."
)
_MOST: Final = 200
"""So many reports are told of one by one."""


class Detail(QWidget):
    """Says what restoring the chosen backup would change, and asks in place before it is done."""

    restore_wanted = Signal(object)
    """The `Backup` that is to take the database's place."""

    def __init__(self, opened: Opened, parent: QWidget) -> None:
        """Begin with none chosen."""
        super().__init__(parent)
        self._opened = opened
        self._listed: Listed | None = None
        self._title = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._title.setFont(item_font())
        self._says = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._changes = QLabel(wordWrap=True, textFormat=Qt.TextFormat.RichText)
        for each in (self._says, self._changes):
            each.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        set_role(self._changes, "surface")
        set_role(self._changes, "plain")
        self._changes.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._changes.setAccessibleName("What restoring would change")
        scroll = QScrollArea(self, widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName("What restoring would change, report by report")
        scroll.setWidget(self._changes)
        set_role(scroll.viewport(), "surface")
        self._restore = QPushButton("Restore this…", self)
        self._restore.setAutoDefault(False)
        self._asking = _Asking(self)
        set_role(self, "surface")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(SPACE.large, SPACE.medium, SPACE.large, SPACE.medium)
        rows.setSpacing(SPACE.small)
        rows.addWidget(self._title)
        rows.addWidget(self._says)
        rows.addWidget(scroll, 1)
        rows.addWidget(self._restore, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addWidget(self._asking)
        self._restore.clicked.connect(self.ask)
        self._asking.confirmed.connect(self._confirmed)
        self._asking.closed.connect(self._close_asking)
        self.clear()

    def clear(self) -> None:
        """Show that no backup is chosen."""
        self._listed = None
        self._say("", "", "")
        self._restore.hide()
        self._close_asking()

    def show_backup(self, listed: Listed) -> None:
        """Show a backup, before it is known what restoring it would change."""
        from desktop.store.safety.telling import holds_in_words, size_in_words, when

        if self._listed is not None and self._listed.backup != listed.backup:
            self._close_asking()
        self._listed = listed
        now = datetime.datetime.now(datetime.UTC)
        title = f"Backup of {when(listed.backup.at, now)}"
        if listed.holds is None:
            self._say(title, f"It cannot be used. {listed.why_not}", "")
            self._restore.hide()
            self._close_asking()
            return
        lock = ", locked" if listed.holds.locked else ""
        words = f"{holds_in_words(listed.holds, now)} ({size_in_words(listed.size)}{lock})."
        self._say(title, words, "Looking what restoring it would change…")
        self._restore.setVisible(self._asking.isHidden())

    def show_changes(self, would: WouldChange) -> None:
        """Show what restoring the backup would change."""
        from desktop.store.safety.telling import change_lines, changes_in_words

        now = datetime.datetime.now(datetime.UTC)
        lines = [f"<p>{_plain(changes_in_words(would))}</p>"]
        told = change_lines(would, now)
        alone = len({report.partition("/")[0] for report, _ in told}) == 1
        for report, what in told[:_MOST]:
            name = _plain(self._named(report, alone=alone))
            lines.append(f"<p><b>{name}</b><br>{_plain(_start(what))}.</p>")
        if len(told) > _MOST:
            lines.append(f"<p>… and {len(told) - _MOST:,} more reports.</p>")
        self._changes.setText("".join(lines))
        self._restore.setEnabled(not would.nothing)

    def show_failure(self, why: str) -> None:
        """Say why it is not known what restoring would change."""
        self._changes.setText(f"<p>{_plain(why)}</p>")
        self._restore.setEnabled(False)

    def ask(self) -> None:
        """Ask in place whether the backup is to be restored."""
        if self._restore.isHidden() or not self._restore.isEnabled():
            return
        self._asking.begin()
        self._restore.hide()

    def is_asking(self) -> bool:
        """Whether it waits for an answer."""
        return not self._asking.isHidden()

    def take_focus(self) -> None:
        """Take the keyboard: to the way to restore it."""
        if self.is_asking():
            self._asking.begin()
        elif not self._restore.isHidden():
            self._restore.setFocus(Qt.FocusReason.OtherFocusReason)

    def _confirmed(self) -> None:
        listed = self._listed
        self._close_asking()
        if listed is not None:
            self.restore_wanted.emit(listed.backup)

    def _close_asking(self) -> None:
        usable = self._listed is not None and self._listed.holds is not None
        self._restore.setVisible(usable)
        self._asking.end()

    def _say(self, title: str, says: str, changes: str) -> None:
        self._title.setText(title)
        self._says.setText(says)
        self._says.setVisible(bool(says))
        self._changes.setText(changes)
        self._restore.setEnabled(False)

    def _named(self, report: str, *, alone: bool) -> str:
        """Name a report by its force, and by its programme where it is not alone."""
        programme, _, force = report.partition("/")
        if force not in self._opened.forces:
            return report
        name = self._opened.forces[force].name
        known = self._opened.programmes.by_id.get(programme)
        return name if alone else f"{name} ({known.title if known else programme})"


class _Asking(AskingLine):
    """Asks whether a backup is to be restored."""

    confirmed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._before = KeptFocus(self)
        words = QLabel(_ASKS, wordWrap=True)
        words.setFont(small_font())
        self._yes = QPushButton("Restore it")
        no = QPushButton("Keep what is there")
        set_role(self._yes, "primary")
        self._yes.setAccessibleDescription(_ASKS)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.small)
        buttons.addWidget(self._yes)
        buttons.addWidget(no)
        buttons.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(SPACE.small)
        rows.addWidget(words)
        rows.addLayout(buttons)
        for each in (self._yes, no):
            each.setAutoDefault(True)
        self._yes.clicked.connect(self.confirmed)
        no.clicked.connect(self.closed)
        self.hide()

    def begin(self) -> None:
        """Ask, with the keyboard on the answer."""
        self.show()
        self._yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def end(self) -> None:
        """Ask no more."""
        if not self.isHidden():
            self._before.give_back()
            self.hide()


def _plain(words: str) -> str:
    return escape(words)


def _start(words: str) -> str:
    return words[:1].upper() + words[1:]
