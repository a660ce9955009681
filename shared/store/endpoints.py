"""Endpoints: who is told, of what, signed with which secrets."""

import base64
import secrets
from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select, update

from shared.finding import Severity
from shared.store.database import Database
from shared.store.rows import find, noun
from shared.store.tables import endpoints
from shared.store.vault import Vault

ROTATION = 24 * 3600.0  # seconds for which an old secret signs beside the new one


class Secret(msgspec.Struct, frozen=True):
    """A signing key (`whsec_…`), until a time or for good."""

    value: str
    until: float | None = None


class Endpoint(msgspec.Struct, frozen=True, kw_only=True):
    """One receiver. `events` are types of notices; a report counts as failed from `min_severity` on."""

    id: str
    url: str
    kind: str  # standard; feishu, dingtalk, wecom
    secrets: tuple[str, ...]  # those that sign now, newest first
    events: tuple[str, ...]
    min_severity: Severity
    created_at: float
    disabled_at: float | None
    disabled_because: str | None


class Endpoints:
    """The endpoints of a store."""

    def __init__(self, database: Database, vault: Vault | None = None) -> None:
        self._database = database
        self._vault = vault or Vault()

    def add(
        self,
        url: str,
        events: Sequence[str],
        *,
        kind: str = "standard",
        min_severity: Severity = Severity.ERROR,
        secret: str | None = None,
    ) -> Endpoint:
        """Add a receiver; its secret is made unless one is given."""
        id_ = f"e{secrets.token_hex(6)}"
        row = {
            "id": id_,
            "url": url,
            "kind": kind,
            "secrets": self._vault.shut(msgspec.json.encode([Secret(secret or _secret())])),
            "events": msgspec.json.encode(list(events)),
            "min_severity": min_severity,
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

    def live(self, connection: Connection) -> list[Endpoint]:
        """Return those that are told, within a transaction."""
        return [
            self._noun(row) for row in connection.execute(select(endpoints).where(endpoints.c.disabled_at.is_(None)))
        ]

    def disable(self, id_: str, because: str) -> None:
        """Tell this receiver nothing more; what is due to it waits."""
        self._set(id_, disabled_at=self._database.clock(), disabled_because=because)

    def enable(self, id_: str) -> None:
        """Tell this receiver again."""
        self._set(id_, disabled_at=None, disabled_because=None)

    def rotate(self, id_: str, keep: float = ROTATION) -> Endpoint:
        """Sign with a new secret from now on, and with the old ones beside it for `keep` seconds."""
        now = self._database.clock()
        with self._database.write(durable=True) as connection:
            held = select(endpoints).where(endpoints.c.id == id_).with_for_update(key_share=True)
            row = connection.execute(held).one()
            old = [
                Secret(secret.value, now + keep if secret.until is None else secret.until)
                for secret in self._secrets(row)
                if secret.until is None or secret.until > now
            ]
            value = self._vault.shut(msgspec.json.encode([Secret(_secret()), *old]))
            connection.execute(update(endpoints).where(endpoints.c.id == id_).values(secrets=value))
        return self.get(id_)

    def plain(self) -> int:
        """Count the endpoints whose secrets are kept as they are."""
        with self._database.read() as connection:
            return sum(
                not self._vault.is_shut(kept) for kept in connection.execute(select(endpoints.c.secrets)).scalars()
            )

    def seal(self) -> int:
        """Encrypt what is kept plain or under an older key with the key in use, if there is one; return how many."""
        sealed = 0
        with self._database.write(durable=True) as connection:
            for row in connection.execute(select(endpoints).with_for_update()).all():
                if (renewed := self._vault.renewed(row.secrets)) is not None:
                    connection.execute(update(endpoints).where(endpoints.c.id == row.id).values(secrets=renewed))
                    sealed += 1
        return sealed

    def _set(self, id_: str, **values: object) -> None:
        with self._database.write(durable=True) as connection:
            connection.execute(update(endpoints).where(endpoints.c.id == id_).values(values))

    def _noun(self, row: Row[Any]) -> Endpoint:
        now = self._database.clock()
        live = tuple(secret.value for secret in self._secrets(row) if secret.until is None or secret.until > now)
        events = msgspec.json.decode(row.events, type=tuple[str, ...])
        return noun(Endpoint, row, secrets=live, events=events, min_severity=Severity(row.min_severity))

    def _secrets(self, row: Row[Any]) -> list[Secret]:
        return msgspec.json.decode(self._vault.open(row.secrets), type=list[Secret])


def _secret() -> str:
    return "whsec_" + base64.b64encode(secrets.token_bytes(24)).decode()
