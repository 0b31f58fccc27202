"""A casebook's database: opened by path or URL, read in one snapshot, written by one at a time.

In: an address. Out: connections inside a transaction. It turns what the database and the disk complain of into one
CasebookUnavailable, and knows nothing of entries. On both databases a write sees all that was written before it,
because it holds the lock on the one row of `head` (SQLite: the whole file) from its beginning to its end; as long as
there is no such row, it holds the lock of those who make casebooks.
"""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, Engine, Table, create_engine, event, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import NullPool, QueuePool

from bearwitness.base.errors import CasebookError, CasebookUnavailable, MissingExtra, UsageError
from bearwitness.ledger.schemas import HEAD

WAIT_S = 60  # for another writer to finish, before it counts as hung
CREATION_LOCK = 0x62656172  # any number, the same for all who make casebooks in one PostgreSQL database
_FORMAT = 0x42573031  # SQLite's application_id of a casebook: "BW01"
_IDLE = 2  # connections to a file that stay open: one that writes and one that reads
_LOG_PAGES = 65_536  # of SQLite's log, 256 MB, after which it goes into the file: a page that changes often goes once
_HINTS = (
    ("database or disk is full", "the disk is full: make room and try again; nothing that was kept is lost"),
    ("no space left", "the disk is full: make room and try again; nothing that was kept is lost"),
    ("file too large", "the file may not grow further: raise the limit; nothing that was kept is lost"),
    ("readonly database", "it may only be read: change its permissions, or copy it"),
    ("read-only transaction", "it may only be read: ask for a login that may write"),
    ("permission denied", "permission denied: ask for a login that may do this"),
    ("not a database", "the file is no casebook: check the path"),
    ("malformed", "the file is damaged: restore a backup"),
    ("unable to open", "it cannot be opened: check the folder and its permissions"),
    ("locked", f"another process has been writing for over {WAIT_S} s: try again when it has finished"),
    ("disk i/o error", "the disk cannot be written: check its space and health; nothing that was kept is lost"),
)


class Database:
    """An opened database; `name` is its address without a password; `writable`: its file may be written."""

    def __init__(self, engine: Engine, name: str, *, writable: bool = True) -> None:
        self.engine, self.name, self.writable = engine, name, writable
        self.is_sqlite = engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees the casebook as it is at this moment, whatever is written meanwhile."""
        with self.translating(), self.engine.connect() as connection:
            if not self.is_sqlite:
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection that alone may write; all of what it wrote is kept at the end, or nothing of it."""
        with self.translating(), self.engine.execution_options(writing=True).begin() as connection:
            if not self.is_sqlite:
                connection.execute(text(f"SET LOCAL lock_timeout = '{WAIT_S}s'"))
                lock = select(HEAD.c.sequence).with_for_update()
                if connection.execute(lock).first() is None:
                    _lock_creation(connection)
                    connection.execute(lock)
            yield connection

    @contextmanager
    def creating(self) -> Iterator[Connection]:
        """A connection that alone may make or change tables."""
        with self.translating(), self.engine.execution_options(writing=True).begin() as connection:
            if not self.is_sqlite:
                _lock_creation(connection)
            yield connection

    @contextmanager
    def translating(self) -> Iterator[None]:
        """Complaints of the database below become a CasebookUnavailable that says what to do."""
        try:
            yield
        except DBAPIError as error:
            raise CasebookUnavailable(f"casebook {self.name}: {_explain(str(error.orig))}") from error
        except sqlite3.Error as error:
            raise CasebookUnavailable(f"casebook {self.name}: {_explain(str(error))}") from error

    def settle(self) -> None:
        """Bring SQLite's log into its file, as far as nobody reads what is older, so that the file holds all by itself.

        It waits for nobody. What cannot be brought in stays in the log, where every connection finds it.
        """
        if self.is_sqlite and self.writable:
            with suppress(DBAPIError, sqlite3.Error), self.engine.connect() as connection:
                get_driver_connection(connection).execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def open_database(address: str, *, create: bool = False) -> Database:
    """The database at a path or a URL (`sqlite:///…`, `postgresql://…`).

    A SQLite file that may only be read is opened for reading. Raises CasebookUnavailable where there is none and none
    is to be made, UsageError for an address that is none, MissingExtra for PostgreSQL without its driver.
    """
    if "://" not in address:
        return _open_file(Path(address), create=create)
    try:
        url = make_url(address)
    except ArgumentError:
        raise UsageError(
            f"'{address.rpartition('@')[2]}' is no address of a casebook: give a path or postgresql://…"
        ) from None
    if url.drivername.startswith("sqlite"):
        return _open_file(Path(url.database or ""), create=create)
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise UsageError(f"casebooks are kept in SQLite and PostgreSQL, not in {url.get_backend_name()}")
    name = url.render_as_string(hide_password=True)
    try:
        engine = create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    except (ModuleNotFoundError, NoSuchModuleError):
        raise MissingExtra("postgres", "a casebook in PostgreSQL") from None
    return Database(engine, name)


def _open_file(path: Path, *, create: bool) -> Database:
    if not str(path) or path.is_dir():
        raise CasebookUnavailable(f"casebook {path}: a folder, not a file; give the name of a file")
    if not path.exists():
        if not create:
            raise CasebookUnavailable(
                f"there is no casebook {path}: bearwitness add makes one, --casebook names another"
            )
        if not path.absolute().parent.is_dir():
            raise CasebookUnavailable(f"casebook {path}: there is no folder {path.absolute().parent}")
    writable = not path.exists() or (os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK))
    return Database(_build_sqlite_engine(path.absolute(), writable=writable), str(path), writable=writable)


def _build_sqlite_engine(path: Path, *, writable: bool) -> Engine:
    def connect() -> sqlite3.Connection:
        uri = f"{path.as_uri()}?mode={'rwc' if writable else 'ro'}"
        # A file in a folder that cannot be written has no room for the write-ahead log: with no log there is no writer.
        if not writable and not path.with_name(path.name + "-wal").exists():
            uri += "&immutable=1"
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=WAIT_S, check_same_thread=False)
        connection.text_factory = _read_text
        try:
            if writable:
                _prepare(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    # They stay open: whoever closes the last connection must bring the whole log into the file, and a new one begins
    # with an empty cache. More than the idle ones are opened as they are needed, and closed at once.
    # What is opened for reading as if it never changed must be opened anew each time, to see what another wrote since.
    if writable:
        engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=_IDLE, max_overflow=-1)
    else:
        engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # The lock is taken at once: a reader that turns writer half-way could not see what was written in between.
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _read_text(raw: bytes) -> str:
    """Text; bytes that somebody changed into no text at all come through, for `verify` to name their entry."""
    return raw.decode("utf-8", "surrogateescape")


def _prepare(connection: sqlite3.Connection) -> None:
    """WAL, for one writer and many readers; FULL, so that what was acknowledged outlives a loss of power."""
    marked = connection.execute("PRAGMA application_id").fetchone()[0]
    if marked != _FORMAT:
        if marked or connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise sqlite3.DatabaseError("not a database of ours")
        connection.execute(f"PRAGMA application_id = {_FORMAT}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA cache_size = -131072")  # 128 MB at most, taken as it is needed
    connection.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")


def _explain(complaint: str) -> str:
    """What to do about a complaint of the database, in one line."""
    low = complaint.lower()
    for sign, hint in _HINTS:
        if sign in low:
            return hint
    return " ".join(complaint.split())[:300] or "the database gave no reason"


def _lock_creation(connection: Connection) -> None:
    connection.execute(text(f"SELECT pg_advisory_xact_lock({CREATION_LOCK})"))


def insert_rows(connection: Connection, table: Table, rows: Sequence[tuple[object, ...]]) -> None:
    """Insert many rows, each with all columns of the table in their order, by one statement of the driver."""
    names = table.columns.keys()
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    statement = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({', '.join([mark] * len(names))})"
    connection.exec_driver_sql(statement, list(rows))


def get_driver_connection(connection: Connection) -> Any:
    """The connection of the driver below, for what SQLAlchemy has no words for."""
    found = cast(Any, connection.connection.driver_connection)
    if found is None:
        raise CasebookError("the connection to the casebook is closed")
    return found
