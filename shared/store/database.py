"""Transactions on SQLite or PostgreSQL, and the schema's upgrades."""

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, create_engine, event, inspect, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from shared.errors import Message, TryLater
from shared.store.clock import ServerClock
from shared.store.errors import NewerError

SETTLING = 5.0  # seconds in which a transaction that took a lower id than one seen may still end
_BUSY = 30.0  # seconds that a connection waits for the others' locks on a file
_PAUSE = 0.02  # seconds between two tries
_LEVEL = "synchronous"  # of a connection, as it was set last
_UPGRADE_LOCK = 0x6E69616E62616F  # any number, as long as it is always the same


class Database:
    """One database. `clock` gives the time that every row is stamped with: PostgreSQL's own, or SQLite's host's."""

    def __init__(self, url: str, clock: Callable[[], float] | None = None) -> None:
        parsed = make_url(url)
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        self._server = None if self.is_sqlite or clock else ServerClock()
        self.clock = clock or self._server or time.time
        if self.is_sqlite and parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        self._engine = create_engine(parsed, pool_pre_ping=not self.is_sqlite)
        if self.is_sqlite:
            event.listen(self._engine, "connect", _prepare)
            event.listen(self._engine, "begin", _begin)
        self._writes = self._engine.execution_options(writes=True)  # made once: it takes longer than some transactions
        self._durable = self._engine.execution_options(writes=True, durable=True)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a transaction that only reads."""
        with _tried(), self._engine.begin() as connection:
            self._look(connection)
            yield connection

    @contextmanager
    def write(self, *, durable: bool = False) -> Iterator[Connection]:
        """Open a transaction that writes. Every one outlives a killed process, a durable one the loss of power.

        On SQLite it holds the write lock from its first moment, so that it never fails half way for want of it.
        """
        with _tried(), (self._durable if durable else self._writes).begin() as connection:
            self._look(connection)
            yield connection

    def upgrade(self) -> None:
        """Bring the schema to this program's version; of several processes one does it and the others wait.

        NewerError for a schema of a later version. Those of earlier ones go on with the new schema until they end:
        an upgrade only adds.
        """
        scripts = files("shared.store") / "migrations"
        head = max(entry.name for entry in (scripts / "versions").iterdir() if entry.name[:1].isdigit())[:4]
        with self.write() as connection:
            if not self.is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _UPGRADE_LOCK})
            if inspect(connection).has_table("alembic_version"):
                found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
                if found == head:
                    return
                if found is not None and found > head:
                    raise NewerError(f"{found} > {head}")
            from alembic import command  # noqa: PLC0415 - 0.2 s that only the first process pays
            from alembic.config import Config  # noqa: PLC0415 - likewise

            config = Config()
            config.set_main_option("script_location", str(scripts).replace("%", "%%"))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def _look(self, connection: Connection) -> None:
        if self._server:
            self._server.look(connection)


@contextmanager
def _tried() -> Iterator[None]:
    """Have work tried later when the database is away, locked for long, or out of room."""
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        raise TryLater(Message(f"数据库：{error.orig}", f"the database: {error.orig}")) from error


def insert_new(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert the rows whose keys are not there yet."""
    listed = list(rows)
    if listed:
        connection.execute(_insert(connection.dialect.name, table).on_conflict_do_nothing(), listed)


def upsert(connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """Insert a row, or have it take the place of the one that has its key."""
    connection.execute(_upsert(connection.dialect.name, table, tuple(row)), dict(row))


def insert_or_update(
    dialect: str, table: Table, change: Callable[[ReadOnlyColumnCollection[str, Any]], Mapping[str, Any]]
) -> sqlite.Insert | postgresql.Insert:
    """Return the statement that inserts a row, or makes a change, told by the row, in the one that has its key."""
    insert = _insert(dialect, table)
    keys = [column.name for column in table.primary_key]
    return insert.on_conflict_do_update(index_elements=keys, set_=change(insert.excluded))


@cache
def _upsert(dialect: str, table: Table, names: tuple[str, ...]) -> sqlite.Insert | postgresql.Insert:
    keys = {column.name for column in table.primary_key}
    return insert_or_update(dialect, table, lambda row: {name: row[name] for name in names if name not in keys})


def _insert(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


def _prepare(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # the driver leaves transactions to `_begin`
    connection.execute(f"PRAGMA busy_timeout={int(1000 * _BUSY)}").close()
    _write_ahead(connection)
    connection.execute("PRAGMA foreign_keys=ON").close()


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Have the file keep a write-ahead log: of several that open a new one at once, SQLite turns the others away.

    Its own timeout does not hold for that, as two that both waited for the other to let go would wait for ever.
    """
    end = time.monotonic() + _BUSY
    while True:
        try:
            return connection.execute("PRAGMA journal_mode=WAL").close()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(_PAUSE)


def _begin(connection: Connection) -> None:
    options, driver = connection.get_execution_options(), connection.connection
    writes, level = options.get("writes"), "FULL" if options.get("durable") else "NORMAL"
    if writes and connection.info.get(_LEVEL) != level:
        driver.cursor().execute(f"PRAGMA synchronous={level}")
        connection.info[_LEVEL] = level
    driver.cursor().execute("BEGIN IMMEDIATE" if writes else "BEGIN")
