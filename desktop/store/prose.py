"""The words that are searched: those of every passage, and of every answer that is text."""

from __future__ import annotations

import re

import sqlalchemy as sa

from desktop.core.comparing import readable
from desktop.core.report import Passage
from desktop.store.changes import Value
from desktop.store.tables import ANSWER, PASSAGE, PROSE, REPORT

START, END = "\x02", "\x03"
"""What stands around words that were found; searched words never hold these characters."""

_THIS = (PROSE.c.report == sa.bindparam("this"), PROSE.c.key == sa.bindparam("which"))
_OTHER_WORDS = sa.update(PROSE).where(*_THIS).values(words=sa.bindparam("new_words"))
_NO_WORDS = sa.delete(PROSE).where(*_THIS)
_NEW_WORDS = sa.insert(PROSE).inline()
# Without its programme, an answer does not tell its type: keys of options, dates and ISBNs.
_NO_TEXT = re.compile(r"[a-z0-9_]+|[0-9T:-]+")
_WITHOUT_MARKS = str.maketrans("", "", START + END)


def about(programme: str, force: str) -> str:
    """Give the words that all of a report can be asked for by."""
    return f"{force} {programme}"


def searched(value: Value) -> str:
    """Give the words in which a passage, or an answer that is text, is searched."""
    words = readable(value.text) if isinstance(value, Passage) else value
    return words.translate(_WITHOUT_MARKS) if isinstance(words, str) else ""


def keep_in_step(
    connection: sa.Connection, number: int, key: str, about: str, value: Value
) -> None:
    """Have a passage, or an answer that is text, searched as it now reads.

    Only for `desktop.store.recording`.
    """
    words = searched(value)
    this: dict[str, object] = {"this": number, "which": key}
    if not words:
        connection.execute(_NO_WORDS, this)
    elif not connection.execute(_OTHER_WORDS, this | {"new_words": words}).rowcount:
        connection.execute(
            _NEW_WORDS, {"report": number, "key": key, "about": about, "words": words}
        )


def gather(connection: sa.Connection) -> None:
    """Have all searched that was written before there was anything to search."""
    of = sa.select(REPORT.c.id, REPORT.c.programme, REPORT.c.force)
    reports = {number: about(*names) for number, *names in connection.execute(of)}
    passages = sa.select(PASSAGE.c.report, PASSAGE.c.item, PASSAGE.c.text)
    answers = sa.select(ANSWER.c.report, ANSWER.c.key, ANSWER.c.value)
    values: list[tuple[int, str, Value]] = [
        *((number, item, Passage(text)) for number, item, text in connection.execute(passages)),
        *(
            (number, key, answer)
            for number, key, answer in connection.execute(answers)
            if isinstance(answer, str) and not _NO_TEXT.fullmatch(answer)
        ),
    ]
    new = [
        {"report": number, "key": key, "about": reports[number], "words": words}
        for number, key, value in sorted(values, key=lambda each: each[0])
        if (words := searched(value))
    ]
    if new:
        connection.execute(sa.insert(PROSE), new)
