"""The ledger: the reports of one body over the years, each judged beside its neighbours.

Values in, values out, and in no order: whatever has arrived, and however, gives the same records.
"""

from collections.abc import Collection, Iterator, Sequence

import msgspec

from shared.job import UNTOLD
from shared.record import Outcome, Record
from workers.validate.body_key import Body, identify
from workers.validate.judge import Judgement, judge
from workers.validate.neighbours import File, Neighbours
from workers.validate.policy import Policy

CROWD = 8  # files of one body and year; more of them share a name, not a body


class Page(msgspec.Struct, frozen=True):
    """One document's record in the ledger. `supersedes` is the document that its address held before.

    `superseded`: the address holds a later report now, whether that is among the pages or not.
    """

    record: Record
    supersedes: str | None = None
    superseded: bool = False

    @property
    def id(self) -> str:
        """SHA-256 of the document."""
        return self.record.document.sha256


def whose(record: Record, policy: Policy) -> Body | None:
    """Return whose report a document is; None for what has no place in the ledger."""
    report = record.report
    if report is None or report.year is None:
        return None
    return identify(report, record.document.source_url, policy.bodies)


def reconcile(pages: Sequence[Page], ids: Collection[str], policy: Policy) -> list[Record]:
    """Judge documents beside all the others that are given; return the records that are not as they were, by SHA-256.

    What is superseded is nobody's neighbour, and has none but the document that it supersedes itself.
    """
    by_id = {page.id: page for page in pages}
    gone = {page.supersedes for page in pages if page.record.report is not None}
    gone |= {page.id for page in pages if page.superseded}
    known = {page.id: body for page in pages if (body := whose(page.record, policy)) is not None}
    held: dict[tuple[str, int], list[str]] = {}
    for id_, body in known.items():
        year = _year(by_id[id_])
        if id_ not in gone and year is not None:
            held.setdefault((body.key, year), []).append(id_)
    changed = []
    for id_ in sorted(ids):
        page = by_id[id_]
        body, year = known.get(id_), _year(page)
        neighbours = Neighbours(earlier=_earlier(page, by_id))
        if body is not None and year is not None and id_ not in gone:
            files = tuple(_files(held, by_id, known, body, year))
            if files:  # not one of a crowd
                neighbours = Neighbours(
                    previous=tuple(_files(held, by_id, known, body, year - 1)),
                    siblings=tuple(file for file in files if file.sha256 != id_),
                    earlier=neighbours.earlier,
                    reorganized=body.reorganized == year,
                    unsure=body.unsure,
                )
        record = _judged(page.record, neighbours, policy)
        if record != page.record:
            changed.append(record)
    return changed


def _year(page: Page) -> int | None:
    return page.record.report.year if page.record.report else None


def _files(
    held: dict[tuple[str, int], list[str]],
    by_id: dict[str, Page],
    known: dict[str, Body],
    body: Body,
    year: int,
) -> Iterator[File]:
    """Yield a body's files of a year, the most complete first; none where too many share the name."""
    listed = held.get((body.key, year), ())
    if len(listed) > CROWD:
        return
    ids = [id_ for id_ in listed if known[id_].may_be(body)]
    found = [(report, by_id[id_].record.document) for id_ in ids if (report := by_id[id_].record.report)]
    for report, file in sorted(found, key=lambda each: (-each[0].coverage.mapped, each[1].sha256)):
        yield File(file.sha256, file.format, report)


def _earlier(page: Page, by_id: dict[str, Page]) -> File | None:
    before = by_id.get(page.supersedes or "")
    if before is None or before.record.report is None:
        return None
    file = before.record.document
    return File(file.sha256, file.format, before.record.report)


def _judged(record: Record, neighbours: Neighbours, policy: Policy) -> Record:
    if record.report is None:
        return record
    neighbours = msgspec.structs.replace(neighbours, told=record.document.told or UNTOLD)
    judgement = judge(record.report, policy, neighbours, Judgement(record.checks, record.findings))
    return msgspec.structs.replace(
        record,
        outcome=Outcome.FAILED if judgement.has_error else Outcome.ACCEPTED,
        checks=judgement.checks,
        findings=judgement.findings,
    )
