"""The sheet that is scrolled: the report's own fields, then every section of a programme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.facts import FactWords
from desktop.core.forces import Force
from desktop.core.programme import REPORT_FIELDS, Programme, item_of
from desktop.core.report import Passage, Report
from desktop.ui.editors import Editor
from desktop.ui.editors.line import LineEditor
from desktop.ui.form.item import Fields, ItemBlock
from desktop.ui.form.section import SectionBlock
from desktop.ui.passage import PassageEditor
from desktop.ui.theme import SPACE

Holder = Editor | PassageEditor


class Sheet(QWidget):
    """All fields and passages of a programme, for one report at a time."""

    answer_changed = Signal(str, object)
    passage_changed = Signal(str)
    draft_wanted = Signal(str)
    keep_wanted = Signal(str, str)
    fact_activated = Signal(str)
    find_wanted = Signal()

    def __init__(self, programme: Programme, width: int, parent: QWidget) -> None:
        """Begin with the report's own fields, for a column at least so many pixels wide.

        `widest` tells the width in pixels past which lines would be too long to read.
        """
        super().__init__(parent)
        self.programme = programme
        self._width = width
        self._shown: Report | None = None
        self._force: Force | None = None
        self._new_drafts: Mapping[str, str] = {}
        self._read_only = False
        self._rows = QVBoxLayout(self)
        self._rows.setSpacing(SPACE.huge)
        own = [(field.key, field) for field in REPORT_FIELDS]
        self._own = Fields("This report", "", own, width, self)
        self._own.answer_changed.connect(self.answer_changed)
        self._rows.addWidget(self._own)
        self._rows.addStretch(1)
        self._sections: list[SectionBlock] = []
        self.items: dict[str, ItemBlock] = {}
        self.editors: dict[str, Editor] = dict(self._own.editors)
        self.widest = width
        self.set_margin(SPACE.large)
        self._changed_last: Holder | None = None
        self.answer_changed.connect(lambda key, _: self._note_change(self.editors[key]))
        self.passage_changed.connect(lambda item: self._note_change(self.items[item].passage))

    def _note_change(self, holder: Holder) -> None:
        """Have only what was typed in last undone there, key by key; the history undoes the rest.

        Otherwise undo would take back here what was done before something else elsewhere.
        """
        if holder is not self._changed_last:
            self.forget_undo()
        self._changed_last = holder

    def forget_undo(self) -> None:
        """Leave it to the history to undo what was typed so far."""
        if isinstance(self._changed_last, LineEditor | PassageEditor):
            self._changed_last.forget_undo()
        self._changed_last = None

    def make_sections(self) -> Iterator[SectionBlock]:
        """Make the sections of the programme, one at each step, with what is shown by then."""
        for each in self.programme.sections:
            section = SectionBlock(self.programme, each, self._width, self)
            self._sections.append(section)
            self._rows.insertWidget(self._rows.count() - 1, section)
            for key, block in section.items.items():
                block.answer_changed.connect(self.answer_changed)
                block.passage_changed.connect(self.passage_changed)
                block.draft_wanted.connect(self.draft_wanted)
                block.keep_wanted.connect(self.keep_wanted)
                block.passage.fact_activated.connect(self.fact_activated)
                block.find_wanted.connect(self.find_wanted)
                self.items[key] = block
                self.editors.update(block.editors)
                self.widest = max(self.widest, block.passage.maximumWidth())
            if self._shown is not None and self._force is not None:
                section.show_report(self._force, self._shown)
                self.show_new_drafts(self._new_drafts)
            if self._read_only:
                self.set_read_only(True)
            yield section

    def height_from(self, item: str) -> int:
        """Give the least height in pixels of what is made from an item's section on.

        Without an item that is everything; 0 where the item is not made yet.
        """
        places = (place for place, each in enumerate(self._sections) if item in each.items)
        start = next(places, len(self._sections)) if item else 0
        return sum(section.sizeHint().height() for section in self._sections[start:])

    def set_margin(self, margin: int) -> None:
        """Keep the column this far from both sides, in pixels."""
        self._rows.setContentsMargins(margin, SPACE.large, margin, SPACE.huge * 2)

    def show_report(self, force: Force, report: Report) -> None:
        """Show a report in place of whatever was shown."""
        self.forget_undo()
        self._shown, self._force = report, force
        self._new_drafts = {}
        self._own.show_answers(report)
        for section in self._sections:
            section.show_report(force, report)

    def follow(self, force: Force, report: Report, at: Holder | None) -> None:
        """Take up what changed in the same report, leaving what is being typed as it is."""
        before = self._shown
        typing = self._is_typing(at)
        if before is None or before.answers != report.answers:
            words = FactWords(self.programme, report.answers)
            for key, block in self.items.items():
                block.passage.set_facts(words, key)
        for key, editor in self.editors.items():
            answer = report.answers.get(key)
            known = before.answers.get(key) if before else None
            if answer not in (known, editor.answer()) and not (editor is at and typing):
                editor.show_answer(answer)
        for key, block in self.items.items():
            passage = report.passage(key)
            known_passage = before.passage(key) if before else Passage()
            if passage == known_passage:
                continue
            if passage.text != known_passage.text and not (block.passage is at and typing):
                block.passage.refresh(passage.text)
            block.show_mode(passage)
        self._shown, self._force = report, force
        for section in self._sections:
            section.show_state(force, report)

    def _is_typing(self, at: Holder | None) -> bool:
        """Say whether the field or passage with the focus holds what the report has not yet."""
        if at is None or self._shown is None:
            return False
        for key, editor in self.editors.items():
            if editor is at:
                return editor.answer() != self._shown.answers.get(key)
        return any(
            block.passage is at and block.passage.text() != self._shown.passage(key).text
            for key, block in self.items.items()
        )

    def show_new_drafts(self, drafts: Mapping[str, str]) -> None:
        """Show, by item, the drafts that differ from what stands in their place, and no others."""
        self._new_drafts = drafts
        for key, block in self.items.items():
            block.show_new_draft(drafts.get(key))

    def set_read_only(self, read_only: bool) -> None:
        """Let everything be read but not changed, or be changed again."""
        self._read_only = read_only
        for block in (self._own, *self.items.values()):
            block.set_read_only(read_only)

    def holders(self) -> Iterator[Holder]:
        """Give the editors and passages in reading order."""
        yield from self._own.editors.values()
        for block in self.items.values():
            yield from block.editors.values()
            yield block.passage

    def first_holder(self) -> Holder:
        """Give the first field of the first item that has any; else the report's own first."""
        each = (editor for block in self.items.values() for editor in block.editors.values())
        return next(each, None) or next(self.holders())

    def holder_of(self, widget: QWidget | None) -> Holder | None:
        """Find the editor or passage that a widget is part of."""
        while widget is not None and widget is not self:
            if isinstance(widget, Editor | PassageEditor):
                return widget if self.isAncestorOf(widget) else None
            widget = widget.parentWidget()
        return None

    def item_of(self, holder: Holder) -> str:
        """Give the key of the item that an editor or passage belongs to; empty for the report."""
        for key, block in self.items.items():
            if block.isAncestorOf(holder):
                return key
        return ""

    def key_of(self, holder: Holder) -> str:
        """Give the full key of an editor's field; empty for a passage."""
        return next((key for key, editor in self.editors.items() if editor is holder), "")

    def holder_at(self, key: str) -> Holder | None:
        """Find the editor of a field, or the passage of an item, by its full key."""
        if key in self.items:
            return self.items[key].passage
        return self.editors.get(key)

    def block_at(self, key: str) -> QWidget:
        """Find what stands for a key as a whole: the item's block, or the report's own fields."""
        return self.items.get(key) or self.items.get(item_of(key)) or self._own

    def start_of(self, block: QWidget) -> QWidget:
        """Find where reading a block begins: at its section's heading if it is the first there."""
        for section in self._sections:
            if next(iter(section.items.values())) is block:
                return section
        return block

    def come_after(self, widget: QWidget) -> None:
        """Put everything here after a widget in the order of the Tab key.

        Qt puts what is made late at the end, behind the panes that stand to the right.
        """
        stops: list[QWidget] = []
        each = self.nextInFocusChain()
        while each is not None and each is not self:
            if self.isAncestorOf(each) and each.focusPolicy() != Qt.FocusPolicy.NoFocus:
                stops.append(each)
            each = each.nextInFocusChain()
        for stop in stops:
            QWidget.setTabOrder(widget, stop)
            widget = stop

    def unsaved(self) -> dict[str, str]:
        """Give by field what was typed and is no answer yet."""
        return {key: text for key, each in self.editors.items() if (text := each.unsaved_text())}
