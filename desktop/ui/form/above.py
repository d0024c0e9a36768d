"""A pane that stands between the header and the form, as long as there is something to ask."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtWidgets import QFrame


class Above(QFrame):
    """What `FormView.put_above` takes: it keeps to the form's own column, and leaves it room."""

    @abstractmethod
    def set_margins(self, left: int, right: int) -> None:
        """Stand in the form's own column, this far from the sides in pixels."""

    @abstractmethod
    def fit(self) -> None:
        """Take a height that suits what is asked, and leaves the form at least half of the room."""
