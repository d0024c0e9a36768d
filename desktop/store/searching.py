"""Full-text search: the one place that knows how a database does it.

Words are kept readable in the portable table `prose`. Over it stands an index of the database's
own: in SQLite two FTS5 tables, one of stems and one of whole words, from which beginnings of words
are completed; other databases are asked with LIKE until they have an index of theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from desktop.core.comparing import readable
from desktop.core.report import Passage
from desktop.core.sentences import sentences
from desktop.store.changes import Value
from desktop.store.database import Database
from desktop.store.tables import PASSAGE, PROSE, REPORT

_START, _END = "\x02", "\x03"
_PIECE = re.compile(r'["“”]([^"“”]*)(?:["“”]|$)|([^\s"“”]+)')
_WORD = re.compile(r"\w+")
MOST_WORDS = 12
"""Words and phrases of one query that are looked for; what follows is left out."""
_COMPLETIONS = 40


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage, or an answer that is text, in which what was asked for was found.

    `key` is the full key of the item or field; `sentence` the readable sentence in which it stands,
    `marks` are the spans of it that were asked for. In one that was found by its force or its item
    nothing is marked.
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
    asked = _asked(words)
    if not asked:
        return []
    with database.reading() as connection:
        dialect = connection.dialect.name
        find = _found_in_sqlite if dialect == "sqlite" else _found_anywhere
        rows = find(connection, asked, programme, force, limit, offset)
    return [Hit(row[0], row[1], row[2], *_in_its_sentence(row[3])) for row in rows]


def reports_that_say(connection: sa.Connection, words: str) -> sa.Select[tuple[int]]:
    """Give a query for the numbers of the reports in which a passage holds all words of a query.

    A query without words is held by none.
    """
    asked = _asked(words)
    reports = sa.select(PROSE.c.report)
    if not asked:
        return reports.where(sa.false())
    if connection.dialect.name == "sqlite":
        match = " AND ".join(_matching(connection, each) for each in asked)
        stems = sa.text("SELECT rowid FROM prose_stems WHERE prose_stems MATCH :match").bindparams(
            match=match
        )
        return reports.where(PROSE.c.id.in_(stems.columns(rowid=sa.Integer).scalar_subquery()))
    return reports.where(*_holding(asked))


@dataclass(frozen=True, slots=True)
class _Asked:
    """One word or phrase that is asked for; `open` where it may go on."""

    words: tuple[str, ...]
    open: bool = False


def _asked(query: str) -> list[_Asked]:
    found: list[_Asked] = []
    for piece in _PIECE.finditer(query[:1000]):
        text = piece[1] if piece[1] is not None else piece[2]
        words = tuple(_WORD.findall(text))
        if words:
            last = piece[1] is None and (text.endswith("*") or piece.end() == len(query))
            found.append(_Asked(words, last))
    return found[:MOST_WORDS]


def make_index(connection: sa.Connection) -> None:
    """Make the index over the table of searched words, and what keeps it in step."""
    if connection.dialect.name == "sqlite":
        for statement in _SQLITE_INDEX:
            connection.exec_driver_sql(statement)


def gather(connection: sa.Connection) -> None:
    """Fill the table of searched words from the passages that are there."""
    rows = connection.execute(
        sa.select(
            PASSAGE.c.report, PASSAGE.c.item, PASSAGE.c.text, REPORT.c.programme, REPORT.c.force
        ).join_from(PASSAGE, REPORT, PASSAGE.c.report == REPORT.c.id)
    )
    new = [
        {
            "report": row.report,
            "key": row.item,
            "about": about(row.programme, row.force, row.item),
            "words": readable(row.text),
        }
        for row in rows
        if row.text
    ]
    if new:
        connection.execute(sa.insert(PROSE), new)


def about(programme: str, force: str, key: str) -> str:
    """Give the words that a passage or an answer can be asked for by, beside its own."""
    return f"{force} {key} {programme}"


def searched(value: Value) -> str:
    """Give the words in which a passage, or an answer that is text, is searched."""
    if isinstance(value, Passage):
        return readable(value.text)
    return value if isinstance(value, str) else ""


_THIS = (PROSE.c.report == sa.bindparam("this"), PROSE.c.key == sa.bindparam("which"))
_OTHER_WORDS = sa.update(PROSE).where(*_THIS).values(words=sa.bindparam("new_words"))
_NO_WORDS = sa.delete(PROSE).where(*_THIS)
_NEW_WORDS = sa.insert(PROSE).inline()


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


_SQLITE_INDEX = (
    "CREATE VIRTUAL TABLE prose_stems USING fts5(words, about, content='prose',"
    " content_rowid='id', tokenize='porter unicode61 remove_diacritics 2')",
    "CREATE VIRTUAL TABLE prose_words USING fts5(words, content='prose', content_rowid='id',"
    " detail=none, columnsize=0, tokenize='unicode61 remove_diacritics 2')",
    "CREATE VIRTUAL TABLE prose_terms USING fts5vocab(prose_words, row)",
    "CREATE TRIGGER prose_is_new AFTER INSERT ON prose BEGIN"
    " INSERT INTO prose_stems(rowid, words, about) VALUES (new.id, new.words, new.about);"
    " INSERT INTO prose_words(rowid, words) VALUES (new.id, new.words); END",
    "CREATE TRIGGER prose_is_gone AFTER DELETE ON prose BEGIN"
    " INSERT INTO prose_stems(prose_stems, rowid, words, about)"
    " VALUES ('delete', old.id, old.words, old.about);"
    " INSERT INTO prose_words(prose_words, rowid, words) VALUES ('delete', old.id, old.words); END",
    "CREATE TRIGGER prose_is_other AFTER UPDATE ON prose BEGIN"
    " INSERT INTO prose_stems(prose_stems, rowid, words, about)"
    " VALUES ('delete', old.id, old.words, old.about);"
    " INSERT INTO prose_words(prose_words, rowid, words) VALUES ('delete', old.id, old.words);"
    " INSERT INTO prose_stems(rowid, words, about) VALUES (new.id, new.words, new.about);"
    " INSERT INTO prose_words(rowid, words) VALUES (new.id, new.words); END",
)
_SQLITE_SEARCH = """
SELECT report.programme, report.force, prose.key, highlight(prose_stems, 0, :start, :end)
FROM prose_stems
JOIN prose ON prose.id = prose_stems.rowid
JOIN report ON report.id = prose.report
WHERE prose_stems MATCH :match
AND (:programme IS NULL OR report.programme = :programme)
AND (:force IS NULL OR report.force = :force)
ORDER BY bm25(prose_stems, 1.0, 0.5), prose.id
LIMIT :limit OFFSET :offset
"""
_SQLITE_COMPLETIONS = """
SELECT term FROM prose_terms WHERE term >= :first AND term < :after ORDER BY cnt DESC LIMIT :most
"""


def _found_in_sqlite(
    connection: sa.Connection,
    asked: Sequence[_Asked],
    programme: str | None,
    force: str | None,
    limit: int,
    offset: int,
) -> Iterable[sa.Row[*tuple[str, ...]]]:
    match = " AND ".join(_matching(connection, each) for each in asked)
    return connection.execute(
        sa.text(_SQLITE_SEARCH),
        {
            "start": _START,
            "end": _END,
            "match": match,
            "programme": programme,
            "force": force,
            "limit": limit,
            "offset": offset,
        },
    ).all()


def _matching(connection: sa.Connection, each: _Asked) -> str:
    """Write what is asked for in the words of FTS5, in which a string is never a mistake."""
    phrase = f'"{" ".join(each.words)}"'
    if not each.open or len(each.words) > 1:
        return phrase
    first = each.words[0].casefold()
    # Stems are no beginnings of words: "investigati" is none of "investig".
    ends = connection.execute(
        sa.text(_SQLITE_COMPLETIONS),
        {"first": first, "after": first + "\U0010ffff", "most": _COMPLETIONS},
    ).scalars()
    return "(" + " OR ".join([phrase, *(f'"{term}"' for term in ends)]) + ")"


def _found_anywhere(
    connection: sa.Connection,
    asked: Sequence[_Asked],
    programme: str | None,
    force: str | None,
    limit: int,
    offset: int,
) -> Iterable[sa.Row[*tuple[str, ...]]]:
    wanted = _holding(asked)
    if programme is not None:
        wanted.append(REPORT.c.programme == programme)
    if force is not None:
        wanted.append(REPORT.c.force == force)
    return connection.execute(
        sa.select(REPORT.c.programme, REPORT.c.force, PROSE.c.key, PROSE.c.words)
        .join_from(PROSE, REPORT, PROSE.c.report == REPORT.c.id)
        .where(*wanted)
        .order_by(PROSE.c.id)
        .limit(limit)
        .offset(offset)
    ).all()


def _holding(asked: Iterable[_Asked]) -> list[sa.ColumnElement[bool]]:
    return [
        sa.or_(*(column.icontains(" ".join(each.words), autoescape=True) for column in _ASKED_OF))
        for each in asked
    ]


_ASKED_OF = (PROSE.c.words, PROSE.c.about)


def _in_its_sentence(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Give the sentence that holds the first mark, and the marks in it as spans."""
    found: list[tuple[int, int]] = []
    plain = ""
    for part in re.split(f"([{_START}{_END}])", marked):
        if part == _START:
            found.append((len(plain), len(plain)))
        elif part == _END:
            found[-1] = (found[-1][0], len(plain))
        else:
            plain += part
    first = found[0][0] if found else 0
    start, end = next(
        ((each.start, each.end) for each in sentences(plain) if each.end > first), (0, len(plain))
    )
    marks = tuple((a - start, b - start) for a, b in found if start <= a and b <= end)
    return plain[start:end], marks
