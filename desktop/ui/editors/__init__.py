"""The editors of the field types, each with one home, found through one table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from desktop.core.fields import ChoiceField, Field
from desktop.ui.editors.amounts import MoneyEditor, PercentEditor
from desktop.ui.editors.base import Editor
from desktop.ui.editors.calendar import DateEditor, MonthEditor
from desktop.ui.editors.choice import MOST_RADIO_BUTTONS, ChoiceEditor, ListEditor
from desktop.ui.editors.choices import ChoicesEditor
from desktop.ui.editors.count import CountEditor
from desktop.ui.editors.isbn import IsbnEditor
from desktop.ui.editors.text import TextEditor
from desktop.ui.editors.yes_no import YesNoEditor

__all__ = ["EDITORS", "Editor", "editor_for"]


def _choice(field: ChoiceField, parent: QWidget | None) -> Editor:
    if len(field.options) > MOST_RADIO_BUTTONS:
        return ListEditor(field, parent)
    return ChoiceEditor(field, parent)


# Each editor takes the field type that it stands beside, so only "Any" fits them all.
EDITORS: Final[dict[str, Callable[[Any, QWidget | None], Editor]]] = {
    "count": CountEditor,
    "yes_no": YesNoEditor,
    "choice": _choice,
    "choices": ChoicesEditor,
    "text": TextEditor,
    "date": DateEditor,
    "month": MonthEditor,
    "percent": PercentEditor,
    "money": MoneyEditor,
    "isbn": IsbnEditor,
}


def editor_for(field: Field, parent: QWidget | None = None) -> Editor:
    """Make the editor for a field."""
    return EDITORS[field.type](field, parent)
