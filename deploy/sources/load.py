"""Entries become documents, one at a time: a file as it is, an archive member by member."""

from collections.abc import Iterable, Iterator

from deploy.sources import archive
from deploy.sources.entry import Entry, Loaded, Problem
from shared.limits import Limits


def count(entries: Iterable[Entry]) -> int:
    """Return about how many documents `load` will give, for progress bars."""
    return sum(archive.count(entry.path) if archive.is_archive(entry.path) else 1 for entry in entries)


def load(entries: Iterable[Entry], limits: Limits) -> Iterator[Loaded | Problem]:
    """Yield the documents in order. Nothing but one archive member is ever held in memory."""
    for entry in entries:
        if archive.is_archive(entry.path):
            yield from archive.members(entry, limits)
        else:
            yield Loaded(entry.name, entry.hints, entry.path)
