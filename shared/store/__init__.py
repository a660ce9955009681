"""The store: the one truth about batches, documents, results and deliveries. Redis only carries work orders."""

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Self

from shared.settings import Settings
from shared.store.batches import AnnounceBatch, Batch, Batches, Counts, Ending, Item, Listed, Submitted
from shared.store.blobs import Blobs
from shared.store.database import Database
from shared.store.deliveries import DELIVERED, FAILED, FOLDED, GATHERED, Deliveries, Delivery, Try
from shared.store.documents import DEAD, DONE, Announce, Claim, Document, Documents, Event, Step, Submission
from shared.store.endpoints import Endpoint, Endpoints, Judge, Judgement, Subscriber
from shared.store.errors import AmbiguousError, MovedError, NewerError, NotFoundError, SealedError, StoreError
from shared.store.figures import Brought, Figures, Happened, Load
from shared.store.heads import Found, Head, Heads, Publisher, Wanted
from shared.store.keys import Key, Keys, Scope
from shared.store.ledger import Beside, Entry, Filing, Ledger, View
from shared.store.meta import Meta
from shared.store.records import Records
from shared.store.requests import Request, Requests
from shared.store.room import Room
from shared.store.season import Season, Slot
from shared.store.standings import put_standing, standing
from shared.store.vault import Vault
from shared.store.waivers import Waived, Waivers
from shared.store.work import OPEN, PENDING, RUNNING, SENT, Moving, Sent, Work

__all__ = [
    "DEAD",
    "DELIVERED",
    "DONE",
    "FAILED",
    "FOLDED",
    "GATHERED",
    "OPEN",
    "PENDING",
    "RUNNING",
    "SENT",
    "AmbiguousError",
    "Announce",
    "AnnounceBatch",
    "Batch",
    "Beside",
    "Brought",
    "Claim",
    "Counts",
    "Delivery",
    "Document",
    "Ending",
    "Endpoint",
    "Entry",
    "Event",
    "Filing",
    "Found",
    "Happened",
    "Head",
    "Item",
    "Judge",
    "Judgement",
    "Key",
    "Listed",
    "Load",
    "MovedError",
    "Moving",
    "NewerError",
    "NotFoundError",
    "Publisher",
    "Request",
    "Scope",
    "SealedError",
    "Season",
    "Sent",
    "Slot",
    "Step",
    "Store",
    "StoreError",
    "Submission",
    "Submitted",
    "Subscriber",
    "Try",
    "View",
    "Waived",
    "Wanted",
    "Work",
    "put_standing",
    "standing",
]


class Store:
    """Everything that is kept, by noun. Safe to use from several threads; not to be carried over a fork."""

    def __init__(
        self, database: Database, blobs: Blobs, vault: Vault | None = None, settings: Settings | None = None
    ) -> None:
        settings = settings or Settings()
        self._database = database
        self.public_url = settings.public_url.rstrip("/")
        self.clock = database.clock
        self.blobs = blobs
        self.meta = Meta(database)
        self.batches = Batches(database, blobs)
        self.documents = Documents(database)
        self.records = Records(database)
        self.endpoints = Endpoints(database, vault)
        self.deliveries = Deliveries(database, self.endpoints)
        self.figures = Figures(database)
        self.heads = Heads(database)
        self.keys = Keys(database)
        self.ledger = Ledger(database)
        self.requests = Requests(database)
        self.room = Room(self.figures, _disk(settings), settings.backlog, settings.reserve_bytes)
        self.season = Season(database)
        self.waivers = Waivers(database)

    @property
    def line(self) -> str:
        """A word that is this store's own: it keeps apart what several stores have in one Redis server."""
        return self.meta.once("line", secrets.token_hex(4))

    @classmethod
    def open(cls, settings: Settings, clock: Callable[[], float] | None = None) -> Self:
        """Open the store that the settings name, made or upgraded first where need be.

        Without a `clock` it goes by the database's own.
        """
        vault = Vault(settings.secret_keys)
        database = Database(settings.database, clock)
        database.upgrade()
        return cls(database, Blobs(settings.blob_store), vault, settings)

    def close(self) -> None:
        """Close every connection."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _disk(settings: Settings) -> Path | None:
    """Return where this machine's disk is written to; None where everything lies on others."""
    if "://" not in settings.blob_store:
        return Path(settings.blob_store)
    return Path(settings.home) if settings.database.startswith("sqlite") else None
