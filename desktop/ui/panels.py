"""The panels beside the form: made when they are first wanted, and connected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from desktop.core.editions import Edition
from desktop.ui.background import Background
from desktop.ui.beside import PAGES, Beside
from desktop.ui.desk import Desk
from desktop.ui.message_strip import MessageStrip
from desktop.ui.saving import Saving

if TYPE_CHECKING:
    from desktop.store.opening import Opened
    from desktop.ui.accuracy import Accuracy
    from desktop.ui.beside import Panel
    from desktop.ui.history import History
    from desktop.ui.review import Review


class Panels(QObject):
    """Tells the panels beside the form about the item at hand, and carries out what they wish."""

    open_wanted = Signal(str, str, str)
    """A report by its programme and force, and an item or field there."""
    name_wanted = Signal()
    """The inspector wants to give another name for the history."""

    def __init__(
        self,
        opened: Opened,
        desk: Desk,
        beside: Beside,
        saving: Saving,
        messages: MessageStrip,
        background: Background,
    ) -> None:
        """Offer the panels; none is made yet."""
        super().__init__()
        self._opened = opened
        self._desk = desk
        self._beside = beside
        self._saving = saving
        self._messages = messages
        self._background = background
        self._history: History | None = None
        self._review: Review | None = None
        self._accuracy: Accuracy | None = None
        desk.present_changed.connect(self.tell)
        desk.form.comment_wanted.connect(self.comment)
        for name, title, key, make in self._offered():
            beside.add(name, title, key, make)

    def _offered(self) -> Sequence[tuple[str, str, str, Callable[[], Panel]]]:
        return (
            ("elsewhere", "Elsewhere", "Ctrl+E", self._make_elsewhere),
            ("then_and_now", "Then and now", "Ctrl+T", self._make_then_and_now),
            ("history", "History", "Ctrl+H", self._make_history),
            ("review", "Review", "Ctrl+R", self._make_review),
            ("accuracy", "Accuracy", "Ctrl+Shift+R", self._make_accuracy),
        )

    def _make_elsewhere(self) -> Panel:
        from desktop.ui.elsewhere import Elsewhere

        panel = Elsewhere(self._opened, self._background)
        panel.open_wanted.connect(self.open_wanted)
        panel.passage_wanted.connect(self._desk.take_over)
        panel.closed.connect(self._desk.form.take_focus)
        return panel

    def _make_then_and_now(self) -> Panel:
        from desktop.ui.then_and_now import ThenAndNow

        panel = ThenAndNow(self._opened, self._background)
        panel.open_wanted.connect(self.open_wanted)
        panel.passage_wanted.connect(self._desk.take_over)
        panel.closed.connect(self._desk.form.take_focus)
        return panel

    def _make_history(self) -> Panel:
        from desktop.ui.history import History

        panel = self._history = History(self._opened, self._background)
        panel.open_wanted.connect(self.open_wanted)
        panel.go_back_wanted.connect(self._desk.go_back)
        panel.undo_wanted.connect(self._desk.undo)
        panel.redo_wanted.connect(self._desk.redo)
        panel.undo_down_to_wanted.connect(self._desk.undo_down_to)
        panel.name_wanted.connect(self.name_wanted)
        panel.closed.connect(self._desk.form.take_focus)
        return panel

    def _make_review(self) -> Panel:
        from desktop.ui.review import Review, ReviewIntentions

        panel = self._review = Review(self._opened, self._background)
        intentions = ReviewIntentions(self._saving, self._messages, self)
        intentions.serve(panel)
        intentions.changed_elsewhere.connect(self._desk.look_again)
        self._saving.unfinished.serve("review", panel)
        panel.draft_wanted.connect(self._save_draft)
        self._desk.reviewing.errors_counted.connect(panel.show_errors)
        panel.show_errors(self._desk.reviewing.errors)
        panel.open_wanted.connect(self.open_wanted)
        panel.words_wanted.connect(self._desk.form.show_words)
        panel.closed.connect(self._desk.form.take_focus)
        return panel

    def _save_draft(self) -> None:
        self._desk.pages.choose_edition(Edition("draft"))
        self._desk.save_pdf()

    def _make_accuracy(self) -> Panel:
        from desktop.ui.accuracy import Accuracy

        panel = self._accuracy = Accuracy(self._saving, self._messages)
        self._saving.unfinished.serve("accuracy", panel)
        panel.open_wanted.connect(self.open_wanted)
        panel.words_wanted.connect(self._desk.form.show_words)
        panel.place_wanted.connect(self._desk.form.point_out)
        panel.changed_elsewhere.connect(self._desk.look_again)
        panel.closed.connect(self._desk.form.take_focus)
        return panel

    def show_name(self) -> None:
        """Show under which name changes are recorded from now on."""
        if self._history is not None:
            self._history.show_name()

    def show_panel(self, name: str) -> None:
        """Show a panel beside the form, or the pages again where its own key is pressed in it."""
        inside = self._beside.isAncestorOf(QApplication.focusWidget() or self._beside)
        if self._beside.at == name and inside:
            self._beside.show_panel(PAGES)
            self._desk.form.take_focus()
            return
        words = self._desk.form.selected_words()
        self._beside.show_panel(name)
        self.tell()
        if name == "accuracy" and self._accuracy is not None and words is not None:
            self._accuracy.point_on(*words)
        else:
            self._beside.take_focus()

    def comment(self) -> None:
        """Comment on the words that are selected in a passage, or on the item at hand."""
        words = self._desk.form.selected_words() or (self._desk.place[2], "", 0)
        self._beside.show_panel("review")
        self.tell()
        if self._review is not None and words[0]:
            self._review.comment_on(*words)

    def tell(self) -> None:
        """Tell the panel that is shown about the item at hand."""
        present, at = self._desk.present, self._desk.at
        if present is None or at is None:
            self._beside.clear()
        else:
            self._beside.show_item(*at, present, self._desk.place[2])

    def others_changed(self) -> None:
        """Let the panels take up that other reports now stand otherwise."""
        self._beside.others_changed()

    def pending(self) -> list[str]:
        """Name what was typed in the panels and would be lost by closing."""
        kept = [each.pending() for each in (self._review, self._accuracy) if each is not None]
        return [name for names in kept for name in names]

    def end(self) -> None:
        """End what is under way in the panels; nothing is shown after this."""
        if self._accuracy is not None:
            self._accuracy.finish()
        self._beside.clear()
