"""`/v1/batches`: submit, look, follow."""

import tempfile
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import msgspec
from anyio import sleep, to_thread
from litestar import Request, Response, Router, get, post
from litestar.datastructures import State
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, FromQuery, HeaderParameter, QueryParameter
from litestar.response import ServerSentEvent, ServerSentEventMessage
from litestar.status_codes import HTTP_201_CREATED

from deploy.gateway import show
from deploy.gateway.documented import Cursor, Limit, problems
from deploy.gateway.documented import Upload as UploadOperation
from deploy.gateway.guard import needs
from deploy.gateway.means import TheSettings, TheStore, TheTallies
from deploy.gateway.submission import incoming, submit
from deploy.gateway.tallies import Tallies
from deploy.gateway.upload import receive
from shared import store as nouns
from shared.record import encode
from shared.store import Scope, Store
from workers.gateway import resources
from workers.gateway.cursor import cursor as word
from workers.gateway.cursor import key as key_of

_LOOK = 0.5  # seconds between looks at a batch
_PING = 15.0  # seconds of silence after which a comment keeps the connection open
_AT_ONCE = 500  # events
_KEY = 255  # characters


@post(
    "/",
    guards=[needs(Scope.SUBMIT)],
    operation_class=UploadOperation,
    request_max_body_size=None,
    status_code=HTTP_201_CREATED,
    responses={
        201: ResponseSpec(resources.Receipt, description="The batch was made"),
        **problems(400, 413, 415, 422, 503),
    },
    media_type="application/json",
)
async def create(
    request: Request[Any, Any, State],
    store: TheStore,
    settings: TheSettings,
    idempotency_key: Annotated[
        str | None,
        HeaderParameter(
            name="Idempotency-Key",
            max_length=_KEY,
            description="Repeating a request under its key makes no second batch; kept for seven days.",
        ),
    ] = None,
) -> Response[resources.Receipt]:
    """Submit documents: files, archives (zip, tar) whose members are taken, and a manifest of what is known of them.

    Where there is no room for more, on the line or on the disk, the answer is 503, to be tried again later.
    """
    await to_thread.run_sync(store.room.check)  # before anything is received
    with tempfile.TemporaryDirectory(dir=incoming(settings.home)) as folder:
        upload = await receive(request, Path(folder), settings.upload_bytes)
        owner = request.state.key.id
        receipt = await to_thread.run_sync(submit, store, upload, settings.limits, owner, idempotency_key)
    return Response(receipt, status_code=HTTP_201_CREATED, headers={"location": f"/v1/batches/{receipt.batch}"})


@get("/", guards=[needs(Scope.READ)], sync_to_thread=True, responses=problems(400, 422))
def every(
    store: TheStore, tallies: TheTallies, limit: Limit = 50, cursor: Cursor = None
) -> resources.Page[resources.Batch]:
    """List batches, newest first."""
    before = None if cursor is None else key_of(cursor, str)
    found = store.batches.newest(limit, before)
    items = tuple(show.batch(each, tallies.counts(each)) for each in found)
    return resources.Page(items, word(found[-1].id) if len(found) == limit else None)


@get("/{batch:str}", guards=[needs(Scope.READ)], sync_to_thread=True, responses=problems(404))
def one(store: TheStore, tallies: TheTallies, batch: FromPath[str]) -> resources.Batch:
    """Return a batch: its documents by state and outcome, its findings by rule."""
    found = store.batches.get(batch)
    return show.batch(found, tallies.counts(found), tallies.rules(found))


@get("/{batch:str}/documents", guards=[needs(Scope.READ)], sync_to_thread=True, responses=problems(400, 404, 422))
def items(
    store: TheStore,
    batch: FromPath[str],
    limit: Limit = 50,
    cursor: Cursor = None,
    outcome: FromQuery[str | None] = None,
) -> resources.Page[resources.Item]:
    """List the documents of a batch by name."""
    after = None if cursor is None else key_of(cursor, tuple[str, str])
    found = store.batches.items(store.batches.get(batch).id, limit, after, outcome=outcome)
    last = word((found[-1].name, found[-1].document)) if len(found) == limit else None
    return resources.Page(tuple(show.item(each) for each in found), last)


@get(
    "/{batch:str}/events",
    guards=[needs(Scope.READ)],
    media_type="text/event-stream",
    responses={
        200: ResponseSpec(
            resources.BatchEvent,
            generate_examples=False,
            media_type="text/event-stream",
            description="Server-sent events",
        ),
        **problems(404),
    },
)
async def follow(
    store: TheStore,
    tallies: TheTallies,
    batch: FromPath[str],
    *,
    last_event_id: Annotated[
        int,
        HeaderParameter(name="Last-Event-ID", ge=0, le=2**53 - 1, description="Go on behind the event with this id."),
    ] = 0,
    documents: Annotated[bool, QueryParameter(description="Tell of every document, not of the counts alone.")] = True,
) -> ServerSentEvent:
    """Follow a batch until it has ended: `document` for every one that ended, `progress`, and at last `completed`."""
    found = await to_thread.run_sync(store.batches.get, batch)
    return ServerSentEvent(events(store, tallies, found.id, last_event_id if documents else None))


async def events(store: Store, tallies: Tallies, batch: str, last: int | None) -> AsyncIterator[ServerSentEventMessage]:
    """Tell what happens to a batch until it has ended; of its documents from the event behind `last`, if any."""
    silent, before = 0.0, None
    while True:
        # Looked at first: what ended before the batch did is told below.
        found = await to_thread.run_sync(store.batches.get, batch)
        while last is not None:
            look = partial(store.batches.endings, batch, last, _AT_ONCE, ended=found.ended_at is not None)
            endings = await to_thread.run_sync(look)
            for each in endings:
                last = each.id
                yield _event("document", _ended(each), each.id)
            if len(endings) < _AT_ONCE:
                break
        counts = await to_thread.run_sync(tallies.counts, found)
        shown = show.batch(found, counts)
        if found.ended_at is not None:
            yield _event("completed", shown)
            return
        if shown != before:
            silent, before = 0.0, shown
            yield _event("progress", shown)
        elif silent >= _PING:
            silent = 0.0
            yield ServerSentEventMessage(comment="", data=None)
        await sleep(_LOOK)
        silent += _LOOK


def _event(name: str, data: object, id_: int | None = None) -> ServerSentEventMessage:
    return ServerSentEventMessage(event=name, id=id_, data=encode(data).decode())


class _Ended(msgspec.Struct):
    name: str
    document: str
    outcome: str | None
    at: str


def _ended(ending: nouns.Ending) -> _Ended:
    return _Ended(ending.name, ending.document, ending.outcome, show.moment(ending.at).isoformat())


router = Router("/batches", route_handlers=[create, every, one, items, follow], tags=["batches"])
