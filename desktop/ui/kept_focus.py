"""Where the keyboard was before something took it for a while, and giving it back there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, runtime_checkable

import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget


@runtime_checkable
class _TakesKeys(Protocol):
    def take_focus(self) -> object: ...


class KeptFocus(QObject):
    """Remembers where the keyboard was when it came into a widget, such as a line that opens.

    What was left may be gone by the time the keyboard returns, as an editor over a cell closes
    when it loses the keys: then the list, the view or the room around it takes them.
    """

    def __init__(self, borrower: QWidget) -> None:
        """Watch this widget and all in it."""
        super().__init__(borrower)
        self._borrower = borrower
        self._left: list[QWidget] = []
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._moved)

    def give_back(self, otherwise: Callable[[], object] | None = None) -> None:
        """Put the keyboard where it was, if it is in the widget now; call it before hiding that.

        `otherwise` is called if nothing that was left can take it any more.
        """
        if not self._is_inside(QApplication.focusWidget()):
            return
        left, self._left = self._left, []
        for place, each in enumerate(left):
            if not _is_there(each):
                continue
            if place == 0 or isinstance(each, QAbstractItemView):
                each.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            if isinstance(each, _TakesKeys):
                each.take_focus()
                return
        if otherwise is not None:
            otherwise()

    def _moved(self, old: QWidget | None, new: QWidget | None) -> None:
        # Without one of them the window itself came or went, and what was left is still that.
        if old is None or new is None or old.window() is not new.window():
            return
        if self._is_inside(new) and not self._is_inside(old):
            self._left = [old, *_around(old)]
        elif not self._is_inside(new):
            self._left = []

    def _is_inside(self, widget: QWidget | None) -> bool:
        borrower = self._borrower
        return widget is not None and (widget is borrower or borrower.isAncestorOf(widget))


def _around(widget: QWidget) -> list[QWidget]:
    parent = widget.parentWidget()
    return [] if parent is None else [parent, *_around(parent)]


def _is_there(widget: QWidget) -> bool:
    return shiboken6.isValid(widget) and widget.isVisible() and widget.isEnabled()
