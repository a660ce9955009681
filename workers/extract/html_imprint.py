"""What a site prints of a report apart from its text: the title above it, and beside that the day, without a name."""

import re
from collections.abc import Iterable, Sequence

_TITLE = re.compile(
    "(?:信息|[资資][讯訊]|政[务務])公[开開].{0,10}(?:年度.{0,8}[报報]告|年[报報]|工作[报報]告)|"
    "年度.{0,12}(?:信息|[资資][讯訊])公[开開].{0,8}[报報]告"
)
_QUOTED = re.compile("《([^《》]+)》")
_NO_TITLE = re.compile("[《。；;|>]|[:：]$")
_LONGEST_TITLE = 80  # characters
_PART = re.compile(
    r"(?!.*(?:年报|首页|网$|网站|[，。；：:|>]))[\u4e00-\u9fff（）()〔〕〇○\d\s]{2,40}"
)  # of a title on several lines
_BODY = re.compile(
    r"(?!.*公[开開]).*(?:[省市县縣区區镇鎮乡鄉州盟旗]|街道|大[学學]|[学學]院|[医醫]院).*|.*(?:19|20)\d\d\s*年.*"
)
_SUBJECT = re.compile("(?:政府)?(?:信息|[资資][讯訊])公[开開]|政[务務]公[开開]")
_NO_NAME = re.compile(r"(?:19|20)\d\d年?度?|关于|年度|[\s《]")
_PARTS = 3  # lines of a title
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
    text = _QUOTED.sub(r"\1", text) if text.startswith("《") else text
    return len(text) <= _LONGEST_TITLE and _TITLE.search(text) is not None and not _NO_TITLE.search(text)


def title(paragraphs: Sequence[str]) -> list[str]:
    """Return the lines of the first title among paragraphs, with those beside it that tell whose it is and of when."""
    lines = [(at, line) for at, paragraph in enumerate(paragraphs) for line in paragraph.split("\n")]
    for place in range(len(lines)):
        for count in range(1, _PARTS + 1):
            parts = lines[place : place + count]
            texts = [text for _, text in parts]
            if count > 1 and not all(map(_PART.fullmatch, texts)):
                break
            if is_title("".join(texts[1:])):
                break
            if is_title("".join(texts)):
                quoted = _QUOTED.fullmatch(texts[0])
                if _is_whole("".join(texts)):
                    return [quoted[1]] if quoted else texts
                above, below = lines[max(0, place - 1) : place], lines[place + count : place + count + 2]
                beside = ([text for at, text in near if _is_part(text, at, parts[0][0])] for near in (above, below))
                return [*next(beside), *texts, *next(beside)]
    return []


def _is_whole(text: str) -> bool:
    """Whether a title tells its body and its year."""
    before = _SUBJECT.split(text, maxsplit=1)[0]
    return _YEAR.search(before) is not None and len(_NO_NAME.sub("", before)) > 1


def _is_part(text: str, paragraph: int, titles: int) -> bool:
    """Whether a line beside a title may be part of it: one of its paragraph, or one with a body's name or a year."""
    if not _PART.fullmatch(text) or is_title(text) or _DAY.search(text):
        return False
    return (paragraph == titles and "公开" not in text) or _BODY.fullmatch(text) is not None


def day(lines: Sequence[str]) -> str | None:
    """Return the one day that stands near a title without a name: alone on its line, or with a source below the title.

    None where several do. A day of another year than the report's own and the next is of something else: of a clock.
    """
    found: set[tuple[int, int, int]] = set()
    for at, line in enumerate(lines):
        if is_title(line):
            year = max(map(int, _YEAR.findall(line)), default=0)
            above = [text for text in lines[max(0, at - 1) : at] if _is_alone(text)]
            near = [*above, *_until_text(lines[at + 1 : at + 1 + _NEAR])]
            found |= {each for text in near if (each := _day(text)) and (not year or each[0] in {year, year + 1})}
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
