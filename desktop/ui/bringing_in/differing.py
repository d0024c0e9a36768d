"""How a file differs from the report that is there, and the choice of what stands."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.bringing_in.recording import Comparison
from desktop.ui.bringing_in.rows import RowsList, Shown
from desktop.ui.theme import SPACE, item_font, set_role, small_font
from desktop.ui.word_diff import WordDiff


class Differing(QWidget):
    """A list of differences with a choice for each; nothing is recorded before all are made."""

    record_wanted = Signal(object)
    """The keys of what stays as it is there, as a set."""
    back_wanted = Signal()
    row_shown = Signal(str)
    """The key of the field or item at hand."""

    def __init__(self, parent: QWidget) -> None:
        """Begin without a comparison."""
        super().__init__(parent)
        self._comparison: Comparison | None = None
        self._kept: dict[str, bool] = {}
        self._busy = False
        self._title = QLabel(self)
        self._title.setFont(item_font())
        self._title.setWordWrap(True)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setFont(small_font())
        set_role(self._words, "muted")
        head = self._head()
        self._list = RowsList(
            "Differences", "K keeps what is there, T takes what the file says", self
        )
        self._list.keys = {
            Qt.Key.Key_K: partial(self._choose, True),
            Qt.Key.Key_T: partial(self._choose, False),
        }
        self._list.at_row.connect(self._show_at)
        self._list.accepted.connect(self._list.step)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        both = QSplitter(Qt.Orientation.Vertical, self)
        both.setChildrenCollapsible(False)
        both.addWidget(self._list)
        both.addWidget(self._detail())
        both.setSizes([220, 320])
        column.addWidget(both, 1)
        column.addLayout(self._foot())

    def _head(self) -> QVBoxLayout:
        keep = QPushButton("Keep all that is there", self)
        keep.clicked.connect(lambda: self._choose_all(True))
        take = QPushButton("Take all from the file", self)
        take.clicked.connect(lambda: self._choose_all(False))
        row = QHBoxLayout()
        row.setSpacing(SPACE.small)
        for button in (keep, take):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        head = QVBoxLayout()
        head.setContentsMargins(SPACE.medium, SPACE.small, SPACE.small, SPACE.small)
        head.setSpacing(SPACE.small)
        head.addWidget(self._title)
        head.addWidget(self._words)
        head.addLayout(row)
        return head

    def _detail(self) -> QWidget:
        area = QScrollArea(self)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget(area)
        self._name = QLabel(inner)
        self._name.setFont(small_font())
        set_role(self._name, "muted")
        self._keep = QRadioButton(inner)
        self._take = QRadioButton(inner)
        self._group = QButtonGroup(inner)
        for button, kept in ((self._keep, True), (self._take, False)):
            self._group.addButton(button)
            button.clicked.connect(lambda _=False, kept=kept: self._choose(kept, on=False))
        self._legend = QLabel(
            "Struck through: what is there. Underlined: what the file says.", inner
        )
        self._legend.setFont(small_font())
        self._legend.setWordWrap(True)
        set_role(self._legend, "muted")
        self._diff = WordDiff("What the file would change", inner)
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(SPACE.medium, SPACE.small, SPACE.medium, SPACE.small)
        rows.setSpacing(SPACE.small)
        for each in (self._name, self._keep, self._take, self._legend, self._diff):
            rows.addWidget(each)
        rows.addStretch(1)
        area.setWidget(inner)
        return area

    def _foot(self) -> QHBoxLayout:
        self._told = QLabel(self)
        self._told.setFont(small_font())
        self._told.setWordWrap(True)
        back = QPushButton("Back", self)
        back.setAutoDefault(False)
        back.setAccessibleDescription("Back to what was recognised; nothing is recorded.")
        back.clicked.connect(self.back_wanted)
        self._record = QPushButton("Record", self)
        self._record.setAutoDefault(False)
        set_role(self._record, "primary")
        self._record.clicked.connect(self._tell)
        foot = QHBoxLayout()
        foot.setContentsMargins(SPACE.medium, SPACE.small, SPACE.small, SPACE.small)
        foot.setSpacing(SPACE.small)
        foot.addWidget(self._told, 1)
        foot.addWidget(back)
        foot.addWidget(self._record)
        return foot

    def show_comparison(
        self, name: str, comparison: Comparison, kept: dict[str, bool], *, again: bool
    ) -> None:
        """Show how a file differs from the report of this name; `again` if that was changed since.

        What is chosen is put into `kept`.
        """
        if comparison is self._comparison:
            return
        self._comparison, self._kept = comparison, kept
        self._title.setText(f"{name}: there is a report already, and it says something else")
        since = "The report was changed meanwhile: look again. " if again else ""
        self._words.setText(
            f"{since}Choose for each difference what stands: K keeps what is there, T takes what"
            " the file says. The history keeps both."
        )
        self._list.rows.show(len(comparison.differing), self._shown)
        self._list.go_to(0)
        self._tell_standing()

    def take_focus(self) -> None:
        """Put the keyboard into the list."""
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, busy: bool) -> None:
        """Let nothing be recorded twice."""
        self._busy = busy

    def _shown(self, number: int) -> Shown:
        assert self._comparison is not None
        each = self._comparison.differing[number]
        value = "" if each.kind == "passage" else f"{each.there} → {each.file}"
        match self._kept.get(each.key):
            case None:
                return Shown(each.title, "○", value, "to decide", "warning")
            case True:
                return Shown(each.title, "✓", value, "keep", "ok")
        return Shown(each.title, "✓", value, "take", "ok")

    def _show_at(self, number: int) -> None:
        if self._comparison is None or not 0 <= number < len(self._comparison.differing):
            return
        each = self._comparison.differing[number]
        passage = each.kind == "passage"
        self._name.setText(each.title)
        self._keep.setText("Keep what is there (K)" if passage else f"Keep: {each.there} (K)")
        self._take.setText("Take what the file says (T)" if passage else f"Take: {each.file} (T)")
        self._group.setExclusive(False)
        self._keep.setChecked(self._kept.get(each.key) is True)
        self._take.setChecked(self._kept.get(each.key) is False)
        self._group.setExclusive(True)
        self._legend.setVisible(passage)
        self._diff.setVisible(passage)
        self._diff.show_found(each.words)
        self.row_shown.emit(each.key)

    def _choose(self, keep: bool, *, on: bool = True) -> None:
        if self._comparison is None or self._list.row < 0 or self._busy:
            return
        self._kept[self._comparison.differing[self._list.row].key] = keep
        self._tell_standing()
        if not (on and self._list.step()):
            self._show_at(self._list.row)

    def _choose_all(self, keep: bool) -> None:
        if self._comparison is not None:
            self._kept.update({each.key: keep for each in self._comparison.differing})
            self._tell_standing()
            self._show_at(self._list.row)

    def _all_chosen(self) -> bool:
        return self._comparison is not None and len(self._kept) == len(self._comparison.differing)

    def _tell_standing(self) -> None:
        assert self._comparison is not None
        self._list.rows.changed()
        total = len(self._comparison.differing)
        left = total - len(self._kept)
        kept = sum(self._kept.values())
        words = f"{left} of {total} to decide." if left else f"{kept} kept, {total - kept} taken."
        self._told.setText(words)
        set_role(self._told, "warning" if left else "muted")
        self._record.setEnabled(self._all_chosen())

    def _tell(self) -> None:
        if self._all_chosen() and not self._busy:
            self.record_wanted.emit({key for key, keep in self._kept.items() if keep})
