"""The reference library is the judge."""

import re
import runpy
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from workers.notify import headers

OLD, NEW = "whsec_" + "b2xk" * 8, "whsec_" + "bmV3" * 8
BODY = '{"type":"endpoint.test","say":"年报"}'.encode()


def now() -> datetime:
    return datetime.now(UTC)


def test_the_reference_library_verifies_what_was_signed() -> None:
    assert Webhook(OLD).verify(BODY, headers([OLD], "msg_1", now(), BODY))["say"] == "年报"


@pytest.mark.parametrize("secret", [OLD, NEW])
def test_during_a_rotation_either_secret_verifies(secret: str) -> None:
    signed = headers([NEW, OLD], "msg_1", now(), BODY)
    assert signed["webhook-signature"].count("v1,") == 2
    Webhook(secret).verify(BODY, signed)


@pytest.mark.parametrize(
    "change", [{"webhook-id": "msg_2"}, {"webhook-timestamp": "1"}, {"webhook-signature": "v1,AAAA"}]
)
def test_a_tampered_header_is_refused(change: dict[str, str]) -> None:
    with pytest.raises(WebhookVerificationError):
        Webhook(OLD).verify(BODY, headers([OLD], "msg_1", now(), BODY) | change)


def test_a_tampered_body_and_another_secret_are_refused() -> None:
    signed = headers([OLD], "msg_1", now(), BODY)
    with pytest.raises(WebhookVerificationError):
        Webhook(OLD).verify(BODY + b" ", signed)
    with pytest.raises(WebhookVerificationError):
        Webhook(NEW).verify(BODY, signed)


def test_the_time_zone_of_the_sender_does_not_matter() -> None:
    at = now()
    there = at.astimezone(timezone(timedelta(hours=8)))
    assert headers([OLD], "m", at, BODY) == headers([OLD], "m", there, BODY)


def test_nothing_is_sent_unsigned() -> None:
    with pytest.raises(ValueError, match="secret"):
        headers([], "m", now(), BODY)


def test_the_lines_that_readme_offers_to_receivers_tell_genuine_notices(tmp_path: Path) -> None:
    readme = (Path(__file__).parents[3] / "README.md").read_text("utf-8")
    (lines,) = re.findall(r"```python\n(.+?)```", readme, re.DOTALL)
    (tmp_path / "receiver.py").write_text(lines)
    is_genuine = runpy.run_path(str(tmp_path / "receiver.py"))["is_genuine"]
    signed = headers([NEW, OLD], "msg_1", now(), BODY)
    assert is_genuine(signed, BODY, OLD)
    assert is_genuine(signed, BODY, NEW)
    assert not is_genuine(signed, BODY + b" ", OLD)
    assert not is_genuine(signed, BODY, "whsec_" + "b3Ro" * 8)
    assert not is_genuine(headers([OLD], "msg_1", now() - timedelta(minutes=6), BODY), BODY, OLD)
