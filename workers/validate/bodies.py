"""Whether two names denote one body: regions in front, 人民政府 behind and abbreviations make no difference."""

import re
from enum import StrEnum

from workers.validate.prose import plain
from workers.validate.publisher import Kind, classify, divisions

_SUFFIX = re.compile(r"(?:人民政府|政府|办事处|党政办公室|办公室|办公厅|党政办|委员会)+$")
_PRONOUN = re.compile(r"^(?:我|本|该|全)[省市县区乡镇局委办厅街单机]|^(?:我们|本级|社会|年度|其|并)")


class Likeness(StrEnum):
    """How two names compare."""

    SAME = "same"
    OTHER = "other"
    UNSURE = "unsure"


def named(name: str) -> bool:
    """Whether the words are a body's name at all, not 我镇 or part of a sentence."""
    return classify(name).kind is not Kind.UNKNOWN and not _PRONOUN.match(plain(name))


def compare(first: str, second: str) -> Likeness:
    """Compare two names; OTHER only where no abbreviation, prefix or suffix can explain the difference."""
    a, b = (_SUFFIX.sub("", plain(name)) or plain(name) for name in (first, second))
    shorter, longer = sorted((a, b), key=len)
    whole = sorted((plain(first), plain(second)), key=len)  # 卫健委 is 卫生健康委员会
    if not shorter or any(
        _is_abbreviation(short, long) or _is_abbreviation(_without_region(short), long)
        for short, long in ((shorter, longer), whole)
    ):
        return Likeness.SAME
    kinds = {classify(first).kind, classify(second).kind}
    if Kind.UNKNOWN in kinds:
        return Likeness.UNSURE
    if kinds <= {Kind.DEPARTMENT, Kind.OFFICE} and _share_words(_without_region(a), _without_region(b)):
        return Likeness.UNSURE  # 城市管理局 and 城市综合执法局 may be one office with two names
    return Likeness.OTHER


def _is_abbreviation(short: str, long: str) -> bool:
    """Whether the characters of the short name stand in the long one in order: 发改局, 发展和改革局."""
    letters = iter(long)
    return bool(short) and all(letter in letters for letter in short)


def _without_region(name: str) -> str:
    return name.removeprefix("".join(divisions(name))) or name


def _share_words(a: str, b: str) -> bool:
    """Whether two characters in a row, other than those every office has, stand in both."""
    pairs = {a[i : i + 2] for i in range(len(a) - 1)} - {"管理", "理局", "务局", "员会", "委员", "事务", "服务", "中心"}
    return any(pair in b for pair in pairs)
