"""`/v1/documents`: where a document stands, its record, pictures of its pages."""

import hashlib
from typing import Annotated, Literal

from litestar import Response, Router, get
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import HeaderParameter, PathParameter, QueryParameter

from deploy.gateway import show
from deploy.gateway.documented import Sha256, problems
from deploy.gateway.evidence import evidence
from deploy.gateway.guard import needs
from deploy.gateway.means import ThePictures, TheStore
from deploy.gateway.problems import ProblemError
from shared.record import Record
from shared.store import NotFoundError, Scope
from workers.gateway import resources

PageName = Annotated[str, PathParameter(pattern=r"^[1-9][0-9]{0,5}\.png$", description="Such as `1.png`.")]
IfNoneMatch = Annotated[
    str | None, HeaderParameter(name="If-None-Match", description="An `ETag`: 304 while it has not changed.")
]


@get("/{sha256:str}", guards=[needs(Scope.READ)], sync_to_thread=True, responses=problems(400, 404))
def one(store: TheStore, sha256: Sha256) -> resources.Document:
    """Return where a document stands, its batches and its history."""
    return show.document(store.documents.get(sha256), store.documents.history(sha256))


@get(
    "/{sha256:str}/record",
    guards=[needs(Scope.READ)],
    sync_to_thread=True,
    responses={
        200: ResponseSpec(Record, generate_examples=False, description="The record, as `nianbao check --json` has it"),
        304: ResponseSpec(None, description="It has not changed"),
        **problems(400, 404),
    },
)
def record(store: TheStore, sha256: Sha256, if_none_match: IfNoneMatch = None) -> Response[bytes]:
    """Return a document's result."""
    try:
        body = store.records.body(sha256)
    except NotFoundError:
        found = store.documents.get(sha256)
        raise ProblemError("no-record", document=sha256, state=found.state) from None
    return tagged(body, "application/json", if_none_match)


@get(
    "/{sha256:str}/pages/{page:str}",
    guards=[needs(Scope.READ)],
    sync_to_thread=True,
    responses={
        200: ResponseSpec(bytes, media_type="image/png", description="The page at 144 dpi"),
        304: ResponseSpec(None, description="It has not changed"),
        **problems(400, 404),
    },
)
def picture(
    store: TheStore, pictures: ThePictures, sha256: Sha256, page: PageName, if_none_match: IfNoneMatch = None
) -> Response[bytes]:
    """Return a picture of a page of a PDF; pages count from 1."""
    found = store.documents.get(sha256)
    drawn = pictures.page(found.id, found.format, int(page.removesuffix(".png")))
    return tagged(drawn, "image/png", if_none_match)


@get(
    "/{sha256:str}/evidence",
    guards=[needs(Scope.READ)],
    sync_to_thread=True,
    responses={
        200: ResponseSpec(str, media_type="text/html", description="A page with everything in it"),
        **problems(400, 404),
    },
)
def sheet(
    store: TheStore,
    pictures: ThePictures,
    sha256: Sha256,
    lang: Annotated[Literal["zh", "en"], QueryParameter(description="Its language.")] = "zh",
) -> Response[str]:
    """Return the evidence sheet of a report: findings, pictures, law, numbers on one page that can be sent on."""
    return evidence(store, pictures, sha256, lang)


def tagged(body: bytes, media_type: str, known: str | None) -> Response[bytes]:
    """Answer with a body, or that it is the one that the client has."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": "private, no-cache"}
    if known is not None and (
        known.strip() == "*" or tag in {each.strip().removeprefix("W/") for each in known.split(",")}
    ):
        return Response(b"", status_code=304, headers=headers)
    return Response(body, media_type=media_type, headers=headers)


router = Router("/documents", route_handlers=[one, record, picture, sheet], tags=["documents"])
