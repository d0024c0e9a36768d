"""How the tests of the window come by widgets, and by words in a passage."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QScrollArea, QTextEdit, QVBoxLayout, QWidget

from desktop.ui.passage import PassageEditor


def focus() -> QWidget:
    """Give the widget that takes the keys; there must be one."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def in_a_form(*widgets: QWidget) -> QScrollArea:
    """Put widgets one below the other, where they scroll."""
    area, form = QScrollArea(), QWidget()
    rows = QVBoxLayout(form)
    for each in widgets:
        rows.addWidget(each)
    rows.addStretch()
    area.setWidget(form)
    area.setWidgetResizable(True)
    area.resize(620, 300)
    return area


def text_of(passage: PassageEditor) -> QTextEdit:
    """Give what the passage is typed into."""
    found = passage.findChild(QTextEdit)
    assert isinstance(found, QTextEdit)
    return found


def select(passage: PassageEditor, words: str) -> None:
    """Select the first place where the words stand; they must stand somewhere."""
    passage.put_cursor()
    assert passage.find_words(words)
