"""What the users of `deploy/postgres/roles.sql` may not do. What they may is shown by a line that runs as them."""

from collections.abc import Iterator

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy.exc import ProgrammingError

from shared.settings import Settings
from shared.store import Item, Store
from tests import postgres


@pytest.fixture(scope="module")
def users(postgres_tables: str) -> dict[str, str]:
    return postgres.users(postgres_tables)


@pytest.fixture
def as_user(users: dict[str, str], request: pytest.FixtureRequest) -> Iterator[psycopg.Connection]:
    with psycopg.connect(users[request.param]) as connection:
        yield connection


@pytest.mark.parametrize(
    ("as_user", "statement"),
    [
        ("worker", "SELECT hash FROM keys"),
        ("worker", "DELETE FROM documents"),
        ("worker", "INSERT INTO batches (id) VALUES ('x')"),
        ("worker", "UPDATE endpoints SET url = 'https://elsewhere.test'"),
        ("worker", "SELECT secrets FROM endpoints"),
        ("worker", "SELECT url FROM endpoints"),
        ("worker", "DELETE FROM events"),
        ("worker", "SELECT * FROM requests"),
        ("sender", "SELECT body FROM records"),
        ("sender", "SELECT name FROM documents"),
        ("sender", "INSERT INTO deliveries (id) VALUES ('x')"),
        ("gateway", "INSERT INTO keys (id) VALUES ('x')"),
        ("gateway", "DELETE FROM documents"),
        ("gateway", "UPDATE events SET event = 'x'"),
        *((role, "CREATE TABLE own (id int)") for role in ("worker", "sender", "gateway")),
        *((role, "DROP TABLE documents") for role in ("worker", "sender", "gateway")),
    ],
    indirect=["as_user"],
)
def test_what_is_not_granted_is_denied(as_user: psycopg.Connection, statement: str) -> None:
    with pytest.raises(InsufficientPrivilege):
        as_user.execute(statement.encode())


def test_every_role_may_be_made_again_after_an_upgrade(postgres_tables: str) -> None:
    for _ in range(2):
        with psycopg.connect(postgres_tables) as connection:
            connection.execute(postgres.ROLES.read_bytes())


def test_the_gateways_user_takes_in_shows_and_changes(users: dict[str, str], postgres_url: str, tmp_path: str) -> None:
    assert postgres_url
    with Store.open(Settings(home=str(tmp_path), database_url=users["gateway"])) as store:
        batch = store.batches.create("")
        store.batches.submit(batch, [Item("a", b"a")])
        store.batches.seal(batch)
        endpoint = store.endpoints.add("https://example.test", ["report.failed"])
        store.endpoints.disable(endpoint.id, "by hand")
        store.deliveries.test(endpoint, "endpoint.test", b"{}")
        (listed,) = store.batches.items(batch, 10)
        assert store.documents.get(listed.document).state == "pending"
        assert store.documents.requeue([listed.document]) == 0
        with pytest.raises(ProgrammingError):
            store.keys.add("mine", [])
