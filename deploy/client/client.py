"""The client. A request that may be repeated is, for a while, when the network or the gateway fails."""

import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from typing import Any, Self

import httpx
import msgspec

from deploy.client.form import File, Form
from shared.errors import Message
from shared.record import Record, decode
from workers.gateway.resources import Batch, Item, Page, Problem, Receipt, Upload

_TIMEOUT = httpx.Timeout(60, connect=10, read=600)  # seconds; an upload is answered when it is stored
_SILENCE = 60.0  # seconds without an event or a sign of life
_TRIES = 6
_PAUSE = 0.5  # seconds after the first failure; doubled after each
_PAGE = 500
_WHOLE = 8 * 2**20  # bytes of a submission that is sent in one piece
_AGAIN = {"offset", "upload-busy", "http", "unavailable"}  # what an upload that broke off may be told at first
_LATER = {
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
}


class ClientError(Exception):
    """The gateway refused, or cannot be reached. `code` is that of its problem, or `unreachable`."""

    def __init__(self, code: str, message: Message) -> None:
        self.code = code
        self.message = message
        super().__init__(f"{code}: {message.en}")


class Client:
    """One gateway, with the key that is shown to it. A context; safe to use from several threads."""

    def __init__(
        self,
        url: str,
        key: str | None,
        *,
        pause: Callable[[float], None] = time.sleep,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        headers = {"authorization": f"Bearer {key}"} if key else {}
        self._http = httpx.Client(base_url=url, headers=headers, timeout=_TIMEOUT, transport=transport)
        self._pause = pause

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def submit(
        self, files: Iterable[File], label: str = "", advance: Callable[[int], None] = lambda _: None
    ) -> Receipt:
        """Submit files and archives as one batch, once, however often the connection breaks.

        A large submission goes on where it broke off, even in another process, as long as its files are the same.
        """
        form = Form(files, {"label": label} if label else {})
        if form.size > _WHOLE:
            return self._submit_in_pieces(form, advance)
        headers = {"content-type": form.content_type, "idempotency-key": secrets.token_hex(16)}
        answer = self._patiently(lambda: self._http.post("/v1/batches", content=form.body(advance), headers=headers))
        return msgspec.json.decode(answer.content, type=Receipt)

    def _submit_in_pieces(self, form: Form, advance: Callable[[int], None]) -> Receipt:
        told = {"content_type": form.content_type, "size": form.size}
        headers = {"idempotency-key": form.key}
        begun = self._patiently(lambda: self._http.post("/v1/uploads", json=told, headers=headers))
        upload = msgspec.json.decode(begun.content, type=Upload)
        path, offset, tries = f"/v1/uploads/{upload.id}", upload.offset, 0
        while offset < form.size:
            before = offset
            try:
                self._add(path, form, offset, advance)
            except (httpx.TransportError, ClientError) as error:
                if isinstance(error, ClientError) and error.code not in _AGAIN:
                    raise
                offset = msgspec.json.decode(self._get(path).content, type=Upload).offset
                tries = 0 if offset > before else tries + 1
                if tries >= _TRIES:
                    raise _unreachable(error) from error
                self._pause(_PAUSE * 2**tries)
            else:
                offset = form.size
        answer = self._patiently(lambda: self._http.post(f"{path}/batch"))
        return msgspec.json.decode(answer.content, type=Receipt)

    def _add(self, path: str, form: Form, offset: int, advance: Callable[[int], None]) -> None:
        headers = {"upload-offset": str(offset), "content-type": "application/octet-stream"}
        _raise(self._http.patch(path, content=form.body(advance, offset), headers=headers))

    def batch(self, batch: str) -> Batch:
        """Return a batch whose id begins like this."""
        return msgspec.json.decode(self._get(f"/v1/batches/{batch}").content, type=Batch)

    def batches(self, limit: int) -> list[Batch]:
        """Return the newest batches, newest first."""
        found: list[Batch] = []
        cursor: str | None = ""
        while cursor is not None and len(found) < limit:
            asked = {"limit": str(min(_PAGE, limit - len(found)))} | ({"cursor": cursor} if cursor else {})
            page = msgspec.json.decode(self._get("/v1/batches", **asked).content, type=Page[Batch])
            found += page.items
            cursor = page.next
        return found

    def items(self, batch: str, outcome: str, limit: int) -> list[Item]:
        """Return the first documents of a batch, at most a page of them, that ended like this, by name."""
        asked = {"outcome": outcome, "limit": str(min(_PAGE, limit))}
        answer = self._get(f"/v1/batches/{batch}/documents", **asked)
        return list(msgspec.json.decode(answer.content, type=Page[Item]).items)

    def follow(self, batch: str) -> Iterator[Batch]:
        """Yield a batch whenever its counts change, and now and then, until it has ended."""
        tries = 0
        while True:
            cause: Exception = ConnectionError("the events broke off")
            try:
                for event, standing in self._events(batch):
                    tries = 0
                    yield standing
                    if event == "completed":
                        return
            except httpx.TransportError as error:
                cause = error
            tries += 1
            if tries >= _TRIES:
                raise _unreachable(cause) from cause
            self._pause(_PAUSE * 2**tries)

    def _events(self, batch: str) -> Iterator[tuple[str, Batch]]:
        """Yield what one connection brings; a sign of life is the last event once more."""
        asked: dict[str, Any] = {"params": {"documents": "false"}, "timeout": httpx.Timeout(_SILENCE)}
        with self._http.stream("GET", f"/v1/batches/{batch}/events", **asked) as answer:
            _raise(answer)
            event, standing = "", None
            for line in answer.iter_lines():
                name, _, value = line.partition(": ")
                if name == "event":
                    event = value
                elif name == "data":
                    standing = msgspec.json.decode(value, type=Batch)
                if standing is not None and (name == "data" or line.startswith(":")):
                    yield event, standing

    def record(self, sha256: str) -> Record:
        """Return a document's result."""
        return decode(self._get(f"/v1/documents/{sha256}/record").content)

    def export(self, batch: str | None = None) -> Iterator[Record]:
        """Yield the records of a batch, or all; they are read as they come."""
        params = {"batch": batch} if batch else {}
        try:
            with self._http.stream("GET", "/v1/export", params=params) as answer:
                _raise(answer)
                for line in _lines(answer.iter_bytes()):
                    yield decode(line)
        except httpx.TransportError as error:
            raise _unreachable(error) from error

    def _get(self, path: str, **params: str) -> httpx.Response:
        return self._patiently(lambda: self._http.get(path, params=params))

    def _patiently(self, ask: Callable[[], httpx.Response]) -> httpx.Response:
        for number in range(_TRIES):
            cause: Exception | None = None
            try:
                answer = ask()
            except httpx.TransportError as error:
                cause = error
            else:
                if answer.status_code not in _LATER or number == _TRIES - 1:
                    _raise(answer)
                    return answer
            if number < _TRIES - 1:
                self._pause(_PAUSE * 2**number)
        assert cause is not None  # noqa: S101 - or the last answer was returned
        raise _unreachable(cause) from cause


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield whole lines: httpx would take other separators, which a JSON string may hold, for their ends."""
    held = b""
    for chunk in chunks:
        *lines, held = (held + chunk).split(b"\n")
        yield from lines


def _raise(answer: httpx.Response) -> None:
    if not answer.is_error:
        return
    answer.read()
    try:
        problem = msgspec.json.decode(answer.content, type=Problem)
    except msgspec.DecodeError:  # whoever answered is no gateway
        told = f"HTTP {answer.status_code} {answer.reason_phrase}"
        raise ClientError("http", Message(told, told)) from None
    raise ClientError(problem.code, problem.message)


def _unreachable(cause: Exception) -> ClientError:
    detail: Any = str(cause) or type(cause).__name__
    return ClientError("unreachable", Message(f"连不上网关：{detail}", f"the gateway cannot be reached: {detail}"))
