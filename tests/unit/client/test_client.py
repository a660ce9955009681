from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from deploy.client import Client, ClientError, File
from shared.job import Hints

RECEIPT = {"batch": "b1", "new": 1, "known": 0, "problems": []}
BATCH = {
    "id": "b1", "label": "", "created_at": "2024-01-01T00:00:00Z", "ended_at": None,
    "total": 2, "open": 1, "states": {}, "outcomes": {}, "rules": {},
}  # fmt: skip


def client(answer: Callable[[httpx.Request], httpx.Response], waited: list[float] | None = None) -> Client:
    pause = (lambda _: None) if waited is None else waited.append
    return Client("http://gateway", "key", pause=pause, transport=httpx.MockTransport(answer))


def test_a_submission_is_repeated_under_one_key_until_it_is_taken(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"text")
    seen: list[tuple[str, bytes]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append((request.headers["idempotency-key"], request.read()))
        if len(seen) == 1:
            raise httpx.ConnectError("no")
        return httpx.Response(503) if len(seen) == 2 else httpx.Response(201, json=RECEIPT)

    waited: list[float] = []
    with client(answer, waited) as to:
        assert to.submit([File(tmp_path / "a", '甲"x".pdf', Hints(year=2023))], "label").batch == "b1"
    assert len(set(seen)) == 1
    assert len(seen) == 3
    assert waited == sorted(waited)
    body = seen[0][1].decode()
    assert 'filename="甲%22x%22.pdf"' in body
    assert '"year":2023' in body


def test_what_is_refused_is_not_repeated() -> None:
    asked: list[httpx.Request] = []
    problem = {"type": "x", "title": "x", "status": 403, "detail": "no", "code": "scope"}
    told = problem | {"message": {"zh": "不行", "en": "no"}}

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(403, json=told)

    with client(answer) as to, pytest.raises(ClientError) as refused:
        to.batch("b1")
    assert (refused.value.code, refused.value.message.zh, len(asked)) == ("scope", "不行", 1)


def test_a_gateway_that_stays_away_is_an_error_and_so_is_another_server() -> None:
    def away(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("connection refused")

    for answer, code in ((away, "unreachable"), (lambda _: httpx.Response(404, text="<html>"), "http")):
        with client(answer) as to:
            for ask in (
                lambda to=to: to.batch("b1"),
                lambda to=to: list(to.follow("b1")),
                lambda to=to: list(to.export()),
            ):
                with pytest.raises(ClientError) as error:
                    ask()
                assert error.value.code == code


def test_a_batch_is_followed_over_broken_connections() -> None:
    class Broken(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            yield b"event: progress\r\ndata: " + httpx.Response(200, json=BATCH).content + b"\r\n\r\n: \r\n\r\n"
            raise httpx.ReadError("gone")

    whole = b"event: completed\r\ndata: " + httpx.Response(200, json=BATCH | {"open": 0}).content + b"\r\n\r\n"
    answers = [httpx.Response(200, stream=Broken()), httpx.Response(200, content=whole)]
    with client(lambda _: answers.pop(0)) as to:
        assert [batch.open for batch in to.follow("b1")] == [1, 1, 0]


def test_pages_of_batches_are_put_together() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        second = "cursor" in request.url.params
        return httpx.Response(200, json={"items": [BATCH] * 2, "next": None if second else "more"})

    with client(answer) as to:
        assert len(to.batches(10)) == 4
