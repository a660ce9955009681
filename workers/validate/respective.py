"""What a sentence names first and counts behind: 予以公开、部分公开和不予公开分别为18件、5件、7件."""

import re
from collections.abc import Iterator

from workers.validate.period import is_of_the_whole_year
from workers.validate.prose import Sentence
from workers.validate.quantities import Quantity
from workers.validate.topics import NARROWING

_RESULTS = {
    "予以公开": "results.granted",
    "部分公开": "results.partially_granted",
    "不予公开": "results.denied",
    "无法提供": "results.unable",
    "不予处理": "results.not_processed",
    "其他处理": "results.other",
}
_APPLICANTS = {"自然人": "natural_person", "法人或其他组织": "organizations", "法人和其他组织": "organizations"}
_CASES = {"行政复议": "review", "行政诉讼": "litigation"}
_DOCUMENTS = {"制发": "documents.issued", "废止": "documents.repealed", "现行有效": "documents.in_force"}
_DECISIONS = {
    "行政许可": "decisions.licensing",
    "行政处罚": "decisions.penalties",
    "行政强制": "decisions.coercive_measures",
}
_FIGURES = (
    r"(?:件?数|数量)?(?:的)?分别(?:为|是|有|发生|产生|作出)?"
    r"(?P<figures>\d+[件宗条份起](?:[、,和及与]*\d+[件宗条份起])+)"
)
_CLAUSE = re.compile(r"[,;。:]")
_OF_OTHERS = re.compile(r"清理|评估|代[拟为]|牵头|联合|会同|参与|公[开示]|起草|审[查核]|备案|专栏|网站")
_DISCLOSURE = re.compile(r"信息公开(?!工作(?:人员|机构))")


def _list_of(names: dict[str, str], behind: str) -> tuple[dict[str, str], re.Pattern[str], re.Pattern[str]]:
    """Return names with the patterns of any of them, and of a list of them before as many figures."""
    name = rf"(?:决定)?(?:{'|'.join(names)}){behind}"
    return (
        names,
        re.compile("|".join(names)),
        re.compile(rf"(?P<names>{name}(?:(?:、|,|和|及|以及|与|或){name})+)(?:的?申请)?{_FIGURES}"),
    )


_LISTS = (_list_of(_RESULTS, "(?:的|申请)*"), _list_of(_APPLICANTS, "(?:提[出交]的?|申请)*"))
_LIST_OF_CASES = _list_of(_CASES, "(?:案件)?")
# Whose own words say what is counted: 行政规范性文件制发、废止、现行有效数分别为, 作出行政许可、行政处罚决定分别为.
_NAMED = (
    (re.compile(r"规范性文件(?:的)?(?:本年)?$"), _list_of(_DOCUMENTS, "(?:件?数|数量)?")),
    (re.compile(r"(?:^|[,;。年度局委镇乡共])作出$"), _list_of(_DECISIONS, "(?:处理)?(?:决定)?")),
)


def respective(sentence: Sentence, year: int | None, *, cases: bool = False) -> Iterator[tuple[str, Quantity]]:
    """Yield topic and number of each name in a list that is followed by as many figures; `cases`: those of table 四."""
    if "分别" not in sentence.text:
        return
    for names_of, any_name, pattern in (_LIST_OF_CASES,) if cases else _LISTS:
        for match in pattern.finditer(sentence.text):
            before = sentence.text[: match.start()]
            if not cases or _DISCLOSURE.search(_CLAUSE.split(before)[-1]):
                yield from _in_order(sentence, match, (names_of, any_name), year)


def respective_by_name(sentence: Sentence, year: int | None) -> Iterator[tuple[str, Quantity]]:
    """Yield topic and number of each kind of document or decision in such a list."""
    if "分别" not in sentence.text:
        return
    for opening, (names_of, any_name, pattern) in _NAMED:
        for match in pattern.finditer(sentence.text):
            before = sentence.text[: match.start()]
            if opening.search(before) and not _OF_OTHERS.search(_CLAUSE.split(before)[-1]):
                yield from _in_order(sentence, match, (names_of, any_name), year)


def _in_order(
    sentence: Sentence, match: re.Match[str], known: tuple[dict[str, str], re.Pattern[str]], year: int | None
) -> Iterator[tuple[str, Quantity]]:
    names_of, any_name = known
    names = any_name.findall(match["names"])
    figures = [each for each in sentence.quantities if match.start("figures") <= each.start < match.end()]
    before = sentence.text[: match.start()]
    is_whole = not NARROWING.search(before) and is_of_the_whole_year(before, year)
    if len(names) == len(set(names)) == len(figures) and is_whole:
        yield from ((names_of[name], each) for name, each in zip(names, figures, strict=True))
