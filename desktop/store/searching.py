"""Full-text search: the one place that knows how a database does it.

Words are kept readable in the portable table `prose`. Over it stands an index of the database's
own: in SQLite two FTS5 tables, one of stems and one of whole words, from which beginnings of words
are completed. Other databases are asked with LIKE until they have an index of theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import sqlalchemy as sa

from desktop.core.sentences import sentences
from desktop.store.asked import Asked, asked, plain, words_of
from desktop.store.database import Database
from desktop.store.prose import END, START
from desktop.store.tables import PROSE, REPORT

MOST_RANKED = 2000
"""Where more passages hold the words, the best of so many of the newest reports are found."""
_COMPLETIONS, _COMPLETED_PASSAGES = 24, 60_000
"""The beginnings in one query stand for the most frequent words, all together so many of them, and
no further ones where so many passages hold these."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage, or an answer that is text, in which what was asked for was found.

    `key` is the full key of the item or field; `sentence` the readable sentence that holds most of
    what was asked for, of which `marks` are the spans. In one that was found by its force, its
    programme or its key nothing is marked.
    """

    programme: str
    force: str
    key: str
    sentence: str
    marks: tuple[tuple[int, int], ...]


def search(
    database: Database,
    words: str,
    *,
    programme: str | None = None,
    force: str | None = None,
    limit: int = 50,
    offset: int = 0,
) -> list[Hit]:
    """Find what holds all words of a query, best first; nothing for a query without words.

    Words stand for all their forms; the last is one that may be still being typed, and `*` ends the
    beginning of any other. What stands in quotation marks is looked for as it is. No query is a
    mistake. Raises DatabaseError.
    """
    wanted = asked(words)
    if not wanted:
        return []
    with database.reading() as connection:
        find = find_in_sqlite if connection.dialect.name == "sqlite" else find_anywhere
        rows = find(connection, wanted, Within(programme, force), limit, offset)
    return [Hit(row[0], row[1], row[2], *_in_its_sentence(row[3])) for row in rows]


def reports_that_say(connection: sa.Connection, words: str) -> sa.Select[tuple[int]]:
    """Give a query for the numbers of the reports in which a passage holds all words of a query.

    A query without words is held by none.
    """
    wanted = asked(words)
    if not wanted:
        return sa.select(PROSE.c.report).where(sa.false())
    if connection.dialect.name != "sqlite":
        return reports_anywhere(wanted)
    stems = sa.text("SELECT rowid FROM prose_stems WHERE prose_stems MATCH :held")
    held = (
        stems.bindparams(held=_match(connection, wanted, _EVERYWHERE))
        .columns(rowid=sa.Integer)
        .subquery()
    )
    return sa.select(PROSE.c.report).join_from(held, PROSE, PROSE.c.id == held.c.rowid)


def index_for(dialect: str) -> Sequence[str]:
    """Give the statements that make the index over `prose`, and what keeps it in step."""
    return _SQLITE_INDEX if dialect == "sqlite" else ()


class Within(NamedTuple):
    """Where it is looked: None stands for every programme, and every force."""

    programme: str | None = None
    force: str | None = None


_EVERYWHERE = Within()
Row = tuple[str, str, str, str]
"""Programme, force, key and words, in which what was found stands between START and END."""

_INTO_INDEX = (
    "INSERT INTO prose_stems(rowid, words, key, about)"
    " VALUES (new.id, new.words, new.key, new.about);"
    " INSERT INTO prose_words(rowid, words, key, about)"
    " VALUES (new.id, new.words, new.key, new.about);"
)
_OUT_OF_INDEX = (
    "INSERT INTO prose_stems(prose_stems, rowid, words, key, about)"
    " VALUES ('delete', old.id, old.words, old.key, old.about);"
    " INSERT INTO prose_words(prose_words, rowid, words, key, about)"
    " VALUES ('delete', old.id, old.words, old.key, old.about);"
)
_SQLITE_INDEX = (
    "CREATE VIRTUAL TABLE prose_stems USING fts5(words, key, about, content='prose',"
    " content_rowid='id', tokenize='porter unicode61 remove_diacritics 2')",
    "CREATE VIRTUAL TABLE prose_words USING fts5(words, key, about, content='prose',"
    " content_rowid='id', detail=none, columnsize=0, tokenize='unicode61 remove_diacritics 2')",
    "CREATE VIRTUAL TABLE prose_terms USING fts5vocab(prose_words, row)",
    f"CREATE TRIGGER prose_is_new AFTER INSERT ON prose BEGIN {_INTO_INDEX} END",
    f"CREATE TRIGGER prose_is_gone AFTER DELETE ON prose BEGIN {_OUT_OF_INDEX} END",
    f"CREATE TRIGGER prose_is_other AFTER UPDATE ON prose BEGIN {_OUT_OF_INDEX} {_INTO_INDEX} END",
)
_HELD = "FROM prose_stems WHERE prose_stems MATCH :match"
_HELD_IN_REPORTS = """
FROM prose_stems
JOIN prose ON prose.id = prose_stems.rowid
JOIN report ON report.id = prose.report
WHERE prose_stems MATCH :match
AND (:programme IS NULL OR report.programme = :programme)
AND (:force IS NULL OR report.force = :force)
"""
_OLDEST_RANKED = """
SELECT prose_stems.rowid {held} ORDER BY prose_stems.rowid DESC LIMIT 1 OFFSET :newer
"""
# An answer, whose key has three parts, says less than the sentence that it stands in.
_RANKED = f"""
SELECT prose_stems.rowid {_HELD_IN_REPORTS} AND prose_stems.rowid >= :oldest
ORDER BY bm25(prose_stems, 1.0, 0.5, :about) * CASE WHEN prose.key LIKE '%.%.%' THEN 0.3 ELSE 1 END,
    prose_stems.rowid DESC
LIMIT :limit OFFSET :offset
"""
# A plus keeps SQLite from asking the index anew for each row.
_MARKED = f"""
SELECT prose.id, report.programme, report.force, prose.key, marked.words
FROM (
    SELECT rowid AS number, highlight(prose_stems, 0, '{START}', '{END}') AS words
    {_HELD} AND rowid BETWEEN :first AND :last AND +rowid IN :these
) AS marked
JOIN prose ON prose.id = marked.number
JOIN report ON report.id = prose.report
"""
_COMPLETED = """
SELECT term, doc FROM prose_terms WHERE term >= :first AND term < :after
ORDER BY doc DESC, term LIMIT :most
"""


def find_in_sqlite(
    connection: sa.Connection, wanted: Sequence[Asked], within: Within, limit: int, offset: int
) -> Iterable[Row]:
    """Find the rows that hold what is wanted, best first; equally good ones newest first."""
    given = within._asdict() | {"match": _match(connection, wanted, within)}
    everywhere = within == _EVERYWHERE
    held = _HELD if everywhere else _HELD_IN_REPORTS
    newer = {"newer": MOST_RANKED - 1}
    oldest = connection.scalar(sa.text(_OLDEST_RANKED.format(held=held)), given | newer) or 0
    # Inside one force or programme its name tells nothing apart.
    more = {"oldest": oldest, "about": 0.5 if everywhere else 0.0, "limit": limit, "offset": offset}
    ranked = connection.scalars(sa.text(_RANKED), given | more).all()
    if not ranked:
        return []
    these = {"first": min(ranked), "last": max(ranked), "these": ranked}
    marked = sa.text(_MARKED).bindparams(sa.bindparam("these", expanding=True))
    rows = {number: tuple(row) for number, *row in connection.execute(marked, given | these)}
    return [rows[number] for number in ranked]


def _match(connection: sa.Connection, wanted: Sequence[Asked], within: Within) -> str:
    """Write what is wanted in the words of FTS5, in which a string is never a mistake."""
    opened = sum(each.open for each in wanted)
    parts = [
        _forms(connection, each, opened) if each.open else _phrase(each.words) for each in wanted
    ]
    parts += [f"about : {_phrase(words_of(name))}" for name in within if name and words_of(name)]
    return " AND ".join(parts)


def _forms(connection: sa.Connection, each: Asked, shared_by: int) -> str:
    *before, typed = each.words
    first = plain(typed)
    phrases = [_phrase(each.words)]
    # Stems are no beginnings of words: "investigati" is none of "investig".
    within = {"first": first, "after": first + "\U0010ffff", "most": _COMPLETIONS // shared_by}
    passages = 0
    for term, held_by in connection.execute(sa.text(_COMPLETED), within):
        if passages * shared_by < _COMPLETED_PASSAGES:
            phrases.append(_phrase((*before, term)))
        passages += held_by
    return f"({' OR '.join(dict.fromkeys(phrases))})"


def _phrase(words: Iterable[str]) -> str:
    return f'"{" ".join(words)}"'


def find_anywhere(
    connection: sa.Connection, wanted: Sequence[Asked], within: Within, limit: int, offset: int
) -> Iterable[Row]:
    """Find the rows that hold what is wanted, newest first, in any database."""
    conditions = _holding(wanted)
    if within.programme is not None:
        conditions.append(REPORT.c.programme == within.programme)
    if within.force is not None:
        conditions.append(REPORT.c.force == within.force)
    rows = connection.execute(
        sa.select(REPORT.c.programme, REPORT.c.force, PROSE.c.key, PROSE.c.words)
        .join_from(PROSE, REPORT, PROSE.c.report == REPORT.c.id)
        .where(*conditions)
        .order_by(PROSE.c.id.desc())
        .limit(limit)
        .offset(offset)
    )
    held = re.compile("|".join(".".join(each.words) for each in wanted), re.IGNORECASE)
    return [
        (programme, force, key, held.sub(rf"{START}\g<0>{END}", words))
        for programme, force, key, words in rows
    ]


def reports_anywhere(wanted: Iterable[Asked]) -> sa.Select[tuple[int]]:
    """Give a query for the reports that hold what is wanted, in any database."""
    return sa.select(PROSE.c.report).where(*_holding(wanted))


def _holding(wanted: Iterable[Asked]) -> list[sa.ColumnElement[bool]]:
    """Say of what is wanted that it is held; words have no signs that mean something to LIKE."""
    return [
        sa.or_(*(column.ilike(f"%{'_'.join(each.words)}%") for column in _COLUMNS))
        for each in wanted
    ]


_COLUMNS = (PROSE.c.words, PROSE.c.key, PROSE.c.about)


def _in_its_sentence(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Give the first of the sentences that hold most marks, and the marks in it as spans."""
    found: list[tuple[int, int]] = []
    plainly = ""
    for part in re.split(f"([{START}{END}])", marked):
        if part == START:
            found.append((len(plainly), len(plainly)))
        elif part == END:
            found[-1] = (found[-1][0], len(plainly))
        else:
            plainly += part
    best, marks = plainly, tuple(found)
    most = -1
    for each in sentences(plainly):
        start = each.start + 2 * each.text.startswith("• ")
        inside = tuple(
            (max(a, start) - start, min(b, each.end) - start)
            for a, b in found
            if a < each.end and b > start
        )
        if len(inside) > most:
            best, marks, most = plainly[start : each.end], inside, len(inside)
    return best, marks
