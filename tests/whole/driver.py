"""Fieldbook as a user starts it, which also says on stdout how it stands when asked on stdin.

It does nothing by itself: keys and clicks come from the screen, as they come from a person.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QPointF, QSocketNotifier, Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QTextEdit,
    QWidget,
)

import desktop.app
from desktop.ui import theme
from desktop.ui.desk import Desk
from desktop.ui.pages import PageRenderer
from desktop.ui.pages.following import FollowingCanvas
from desktop.ui.saving import Saving
from desktop.ui.views import Views
from desktop.ui.window import Window
from tests.whole.program import Seen

_PAUSE_MS = 15
"""Before an answer, so that a test that asks again and again does not hold up the program."""

Answer = object


class Ears(QObject):
    """Answers questions about the window, each one line of JSON: a name and its arguments."""

    def __init__(self, app: QApplication, window: Window) -> None:
        super().__init__(window)
        self._app = app
        self._window = window
        self._filled = False
        self._shown = 0
        self._questions: dict[str, Callable[..., Answer]] = {
            "seen": self.seen,
            "spot": self.spot,
            "spot_on_page": self.spot_on_page,
            "spot_of_word": self.spot_of_word,
            "passage": lambda item: self._desk.form.passage_text(item),
            "cut_off": self.cut_off,
            "dress": self.dress,
            "picture": self.picture,
        }
        window.filled.connect(self._note_filled)
        notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        notifier.activated.connect(self._hear)

    def _note_filled(self) -> None:
        self._filled = True
        self._desk.pages.shown.connect(self._note_shown)

    def _note_shown(self, serial: int) -> None:
        self._shown = serial

    def _hear(self) -> None:
        name, *arguments = json.loads(os.read(sys.stdin.fileno(), 65536))
        QTimer.singleShot(_PAUSE_MS, lambda: self._answer(name, arguments))

    def _answer(self, name: str, arguments: list[str]) -> None:
        answer = json.dumps(self._questions[name](*arguments))
        os.write(sys.stdout.fileno(), f"{answer}\n".encode())

    @property
    def _desk(self) -> Desk:
        assert self._window.desk is not None
        return self._window.desk

    @property
    def _views(self) -> Views | None:
        return self._window.views

    # Questions

    def seen(self) -> Answer:
        """Say how the window stands."""
        saving = self._window.findChild(Saving)
        focus = self._app.focusWidget()
        _, force, item = self._desk.place if self._filled else ("", "", "")
        renderer = self._desk.findChild(PageRenderer) if self._filled else None
        return Seen(
            filled=self._filled,
            windows={
                each.windowTitle(): int(each.winId())
                for each in self._app.topLevelWidgets()
                if each.isVisible()
            },
            force=force,
            item=item,
            begun=self._filled and self._desk.present is not None,
            focus=_name(focus) if focus else "",
            saved=saving is not None and not saving.unsaved,
            pages_follow=renderer is not None and 0 < self._shown == renderer._serial,
            message=self._window.messages.text,
            room=self._window.rooms.at,
            beside=self._window.panes.beside,
            reading=self._views is not None and (self._views.reading or self._views.filling),
        )._asdict()

    def spot(self, name: str) -> Answer:
        """Say where the middle of the control with a name or a word on it is on the screen."""
        found = [
            each
            for top in self._app.topLevelWidgets()
            for each in (top, *top.findChildren(QWidget))
            if each.isVisible() and name in (_name(each), _words(each)) and _in_view(each)
        ]
        # A field's label and its line bear the same name: the one that takes the keyboard is meant.
        taking = [each for each in found if each.focusPolicy() != Qt.FocusPolicy.NoFocus]
        meant = taking or found
        return _pixels(meant[0], meant[0].rect().center()) if len(meant) == 1 else None

    def spot_on_page(self, item: str) -> Answer:
        """Say where an item stands on the pages, if it is in view."""
        canvas = self._desk.pages.findChild(FollowingCanvas)
        assert canvas is not None
        view = canvas.viewport()
        middles = (box.center().toPoint() for box in canvas.boxes(item) if not box.isEmpty())
        return next((_pixels(view, each) for each in middles if view.rect().contains(each)), None)

    def spot_of_word(self, item: str, words: str) -> Answer:
        """Say where words of a passage on the form are, if they are in view."""
        name = f"{item}: passage"
        text = next(each for each in self._window.findChildren(QTextEdit) if _name(each) == name)
        cursor = text.document().find(words)
        if cursor.isNull():
            return None
        middle = QTextCursor(text.document())
        middle.setPosition((cursor.selectionStart() + cursor.selectionEnd()) // 2)
        spot = text.cursorRect(middle).center()
        seen = text.viewport().visibleRegion().contains(spot)
        return _pixels(text.viewport(), spot) if seen else None

    def cut_off(self) -> Answer:
        """Name the labels and buttons in view that have less room than their words need."""
        return sorted(
            {
                f"{type(each).__name__} {_words(each)!r}: {each.width()}x{each.height()}"
                for each in self._window.findChildren(QWidget)
                if each.isVisible() and _words(each) and _too_small(each)
            }
        )

    def dress(self, scheme: theme.Scheme) -> Answer:
        """Show the window light or dark."""
        theme.apply(self._app, scheme)
        return None

    def picture(self, file: str) -> Answer:
        """Save what stands on the screen as a picture."""
        return self._app.primaryScreen().grabWindow(0).save(file)


def _name(widget: QWidget) -> str:
    return widget.accessibleName() or _words(widget) or widget.objectName()


def _words(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""


def _in_view(widget: QWidget) -> bool:
    return widget.visibleRegion().contains(widget.rect().center())


def _too_small(widget: QWidget) -> bool:
    tall = widget.heightForWidth(widget.width()) if widget.hasHeightForWidth() else 0
    needs = widget.minimumSizeHint()
    return widget.width() < needs.width() or widget.height() < max(tall, needs.height())


def _pixels(widget: QWidget, spot: QPoint) -> tuple[int, int]:
    """Give a spot of a widget in the pixels of the screen."""
    pixels = QPointF(widget.mapToGlobal(spot)) * widget.devicePixelRatioF()
    return round(pixels.x()), round(pixels.y())


def main() -> None:
    """Start Fieldbook as its command does."""
    make = desktop.app.make_window

    def make_with_ears(where: str | None) -> tuple[QApplication, Window]:
        app, window = make(where)
        Ears(app, window)
        return app, window

    desktop.app.make_window = make_with_ears
    from desktop.cli import main as fieldbook

    fieldbook()


if __name__ == "__main__":
    main()
