"""A season at a glance: what came of the documents day by day, how long they waited, when reports were published."""

from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Integer, cast, func, select

from shared.store.database import Database
from shared.store.tables import documents, heads


class Slot(msgspec.Struct, frozen=True, kw_only=True):
    """What ended within one stretch of time: how many documents, by outcome, and how long they had taken, in seconds.

    `number` counts stretches since the epoch. The time is that from submission to the end, on average.
    """

    number: int
    outcomes: dict[str, int]
    seconds: float


class Season:
    """What the charts are drawn from."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def slots(self, since: float, length: float, offset: float = 0) -> list[Slot]:
        """Return what ended since a time, in stretches of so many seconds, oldest first; empty ones are left out.

        `offset`, in seconds, is where a stretch begins: of days, the distance of local time from UTC.
        """
        slot = self._floor((documents.c.ended_at + offset) / length).label("slot")
        taken = func.sum(documents.c.ended_at - documents.c.created_at)
        # Heads are written when a document ends or later, and found by time.
        held = heads.join(documents, documents.c.id == heads.c.document)
        counted = (
            select(slot, heads.c.outcome, func.count(), taken)
            .select_from(held)
            .where(heads.c.ended_at >= since, documents.c.ended_at >= since)
            .group_by(slot, heads.c.outcome)
            .order_by(slot)
        )
        found: dict[int, tuple[dict[str, int], float]] = {}
        with self._database.read() as connection:
            for number, outcome, count, seconds in connection.execute(counted):
                outcomes, before = found.get(number, ({}, 0.0))
                found[number] = (outcomes | {outcome: count}, before + seconds)
        return [
            Slot(number=number, outcomes=outcomes, seconds=seconds / sum(outcomes.values()))
            for number, (outcomes, seconds) in found.items()
        ]

    def years(self) -> list[int]:
        """Return the report years that there are, latest first."""
        with self._database.read() as connection:
            rows = connection.execute(select(heads.c.year).where(heads.c.year.is_not(None)).distinct())
            return sorted((int(row.year) for row in rows), reverse=True)

    def published(self, year: int) -> dict[str, int]:
        """Count the reports of a year by the day of their publication, an ISO date."""
        day = heads.c.published
        counted = select(day, func.count()).where(heads.c.year == year, day.is_not(None)).group_by(day).order_by(day)
        with self._database.read() as connection:
            return {row[0]: row[1] for row in connection.execute(counted)}

    def _floor(self, value: ColumnElement[Any]) -> ColumnElement[int]:
        """Round down: a cast does so on SQLite, and rounds to the nearest on PostgreSQL."""
        return cast(value if self._database.is_sqlite else func.floor(value), Integer)
