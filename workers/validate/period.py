"""Whether words are said of the report year as a whole, not of another year, a part of this one or a condition."""

import re

PART_OF_YEAR = re.compile(
    r"[上下]半年|季度|自(?:20\d\d年)?(?!1月1日)\d{1,2}月\d{1,2}日(?!起?至)|(?<!\d)(?!(?<=年)12月[底末])\d{1,2}月(?!\d{1,2}日)|截[至止到](?!.{0,8}(?:12月|年底|年末|年终|目前|报告期末|统计期末))"
)
_YEAR = re.compile(r"(?<![入至到])(20\d\d)年(?!度?结转)")
_SINCE = r"十[一二三四五]五”?(?:期间|时期|以来)|(?<!年)(?<!年度)(?<!年初)以来"  # some time that is no year
# The period that a part of a sentence is about, where it is not called by its number: the last one named counts.
_PERIOD = re.compile(
    r"(?P<other>(?<![较比与同和于])(?:(?:上一?|前一?|去)年度?(?:同期)?(?![^,;。]{0,8}(?:结转|转|遗留|未|留存))|"
    r"(?:过去|近|前|最近)[一二三四五六七八九十两几数\d]+年|(?:(?!一年来)[一二三四五六七八九十两几数]{1,3}|(?<!\d)\d{1,2})年多?来|"
    r"(?<![第〇○零\d一二三四五六七八九十])[二三四五六七八九两几]年(?:间|里|期间)?[,共]|近年|往年|历年|以往|此前|"
    r"(?:施行|实施|成立|修订|开展|运行|上线|开通|20\d\d年)(?:至今|以来)|"
    rf"{_SINCE}))|本年|今年|全年|年内|当年|20\d\d年"
)


_IN_ALL = re.compile(r".*[,;](?=全年度?(?:共|累计|合计|总计))")  # 上半年收到9件,下半年收到8件,全年共收到17件
_WITHIN = re.compile(r"本年|今年|全年|年内|当年|20\d\d年")
_UNTIL_NOW = re.compile(r"截[至止到]目前[^;]*累计")  # since when, it does not say


def is_of_the_whole_year(before: str, year: int | None) -> bool:
    """Whether what follows some words is said of the report year as a whole."""
    if _UNTIL_NOW.search(before) and not _WITHIN.search(before):
        return False
    before = _IN_ALL.sub("", before)
    years = _YEAR.findall(before)
    is_of_another = bool(years) and year is not None and int(years[-1]) != year
    return not (is_of_another or _is_of_another_period(before) or PART_OF_YEAR.search(before))


def _is_of_another_period(before: str) -> bool:
    """Whether the words before a number, back to a semicolon, have come to speak of another year: 上年度收到."""
    periods = list(_PERIOD.finditer(before, before.rfind(";") + 1))
    return bool(periods) and periods[-1]["other"] is not None


_ANOTHER_YEAR = re.compile(rf"去年|往年|历年|同期|上一?年(?!度?结转)|近[三五两\d]年|{_SINCE}")
_NAMED_YEAR = re.compile(r"(20\d\d)年")
CONDITION = re.compile(
    r"[如若凡]|对于?$|一旦|[一二三四]季|力争|确保|争取|目标|计划|拟|通过|渠道|窗口|传真|信函|网[站上络]|邮[寄箱件]|当面|现场|信箱|平台|系统"
)
_CLAUSE = re.compile(r"[,;。:]")


def holds_all_year(before: str, year: int | None) -> bool:
    """Whether what follows some words is said of the whole report year and unconditionally."""
    years = _NAMED_YEAR.findall(before)
    if PART_OF_YEAR.search(before) or _ANOTHER_YEAR.search(before.rpartition(";")[2]):
        return False
    return not CONDITION.search(_CLAUSE.split(before)[-1]) and not (years and year and int(years[-1]) != year)
