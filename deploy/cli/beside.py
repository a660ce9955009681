"""Records that are judged beside each other, in the order in which they came. They wait for the last one on disk."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from os import SEEK_END
from tempfile import TemporaryFile
from typing import IO

import msgspec

from shared.record import Record, decode, encode
from workers.validate import CROWD, Page, Policy, reconcile, whose

_AT_ONCE = 50  # documents of one body in memory


class _Kept(msgspec.Struct):
    """Where a record lies, and what of it must be known to find its neighbours."""

    offset: int
    size: int
    id: str
    is_report: bool
    place: tuple[str, int] | None
    supersedes: str | None


def beside_each_other(
    records: Iterable[Record], policy: Policy, versions: Mapping[str, str] | None = None
) -> Iterator[Record]:
    """Yield every record as it is beside the others.

    `versions` tells which document each supersedes; without it, what an address held before is superseded.
    """
    with TemporaryFile() as file:
        kept = list(_keep(records, policy, file, versions))
        by_id = {each.id: each for each in kept}
        gone = {each.supersedes for each in kept if each.is_report}
        for judged, near in _neighbourhoods(by_id, gone):
            pages = [Page(_read(file, by_id[id_]), by_id[id_].supersedes, id_ in gone) for id_ in near]
            for record in reconcile(pages, judged, policy):
                _write(file, by_id[record.document.sha256], record)
        for each in kept:
            record = _read(file, each)
            if by_id[each.id] is not each:  # the same bytes under two names
                record = msgspec.structs.replace(_read(file, by_id[each.id]), document=record.document)
            yield record


def _neighbourhoods(by_id: Mapping[str, _Kept], gone: Container[str | None]) -> Iterator[tuple[list[str], list[str]]]:
    """Yield documents to be judged at once, with all that stand beside one of them: a body's, as a rule."""
    bodies: defaultdict[str, list[_Kept]] = defaultdict(list)
    for each in by_id.values():
        bodies[each.place[0] if each.place else f"\0{each.id}"].append(each)
    for held in bodies.values():
        if len(held) <= _AT_ONCE:
            ids = [each.id for each in held]
            yield ids, _with_versions(ids, held, by_id)
            continue
        years: defaultdict[int, list[str]] = defaultdict(list)  # a name that many bodies share
        for each in held:
            if each.place and each.id not in gone:
                years[each.place[1]].append(each.id)
        for each in held:
            year = each.place[1] if each.place else 0
            near = [each.id, *(id_ for at in (year - 1, year) for id_ in years[at][: CROWD + 1])]
            yield [each.id], _with_versions(near, [each], by_id)


def _with_versions(ids: Iterable[str], judged: Iterable[_Kept], by_id: Container[str]) -> list[str]:
    """Return documents with those that the judged ones supersede, each once."""
    before = [each.supersedes for each in judged if each.supersedes is not None and each.supersedes in by_id]
    return list(dict.fromkeys([*ids, *before]))


def _keep(
    records: Iterable[Record], policy: Policy, file: IO[bytes], versions: Mapping[str, str] | None
) -> Iterator[_Kept]:
    """Write records down."""
    latest: dict[str, str] = {}
    seen: dict[str, str | None] = {}
    for record in records:
        id_, url = record.document.sha256, record.document.source_url
        if versions is not None:
            seen[id_] = versions.get(id_)
        elif url is not None:
            seen.setdefault(id_, latest.get(url))
            latest[url] = id_
        identity = whose(record, policy)
        year = record.report.year if record.report else None
        place = (identity.key, year) if identity and year else None
        kept = _Kept(0, 0, id_, record.report is not None, place, seen.get(id_))
        _write(file, kept, record)
        yield kept


def _write(file: IO[bytes], kept: _Kept, record: Record) -> None:
    body = encode(record)
    kept.offset, kept.size = file.seek(0, SEEK_END), len(body)
    file.write(body)


def _read(file: IO[bytes], kept: _Kept) -> Record:
    file.seek(kept.offset)
    return decode(file.read(kept.size))
