"""A notice in Chinese, as a duty officer reads it in a chat: who, what, which numbers, where; nothing to decode."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from shared.document import Where
from shared.finding import Finding, by_cause
from workers.notify.events import EventType


class Story(msgspec.Struct, frozen=True):
    """Plain text, a line a fact. What comes from documents holds nothing that a chat takes for mark-up."""

    title: str
    lines: tuple[str, ...]
    link: str | None = None


_HEADS = {
    EventType.REPORT_FAILED: "核验不通过",
    EventType.REPORT_ACCEPTED: "核验通过",
    EventType.FINDING_OPENED: "发现新差错",
    EventType.FINDING_RESOLVED: "差错已改正",
    EventType.FINDING_REGRESSED: "改正过的差错又出现",
    EventType.DOCUMENT_REFUSED: "文件未能核验",
    EventType.BATCH_COMPLETED: "批次已完成",
    EventType.DIGEST: "核验汇总",
    EventType.ENDPOINT_TEST: "测试通知",
}
_OUTCOMES = {"accepted": "通过", "failed": "不通过", "refused": "拒收", "unreadable": "无法读取"}
_SEVERITIES = {"error": "错误", "warning": "警告", "info": "提示"}
_PLACES = (
    ("page", "第 {} 页"),
    ("table", "表 {}"),
    ("row", "行 {}"),
    ("column", "列 {}"),
    ("paragraph", "第 {} 段"),
    ("line", "第 {} 行"),
)
_RULES = 10  # of a batch, the most frequent ones
_MARKUP = str.maketrans(
    {"<": "＜", ">": "＞", "[": "［", "]": "］", "*": "＊", "`": "｀", "#": "＃", "@": "＠", "\\": "＼"}
)


def story(body: bytes) -> Story:
    """Return what a notice (its body) says."""
    notice = msgspec.json.decode(body)
    data, event = notice["data"], EventType(notice["type"])
    tell = {
        EventType.BATCH_COMPLETED: _batch,
        EventType.DIGEST: _digest,
        EventType.ENDPOINT_TEST: _test,
    }.get(event, _document)
    title, *lines = tell(data)
    return Story(f"【{_HEADS[event]}】{title}", tuple(lines), data.get("link"))


def _document(data: Mapping[str, Any]) -> Iterator[str]:
    report, file = data.get("report"), data["document"]
    mistakes, omitted = by_cause(_findings(data)), data.get("findings_omitted", 0)
    whose = _whose(report or {}, file)
    yield f"{whose}：{len(mistakes) + omitted} 处" if mistakes else whose
    yield f"文件：{_plain(file['name'])}"
    if file["source_url"]:
        yield f"来源：{_plain(file['source_url'])}"
    if data["batch"]:
        yield f"批次：{_plain(data['batch'])}"
    if reason := data.get("reason"):
        yield f"原因：{_plain(reason['message']['zh'])}"
    for number, (first, *others) in enumerate(mistakes, start=1):
        yield f"{number}. {_finding(first)}"
        for other in others:
            yield f"　同一处还有：{_finding(other)}"
    if omitted:
        yield f"另有 {omitted} 处未列出"


def _findings(data: Mapping[str, Any]) -> tuple[Finding, ...]:
    return msgspec.json.decode(msgspec.json.encode(data.get("findings", ())), type=tuple[Finding, ...])


def _finding(finding: Finding) -> str:
    told = f"{_SEVERITIES[finding.severity]} {finding.rule}　{_plain(finding.message.zh)}"
    place = _place(finding.where)
    return f"{told}（{place}）" if place else told


def _batch(data: Mapping[str, Any]) -> Iterator[str]:
    yield f"{_plain(data['batch'])}：共 {data['documents']} 份"
    yield "　".join(f"{_OUTCOMES[outcome]} {count} 份" for outcome, count in data["outcomes"].items())
    rules = sorted(data["rules"].items(), key=lambda each: -each[1])[:_RULES]
    if rules:
        yield "常见差错：" + "　".join(f"{rule} {count} 处" for rule, count in rules)


def _digest(data: Mapping[str, Any]) -> Iterator[str]:
    counts = data["events"].items()
    yield f"{sum(count for _, count in counts)} 条"
    yield "　".join(f"{_HEADS[EventType(event)]} {count}" for event, count in counts)
    for line in data["notices"]:
        rules = "　".join(f"{rule}×{count}" for rule, count in line["rules"].items())
        why = rules or line["reason"] or ""
        yield f"· {_HEADS[EventType(line['type'])]}：{_whose(line, line['document'])}　{why}".rstrip()
    if data["notices_omitted"]:
        yield f"另有 {data['notices_omitted']} 条未列出"


def _test(_: Mapping[str, Any]) -> Iterator[str]:
    yield "年报核验通知已接通"
    yield "收到这条消息，说明地址和签名设置无误。"


def _whose(report: Mapping[str, Any], file: Mapping[str, Any]) -> str:
    publisher, year = report.get("publisher"), report.get("year")
    if publisher is None:
        return _plain(file["name"])
    return f"{_plain(publisher)} {year} 年度报告" if year else f"{_plain(publisher)}的报告"


def _place(where: tuple[Where, ...]) -> str:
    named = ((words, getattr(where[0], key)) for key, words in _PLACES) if where else ()
    return "，".join(words.format(number) for words, number in named if number is not None)


def _plain(text: str) -> str:
    """Return text that no chat takes for mark-up, a mention of everybody, or more than one line."""
    return " ".join(str(text).split()).translate(_MARKUP)
