"""What only several processes on one PostgreSQL server can do to each other."""

import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hypothesis import settings as machine_settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import Connection, event, select, text

from shared.settings import Settings
from shared.store import Item, Store
from shared.store.database import Database
from shared.store.tables import batches, metadata
from tests import postgres
from tests.bench.store import fill
from tests.unit.store.samples import LEASE, claim, finish, record, silent, submit, take
from tests.unit.store.test_work import Line

THREADS = 8
_SCAN = re.compile("Seq Scan on (documents|deliveries|submissions|events|tries)")
_WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")


@pytest.fixture
def settings(postgres_url: str, tmp_path: Path) -> Settings:
    return Settings(home=str(tmp_path), database_url=postgres_url)


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with Store.open(settings) as opened:
        yield opened


def test_the_migrations_lead_to_the_tables_of_this_program(settings: Settings) -> None:
    database = Database(settings.database, lambda: 0.0)
    with database.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    database.close()


def test_ids_are_found_by_their_beginning_through_an_index(settings: Settings) -> None:
    """Whatever the language of the database: in most of them LIKE cannot use an index."""
    database = Database(settings.database, lambda: 0.0)
    sorted_by = text("SELECT table_name, column_name, collation_name FROM information_schema.columns")
    with database.read() as connection:
        found = {(row.table_name, row.column_name): row.collation_name for row in connection.execute(sorted_by)}
    database.close()
    for table in ("batches", "documents", "deliveries", "endpoints"):
        assert found[table, "id"] == "C"
    assert found["submissions", "name"] == "C"


def test_many_processes_may_open_a_new_store_at_once(postgres_server: postgres.Server, tmp_path: Path) -> None:
    new = Settings(home=str(tmp_path), database_url=postgres_server.create())
    with ThreadPoolExecutor(THREADS) as pool:
        stores = list(pool.map(lambda _: Store.open(new), range(THREADS)))
    assert len({store.line for store in stores}) == 1
    for store in stores:
        store.close()


def test_several_pumps_send_every_document_once(settings: Settings, store: Store) -> None:
    submit(store, *map(str, range(200)))
    begin = Barrier(THREADS)

    def pump(_: int) -> list[str]:
        with Store.open(settings) as own:
            begin.wait()
            sent = []
            while some := take(own, room=7):
                sent += some
            return sent

    with ThreadPoolExecutor(THREADS) as pool:
        sent = [id_ for some in pool.map(pump, range(THREADS)) for id_ in some]
    assert len(sent) == len(set(sent))
    assert len(set(sent) | set(take(store))) == 200


def test_a_pump_does_not_wait_for_rows_that_another_one_holds(settings: Settings, store: Store) -> None:
    submit(store, "a", "b")
    database = Database(settings.database, lambda: 0.0)
    with database.write() as other:
        held = other.execute(text("SELECT id FROM documents ORDER BY turn LIMIT 1 FOR UPDATE")).scalar()
        assert held not in take(store)
    database.close()
    assert take(store) == [held]


def test_of_many_claims_at_once_one_holds(settings: Settings, store: Store) -> None:
    submit(store, "a")
    (id_,) = take(store)
    begin = Barrier(THREADS)

    def try_to(_: int) -> bool:
        with Store.open(settings) as own:
            begin.wait()
            return own.documents.claim(id_, "intake", "intake", LEASE) is not None

    with ThreadPoolExecutor(THREADS) as pool:
        assert sum(pool.map(try_to, range(THREADS))) == 1


@pytest.mark.parametrize("hours", [1, -1])
def test_a_host_whose_clock_is_wrong_claims_and_reaps_like_any_other(
    settings: Settings, store: Store, monkeypatch: pytest.MonkeyPatch, hours: int
) -> None:
    """Everybody goes by the server's clock."""
    true = time.time
    monkeypatch.setattr(time, "time", lambda: true() + hours * 3600)
    with Store.open(settings) as wrong:
        submit(wrong, "a", "b")
        held, brief = take(store)
        claim(wrong, held)
        assert wrong.documents.claim(brief, "intake", "intake", 0.001) is not None
        time.sleep(0.05)  # beyond half the time that an answer of the server may take
        assert [each.id for each in store.documents.expired()] == [brief]
        assert [each.id for each in wrong.documents.expired()] == [brief]
        assert abs(wrong.clock() - true()) < 60


def test_the_same_documents_submitted_at_once_in_any_order_are_known_once(settings: Settings, store: Store) -> None:
    """Two transactions that insert the same rows in different orders would wait for each other for ever."""
    names = list(map(str, range(150)))
    begin = Barrier(4)

    def submitter(number: int) -> None:
        with Store.open(settings) as own:
            batch = own.batches.create("")
            items = [Item(name, name.encode()) for name in (names if number % 2 else names[::-1])]
            begin.wait()
            own.batches.submit(batch, items)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(submitter, range(4)))
    assert len(take(store, room=1000)) == len(names)


def test_words_kept_by_two_processes_at_once_are_one_of_both(settings: Settings, store: Store) -> None:
    begin = Barrier(THREADS)

    def keep(number: int) -> None:
        with Store.open(settings) as own:
            begin.wait()
            own.meta.set("epoch", str(number))

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(keep, range(THREADS)))
    assert store.meta.get("epoch") in set(map(str, range(THREADS)))


def test_a_batch_that_is_being_closed_is_left_alone_and_reopened_after(settings: Settings, store: Store) -> None:
    batch = submit(store, "a")
    (id_,) = take(store)
    finish(store, claim(store, id_))
    closer = Database(settings.database, lambda: 0.0)
    with closer.write() as closing:
        closing.execute(select(batches).where(batches.c.id == batch).with_for_update(key_share=True))
        assert store.batches.close(silent) == []
        with ThreadPoolExecutor(1) as pool:
            requeued = pool.submit(store.documents.requeue, [id_])
            while not requeued.done() and not closing.execute(_WAITING).scalar():
                time.sleep(0.01)
            assert not requeued.done()
            closing.execute(batches.update().where(batches.c.id == batch).values(ended_at=1.0))
            closing.commit()
            assert requeued.result() == 1
    closer.close()
    assert store.batches.get(batch).ended_at is None


def test_nobody_waits_for_a_batch_that_is_being_added_to(settings: Settings, store: Store) -> None:
    """A finished document writes deliveries that name its batch."""
    batch = submit(store, "a")
    held = claim(store, take(store)[0])
    endpoint = store.endpoints.add("https://example.test", ["report.failed"])
    submitter = Database(settings.database, lambda: 0.0)
    with submitter.write() as adding:
        adding.execute(select(batches).where(batches.c.id == batch).with_for_update(key_share=True))

        def announce(connection: Connection, *_: object) -> None:
            connection.exec_driver_sql("SET LOCAL lock_timeout = '5s'")
            store.deliveries.post(connection, endpoint, "report.failed", b"", batch=batch)

        assert store.documents.finish(held, record(held), announce, {})
    submitter.close()


class OnPostgres(Line):
    """The machine of `test_work`, on the other engine."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url

    def open(self) -> Store:
        postgres.empty(self.url)
        return Store.open(Settings(home=str(self.folder), database_url=self.url), self.clock)


def test_whatever_happens_in_any_order_leaves_one_result(postgres_url: str) -> None:
    some = machine_settings(max_examples=15, stateful_step_count=30, deadline=None)
    run_state_machine_as_test(lambda: OnPostgres(postgres_url), settings=some)


HOT: dict[str, Callable[[Store], object]] = {
    "queues with documents": lambda store: store.documents.waiting(),
    "queues with deliveries": lambda store: store.deliveries.waiting(),
    "a window of documents": lambda store: store.documents.take("intake", 50),
    "a window of deliveries": lambda store: store.deliveries.take("notify", 50),
    "leases that ended": lambda store: (store.documents.expired(), store.deliveries.reap()),
    "messages that were lost": lambda store: (store.documents.stale(0), store.deliveries.stale(0)),
    "a claim": lambda store: store.documents.claim("a" * 64, "intake", "intake", LEASE),
    "a document": lambda store: store.documents.get(store.documents.take("validate", 1)[0].id[:9]),
    "its history": lambda store: store.documents.history("a" * 64),
    "what happened since": lambda store: (store.figures.happened(7), store.figures.brought(7.0)),
}


@pytest.mark.parametrize("name", HOT)
def test_what_is_asked_all_day_never_reads_a_whole_table(settings: Settings, store: Store, name: str) -> None:
    """No sequential scan is left when the planner may avoid it: there is an index for each of these questions."""
    database = Database(settings.database, lambda: 0.0)
    fill(database, 400)
    with database.write() as connection:
        connection.execute(text("UPDATE documents SET state = 'pending' WHERE queue = 'validate'"))
    asked: list[tuple[str, Any]] = []
    engine = store._database._engine  # noqa: SLF001 - the statements are nobody's business elsewhere

    def note(_: object, __: object, statement: str, parameters: Any, *___: object) -> None:  # noqa: ANN401 - SQLAlchemy hands over what it likes
        asked.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    HOT[name](store)
    event.remove(engine, "before_cursor_execute", note)
    with database.read() as connection:
        connection.execute(text("SET LOCAL enable_seqscan = off"))
        for statement, parameters in asked:
            plan = connection.exec_driver_sql(f"EXPLAIN {statement}", parameters).scalars().all()
            assert not any(_SCAN.search(line) for line in plan), "\n".join([statement, *plan])
    database.close()
    assert asked
