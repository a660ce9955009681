import msgspec

from shared.store import Scope, Store
from tests.unit.cli.conftest import Run


def test_a_key_is_printed_once_and_opens(run: Run, store: Store) -> None:
    made = run("key", "add", "crawler")
    key = store.keys.of(made.out.strip())
    assert key is not None
    assert (key.name, key.scopes) == ("crawler", (Scope.SUBMIT, Scope.READ))
    assert "it is not shown again" in made.err
    listed = run("key", "list")
    assert key.id in listed.out
    assert made.out.strip() not in listed.out


def test_scopes_are_chosen(run: Run, store: Store) -> None:
    told = msgspec.json.decode(run("key", "add", "boss", "--scope", "admin", "--json").out)
    assert store.keys.get(told["id"]).scopes == (Scope.ADMIN,)
    assert run("key", "add", "boss", "--scope", "all").status == 2


def test_a_revoked_key_opens_nothing(run: Run, store: Store) -> None:
    told = msgspec.json.decode(run("key", "add", "crawler", "--json").out)
    assert run("key", "revoke", told["id"]).status == 0
    assert store.keys.of(told["key"]) is None
    assert run("key", "revoke", "nobody").status == 2
