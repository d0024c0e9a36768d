"""The database, open: transactions for reading and for writing, and failures in plain words."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self

from desktop.core import folders
from desktop.core.report import Report
from desktop.store import connecting, failures, migrating, sqlite_file
from desktop.store.changes import Garbled, written
from desktop.store.driver import sqlite_errors
from desktop.store.errors import AlreadyThere, DatabaseError, LockedError, StaleError
from desktop.store.gate import Gate
from desktop.store.passphrase import Passphrase, keep_memory_off_the_disk

if TYPE_CHECKING:
    import sqlalchemy as sa

__all__ = [
    "AlreadyThere",
    "Database",
    "DatabaseError",
    "LockedError",
    "StaleError",
    "default_database",
]

_NO_VALUES: Mapping[str, object] = {}


class Ask(Protocol):
    """Carries out one query in plain SQL that every database takes, and gives its rows.

    Values stand in it as ":name".
    """

    def __call__(self, query: str, values: Mapping[str, object] = ..., /) -> Iterable[Any]: ...


def default_database() -> Path:
    """Give the place of the user's own database."""
    return folders.user_folder() / "fieldbook.sqlite3"


@dataclass(frozen=True, slots=True)
class LastRecorded:
    """The report recorded last, which need not be read again while its row is at the same version.

    Every change raises the version, so a database that is put back from a backup must be opened
    anew.
    """

    number: int
    report: Report


class Database:
    """An open database. It may be used from any thread, and from several at once.

    SQLAlchemy takes longer to load than all else at the start of the window: a file is opened and
    looked through without it, and it is loaded when it is first needed.
    """

    def __init__(
        self, where: str, at: Path | sa.Engine, passphrase: Passphrase | None = None
    ) -> None:
        """Take a file or an engine with tables of the newest revision; messages name `where`.

        The passphrase is that of a file that is locked.
        """
        self.where = where
        self.last_recorded: LastRecorded | None = None
        self.passphrase = passphrase
        if passphrase is not None:
            keep_memory_off_the_disk()
        self.file = at if isinstance(at, Path) else None
        """The file that it is kept in; None on a server."""
        self._made = None if isinstance(at, Path) else at
        self._made_for: object = None
        self._making = threading.Lock()
        self._holding: sqlite3.Connection | None = None
        self._known_as = self._identity()
        self._gate = Gate()
        self._shut = False

    @classmethod
    def open(cls, where: Path | str, passphrase: Passphrase | None = None) -> Self:
        """Open the database at a path or SQLAlchemy URL; make it if there is none, or bring it up.

        An older file is first copied beside itself, named with its revision. A file that is refused
        is left as it is. A new one is locked if there is a passphrase. Raises DatabaseError, and
        LockedError for want of the right passphrase.
        """
        url = None
        if isinstance(where, str) and "://" in where:
            url = _url(where)
            if url.get_backend_name() == "sqlite":
                where, url = _path_in(url), None
        if url is None:
            path = Path(where).expanduser().absolute()
            return cls(str(path), path, sqlite_file.prepare(path, passphrase))
        return cls(url.render_as_string(), _open_server(url))

    def close(self) -> None:
        """Close it. The last one to close a file leaves it whole, with nothing beside it."""
        with self._making:
            if self._made is not None:
                self._made.dispose()
            if self._holding is not None:
                self._holding.close()
                self._holding = None

    @property
    def is_shut(self) -> bool:
        """Whether it was locked, and everything asked of it raises LockedError until `unlock`."""
        return self._shut

    def lock(self) -> None:
        """Forget the passphrase, and what was kept in memory; waits for what is under way.

        Nothing happens to a database that has no passphrase.
        """
        if self.passphrase is None:
            return
        self._shut = True
        with self.set_aside():
            self.passphrase = None
            self.last_recorded = None

    def unlock(self, passphrase: Passphrase) -> None:
        """Take the passphrase again after `lock`. Takes about a tenth of a second.

        Raises LockedError if it is not the right one, and DatabaseError.
        """
        assert self.file is not None
        if not self.file.exists():
            raise failures.gone(self.where)
        with self._gate.alone():
            self.passphrase = sqlite_file.prepare(self.file, passphrase)
            self._known_as = self._identity()
            self._shut = False

    @contextmanager
    def set_aside(self) -> Iterator[None]:
        """Have no connection to the file while it is replaced; whoever wants one waits.

        Must not be asked for by a thread that is reading or writing.
        """
        with self._gate.alone():
            if self.file is not None:
                self.close()
                self._made = None
            try:
                yield
            finally:
                # What is away, as a stick that was pulled out, can be set aside all the same.
                with suppress(DatabaseError):
                    self._known_as = self._identity()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Read one state of the database, without keeping anyone from writing.

        Raises DatabaseError.
        """
        with self._within(), self._engine() as engine, engine.connect() as connection:
            connecting.begin(connection)
            yield connection

    @contextmanager
    def asking(self) -> Iterator[Ask]:
        """Read one state of the database by plain queries, a file without SQLAlchemy.

        Raises DatabaseError.
        """
        if self.file is None:
            with self.reading() as server:
                from sqlalchemy import text

                def ask(query: str, values: Mapping[str, object] = _NO_VALUES, /) -> Iterable[Any]:
                    return server.execute(text(query), dict(values))

                yield ask
            return
        with (
            self._within(),
            closing(connecting.connect(self.file, self.passphrase)) as connection,
        ):
            connection.execute("BEGIN")
            yield connection.execute

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Write all or nothing; other writers wait.

        Only for `recording`, `words`, `unfinished` and `presence`. Raises DatabaseError.
        """
        with self._within(), self._engine() as engine, engine.begin() as connection:
            connecting.begin(connection, writing=True)
            # Whoever puts another file in its place has to be alone with it, and nobody is now. The
            # connection may be older: SQLite would write on into a file that has no name any more.
            if self._identity() != self._made_for:
                raise failures.replaced(self.where)
            yield connection

    @contextmanager
    def _engine(self) -> Iterator[sa.Engine]:
        from sqlalchemy.exc import DBAPIError, OperationalError

        with self._making:
            identity = self._identity()
            if self._made is not None and identity != self._made_for and self.file is not None:
                self._made.dispose()
                self._made = None
            if self._made is None:
                assert self.file is not None
                self._made = connecting.engine(self.file, self.passphrase)
                self._made_for = identity
            engine = self._made
        try:
            yield engine
        except DBAPIError as error:
            if isinstance(error.orig, sqlite_errors()):
                raise error.orig from error
            if isinstance(error, OperationalError):
                raise failures.out_of_reach(self.where, error.orig) from error
            raise

    def _identity(self) -> object:
        """Tell the file from any other that had its name or gets it; None on a server.

        Raises DatabaseError if there is none of that name, or it cannot be reached.
        """
        if self.file is None:
            return None
        try:
            found = self.file.stat()
        except FileNotFoundError as error:
            raise failures.gone(self.where) from error
        except OSError as error:
            raise failures.explain(error, self.where) or error from error
        return found.st_dev, found.st_ino

    @contextmanager
    def _within(self) -> Iterator[None]:
        """Use the database, unless it is locked; failures come out in plain words."""
        if self._shut:
            raise failures.locked(self.where)
        with self._gate.through():
            if self._shut:
                raise failures.locked(self.where)
            with self._explained():
                self._hold()
                yield

    def _hold(self) -> None:
        """Keep one connection as long as the database is open: by it others know that it is."""
        if self.file is not None:
            with self._making:
                if self._holding is None:
                    self._holding = connecting.connect(self.file, self.passphrase)
                    # The lock on the file comes with the first reading, and stays.
                    self._holding.execute("SELECT count(*) FROM sqlite_master").fetchone()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite_errors() as error:
            code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
            if code == sqlite3.SQLITE_NOTADB and self._identity() != self._known_as:
                raise failures.locked_anew(self.where) from error
            explained = failures.explain(error, self.where)
            if explained is None:
                raise
            raise explained from error
        except (UnicodeDecodeError, json.JSONDecodeError, Garbled) as error:
            raise failures.damaged(self.where) from error


def _url(text: str) -> sa.URL:
    import sqlalchemy as sa
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError

    try:
        url = sa.make_url(text)
        url.get_dialect()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise DatabaseError(
            f"{text} names no database that Fieldbook knows: give the path of a file, or a URL"
            " such as postgresql://server/name."
        ) from error
    return url


def _path_in(url: sa.URL) -> str:
    if not url.database or url.database == ":memory:" or url.query:
        raise DatabaseError(
            f"{url} names no file: give its path, as in sqlite:///fieldbook.sqlite3."
        )
    return url.database


def _open_server(url: sa.URL) -> sa.Engine:
    import sqlalchemy as sa
    from sqlalchemy.exc import DBAPIError

    where = url.render_as_string()
    try:
        engine = sa.create_engine(url, json_serializer=written)
    except ImportError as error:
        raise DatabaseError(
            f"{where} needs a driver that is not installed ({error.name}): install it, or give the"
            " path of a file."
        ) from error
    try:
        with engine.begin() as connection:
            revision = migrating.revision_of(connection)
            if revision not in (None, *migrating.revisions()):
                raise failures.newer(where)
            if revision != migrating.newest():
                migrating.upgrade(connection)
    except DBAPIError as error:
        engine.dispose()
        raise failures.out_of_reach(where, error.orig) from error
    return engine
