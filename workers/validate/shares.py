"""Shares of what table 三 counts, told without their numbers: 自然人申请占比78%, 不予公开的占19.9%."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

import msgspec

from workers.validate.period import is_of_the_whole_year
from workers.validate.prose import Sentence


class Share(msgspec.Struct, frozen=True):
    """A percentage, as written, of a topic of `claims`; it ends at `end`.

    `of_any`: it may be of those closed, received or both years' together.
    """

    topic: str
    percent: Decimal
    end: int
    sentence: Sentence
    of_any: bool = False


_NAMES = {
    "granted_or_partially": r"予以公开(?:及|和|、|与)(?:予以)?部分公开",
    "granted": r"(?<![不及和、与或])予以公开",
    "partially_granted": r"(?<![及和、与或])部分公开",
    "denied": r"(?<![及和、与或])不予公开",
    "unable": r"(?<![及和、与或])无法提供",
    "not_processed": r"(?<![及和、与或])不予处理",
    "other": r"(?<![及和、与或])其[他它]处理",
    "natural_person": r"(?<!非)自然人",
    "organizations": r"法人(?:或者?|和|及|与|、)其[他它]组织",
}
_RESULTS = frozenset(_NAMES) - {"natural_person", "organizations"}
_SHARE = re.compile(
    "(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _NAMES.items()) + ")"
    r"(?:提[出交])?(?:类)?(?:的)?(?:政府信息公开)?(?:申请|答复)?(?:的)?(?:量|数)?(?:所?占(?:全部)?(?:答复|办结|申请)?(?:总[数量])?(?:的)?(?:比例?|比重)?|比例)?(?:为|:)?"
    r"(?P<percent>\d{1,3}(?:\.\d{1,4})?)%"
)
# 予以公开6件,占办结总数的46.15%, where the sentence does not tell the total
_SHARE_OF_ALL = re.compile(
    "(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _NAMES.items() if name in _RESULTS) + ")"
    r"(?:的)?(?:合计|共计?)?\d+[件宗份][,(](?:合计|共)?占(?:全部)?(?:答复|办结)(?:申请)?总[数量](?:的|比例?|为)*(?P<percent>\d{1,3}(?:\.\d{1,4})?)%"
)
_RESULT_TOLD = re.compile(
    r"(?:予以公开|部分公开|不予公开|无法提供|不予处理|其[他它]处理)(?:的)?\d+[件宗份][,(](?:占比?)(?:为|:)?(?P<percent>\d{1,3}(?:\.\d{1,4})?)%[)]?"
)
_NOTHING_ELSE = re.compile(
    r"(?:其中|(?:政府)?信息公开申请(?:办理结果|答复)?(?:中|的)?|从[^,]{0,10}看|(?:办理|答复|处理)(?:结果|情况)|20\d\d年度?|[全本]年度?|[,;:、。()和及])*"
)
_TOTAL_TOLD = re.compile(r"(?:办结|答复|办理)[^,;。:]{0,12}\d")
_CLAUSE = re.compile(r"[,;:。()、]")
_OPENS = re.compile(r"(?:其中|从[^,]{0,10}看|以?及|和|[“”])*")  # a share; everything else may narrow it
_NARROWING = re.compile(
    r"网[站上络]|信函|邮[寄件]|当面|现场|窗口|传真|[类领]域?(?:申请|事项)?中|属性|[公发]文(?!化)|主动公开"
)


def shares(sentences: Sequence[Sentence], on_applications: Sequence[bool], year: int | None) -> Iterator[Share]:
    """Yield the shares of the report year's applications whose number the sentence does not give.

    `on_applications` tells of each sentence whether it speaks of applications for information.
    """
    for sentence, about in zip(sentences, on_applications, strict=True):
        if not about or "%" not in sentence.text:
            continue
        for match in (*_SHARE.finditer(sentence.text), *_SHARE_OF_ALL.finditer(sentence.text)):
            name = next(key for key in _NAMES if match.groupdict().get(key))
            before = sentence.text[: match.start()]
            if match.re is _SHARE_OF_ALL and _TOTAL_TOLD.search(before):
                continue
            if (
                _OPENS.fullmatch(_CLAUSE.split(before)[-1])
                and not _NARROWING.search(before)
                and is_of_the_whole_year(before, year)
            ):
                topic = f"results.{name}" if name in _RESULTS else name
                yield Share(topic, Decimal(match["percent"]), match.end(), sentence)
        yield from _of_results(sentence, year)


def _of_results(sentence: Sentence, year: int | None) -> Iterator[Share]:
    """Yield the shares behind results' numbers where the sentence counts nothing else: 予以公开20件,占43.5%."""
    others = _RESULT_TOLD.sub("", sentence.text)
    if not _NOTHING_ELSE.fullmatch(others) or not is_of_the_whole_year(others, year):
        return
    for match in _RESULT_TOLD.finditer(sentence.text):
        name = next((key for key in sorted(_RESULTS) if re.match(_NAMES[key], match[0])), None)
        if name:
            yield Share(f"results.{name}", Decimal(match["percent"]), match.end(), sentence, of_any=True)
