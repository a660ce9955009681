"""Whether a sentence's figures are those of the tables: a city's prose may count its own office's applications only."""

import re

from workers.validate.prose import Sentence, plain
from workers.validate.publisher import Kind, Publisher

_WHOLE_REGION = re.compile(r"全[省市县区州旗盟]|各级|本行政区域|(?:我|本)[省市县区州旗盟](?!政府|人民政府|级)")
_OWN_OFFICE = re.compile(
    r"办公室|办公厅|政府办|本办|我办|本机关|本级|市直|县直|区直|[省市县区州旗]级(?:层面|机关|政府)"
)
_A_SITE = re.compile(r"(?:[省市县区州旗镇乡]|街道)(?:人民)?政府(?:门户)?网")  # where it was published, not whose it is
_A_REASON = re.compile(r"[“\"]?(?:[本该]|行政)机关不掌握")  # why information was not provided, whoever says so
_OTHERS = re.compile(
    r"全[省市县区州旗盟]|各[村乡镇街部单科股站]|[所下局委]属|系统内|各级|上级|[省市县区州]级(?!以上)|[省市县区州]政府|村级|社区居委会|派出机构|其[他它余](?:单位|部门)"
)
_AND = re.compile("[和与]")
_SHORT = re.compile("人民政府")
# A township's own government, by no name: 镇政府收到.
_ITS_OFFICE = re.compile(
    r"(?:^|(?<=[,;。:、年度我本由]))(?:[镇乡](?:人民)?政府|[镇乡]党政(?:综合)?办(?:公室)?|街道(?:办事处|党政(?:综合)?办(?:公室)?)?)"
)
_NAMED = re.compile(
    r"(?<![我本全该])(?:省|[市区州盟](?:人民)?政府|市(?![场民政直区面内域容级])|县(?!级|直|区|域|乡)|(?<![地社小辖园片灾校城市])区(?![分域别级直政间])|[自治]州|旗|乡(?!村|镇|风|愁|土)|镇(?!区|域|街)|街道"
    r"|(?<![结格布全])局(?![限面部势])|委员会|厅(?!务)|(?<![各级])部门)|[\u4e00-\u9fff](?:科室?|(?<![本全])中心|大厅|(?<![本各])所)(?=共?(?:收到|受理|接收|办理|办结|答复))|(?<!我)[支大中]队|(?<!我)分局"
)


_ZONE = "管理委员会"
_SHORT_ZONE = re.compile(r"(经开|高新|经济开发|开发|综保|旅游度假|新)区(?:党工委)?管委会")  # 经济技术开发区管理委员会


def is_of_tables(
    sentence: Sentence, publisher: Publisher, name: str | None = None, end: int | None = None
) -> bool | None:
    """Whether the sentence, up to a place in it, speaks of what the tables count; None where it does not say.

    A government's tables cover its departments and lower governments, other bodies' tables themselves alone. What an
    office (`name` … 人民政府办公室) publishes may be either.
    """
    text = _A_SITE.sub("网", _A_REASON.sub("", sentence.text[:end]))
    if publisher.kind is Kind.GOVERNMENT:
        if _OWN_OFFICE.search(text) or _names_another(text, name):
            return False
        return True if _WHOLE_REGION.search(text) else None
    if publisher.kind is Kind.TOWNSHIP:
        text = _ITS_OFFICE.sub("我", text)
    if publisher.kind is Kind.OFFICE:
        text = _own_called_we(text, name)
        return False if _WHOLE_REGION.search(text) or _OTHERS.search(text) or _names_another(text, name) else None
    return not _OTHERS.search(text) and not _names_another(text, name)


def names_own_office(sentence: Sentence) -> bool:
    """Whether a sentence is of the office that writes, whatever those beside it are of: 本级政府办公室没有收到申请."""
    return bool(_OWN_OFFICE.search(_A_REASON.sub("", sentence.text)))


def _names_another(text: str, name: str | None) -> bool:
    """Whether a body other than the publisher is named: 某县印发, 县教育局收到."""
    return bool(_NAMED.search(_own_called_we(text, name)))


def _is_short_for(short: str, name: str) -> bool:
    """Whether all characters of a short name stand in a name in their order: 经开, 经济技术开发区."""
    characters = iter(name)
    return all(character in characters for character in short)


def _own_called_we(text: str, name: str | None) -> str:
    own = _SHORT.sub("政府", plain(name or "").removesuffix("人民政府").removesuffix("办事处"))
    if own.endswith(_ZONE):
        text = _SHORT_ZONE.sub(lambda zone: "我" if _is_short_for(zone[1], own) else zone[0], text)
    text = _SHORT.sub("政府", text)
    names = {each[start:] for each in (own, _AND.sub("", own)) for start in range(len(each) - 1)}
    for each in sorted(names, key=len, reverse=True):  # with its regions, or without some of them; 和 may be left out
        text = text.replace(each, "我")
    return text
