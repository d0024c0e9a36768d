"""The form as the window sees it: one report shown, what is typed told, and ways to get about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.remarks import Fix, Remark
from desktop.core.report import Report
from desktop.core.review import found_at
from desktop.ui.editors import Editor
from desktop.ui.form.above import Above
from desktop.ui.form.area import Area
from desktop.ui.form.find_bar import FindBar
from desktop.ui.form.header import Header
from desktop.ui.form.marking import Marking
from desktop.ui.form.notice import Notice
from desktop.ui.form.sheet import Sheet
from desktop.ui.form.walking import Walking
from desktop.ui.passage import PassageEditor
from desktop.ui.theme import SPACE

NARROWEST = 520
"""The width in pixels at which everything still fits."""


class FormView(QWidget):
    """Shows one force's report as a form."""

    answer_changed = Signal(str, object)
    passage_changed = Signal(str)
    left = Signal()
    """The focus left a field or a passage: what was typed can be saved now."""
    item_entered = Signal(str)
    own_field_entered = Signal(str)
    """The focus came to one of the report's own fields, given by its key."""
    draft_wanted = Signal(str)
    """The draft, or the standard wording, is to stand in an item in the place of its words."""
    keep_wanted = Signal(str, str)
    """The words of an item stay, though its draft would now read differently."""
    fix_wanted = Signal(object, object)
    """A remark, and a fix that is not the form's to carry out."""
    leave_wanted = Signal(object)
    """A remark that is to be left as it is, for a reason that is to be asked."""
    learn_wanted = Signal(str)
    """A word that is right."""
    comment_wanted = Signal()
    """A comment is to be written on the words that are selected, or else on the item at hand."""
    begin_wanted = Signal()
    write_wanted = Signal()
    """The report is to be written although there is a reason to let nothing be changed."""
    pending_changed = Signal()
    """Something was typed and left that is no answer, or was put right or given up."""
    unfinished_changed = Signal()
    """At each key: something else is typed that is no answer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.setAccessibleName("Form")
        self.setMinimumWidth(NARROWEST)
        self._sheet: Sheet | None = None
        self._marking: Marking | None = None
        self._making: Iterator[None] = iter(())
        self._force: Force | None = None
        self._report: Report | None = None
        self._unsaved: dict[str, dict[str, str]] = {}
        self._pending: dict[str, dict[str, str]] = {}
        self._read_only = ""
        self._header = Header(self)
        self._header.note.chosen.connect(self.write_wanted)
        self._find = FindBar(self)
        self._area = Area(self)
        self._walking = Walking(self._area, self)
        self._walking.left.connect(self._tell_pending)
        self._walking.left.connect(self.left)
        self._walking.item_entered.connect(self.item_entered)
        self._walking.own_field_entered.connect(self.own_field_entered)
        self._notice = Notice(self)
        self._above: Above | None = None
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(self._find)
        column.addWidget(self._area, 1)
        column.addWidget(self._notice, 1)
        self._notice.chosen.connect(self.begin_wanted)
        self._find.found.connect(self._walking.note)
        self._find.closed.connect(self.take_focus)
        back = QShortcut("Alt+Left", self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(self._walking.go_back)
        self.clear("")

    # Showing

    def make(self, programme: Programme) -> Iterator[None]:
        """Make the form of a programme, a section at each step.

        It can be shown in the midst of it; who goes to what is not made yet has all made at once.
        """
        bar = self._area.verticalScrollBar().sizeHint().width()
        sheet = Sheet(programme, NARROWEST - bar - 2 * SPACE.large, self._area.viewport())
        sheet.answer_changed.connect(self.answer_changed)
        sheet.passage_changed.connect(self.passage_changed)
        sheet.draft_wanted.connect(self.draft_wanted)
        sheet.keep_wanted.connect(self.keep_wanted)
        sheet.fact_activated.connect(self._walking.go_to_fact)
        sheet.find_wanted.connect(self.open_find)
        marking = Marking(sheet)
        marking.fix_wanted.connect(self.fix_wanted)
        marking.leave_wanted.connect(self.leave_wanted)
        marking.learn_wanted.connect(self.learn_wanted)
        marking.comment_wanted.connect(self.comment_wanted)
        if self._read_only:
            sheet.set_read_only(True)
            marking.read_only = True
        self._sheet, self._marking = sheet, marking
        self._walking.use(sheet, self._make_rest)
        self._area.setWidget(sheet)
        self._making = self._make_sections(sheet, marking)
        yield from self._making

    def _make_sections(self, sheet: Sheet, marking: Marking) -> Iterator[None]:
        for editor in sheet.editors.values():
            self._listen(editor)
        for section in sheet.make_sections():
            marking.show_again()
            for block in section.items.values():
                for editor in block.editors.values():
                    self._listen(editor)
                self._area.follow(block.passage)
                marking.listen(block)
            self._show_unfinished()
            self._set_margins()
            yield
            if self._sheet is not sheet:
                return
        sheet.come_after(self._notice.button)

    def _listen(self, editor: Editor) -> None:
        editor.finished.connect(lambda: self._walking.go_on(editor))
        editor.solved.connect(self._tell_pending)
        for change in (editor.solved, editor.unanswered):
            change.connect(self.unfinished_changed)

    def fills_the_view(self, item: str) -> bool:
        """Say whether enough is made to show the form, from an item on where one is named."""
        return self._sheet is not None and self._sheet.height_from(item) > self.height()

    def _make_rest(self) -> None:
        for _ in self._making:
            pass

    def show_report(self, programme: Programme, force: Force, report: Report) -> None:
        """Show a report in place of what was shown; what is no answer yet is kept for later."""
        self._put_aside()
        other = self._report is None or self._report.name != report.name
        if self._sheet is None or self._sheet.programme is not programme:
            for _ in self.make(programme):
                pass
        sheet = self._sheet
        assert sheet is not None
        self._force, self._report = force, report
        if other:
            self._header.note_state("")
        self._header.show_report(programme, force, report)
        if self._marking is not None:
            self._marking.forget()
        sheet.show_report(force, report)
        self._show_unfinished()
        self._notice.hide()
        self._area.show()
        if self.isVisible():
            self._area.settle()
        if other:
            self._area.verticalScrollBar().setValue(0)
            self._walking.forget()
        self._find.look_again()
        self._tell_pending()

    def follow(self, report: Report) -> None:
        """Take up what was typed or recorded, without disturbing what is being typed in.

        Facts follow everywhere, also in the passage that is being typed in.
        """
        if self._sheet is None or self._force is None or self._report is None:
            return
        sheet, force, at = self._sheet, self._force, self._walking.at
        self._report = report
        self._header.show_report(sheet.programme, force, report)
        self._hold_still(lambda: sheet.follow(force, report, at))
        self._find.look_again()
        self._tell_pending()

    def show_new_drafts(self, drafts: Mapping[str, str]) -> None:
        """Show, by item, the drafts that edited passages have not seen yet, and no others."""
        sheet = self._sheet
        if sheet is not None and self._report is not None:
            self._hold_still(lambda: sheet.show_new_drafts(drafts))

    def show_remarks(self, remarks: Sequence[Remark]) -> None:
        """Show what was found in the report where it belongs, and nothing else that was found."""
        marking = self._marking
        if marking is not None and self._report is not None:
            self._hold_still(lambda: marking.show(remarks))

    def apply(self, remark: Remark, fix: Fix) -> bool:
        """Carry a fix out in a passage, where it can be undone; False if it is no such fix."""
        return self._marking is not None and self._marking.apply(remark, fix)

    def _hold_still(self, change: Callable[[], None]) -> None:
        """Make a change that may move things, and leave in its place what is looked at."""
        if self.isVisible():
            self._area.hold_still(self._walking.anchor(), change)
        else:
            change()

    def offer_to_begin(self, programme: Programme, force: Force) -> None:
        """Show that a force has no report yet, and how to start one."""
        self._show_nothing()
        self._header.clear()
        self._header.show_report(programme, force, None)
        self._notice.say(
            f"No report for {force.name} yet",
            "Its fields and passages will stand here, and its pages beside them. "
            "A new report begins with the standard wording in place.",
            "Start the report",
        )

    def clear(self, message: str) -> None:
        """Show no report, and a plain line instead."""
        self._show_nothing()
        self._header.clear()
        self._notice.say(message)

    def set_read_only(self, message: str, button: str = "") -> None:
        """Let nothing be changed, and say why above the form; an empty message ends that.

        With words for a button, `write_wanted` tells that it was pressed.
        """
        changed = bool(message) != bool(self._read_only)
        if not (changed or message):
            return
        self._read_only = message

        def change() -> None:
            self._header.note.say(message, button, "warning")
            self._notice.set_read_only(bool(message))
            if changed and self._sheet is not None and self._marking is not None:
                self._sheet.set_read_only(bool(message))
                self._marking.read_only = bool(message)

        self._hold_still(change)

    @property
    def read_only(self) -> str:
        """Why nothing can be changed; empty where it can."""
        return self._read_only

    def forget_undo(self) -> None:
        """Leave it to the history to undo what was typed so far, as something else was done."""
        if self._sheet is not None:
            self._sheet.forget_undo()

    def say_beside(self, words: str) -> None:
        """Say something quiet above the form, which can be written; no words take it away."""
        if not self._read_only:
            self._hold_still(lambda: self._header.note.say(words))

    def put_above(self, pane: Above) -> None:
        """Give a pane its place between the header and the form."""
        self._above = pane
        self._column.insertWidget(self._column.indexOf(self._area), pane)
        self._set_margins()

    def set_state_note(self, words: str) -> None:
        """Add a few words to the report's standing, until another report is shown."""
        self._header.note_state(words)

    def _show_nothing(self) -> None:
        self._put_aside()
        self._force = self._report = None
        self._walking.forget()
        self._find.hide()
        self._area.hide()
        self._notice.show()

    def _put_aside(self) -> None:
        if self._sheet is not None and self._report is not None:
            self._unsaved[self._report.name] = self._unfinished_here()

    def _show_unfinished(self) -> None:
        """Show what is no answer yet, of the fields that are made."""
        if self._sheet is None or self._report is None:
            return
        waiting = self._unsaved.get(self._report.name, {})
        for key in waiting.keys() & self._sheet.editors.keys():
            self._sheet.editors[key].show_unsaved(waiting.pop(key))

    def _unfinished_here(self) -> dict[str, str]:
        """Give what is no answer yet in the report that is shown, in fields not made yet too."""
        if self._sheet is None or self._report is None:
            return {}
        return {**self._unsaved.get(self._report.name, {}), **self._sheet.unsaved()}

    def _tell_pending(self) -> None:
        pending = self.pending_problems()
        if pending != self._pending:
            self._pending = pending
            self.pending_changed.emit()
            self.unfinished_changed.emit()

    # What stands there

    def passage_text(self, item: str) -> str:
        """Give a passage as it now reads, as CommonMark."""
        return self._sheet.items[item].passage.text() if self._sheet else ""

    def pending_problems(self) -> dict[str, dict[str, str]]:
        """Give, by report name and field, what was typed and not recorded, as it is no answer.

        Reports that were shown before and are not on the screen now are among them.
        """
        pending = dict(self._unsaved)
        if self._sheet is not None and self._report is not None:
            pending[self._report.name] = self._unfinished_here()
        return {name: fields for name, fields in pending.items() if fields}

    def unfinished(self) -> dict[str, str]:
        """Give what is no answer yet, by the names of the report and the field."""
        pending = self.pending_problems()
        return {
            f"{name}/{key}": text
            for name, fields in pending.items()
            for key, text in fields.items()
        }

    def take_up(self, texts: Mapping[str, str]) -> None:
        """Show again what was no answer when `unfinished` gave it, where its report is shown."""
        for place, text in texts.items():
            name, _, key = place.rpartition("/")
            self._unsaved.setdefault(name, {})[key] = text
        self._show_unfinished()
        self._tell_pending()

    def caret_share(self) -> float:
        """Say how far the caret is through the passage in focus, from 0 to 1; 0 elsewhere."""
        at = self._walking.at
        return at.caret_share() if isinstance(at, PassageEditor) else 0.0

    # Getting about

    def take_focus(self) -> None:
        """Put the focus where it was last, or into the first field of the first item with any."""
        if self._report is None:
            self._notice.button.setFocus()
        else:
            self._walking.take_focus()

    def show_item(self, key: str) -> None:
        """Show an item's block, and leave the focus where it is."""
        if self._report is not None:
            self._walking.show_item(key)

    def go_to(self, key: str) -> None:
        """Show a field, or an item's passage, by its full key, and put the focus there."""
        if self._report is not None:
            self._walking.go_to(key)

    def go_to_neighbour(self, step: int) -> None:
        """Go to the first field of the item after (1) or before (-1) the one the focus is in."""
        if self._report is not None:
            self._walking.go_to_neighbour(step)

    def go_to_remark(self, remark: Remark) -> None:
        """Show the exact place of a remark, and put the focus there; its words are selected."""
        if self._marking is None or self._sheet is None or self._report is None:
            return
        self._make_rest()
        place = remark.place
        words = self._marking.find(remark)
        self._marking.bring_to(place.key)
        self.go_to((place.item if words else place.key) or next(iter(self._sheet.editors)))
        if words is not None:
            self._sheet.items[place.item].passage.select_words(*words)

    def selected_words(self) -> tuple[str, str, int] | None:
        """Give the item, the words selected in its passage, and their start in its plain text.

        None where no words are selected in the passage that the keyboard was in last.
        """
        passage = self._walking.passage
        if self._sheet is None or self._report is None or passage is None:
            return None
        words = passage.selected_words()
        return (self._sheet.item_of(passage), *words) if words else None

    def show_words(self, item: str, words: str, start: int) -> None:
        """Go to words of an item's passage, nearest to where they stood in its plain text.

        Where they are gone, to the passage.
        """
        self.go_to(item)
        found = self._find_words(item, words, start)
        if found is not None:
            found[0].select_words(*found[1])

    def point_out(self, item: str, words: str, start: int) -> None:
        """Show an item, and such words of its passage; leave the keys where they are."""
        self.show_item(item)
        found = self._find_words(item, words, start)
        if found is not None:
            found[0].point_out(*found[1])

    def _find_words(
        self, item: str, words: str, start: int
    ) -> tuple[PassageEditor, tuple[int, int]] | None:
        block = self._sheet.items.get(item) if self._sheet and self._report else None
        found = found_at(words, start, block.passage.plain_text()) if block else None
        return (block.passage, found) if block is not None and found is not None else None

    def open_find(self) -> None:
        """Open the line that finds words in all passages of the report."""
        if self._sheet is None or self._report is None:
            return
        self._make_rest()
        passages = [block.passage for block in self._sheet.items.values()]
        self._find.open_over(passages, self._walking.passage)

    # Size

    def _set_margins(self) -> None:
        """Keep the column in the middle, and no wider than a line that reads well."""
        bar = self._area.verticalScrollBar().sizeHint().width()
        widest = self._sheet.widest if self._sheet is not None else NARROWEST
        margin = max(SPACE.large, (self.width() - bar - widest) // 2)
        if self._sheet is not None:
            self._sheet.set_margin(margin)
        for part in (self._header, self._find, self._notice):
            part.set_margins(margin, margin + bar)
        if self._above is not None:
            self._above.set_margins(margin, margin + bar)
            if self._above.isVisible():
                self._above.fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_margins()
        if self.isVisible():
            self._area.settle()
