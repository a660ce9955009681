"""Records that are judged beside each other, in the order in which they came. They wait for the last one on disk."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from tempfile import TemporaryFile
from typing import IO

import msgspec

from shared.record import Record, decode, encode
from workers.validate import CROWD, Page, Policy, reconcile, whose


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
        places: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for each in by_id.values():
            if each.place is not None and each.id not in gone:
                places[each.place].append(each.id)
        for each in kept:
            record = _read(file, each)
            near = [each.id, *([each.supersedes] if each.supersedes in by_id else [])]
            if each.place is not None:
                body, year = each.place
                near += [id_ for at in ((body, year - 1), (body, year)) for id_ in places[at][: CROWD + 1]]
            pages = [Page(_read(file, by_id[id_]), by_id[id_].supersedes, id_ in gone) for id_ in dict.fromkeys(near)]
            for judged in reconcile(pages, [each.id], policy):
                record = msgspec.structs.replace(
                    record, outcome=judged.outcome, checks=judged.checks, findings=judged.findings
                )
            yield record


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
        body = encode(record)
        yield _Kept(file.tell(), len(body), id_, record.report is not None, place, seen.get(id_))
        file.write(body)


def _read(file: IO[bytes], kept: _Kept) -> Record:
    file.seek(kept.offset)
    return decode(file.read(kept.size))
