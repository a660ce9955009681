"""What a site prints of a report apart from its text: the title above it, and beside that the day, without a name."""

import re
from collections.abc import Iterable, Sequence

_TITLE = re.compile("信息公开.{0,10}(?:年度.{0,8}报告|年报|工作报告)|年度.{0,12}信息公开.{0,8}报告")
_NO_TITLE = re.compile("[《。；;|>]|[:：]$")
_LONGEST_TITLE = 80  # characters
_GOES_ON = re.compile(
    r"(?:关于)?(?:(?:19|20)\d\d|二[〇○零]..)?年?度?(?:政府|政务)?信息公开"
)  # how a title begins below the body's name
_BODY = re.compile(r"(?!.*(?:信息公开|政务公开$|年报|报告|首页|网$|网站))[\u4e00-\u9fff（）()〇○\d\s]{2,40}")
_DAY = re.compile(
    r"((?:19|20)\d\d)\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{2}(?=\d\d[:：])|\d{1,2}(?!\d))\s*日?"
    r"(?:[T\s]*\d{1,2}\s*[:：时]\s*\d{2}(?:\s*[:：分]\s*\d{2})?\s*[分秒]?)?"
)
_BESIDE = re.compile(r"[\s\[\]【】（）()|·•\-—]*")
_NAMED = re.compile(r"(?<!发布)[:：]\s*$")  # some other day: fields tell theirs
_OTHER_DAY = re.compile(
    "今[天日]|星期|周[一二三四五六日]|现在|更新|修改|成文|印发|生成|截[至止]|统计(?!局)|期限|[。；]"
)
_NEAR = 3  # lines below a title
_LINE = 60  # characters of a line with the day
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def is_title(text: str) -> bool:
    """Whether a line may be the title of a report."""
    return len(text) <= _LONGEST_TITLE and _TITLE.search(text) is not None and not _NO_TITLE.search(text)


def title(paragraphs: Iterable[str]) -> str | None:
    """Return the first title among paragraphs, the body's name on the line above with it."""
    for paragraph in paragraphs:
        lines = paragraph.split("\n")
        for at, line in enumerate(lines):
            if is_title(line):
                above = "".join(lines[:at])
                return above + line if _GOES_ON.match(line) and _BODY.fullmatch(above) else line
    return None


def day(lines: Sequence[str]) -> str | None:
    """Return the one day that stands near a title without a name: alone on its line, or with a source below the title.

    None where several do. A day before the report's own year is of something else.
    """
    found: set[tuple[int, int, int]] = set()
    for at, line in enumerate(lines):
        if is_title(line):
            least = max(map(int, _YEAR.findall(line)), default=0)
            above = [text for text in lines[max(0, at - 1) : at] if _is_alone(text)]
            near = [*above, *_until_text(lines[at + 1 : at + 1 + _NEAR])]
            found |= {each for text in near if (each := _day(text)) and each[0] >= least}
    return "{:04}-{:02}-{:02}".format(*found.pop()) if len(found) == 1 else None


def _until_text(lines: Sequence[str]) -> Iterable[str]:
    """Yield lines up to the first that is a title or has more to say."""
    for line in lines:
        if len(line) > _LINE or is_title(line):
            return
        yield line


def _is_alone(text: str) -> bool:
    return _BESIDE.fullmatch(_DAY.sub("", text)) is not None


def _day(text: str) -> tuple[int, int, int] | None:
    """The day at an end of a line, if it is the line's only one and has no name."""
    days = list(_DAY.finditer(text))
    if len(days) != 1 or _OTHER_DAY.search(text):
        return None
    before, behind = text[: days[0].start()], text[days[0].end() :]
    if _NAMED.search(before) or not (_BESIDE.fullmatch(before) or _BESIDE.fullmatch(behind)):
        return None
    year, month, date = map(int, days[0].groups())
    return year, month, date
