"""Receivers of notices as people ask for them: the same checks by command, over HTTP and on a page."""

import base64
import binascii
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import UNSET, UnsetType, structs

from shared.errors import Message
from shared.finding import Severity
from shared.settings import Settings
from shared.store import DELIVERED, FAILED, FOLDED, GATHERED, Endpoint, Store
from shared.subscription import Filters
from tasks.context import reach_of
from workers.notify import OF_DOCUMENTS, ROBOT_PER_MINUTE, EventType, Kind, Subscription, url_refusal

CHOSEN = OF_DOCUMENTS | {EventType.BATCH_COMPLETED}  # what one may subscribe to
AT_ONCE = 4
_MOST_AT_ONCE = 40
_PREFIX = "whsec_"
_KEY = range(24, 65)  # bytes, by the Standard Webhooks

Url = Annotated[str, msgspec.Meta(max_length=2_000, description="Public and https, unless the operator allows more.")]
Events = Annotated[tuple[EventType, ...], msgspec.Meta(min_length=1)]
AtOnce = Annotated[int, msgspec.Meta(ge=1, le=_MOST_AT_ONCE, description="Notices it is sent at the same time.")]
PerMinute = Annotated[int, msgspec.Meta(ge=1, le=1_000_000, description="Notices it is sent a minute at most.")]
Secret = Annotated[str, msgspec.Meta(max_length=500, description="Of your own; `whsec_…`, of a robot whatever it has.")]


class State(StrEnum):
    """Where a delivery stands."""

    PENDING = "pending"
    SENT = "sent"
    RUNNING = "running"
    DELIVERED = DELIVERED
    FAILED = FAILED
    GATHERED = GATHERED
    FOLDED = FOLDED


class Narrowed(Filters, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Only what begins so: rules, regions by division code, names of publishers, labels or ids of batches.

    `digest_minutes`: notices are gathered so long and one is sent; 0: until their batch is complete.
    """


class NewReceiver(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A receiver to add. Without `events` it is told of failures, refusals and ends of batches."""

    url: Url
    kind: Kind = Kind.STANDARD
    events: Events | None = None
    min_severity: Severity = Severity.ERROR
    filters: Narrowed = Narrowed()
    at_once: AtOnce = AT_ONCE
    per_minute: PerMinute | None = None
    secret: Secret | None = None


class Wishes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a receiver wants from now on; what is left out stays as it is, `filters` are replaced as a whole."""

    url: Url | UnsetType = UNSET
    events: Events | UnsetType = UNSET
    min_severity: Severity | UnsetType = UNSET
    filters: Narrowed | UnsetType = UNSET
    at_once: AtOnce | UnsetType = UNSET
    per_minute: PerMinute | UnsetType | None = UNSET


class ReceiverError(ValueError):
    """A receiver cannot be as it is asked for."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.en)
        self.message = message


def add(store: Store, settings: Settings, wanted: NewReceiver) -> Endpoint:
    """Add a receiver; ReceiverError says what cannot be."""
    _accept_url(wanted.url, settings)
    events = wanted.events or Subscription().events
    _accept_events(events)
    at_once, per_minute = _pace(wanted.kind, wanted.at_once, wanted.per_minute)
    return store.endpoints.add(
        wanted.url,
        events,
        kind=wanted.kind,
        min_severity=wanted.min_severity,
        secret=_secret(wanted.kind, wanted.secret),
        filters=wanted.filters,
        at_once=at_once,
        per_minute=per_minute,
    )


def change(store: Store, settings: Settings, endpoint: str, wishes: Wishes) -> Endpoint:
    """Have a receiver told of something else from now on; ReceiverError says what cannot be."""
    asked = {name: told for name, told in structs.asdict(wishes).items() if told is not UNSET}
    wanted = structs.replace(store.endpoints.get(endpoint), **asked)
    if wishes.url is not UNSET:
        _accept_url(wanted.url, settings)
    if wishes.events is not UNSET:
        _accept_events(wishes.events)
    at_once, per_minute = _pace(Kind(wanted.kind), wanted.at_once, wanted.per_minute)
    return store.endpoints.change(structs.replace(wanted, at_once=at_once, per_minute=per_minute))


def rotate(store: Store, endpoint: str, secret: str | None = None) -> Endpoint:
    """Sign with a new secret, made unless it is given; a robot's is made by its chat."""
    found = store.endpoints.get(endpoint)
    kind = Kind(found.kind)
    if kind is not Kind.STANDARD and not secret:
        zh, en = f"{kind} 机器人的密钥在群设置里更换，再告知", f"the secret of a {kind} robot is changed in its chat"
        raise ReceiverError(Message(zh, f"{en}, then told here"))
    return store.endpoints.rotate(found.id, secret=_secret(kind, secret))


def _accept_url(url: str, settings: Settings) -> None:
    if refusal := url_refusal(url, reach_of(settings)):
        raise ReceiverError(Message(f"{url}：{refusal.zh}", f"{url}: {refusal.en}"))


def _accept_events(events: Iterable[EventType]) -> None:
    if others := sorted(set(events) - CHOSEN):
        told = " ".join(others)
        raise ReceiverError(Message(f"不能订阅 {told}", f"nobody subscribes to {told}"))


def _pace(kind: Kind, at_once: int, per_minute: int | None) -> tuple[int, int | None]:
    """Return how many notices a receiver is sent at once and a minute: a robot no more than its chat takes."""
    if kind is Kind.STANDARD:
        return at_once, per_minute
    return 1, min(per_minute or ROBOT_PER_MINUTE, ROBOT_PER_MINUTE)


def _secret(kind: Kind, given: str | None) -> str | None:
    """Return a secret that can sign; None where one is to be made, "" where a robot has none."""
    if kind is not Kind.STANDARD:
        return given or ""
    if not given:
        return None
    try:
        key = base64.b64decode(
            given.removeprefix(_PREFIX), validate=True
        )  # what is no base64 others would read otherwise
    except (binascii.Error, ValueError):
        key = b""
    if len(key) not in _KEY:
        few, many = _KEY[0], _KEY[-1]
        zh, en = (
            f"密钥应为 {_PREFIX} 加 {few} 至 {many} 字节的 base64",
            f"a secret is {_PREFIX} and {few} to {many} bytes",
        )
        raise ReceiverError(Message(zh, f"{en} in base64"))
    return given
