"""Why deliveries fail, and what that means in both languages."""

import re
from enum import StrEnum

from shared.errors import Message


class Cause(StrEnum):
    """Why a delivery failed."""

    URL = "url"  # not one that notices are sent to, or its addresses are not
    CONNECTION = "connection"  # no such name, refused, reset, closed
    TLS = "tls"  # no trust in the receiver's certificate
    TIMEOUT = "timeout"
    REDIRECT = "redirect"  # never followed: it would lead signed data elsewhere
    ROBOT = "robot"  # a chat robot answered that the message was not posted
    GONE = "gone"  # the receiver wants no more
    STATUS = "status"  # any other answer but 2xx


_MEANINGS = {
    Cause.URL: Message("不是可投递的地址", "not an address to send to"),
    Cause.CONNECTION: Message("连接失败", "no connection"),
    Cause.TLS: Message("证书不可信", "its certificate is not trusted"),
    Cause.TIMEOUT: Message("超时", "too slow"),
    Cause.REDIRECT: Message("要求转到别处，不予跟随", "it leads elsewhere, which is not followed"),
    Cause.ROBOT: Message("机器人没有接受", "the robot did not take it"),
    Cause.GONE: Message("接收方不再接收", "it wants no more"),
    Cause.STATUS: Message("接收方没有接受", "it did not take the notice"),
}
_TOLD = re.compile(rf"({'|'.join(Cause)}): (.*)", re.DOTALL)


def meaning(told: str | None) -> Message:
    """Return what a failure means, and behind it the words of the network.

    `told` is as it is kept, `status: 500 Internal Server Error` say; None, and what is not of that form, stay so.
    """
    match = _TOLD.fullmatch(told or "")
    if match is None:
        return Message(told or "", told or "")
    means, detail = _MEANINGS[Cause(match[1])], match[2]
    return Message(f"{means.zh}（{detail}）", f"{means.en} ({detail})") if detail else means
