"""What has changed about a document since it was last told of: findings opened, resolved, back again."""

from decimal import Decimal
from typing import Any

import msgspec

from shared.finding import Finding
from shared.record import Outcome, Record


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How a document stood. Findings are by fingerprint, without their places: those are in the record."""

    outcome: Outcome
    reason: str | None = None
    open: dict[str, Finding] = {}
    resolved: dict[str, Finding] = {}


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What is new. `same`: nothing is, and nobody needs to be told again."""

    standing: Standing
    same: bool = False
    opened: tuple[Finding, ...] = ()
    resolved: tuple[Finding, ...] = ()
    regressed: tuple[Finding, ...] = ()  # had been resolved before


def compare(record: Record, own: Standing | None, predecessor: Standing | None = None) -> Change:
    """Hold a record against how its document stood; a new version of a document against the version before.

    Of a document that was never read nothing is known to be resolved, whatever was found in it earlier.
    """
    before = own or predecessor or Standing(outcome=record.outcome)
    found = {finding.fingerprint: finding for finding in record.findings}
    gone = {} if record.report is None else {key: each for key, each in before.open.items() if key not in found}
    kept = {key: each for key, each in before.open.items() if key not in found and key not in gone}
    standing = Standing(
        outcome=record.outcome,
        reason=record.reason.code if record.reason else None,
        open=kept | {key: msgspec.structs.replace(each, where=(), quote=None) for key, each in found.items()},
        resolved={key: each for key, each in before.resolved.items() if key not in found} | gone,
    )
    new = [key for key in found if key not in before.open]
    return Change(
        standing=standing,
        same=own is not None
        and (own.outcome, own.reason, own.open.keys()) == (standing.outcome, standing.reason, standing.open.keys()),
        opened=tuple(found[key] for key in new if key not in before.resolved),
        resolved=tuple(gone.values()),
        regressed=tuple(found[key] for key in new if key in before.resolved),
    )


_DECODER = msgspec.json.Decoder(Standing, float_hook=Decimal)


def decode_standing(data: Any) -> Standing | None:  # noqa: ANN401 - what a database gives: bytes, or None
    """Return the standing that `shared.record.encode` wrote, or None for none."""
    return None if data is None else _DECODER.decode(data)
