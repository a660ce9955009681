"""Endpoints: who is told, of what, signed with which secrets."""

import base64
import secrets
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, or_, select, update

from shared.finding import Severity
from shared.store.database import Database
from shared.store.rows import find, noun
from shared.store.tables import endpoints
from shared.store.vault import Vault
from shared.subscription import Filters

ROTATION = 24 * 3600.0  # seconds for which an old secret signs beside the new one


class Secret(msgspec.Struct, frozen=True):
    """A signing key (`whsec_…`), until a time or for good."""

    value: str
    until: float | None = None


class Subscriber(msgspec.Struct, frozen=True, kw_only=True):
    """What one receiver is to be told of: neither its address nor its secrets, so that it takes no key to know.

    `events` are types of notices; a report counts as failed from `min_severity` on.
    """

    id: str
    events: tuple[str, ...]
    min_severity: Severity
    filters: Filters = Filters()


class Endpoint(Subscriber, frozen=True, kw_only=True):
    """One receiver."""

    url: str
    kind: str  # standard; feishu, dingtalk, wecom
    secrets: tuple[str, ...]  # those that sign now, newest first
    created_at: float
    disabled_at: float | None
    disabled_because: str | None
    at_once: int = 4  # notices that it is sent at the same time
    per_minute: int | None = None  # notices; None: as many as it takes
    failures: int = 0  # in a row
    failing_since: float | None = None  # of one that was disabled by hand or is gone: None
    held_until: float | None = None  # it is left alone so long, then tried with one notice
    held_because: str | None = None


class Judgement(msgspec.Struct, frozen=True):
    """What becomes of a receiver after an attempt: left alone for seconds; disabled until a person enables it."""

    hold: float | None = None
    disable: bool = False
    recovered: bool = False  # it had been failing


Judge = Callable[[int, float], Judgement]  # failures in a row, seconds since the first of them

_SUBSCRIBERS = select(*(endpoints.c[name] for name in Subscriber.__struct_fields__))
_TOLD = _SUBSCRIBERS.where(or_(endpoints.c.disabled_at.is_(None), endpoints.c.failing_since.is_not(None)))
_WELL = {"failures": 0, "failing_since": None, "held_until": None, "held_because": None}
_ENABLED = {"disabled_at": None, "disabled_because": None}


class Endpoints:
    """The endpoints of a store."""

    def __init__(self, database: Database, vault: Vault | None = None) -> None:
        self._database = database
        self._vault = vault or Vault()

    def add(  # noqa: PLR0913 - one row's columns
        self,
        url: str,
        events: Sequence[str],
        *,
        kind: str = "standard",
        min_severity: Severity = Severity.ERROR,
        secret: str | None = None,
        filters: Filters | None = None,
        at_once: int = 4,
        per_minute: int | None = None,
    ) -> Endpoint:
        """Add a receiver; its secret is made unless one is given. An empty one is none."""
        id_ = f"e{secrets.token_hex(6)}"
        row = {
            "id": id_,
            "url": self._vault.shut(url.encode()).decode(),  # that of a chat robot is the key to the chat
            "kind": kind,
            "secrets": self._vault.shut(msgspec.json.encode([] if secret == "" else [Secret(secret or _secret())])),
            "events": msgspec.json.encode(list(events)),
            "min_severity": min_severity,
            "filters": msgspec.json.encode(filters or Filters()),
            "at_once": at_once,
            "per_minute": per_minute,
            "created_at": self._database.clock(),
        }
        with self._database.write(durable=True) as connection:
            connection.execute(endpoints.insert(), row)
        return self.get(id_)

    def get(self, prefix: str) -> Endpoint:
        """Return the endpoint whose id begins like this."""
        with self._database.read() as connection:
            return self._noun(find(connection, endpoints, prefix))

    def every(self) -> list[Endpoint]:
        """Return every endpoint, oldest first."""
        with self._database.read() as connection:
            rows = connection.execute(select(endpoints).order_by(endpoints.c.created_at, endpoints.c.id))
            return [self._noun(row) for row in rows]

    def subscriber(self, id_: str) -> Subscriber:
        """Return what a receiver is to be told of."""
        with self._database.read() as connection:
            return _subscriber(connection.execute(_SUBSCRIBERS.where(endpoints.c.id == id_)).one())

    def live(self, connection: Connection) -> list[Subscriber]:
        """Return those that are told, within a transaction.

        What happens while one is disabled for its failures waits for it; who was disabled by hand, or is gone, is not
        told of it at all.
        """
        return [_subscriber(row) for row in connection.execute(_TOLD)]

    def change(self, wanted: Endpoint) -> Endpoint:
        """Have a receiver be as this one: where it is, what it is told of, how fast.

        Elsewhere it is tried at once, also where it was disabled for its failures; who disabled it by hand enables it.
        """
        now = self.get(wanted.id)
        values: dict[str, Any] = {
            "events": msgspec.json.encode(wanted.events),
            "min_severity": wanted.min_severity,
            "filters": msgspec.json.encode(wanted.filters),
            "at_once": wanted.at_once,
            "per_minute": wanted.per_minute,
        }
        if wanted.url != now.url:
            values |= {"url": self._vault.shut(wanted.url.encode()).decode(), **_WELL}
            if now.failing_since is not None:
                values |= _ENABLED
        with self._database.write(durable=True) as connection:
            connection.execute(update(endpoints).where(endpoints.c.id == wanted.id).values(values))
        return self.get(wanted.id)

    def disable(self, id_: str, because: str) -> None:
        """Tell this receiver nothing more; what is due to it waits."""
        self._set(id_, disabled_at=self._database.clock(), disabled_because=because, failing_since=None)

    def enable(self, id_: str) -> None:
        """Tell this receiver again, at once, whatever it was disabled or held for."""
        self._set(id_, **_ENABLED, **_WELL)

    def well(self, connection: Connection, id_: str) -> bool:
        """Note that a notice arrived; say whether the receiver had been failing.

        One that was disabled for its failures meanwhile stays so, and goes on being told of what it is to hear later.
        """
        failing = (endpoints.c.id == id_, endpoints.c.failures > 0, endpoints.c.disabled_at.is_(None))
        return connection.execute(update(endpoints).where(*failing).values(_WELL)).rowcount > 0

    def failed(self, connection: Connection, id_: str, cause: str, judge: Judge) -> Judgement:
        """Note that a notice did not arrive, and hold or disable the receiver as `judge` says."""
        now = self._database.clock()
        row = connection.execute(select(endpoints).where(endpoints.c.id == id_).with_for_update()).one()
        since = now if row.failing_since is None else row.failing_since
        judgement = judge(row.failures + 1, now - since)
        values: dict[str, Any] = {"failures": row.failures + 1, "failing_since": since}
        if judgement.hold is not None:
            values |= {"held_until": max(now + judgement.hold, row.held_until or 0), "held_because": cause}
        if judgement.disable:
            values |= {"disabled_at": now, "disabled_because": cause}
        if row.disabled_at is None:  # one that was disabled meanwhile stays as it is
            connection.execute(update(endpoints).where(endpoints.c.id == id_).values(values))
        return judgement

    def rotate(self, id_: str, keep: float = ROTATION, secret: str | None = None) -> Endpoint:
        """Sign with a new secret from now on, made unless given, and with the old ones beside it for `keep` seconds."""
        now = self._database.clock()
        with self._database.write(durable=True) as connection:
            held = select(endpoints).where(endpoints.c.id == id_).with_for_update(key_share=True)
            row = connection.execute(held).one()
            old = [
                Secret(secret.value, now + keep if secret.until is None else secret.until)
                for secret in self._secrets(row)
                if secret.until is None or secret.until > now
            ]
            value = self._vault.shut(msgspec.json.encode([Secret(secret or _secret()), *old]))
            connection.execute(update(endpoints).where(endpoints.c.id == id_).values(secrets=value))
        return self.get(id_)

    def plain(self) -> int:
        """Count the endpoints whose secrets or addresses are kept as they are."""
        with self._database.read() as connection:
            rows = connection.execute(select(endpoints.c.secrets, endpoints.c.url)).all()
        return sum(not (self._vault.is_shut(row.secrets) and self._vault.is_shut(row.url.encode())) for row in rows)

    def seal(self) -> int:
        """Encrypt what is kept plain or under an older key with the key in use, if there is one; return how many."""
        sealed = 0
        with self._database.write(durable=True) as connection:
            for row in connection.execute(select(endpoints).with_for_update()).all():
                secrets_, url = self._vault.renewed(row.secrets), self._vault.renewed(row.url.encode())
                if secrets_ is not None or url is not None:
                    values = {"secrets": secrets_ or row.secrets, "url": url.decode() if url else row.url}
                    connection.execute(update(endpoints).where(endpoints.c.id == row.id).values(values))
                    sealed += 1
        return sealed

    def _set(self, id_: str, **values: object) -> None:
        with self._database.write(durable=True) as connection:
            connection.execute(update(endpoints).where(endpoints.c.id == id_).values(values))

    def _noun(self, row: Row[Any]) -> Endpoint:
        now = self._database.clock()
        live = tuple(secret.value for secret in self._secrets(row) if secret.until is None or secret.until > now)
        return noun(Endpoint, row, url=self._vault.open(row.url.encode()).decode(), secrets=live, **_wishes(row))

    def _secrets(self, row: Row[Any]) -> list[Secret]:
        return msgspec.json.decode(self._vault.open(row.secrets), type=list[Secret])


def _subscriber(row: Row[Any]) -> Subscriber:
    return noun(Subscriber, row, **_wishes(row))


def _wishes(row: Row[Any]) -> dict[str, Any]:
    """Return what a row says of what is to be told, read."""
    return {
        "events": msgspec.json.decode(row.events, type=tuple[str, ...]),
        "min_severity": Severity(row.min_severity),
        "filters": msgspec.json.decode(row.filters or b"{}", type=Filters),
    }


def _secret() -> str:
    return "whsec_" + base64.b64encode(secrets.token_bytes(24)).decode()
