"""Walking from pane to pane by keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QApplication, QWidget

Pane = tuple[QWidget, Callable[[], object]]
"""A pane, and what puts the keyboard into it."""


def walk(panes: Sequence[Pane], step: int) -> None:
    """Put the keyboard into the next pane (1) or the one before (-1), round the end.

    A pane that does not take it, as there is nothing in it, is passed.
    """
    here = next(
        (place for place, (pane, _) in enumerate(panes) if _has_keys(pane)), -1 if step > 0 else 0
    )
    for _ in panes:
        here = (here + step) % len(panes)
        pane, take_focus = panes[here]
        take_focus()
        if _has_keys(pane):
            return


def _has_keys(pane: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and pane.isAncestorOf(focus)
