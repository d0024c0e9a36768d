"""What can be wrong with a file that is to be read as a published report."""

from __future__ import annotations


class UnreadableError(Exception):
    """A file cannot be read as text; the message is one sentence for the user."""


class NotAReportError(Exception):
    """A text is no report of a programme that is known here; the message is for the user.

    `mistakes` has one line for each programme that was passed by because it cannot be read.
    """

    def __init__(self, message: str, mistakes: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.mistakes = mistakes
