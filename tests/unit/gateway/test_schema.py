"""Everything that the OpenAPI document allows, and much that it does not, asked of the gateway by schemathesis."""

from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import APIOperation, Case, Config
from schemathesis.schemas import BaseSchema

from deploy.gateway.app import build
from shared.settings import Settings
from shared.store import Store
from tests.unit.gateway.conftest import drain, report, submit

KEY = "nbk_schema"
EXAMPLES = 12  # of every operation, for what is there and again for what is not
SAID_NOWHERE = ["413", "422"]  # what a schema cannot say: how large is too large, which addresses are not public


class Bearer:
    """Shows a key, and knows how, so that the same is asked without it, too."""

    def get(self, _: Case, __: object) -> str:
        return KEY

    def set(self, case: Case, data: str, _: object) -> None:
        case.headers["authorization"] = f"Bearer {data}"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    told = Settings(home=str(tmp_path_factory.mktemp("schema")), upload_bytes=2**20)
    with Store.open(told) as opened:
        yield opened


@pytest.fixture(scope="module")
def known(store: Store) -> dict[str, str]:
    """Return what is there, by the names that paths have for it."""
    batch = submit(store, ("a.html", report("N04")))
    drain(store)
    endpoint = store.endpoints.add("https://example.org/notices", ["report.failed"])
    sha256 = store.batches.items(batch, 1)[0].document
    return {
        "batch": batch,
        "sha256": sha256,
        "finding": store.records.get(sha256).findings[0].fingerprint,
        "endpoint": endpoint.id,
        "delivery": store.deliveries.test(endpoint, "endpoint.test", b"{}"),
    }


@pytest.fixture(scope="module")
def schema(store: Store) -> BaseSchema:
    usual = ["2xx", "3xx", "401", "403", "404", "409"]
    config = Config.from_dict({"checks": {"positive_data_acceptance": {"expected-statuses": [*usual, *SAID_NOWHERE]}}})
    app = build(Settings(upload_bytes=2**20), store, KEY)
    found = schemathesis.openapi.from_asgi("/docs/openapi.json", app, config=config)
    found.auth()(Bearer)
    return found


def ask(operation: APIOperation, known: dict[str, str]) -> None:
    """Ask for as many examples of an operation as there are to be; of these things, where there are any."""

    @given(case=operation.as_strategy())
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def asked(case: Case) -> None:
        case.path_parameters.update({name: id_ for name, id_ in known.items() if name in case.path_parameters})
        answer = case.call()
        case.validate_response(answer)
        if answer.status_code >= 400:
            assert answer.headers["content-type"] == ["application/problem+json"]

    asked()


def test_every_answer_is_one_that_the_document_promises(schema: BaseSchema, known: dict[str, str]) -> None:
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) > 25
    for operation in operations:
        ask(operation, {})
        ask(operation, known)
