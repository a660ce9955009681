"""Letting a finding pass and reading again, over HTTP and on the page."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from shared.store import Scope, Store
from tests.unit.gateway.conftest import Client, problem, report, submit
from tests.unit.gateway.test_documents import only


@pytest.fixture
def failed(store: Store, work: Callable[[], None]) -> tuple[str, str]:
    """Return a document and the fingerprint of its only finding."""
    sha256 = only(store, submit(store, ("a.html", report("N04"))))
    work()
    (found,) = store.records.get(sha256).findings
    return sha256, found.fingerprint


def test_a_finding_is_let_pass_and_counts_again(client: Client, store: Store, failed: tuple[str, str]) -> None:
    sha256, fingerprint = failed
    made = client.post(f"/v1/documents/{sha256}/waivers", json={"finding": fingerprint[:8], "reason": "口径不同"})
    assert made.status_code == 201
    told = made.json()
    assert (told["finding"], told["author"], told["until"], told["outcome"]) == (fingerprint, "admin", None, "accepted")
    assert store.documents.get(sha256).outcome == "accepted"
    assert client.get(f"/v1/documents/{sha256}/record").json()["findings"][0]["waived"]["reason"] == "口径不同"
    assert client.delete(f"/v1/documents/{sha256}/waivers/{fingerprint[:8]}").status_code == 204
    assert store.documents.get(sha256).outcome == "failed"


def test_a_waiver_names_who_and_until_when(client: Client, failed: tuple[str, str]) -> None:
    sha256, fingerprint = failed
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    told = {"finding": fingerprint, "reason": "x", "author": "李某", "until": tomorrow}
    made = client.post(f"/v1/documents/{sha256}/waivers", json=told).json()
    assert (made["author"], made["until"]) == ("李某", tomorrow)


def test_a_waiver_that_says_nothing_or_has_run_out_is_refused(client: Client, failed: tuple[str, str]) -> None:
    sha256, fingerprint = failed
    path = f"/v1/documents/{sha256}/waivers"
    assert problem(client.post(path, json={"finding": fingerprint, "reason": " "}), 422) == "waiver"
    late = {"finding": fingerprint, "reason": "x", "until": "2020-01-01"}
    assert problem(client.post(path, json=late), 422) == "waiver"
    assert problem(client.post(path, json={"finding": "0", "reason": "x"}), 404) == "not-found"
    assert problem(client.post(path, json={"finding": fingerprint}), 400) == "bad-request"
    assert problem(client.delete(f"{path}/0"), 404) == "not-found"


def test_a_document_is_read_once_more_over_http(client: Client, store: Store, failed: tuple[str, str]) -> None:
    sha256, _ = failed
    answer = client.post(f"/v1/documents/{sha256}/requeue")
    assert (answer.status_code, answer.json()["state"]) == (202, "pending")
    assert store.documents.history(sha256)[-1].event == "requeued"


def test_only_an_admin_decides(nobody: Client, keys: dict[Scope, str], failed: tuple[str, str]) -> None:
    sha256, fingerprint = failed
    nobody.headers["authorization"] = f"Bearer {keys[Scope.READ]}"
    told = {"finding": fingerprint, "reason": "x"}
    assert problem(nobody.post(f"/v1/documents/{sha256}/waivers", json=told), 403) == "scope"
    assert problem(nobody.post(f"/v1/documents/{sha256}/requeue"), 403) == "scope"
