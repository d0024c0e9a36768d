"""The report that is chosen in the library, to be read: as the form or as its pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.ui.background import Background
from desktop.ui.form import FormView
from desktop.ui.library.hits_line import HitsLine
from desktop.ui.library.model import name_of
from desktop.ui.message_strip import MessageStrip
from desktop.ui.newest import Newest
from desktop.ui.pages import PageRenderer, PagesView
from desktop.ui.printing import Printing
from desktop.ui.theme import SPACE, set_role

if TYPE_CHECKING:
    from desktop.publish import Rendering
    from desktop.store.library import Listed
    from desktop.store.opening import Opened
    from desktop.store.searching import Hit

_REST_MS = 60
"""Who walks through the list with a key held down is not shown every report that is passed."""
_MOST_HITS = 40


class _Shown(NamedTuple):
    programme: Programme
    force: Force
    report: Report
    item: str
    """The item that says what was looked for; empty if nothing was."""


class ReadingPane(QWidget):
    """Shows one report, which cannot be changed here."""

    open_wanted = Signal()
    """The report is to be opened to be written in."""

    def __init__(self, opened: Opened, background: Background, parent: QWidget) -> None:
        """Begin with nothing; the pages are made when they are first wanted."""
        super().__init__(parent)
        self.setAccessibleName("The chosen report")
        self._opened = opened
        self._reports = Newest(background, lambda error: self.say(str(error)), self)
        self._wanted: tuple[Listed, str] | None = None
        self._shown: _Shown | None = None
        self._pieces: Iterator[None] | None = None
        self._made: Programme | None = None
        self._filled: _Shown | None = None
        self._on_the_pages = ""
        self._renderer: PageRenderer | None = None
        self._pages: PagesView | None = None
        self._printing: Printing | None = None
        self._form = FormView()
        self._form.set_read_only("Read only. Press “Open” to write in this report.")
        self._empty = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self._empty.setMargin(SPACE.huge)
        set_role(self._empty, "muted")
        self._messages = MessageStrip()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._form)
        self._head = self._make_head()
        self._hits = HitsLine()
        self._hits.hit_wanted.connect(self._go_to_item)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._hits)
        column.addWidget(self._messages)
        column.addWidget(self._stack, 1)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._read)
        self.clear()

    def _make_head(self) -> QWidget:
        head = QWidget()
        set_role(head, "surface")
        self._as_form, self._as_pages = QPushButton("Form"), QPushButton("Pages")
        group = QButtonGroup(self)
        for button, name in ((self._as_form, "form"), (self._as_pages, "pages")):
            button.setCheckable(True)
            button.setAccessibleName(f"Read the report as its {name}")
            group.addButton(button)
        self._as_form.setChecked(True)
        group.buttonClicked.connect(lambda _: self._show())
        self._open = QPushButton("Open")
        self._open.setToolTip("Open this report to write in it  (Enter in the list)")
        self._open.clicked.connect(self.open_wanted)
        row = QHBoxLayout(head)
        row.setContentsMargins(SPACE.large, SPACE.tiny, SPACE.large, SPACE.tiny)
        row.setSpacing(SPACE.tiny)
        row.addWidget(self._as_form)
        row.addWidget(self._as_pages)
        row.addStretch(1)
        row.addWidget(self._open)
        return head

    def controls(self) -> list[QWidget]:
        """Give what takes the keyboard above the report, in reading order."""
        return [self._as_form, self._as_pages, self._open, *self._hits.controls()]

    @property
    def is_filling(self) -> bool:
        """Whether what is to be read is still looked up, or made in pieces."""
        return self._rest.isActive() or self._pieces is not None

    def take_focus(self) -> None:
        """Put the keyboard into the report, as its form or as its pages; nowhere if there is none.

        Where the form takes no keys they go to what is above it.
        """
        shown = self._stack.currentWidget()
        if shown is self._form:
            self._form.take_focus()
        elif shown is self._pages and self._pages is not None:
            self._pages.take_focus()
        if not self.isAncestorOf(QApplication.focusWidget() or self):
            self._open.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # What is shown

    def show_report(self, listed: Listed, words: str) -> None:
        """Show a report as it is in the database, from the item on that says these words."""
        if self._wanted == (listed, words):
            return
        self._wanted = (listed, words)
        self._reports.forget()
        self._rest.start()

    def follow(self, report: Report) -> None:
        """Take up that a report now stands like this."""
        shown = self._shown
        if shown is not None and shown.report.name == report.name:
            self._shown = shown._replace(report=report)
            if self._filled is shown:
                self._filled = self._shown
                self._form.follow(report)
            if self._as_pages.isChecked():
                self._show_pages()

    def clear(self, words: str = "Choose a report in the list to read it here.") -> None:
        """Show no report, and a plain line instead."""
        self._wanted = None
        self._reports.forget()
        self.say(words)

    def say(self, words: str) -> None:
        """Show a plain line in place of the report."""
        self._rest.stop()
        self._shown = None
        if self._renderer is not None:
            self._renderer.forget()
        self._empty.setText(words)
        self._stack.setCurrentWidget(self._empty)
        self._head.setEnabled(False)
        self._hits.hide()

    def _read(self) -> None:
        if self._wanted is None:
            return
        listed, words = self._wanted
        programme = self._opened.programmes.by_id.get(listed.programme)
        force = self._opened.forces.get(listed.force)
        if programme is None or force is None:
            self.say(_not_at_hand(listed, programme))
            return
        database = self._opened.database

        def work() -> tuple[Report | None, list[Hit]]:
            from desktop.store.reading import read_report
            from desktop.store.searching import search

            its, force = name_of(listed)
            hits = search(database, words, programme=its, force=force, limit=_MOST_HITS)
            marked = [each for each in hits if each.marks]
            return read_report(database, its, force), marked

        def arrived(answer: tuple[Report | None, list[Hit]]) -> None:
            report, hits = answer
            if report is None:
                self.say("This report is not in the database any more.")
                return
            item = self._hits.show_hits(programme, hits)
            self._shown = _Shown(programme, force, report, item)
            self._head.setEnabled(True)
            self._show()

        self._reports.ask(work, arrived)

    def _show(self) -> None:
        if self._shown is None:
            return
        if self._as_pages.isChecked():
            self._show_pages()
        else:
            self._show_form()

    def _go_to_item(self, item: str) -> None:
        """Bring another item that says the words into view."""
        if self._shown is None:
            return
        self._shown = self._filled = self._shown._replace(item=item)
        if self._as_pages.isChecked() and self._pages is not None:
            self._pages.follow(item)
        else:
            self._form.show_item(item)

    # The form

    def _show_form(self) -> None:
        shown = self._shown
        if shown is not None and self._made is not shown.programme:
            # The form of another programme is made in pieces, so that the window never stands
            # still for long; it is shown as soon as it fills the view.
            self._made, self._filled = shown.programme, None
            self._empty.clear()
            self._stack.setCurrentWidget(self._empty)
            self._pieces = self._form.make(shown.programme)
            self._step(self._pieces)
        else:
            self._fill_form()

    def _step(self, pieces: Iterator[None]) -> None:
        """Make one piece of the form, and see in the next turn of the loop whether it is enough."""
        if pieces is not self._pieces:
            return
        for _ in pieces:
            QTimer.singleShot(0, self, lambda: self._go_on(pieces))
            return
        self._pieces = None
        self._fill_form()

    def _go_on(self, pieces: Iterator[None]) -> None:
        if pieces is self._pieces:
            self._fill_form()
            QTimer.singleShot(0, self, lambda: self._step(pieces))

    def _fill_form(self) -> None:
        """Show the report as a form, if enough of that is made."""
        shown = self._shown
        if shown is None or shown.programme is not self._made or self._as_pages.isChecked():
            return
        if shown is not self._filled:
            if self._pieces is not None and not self._form.fills_the_view(shown.item):
                return
            self._filled = shown
            self._stack.setCurrentWidget(self._form)
            self._form.show_report(shown.programme, shown.force, shown.report)
            if shown.item:
                self._form.show_item(shown.item)
        self._stack.setCurrentWidget(self._form)

    # The pages

    def _show_pages(self) -> None:
        shown = self._shown
        if shown is None:
            return
        pages, renderer = self._pages_made()
        pages.name_items({key: item.title for key, item in shown.programme.items.items()})
        if self._on_the_pages != shown.report.name:
            self._on_the_pages = shown.report.name
            pages.say_empty(f"The pages of {shown.force.name}’s report will stand here.")
        renderer.show(shown.programme, shown.force, shown.report, pages.edition)
        self._stack.setCurrentWidget(pages)

    def _pages_made(self) -> tuple[PagesView, PageRenderer]:
        if self._pages is None or self._renderer is None:
            self._pages, self._renderer = PagesView(), PageRenderer(self)
            self._pages.save_wanted.connect(self._save)
            self._pages.edition_changed.connect(self._show_pages)
            self._renderer.rendered.connect(self._rendered)
            self._renderer.failed.connect(self._pages.say_failed)
            self._stack.addWidget(self._pages)
            self._renderer.start()
        return self._pages, self._renderer

    def _rendered(self, rendering: Rendering, serial: int) -> None:
        if self._pages is not None and self._shown is not None:
            self._pages.show_rendering(rendering, serial)
            if self._shown.item:
                self._pages.follow(self._shown.item)
            else:
                self._pages.show_beginning()

    def _save(self) -> None:
        shown = self._shown
        if shown is None or self._pages is None:
            return
        edition = self._pages.edition
        if edition.kind == "public":
            self._messages.say(
                "A public edition is made in the room “Publish” (Ctrl+6), where what speaks against"
                " it is seen first.",
                "ok",
            )
            return
        self._printing = self._printing or Printing(self._messages, self)
        file = self._printing.ask(self, shown.force, edition)
        if file is not None:
            self._printing.save(file, shown.programme, shown.force, shown.report, edition)

    def end(self) -> None:
        """Finish the PDF that is being saved, read nothing more, and end what sets the pages."""
        self._rest.stop()
        self._reports.end()
        self._pieces = None
        if self._printing is not None:
            self._printing.finish()
        if self._renderer is not None and self._pages is not None:
            self._renderer.close()
            # Hidden, it would not be told that it closes, and PDFium goes before its pages do.
            self._pages.say_empty("")


def _not_at_hand(listed: Listed, programme: Programme | None) -> str:
    kept = "Its answers and passages are kept in the database."
    if programme is None:
        return (
            f"The programme “{listed.programme}” is not at hand any more, so this report cannot be"
            f" shown. {kept} Put the programme’s folder back and start Fieldbook again to read it."
        )
    return (
        f"“{listed.force}” is not in the list of forces any more, so this report cannot be shown."
        f" {kept} Put the force back into the list to read it."
    )
