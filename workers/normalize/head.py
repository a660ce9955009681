"""The head of a report: title, publisher, year, date of publication, statistical period."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence

import msgspec

_SPACE = re.compile(r"\s+")
_SUBJECT = (
    r"(?:(?:(?:(?:政府|政务)?信息|政务)(?:公[开開])?[和与及、])?"
    r"(?:(?:政府|政务)?(?:信息|資訊|资讯)|政务)公[开開]|依法公开政府信息)"
)
KIND = re.compile(  # in traditional characters too, which some sites mix in
    _SUBJECT + r"(?:工作)?(?:情[况況])?的?(?:(?:19|20)\d\d年?(?=年))?(?:总结[及和与暨])?"
    r"(?:年度(?:工作)?(?:情[况況])?的?[报報]告|年度?工作[报報]告|年[报報]|工作[报報]告)"
)
LOOSE = (  # other reports have such titles too: the text must show that it is this one
    _SUBJECT + r"(?:工作)?(?:情[况況])?的?(?:年度)?(?:工作)?(?:总结)?(?:[报報]告|总结)"
)
LOOSE_KIND = re.compile(LOOSE + "$")
_YEAR = re.compile(r"(?<!\d)[〔\[(（]?((?:19|20)\d{2})[〕\])）]?年?(?:度)?")
_ONLY_YEAR = re.compile(r"(?:19|20)\d{2}")
_YEARLESS = re.compile(r"(?<=[\u4e00-\u9fff])(?=年度?(?:政府|政务|信息))")
_YEAR_BEHIND = re.compile(r"[-—_(（〔\[]*(?:19|20)\d{2}年?(?:度)?[)）〕\]]?")
_CHINESE_YEAR = re.compile(r"二[〇○零O0]([一二三四五六七八九〇○零])([一二三四五六七八九〇○零])年(?:度)?")
_CHINESE_DIGITS = {c: str(digit) for digit, cs in enumerate(("〇○零", *"一二三四五六七八九")) for c in cs}
_DATE = re.compile(r"((?:19|20)\d{2})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")
_EIGHT_DIGITS = re.compile(r"(20\d\d)(0[1-9]|1[0-2])([0-3]\d)")
_NUMERALS = re.compile(
    r"^\D{0,30}(二[〇○零O0][一二三四五六七八九〇○零]{2})年([一二三四五六七八九十]{1,2}|元)月([一二三四五六七八九十]{1,3})日\s*$"
)
_DATE_LINE = re.compile(
    r"^\D{0,30}((?:19|20)\d{2})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?\s*(?:\d{1,2}:\d{2}(?::\d{2})?)?"
    r"\s*(?:印发|发布|公布|公开)?[)）]?\s*$"
)
_DATE_OF_SITE = re.compile(  # under the title, with what a site counts and offers beside it
    r"^\W?((?:19|20)\d{2})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?\W?\s*(?:\d{1,2}:\d{2}(?::\d{2})?)?"
    r"\s*(?:[|｜].{1,60}|[\W\d]{0,12}(?:来源|阅读|浏览|点击|访问|字号|作者|打印).{0,40})$"
)
_DATED = re.compile("(?:[1１][9９]|[2２][0０])\\d\\d|二")  # without which a line holds no date
_CLOCK = re.compile(  # the day on which somebody looks, or a crawler
    "今天是|今日|现在是|当前时间|北京时间|星期|(?:采集|抓取|爬取|打印|下载|导出|截图|访问|入库)(?:时间|日期|于)"
)
_OTHERS = re.compile(
    r"\W*(?:相关(?:文章|链接|阅读|新闻|信息)|推荐(?:阅读|文章)|[上下]一[篇条])"
)  # articles, with dates
_PERIOD = re.compile(
    r"(?:自|从|为|是)?(?:(\d{4,6})年)?(?:度)?(\d{1,2})月(\d{1,2})日(?:起|开始|以来|[零0]时)?[,，]?(?:至|到|—+|-+|~|–|－)(?:(\d{4,6})年)?(?:度)?(\d{1,2})月(\d{1,2})日"
)
_DOCUMENT_NUMBER = re.compile(r"^[^《]{0,14}?[〔\[【(（](?:19|20)\d\d[〕\]】)）]第?\d{1,4}号")
# Notices, news and pictures about reports: 关于做好…年度报告编制工作的通知, …年度报告培训会, 一图读懂…
_NO_REPORT = re.compile(r"关于(?:做好|开展|组织|进一步)|一图读懂|图解|图说")
_ABOUT_REPORTS = re.compile(r"的?(?:编制|编写|撰写|报送|发布工作|工作的?通知|培训|会议|解读|模板|格式)")
_PAGE = re.compile(r"\s*[-—]*\s*\d{1,3}\s*[-—]*\s*")  # a page's number
_DATE_ENDS = re.compile(r"[\d年月日—\-~–－～至到]\s*$")
_DATE_BEGINS = re.compile(r"\s*(?:至|到|[—\-~–－～]+|\d{0,4}\s*[年月日])\s*(?:\d|起|止|至|到|[—\-~–－～]|本年|[。，,])")
_STATISTICAL = re.compile(r"报告期(?!内)|统计[^,，。]{0,6}(?:期限|时限|时段|期间|周期|区间|时间|口径|数据)")
_POINTED = re.compile(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})(?!\d)日?")
_MONTHS = re.compile(r"(\d{4})年度?(?:1月?(?:至|到|-+|—+|~|–)(?:\1年)?12月(?:底|份|末)?(?!\d)|全年)")
_SAME_YEAR = re.compile(r"(?:本|当|同)年(?=12月31日)")
_UNTIL = re.compile(r"(\d{4})年12月31日[(（]自\1年1月1日起[^()（）]{0,4}[)）]")
_CHINESE_DAY = re.compile(r"([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日")
_PLACE = re.compile(r"[国省市区县旗州盟乡镇村]|街道|园区")
_NAME = re.compile(  # a place, and perhaps the beginning of a body's name; no site's
    r"(?=.*[省市区县旗州盟乡镇])[\u4e00-\u9fff]{2,24}(?<!政府)(?<!网)(?<!网站)(?<!平台)(?<!公开)(?<!年报)(?<!报告)(?<!专栏)"
)
_BODY = re.compile(
    r"[\u4e00-\u9fff]{2,30}(?:政府|局|委员会|委|办公室|办事处|厅|部|院|署|会|处|中心|总队|支队|大队|公司|学校|大学|学院|集团|所|海关|行|联社|馆)"
)
_TAIL = re.compile(  # who reports, behind the title
    rf"[(（\-—–_]+({_BODY.pattern}|[\u4e00-\u9fff]{{2,20}}(?:[省市区县旗州盟乡镇]|街道))[)）]?"
)
_SIGNED = 50  # characters of a signature and its date
_NAMED = re.compile(
    r"[\u4e00-\u9fff]{2,30}(?:（[^（）]{1,20}）)?[:：](?=(?:19|20)\d\d年|政府信息|信息公开|政务公开)(?<!标题.)(?<!名称.)"
)
_MARKED = re.compile(r"^(?:【[^【】]{1,8}】|附件[一二三\d]{0,2}[:：]|\d{1,2}[.、．](?=[\u4e00-\u9fff]))")
_LISTED = re.compile(r"^\W?(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}(?!\d)日?\W?")  # the day beside a title in a list
_YEAR_LINE = re.compile(r"[（(]?((?:19|20)\d\d)年度?(?:1月1日.{1,3}(?:(?:19|20)\d\d年)?12月31日)?[)）]?")
_TWICE = re.compile(r"^(.{3,40})\1(?=(?:19|20)\d\d)")  # the end of a path to the page, and the title
_WIDE = str.maketrans("()", "（）")
_LONGEST = 80  # characters of a title
_PUBLISHER_FIELDS = ("发文机关", "发布机构", "公开机构", "发布单位", "信息来源", "编制单位", "来源", "ContentSource")
# When it was published; where that is not said, when it was written.
_DATE_FIELDS = (
    "发布日期", "发布时间", "信息发布日期", "信息发布时间", "网站发布日期", "网站发布时间", "发布于",
    "公开日期", "公开时间", "上网日期", "上网时间", "PubDate", "发表日期", "发表时间", "发稿日期", "发稿时间",
    "上稿日期", "上稿时间", "刊发日期", "刊发时间", "信息日期", "信息时间", "提供日期", "提供时间",
    "创建日期", "创建时间", "添加日期", "添加时间", "上传日期", "上传时间", "录入日期", "录入时间",
    "成文日期", "成文时间", "发文日期", "发文时间", "印发日期", "生成日期", "日期", "时间",
)  # fmt: skip


class Title(msgspec.Struct, frozen=True):
    """A title taken apart."""

    text: str
    publisher: str | None
    year: int | None


def clean(text: str) -> str:
    """Return a line in one width, without white space."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


def title(
    lines: Sequence[str], metadata: dict[str, str], year: int | None = None, kind: re.Pattern[str] = KIND
) -> Title | None:
    """Return the title among the lines before the first section, or from what the file says of itself.

    The name of the body may stand on the line above, the year on either or behind. Where a site lists other titles too,
    it is the one of the period's `year`, or the one that is printed most often, or the last before the text.
    """
    candidates: list[Title] = []
    texts = _dated([text for line in lines for text in _apart(_clean(line))])
    for place, (text, following) in enumerate(zip(texts, [*texts[1:], ""], strict=False)):
        found = _parse(_whole(text, following), kind)
        if found:
            above, below = texts[max(0, place - 2) : place], texts[place + 1 : place + 3]
            found = _with_line_above(found, above[-1] if above else "", kind)
            candidates.append(_with_lines_around(found, above, below))
    said = [found for text in metadata.values() for part in _apart(clean(text)) if (found := _parse(part))]
    full = [found for found in candidates if found.publisher and found.year]
    if full:
        names = [(found.publisher, found.year) for found in (*full, *said)]
        return max(
            enumerate(full),
            key=lambda each: (each[1].year == year, names.count((each[1].publisher, each[1].year)), each[0]),
        )[1]
    candidates += said
    full = [found for found in candidates if found.publisher and found.year]
    dated = [found for found in candidates if found.year]
    return next(iter(full or dated or candidates), None)


def _apart(text: str) -> list[str]:
    """A page's head, or a site's column, and the title behind it on one line: with the same body, or one of its own."""
    kind = KIND.search(text)
    if not kind or not kind.start():
        return [text]
    rest = text[kind.end() :]
    second = _parse(rest)
    is_whole = second is not None and second.publisher is not None and second.year is not None
    return [text[: kind.end()], rest] if is_whole or rest.startswith(text[: kind.start()]) else [text]


def _with_line_above(found: Title, above: str, kind: re.Pattern[str]) -> Title:
    """A title with the beginning that stands on the line above: the body, or as much of its name as had room."""
    is_cut = found.publisher and not _PLACE.search(found.publisher) and _NAME.fullmatch(above)
    if not above or (found.publisher and found.year and not is_cut) or re.search(r"[《。;,:|>]", above):
        return found
    joined = _parse(above + found.text, kind)
    return joined if joined and joined.publisher and joined.year else found


def _with_lines_around(found: Title, above: Sequence[str], below: Sequence[str]) -> Title:
    """A cover's title, with the body and the year that stand on lines of their own around it."""
    text, publisher, year = found.text, found.publisher, found.year
    for line in reversed(above):
        if year is None and (printed := _YEAR.fullmatch(line)):
            text, year = line + text, int(printed[1])
    for line in below:
        if year is None and (printed := _YEAR_LINE.fullmatch(line)):
            text, year = text + line, int(printed[1])
    if publisher is None and year is not None:
        publisher = next((line for line in (*reversed(above), *below) if _BODY.fullmatch(line)), None)
    return Title(text, publisher, year)


def _dated(texts: Sequence[str]) -> list[str]:
    """Put a year that stands on the line below back into its title: some programs tell digits apart from ideographs."""
    found: list[str] = []
    for text in texts:
        if found and _ONLY_YEAR.fullmatch(text) and _YEARLESS.search(found[-1]):
            found[-1] = _YEARLESS.sub(text, found[-1], count=1)
        else:
            found.append(text)
    return found


def bodies(lines: Sequence[str]) -> set[str]:
    """Return the bodies that the lines which are titles name."""
    return {found.publisher for line in lines if (found := _parse(_clean(line))) and found.publisher}


def _clean(line: str) -> str:
    """A line as `clean` gives it, its brackets as they are printed."""
    text = clean(line).strip("*'=_\\")  # marks of bold words and titles
    return text.translate(_WIDE) if "（" in line or "）" in line else text


def _whole(text: str, following: str) -> str:
    """A line with what belongs to the title on the next one: the end of a word that was cut, the year in brackets."""
    if KIND.search(text):
        is_year = _YEAR_BEHIND.fullmatch(following) and not _YEAR.search(text)
        return text + following if is_year else text
    return text + following if KIND.search(text + following) and not KIND.search(following) else text


def _parse(text: str, pattern: re.Pattern[str] = KIND) -> Title | None:
    """Take a title apart; None for a line that is none."""
    text = _DOCUMENT_NUMBER.sub(
        "", re.sub(r"^《([^《》]*)》$", r"\1", _TWICE.sub(r"\1", _MARKED.sub("", _LISTED.sub("", text))))
    )
    named = _NAMED.match(text)
    kind = pattern.search(text)
    if (
        not kind
        or _NO_REPORT.match(text)
        or _ABOUT_REPORTS.match(text, kind.end())
        or len(text) > _LONGEST
        or re.search(r"[《。;:|>]", text[named.end() :] if named else text)
    ):
        return None
    behind = _YEAR_BEHIND.match(text, kind.end())
    until = text[: kind.end()]
    year = _YEAR.search(until)
    if not year and not _CHINESE_YEAR.search(until) and behind:
        until, year = text[: behind.end()], _YEAR.search(behind[0])
    number = int(year[1]) if year else None
    if number is None and (chinese := _CHINESE_YEAR.search(until)):
        number = int("20" + "".join(_CHINESE_DIGITS[digit] for digit in chinese.groups()))
    body = _YEAR.sub("", _CHINESE_YEAR.sub("", text[: kind.start()]))
    body = re.sub(r"^关于|(?:关于(?:发布|公布|印发|报送|公开)?|公布|发布|年度?|的|[:：\-—–_])+$", "", body).lstrip("）")
    body = re.sub(r"^[\[〔【](.+)[\]〕】]$", r"\1", body)
    body = body if re.search("[\u4e00-\u9fff]", body) else ""
    if not body and number and (tail := _TAIL.fullmatch(text, kind.end())):
        until, body = text, tail[1]
    if body.endswith("人民"):  # 某县人民政府信息公开…: the one 政府 is the body's
        body += "政府"
    return Title(until, body or None, number)


def publisher(metadata: dict[str, str]) -> str | None:
    """Return the body that the site names."""
    return next((clean(metadata[field]) for field in _PUBLISHER_FIELDS if metadata.get(field, "").strip()), None)


def signature(closing: Sequence[str]) -> str | None:
    """Return the body that signs the report: the line before its last date."""
    above = ""
    signed = None
    for line in map(clean, closing):
        date = _DATE.search(line) or _CHINESE_YEAR.search(line)
        if date and len(line) <= _SIGNED and _BODY.fullmatch(name := line[: date.start()] or above):
            signed = name
        above = line
    return signed


def published(metadata: dict[str, str], closing: Sequence[str]) -> str | None:
    """Return the date of publication as ISO date: what the site prints, else the date under the text."""
    for field in _DATE_FIELDS:
        said = unicodedata.normalize("NFKC", metadata.get(field, ""))
        if found := _DATE.search(said) or _EIGHT_DIGITS.fullmatch(said.strip()):
            return iso(found[1], found[2], found[3])
    behind = range(len(closing) // 2, len(closing))
    closing = closing[: next((at for at in behind if _OTHERS.match(closing[at])), len(closing))]
    closing = [line for line in closing if line.strip() and not _PAGE.fullmatch(line)]
    pairs = zip(reversed(closing), ["", *reversed(closing)], strict=False)
    dated = [(line, following) for line, following in pairs if _DATED.search(line)]
    today = {day for line, _ in dated if _CLOCK.search(line) for day in _days(line)}
    for line, following in dated:
        if _CLOCK.search(line) or (today and today.intersection(_days(line))):
            continue
        plain = unicodedata.normalize("NFKC", line)
        if found := _DATE_LINE.match(plain):
            period = _PERIOD.search(clean(line + following[:_LONGEST]))
            if period and period.start() < len(clean(line)):
                continue  # its first day: a line break parts it from its last
            return iso(found[1], found[2], found[3])
        if found := _DATE_OF_SITE.match(plain):
            return iso(found[1], found[2], found[3])
        if found := _NUMERALS.match(_SPACE.sub("", plain)):
            year = "".join(_CHINESE_DIGITS.get(digit, "0") for digit in found[1])
            return iso("2" + year[1:], str(_ordinal(found[2].replace("元", "一"))), str(_ordinal(found[3])))
    return None


def _days(line: str) -> list[str | None]:
    """Return the dates in a line."""
    return [iso(*found) for found in _DATE.findall(unicodedata.normalize("NFKC", line))]


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
    plain: list[str] = []  # so far: most reports state it in their first lines

    def each() -> Iterator[str]:
        for line in lines:
            plain.append(unicodedata.normalize("NFKC", line))
            yield plain[-1]
        yield from _broken(plain)

    for line in each():
        for sentence in re.split(r"(?<=[。！？;；])", line):
            text = _SPACE.sub("", sentence)
            text = _plain_dates(_MONTHS.sub(r"\1年1月1日至12月31日", text) if _STATISTICAL.search(text) else text)
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


def _broken(lines: Sequence[str]) -> Iterator[str]:
    """Yield what lines say together where line breaks part dates: 2023年1月1日 ⏎ —12月31日."""
    whole = ""
    for line in lines:
        if not line.strip() or _PAGE.fullmatch(line):
            continue
        if _DATE_ENDS.search(whole) and _DATE_BEGINS.match(line):
            whole = whole.rstrip() + line.lstrip()
            yield whole
        else:
            whole = line


def _plain_dates(text: str) -> str:
    """Return a sentence with its dates as 2022年1月1日, be they written 2022.1.1 or 二〇二二年一月一日."""
    text = _CHINESE_YEAR.sub(lambda year: f"20{_CHINESE_DIGITS[year[1]]}{_CHINESE_DIGITS[year[2]]}年", text)
    text = _CHINESE_DAY.sub(lambda day: f"{_ordinal(day[1])}月{_ordinal(day[2])}日", text)
    text = _UNTIL.sub(r"\1年1月1日至12月31日", _SAME_YEAR.sub("", text))
    return _POINTED.sub(r"\1年\2月\3日", text.replace("元月", "1月"))


def _whole_year(found: re.Match[str]) -> bool:
    return tuple(int(found[i]) for i in (2, 3, 5, 6)) == (1, 1, 12, 31)
