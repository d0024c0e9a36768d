"""Remarks about the open report: found at every pause, shown in form and panel, acted upon."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.remarks import BackToDraft, NewAnswer, Replacement
from desktop.core.report import Report
from desktop.ui.checking import Checking
from desktop.ui.form import FormView
from desktop.ui.intentions import Intentions
from desktop.ui.remarks import RemarksPanel

if TYPE_CHECKING:
    from desktop.core.remarks import Fix, Remark
    from desktop.store.opening import Opened
    from desktop.ui.checking import Checked

_OF_REVIEW: Final = ("unresolved_comment", "changed_after_sign_off")
"""Checks whose remarks the review itself shows."""


class Reviewing(QObject):
    """Keeps the remarks of form and panel in step with the report that is open."""

    answer_wanted = Signal(str, object)
    """A fix gives a field, by its full key, another answer, or none."""
    draft_wanted = Signal(str)
    """A fix puts the draft in the place of an item's words."""
    errors_counted = Signal(int)
    """How many errors remain in the report, those about its review aside."""

    def __init__(self, opened: Opened, form: FormView, intentions: Intentions) -> None:
        """Show in this form, and in a panel of its own."""
        super().__init__()
        self._form = form
        self._intentions = intentions
        self._open: tuple[Programme, Force, Report] | None = None
        self.errors = 0
        self._checking = Checking(opened, self)
        self.panel = RemarksPanel()
        self._checking.checked.connect(self._show)
        self._checking.failed.connect(self.panel.say_failed)
        intentions.words_changed.connect(self.look_again)
        self.panel.go_wanted.connect(self._go_to)
        self.panel.fix_wanted.connect(self._fix_in_sight)
        self.panel.learn_wanted.connect(intentions.learn_word)
        form.fix_wanted.connect(self._fix)
        form.learn_wanted.connect(intentions.learn_word)
        form.leave_wanted.connect(self.panel.ask_reason)
        form.item_entered.connect(self.panel.follow)
        form.own_field_entered.connect(lambda _: self.panel.follow(""))
        self.panel.form_wanted.connect(form.take_focus)
        self.panel.leave_wanted.connect(self._leave)
        self.panel.count_wanted.connect(lambda remark: self._leave(remark, ""))

    def show_report(self, programme: Programme, force: Force, report: Report) -> None:
        """Check another report, and show nothing of the one before."""
        self.clear()
        self.panel.be_at(report.name)
        self._open = programme, force, report
        self._checking.look_at(programme, force, report, at_once=True)

    def follow(self, programme: Programme, force: Force, report: Report) -> None:
        """Check the report again, once nothing more is typed."""
        self._open = programme, force, report
        self._checking.look_at(programme, force, report)

    def clear(self) -> None:
        """Show no remarks."""
        self._open = None
        self._checking.forget()
        self.panel.clear()
        self._count(())

    def go_on(self, step: int) -> None:
        """Go to the place of the next remark (1) or of the one before (-1)."""
        remark = self.panel.step(step)
        if remark is not None:
            self._go_to(remark)

    def start(self) -> None:
        """Begin to check; call it once the form is filled, or that would take longer."""
        self._checking.start()

    def close(self) -> None:
        """Stop checking; nothing is shown after this."""
        self._checking.close()

    def look_again(self) -> None:
        """Check the open report again, as after what it is checked against has changed."""
        if self._open is not None:
            self._checking.look_at(*self._open, at_once=True)

    def _show(self, checked: Checked) -> None:
        if self._open is None:
            return
        programme = self._open[0]
        self._form.show_remarks(checked.remarks)
        self._form.show_new_drafts(checked.new_drafts)
        self.panel.show_remarks(checked.remarks, programme, " ".join(checked.mistakes))
        self._count(checked.remarks)

    def _count(self, remarks: Iterable[Remark]) -> None:
        errors = (each for each in remarks if each.severity == "error" and each.remains)
        self.errors = sum(each.check not in _OF_REVIEW for each in errors)
        self.errors_counted.emit(self.errors)

    def _go_to(self, remark: Remark) -> None:
        self._form.window().activateWindow()
        self._form.go_to_remark(remark)

    def _fix_in_sight(self, remark: Remark, fix: Fix) -> None:
        """Go to what a fix changes before it does; keys that are in the list come back to it."""
        in_list = self.panel.list_has_keys
        if isinstance(fix, Replacement):
            self._go_to(remark)
        else:
            self._form.go_to(fix.key if isinstance(fix, NewAnswer) else fix.item)
        self._fix(remark, fix)
        if in_list:
            self.panel.take_focus()

    def _fix(self, remark: Remark, fix: Fix) -> None:
        """Put right what a remark is about; what the form cannot do itself is recorded."""
        if self._form.apply(remark, fix):
            return
        if isinstance(fix, NewAnswer):
            self.answer_wanted.emit(fix.key, fix.answer)
        elif isinstance(fix, BackToDraft):
            self.draft_wanted.emit(fix.item)

    def _leave(self, remark: Remark, reason: str) -> None:
        if self._open is not None:
            programme, force, _ = self._open
            self._intentions.leave_remark(programme, force, remark, reason)
