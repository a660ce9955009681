"""The gateway over a store in a folder, with a key for every scope and the line's work done on demand."""

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from deploy.gateway.app import build
from shared.settings import Settings
from shared.store import Item, Scope, Store
from tasks import notify, stage
from tasks.app import STAGES
from tasks.context import Context
from tests.corpus.generate import make
from tests.corpus.render import render
from workers.validate import default_policy

Client = TestClient[Litestar]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=str(tmp_path / "home"), upload_bytes=2**20)


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with Store.open(settings) as opened:
        yield opened


@pytest.fixture
def nobody(settings: Settings, store: Store) -> Iterator[Client]:
    """Ask without a key."""
    with TestClient(build(settings, store), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def keys(store: Store) -> dict[Scope, str]:
    return {scope: store.keys.add(scope, [scope])[1] for scope in Scope}


@pytest.fixture
def client(nobody: Client, keys: dict[Scope, str]) -> Client:
    """Ask with a key for everything."""
    nobody.headers["authorization"] = f"Bearer {keys[Scope.ADMIN]}"
    return nobody


@pytest.fixture
def work(store: Store) -> Callable[[], None]:
    """Do all that the line would do, in this process."""
    return lambda: drain(store)


def drain(store: Store) -> None:
    """Do all that the line would do, in this process."""
    told = Settings()
    context = Context(store, told.limits, default_policy(), told.lease_seconds)
    while queues := store.documents.waiting():
        for queue in queues:
            for sent in store.documents.take(queue, 100):
                stage.work(context, STAGES, sent.stage, queue, [sent.id])
    store.batches.close(notify.of_batch(store))


def report(fault: str | None = None, style: str = "html-clean", seed: str = "gateway") -> bytes:
    """Return a report in this style, clean or with one fault."""
    _, data = render(make(seed, form="gov_2021", fault=fault), style)
    return data


def submit(store: Store, *documents: tuple[str, bytes]) -> str:
    """Submit a sealed batch past the gateway; return its id."""
    batch = store.batches.create("")
    store.batches.submit(batch, [Item(name, data) for name, data in documents])
    store.batches.seal(batch)
    return batch


def problem(answer: httpx.Response, status: int) -> str:
    """Return the code of the problem that must have been answered."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == status
    assert told["message"]["zh"]
    assert told["message"]["en"] == told["detail"]
    return str(told["code"])
