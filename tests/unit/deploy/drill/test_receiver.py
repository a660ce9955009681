"""A receiver that counts effects."""

from collections.abc import Iterator
from datetime import UTC, datetime

import httpx
import msgspec
import pytest
from standardwebhooks import Webhook

from deploy.drill.receiver import Mood, Receiver

SECRET = "whsec_" + "c2VjcmV0" * 4


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as receiver:
        receiver.secret = SECRET
        yield receiver


def bring(receiver: Receiver, id_: str, data: object, type_: str = "report.failed", secret: str = SECRET) -> int:
    body = msgspec.json.encode({"type": type_, "timestamp": "2026-01-01T00:00:00Z", "data": data})
    at = datetime.now(UTC)
    headers = {
        "webhook-id": id_,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign(id_, at, body.decode()),
    }
    return httpx.post(receiver.url, content=body, headers=headers).status_code


DOCUMENT = {"document": {"sha256": "ab"}, "outcome": "failed", "batch": "b1"}


def test_a_notice_that_comes_again_has_its_effect_once(receiver: Receiver) -> None:
    assert [bring(receiver, "1", DOCUMENT) for _ in range(3)] == [204] * 3
    assert (receiver.effects, receiver.repeated, receiver.doubled(), receiver.changed) == (1, 2, {}, 0)
    assert receiver.outcomes == {"ab": {"failed"}}


def test_the_same_content_under_another_id_doubles_an_effect(receiver: Receiver) -> None:
    bring(receiver, "1", DOCUMENT)
    bring(receiver, "2", DOCUMENT)
    assert receiver.doubled() == {"ab": 1}


def test_an_id_with_another_content_is_changed(receiver: Receiver) -> None:
    bring(receiver, "1", DOCUMENT)
    bring(receiver, "1", DOCUMENT | {"outcome": "accepted"})
    assert (receiver.changed, receiver.effects) == (1, 1)


def test_what_is_not_signed_has_no_effect(receiver: Receiver) -> None:
    assert bring(receiver, "1", DOCUMENT, secret="whsec_" + "b3RoZXIh" * 4) == 401
    assert (receiver.refused, receiver.effects) == (1, 0)


def test_batches_are_told_by_their_ids(receiver: Receiver) -> None:
    bring(receiver, "1", {"batch": "b1"}, "batch.completed")
    assert receiver.batches == {"b1"}


def test_one_that_fails_takes_nothing_and_one_that_forgets_takes_without_a_word(receiver: Receiver) -> None:
    receiver.mood = Mood.FAILING
    assert bring(receiver, "1", DOCUMENT) == 503
    assert receiver.effects == 0
    receiver.mood = Mood.FORGETFUL
    with pytest.raises(httpx.RemoteProtocolError):
        bring(receiver, "1", DOCUMENT)
    assert receiver.effects == 1
