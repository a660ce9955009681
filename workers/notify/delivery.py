"""One attempt to bring a notice to a receiver, bounded in time and size, and what came of it in words."""

import asyncio
import ssl
from collections.abc import Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from functools import cache
from ipaddress import ip_address

import httpx
import msgspec

from shared.engine import engine
from shared.errors import Message
from workers.notify.signature import headers

MAX_ANSWER = 64 * 1024  # bytes of an answer that are read, whatever it promises
KEPT_ANSWER = 1_000  # characters of it that are kept for the log
MAX_RETRY_AFTER = 86_400.0  # seconds; whoever asks for more is asked again tomorrow
TIMEOUT = 10.0  # seconds for everything: name, connection, request, answer
CONNECT_TIMEOUT = 3.0  # seconds


class Cause(StrEnum):
    """Why a delivery failed."""

    URL = "url"  # not one that notices are sent to
    CONNECTION = "connection"  # no such name, refused, reset, closed
    TLS = "tls"  # no trust in the receiver's certificate
    TIMEOUT = "timeout"
    REDIRECT = "redirect"  # never followed: it would lead signed data elsewhere
    GONE = "gone"  # the receiver wants no more
    STATUS = "status"  # any other answer but 2xx


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


def deliver(  # noqa: PLR0913 - all of it is known at the call, none of it belongs together
    url: str,
    secrets: Sequence[str],
    message_id: str,
    timestamp: datetime,
    body: bytes,
    *,
    allow_http: bool = False,
    timeout: float = TIMEOUT,
) -> Attempt:
    """Sign `body` and post it to `url` once. `timestamp` is now; `timeout` bounds the whole attempt in seconds.

    The status line decides: an answer that drips on or never ends changes nothing about it.
    """
    refusal = url_refusal(url, allow_http=allow_http)
    if refusal:
        return Attempt(cause=Cause.URL, detail=refusal.en, seconds=0.0)
    signed = {
        **headers(secrets, message_id, timestamp, body),
        "content-type": "application/json",
        "accept-encoding": "identity",  # the answer is capped as it comes over the wire
        "user-agent": f"nianbao/{engine().version}",
    }
    return asyncio.run(_post(url, signed, body, timestamp, timeout))


def url_refusal(url: str, *, allow_http: bool = False) -> Message | None:
    """Say why no notice is sent to this URL, or None. Plain http is for this machine, or where policy allows it."""
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL as error:
        return Message(f"不是网址：{error}", f"not a URL: {error}")
    if parsed.scheme not in {"http", "https"} or not parsed.host:
        return Message("不是 http(s) 网址", "not an http(s) URL")
    if parsed.userinfo:
        return Message("网址中不得带用户名或密码", "a URL must not carry a user name or password")
    if parsed.scheme == "http" and not allow_http and not _is_loopback(parsed.host):
        return Message("不得用明文 http，请用 https", "plain http is for receivers on this machine: use https")
    return None


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


async def _post(url: str, signed: dict[str, str], body: bytes, timestamp: datetime, limit: float) -> Attempt:
    """Post under one deadline for everything: a receiver that drips bytes outlasts any timeout on single reads."""
    clock = asyncio.get_running_loop().time
    begin, status, answer, retry_after = clock(), None, b"", None
    cause: Cause | None = None
    detail = ""
    timeouts = httpx.Timeout(limit, connect=min(CONNECT_TIMEOUT, limit))
    try:
        async with (
            asyncio.timeout(limit),
            httpx.AsyncClient(verify=_tls(), trust_env=False, timeout=timeouts) as client,
            client.stream("POST", url, headers=signed, content=body) as response,
        ):
            status = response.status_code
            retry_after = _retry_after(response.headers.get("retry-after", ""), timestamp)
            async for chunk in response.aiter_raw():
                answer += chunk
                if len(answer) >= MAX_ANSWER:
                    break
    except (TimeoutError, httpx.TimeoutException):
        cause, detail = Cause.TIMEOUT, f"no answer within {limit:g} s"
    except (httpx.TransportError, UnicodeError) as error:  # the latter: a name that cannot be one
        cause, detail = _cause(error), str(error) or type(error).__name__
    if status is not None:
        cause, detail = _judge(status)
    return Attempt(
        cause=cause,
        detail=detail,
        status=status,
        seconds=round(clock() - begin, 3),
        answer=answer.decode(errors="replace")[:KEPT_ANSWER],
        retry_after=retry_after,
    )


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
    except (ValueError, TypeError):  # no date; or one without a time zone
        return None
    return min(max(0.0, seconds), MAX_RETRY_AFTER)


@cache
def _tls() -> ssl.SSLContext:
    return httpx.create_ssl_context()  # 20 ms, once a process
