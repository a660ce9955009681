from pathlib import Path

from litestar.testing import TestClient

from deploy.gateway.app import build
from shared.settings import Settings
from shared.store import Store
from shared.store.database import Database
from tests.unit.gateway.conftest import Client, problem, submit


def test_health_and_readiness_are_told_with_and_without_a_body(nobody: Client) -> None:
    for path in ("/healthz", "/readyz"):
        assert nobody.get(path).text == "ok\n"
        head = nobody.head(path)
        assert (head.status_code, head.content) == (200, b"")


def test_a_gateway_without_its_database_is_alive_and_not_ready(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'x.db'}", lambda: 0.0)  # never upgraded: there are no tables
    settings = Settings(home=str(tmp_path))
    store = Store(database, Store.open(settings).blobs)
    with TestClient(build(settings, store), raise_server_exceptions=False) as client:
        assert client.get("/healthz").status_code == 200
        answer = client.get("/readyz")
        assert problem(answer, 503) == "unavailable"
        assert answer.headers["retry-after"]


def test_the_metrics_tell_what_waits_and_how_long_requests_took(nobody: Client, store: Store) -> None:
    submit(store, ("a.html", b"x"), ("b.html", b"y"))
    nobody.get("/healthz")
    told = nobody.get("/metrics").text
    assert 'nianbao_documents_open{queue="intake",state="pending"} 2.0' in told
    assert 'nianbao_http_seconds_count{method="GET",path="/healthz",status="200"} 1.0' in told
