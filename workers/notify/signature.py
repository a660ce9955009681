"""The three headers by which a receiver knows who sent a notice: https://www.standardwebhooks.com."""

from collections.abc import Sequence
from datetime import UTC, datetime

from standardwebhooks import Webhook


def headers(secrets: Sequence[str], message_id: str, timestamp: datetime, body: bytes) -> dict[str, str]:
    """Sign `body` with every live secret (`whsec_…`), so that a receiver may hold the old or the new one in a rotation.

    `timestamp` is the time of this attempt: receivers refuse one that is more than five minutes off.
    """
    if not secrets:
        raise ValueError("a notice without a secret cannot be signed")
    moment = timestamp.astimezone(UTC)
    signatures = [Webhook(secret).sign(message_id, moment, body.decode()) for secret in secrets]
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
