"""The choice of which edition the pages show, and in which look."""

from __future__ import annotations

from typing import cast, get_args

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from desktop.core.editions import KIND_MEANS, KIND_WORDS, LOOK_WORDS, PROOF, Edition, Kind, Look


class EditionButton(QToolButton):
    """Says which edition is shown, and opens the list of those there are."""

    chosen = Signal()
    """Another edition or look is to be shown."""

    def __init__(self, parent: QWidget) -> None:
        """Begin with a proof in the standard look."""
        super().__init__(parent)
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        self._kinds = self._choices(menu, KIND_WORDS, PROOF.kind)
        for action in self._kinds.actions():
            action.setToolTip(KIND_MEANS[cast("Kind", action.data())])
        menu.addSection("Look")
        self._looks = self._choices(menu, LOOK_WORDS, PROOF.look)
        self.clicked.connect(lambda: menu.popup(self.mapToGlobal(self.rect().bottomLeft())))
        self._say()

    @property
    def edition(self) -> Edition:
        """What is chosen, as pages."""
        kind, look = (group.checkedAction().data() for group in (self._kinds, self._looks))
        assert kind in get_args(Kind)
        assert look in get_args(Look)
        return Edition(kind=cast("Kind", kind), look=cast("Look", look))

    def choose(self, edition: Edition) -> None:
        """Choose an edition, as if it had been taken from the list."""
        for group, key in ((self._kinds, edition.kind), (self._looks, edition.look)):
            for action in group.actions():
                if action.data() == key:
                    action.setChecked(True)
        self._changed()

    def _choices(
        self, menu: QMenu, words: dict[Kind, str] | dict[Look, str], first: str
    ) -> QActionGroup:
        group = QActionGroup(self)
        for key, said in words.items():
            action = QAction(said, menu, checkable=True, checked=key == first)
            action.setData(key)
            group.addAction(action)
            menu.addAction(action)
        group.triggered.connect(self._changed)
        return group

    def _changed(self, _: object = None) -> None:
        self._say()
        self.chosen.emit()

    def _say(self) -> None:
        edition = self.edition
        kind = edition.kind.capitalize()
        shown = kind if edition.look == PROOF.look else f"{kind}, {edition.look}"
        self.setText(f"{shown} ▾")
        self.setToolTip(f"Edition: {KIND_MEANS[edition.kind]}")
        self.setAccessibleName(f"Edition: {shown}")
