from datetime import UTC, datetime

from msgspec.structs import replace

from tests.unit.notify.samples import finding, record
from workers.notify import EventType, document_data, notice
from workers.notify.story import story


def test_what_the_same_mistake_breaks_is_counted_once_and_told_below_it() -> None:
    first = finding()
    findings = (first, replace(first, rule="D01", cells=("x",)), replace(first, rule="A03"))
    told = story(notice(EventType.REPORT_FAILED, datetime.now(UTC), document_data(record(findings=findings), "b1")))
    assert told.title.endswith("：2 处")
    assert [line.split("　收支")[0] for line in told.lines[-3:]] == [
        "1. 错误 A01",
        "　同一处还有：错误 A03",
        "2. 错误 D01",
    ]
