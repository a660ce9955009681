from shared.store import Store
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
    assert problem(client.post("/v1/endpoints", json={"url": "ftp://example.org"}), 422) == "endpoint-url"
    assert problem(client.post("/v1/endpoints", json={"url": URL, "events": ["x"]}), 400) == "bad-request"
    assert problem(client.post("/v1/endpoints", json={"url": URL, "more": 1}), 400) == "bad-request"
    assert problem(client.post("/v1/endpoints", content=b"{"), 400) == "bad-request"
    for path in ("endpoints/e0", "deliveries/msg_0"):
        assert problem(client.get(f"/v1/{path}"), 404) == "not-found"
