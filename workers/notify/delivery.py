"""One attempt to bring a notice to a receiver, bounded in time and size, and what came of it in words."""

import asyncio
import ssl
from collections.abc import Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import cache
from types import TracebackType
from typing import Self

import httpx
import msgspec

from shared.engine import engine
from workers.notify.address import OutOfReachError, Reach, Resolve, Target, locate, system_resolve
from workers.notify.causes import Cause
from workers.notify.robots import Kind, Letter, complaint, letter

MAX_ANSWER = 64 * 1024  # bytes of an answer that are read, whatever it promises
KEPT_ANSWER = 1_000  # characters of it that are kept for the log
MAX_RETRY_AFTER = 3600.0  # seconds; whoever asks for more is asked again in an hour
TIMEOUT = 10.0  # seconds for everything: name, connection, request, answer
CONNECT_TIMEOUT = 3.0  # seconds, for each address


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one attempt. `cause` is None when the receiver acknowledged the notice."""

    cause: Cause | None
    detail: str = ""  # the failure in the words of the network
    status: int | None = None
    seconds: float
    answer: str = ""  # the beginning of the receiver's answer
    retry_after: float | None = None  # seconds the receiver asks us to wait

    @property
    def ok(self) -> bool:
        """Whether the notice has arrived."""
        return self.cause is None

    @property
    def gone(self) -> bool:
        """Whether the receiver asked never to be called again (410)."""
        return self.cause is Cause.GONE


class Courier:
    """A context that brings notices to one host, several at once if need be, over connections kept while it lasts.

    To one host only: a connection to an address is trusted for the name that its certificate was verified for.
    """

    def __init__(self, reach: Reach, *, resolve: Resolve = system_resolve, timeout: float = TIMEOUT) -> None:
        self._reach = reach
        self._resolve = resolve
        self._timeout = timeout
        timeouts = httpx.Timeout(timeout, connect=min(CONNECT_TIMEOUT, timeout))
        self._client = httpx.AsyncClient(verify=_tls(), trust_env=False, timeout=timeouts)

    async def __aenter__(self) -> Self:
        await self._client.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.__aexit__(kind, error, trace)

    async def bring(  # noqa: PLR0913, PLR0917 - the parts of a letter
        self,
        url: str,
        secrets: Sequence[str],
        message_id: str,
        now: datetime,
        body: bytes,
        kind: Kind = Kind.STANDARD,
    ) -> Attempt:
        """Sign `body` and post it to `url` once, under one deadline for everything.

        A receiver that drips bytes outlasts any timeout on single reads. The status line decides: an answer that
        drips on or never ends changes nothing about it. The host is looked up once, and the connection is made to an
        address that was found fit, while certificate and Host header stay those of the name.
        """
        clock = asyncio.get_running_loop().time
        begin, cause, detail, answer = clock(), None, "", _Answer()
        sent = letter(kind, url, secrets, message_id, now, body)
        try:
            async with asyncio.timeout(self._timeout):
                target = await locate(sent.url, self._reach, self._resolve)
                await self._post(target, sent, answer)
        except OutOfReachError as refusal:
            cause, detail = Cause.URL, str(refusal)
        except (TimeoutError, httpx.TimeoutException):
            cause, detail = Cause.TIMEOUT, f"no answer within {self._timeout:g} s"
        except (httpx.TransportError, OSError, UnicodeError) as error:  # the last: a name that cannot be one
            cause, detail = _cause(error), str(error) or type(error).__name__
        if answer.status is not None:
            cause, detail = _judge(answer.status)
        retry_after = _retry_after(answer.retry_after, now)
        if answer.status is not None and cause is None and (wrong := complaint(kind, bytes(answer.body))):
            cause, detail, retry_after = Cause.ROBOT, wrong.detail, wrong.retry_after or retry_after
        return Attempt(
            cause=cause,
            detail=detail,
            status=answer.status,
            seconds=round(clock() - begin, 3),
            answer=bytes(answer.body).decode(errors="replace")[:KEPT_ANSWER],
            retry_after=retry_after,
        )

    async def _post(self, target: Target, sent: Letter, answer: "_Answer") -> None:
        """Post to the first of the addresses that takes a connection."""
        told = {
            **sent.headers,
            "host": target.url.netloc.decode("ascii"),
            "accept-encoding": "identity",  # the answer is capped as it comes over the wire
            "user-agent": f"nianbao/{engine().version}",
        }
        for number, address in enumerate(target.addresses, start=1):
            pinned = target.url.copy_with(host=str(address))
            extensions = {"sni_hostname": target.url.raw_host.decode("ascii")}
            try:
                async with self._client.stream(
                    "POST", pinned, headers=told, content=sent.content, extensions=extensions
                ) as got:
                    answer.status, answer.retry_after = got.status_code, got.headers.get("retry-after", "")
                    async for chunk in got.aiter_raw():
                        answer.body += chunk
                        if len(answer.body) >= MAX_ANSWER:
                            break
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                if number == len(target.addresses) or _cause(error) is Cause.TLS:
                    raise
            else:
                return


class _Answer:
    """What has come of an answer so far."""

    def __init__(self) -> None:
        self.status: int | None = None
        self.retry_after = ""
        self.body = bytearray()


def deliver(  # noqa: PLR0913 - all of it is known at the call, none of it belongs together
    url: str,
    secrets: Sequence[str],
    message_id: str,
    timestamp: datetime,
    body: bytes,
    *,
    kind: Kind = Kind.STANDARD,
    reach: Reach | None = None,
    resolve: Resolve = system_resolve,
    timeout: float = TIMEOUT,
) -> Attempt:
    """Sign `body` and post it to `url` once. `timestamp` is now; `timeout` bounds the whole attempt in seconds."""

    async def once() -> Attempt:
        async with Courier(reach or Reach(), resolve=resolve, timeout=timeout) as courier:
            return await courier.bring(url, secrets, message_id, timestamp, body, kind)

    return asyncio.run(once())


def _judge(status: int) -> tuple[Cause | None, str]:
    code = httpx.codes
    if code.is_success(status):
        return None, ""
    phrase = f"{status} {code.get_reason_phrase(status)}".strip()
    if code.is_redirect(status):
        return Cause.REDIRECT, phrase
    return (Cause.GONE if status == code.GONE else Cause.STATUS), phrase


def _cause(error: BaseException) -> Cause:
    """Tell a certificate that is not trusted from a line that is dead."""
    seen: BaseException | None = error
    while seen:
        if isinstance(seen, ssl.SSLError):
            return Cause.TLS
        seen = seen.__cause__ or seen.__context__
    return Cause.CONNECTION


def _retry_after(value: str, now: datetime) -> float | None:
    """Return the seconds that a `Retry-After` header asks for: a number, or a date seen from `now`."""
    try:
        seconds = float(value) if value.isdecimal() else (parsedate_to_datetime(value) - now).total_seconds()
    except (ValueError, TypeError, OverflowError):  # no date; one without a time zone; one with figures without end
        return None
    return min(max(0.0, seconds), MAX_RETRY_AFTER)


@cache
def _tls() -> ssl.SSLContext:
    return httpx.create_ssl_context()  # 20 ms, once a process
