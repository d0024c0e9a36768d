"""The inspector's desk: the chosen force's form and pages, kept in step with each other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from desktop.core.fields import Answer
from desktop.core.forces import Force
from desktop.core.programme import Programme, item_of
from desktop.core.report import Report
from desktop.store.steps import TYPING
from desktop.ui.at_hand import AtHand
from desktop.ui.background import Background
from desktop.ui.forces_panel import ForcesPanel
from desktop.ui.form import FormView
from desktop.ui.intentions import Intentions, LoadExamples
from desktop.ui.message_strip import MessageStrip
from desktop.ui.page_keeping import PageKeeping
from desktop.ui.printing import Printing
from desktop.ui.reviewing import Reviewing
from desktop.ui.saving import Saving
from desktop.ui.watching import Watching

if TYPE_CHECKING:
    from desktop.store.opening import Opened
    from desktop.store.writing import Recorded
    from desktop.ui.being_written import Contest


class Desk(QObject):
    """Opens forces, passes what is typed to saving and to the pages, and goes where it is told."""

    title_changed = Signal(str)
    publishing_wanted = Signal(str, object)
    """A public edition, an `Edition`, of the report of this force is wanted."""
    programme_changed = Signal(str)
    place_changed = Signal()
    """Another force or item is being written."""
    recorded = Signal(object)
    """A `Report`, as the database now holds it."""
    present_changed = Signal()
    """The open report reads otherwise."""

    def __init__(
        self,
        opened: Opened,
        background: Background,
        saving: Saving,
        panel: ForcesPanel,
        messages: MessageStrip,
        load_examples: LoadExamples,
    ) -> None:
        """Begin with what was opened; `open_programme` shows it."""
        super().__init__()
        self._opened = opened
        self._saving = saving
        self._panel = panel
        self._messages = messages
        self._intentions = Intentions(opened, background, saving, messages, load_examples)
        self.undoing = self._intentions.undoing
        self._force: Force | None = None
        self._shown = ""
        self._item = ""
        self.at_hand = AtHand(opened, background, panel, self._not_fetched)
        self._printing = Printing(messages, self)
        self.form = FormView()
        self._paging = PageKeeping(self.form.caret_share, self)
        self.pages = self._paging.view
        self._watching = Watching(opened, background, self._intentions.refused)
        self.reviewing = Reviewing(opened, self.form, self._intentions)
        self._connect()

    def _connect(self) -> None:
        self._panel.chosen.connect(self.open_force)
        self._panel.entered.connect(self._write_on)
        self._saving.recorded.connect(self._recorded)
        self._watching.written_elsewhere.connect(self._written_elsewhere)
        self._watching.changed_since.connect(self._say_changed)
        self._saving.contested.connect(self._intentions.say_contest)
        self._saving.not_drafted.connect(self._intentions.say_not_drafted)
        self.form.answer_changed.connect(self._answer_typed)
        self.form.passage_changed.connect(self._passage_typed)
        self.form.left.connect(self._saving.save_now)
        self.form.item_entered.connect(self._item_entered)
        self.form.own_field_entered.connect(
            lambda key: self._paging.follow_own_field(self._at[0], key)
        )
        self.form.begin_wanted.connect(lambda: self._intentions.begin_report(*self._at))
        self.form.draft_wanted.connect(self._take_draft)
        self.form.keep_wanted.connect(
            lambda item, seen: self._intentions.keep_words(*self._at, item, seen)
        )
        self._intentions.drafted.connect(self._drafted)
        self.undoing.shown.connect(self._undone)
        self.undoing.recorded.connect(self.take_up)
        self._intentions.rewritten.connect(self._rewritten)
        self._intentions.begun.connect(self._begun)
        self._intentions.examples_loaded.connect(self._examples_loaded)
        self.reviewing.answer_wanted.connect(self._answer_fixed)
        self.reviewing.draft_wanted.connect(self._take_draft)
        self.pages.item_clicked.connect(self._go_to)
        self.pages.save_wanted.connect(self.save_pdf)

    # Going from place to place

    def open_programme(self, programme: str, force: str = "", key: str = "") -> None:
        """Show a programme's forces, and of them the given one, or else the first with a report.

        Where `key` names an item or a field, the keyboard goes there.
        """
        self._saving.save_now()
        whole = self._opened.programmes.by_id[programme]
        if self.at_hand.programme is whole:
            self.at_hand.stay()
            self._show_programme(force, key)
            self.look_again()
        else:
            self.at_hand.fetch(whole, lambda: self._show_programme(force, key))

    def _not_fetched(self, error: Exception) -> None:
        self._intentions.refused(error)
        if self._programme is not None:
            self.programme_changed.emit(self._programme.id)

    def begin(self, programme: Programme, reports: list[Report], force: str, item: str) -> None:
        """Show a programme whose reports have been read."""
        self.at_hand.hold(programme, reports)
        self._show_programme(force, item)
        if not item:
            self._panel.take_focus()

    def _show_programme(self, force: str, key: str) -> None:
        programme = self._programme
        assert programme is not None
        self.pages.name_items({key: item.title for key, item in programme.items.items()})
        if force not in self._opened.forces:
            # The same force in the other programme, where it has a report there.
            same = self._force is not None and self._report_of(self._force) is not None
            force = self._force.key if self._force and same else self.at_hand.first_begun()
        if self._shown != programme.id:
            self._force = None
        if self._item not in programme.items:
            self._item = ""
        changed = self._shown != programme.id
        self.open_force(force)
        if changed:
            self.programme_changed.emit(programme.id)
        self._panel.select(force)
        if key in programme.items or programme.field(key) is not None:
            self._go_to(key)
        else:
            self.form.take_focus()

    def open_force(self, force: str) -> None:
        """Show a force's report, or how to begin one."""
        if self._programme is None or (self._force is not None and self._force.key == force):
            return
        self._saving.save_now()
        just_read = self._force is None
        self._force = self._opened.forces[force]
        self._shown = self._programme.id
        self._messages.keep_to(self._name)
        focus = QApplication.focusWidget()
        writing = focus is not None and self.form.isAncestorOf(focus)
        self._show_force()
        if writing:
            self._write_on()
        if not just_read:
            self.look_again()
        self.place_changed.emit()

    def look_again(self) -> None:
        """See whether another program has written the report that is open."""
        if self.at is not None:
            programme, force = self.at
            self._watching.look_again(self._report_of(force) or Report(programme.id, force.key))

    def _write_on(self) -> None:
        """Put the keyboard into the item that was written last, or where a report is begun."""
        if self._report_of(self._at[1]) is not None and self._item in self._at[0].items:
            self.form.go_to(self._item)
        else:
            self.form.take_focus()

    def _go_to(self, item: str) -> None:
        # The pages may stand in a window of their own, which has the keyboard when it is clicked.
        self.form.window().activateWindow()
        self.form.go_to(item)

    def _show_force(self) -> None:
        programme, force = self._at
        report = self._report_of(force)
        self.title_changed.emit(f"{force.name} – {programme.short_title}")
        if report is None:
            self.reviewing.clear()
            self.form.offer_to_begin(programme, force)
            self._paging.say_empty(force)
            return
        report = self._saving.open(programme, force, report)
        self.form.show_report(programme, force, report)
        if self._item in programme.items:
            # The same item in the next force: that is how forces are compared.
            self.form.show_item(self._item)
        self._paging.begin(self._item)
        # In the next turn: looking it up would take time from showing the form.
        QTimer.singleShot(0, self._note_changes)
        self._paging.show(programme, force, report)
        self.reviewing.show_report(programme, force, report)

    def _written_elsewhere(self, report: Report) -> None:
        known = self._report_of(self._opened.forces[report.force])
        if known is not None and known.name == report.name and known.version >= report.version:
            return
        self.recorded.emit(report)
        self.at_hand.keep(report)
        if self._force is not None and report.name == self._name:
            self._show_force()
            self.present_changed.emit()

    def _note_changes(self) -> None:
        """Have it said beside the name whether a published report was changed since."""
        if self.present is not None:
            self._watching.compare_with_published(self.present)

    def _say_changed(self, name: str, changed: bool) -> None:
        if self._force is not None and name == self._name:
            self.form.set_state_note("changed since" if changed else "")

    def open_neighbour(self, step: int) -> None:
        """Go to the force above (-1) or below (1) in the list."""
        if self._force is not None:
            beside = self._panel.neighbour(self._force.key, step)
            if beside is not None:
                self._panel.select(beside)

    @property
    def place(self) -> tuple[str, str, str]:
        """Where the inspector is: programme, force and item by their keys, empty if nowhere."""
        programme = self._programme.id if self._programme else ""
        return programme, self._force.key if self._force else "", self._item

    # What is typed

    def _answer_typed(self, key: str, answer: Answer | None) -> None:
        self._saving.type_answer(self._name, key, answer)
        self._item = item_of(key) or self._item
        self._show_present()

    def _passage_typed(self, item: str) -> None:
        self._saving.type_passage(self._name, item, self.form.passage_text(item))
        self._item = item
        self._show_present()

    def _show_present(self) -> None:
        """Let form, pages and checks follow what was typed, before it is recorded."""
        present = self._saving.present(self._name)
        self.form.follow(present)
        self._paging.show(*self._at, present)
        self.reviewing.follow(*self._at, present)
        self.present_changed.emit()

    def _answer_fixed(self, key: str, answer: Answer | None) -> None:
        self._answer_typed(key, answer)
        self._saving.save_now()

    def _item_entered(self, item: str) -> None:
        self._item = item
        self._paging.follow(item)
        self.place_changed.emit()

    def _recorded(self, recorded: Recorded) -> None:
        report = recorded.report
        if any(each.intention not in TYPING for each in recorded.changes):
            # What was typed before it is undone after it.
            self.form.forget_undo()
        offered = self._force is not None and self._report_of(self._force) is None
        self.recorded.emit(report)
        if not self.at_hand.keep(report):
            return
        if self._force is not None and report.name == self._name:
            if offered:
                # It was begun elsewhere, while the form offers to begin it.
                self._show_force()
            present = self._saving.present(report.name)
            self.form.follow(present)
            self._note_changes()
            if not self._paging.shows(present):
                self._paging.show(*self._at, present)
            self.reviewing.follow(*self._at, present)
            self.present_changed.emit()

    def say_contest(self, contest: Contest) -> None:
        """Ask whose words stand, where another program changed what was typed in here."""
        self._intentions.say_contest(contest)

    # Remarks, drafts and other intentions

    def _take_draft(self, item: str) -> None:
        self._item = item
        self._intentions.take_draft(*self._at, item)

    def _drafted(self, name: str, item: str) -> None:
        """Put the keys where the draft now stands, unless they have gone elsewhere since."""
        if self._force is None or name != self._name or item != self._item:
            return
        if self.reviewing.panel.list_has_keys:
            self.form.show_item(item)
        else:
            self.form.go_to(item)

    def undo(self) -> None:
        """Undo what the inspector did last in the open report."""
        self.undoing.undo(*self._at)

    def redo(self) -> None:
        """Do again what was undone last in the open report."""
        self.undoing.redo(*self._at)

    def undo_down_to(self, step: int) -> None:
        """Undo all that the inspector did in the open report, down to a step of its history."""
        self.undoing.undo(*self._at, step, down_to=True)

    def _undone(self, name: str, key: str) -> None:
        """Put the keys where something was undone; the history then has what was typed before."""
        self.form.forget_undo()
        if self._force is not None and name == self._name and key:
            self.form.go_to(key)

    def take_over(self, item: str, text: str, origin: str) -> None:
        """Put words of another report, CommonMark, in the place of an item's passage."""
        self._item = item
        self._intentions.take_over(*self._at, item, text, origin)

    def go_back(self, step: int, keys: tuple[str, ...]) -> None:
        """Make the open report, or only these fields and items, what it was after a step."""
        self._intentions.go_back(*self._at, step, keys)

    def _rewritten(self, name: str, item: str) -> None:
        """Show what replaced the words, with the keyboard where it is unless one item changed."""
        if self._force is None or name != self._name:
            return
        self._show_force()
        self.present_changed.emit()
        if item:
            self.form.show_item(item)

    def take_up(self, recorded: Recorded) -> None:
        """Show a report that was begun, or read from a file, just now."""
        report = recorded.report
        self.recorded.emit(report)
        self.at_hand.keep(report)
        if self._force is not None and report.name == self._name:
            self._show_force()
            self.present_changed.emit()

    def look_anew(self) -> None:
        """Have all that shows the open report read again, as after nothing could be read."""
        report = self.present
        if report is not None:
            self.recorded.emit(report)
            self.present_changed.emit()
            self.reviewing.look_again()
        self.look_again()

    def _begun(self, recorded: Recorded) -> None:
        self.take_up(recorded)
        if self._force is not None and recorded.report.name == self._name:
            self.form.take_focus()

    def load_examples(self) -> None:
        """Read the five published reports into the database, and show them."""
        self._intentions.load_examples()

    def _examples_loaded(self, reports: list[Report]) -> None:
        for report in reports:
            self.recorded.emit(report)
        if self._programme is not None:
            self._force = None
            self.begin(self._programme, reports, "", "")

    # The pages

    def save_pdf(self) -> None:
        """Ask where, and save the edition that is shown, the last words typed included.

        A public edition is made where what speaks against it is seen first.
        """
        if self._force is None or self._report_of(self._force) is None:
            return
        if self.pages.edition.kind == "public":
            self.publishing_wanted.emit(self._force.key, self.pages.edition)
            return
        file = self._printing.ask(self.form, self._force, self.pages.edition)
        if file is not None:
            self.save_pdf_to(file)

    def save_pdf_to(self, file: Path) -> None:
        """Save the pages as they stand to a file; the message strip says how that went."""
        self._saving.save_now()
        programme, force = self._at
        report = self._saving.present(self._name)
        self._printing.save(file, programme, force, report, self.pages.edition)

    def start(self) -> None:
        """Begin to set the pages and to check; once the form is filled, or all would be slower."""
        self._paging.start()
        self.reviewing.start()

    def close(self) -> None:
        """Finish the PDF that is being saved and stop rendering; nothing is shown after this."""
        self._printing.finish()
        self._paging.close()
        self.reviewing.close()

    # Where things are

    def name_pending(self) -> list[str]:
        """Name the fields that hold what is no answer yet, and is therefore not saved."""
        names: list[str] = []
        for report, fields in self.form.pending_problems().items():
            programme_id, _, force = report.partition("/")
            programme = self._opened.programmes.by_id.get(programme_id)
            if programme is None or force not in self._opened.forces:
                continue
            known = (programme.field(key) for key in fields)
            area = self._opened.forces[force].area
            names += [f"“{field.label}” ({area})" for field in known if field is not None]
        return names

    @property
    def present(self) -> Report | None:
        """The open force's report as it stands on the screen; None where none was begun."""
        if self._force is None or self._report_of(self._force) is None:
            return None
        return self._saving.present(self._name)

    @property
    def at(self) -> tuple[Programme, Force] | None:
        """The programme and the force that are open; None before there are any."""
        programme, force = self._programme, self._force
        return None if programme is None or force is None else (programme, force)

    @property
    def _at(self) -> tuple[Programme, Force]:
        if self._programme is None or self._force is None:
            raise LookupError("no force is open")
        return self._programme, self._force

    @property
    def _name(self) -> str:
        programme, force = self._at
        return f"{programme.id}/{force.key}"

    def _report_of(self, force: Force) -> Report | None:
        return self.at_hand.report_of(force)

    @property
    def _programme(self) -> Programme | None:
        return self.at_hand.programme
