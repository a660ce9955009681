"""Labels as people write them against labels as the forms print them."""

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz

_TRADITIONAL = str.maketrans(  # what the forms print, as some sites' converters leave it
    "開請數結轉處屬於國規穩護權類內務過執詢項無機關沒現補確訪舉報訴複復獲認費繳納總計續辦繼經議訟維糾審後條發廢許罰強額單萬範"
    "購採對業組織會構為製應動區體據當時傳網絡設誌門員專職訓從標統熱點輿聞徑讀",
    "开请数结转处属于国规稳护权类内务过执询项无机关没现补确访举报诉复复获认费缴纳总计续办继经议讼维纠审后条发废许罚强额单万范"
    "购采对业组织会构为制应动区体据当时传网络设志门员专职训从标统热点舆闻径读",
)
_NOISE = re.compile(r"[\W_]+")
_ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]{1,2}|\d{1,2})(?=\D)")
_TOTAL = re.compile("^(七?)(?:总计|合计)件?$")
_TOTALS = {"", "合计", "小计", "总计", "总数"}
_SUB_ROW = re.compile(
    r"(?:[条件次篇个人]|人次|万元)?\d+[^\d]{2}"
)  # 其他处理1申请人…: a row below the group; 行政处罚12行政强制: two rows
_PART_OF_A_ROW = re.compile("微博|微信")  # 2014 to 2016 apart, later together as 新媒体: neither is the row
_NEW_MEDIA = re.compile("(?:政务)?微博(?:政务)?微信")
_GROUP = "其他处"  # of 其他处理, what a line's end has left of it
SHORT = 3  # labels up to this length must be exact: 其他, 总计, 规章

EXACT = 1.0
WHOLE = 0.98  # the form's label with 合计 behind it: the row that its parts come to
WITHIN = 0.95  # the form's label with something around it
PART = 0.9  # a good part of the form's label
SHORTENED = 0.8  # the form's label with words left out
ACCEPT = 0.75  # below this a label is not taken for the form's


@lru_cache(maxsize=20_000)
def canonical(text: str) -> str:
    """Return the letters and digits of a label: no white space, punctuation, width variants, traditional ones.

    A total is 总计, whatever a body calls it.
    """
    return _TOTAL.sub(r"\1总计", _NOISE.sub("", unicodedata.normalize("NFKC", text)).translate(_TRADITIONAL))


@lru_cache(maxsize=20_000)
def bare(text: str) -> str:
    """Return the canonical label without its ordinal (一、 （一） 1.)."""
    label = canonical(text)
    return _ORDINAL.sub("", label) or label


@lru_cache(maxsize=200_000)
def similarity(written: str, printed: str) -> float:
    """Return how surely `written` is the form's label `printed`, 0 to 1; both as `bare` gives them."""
    if is_whole(written, printed):
        return EXACT if written == printed else WHOLE
    written = _NEW_MEDIA.sub("政务新媒体", written)
    if not written or not printed or (_PART_OF_A_ROW.search(written) and not _PART_OF_A_ROW.search(printed)):
        return 0.0
    if len(printed) <= SHORT:
        # a note may follow: 规章（设区的市…）; nothing may precede: 审理总计 is another thing
        is_noted = written.startswith(printed) and not written.startswith(_GROUP)
        return WITHIN if is_noted and len(written) > len(printed) + SHORT else 0.0
    if printed in written:
        return 0.0 if _SUB_ROW.match(written, written.index(printed) + len(printed)) else WITHIN
    if len(written) > SHORT + 1 and (printed.startswith(written) or printed.endswith(written)):
        return PART
    is_shortened = SHORT + 1 < len(written) >= len(printed) / 2 and _is_shortened(written, printed)
    return SHORTENED if is_shortened else fuzz.ratio(written, printed) / 100


def is_whole(written: str, printed: str) -> bool:
    """Whether a label is the form's, or is called its total; both as `bare` gives them."""
    if len(printed) <= SHORT:  # 其他, 总计: two headings
        return written == printed
    return written.startswith(printed) and written[len(printed) :] in _TOTALS


def _is_shortened(written: str, printed: str) -> bool:
    """Whether the letters of one stand in the other in their order, beginning and end the same."""
    letters = iter(printed)
    return written[:2] == printed[:2] and written[-2:] == printed[-2:] and all(letter in letters for letter in written)


@lru_cache(maxsize=20_000)
def is_made_of(text: str, labels: frozenset[str]) -> bool:
    """Whether a text is nothing but some of the labels, one after the other; labels as `bare` gives them."""
    rest = canonical(text)
    if not rest:
        return False
    for label in _longest_first(labels):
        rest = rest.replace(label, "")
    return rest == ""


@lru_cache(maxsize=100)
def _longest_first(labels: frozenset[str]) -> list[str]:
    return sorted(labels, key=len, reverse=True)
