"""Against real sockets; a receiver that hangs is let go by the test, never waited for."""

import socket
import struct
from collections.abc import Callable
from datetime import UTC, datetime
from ipaddress import ip_network

import pytest
from standardwebhooks import Webhook

from tests.unit.notify.conftest import Answer, Handler, Receiver
from workers.notify import Attempt, Cause, Reach, deliver

SECRET = "whsec_" + "c2VjcmV0" * 4
BODY = b'{"type":"endpoint.test"}'
HERE = Reach(networks=(ip_network("127.0.0.0/8"),))
Receive = Callable[[Answer], Receiver]


def send(url: str, timeout: float = 10.0) -> Attempt:
    return deliver(url, [SECRET], "msg_1", datetime.now(UTC), BODY, reach=HERE, timeout=timeout)


def test_an_acknowledged_notice_has_arrived_whole_and_signed(receive: Receive) -> None:
    receiver = receive(lambda handler: handler.reply(200, b"thanks"))
    attempt = send(receiver.url)
    assert attempt.ok
    assert (attempt.status, attempt.answer, attempt.cause) == (200, "thanks", None)
    assert attempt.seconds > 0
    [(headers, body)] = receiver.got
    assert body == BODY
    assert Webhook(SECRET).verify(body, headers) == {"type": "endpoint.test"}
    assert headers["webhook-id"] == "msg_1"
    assert headers["content-type"] == "application/json"
    assert headers["user-agent"].startswith("nianbao/")


def test_204_is_an_acknowledgement(receive: Receive) -> None:
    assert send(receive(lambda handler: handler.reply(204)).url).ok


@pytest.mark.parametrize(
    ("status", "cause"),
    [(500, Cause.STATUS), (404, Cause.STATUS), (429, Cause.STATUS), (410, Cause.GONE), (304, Cause.REDIRECT)],
)
def test_any_other_answer_is_a_failure_with_its_cause(receive: Receive, status: int, cause: Cause) -> None:
    attempt = send(receive(lambda handler: handler.reply(status)).url)
    assert not attempt.ok
    assert (attempt.status, attempt.cause) == (status, cause)
    assert attempt.gone is (status == 410)
    assert attempt.detail.startswith(str(status))


def test_a_redirect_is_not_followed(receive: Receive) -> None:
    elsewhere = receive(lambda handler: handler.reply(200))
    attempt = send(receive(lambda handler: handler.reply(302, location=elsewhere.url)).url)
    assert attempt.cause is Cause.REDIRECT
    assert elsewhere.got == []


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        ("Thu, 04 Jan 2024 12:02:00 GMT", 120.0),
        ("Thu, 04 Jan 2024 11:00:00 GMT", 0.0),
        ("9" * 500, 3600.0),
        ("soon", None),
        ("-5", None),
        ("Thu, 04 Jan 2024 12:02:00 -0000", None),
        ("Thu, 04 Jan 2024 12:02:00 +" + "9" * 20, None),
        ("Thu, 04 Jan " + "9" * 20 + " 12:02:00 GMT", None),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(receive: Receive, header: str, seconds: float | None) -> None:
    receiver = receive(lambda handler: handler.reply(503, retry_after=header))
    attempt = deliver(receiver.url, [SECRET], "m", datetime(2024, 1, 4, 12, tzinfo=UTC), BODY, reach=HERE)
    assert attempt.retry_after == seconds


def test_a_receiver_that_hangs_is_given_up(receive: Receive) -> None:
    attempt = send(receive(lambda handler: handler.release.wait()).url, timeout=0.2)
    assert (attempt.cause, attempt.status) == (Cause.TIMEOUT, None)
    assert "0.2 s" in attempt.detail


def drip(handler: Handler) -> None:
    """Send a header line now and then, so that no single read ever times out."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while not handler.release.wait(0.02):
        handler.wfile.write(b"x-more: yes\r\n")


def test_a_receiver_that_drips_headers_is_given_up(receive: Receive) -> None:
    attempt = send(receive(drip).url, timeout=0.3)
    assert attempt.cause is Cause.TIMEOUT


def endless(handler: Handler) -> None:
    handler.send_response(200)
    handler.end_headers()
    while not handler.release.is_set():
        handler.wfile.write(b"x" * 65_536)


def test_a_huge_answer_is_not_read_to_its_end_and_its_status_counts(receive: Receive) -> None:
    attempt = send(receive(endless).url)
    assert attempt.ok
    assert attempt.answer == "x" * 1_000


def reset(handler: Handler) -> None:
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def test_a_connection_that_breaks_is_a_failure(receive: Receive) -> None:
    attempt = send(receive(reset).url)
    assert (attempt.cause, attempt.status) == (Cause.CONNECTION, None)
    assert attempt.detail


def test_a_port_without_a_receiver_is_a_failure(closed_port: int) -> None:
    assert send(f"http://127.0.0.1:{closed_port}/").cause is Cause.CONNECTION


def test_a_receiver_that_speaks_no_http_is_a_failure(receive: Receive) -> None:
    assert (
        send(receive(lambda handler: handler.wfile.write(b"\0\0 no such protocol\r\n\r\n")).url).cause
        is Cause.CONNECTION
    )


def test_plain_http_behind_https_is_a_matter_of_trust(receive: Receive) -> None:
    receiver = receive(lambda handler: handler.reply(200))
    assert send(receiver.url.replace("http:", "https:")).cause is Cause.TLS


def test_a_name_that_nobody_has_is_a_failure() -> None:
    attempt = send("https://nobody.invalid/")
    assert (attempt.cause, attempt.status) == (Cause.CONNECTION, None)


def test_a_url_that_no_notice_goes_to_is_a_failure_with_its_reason() -> None:
    attempt = send("https://user:word@example.test/")
    assert (attempt.cause, attempt.detail) == (Cause.URL, "a URL must not carry a user name or password")


def test_an_address_out_of_reach_is_not_connected_to(receive: Receive) -> None:
    receiver = receive(lambda handler: handler.reply(204))
    attempt = deliver(receiver.url, [SECRET], "m", datetime.now(UTC), BODY)
    assert (attempt.cause, attempt.detail) == (Cause.URL, "127.0.0.1 is a loopback address")
    assert receiver.got == []
