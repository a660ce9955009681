import pytest
from sqlalchemy import select

from shared.store import NotFoundError, Scope, Store
from shared.store.tables import keys


def test_a_key_is_known_by_its_secret_until_it_is_revoked(store: Store) -> None:
    key, secret = store.keys.add("crawler", [Scope.SUBMIT, Scope.READ])
    assert store.keys.of(secret) == key
    assert store.keys.of(secret + "x") is None
    store.keys.revoke(key.id)
    assert store.keys.of(secret) is None
    assert [each.revoked_at for each in store.keys.every()] == [store.clock()]


def test_the_secret_itself_is_nowhere_in_the_store(store: Store) -> None:
    _, secret = store.keys.add("crawler", [Scope.READ])
    with store._database.read() as connection:  # noqa: SLF001 - what is really written
        row = str(connection.execute(select(keys)).one())
    assert "crawler" in row
    assert secret.removeprefix("nbk_") not in row


def test_admin_includes_the_other_scopes(store: Store) -> None:
    admin, _ = store.keys.add("admin", [Scope.ADMIN])
    reader, _ = store.keys.add("reader", [Scope.READ])
    assert [admin.allows(scope) for scope in Scope] == [True, True, True]
    assert [reader.allows(scope) for scope in Scope] == [False, True, False]


def test_no_two_keys_are_alike(store: Store) -> None:
    made = [store.keys.add("same", [Scope.READ]) for _ in range(3)]
    assert len({key.id for key, _ in made}) == len({secret for _, secret in made}) == 3
    with pytest.raises(NotFoundError):
        store.keys.get("nobody")
