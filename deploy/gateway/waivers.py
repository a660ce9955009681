"""Letting a finding pass, having it count again, reading a document once more: what people decide about a report."""

from datetime import UTC, date, datetime
from typing import Annotated

import msgspec
from litestar import Request, Router, delete, post
from litestar.datastructures import State
from litestar.params import JSONBody, PathParameter

from deploy.gateway import show
from deploy.gateway.documented import Sha256, problems
from deploy.gateway.guard import needs
from deploy.gateway.means import TheStore
from deploy.gateway.problems import ProblemError
from shared.record import Record
from shared.store import Scope, Store
from workers.gateway import resources

_ADMIN = [needs(Scope.ADMIN)]
_WORDS = 2_000  # characters of a reason
_NAME = 200

Fingerprint = Annotated[
    str, PathParameter(pattern="^[0-9a-f]{1,64}$", description="The finding's fingerprint, or how it begins.")
]


class NewWaiver(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which finding is let pass, by its fingerprint or the beginning of it, why, by whom, and until which day.

    Without `author` it is the key's name; without `until` it holds for good.
    """

    finding: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{1,64}$")]
    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=_WORDS)]
    author: Annotated[str, msgspec.Meta(max_length=_NAME)] = ""
    until: date | None = None


def waive(store: Store, document: str, wanted: NewWaiver, holder: str) -> Record:
    """Let a finding pass; return the record as it is then. `holder` is who decided where nobody is named."""
    if not wanted.reason.strip():
        raise ProblemError("waiver", zh="请写明理由", en="say why")
    if wanted.until is not None and wanted.until < datetime.fromtimestamp(store.clock(), UTC).date():
        raise ProblemError("waiver", zh=f"{wanted.until} 已经过去", en=f"{wanted.until} has passed")
    until = wanted.until.isoformat() if wanted.until else None
    author = wanted.author.strip() or holder
    return store.waivers.add(document, wanted.finding, author, wanted.reason.strip(), until)


@post("/{sha256:str}/waivers", guards=_ADMIN, sync_to_thread=True, responses=problems(400, 404, 422))
def add(
    request: Request[object, object, State], store: TheStore, sha256: Sha256, data: JSONBody[NewWaiver]
) -> resources.Waiver:
    """Let a finding pass: it stays in the record with who, why and until when, and counts for nothing."""
    record = waive(store, store.documents.get(sha256).id, data, request.state.key.name)
    finding = next(each for each in record.findings if each.fingerprint.startswith(data.finding))
    return show.waiver(record, finding)


@delete("/{sha256:str}/waivers/{finding:str}", guards=_ADMIN, sync_to_thread=True, responses=problems(400, 404))
def withdraw(store: TheStore, sha256: Sha256, finding: Fingerprint) -> None:
    """Have a finding count again."""
    store.waivers.withdraw(store.documents.get(sha256).id, finding)


@post("/{sha256:str}/requeue", guards=_ADMIN, sync_to_thread=True, status_code=202, responses=problems(400, 404))
def requeue(store: TheStore, sha256: Sha256) -> resources.Document:
    """Read a document once more, from the beginning; one that is being read stays as it is."""
    found = store.documents.get(sha256)
    store.documents.requeue([found.id])
    return show.document(store.documents.get(found.id), store.documents.history(found.id))


router = Router("/documents", route_handlers=[add, withdraw, requeue], tags=["documents"])
