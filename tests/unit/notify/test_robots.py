"""Against fakes that verify as the robots do, written from their manuals and not from our code."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import UTC, datetime
from ipaddress import ip_network
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest

from shared.document import Where
from tests.unit.notify.conftest import Answer, Handler, Receiver
from tests.unit.notify.samples import finding, record
from workers.notify import Attempt, Cause, EventType, Kind, Reach, batch_data, deliver, document_data, notice
from workers.notify.robots import complaint

HERE = Reach(networks=(ip_network("127.0.0.0/8"),))
SECRET = "SEC0123456789"  # noqa: S105 - for the test
NOW = datetime(2024, 1, 4, 12, tzinfo=UTC)
Receive = Callable[[Answer], Receiver]

FINDING = msgspec.structs.replace(finding(), where=(Where(page=3, table=2, row=4, column=10),))
BODY = notice(
    EventType.REPORT_FAILED, NOW, document_data(record(findings=(FINDING,)), "b1", "https://n.test/reports/1")
)


def signed(key: str, text: str) -> str:
    return base64.b64encode(hmac.digest(key.encode(), text.encode(), hashlib.sha256)).decode()


def feishu(message: dict[str, Any], _: str) -> tuple[int, str]:
    if message["sign"] != signed(f"{message['timestamp']}\n{SECRET}", ""):
        return 19021, "sign match fail or timestamp is not within one hour from current time"
    if abs(int(message["timestamp"]) - NOW.timestamp()) > 3600:
        return 19021, "timestamp"
    post = message["content"]["post"]["zh_cn"]
    assert message["msg_type"] == "post"
    assert all(part["tag"] in {"text", "a"} for line in post["content"] for part in line)
    return 0, "success"


def dingtalk(message: dict[str, Any], path: str) -> tuple[int, str]:
    query = parse_qs(urlsplit(path).query)
    (timestamp,), (sign,) = query["timestamp"], query["sign"]
    if sign != signed(SECRET, f"{timestamp}\n{SECRET}") or abs(int(timestamp) / 1000 - NOW.timestamp()) > 3600:
        return 310000, "sign not match"
    assert query["access_token"] == ["0123"]
    assert set(message["markdown"]) == {"title", "text"}
    return 0, "ok"


def wecom(message: dict[str, Any], path: str) -> tuple[int, str]:
    if parse_qs(urlsplit(path).query)["key"] != ["0123"]:
        return 93000, "invalid webhook url"
    if len(message["markdown"]["content"].encode()) > 4096:
        return 40058, "content exceed max length"
    return 0, "ok"


ROBOTS = {Kind.FEISHU: (feishu, ""), Kind.DINGTALK: (dingtalk, "?access_token=0123"), Kind.WECOM: (wecom, "?key=0123")}


def fake(kind: Kind) -> Answer:
    """Answer as a robot does: 200, whatever happens."""

    def answer(handler: Handler) -> None:
        code, words = ROBOTS[kind][0](json.loads(handler.got[-1][1]), handler.path)
        named = {"code": code, "msg": words, "data": {}} if kind is Kind.FEISHU else {"errcode": code, "errmsg": words}
        handler.reply(200, json.dumps(named).encode())

    return answer


def send(kind: Kind, receiver: Receiver, body: bytes = BODY, secret: str = SECRET) -> Attempt:
    return deliver(receiver.url + ROBOTS[kind][1], [secret], "msg_1", NOW, body, kind=kind, reach=HERE)


def text(kind: Kind, receiver: Receiver) -> str:
    message = json.loads(receiver.got[-1][1])
    if kind is Kind.FEISHU:
        post = message["content"]["post"]["zh_cn"]
        return "\n".join(
            [post["title"], *("".join(map(str, part.values())) for line in post["content"] for part in line)]
        )
    return "\n".join(message["markdown"].values())


@pytest.mark.parametrize("kind", ROBOTS)
def test_a_robot_takes_the_message_which_says_who_what_which_numbers_and_where(receive: Receive, kind: Kind) -> None:
    receiver = receive(fake(kind))
    attempt = send(kind, receiver)
    assert attempt.ok, attempt.detail
    said = text(kind, receiver)
    for fact in (
        "【核验不通过】甲镇 2023 年度报告：1 处",
        "甲镇.html",
        "A01",
        "收支不平",
        "第 3 页，表 2，行 4，列 10",
        "https://n.test/reports/1",
    ):
        assert fact in said
    assert "webhook-signature" not in receiver.got[0][0]


@pytest.mark.parametrize("kind", [Kind.FEISHU, Kind.DINGTALK])
def test_a_robot_that_does_not_know_the_signature_has_not_taken_the_message(receive: Receive, kind: Kind) -> None:
    attempt = send(kind, receive(fake(kind)), secret="other")  # noqa: S106 - for the test
    assert (attempt.cause, attempt.status) == (Cause.ROBOT, 200)
    assert attempt.detail.split()[0] in {"19021", "310000"}


@pytest.mark.parametrize("kind", ROBOTS)
def test_a_message_of_any_length_fits_and_says_that_there_is_more(receive: Receive, kind: Kind) -> None:
    many = tuple(msgspec.structs.replace(FINDING, quote="句" * 40) for _ in range(100))
    body = notice(EventType.REPORT_FAILED, NOW, document_data(record(findings=many), "b1"))
    receiver = receive(fake(kind))
    assert send(kind, receiver, body).ok
    assert len(receiver.got[0][1]) < 20_000
    said = text(kind, receiver)
    assert "（其余见详情）" in said or "处未列出" in said


@pytest.mark.parametrize(
    ("kind", "answer", "retry_after"),
    [
        (Kind.FEISHU, {"code": 11232, "msg": "frequency limited"}, 60),
        (Kind.DINGTALK, {"errcode": 130101, "errmsg": "send too fast"}, 600),
        (Kind.WECOM, {"errcode": 45009, "errmsg": "api freq out of limit"}, 60),
        (Kind.WECOM, {"errcode": 93000, "errmsg": "invalid webhook url"}, None),
        (Kind.FEISHU, {"data": {}}, None),
        (Kind.FEISHU, [], None),
    ],
)
def test_an_error_in_a_robots_answer_is_a_failure(kind: Kind, answer: object, retry_after: float | None) -> None:
    wrong = complaint(kind, json.dumps(answer).encode())
    assert wrong is not None
    assert wrong.retry_after == retry_after


def test_answers_of_old_robots_and_of_standard_receivers_are_fine() -> None:
    assert complaint(Kind.FEISHU, b'{"StatusCode":0,"StatusMessage":"success"}') is None
    assert complaint(Kind.STANDARD, b"<html>") is None
    assert complaint(Kind.WECOM, b"<html>") is not None


@pytest.mark.parametrize(
    "answer", [b"[" * 60_000, b'{"code":[1]}', b'{"errcode":{}}', b'{"code":1e999}', b'{"code":1,"msg":{"a":1}}']
)
def test_whatever_a_robot_answers_is_a_failure_and_no_end_of_the_sender(answer: bytes) -> None:
    wrong = complaint(Kind.FEISHU, answer)
    assert wrong is not None
    assert wrong.retry_after is None


def test_a_robot_without_a_secret_is_sent_unsigned_messages(receive: Receive) -> None:
    receiver = receive(lambda handler: handler.reply(200, b'{"errcode":0}'))
    assert deliver(f"{receiver.url}?access_token=1", [], "m", NOW, BODY, kind=Kind.DINGTALK, reach=HERE).ok
    assert "sign" not in json.loads(receiver.got[0][1])


@pytest.mark.parametrize("kind", ROBOTS)
def test_nothing_in_a_document_mentions_everybody_or_links_elsewhere(receive: Receive, kind: Kind) -> None:
    evil = msgspec.structs.replace(
        record(findings=(FINDING,)),
        report=msgspec.structs.replace(record().report, publisher="<@all> [领奖](https://evil.test)\n# 甲镇"),
    )
    receiver = receive(fake(kind))
    assert send(kind, receiver, notice(EventType.REPORT_FAILED, NOW, document_data(evil))).ok
    said = text(kind, receiver)
    assert "<@all>" not in said
    assert "@" not in said
    assert "](https://evil" not in said
    assert "\n# 甲镇" not in said


@pytest.mark.parametrize("kind", ROBOTS)
def test_every_event_is_told(receive: Receive, kind: Kind) -> None:
    receiver = receive(fake(kind))
    counted = batch_data("b1", {"failed": 2, "accepted": 40}, {"N01": 3})
    assert send(kind, receiver, notice(EventType.BATCH_COMPLETED, NOW, counted)).ok
    assert "共 42 份" in text(kind, receiver)
    assert "N01 3 处" in text(kind, receiver)
    assert send(kind, receiver, notice(EventType.ENDPOINT_TEST, NOW, {})).ok
    assert "已接通" in text(kind, receiver)
