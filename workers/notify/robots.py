"""Chat robots: their message formats, their signatures, and what their answers mean.

Sources: open.feishu.cn (custom bot guide), open.dingtalk.com (custom robot access), developer.work.weixin.qq.com (group
robot). A robot answers 200 whatever happens; the code in its body says whether the message was posted.
"""

import base64
import hashlib
import hmac
from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any
from urllib.parse import quote_plus, urlsplit, urlunsplit

import msgspec

from workers.notify.signature import headers
from workers.notify.story import Story, story

ROBOT_PER_MINUTE = 20  # what all three allow


class Kind(StrEnum):
    """What kind of receiver an endpoint is."""

    STANDARD = "standard"  # https://www.standardwebhooks.com
    FEISHU = "feishu"
    DINGTALK = "dingtalk"
    WECOM = "wecom"


def shown_url(kind: Kind, url: str) -> str:
    """Return a receiver's URL as it may be shown: that of a robot is the key to its chat, a query may be one."""
    parts = urlsplit(url)
    if kind is not Kind.STANDARD:
        return f"{parts.scheme}://{parts.netloc}/…{url[-4:]}"
    return urlunsplit(parts._replace(query="…" if parts.query else "", fragment=""))


class Letter(msgspec.Struct, frozen=True):
    """A notice as one kind of receiver takes it: where to, under which headers, saying what."""

    url: str
    headers: dict[str, str]
    content: bytes


class RobotError(msgspec.Struct, frozen=True):
    """What a robot complains of, and the seconds it wants to be left alone, if it does."""

    detail: str
    retry_after: float | None = None


def letter(  # noqa: PLR0913, PLR0917 - the parts of a letter
    kind: Kind, url: str, secrets: Sequence[str], message_id: str, now: datetime, body: bytes
) -> Letter:
    """Return a notice as a receiver of this kind takes it, signed at `now`. A robot needs no secret, or takes one."""
    if kind is Kind.STANDARD:
        return Letter(url, {**headers(secrets, message_id, now, body), "content-type": "application/json"}, body)
    url, message = _WRITERS[kind](url, secrets[0] if secrets else "", now, story(body))
    return Letter(url, {"content-type": "application/json"}, msgspec.json.encode(message))


def complaint(kind: Kind, answer: bytes) -> RobotError | None:
    """Return what is wrong by the body of an answer with status 2xx; None when the message was posted."""
    if kind is Kind.STANDARD:
        return None
    try:
        told = msgspec.json.decode(answer)
    except (msgspec.DecodeError, RecursionError):  # the latter: brackets within brackets without end
        told = None
    codes = [told[key] for key in ("code", "StatusCode", "errcode") if key in told] if isinstance(told, dict) else []
    if not codes:
        return RobotError(f"the answer is not one of a {kind} robot")
    code = codes[0]
    if code == 0:
        return None
    said = told.get("msg") or told.get("StatusMessage") or told.get("errmsg") or ""
    wait = _TOO_MANY.get((kind, code)) if isinstance(code, int) else None
    return RobotError(f"{code} {said}".strip()[:200], wait)


_TOO_MANY = {  # seconds after which a robot that was sent too many takes messages again
    (Kind.FEISHU, 11232): 60.0,
    (Kind.FEISHU, 9499): 60.0,
    (Kind.DINGTALK, 130101): 600.0,
    (Kind.DINGTALK, 410100): 600.0,
    (Kind.WECOM, 45009): 60.0,
}
_FEISHU_BYTES, _DINGTALK_BYTES, _WECOM_BYTES = 18_000, 18_000, 4_000  # of text; the limits are 20 KB, 20 KB, 4096 bytes
_MORE = "……（其余见详情）"
_DETAILS = "查看详情"


def _feishu(url: str, secret: str, now: datetime, told: Story) -> tuple[str, dict[str, Any]]:
    lines = _fitting(told.lines, _FEISHU_BYTES)
    content = [[{"tag": "text", "text": line}] for line in lines]
    if told.link:
        content.append([{"tag": "a", "text": _DETAILS, "href": told.link}])  # type: ignore[dict-item, unused-ignore]
    message: dict[str, Any] = {
        "msg_type": "post",
        "content": {"post": {"zh_cn": {"title": told.title, "content": content}}},
    }
    if secret:
        timestamp = str(int(now.timestamp()))
        key = f"{timestamp}\n{secret}"
        message |= {"timestamp": timestamp, "sign": _hmac(key, "")}
    return url, message


def _dingtalk(url: str, secret: str, now: datetime, told: Story) -> tuple[str, dict[str, Any]]:
    if secret:
        timestamp = str(int(now.timestamp() * 1000))
        sign = quote_plus(_hmac(secret, f"{timestamp}\n{secret}"))
        url = f"{url}{'&' if '?' in url else '?'}timestamp={timestamp}&sign={sign}"
    lines = [f"#### {told.title}", *_fitting(told.lines, _DINGTALK_BYTES), *_link(told)]
    return url, {"msgtype": "markdown", "markdown": {"title": told.title, "text": "\n\n".join(lines)}}


def _wecom(url: str, _: str, __: datetime, told: Story) -> tuple[str, dict[str, Any]]:
    head, foot = f"**{told.title}**", list(_link(told))
    room = _WECOM_BYTES - sum(len(line.encode()) + 1 for line in (head, *foot))
    return url, {"msgtype": "markdown", "markdown": {"content": "\n".join([head, *_fitting(told.lines, room), *foot])}}


_WRITERS: dict[Kind, Callable[[str, str, datetime, Story], tuple[str, dict[str, Any]]]] = {
    Kind.FEISHU: _feishu,
    Kind.DINGTALK: _dingtalk,
    Kind.WECOM: _wecom,
}


def _link(told: Story) -> tuple[str, ...]:
    return (f"[{_DETAILS}]({told.link})",) if told.link else ()


def _hmac(key: str, message: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), message.encode(), hashlib.sha256).digest()).decode()


def _fitting(lines: Sequence[str], room: int) -> list[str]:
    """Return as many lines as stay within `room` bytes, saying so where some are left out."""
    room -= len(_MORE.encode()) + 1
    kept = list[str]()
    for line in lines:
        room -= len(line.encode()) + 2
        if room < 0:
            return [*kept, _MORE]
        kept.append(line)
    return kept
