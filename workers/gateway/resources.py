"""What travels over HTTP, in both directions. Times are ISO 8601 in UTC."""

from datetime import datetime
from typing import Annotated, Any, Generic, Literal, TypeVar

import msgspec

from shared.errors import Message
from shared.finding import Severity
from shared.subscription import Filters

Sha256 = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$", description="SHA-256 of the document's bytes")]
Thing = TypeVar("Thing")


class Page(msgspec.Struct, Generic[Thing], frozen=True):
    """Some of a list. `next` is the `cursor` of the following ones, null at the end."""

    items: tuple[Thing, ...]
    next: str | None = None


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """What went wrong (RFC 9457), with the sentence in both languages."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    message: Message


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """What was submitted together, and how far it has come. `rules` counts findings."""

    id: str
    label: str
    created_at: datetime
    ended_at: datetime | None
    total: int
    open: int
    states: dict[str, int]
    outcomes: dict[str, int]
    rules: dict[str, int] = {}


class BatchEvent(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An event of a batch: what its `data`, JSON, is depends on `event`.

    `document`: a document has ended, under its `id`. `progress`: the batch, whenever its counts change. `completed`:
    the batch at its end; nothing follows.
    """

    event: Literal["document", "progress", "completed"]
    data: str
    id: str | None = None


class Unread(msgspec.Struct, frozen=True):
    """Something in an upload that could not be taken. It judges no document; the others were taken."""

    name: str
    message: Message


class Taken(msgspec.Struct, frozen=True):
    """An item of an upload that was taken. One whose document is not `new` cost nothing."""

    name: str
    document: Sha256
    new: bool


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a submission, item by item: `items` were taken, `problems` were not.

    `known` documents cost nothing: their records are there or on their way.
    """

    batch: str
    new: int
    known: int
    problems: tuple[Unread, ...] = ()
    items: tuple[Taken, ...] = ()


class Upload(msgspec.Struct, frozen=True, kw_only=True):
    """The body of a submission on its way. `offset` bytes of `size` have arrived; it goes on there."""

    id: str
    offset: int
    size: int


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One document under the name that it has in a batch."""

    name: str
    document: Sha256
    source_url: str | None
    state: str
    stage: str
    outcome: str | None


class Submission(msgspec.Struct, frozen=True, kw_only=True):
    """Under which name a batch holds a document."""

    batch: str
    name: str
    source_url: str | None
    submitted_at: datetime


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happened to a document."""

    at: datetime
    event: str
    stage: str
    attempt: int
    note: dict[str, Any]


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """Where a document stands, and what happened to it. `record` is the path of its record, once there is one."""

    sha256: Sha256
    name: str
    size: int
    format: str | None
    source_url: str | None
    supersedes: str | None
    superseded_by: str | None
    stage: str
    state: str
    outcome: str | None
    created_at: datetime
    ended_at: datetime | None
    record: str | None
    submissions: tuple[Submission, ...]
    history: tuple[Event, ...]


class Waiver(msgspec.Struct, frozen=True, kw_only=True):
    """A finding that a person has let pass, and the outcome that its document has now. Days are ISO dates."""

    document: Sha256
    finding: str
    rule: str
    author: str
    reason: str
    since: str
    until: str | None
    outcome: str


class Endpoint(msgspec.Struct, frozen=True, kw_only=True):
    """A receiver of notices. `secret` is shown where it was just made, and never again.

    `url` is cut where it is a key itself: of chat robots, and queries. One that fails is left alone until `held_until`.
    """

    id: str
    url: str
    kind: str
    events: tuple[str, ...]
    min_severity: Severity
    filters: Filters
    at_once: int
    per_minute: int | None
    created_at: datetime
    failures: int
    failing_since: datetime | None
    held_until: datetime | None
    held_because: str | None
    disabled_at: datetime | None
    disabled_because: str | None
    secret: str | None = None


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """One attempt at a delivery. `cause` is null for the one that succeeded."""

    at: datetime
    seconds: float
    status: int | None
    cause: str | None
    answer: str


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """One notice for one endpoint. `id` is its webhook-id."""

    id: str
    endpoint: str
    event: str
    batch: str | None
    document: str | None
    state: str
    attempts: int
    created_at: datetime
    ended_at: datetime | None
    status: int | None
    cause: str | None
    tries: tuple[Attempt, ...] = ()
