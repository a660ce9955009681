from datetime import UTC, datetime, timedelta
from ipaddress import ip_network

import httpx
import pytest
from msgspec.structs import replace

from deploy.receiver import Received, Receiver
from workers.notify import Reach, deliver, headers

SECRET = "whsec_" + "c2VjcmV0" * 4
BODY = b'{"type":"endpoint.test"}'
HERE = Reach(networks=(ip_network("127.0.0.0/8"),))


def signed(body: bytes = BODY, at: datetime | None = None) -> Received:
    return Received(headers([SECRET], "msg_1", at or datetime.now(UTC), body), body)


def test_a_signed_notice_is_acknowledged_and_kept_once() -> None:
    with Receiver() as receiver:
        receiver.secret = SECRET
        for _ in range(2):
            assert deliver(receiver.url, [SECRET], "msg_1", datetime.now(UTC), BODY, reach=HERE).status == 204
    assert list(receiver.received) == ["msg_1"]
    assert receiver.received["msg_1"].body == BODY
    assert receiver.refused == 0


def test_what_is_not_signed_is_refused() -> None:
    with Receiver() as receiver:
        receiver.secret = SECRET
        assert httpx.post(receiver.url, content=BODY).status_code == 401
    assert (receiver.received, receiver.refused) == ({}, 1)


def test_a_notice_verifies_as_it_came_and_not_when_changed() -> None:
    assert signed().verify(SECRET)
    assert not replace(signed(), body=BODY + b" ").verify(SECRET)
    assert not signed().verify("whsec_" + "b3RoZXI=" * 3)


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_notice_from_another_time_does_not_verify(hours: int) -> None:
    assert not signed(at=datetime.now(UTC) + timedelta(hours=hours)).verify(SECRET)


@pytest.mark.parametrize("header", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_a_notice_without_its_headers_does_not_verify(header: str) -> None:
    notice = signed()
    left = {name: value for name, value in notice.headers.items() if name != header}
    assert not replace(notice, headers=left).verify(SECRET)
    assert not replace(notice, headers=notice.headers | {header: "x"}).verify(SECRET)
