"""The words that are searched: those of every passage, and of every answer that is text."""

from __future__ import annotations

import re
from collections.abc import Mapping

import sqlalchemy as sa

from desktop.core.comparing import readable
from desktop.core.programme import Programme
from desktop.core.report import Passage
from desktop.store.changes import Value
from desktop.store.seals import sealed
from desktop.store.tables import ANSWER, PASSAGE, PROSE, REPORT

START, END = "\x02", "\x03"
"""What stands around words that were found; searched words never hold these characters."""

_THIS = (PROSE.c.report == sa.bindparam("this"), PROSE.c.key == sa.bindparam("which"))
_OTHER_WORDS = (
    sa.update(PROSE)
    .where(*_THIS)
    .values(
        about=sa.bindparam("new_about"),
        words=sa.bindparam("new_words"),
        seal=sa.bindparam("new_seal"),
    )
)
_NO_WORDS = sa.delete(PROSE).where(*_THIS)
_NEW_WORDS = sa.insert(PROSE).inline()
# What answers that are no text read like where their programme is not at hand.
_NO_TEXT = re.compile(r"[a-z0-9_]+|[0-9T:-]+")
_AT_ONCE = 100
"""Reports whose words are gathered at once, so that they need not all be held in memory."""
_WITHOUT_MARKS = str.maketrans("", "", START + END)


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
        return
    row = sealed("prose", {"report": number, "key": key, "about": about, "words": words})
    new = {f"new_{name}": row[name] for name in ("about", "words", "seal")}
    if not connection.execute(_OTHER_WORDS, this | new).rowcount:
        connection.execute(_NEW_WORDS, row)


def gather(connection: sa.Connection, programmes: Mapping[str, Programme]) -> None:
    """Have all searched that was written before there was anything to search, unsealed.

    The programmes, by id, tell which answers are text.
    """
    reports = connection.execute(
        sa.select(REPORT.c.id, REPORT.c.programme, REPORT.c.force).order_by(REPORT.c.id)
    ).all()
    for first in range(0, len(reports), _AT_ONCE):
        some = {number: names for number, *names in reports[first : first + _AT_ONCE]}
        between = min(some), max(some)
        passages = connection.execute(
            sa.select(PASSAGE.c.report, PASSAGE.c.item, PASSAGE.c.text)
            .where(PASSAGE.c.report.between(*between))
            .order_by(PASSAGE.c.id)
        )
        answers = connection.execute(
            sa.select(ANSWER.c.report, ANSWER.c.key, ANSWER.c.value)
            .where(ANSWER.c.report.between(*between))
            .order_by(ANSWER.c.id)
        )
        values: list[tuple[int, str, Value]] = [
            *((number, item, Passage(text)) for number, item, text in passages),
            *(
                (number, key, value)
                for number, key, value in answers
                if _is_text(programmes.get(some[number][0]), key, value)
            ),
        ]
        new = [
            {"report": number, "key": key, "about": some[number][1], "words": words}
            for number, key, value in sorted(values, key=lambda each: each[0])
            if (words := searched(value))
        ]
        if new:
            connection.execute(sa.insert(PROSE), new)


def _is_text(programme: Programme | None, key: str, value: object) -> bool:
    """Say whether an answer is text: its field tells, or else that it is no key, day or ISBN."""
    if not isinstance(value, str):
        return False
    field = programme.field(key) if programme else None
    return field.type == "text" if field else not _NO_TEXT.fullmatch(value)
