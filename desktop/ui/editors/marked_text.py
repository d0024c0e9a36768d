"""Guidance on the screen: plain words in which *asterisks* mean italics."""

from __future__ import annotations

import html
import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

_ITALIC = re.compile(r"\*([^*]+)\*")


def plain(text: str) -> str:
    """Give the words without their marks, as a screen reader says them."""
    return _ITALIC.sub(r"\1", text)


def show_marked(label: QLabel, text: str) -> None:
    """Show words on a label, in italics where they are marked."""
    if _ITALIC.search(text):
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setText(_ITALIC.sub(r"<i>\1</i>", html.escape(text)))
    else:
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setText(text)
