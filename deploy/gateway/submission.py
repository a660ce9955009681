"""From an upload on the disk to a batch; a request that is repeated under its `Idempotency-Key` makes no second."""

import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

import msgspec

from deploy.gateway.problems import ProblemError
from deploy.gateway.upload import Part, Upload
from deploy.sources import Entry, Loaded, Problem, SourceError, count, load, summary
from deploy.sources.archive import is_archive
from deploy.sources.manifest import is_manifest, listed
from shared.errors import Message
from shared.job import Hints
from shared.limits import Limits
from shared.record import encode
from shared.store import Item, SealedError, Store, Submitted
from workers.gateway.resources import Receipt, Taken, Unread

ABANDONED = 86_400.0  # seconds without a byte
_LABEL = 200  # characters


def submit(store: Store, upload: Upload, limits: Limits, owner: str, key: str | None) -> Receipt:
    """Submit an upload as one sealed batch. `owner` and `key` name the request, where it is to be named.

    A submission that was broken off is taken up where it stands when its request is repeated.
    """
    documents = [part for part in upload.parts if not _is_manifest(part)]
    hints = _hints([part for part in upload.parts if _is_manifest(part)], documents)
    if not documents:
        raise ProblemError("nothing")
    store.room.check()
    entries = [Entry(part.path, part.name, hints.get(part.name, Hints())) for part in documents]
    label = (upload.fields.get("label") or summary([part.name for part in upload.parts]))[:_LABEL]
    express = count(entries) == 1
    if key is None:
        return _fill(store, store.batches.create(label, express=express), entries, hints, limits)
    request = store.requests.begin(owner, key, upload.digest, label, express=express)
    if request.digest != upload.digest:
        raise ProblemError("idempotency", batch=request.batch)
    if request.receipt is not None:
        return msgspec.json.decode(request.receipt, type=Receipt)
    receipt = _fill(store, request.batch, entries, hints, limits)
    store.requests.answer(owner, key, encode(receipt))
    return receipt


def _fill(store: Store, batch: str, entries: list[Entry], hints: dict[str, Hints], limits: Limits) -> Receipt:
    problems, taken = list[Unread](), list[Taken]()
    unseen = set(hints)

    def told(name: str, document: str, new: bool) -> None:  # noqa: FBT001 - the store's
        taken.append(Taken(name, document, new))

    try:
        submitted = store.batches.submit(batch, _items(entries, hints, unseen, problems, limits), told)
    except SealedError:  # the same request, carried out at the same moment, was faster
        submitted = Submitted(known=store.batches.counts(batch).total)
    store.batches.seal(batch)
    missing = Message("清单列出了它，上传中却没有", "the manifest lists it, but it is not in the upload")
    problems += [Unread(name, missing) for name in sorted(unseen)]
    return Receipt(batch=batch, new=submitted.new, known=submitted.known, problems=tuple(problems), items=tuple(taken))


def _items(
    entries: list[Entry], hints: dict[str, Hints], unseen: set[str], problems: list[Unread], limits: Limits
) -> Iterator[Item]:
    """Yield the documents; archives are unpacked member by member, and what cannot be is a problem of its own."""
    names = {str(entry.path): entry.name for entry in entries}
    for found in load(entries, limits):
        if isinstance(found, Loaded):
            unseen.discard(found.name)
            yield Item(found.name, found.data, hints.get(found.name, found.hints))
        else:
            problems.append(_unread(found, names))


def _unread(problem: Problem, names: dict[str, str]) -> Unread:
    """Return a problem under the names that the sender knows."""
    zh, en = problem.message.zh, problem.message.en
    for path, name in names.items():
        zh, en = zh.replace(path, name), en.replace(path, name)
    return Unread(problem.name, Message(zh, en))


def _is_manifest(part: Part) -> bool:
    return part.is_manifest or is_manifest(part.path)


def _hints(manifests: list[Part], documents: list[Part]) -> dict[str, Hints]:
    """Return what the manifests say of each name; ProblemError for one that is not inside the upload.

    A name that may be a member of an uploaded archive is believed until the archives have been read.
    """
    uploaded = {part.name for part in documents}
    has_archive = any(is_archive(part.path) for part in documents)
    hints: dict[str, Hints] = {}
    for manifest in manifests:
        for place, path, told in _listed(manifest):
            name = _inside(path)
            if name is None or (name not in uploaded and not has_archive):
                raise ProblemError("manifest-path", zh=place.zh, en=place.en, path=path)
            hints[name] = told
    return hints


def _listed(manifest: Part) -> list[tuple[Message, str, Hints]]:
    """Read a manifest; what is wrong with it is told under the name that the sender knows."""
    try:
        return listed(manifest.path)
    except SourceError as error:
        path, name = str(manifest.path), manifest.name
        message = error.message
        raise SourceError(message.zh.replace(path, name), message.en.replace(path, name)) from None


def _inside(path: str) -> str | None:
    """Return a relative path that stays inside, in its plainest form; None for any other."""
    plain = PurePosixPath(path.replace("\\", "/"))
    if not path or plain.is_absolute() or ".." in plain.parts or ":" in plain.parts[0]:
        return None
    return str(plain)


def incoming(home: str) -> Path:
    """Return the folder for uploads that are on their way, made where need be; what was given up long ago goes."""
    folder = Path(home, "incoming")
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        with suppress(OSError):  # another process swept it, or it has just ended
            if time.time() - max(each.stat().st_mtime for each in (old, *old.rglob("*"))) > ABANDONED:
                shutil.rmtree(old)
    return folder
