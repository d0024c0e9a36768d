"""What can go wrong with the database, each said in one plain line for the inspector."""

from __future__ import annotations


class DatabaseError(Exception):
    """The database could not do what was asked; nothing of it was recorded."""


class StaleError(DatabaseError):
    """What was to be recorded is based on an older version of the report than the present one."""


class DamagedError(DatabaseError):
    """A database does not hold what was written to it; a backup, or what can be saved, may."""


class LockedError(DatabaseError):
    """A database cannot be opened without its passphrase; `wrong` says that one was tried."""

    def __init__(self, message: str, *, wrong: bool) -> None:
        self.wrong = wrong
        super().__init__(message)


class AlreadyThere(DatabaseError):
    """A report that was to be imported is there already and says something else.

    `answers` and `passages` count those that would be overwritten, `new_answers` and `new_passages`
    those of which nothing is there yet; `same_import` says that it came from this same text and was
    changed since.
    """

    def __init__(
        self,
        name: str,
        *,
        answers: int,
        passages: int,
        new_answers: int,
        new_passages: int,
        same_import: bool,
    ) -> None:
        self.answers = answers
        self.passages = passages
        self.new_answers = new_answers
        self.new_passages = new_passages
        self.same_import = same_import
        lost, new = _counted(answers, passages), _counted(new_answers, new_passages)
        if new:
            would = f"{lost} would be overwritten, {new} added" if lost else f"{new} would be added"
        else:
            would = f"{lost or 'its state'} would be overwritten"
        came = (
            "came from this same text and was changed since" if same_import else "is there already"
        )
        super().__init__(f"{name} {came}: {would}, so nothing was imported.")


def _counted(answers: int, passages: int) -> str:
    return " and ".join(
        f"{number} {word}{'' if number == 1 else 's'}"
        for number, word in ((answers, "answer"), (passages, "passage"))
        if number
    )
