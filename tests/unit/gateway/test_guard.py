import pytest
from litestar.testing import TestClient

from deploy.gateway.app import build
from shared.settings import Settings
from shared.store import Scope, Store
from tests.unit.gateway.conftest import Client, problem

OPEN = {"/healthz", "/readyz", "/metrics", "/docs", "/docs/openapi.json", "/static/{name:str}"}
SOMETHING = {
    "batch": "b0",
    "sha256": "a" * 64,
    "page": "1.png",
    "endpoint": "e0",
    "delivery": "msg_0",
    "finding": "f0",
    "upload": "0" * 32,
}


def routes(settings: Settings, store: Store) -> list[tuple[str, str]]:
    found = []
    for route in build(settings, store).routes:
        template = str(route.path_format)
        if template not in OPEN and template.startswith("/v1"):
            methods = sorted(set(route.methods) - {"OPTIONS"})
            found += [(method, template.format(**SOMETHING)) for method in methods]
    return found


def test_every_operation_refuses_who_has_no_key(settings: Settings, store: Store, nobody: Client) -> None:
    asked = routes(settings, store)
    assert len(asked) > 15
    for method, path in asked:
        answer = nobody.request(method, path)
        assert answer.status_code == 401, path
        assert answer.headers["www-authenticate"].startswith("Bearer")


def test_every_operation_refuses_a_wrong_key(settings: Settings, store: Store, nobody: Client) -> None:
    for method, path in routes(settings, store):
        for told in ("Bearer nbk_wrong", "Bearer ", "Basic x"):
            assert nobody.request(method, path, headers={"authorization": told}).status_code == 401, path


def test_a_key_does_what_its_scope_says(nobody: Client, keys: dict[Scope, str]) -> None:
    def ask(scope: Scope, method: str, path: str) -> int:
        return nobody.request(method, path, headers={"authorization": f"Bearer {keys[scope]}"}).status_code

    assert ask(Scope.READ, "GET", "/v1/batches") == 200
    assert ask(Scope.READ, "POST", "/v1/batches") == 403
    assert ask(Scope.READ, "GET", "/v1/endpoints") == 403
    assert ask(Scope.SUBMIT, "GET", "/v1/batches") == 403
    assert ask(Scope.SUBMIT, "POST", "/v1/batches") == 415
    assert ask(Scope.ADMIN, "POST", "/v1/batches") == 415
    assert ask(Scope.ADMIN, "GET", "/v1/endpoints") == 200


def test_a_revoked_key_opens_nothing(nobody: Client, store: Store) -> None:
    key, secret = store.keys.add("crawler", [Scope.READ])
    headers = {"authorization": f"Bearer {secret}"}
    assert nobody.get("/v1/batches", headers=headers).status_code == 200
    store.keys.revoke(key.id)
    assert problem(nobody.get("/v1/batches", headers=headers), 401) == "wrong-key"


def test_the_key_of_a_process_opens_that_process_alone(settings: Settings, store: Store, nobody: Client) -> None:
    headers = {"authorization": "Bearer here"}
    with TestClient(build(settings, store, "here")) as local:
        assert local.get("/v1/endpoints", headers=headers).status_code == 200
    assert nobody.get("/v1/endpoints", headers=headers).status_code == 401


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics", "/docs", "/docs/openapi.json"])
def test_health_metrics_and_the_documentation_need_no_key(nobody: Client, path: str) -> None:
    assert nobody.get(path).status_code == 200
