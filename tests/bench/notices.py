"""10,000 notices to 20 endpoints of which five misbehave: `python -m tests.bench.notices [NOTICES]`.

The same line brings the same notices to the healthy ones alone first, and httpx posts their bodies bare: what is told
are ratios within one run.
"""

import asyncio
import json
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import httpx
from standardwebhooks import Webhook

from deploy.embedded import Server
from deploy.fleet import Fleet
from shared.settings import Settings
from shared.store import DELIVERED, Store
from tests.unit.notify.samples import finding, record
from workers.notify import EventType, document_data, notice

_ENDPOINTS, _AT_ONCE = 20, 4
_BODY = notice(EventType.REPORT_FAILED, datetime.now(UTC), document_data(record(findings=(finding(),) * 3), "b1"))
Write = Callable[[asyncio.StreamWriter], Awaitable[None]]


async def _well(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")


async def _broken(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 500 Oh\r\ncontent-length: 0\r\n\r\n")


async def _hangs(_: asyncio.StreamWriter) -> None:
    await asyncio.sleep(3600)


async def _drips(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        writer.write(b"x-more: yes\r\n")
        await asyncio.sleep(0.5)


async def _resets(writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


async def _redirects(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 302 Found\r\nlocation: /\r\ncontent-length: 0\r\n\r\n")


SICK: tuple[Write, ...] = (_broken, _hangs, _drips, _resets, _redirects)


class Receivers:
    """Endpoints by path, served by a thread of their own; every notice is kept."""

    def __init__(self, behaviours: list[Write]) -> None:
        self.got: defaultdict[int, list[tuple[dict[str, str], bytes]]] = defaultdict(list)
        self._behaviours = behaviours
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(asyncio.start_server(self._serve, "127.0.0.1", 0), self._loop)
        port = self._server.result().sockets[0].getsockname()[1]
        self.urls = [f"http://127.0.0.1:{port}/{number}" for number in range(len(behaviours))]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
                headers = {key.lower(): value for key, _, value in (line.partition(": ") for line in head[1:] if line)}
                body = await reader.readexactly(int(headers["content-length"]))
                number = int(head[0].split()[1].removeprefix("/"))
                self.got[number].append((headers, body))
                await self._behaviours[number](writer)

    def close(self) -> None:
        """Hang up."""

        async def hang_up() -> None:
            self._server.result().close()
            others = asyncio.all_tasks() - {asyncio.current_task()}
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)

        asyncio.run_coroutine_threadsafe(hang_up(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


def line(behaviours: list[Write], each: int) -> tuple[float, Receivers, dict[str, int]]:
    """Bring `each` notices to every endpoint; return the seconds until the healthy ones have all of theirs."""
    receivers = Receivers(behaviours)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        server = Server(home)
        server.start()
        settings = Settings(home=folder, redis_url=server.url, allowed_networks="127.0.0.0/8")
        try:
            with Store.open(settings) as store:
                made = [store.endpoints.add(url, [], at_once=_AT_ONCE) for url in receivers.urls]
                healthy = [made[number].id for number, each_ in enumerate(behaviours) if each_ is _well]
                with store._database.write() as connection:  # noqa: SLF001 - as the line posts them
                    for number in range(each):
                        for endpoint in made:
                            store.deliveries.post(connection, endpoint, "report.failed", _BODY, generation=number)
                with Fleet(settings, 0, home / "logs", grace=20):
                    while not any(receivers.got.values()):
                        time.sleep(0.01)
                    begin = time.monotonic()
                    while sum(len({h["webhook-id"] for h, _ in receivers.got[n]}) for n in _well_ones(behaviours)) < (
                        each * len(healthy)
                    ):
                        time.sleep(0.1)
                    seconds = time.monotonic() - begin
                    time.sleep(1)  # what arrived is being written down
                keys = {number: made[number].secrets[0] for number in _well_ones(behaviours)}
                states = Counter(
                    one.state for id_ in healthy for one in store.deliveries.newest(endpoint=id_, limit=each)
                )
        finally:
            server.stop()
    for number, key in keys.items():
        webhook = Webhook(key)
        for headers, body in receivers.got[number]:
            webhook.verify(body, headers)
    receivers.close()
    return seconds, receivers, states


def _well_ones(behaviours: list[Write]) -> list[int]:
    return [number for number, behaviour in enumerate(behaviours) if behaviour is _well]


def bare(endpoints: int, each: int) -> float:
    """Return the seconds that httpx takes for the same bodies to as many healthy endpoints, as many at once."""
    receivers = Receivers([_well] * endpoints)

    async def post() -> None:
        left = [url for url in receivers.urls for _ in range(each)]
        async with httpx.AsyncClient(trust_env=False, limits=httpx.Limits(max_connections=_AT_ONCE * 4)) as client:

            async def some() -> None:
                while left:
                    await client.post(left.pop(), content=_BODY)

            await asyncio.gather(*(some() for _ in range(_AT_ONCE * 4)))

    begin = time.monotonic()
    asyncio.run(post())
    receivers.close()
    return time.monotonic() - begin


def main() -> None:
    """Measure and tell."""
    notices = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    each, healthy = notices // _ENDPOINTS, _ENDPOINTS - len(SICK)
    alone, _, _ = line([_well] * healthy, each)
    beside, receivers, states = line([*SICK, *[_well] * healthy], each)
    plain = bare(healthy, each)
    arrived = [headers["webhook-id"] for number in range(len(SICK), _ENDPOINTS) for headers, _ in receivers.got[number]]
    told = {
        "healthy_notices": healthy * each,
        "arrived": len(set(arrived)),
        "twice": len(arrived) - len(set(arrived)),
        "written_down_as_delivered": states[DELIVERED],
        "attempts_at_sick": {each.__name__.strip("_"): len(receivers.got[n]) for n, each in enumerate(SICK)},
        "seconds": {"alone": round(alone, 1), "beside_sick": round(beside, 1), "httpx_bare": round(plain, 1)},
        "notices_a_second": {"line": round(healthy * each / alone), "httpx_bare": round(healthy * each / plain)},
        "ratio_beside_sick_to_alone": round(beside / alone, 2),
    }
    sys.stdout.write(json.dumps(told, indent=2) + "\n")


if __name__ == "__main__":
    main()
