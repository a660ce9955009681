"""The head of a report: title, publisher, year, date of publication, statistical period."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable, Sequence

import msgspec

_SPACE = re.compile(r"\s+")
KIND = re.compile(  # in traditional characters too, which some sites mix in
    r"(?:政府|政务)?(?:信息|資訊|资讯)公[开開](?:工作)?(?:情[况況])?的?"
    r"(?:年度(?:工作)?(?:情[况況])?的?[报報]告|年度?工作[报報]告|年[报報]|工作[报報]告)"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年?(?:度)?")
_CHINESE_YEAR = re.compile(r"二[〇○零O0]([一二三四五六七八九〇○零])([一二三四五六七八九〇○零])年")
_CHINESE_DIGITS = {c: str(digit) for digit, cs in enumerate(("〇○零", *"一二三四五六七八九")) for c in cs}
_DATE = re.compile(r"((?:19|20)\d{2})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")
_NUMERALS = re.compile(
    r"^\D{0,30}(二[〇○零O0][一二三四五六七八九〇○零]{2})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日\s*$"
)
_DATE_LINE = re.compile(r"^\D{0,30}((?:19|20)\d{2})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日\s*$")
_PERIOD = re.compile(
    r"(?:自|从|为|是)?(?:(\d{4,6})年)?(?:度)?(\d{1,2})月(\d{1,2})日起?[,，]?(?:至|到|—+|-+|~|–|－)(?:(\d{4,6})年)?(?:度)?(\d{1,2})月(\d{1,2})日"
)
_TAIL = 4  # characters of a title that may have slipped to the next line
_LONGEST = 80  # characters of a title
_PUBLISHER_FIELDS = ("发文机关", "发布机构", "公开机构", "发布单位", "信息来源", "来源", "ContentSource")
_DATE_FIELDS = ("成文日期", "发布日期", "发布时间", "公开日期", "生成日期", "PubDate", "日期", "时间")


class Title(msgspec.Struct, frozen=True):
    """A title taken apart."""

    text: str
    publisher: str | None
    year: int | None


def clean(text: str) -> str:
    """Return a line in one width, without white space."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


def title(lines: Sequence[str], metadata: dict[str, str]) -> Title | None:
    """Return the title among the lines before the first section, or from what the file says of itself.

    The name of the body may stand on the line above, the year on either.
    """
    candidates: list[Title] = []
    previous = ""
    texts = [clean(line) for line in lines]
    for text, following in zip(texts, [*texts[1:], ""], strict=False):
        if not KIND.search(text) and len(following) <= _TAIL and KIND.search(text + following):
            text += following  # noqa: PLW2901 - the last word of the title stands on the next line
        if text and len(text) <= _LONGEST and KIND.search(text) and not re.search(r"[《。;:|>]", text):
            found = _parse(text)
            if (found.publisher is None or found.year is None) and previous:
                joined = _parse(previous + text)
                if joined.publisher and joined.year and not re.search(r"[《。;,:|>]", previous):
                    found = joined
            candidates.append(found)
        previous = text
    said = (clean(text) for text in metadata.values() if len(text) <= _LONGEST)
    candidates += [_parse(text) for text in said if KIND.search(text)]
    full = [found for found in candidates if found.publisher and found.year]
    dated = [found for found in candidates if found.year]
    return next(iter(full or dated or candidates), None)


def _parse(text: str) -> Title:
    kind = KIND.search(text)
    until = text[: kind.end()] if kind else text
    year = _YEAR.search(until)
    number = int(year[1]) if year else None
    if number is None and (chinese := _CHINESE_YEAR.search(until)):
        number = int("20" + "".join(_CHINESE_DIGITS[digit] for digit in chinese.groups()))
    body = until[: kind.start()] if kind else until
    body = _YEAR.sub("", _CHINESE_YEAR.sub("", body))
    body = re.sub(r"^关于|(?:关于|年度|的)+$", "", body)
    if body.endswith("人民"):  # 某县人民政府信息公开…: the one 政府 is the body's
        body += "政府"
    return Title(until, body or None, number)


def publisher(metadata: dict[str, str]) -> str | None:
    """Return the body that the site names."""
    return next((clean(metadata[field]) for field in _PUBLISHER_FIELDS if metadata.get(field, "").strip()), None)


def published(metadata: dict[str, str], closing: Sequence[str]) -> str | None:
    """Return the date of publication as ISO date: what the site prints, else the date under the text."""
    for field in _DATE_FIELDS:
        if found := _DATE.search(unicodedata.normalize("NFKC", metadata.get(field, ""))):
            return iso(found[1], found[2], found[3])
    for line in reversed(closing):
        if found := _DATE_LINE.match(unicodedata.normalize("NFKC", line)):
            return iso(found[1], found[2], found[3])
        if found := _NUMERALS.match(clean(line)):
            year = "".join(_CHINESE_DIGITS.get(digit, "0") for digit in found[1])
            return iso("2" + year[1:], str(_ordinal(found[2])), str(_ordinal(found[3])))
    return None


def _ordinal(numeral: str) -> int:
    """The number of a month or day: 三十一."""
    tens, ten, ones = numeral.rpartition("十") if "十" in numeral else ("", "", numeral)
    return (int(_CHINESE_DIGITS.get(tens, "1")) * 10 if ten else 0) + int(_CHINESE_DIGITS.get(ones, "0"))


def iso(year: str, month: str, day: str) -> str | None:
    """Return the ISO date, or None for one that is on no calendar."""
    y, m, d = int(year), int(month), int(day)
    if not (1900 <= y <= 2100 and 1 <= m <= 12 and 1 <= d <= monthrange(y, m)[1]):  # noqa: PLR2004 - the calendar
        return None
    return f"{y:04}-{m:02}-{d:02}"


def period(lines: Iterable[str]) -> tuple[tuple[str, str] | None, str | None]:
    """Return the statistical period as ISO dates and the sentence that states it.

    The sentence without the dates says that what stands there is no period: 202020年12月31日.
    """
    for line in lines:
        for sentence in re.split(r"(?<=[。！？;；])", unicodedata.normalize("NFKC", line)):
            text = _SPACE.sub("", sentence)
            found = _PERIOD.search(text)
            if found and (_whole_year(found) or re.search(r"统计|期限|数据", text)):
                first_year = found[1] or found[4]
                last_year = found[4] or found[1]
                if first_year is None or last_year is None:
                    near = _YEAR.search(text[: found.start()])
                    first_year = last_year = near[1] if near else None
                if first_year is None or last_year is None:
                    continue
                first, last = iso(first_year, found[2], found[3]), iso(last_year, found[5], found[6])
                return ((first, last) if first and last else None), sentence.strip()
    return None, None


def _whole_year(found: re.Match[str]) -> bool:
    return (found[2], found[3], found[5], found[6]) == ("1", "1", "12", "31")
