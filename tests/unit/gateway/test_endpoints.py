from shared.store import Judgement, Store, Try
from tests.unit.gateway.conftest import Client, problem

URL = "https://example.org/notices"


def test_an_endpoint_shows_its_secret_once(client: Client, store: Store) -> None:
    made = client.post("/v1/endpoints", json={"url": URL, "events": ["report.failed"], "min_severity": "warning"})
    assert made.status_code == 201
    told = made.json()
    assert told["secret"] == store.endpoints.get(told["id"]).secrets[0]
    assert client.get(f"/v1/endpoints/{told['id']}").json() == told | {"secret": None}
    assert client.get("/v1/endpoints").json()["items"] == [told | {"secret": None}]


def test_a_new_secret_is_shown_once(client: Client) -> None:
    made = client.post("/v1/endpoints", json={"url": URL}).json()
    assert made["events"] == ["report.failed", "document.refused", "batch.completed"]
    rotated = client.post(f"/v1/endpoints/{made['id']}/rotate").json()
    assert rotated["secret"] not in {made["secret"], None}


def test_an_endpoint_is_made_as_it_is_asked_for_and_changed_later(client: Client, store: Store) -> None:
    asked = {
        "url": URL,
        "filters": {"rules": ["A", "N04"], "regions": ["36"], "digest_minutes": 30},
        "at_once": 2,
        "per_minute": 60,
        "secret": "whsec_" + "a" * 32,
    }
    made = client.post("/v1/endpoints", json=asked).json()
    assert {name: made[name] for name in asked} == asked
    changed = client.patch(f"/v1/endpoints/{made['id']}", json={"filters": {"rules": ["C"]}, "per_minute": None}).json()
    assert (changed["filters"], changed["per_minute"], changed["at_once"]) == ({"rules": ["C"]}, None, 2)
    assert changed["events"] == made["events"]
    assert store.endpoints.get(made["id"]).secrets == (asked["secret"],)
    path = f"/v1/endpoints/{made['id']}"
    assert problem(client.patch(path, json={"url": "http://10.0.0.1/"}), 422) == "endpoint"
    assert problem(client.patch(path, json={"events": ["endpoint.test"]}), 422) == "endpoint"
    assert problem(client.patch(path, json={"events": []}), 400) == "bad-request"
    assert problem(client.patch(path, json={"kind": "feishu"}), 400) == "bad-request"


def test_a_robots_address_is_the_key_to_its_chat_and_not_shown(client: Client) -> None:
    asked = {"url": "https://open.example.test/hook/0123456789", "kind": "feishu", "secret": "own", "per_minute": 500}
    made = client.post("/v1/endpoints", json=asked).json()
    assert (made["url"], made["secret"], made["per_minute"], made["at_once"]) == (
        "https://open.example.test/…6789",
        None,
        20,
        1,
    )
    assert "012345" not in client.get("/v1/endpoints").text
    assert problem(client.post(f"/v1/endpoints/{made['id']}/rotate"), 422) == "endpoint"
    assert client.post(f"/v1/endpoints/{made['id']}/rotate", json={"secret": "new"}).json()["secret"] is None


def test_an_endpoint_that_fails_says_since_when_and_until_when_it_is_left_alone(client: Client, store: Store) -> None:
    id_ = client.post("/v1/endpoints", json={"url": URL}).json()["id"]
    client.post(f"/v1/endpoints/{id_}/test")
    (delivery,) = store.deliveries.newest(endpoint=id_)
    claim = store.deliveries.claim(delivery.id, 30)
    assert claim is not None
    refused = Try(at=store.clock(), seconds=0.1, status=500, cause="status: 500", answer="")
    store.deliveries.settle(claim, "pending", 60, refused, lambda *_: Judgement(hold=900))
    told = client.get(f"/v1/endpoints/{id_}").json()
    assert (told["failures"], told["held_because"]) == (1, "status: 500")
    assert told["failing_since"] < told["held_until"]


def test_an_endpoint_is_disabled_and_enabled(client: Client) -> None:
    id_ = client.post("/v1/endpoints", json={"url": URL}).json()["id"]
    assert client.post(f"/v1/endpoints/{id_}/disable").json()["disabled_at"] is not None
    assert client.post(f"/v1/endpoints/{id_}/enable").json()["disabled_at"] is None


def test_a_delivery_is_listed_and_replayed(client: Client, store: Store) -> None:
    id_ = client.post("/v1/endpoints", json={"url": URL}).json()["id"]
    sent = client.post(f"/v1/endpoints/{id_}/test")
    assert sent.status_code == 202
    delivery = sent.json()
    assert delivery["event"] == "endpoint.test"
    assert [each["id"] for each in client.get("/v1/deliveries", params={"endpoint": id_}).json()["items"]] == [
        delivery["id"]
    ]
    assert client.get("/v1/deliveries", params={"state": "delivered"}).json()["items"] == []
    claim = store.deliveries.claim(delivery["id"], 30)
    assert claim is not None
    assert client.post(f"/v1/deliveries/{delivery['id']}/replay").json()["state"] == "running"


def test_what_cannot_be_an_endpoint_is_refused(client: Client) -> None:
    assert problem(client.post("/v1/endpoints", json={"url": "ftp://example.org"}), 422) == "endpoint"
    assert problem(client.post("/v1/endpoints", json={"url": URL, "secret": "whsec_x"}), 422) == "endpoint"
    for secret in ("whsec_" + "a" * 28, "whsec_" + "a" * 92, "whsec_" + "a" * 30 + "!!"):
        assert problem(client.post("/v1/endpoints", json={"url": URL, "secret": secret}), 422) == "endpoint"
    assert problem(client.post("/v1/endpoints", json={"url": URL, "events": ["x"]}), 400) == "bad-request"
    assert problem(client.post("/v1/endpoints", json={"url": URL, "more": 1}), 400) == "bad-request"
    assert problem(client.post("/v1/endpoints", content=b"{"), 400) == "bad-request"
    assert problem(client.post("/v1/endpoints", content=b'{"url":' + b"[" * 60_000), 400) == "bad-request"
    for path in ("endpoints/e0", "deliveries/msg_0", "deliveries?endpoint=e0"):
        assert problem(client.get(f"/v1/{path}"), 404) == "not-found"
    told = client.get("/v1/deliveries?endpoint=e0").json()["message"]
    assert told["en"] == "none of the endpoints begins with 'e0'"
    for query in ("state=lost", "document=%00", "document=abc"):
        assert problem(client.get(f"/v1/deliveries?{query}"), 400) == "bad-request"
