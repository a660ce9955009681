"""How a document ends: with its record, and with what its arrival means for those beside it in the ledger."""

from typing import Any

import structlog

from shared.record import Record
from shared.store import DONE, Claim, Entry, Filing, MovedError, Store
from tasks import notify, trace
from tasks.child import here
from workers.validate import CROWD, Page, Policy, reconcile, whose

_log = structlog.get_logger()


def finish(  # noqa: PLR0913 - one ending's parts
    store: Store, policy: Policy, claim: Claim, record: Record, note: dict[str, Any], *, state: str = DONE
) -> bool:
    """End a document; False where the claim has passed to somebody else.

    Everybody looks before writing, and looks again where one of those beside has ended meanwhile. So each record is at
    any time what it would be if all that have arrived had arrived together.
    """
    while True:  # whoever has to look again has seen somebody else come on
        entry = _entry(record, policy)
        view = store.ledger.view(claim.id, entry, CROWD)
        pages = [Page(each.record, each.supersedes, each.superseded) for each in view.beside]
        pages.append(Page(record, view.supersedes))
        ending = here(reconcile, pages, {*view.touched, claim.id}, policy)
        if ending.stop is not None:  # the document has ended all the same
            _log.error("ledger.failed", reason=ending.stop.reason.code, **ending.note)
        revised = {each.document.sha256: each for each in ending.value or ()}
        own = revised.pop(claim.id, record)
        filing = Filing(entry, view.revisions, tuple(revised.values()))
        try:
            done = store.documents.finish(claim, own, notify.of_document(store), note, state, filing)
        except MovedError:
            continue
        if done:
            told = {"outcome": own.outcome.value, "format": own.document.format or "", "findings": len(own.findings)}
            trace.whole(claim.id, claim.created_at, store.clock(), again=claim.generation > 0, **told)
        return done


def _entry(record: Record, policy: Policy) -> Entry | None:
    if record.report is None:
        return None
    identity = whose(record, policy)
    return Entry() if identity is None else Entry(identity.key, record.report.year)
