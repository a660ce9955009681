import sqlite3
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path
from threading import Event, Timer

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from shared.settings import Settings
from shared.store import NewerError, Store
from shared.store.database import Database, insert_new
from shared.store.tables import meta, metadata, records


def open_database(folder: Path) -> Database:
    return Database(f"sqlite:///{folder / 'new' / 'x.db'}", lambda: 0.0)


def test_the_migrations_lead_to_the_tables_of_this_program(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    database.upgrade()
    with database.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_many_processes_may_open_a_new_store_at_once(tmp_path: Path) -> None:
    settings = Settings(home=str(tmp_path))
    with ThreadPoolExecutor(8) as pool:
        lines = {store.line for store in pool.map(lambda _: Store.open(settings), range(8))}
    assert len(lines) == 1


def test_a_new_store_is_waited_for_while_another_process_still_makes_it(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    first = sqlite3.connect(tmp_path / "new" / "x.db", isolation_level=None, check_same_thread=False)
    first.execute("BEGIN IMMEDIATE")  # before the log is written ahead: SQLite turns others away at once
    done = Timer(0.3, first.commit)
    done.start()
    database = open_database(tmp_path)
    with database.read() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
    done.join()
    first.close()


def test_a_schema_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    database.upgrade()
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerError, match=r"9999 > \d{4}"):
        database.upgrade()


def test_work_goes_on_while_the_schema_is_upgraded(tmp_path: Path) -> None:
    """A store of the version before, with a writer at work in it, comes to this version and loses nothing."""
    database = open_database(tmp_path)
    config = Config()
    config.set_main_option("script_location", str(files("shared.store") / "migrations"))
    with database.write() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, str(ScriptDirectory.from_config(config).get_revision("head").down_revision))
    upgraded = Event()
    written: list[str] = []

    def work() -> None:
        while not upgraded.is_set() or len(written) < 5:
            with database.write() as connection:
                insert_new(connection, meta, [{"key": f"k{len(written)}", "value": "1"}])
            written.append("k")

    with ThreadPoolExecutor(1) as pool:
        working = pool.submit(work)
        other = open_database(tmp_path)
        other.upgrade()
        upgraded.set()
        working.result(timeout=60)
    with other.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        assert len(connection.execute(select(meta)).all()) == len(written)


def test_a_transaction_that_fails_leaves_nothing(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    database.upgrade()

    def fail() -> None:
        with database.write() as connection:
            connection.execute(meta.insert(), {"key": "a", "value": "1"})
            raise ConnectionError

    with pytest.raises(ConnectionError):
        fail()
    with database.read() as connection:
        assert connection.execute(select(meta)).all() == []


def test_rows_that_are_there_stay_as_they_are(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    database.upgrade()
    with database.write() as connection:
        insert_new(connection, meta, [{"key": "a", "value": "1"}])
        insert_new(connection, meta, [{"key": "a", "value": "2"}, {"key": "b", "value": "3"}])
        insert_new(connection, meta, [])
        assert sorted(connection.execute(select(meta)).all()) == [("a", "1"), ("b", "3")]


def test_a_record_without_its_document_is_impossible(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    database.upgrade()
    with pytest.raises(IntegrityError), database.write() as connection:
        connection.execute(records.insert(), {"document": "nobody", "body": b""})


def test_readers_do_not_wait_for_a_writer_and_writers_take_turns(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    database.upgrade()
    with database.write() as writer:
        writer.execute(meta.insert(), {"key": "a", "value": "1"})
        with database.read() as reader:
            assert reader.execute(select(meta)).all() == []
        other = sqlite3.connect(tmp_path / "new" / "x.db", timeout=0)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()


def test_only_what_must_outlive_the_loss_of_power_waits_for_the_disk(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    with database.write(durable=True) as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
    with database.write() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
