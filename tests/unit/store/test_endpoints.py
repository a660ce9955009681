import base64

import pytest

from shared.finding import Severity
from shared.store import NotFoundError, Store
from tests.unit.store.samples import Clock

URL = "https://example.test/hook"


def test_an_endpoint_is_kept_with_what_it_asked_for(store: Store) -> None:
    endpoint = store.endpoints.add(URL, ["report.failed"], min_severity=Severity.WARNING)
    assert store.endpoints.get(endpoint.id[:6]) == endpoint
    assert (endpoint.url, endpoint.kind, endpoint.events) == (URL, "standard", ("report.failed",))
    assert endpoint.min_severity is Severity.WARNING
    (secret,) = endpoint.secrets
    assert secret.startswith("whsec_")
    assert len(base64.b64decode(secret.removeprefix("whsec_"))) == 24
    assert store.endpoints.every() == [endpoint]


def test_a_secret_may_be_brought_along(store: Store) -> None:
    own = "whsec_eA=="
    assert store.endpoints.add(URL, [], secret=own).secrets == (own,)


def test_old_secrets_sign_until_the_rotation_ends(store: Store, clock: Clock) -> None:
    endpoint = store.endpoints.add(URL, [])
    rotated = store.endpoints.rotate(endpoint.id, keep=100)
    assert rotated.secrets[1:] == endpoint.secrets
    clock.now += 50
    again = store.endpoints.rotate(endpoint.id, keep=100)
    assert again.secrets[1:] == rotated.secrets
    clock.now += 50
    assert store.endpoints.get(endpoint.id).secrets == again.secrets[:2]
    clock.now += 50
    assert store.endpoints.get(endpoint.id).secrets == again.secrets[:1]


def test_a_disabled_endpoint_says_why_and_since_when(store: Store, clock: Clock) -> None:
    endpoint = store.endpoints.add(URL, [])
    store.endpoints.disable(endpoint.id, "gone")
    disabled = store.endpoints.get(endpoint.id)
    assert (disabled.disabled_at, disabled.disabled_because) == (clock.now, "gone")
    store.endpoints.enable(endpoint.id)
    assert store.endpoints.get(endpoint.id) == endpoint


def test_there_is_no_endpoint_of_an_unknown_id(store: Store) -> None:
    with pytest.raises(NotFoundError):
        store.endpoints.get("nobody")
