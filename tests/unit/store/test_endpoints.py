import base64

import pytest
from msgspec import structs

from shared.finding import Severity
from shared.store import Judgement, NotFoundError, Store
from shared.subscription import Filters
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


def test_an_endpoint_is_told_of_something_else_and_one_that_moved_is_tried_at_once(store: Store) -> None:
    endpoint = store.endpoints.add(URL, ["report.failed"])
    with store._database.write() as connection:  # noqa: SLF001 - no notice is needed for it
        store.endpoints.failed(connection, endpoint.id, "no", lambda *_: Judgement(hold=900))
    held = store.endpoints.get(endpoint.id)
    wanted = structs.replace(held, events=("report.accepted",), filters=Filters(rules=("A",)), per_minute=5)
    changed = store.endpoints.change(wanted)
    assert changed == wanted
    moved = store.endpoints.change(structs.replace(changed, url=URL + "/new"))
    assert (moved.url, moved.held_until, moved.failures) == (URL + "/new", None, 0)


def test_one_that_was_disabled_for_its_failures_is_told_again_where_it_moved_to(store: Store) -> None:
    endpoint = store.endpoints.add(URL, ["report.failed"])
    with store._database.write() as connection:  # noqa: SLF001 - no notice is needed for it
        store.endpoints.failed(connection, endpoint.id, "no", lambda *_: Judgement(disable=True))
    moved = store.endpoints.change(structs.replace(store.endpoints.get(endpoint.id), url=URL + "/new"))
    assert (moved.disabled_at, moved.disabled_because, moved.failing_since) == (None, None, None)
    store.endpoints.disable(endpoint.id, "by hand")
    assert store.endpoints.change(structs.replace(moved, url=URL)).disabled_because == "by hand"


def test_a_notice_that_arrives_late_leaves_who_was_disabled_for_failures_among_those_that_are_told(
    store: Store,
) -> None:
    endpoint = store.endpoints.add(URL, ["report.failed"])
    with store._database.write() as connection:  # noqa: SLF001 - no notice is needed for it
        store.endpoints.failed(connection, endpoint.id, "no", lambda *_: Judgement(disable=True))
        assert not store.endpoints.well(connection, endpoint.id)
        assert [each.id for each in store.endpoints.live(connection)] == [endpoint.id]


def test_there_is_no_endpoint_of_an_unknown_id(store: Store) -> None:
    with pytest.raises(NotFoundError):
        store.endpoints.get("nobody")
