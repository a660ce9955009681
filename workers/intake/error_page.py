"""Web pages that say that there is no page: crawls are full of them, under every name."""

import re
from html import unescape
from pathlib import PurePath
from urllib.parse import quote

from shared.errors import Message, Refused

_SHORT = 1_500  # characters of visible text; a report has more
_TITLE = 80  # characters of a title that are repeated in the message
_TAG = re.compile(r"<[^<>]*>")
_HEADINGS = ("总体情况", "主动公开情况", "主动公开政府信息数")  # of the reports, and of the statistics before 2019
_HEADING = re.compile(  # in a script too, escaped as scripts have it
    "|".join(
        f"{text}|{escaped}|{escaped.replace(chr(92) * 2, '%')}|{quote(text)}"
        for text in _HEADINGS
        for escaped in ["".join(f"{chr(92) * 2}u{ord(character):04x}" for character in text)]
    ),
    re.IGNORECASE,
)
_TITLE_TAG = re.compile(r"<title[^<>]*>([^<]*)", re.IGNORECASE)
_DOCUMENT_NAMES = {".pdf", ".docx", ".doc", ".wps", ".ofd"}
_REPORT = re.compile("年度?报告|年报|主动公开|政府信息公开申请|行政复议")
_NO_TEXT = Message("没有文字，只有脚本", "no text, only script")
_STATUS = r"(?<!\d)(?:40[0-9]|410|412|429|50[0-9]|521)(?!\d)"
_SAYS_ERROR = re.compile(
    "|".join(
        (
            rf"^\s*{_STATUS}\s*$",
            rf"{_STATUS}.{{0,40}}(?:error|not\s+found|forbidden|bad\s+(?:gateway|request)|unauthorized|server|unavailable)",
            rf"{_STATUS}.{{0,40}}(?:time-?out|too\s+many|错误|找不到|未找到|不存在|禁止|拒绝|页面|抱歉)",
            rf"(?:error|错误|状态码|http)\W{{0,10}}{_STATUS}",
            r"not\s+found|access\s+(?:is\s+)?denied|bad\s+gateway|service\s+unavailable|gateway\s+time-?out",
            r"request\s+(?:was\s+)?(?:blocked|rejected)|internal\s+server\s+error",
            r"checking\s+your\s+browser|just\s+a\s+moment|web\s+application\s+firewall",
            r"(?:页面|网页|文件|内容|资源|栏目|文章|信息)[^。，\n]{0,8}(?:不存在|未找到|找不到|已?被?删除|已下线|(?:无法|不可)访问)",
            r"(?:找不到|无法找到|未找到|没有找到)[^。，\n]{0,12}(?:页|文件|资源|内容)",
            r"(?:禁止|拒绝|无权|限制)访问|访问(?:受限|过于频繁|被?(?:拒绝|拦截))",
            r"请求(?:被|已被|存在|可能|含有)[^。\n]{0,16}(?:拦截|拒绝|阻断|威胁|攻击)|(?:网站|应用)防火墙",
            r"服务器(?:内部)?错误|服务(?:暂时)?不可用|安全验证|请(?:输入|完成)验证",
            r"系统(?:繁忙|维护|升级)|网站(?:维护|升级|暂停)",
        )
    ),
    re.IGNORECASE | re.MULTILINE,
)


def refuse(text: str, name: str) -> None:
    """Raise Refused("html-error-page") if `text`, a whole page, is the HTML of an error page.

    A short page is one when its title or its text says so. Under a document's name, such as `report.pdf`, a short page
    without a word of a report is one whatever it says.
    """
    title = _title(text)
    visible = _visible(text)
    if len(visible) > _SHORT or _HEADING.search(text):
        return
    says_so = _SAYS_ERROR.search(title) or (_SAYS_ERROR.search(visible) and not _REPORT.search(visible))
    misnamed = PurePath(name).suffix.lower() in _DOCUMENT_NAMES and not _REPORT.search(title + visible)
    if not visible or says_so or misnamed:
        shown = title or visible[:_TITLE] or _NO_TEXT
        raise Refused("html-error-page", name=name, title=shown)


def _title(text: str) -> str:
    found = _TITLE_TAG.search(text)
    return " ".join(unescape(found[1]).split())[:_TITLE] if found else ""


def _visible(text: str) -> str:
    """Return what a person would see, roughly; no markup is quadratic here."""
    for opening, closing in (("<!--", "-->"), ("<script", "</script"), ("<style", "</style"), ("<title", "</title")):
        text = _without(text, opening, closing)
    return "\n".join(line for line in map(str.strip, unescape(_TAG.sub("\n", text)).splitlines()) if line)


def _without(text: str, opening: str, closing: str) -> str:
    lower = text.lower()
    if len(lower) != len(text):  # a few letters have longer small forms
        lower = text
    kept, place = [], 0
    while (start := lower.find(opening, place)) >= 0:
        kept.append(text[place:start])
        place = lower.find(closing, start)
        if place < 0:
            return "".join(kept)
    return "".join([*kept, text[place:]])
