"""What a site or an office prints of a document around it: 索引号, 发文机关, 成文日期."""

import re
from collections.abc import Sequence

_FIELDS = (
    "信息索引号", "索引号", "索引码", "发文机关", "发文机构", "发布机构", "发布机关", "发布单位", "公开机构",
    "公开单位", "公开主体", "编制单位", "编制机关", "公开责任部门", "责任部门", "信息来源", "稿件来源", "文章来源",
    "来源", "成文日期",
    "成文时间", "发文日期", "印发日期", "生成日期", "生成时间", "发布日期", "发布时间", "公开日期", "公开时间",
    "更新日期", "更新时间", "发布于", "发表日期", "发表时间", "发文时间", "信息日期", "添加日期", "添加时间",
    "录入日期", "录入时间", "上传日期", "上传时间", "信息发布日期", "信息发布时间", "网站发布日期", "网站发布时间",
    "发稿日期", "发稿时间", "上稿日期", "上稿时间", "上网日期", "上网时间", "刊发日期", "刊发时间",
    "创建日期", "创建时间", "提供日期", "提供时间", "信息时间", "日期", "时间", "发文字号", "文号",
    "信息名称", "文件名称", "名称", "标题", "主题分类", "信息分类", "组配分类", "体裁分类", "分类", "体裁",
    "主题词", "关键词", "填报单位", "填报日期", "公开方式", "公开范围", "公开形式", "公开时限", "有效性", "是否有效",
    "废止日期", "失效日期",
)  # fmt: skip
# Fields that end the one before them and are nobody's business.
_IGNORED = (
    "浏览次数", "浏览量", "访问次数", "访问量", "阅读次数", "阅读量", "点击次数", "点击量", "点击数",
    "点击率", "点击", "浏览", "阅读", "字体大小", "字体", "字号", "文字大小", "打印",
    "分享到", "分享", "收藏", "作者", "编辑", "责任编辑", "责编", "审核", "审核人", "录入",
    "录入人", "发布者", "发布人", "供稿", "供稿人", "撰稿", "撰稿人", "上传者",
    "语音播报", "背景色", "视力保护色",
)  # fmt: skip
_SAYS_NOTHING = {"本站", "本网", "本网站", "原创", "未知", "无", "-", "/"}
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_LONGEST = 100  # characters of a value
_LINE = 400  # characters of a line that can hold fields

_NAMES = "|".join(r"[\s\u3000]*".join(name) for name in sorted((*_FIELDS, *_IGNORED), key=len, reverse=True))
_OPENING, _CLOSING = r"[\[【（(]?[\s\u3000]*", r"[\s\u3000]*[\]】）)]?"
_NAME = rf"{_OPENING}({_NAMES}){_CLOSING}"
_DATE = r"(?:19|20)\d{2}\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}"
_COLON = rf"(?:[\s\u3000]*[:：]|(?=[\s\u3000]*{_DATE}))"
_BEGINNING = re.compile(rf"(?<![\u4e00-\u9fff]){_NAME}{_COLON}")
_FOLLOWING = re.compile(rf"{_NAME}{_COLON}")  # elements in one line leave no gap: 来源：某局时间：2024-01-30
_DATED = re.compile(rf"[\s\u3000]*{_DATE}日?(?:\s*\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?")  # a date before the fields
_ALONE = re.compile(rf"{_NAME}(?:{_COLON})?[\s\u3000]*")
_GAP = re.compile(r"\s{2,}|[|｜\t\u3000]")


def fields(texts: Sequence[str]) -> tuple[dict[str, str], float]:
    """Return the fields printed in some lines or cells, and the share of those texts that is fields.

    A field is `name：value` within a text, or a name alone whose value is the next text.
    """
    found: dict[str, str] = {}
    total = used = place = 0
    while place < len(texts):
        text = texts[place]
        following = texts[place + 1] if place + 1 < len(texts) else ""
        place += 1
        total += len(text)
        if len(text) > _LINE:
            continue
        alone = _ALONE.fullmatch(text)
        if alone:
            used += len(text)
            if len(following) <= _LONGEST and not _BEGINNING.match(following) and not _ALONE.fullmatch(following):
                _add(found, alone[1], following)
                total, used, place = total + len(following), used + len(following), place + 1
            continue
        used += _in_line(text, found)
    return found, used / total if total else 0.0


def _in_line(text: str, found: dict[str, str]) -> int:
    """Add the fields of one line; return how many of its characters they take."""
    first = _BEGINNING.search(text)
    dated = _DATED.match(text)
    if first and dated and not text[dated.end() : first.start()].strip():
        _add(found, "时间", dated[0])
    names = [first, *_FOLLOWING.finditer(text, first.end())] if first else []
    ends = [following.start() for following in names[1:]]
    used = 0
    for name, end in zip(names, [*ends, len(text)], strict=False):
        value = text[name.end() : end].strip()
        gap = _GAP.search(value)
        value = value[: gap.start()] if gap else value
        if len(value) <= _LONGEST:
            _add(found, name[1], value)
            used += name.end() - name.start() + len(value)
    return used


def _add(found: dict[str, str], name: str, value: str) -> None:
    key = re.sub(r"[\s\u3000]+", "", name)
    value = _INVISIBLE.sub("", value).strip()
    if key in _FIELDS and value and value not in _SAYS_NOTHING:
        found.setdefault(key, value)
