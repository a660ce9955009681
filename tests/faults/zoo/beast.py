"""A hostile document: how it is made, and how it must end."""

from collections.abc import Callable
from typing import NamedTuple

READ = "read"  # the end of a document that is a report, whatever its findings


class Beast(NamedTuple):
    """A hostile document, made when it is asked for. `ends` are the reasons' codes that fit it, or `READ`."""

    name: str
    make: Callable[[], bytes]
    ends: tuple[str, ...]
    is_slow: bool = False  # seconds of work or more: not for every run of the tests


# A report with nothing but its frame, around what a beast wants read.
TITLE = "青溪县白石镇2023年政府信息公开工作年度报告"
HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)


PORT = 9  # of loopback: nobody listens there


def elsewhere(name: str) -> str:
    """Return an address that nobody is to ask, whatever a document says."""
    return f"http://127.0.0.1:{PORT}/{name}"


def lines(*hostile: str) -> list[str]:
    """Return the lines of a report that says these in its first section."""
    return [TITLE, HEADINGS[0], *hostile, *HEADINGS[1:]]
