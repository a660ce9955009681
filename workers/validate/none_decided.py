"""That no licence, penalty or coercive measure was decided on, no fee or document made, said without a figure.

Words before or behind that are not known to leave the statement whole are taken to narrow it.
"""

import re
from collections.abc import Iterator
from itertools import islice

from workers.validate.denial import ENOUGH, NEGATION
from workers.validate.period import holds_all_year
from workers.validate.prose import Sentence

_KINDS = {
    "行政许可": "licensing",
    "行政处罚": "penalties",
    "行政强制": "coercive_measures",
    "行政事业性收费": "fees",
    "行政规范性文件": "normative_documents",
}
_KIND = f"(?:{'|'.join(_KINDS)})"
_ANY_KIND = re.compile(_KIND)
_NONE_DECIDED = re.compile(
    rf"{NEGATION}(?:作出|实施|开展|发生|产生|办理|涉及|收取|有|任何|过)*(?P<kinds>{_KIND}(?:[、和及与或,]|以及|{NEGATION}|{_KIND})*)"
    r"(?:等|的|处理|决定|事项|案件|行为|措施|执行|项目|情况|情形|职能|职责|权力?)*(?=$|[,;。])"
)
_OF_SOME = re.compile(r"对(?!外)|[凡如若]")  # 对符合条件的企业,未实施行政强制
_SUBJECT = re.compile(
    r"(?:20\d\d年度?|[本全今]年度?|年内|[我本][局厅委办镇乡县市区校院站所]|单位|机关|街道|中心|[其同]时|另外|此外|均|也|目前)*"
)


def none_decided(sentence: Sentence, year: int | None) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the rows of table 二 that are said to be empty in the report year, and the words."""
    for match in islice(_NONE_DECIDED.finditer(sentence.text), ENOUGH):
        before = sentence.text[: match.start()]
        subject = re.split(r"[,;。:]", before)[-1]
        if _OF_SOME.search(before.rpartition(";")[2]):
            continue
        if _SUBJECT.fullmatch(subject) and holds_all_year(before, year):
            kinds = dict.fromkeys(_ANY_KIND.findall(match["kinds"]))
            yield tuple(_KINDS[kind] for kind in kinds), match[0]
