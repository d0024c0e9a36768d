"""The tables, portable between SQLite and PostgreSQL.

Only the columns are declared here: the writer and the readers speak to the tables themselves, so
that a value is never changed in place and lost. Triggers, added by the first migration, refuse to
change or delete a row of `change`. `seal` is over a row's other columns, as `seals` has it; it is
null where another program wrote the row.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, BigInteger, Index, MetaData, Text, UniqueConstraint
from sqlmodel import Field, SQLModel


class _Fieldbook(SQLModel):
    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        }
    )


class Report(_Fieldbook, table=True):
    """One force in one programme; `version` counts the intentions recorded in it.

    `changed_at` and `changed_by` are those of the last one. `signed_off` is null unless it was
    signed off.
    """

    __table_args__ = (UniqueConstraint("programme", "force"),)

    id: int | None = Field(default=None, primary_key=True)
    programme: str
    programme_version: int
    force: str
    state: str
    version: int
    changed_at: str = ""
    changed_by: str = ""
    signed_off: Any = Field(default=None, sa_type=JSON(none_as_null=True), nullable=True)
    seal: int | None = Field(default=None, sa_type=BigInteger, nullable=True)


class Answer(_Fieldbook, table=True):
    """The answer to one field of a report; a field that is not answered has no row.

    By its index, all reports' answers to one field are found, in a file without reading their rows;
    on a server it has not the value, which may be longer than an index takes.
    """

    __table_args__ = (UniqueConstraint("report", "key"), Index(None, "key", "report", "value"))

    id: int | None = Field(default=None, primary_key=True)
    report: int = Field(foreign_key="report.id")
    key: str
    value: Any = Field(sa_type=JSON, nullable=False)
    seal: int | None = Field(default=None, sa_type=BigInteger, nullable=True)


class Passage(_Fieldbook, table=True):
    """The passage of one item of a report."""

    __table_args__ = (UniqueConstraint("report", "item"), Index(None, "item", "report"))

    id: int | None = Field(default=None, primary_key=True)
    report: int = Field(foreign_key="report.id")
    item: str
    mode: str
    text: str = Field(sa_type=Text)
    instead_of: str = Field(default="", sa_type=Text)
    seal: int | None = Field(default=None, sa_type=BigInteger, nullable=True)


class Prose(_Fieldbook, table=True):
    """What can be searched: the readable words of one passage, or of one answer that is text.

    `about` names the force and `key` the item or the field, by their keys, so that these can be
    asked for too. The writer keeps it in step; the index over it is the database's own and stands
    in `searching`.
    """

    __table_args__ = (UniqueConstraint("report", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    report: int = Field(foreign_key="report.id")
    key: str
    about: str = Field(sa_type=Text)
    words: str = Field(sa_type=Text)
    seal: int | None = Field(default=None, sa_type=BigInteger, nullable=True)


class LeftRemark(_Fieldbook, table=True):
    """The inspector's reason for leaving a remark about a report as it is."""

    __tablename__ = "left_remark"
    __table_args__ = (UniqueConstraint("report", "remark"),)

    id: int | None = Field(default=None, primary_key=True)
    report: int = Field(foreign_key="report.id")
    remark: str = Field(sa_type=Text)
    reason: str = Field(sa_type=Text)
    seal: int | None = Field(default=None, sa_type=BigInteger, nullable=True)


class Noted(_Fieldbook, table=True):
    """A comment on a report, or a point that the force raised: what `kind` says."""

    __table_args__ = (UniqueConstraint("report", "kind", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    report: int = Field(foreign_key="report.id")
    kind: str
    key: str
    value: Any = Field(sa_type=JSON, nullable=False)
    seal: int | None = Field(default=None, sa_type=BigInteger, nullable=True)


class OwnWord(_Fieldbook, table=True):
    """A word that is right for the spelling check because an inspector says so."""

    __tablename__ = "own_word"

    word: str = Field(primary_key=True)
    by: str
    at: str
    seal: int | None = Field(default=None, sa_type=BigInteger, nullable=True)


class Change(_Fieldbook, table=True):
    """One entry of the history. `step` is the version that the report came to with it.

    `kind` says what was changed: the report itself (its programme's version, when it is begun),
    its state, an answer, a passage, a left remark or what was noted in review; `key` which one.
    `before` and `after` are null where there was nothing, or is nothing any more. `at` is the time
    in UTC, ISO 8601. `origin` names the report and the item that words were taken over from, or the
    file they were read from.
    Where the state changed, `content` is the hash of what the report then said.
    """

    __table_args__ = (Index(None, "report", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    report: int = Field(foreign_key="report.id")
    step: int
    intention: str
    kind: str
    key: str
    before: Any = Field(default=None, sa_type=JSON(none_as_null=True), nullable=True)
    after: Any = Field(default=None, sa_type=JSON(none_as_null=True), nullable=True)
    by: str
    at: str
    origin: str = ""
    content: str = ""
    seal: int | None = Field(default=None, sa_type=BigInteger, nullable=True)


class Unfinished(_Fieldbook, table=True):
    """What an inspector has typed that can be recorded nowhere yet: a comment half written, say.

    `place` says where it stands on the screen, so that it stands there again.
    """

    place: str = Field(primary_key=True)
    by: str = Field(primary_key=True)
    text: str = Field(sa_type=Text)
    at: str


class Present(_Fieldbook, table=True):
    """A window that has this database open, and the report that is written in it.

    Each window counts its `beat` on while it lives: who watches needs no clock to see that another
    has died. `report` is its name, or empty.
    """

    window: str = Field(primary_key=True)
    who: str
    machine: str
    report: str
    beat: int


METADATA = _Fieldbook.metadata
REPORT = METADATA.tables["report"]
ANSWER = METADATA.tables["answer"]
PASSAGE = METADATA.tables["passage"]
CHANGE = METADATA.tables["change"]
PROSE = METADATA.tables["prose"]
LEFT_REMARK = METADATA.tables["left_remark"]
NOTED = METADATA.tables["noted"]
OWN_WORD = METADATA.tables["own_word"]
UNFINISHED = METADATA.tables["unfinished"]
PRESENT = METADATA.tables["present"]
