"""What can go wrong with the database, each said in one plain line for the inspector."""

from __future__ import annotations


class DatabaseError(Exception):
    """The database could not do what was asked; nothing of it was recorded."""


class StaleError(DatabaseError):
    """What was to be recorded is based on an older version of the report than the present one."""


class AlreadyThere(DatabaseError):
    """A report that was to be imported is there already and says something else.

    `answers` and `passages` count those that differ; `same_import` says that it came from this same
    text and was changed since.
    """

    def __init__(self, name: str, *, answers: int, passages: int, same_import: bool) -> None:
        self.answers = answers
        self.passages = passages
        self.same_import = same_import
        differ = " and ".join(
            f"{number} {word}{'' if number == 1 else 's'}"
            for number, word in ((answers, "answer"), (passages, "passage"))
            if number
        )
        came = (
            "came from this same text and was changed since" if same_import else "is there already"
        )
        super().__init__(
            f"{name} {came}: {differ or 'its state'} would be overwritten, so nothing was imported."
        )
