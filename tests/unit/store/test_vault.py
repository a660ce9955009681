from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from msgspec import structs

from shared.settings import Settings, SettingsError
from shared.store import Store, StoreError
from shared.store.vault import Vault
from tests.unit.store.samples import Clock

OLD, NEW = (Fernet.generate_key().decode() for _ in range(2))
URL = "https://example.test/hook"


def open_store(home: object, *keys: str) -> Store:
    return Store.open(Settings(home=str(home), secret_key=",".join(keys)), Clock())


def test_without_a_key_secrets_are_kept_as_they_are_and_counted(tmp_path: object) -> None:
    with open_store(tmp_path) as store:
        endpoint = store.endpoints.add(URL, [])
        assert store.endpoints.get(endpoint.id).secrets == endpoint.secrets
        assert store.endpoints.plain() == 1
        assert store.endpoints.seal() == 0


def test_with_a_key_no_secret_and_no_address_stands_in_the_database(tmp_path: object) -> None:
    with open_store(tmp_path, OLD) as store:
        endpoint = store.endpoints.add(URL, [])
        rotated = store.endpoints.rotate(endpoint.id)
        moved = store.endpoints.change(structs.replace(endpoint, url=f"{URL}/token"))
        assert store.endpoints.get(endpoint.id).url == moved.url == f"{URL}/token"
        assert rotated.secrets[1:] == endpoint.secrets
        assert store.endpoints.plain() == 0
    kept = b"".join(path.read_bytes() for path in Path(str(tmp_path)).glob("nianbao.db*"))
    assert not any(secret.encode() in kept for secret in (*rotated.secrets, URL))


def test_secrets_are_sealed_under_a_new_key_and_the_old_one_may_go(tmp_path: object) -> None:
    with open_store(tmp_path) as store:
        secrets = store.endpoints.add(URL, []).secrets
    for keys, sealed in (((OLD,), 1), ((OLD,), 0), ((NEW, OLD), 1), ((NEW,), 0)):
        with open_store(tmp_path, *keys) as store:
            assert store.endpoints.seal() == sealed
            assert store.endpoints.every()[0].secrets == secrets


@pytest.mark.parametrize(("keys", "said"), [((), "is not set"), ((NEW,), "is not the one")])
def test_secrets_stay_shut_without_their_key(tmp_path: object, keys: tuple[str, ...], said: str) -> None:
    with open_store(tmp_path, OLD) as store:
        store.endpoints.add(URL, [])
    with open_store(tmp_path, *keys) as store, pytest.raises(StoreError, match=said):
        store.endpoints.every()


def test_what_receivers_are_to_be_told_of_takes_no_key(tmp_path: object) -> None:
    with open_store(tmp_path, OLD) as store:
        endpoint = store.endpoints.add(URL, ["report.failed"])
    with open_store(tmp_path) as store, store._database.read() as connection:  # noqa: SLF001 - within a transaction
        (told,) = store.endpoints.live(connection)
        assert told == store.endpoints.subscriber(endpoint.id)
        assert (told.id, told.events, told.min_severity) == (endpoint.id, endpoint.events, endpoint.min_severity)


def test_a_key_that_is_none_is_named() -> None:
    with pytest.raises(SettingsError, match="NIANBAO_SECRET_KEY"):
        Vault(["secret"])
