"""One section on the form: the heading that is printed, how complete it is, and its items."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.core.facts import FactWords
from desktop.core.forces import Force
from desktop.core.programme import Programme, Section
from desktop.core.report import Report, completeness
from desktop.ui.form.item import ItemBlock
from desktop.ui.theme import SPACE, section_font, set_role, small_font


class SectionBlock(QWidget):
    """A section with its items below each other."""

    def __init__(self, programme: Programme, section: Section, width: int, parent: QWidget) -> None:
        """Begin empty, for a width in pixels."""
        super().__init__(parent)
        self._programme = programme
        self._section = section
        self._heading = QLabel(self)
        self._heading.setFont(section_font())
        self._heading.setWordWrap(True)
        self._done = QLabel(self)
        self._done.setFont(small_font())
        set_role(self._done, "muted")
        self._done.setContentsMargins(0, SPACE.small, 0, 0)
        rule = QFrame(self)
        rule.setFixedHeight(1)
        set_role(rule, "rule")
        line = QHBoxLayout()
        line.setSpacing(SPACE.large)
        line.addWidget(self._heading, 1)
        line.addWidget(self._done, 0, Qt.AlignmentFlag.AlignTop)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(rule)
        rows.addSpacing(SPACE.medium)
        rows.addLayout(line)
        rows.addSpacing(SPACE.large)
        self.items: dict[str, ItemBlock] = {}
        for key, item in programme.items_of(section):
            alone = len(section.items) == 1 and item.title in (section.title, section.heading)
            title = "" if alone else item.title
            block = ItemBlock(key, item, title, list(programme.fields_of(key)), width, self)
            if self.items:
                rows.addSpacing(SPACE.wide)
            self.items[key] = block
            rows.addWidget(block)

    def show_report(self, force: Force, report: Report) -> None:
        """Show a report's answers and passages in place of what was shown."""
        words = FactWords(self._programme, report.answers)
        for key, block in self.items.items():
            block.show_answers(report)
            block.passage.set_facts(words, key)
            block.show_new_draft(None)
            block.show_passage(report.passage(key))
        self.show_state(force, report)

    def show_state(self, force: Force, report: Report) -> None:
        """Show the heading for a force, and how much of the section is there."""
        self._heading.setText(self._section.heading_for(force) or self._section.title)
        share = completeness(report, self._programme, self._section.key)
        if not share.needed:
            self._done.hide()
            return
        complete = share.done == share.needed
        self._done.setText(f"{'✓ ' if complete else ''}{share.done} of {share.needed}")
        self._done.setAccessibleName(f"{share.done} of {share.needed} done in this section")
        set_role(self._done, "ok" if complete else "muted")
