"""Batches: those there are, one while it is worked on, a new one; and the quarantine."""

import tempfile
from pathlib import Path
from typing import Annotated, Any

from anyio import to_thread
from litestar import Request, Response, get, post
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from deploy.gateway.console.page import Page, back, check_token, person, render
from deploy.gateway.laws import LAWS
from deploy.gateway.means import TheSettings, TheStore, TheTallies
from deploy.gateway.submission import incoming, submit
from deploy.gateway.upload import receive
from shared.errors import Message
from shared.record import Outcome
from shared.store import Scope, Store
from workers.gateway.cursor import cursor as word
from workers.gateway.cursor import key as key_of
from workers.gateway.mosaic import mosaic, share

_PAGE = 50
_NOT_READ = (Outcome.REFUSED, Outcome.UNREADABLE)
Cursor = Annotated[str | None, QueryParameter()]


@get("/batches", guards=[person(Scope.READ)], sync_to_thread=True)
def every(request: Request[Any, Any, Any], store: TheStore, tallies: TheTallies, cursor: Cursor = None) -> Page:
    """Show the batches, newest first."""
    found = store.batches.newest(_PAGE, None if cursor is None else key_of(cursor, str))
    told = [(batch, tallies.counts(batch)) for batch in found]
    following = word(found[-1].id) if len(found) == _PAGE else None
    return render(request, "batches.html", batches=told, outcomes=list(Outcome), following=following)


@get("/batches/{batch:str}", guards=[person(Scope.READ)], sync_to_thread=True)
def one(  # noqa: PLR0913, PLR0917 - what the page shows comes from several places
    request: Request[Any, Any, Any],
    store: TheStore,
    tallies: TheTallies,
    batch: FromPath[str],
    cursor: Cursor = None,
    outcome: Annotated[Outcome | None, QueryParameter()] = None,
) -> Page:
    """Show a batch and its documents."""
    found = store.batches.get(batch)
    after = None if cursor is None else key_of(cursor, tuple[str, str])
    items = store.batches.items(found.id, _PAGE, after, outcome=outcome)
    ids = [each.document for each in items]
    counts = tallies.counts(found)
    rules = sorted(tallies.rules(found).items(), key=lambda item: (-item[1], item[0]))
    return render(
        request,
        "batch.html",
        batch=found,
        counts=counts,
        share=share(counts.total),
        laws=LAWS,
        items=items,
        heads=store.heads.of(ids),
        unread=store.records.unread(ids),
        reasons={each.document: _reason(store, each.document) for each in items if each.outcome in _NOT_READ},
        rules=rules,
        outcome=outcome,
        outcomes=list(Outcome),
        now=store.clock(),
        following=word((items[-1].name, items[-1].document)) if len(items) == _PAGE else None,
    )


def _reason(store: Store, document: str) -> Message | None:
    """Return why a document was not read."""
    reason = store.records.get(document).reason
    return reason.message if reason else None


@get("/batches/{batch:str}/picture.svg", guards=[person(Scope.READ)], sync_to_thread=True)
def picture(store: TheStore, batch: FromPath[str]) -> Response[str]:
    """Return one picture of a batch."""
    return Response(mosaic(store.batches.outcomes(store.batches.get(batch).id)), media_type="image/svg+xml")


@post("/batches", guards=[person(Scope.SUBMIT)], request_max_body_size=None)
async def create(request: Request[Any, Any, Any], store: TheStore, settings: TheSettings) -> Redirect:
    """Take an upload, and show its batch."""
    with tempfile.TemporaryDirectory(dir=incoming(settings.home)) as folder:
        upload = await receive(request, Path(folder), settings.upload_bytes)
        check_token(request, upload.fields.get("token", ""))
        receipt = await to_thread.run_sync(submit, store, upload, settings.limits, request.state.key.id, None)
    return back(f"/batches/{receipt.batch}")


@get("/quarantine", guards=[person(Scope.READ)], sync_to_thread=True)
def quarantine(request: Request[Any, Any, Any], store: TheStore) -> Page:
    """Show the documents that nobody could read."""
    return render(request, "quarantine.html", documents=store.documents.dead(_PAGE))


HANDLERS = (every, one, picture, create, quarantine)
