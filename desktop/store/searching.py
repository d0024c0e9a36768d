"""Full-text search: the one place that knows how a database does it.

Words are kept readable in the portable table `prose`. Over it stands an index of the database's
own: in SQLite two FTS5 tables, one of stems and one of whole words, from which beginnings of words
are completed. Other databases are asked with LIKE until they have an index of theirs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import sqlalchemy as sa

from desktop.core.sentences import sentences
from desktop.store.asked import Asked, asked, plain, words_of
from desktop.store.database import Database
from desktop.store.held import hold_reports
from desktop.store.prose import END, START
from desktop.store.seals import hold
from desktop.store.tables import PROSE, REPORT

MOST_RANKED = 2000
"""Where more passages say the words, the best of so many of the newest are found; so it is, after
these, with those that say only some, and with those that say none but are named so."""
_COMPLETIONS, _COMPLETED_PASSAGES = 24, 60_000
"""The beginnings in one query stand for the most frequent words, all together so many of them, and
no further ones where so many passages hold these."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage, or an answer that is text, in which what was asked for was found.

    `key` is the full key of the item or field; `sentence` the readable sentence that holds most of
    what was asked for, of which `marks` are the spans. In one that was found by its force or its
    key alone nothing is marked.
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

    A word may also be one of the key of the item or of its force: what says the words comes before
    what says some and is named by the others, and that before what is only named so. Words stand
    for all their forms; the last is one that may be still being typed, and `*` ends the beginning
    of any other. What stands in quotation marks is looked for in that order, in all its forms too.
    No query is a mistake. Raises DatabaseError.
    """
    wanted = asked(words)
    if not wanted:
        return []
    with database.reading() as connection:
        find = find_in_sqlite if connection.dialect.name == "sqlite" else find_anywhere
        rows = find(connection, wanted, Within(programme, force), limit, offset)
    return [Hit(row[0], row[1], row[2], *_in_its_sentence(row[3])) for row in rows]


def reports_that_say(connection: sa.Connection, words: str) -> sa.Select[tuple[int]]:
    """Give a query for the numbers of the reports in which something holds all words of a query.

    As in `search`, words are said or name the item or force. A query without words is held by none.
    """
    wanted = asked(words)
    if not wanted:
        return sa.select(PROSE.c.report).where(sa.false())
    if connection.dialect.name != "sqlite":
        return reports_anywhere(wanted)
    stems = sa.text("SELECT rowid FROM prose_stems WHERE prose_stems MATCH :held")
    held = (
        stems.bindparams(held=" AND ".join(_parts(connection, wanted)))
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
OTHER_PROSE = (
    "CREATE TRIGGER prose_is_other AFTER UPDATE OF id, words, key, about ON prose"
    f" BEGIN {_OUT_OF_INDEX} {_INTO_INDEX} END"
)
"""Keeps the index in step with prose that is changed; a seal alone leaves it as it is."""
_SQLITE_INDEX = (
    "CREATE VIRTUAL TABLE prose_stems USING fts5(words, key, about, content='prose',"
    " content_rowid='id', tokenize='porter unicode61 remove_diacritics 2')",
    "CREATE VIRTUAL TABLE prose_words USING fts5(words, key, about, content='prose',"
    " content_rowid='id', detail=none, columnsize=0, tokenize='unicode61 remove_diacritics 2')",
    "CREATE VIRTUAL TABLE prose_terms USING fts5vocab(prose_words, row)",
    f"CREATE TRIGGER prose_is_new AFTER INSERT ON prose BEGIN {_INTO_INDEX} END",
    f"CREATE TRIGGER prose_is_gone AFTER DELETE ON prose BEGIN {_OUT_OF_INDEX} END",
    OTHER_PROSE,
)
_NEWEST = """
SELECT rowid FROM prose_stems WHERE prose_stems MATCH :match{within} ORDER BY rowid DESC LIMIT :most
"""
# What is written together is found together: between the first and last rows of a programme are
# few others.
_WITHIN = """
AND rowid BETWEEN (SELECT MIN(id) FROM inside) AND (SELECT MAX(id) FROM inside)
AND +rowid IN (SELECT id FROM inside)
"""
_INSIDE = """
WITH inside AS MATERIALIZED (
    SELECT prose.id FROM report CROSS JOIN prose WHERE prose.report = report.id{of}
)
"""
# A plus keeps SQLite from asking the index anew for each row.
_THESE = """
WHERE prose_stems MATCH :match AND prose_stems.rowid BETWEEN :first AND :last
    AND +prose_stems.rowid IN (SELECT value FROM json_each(:these))
"""
# An answer, whose key has three parts, says less than the sentence that it stands in.
_RANKED = f"""
SELECT prose_stems.rowid FROM prose_stems JOIN prose ON prose.id = prose_stems.rowid {_THESE}
ORDER BY bm25(prose_stems, 1.0, 0.5, :about) * CASE WHEN prose.key LIKE '%.%.%' THEN 0.3 ELSE 1 END,
    prose_stems.rowid DESC
LIMIT :limit OFFSET :offset
"""
_MARKED = f"""
SELECT prose.id, report.programme, report.force, prose.key, marked.words,
    prose.seal, prose.report, prose.about, prose.words AS kept
FROM (
    SELECT rowid AS number, highlight(prose_stems, 0, '{START}', '{END}') AS words
    FROM prose_stems {_THESE}
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
    parts = _parts(connection, wanted)
    its_name = words_of(within.force or "")
    inside = f" AND about : {_phrase(its_name)}" if its_name else ""
    match = {"match": f"({' AND '.join(parts)}){inside}"}
    # Inside one force its name tells nothing apart.
    about = {"about": 0.5 if within.force is None else 0.0}
    found: list[int] = []
    for held in _in_turn(connection, parts, inside, within):
        if offset < len(held) and len(found) < limit:
            page = {"limit": limit - len(found), "offset": offset}
            ranked = sa.text(_RANKED)
            found += connection.scalars(ranked, match | about | page | _these(held))
        offset = max(0, offset - len(held))
        if len(found) == limit:
            break
    marked = connection.execute(sa.text(_MARKED), match | _these(found)).all() if found else ()
    rows: dict[int, Row] = {}
    hold_reports(connection, {row.report for row in marked})
    for row in marked:
        hold("prose", row.seal, row.report, row.key, row.about, row.kept)
        rows[row.id] = (row.programme, row.force, row.key, row.words)
    return [rows[number] for number in found]


def _in_turn(
    connection: sa.Connection, parts: Sequence[str], inside: str, within: Within
) -> Iterator[Sequence[int]]:
    """Give the rows that say what is wanted, then those that say some, then those only named so.

    The name of its force counts as said in every passage of a report.
    """
    all_parts, some = " AND ".join(parts), f"words : ({' OR '.join(parts)})"
    all_said = f"{{words about}} : ({all_parts})"
    its = {name: value for name, value in within._asdict().items() if value is not None}
    of = "".join(f" AND report.{name} = :{name}" for name in its)
    newest = (
        _INSIDE.format(of=of) + _NEWEST.format(within=_WITHIN) if its else _NEWEST.format(within="")
    )
    turns = [f"{all_said} AND {some}", f"({all_parts}) NOT {some}"]
    if len(parts) > 1:
        turns.insert(1, f"(({all_parts}) AND {some}) NOT {all_said}")
    for turn in turns:
        match = {"match": f"({turn}){inside}", "most": MOST_RANKED}
        yield connection.scalars(sa.text(newest), match | its).all()


def _these(numbers: Sequence[int]) -> dict[str, object]:
    return {"first": min(numbers), "last": max(numbers), "these": json.dumps(list(numbers))}


def _parts(connection: sa.Connection, wanted: Sequence[Asked]) -> list[str]:
    """Write what is wanted in the words of FTS5, in which a string is never a mistake."""
    opened = sum(each.open for each in wanted)
    return [
        _forms(connection, each, opened) if each.open else _phrase(each.words) for each in wanted
    ]


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
    """Find the rows that hold what is wanted, those that say most of it first, in any database."""
    said = [sa.case((_is_like(PROSE.c.words, each), 1), else_=0) for each in wanted]
    conditions = _holding(wanted)
    if within.programme is not None:
        conditions.append(REPORT.c.programme == within.programme)
    if within.force is not None:
        conditions.append(REPORT.c.force == within.force)
    rows = connection.execute(
        sa.select(REPORT.c.programme, REPORT.c.force, PROSE.c.key, PROSE.c.words)
        .join_from(PROSE, REPORT, PROSE.c.report == REPORT.c.id)
        .where(*conditions)
        .order_by(sum(said, start=sa.literal(0)).desc(), PROSE.c.id.desc())
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
    """Say of what is wanted that it is held."""
    return [sa.or_(*(_is_like(column, each) for column in _COLUMNS)) for each in wanted]


def _is_like(column: sa.ColumnElement[str], each: Asked) -> sa.ColumnElement[bool]:
    """Say that a column holds what is asked for; words have no signs that LIKE knows."""
    return column.ilike(f"%{'_'.join(each.words)}%")


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
