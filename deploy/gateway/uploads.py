"""`/v1/uploads`: a submission whose body arrives in pieces, so that one that breaks off goes on where it stood.

The body is that of `POST /v1/batches`. It lies in a folder of this machine until its batch is made, or for a day.
"""

import fcntl
import hashlib
import secrets
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import msgspec
from anyio import to_thread
from litestar import Request, Response, Router, delete, get, patch, post
from litestar.datastructures import State
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import HeaderParameter, JSONBody, PathParameter
from litestar.status_codes import HTTP_201_CREATED

from deploy.gateway.documented import Append, problems
from deploy.gateway.guard import needs
from deploy.gateway.means import TheSettings, TheStore
from deploy.gateway.problems import ProblemError
from deploy.gateway.submission import incoming, submit
from deploy.gateway.upload import accept, arriving, unpack
from shared.record import encode
from shared.settings import Settings
from shared.store import Scope, Store
from workers.gateway import resources

_CHUNK = 2**20  # bytes
_BODIES = (
    r"^(multipart/form-data; boundary=[0-9A-Za-z'+_.-]{1,70}"
    r"|application/(zip|x-zip-compressed|x-tar|gzip|x-gtar|warc|x-ndjson))$"
)
_SUBMIT = [needs(Scope.SUBMIT)]
UploadId = Annotated[str, PathParameter(pattern="^[0-9a-f]{32}$", description="Id of the upload.")]
Sender = Request[Any, Any, State]


class NewUpload(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The body that is to come: its type, as `POST /v1/batches` takes it, and how many bytes it has."""

    content_type: Annotated[str, msgspec.Meta(pattern=_BODIES, max_length=200)]
    size: Annotated[int, msgspec.Meta(ge=1, le=2**53 - 1)]


class _About(msgspec.Struct):
    owner: str
    key: str | None
    content_type: str
    size: int


@post("/", guards=_SUBMIT, sync_to_thread=True, responses=problems(400, 413, 415, 503))
def begin(
    request: Sender,
    store: TheStore,
    settings: TheSettings,
    data: JSONBody[NewUpload],
    idempotency_key: Annotated[
        str | None,
        HeaderParameter(
            name="Idempotency-Key",
            max_length=255,
            description="The same key with the same body finds an upload again that is not complete, and its offset.",
        ),
    ] = None,
) -> resources.Upload:
    """Begin an upload, or find one again that broke off."""
    store.room.check()
    accept(data.content_type)
    if data.size > settings.upload_bytes:
        raise ProblemError("too-large", limit=settings.upload_bytes)
    about = _About(request.state.key.id, idempotency_key, data.content_type, data.size)
    made = incoming(settings.home) / _name(store, about)
    made.mkdir(exist_ok=True)
    (made / "about.json").write_bytes(encode(about))
    (made / "body").touch()
    return _shown(made, about)


@get("/{upload:str}", guards=_SUBMIT, sync_to_thread=True, responses=problems(400, 404))
def one(request: Sender, settings: TheSettings, upload: UploadId) -> resources.Upload:
    """Return how far an upload has come."""
    return _shown(*_find(request, settings, upload))


@patch(
    "/{upload:str}",
    guards=_SUBMIT,
    request_max_body_size=None,
    operation_class=Append,
    responses={200: ResponseSpec(resources.Upload, description="How far it has come"), **problems(400, 404, 409, 413)},
)
async def add(
    request: Sender,
    settings: TheSettings,
    upload: UploadId,
    upload_offset: Annotated[
        int, HeaderParameter(name="Upload-Offset", ge=0, le=2**53 - 1, description="Where these bytes belong.")
    ],
) -> resources.Upload:
    """Add bytes to an upload. What has arrived stays, however the request ends."""
    folder, about = await to_thread.run_sync(_find, request, settings, upload)
    with _alone(folder / "body") as body:
        offset = body.seek(0, 2)
        if offset != upload_offset:
            raise ProblemError("offset", offset=offset)
        async for chunk in arriving(request):
            offset += len(chunk)
            if offset > about.size:
                raise ProblemError("too-large", limit=about.size)
            await to_thread.run_sync(body.write, chunk)
    return _shown(folder, about)


@post(
    "/{upload:str}/batch",
    guards=_SUBMIT,
    responses={
        201: ResponseSpec(resources.Receipt, description="The batch was made"),
        **problems(400, 404, 409, 413, 422),
    },
)
async def finish(
    request: Sender, store: TheStore, settings: TheSettings, upload: UploadId
) -> Response[resources.Receipt]:
    """Make a batch of an upload that is complete. Repeating this makes no second one."""
    owner, name = request.state.key.id, f"upload {upload}"
    kept = await to_thread.run_sync(store.requests.receipt, owner, name)
    if kept is None:
        folder, about = await to_thread.run_sync(_find, request, settings, upload)
        with _alone(folder / "body") as body:
            if (offset := body.seek(0, 2)) < about.size:
                raise ProblemError("upload-unfinished", offset=offset, size=about.size)
            body.seek(0)
            parts = folder / "parts"
            shutil.rmtree(parts, ignore_errors=True)
            parts.mkdir()
            taken = await unpack(about.content_type, _chunks(body), parts)
            receipt = await to_thread.run_sync(submit, store, taken, settings.limits, owner, name)
        await to_thread.run_sync(shutil.rmtree, folder)
    else:
        receipt = msgspec.json.decode(kept, type=resources.Receipt)
    return Response(receipt, status_code=HTTP_201_CREATED, headers={"location": f"/v1/batches/{receipt.batch}"})


@delete("/{upload:str}", guards=_SUBMIT, sync_to_thread=True, responses=problems(400, 404))
def drop(request: Sender, settings: TheSettings, upload: UploadId) -> None:
    """Give an upload up."""
    folder, _ = _find(request, settings, upload)
    shutil.rmtree(folder)


def _name(store: Store, about: _About) -> str:
    """Return the name of an upload: under a key always the same one, until its batch is made."""
    if about.key is None:
        return secrets.token_hex(16)
    for number in count():
        name = hashlib.sha256(encode([about, number])).hexdigest()[:32]
        if store.requests.receipt(about.owner, f"upload {name}") is None:
            return name
    raise AssertionError  # counting has no end


def _find(request: Sender, settings: Settings, upload: str) -> tuple[Path, _About]:
    """Return the folder of an upload of this sender, and what is to come."""
    folder = Path(settings.home, "incoming", upload)
    try:
        about = msgspec.json.decode((folder / "about.json").read_bytes(), type=_About)
    except FileNotFoundError:
        raise ProblemError("not-found", path=request.url.path) from None
    if about.owner != request.state.key.id:
        raise ProblemError("not-found", path=request.url.path)
    return folder, about


def _shown(folder: Path, about: _About) -> resources.Upload:
    return resources.Upload(id=folder.name, offset=(folder / "body").stat().st_size, size=about.size)


@contextmanager
def _alone(path: Path) -> Iterator[BinaryIO]:
    """Open a body to be added to or read, unless another request has it."""
    with path.open("r+b", buffering=0) as body:
        try:
            fcntl.flock(body, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ProblemError("upload-busy") from None
        yield body


async def _chunks(body: BinaryIO) -> AsyncIterator[bytes]:
    while chunk := await to_thread.run_sync(body.read, _CHUNK):
        yield chunk


router = Router("/uploads", route_handlers=[begin, one, add, finish, drop], tags=["uploads"])
