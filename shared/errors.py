"""The three ways in which a stage stops, cut by what happens next, and the catalogue of reasons.

A reader turns every exception of its library into one of the three at its own edge.
"""

from collections.abc import Mapping
from typing import ClassVar

import msgspec


class Message(msgspec.Struct, frozen=True):
    """One sentence for people, in Chinese and English."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.en

    def filled(self, details: Mapping[str, object]) -> "Message":
        """Return the sentences with their placeholders filled; a detail that is a `Message` in its language."""
        return Message(self.zh.format(**_in("zh", details)), self.en.format(**_in("en", details)))


class Reason(msgspec.Struct, frozen=True):
    """Why a document was not read: a stable code for machines, a sentence for people."""

    code: str
    message: Message


_OCR = Message("请在工作机上安装 nianbao[ocr]", "install nianbao[ocr] on the workers")

# code: (Chinese, English). Placeholders are filled by the raiser, which names file, page and limit.
REASONS: dict[str, tuple[str, str]] = {
    "empty": ("文件是空的（0 字节）", "the file is empty (0 bytes)"),
    "too-large": (
        "文件有 {size:,} 字节，超过上限 {limit:,} 字节",
        "the file has {size:,} bytes, more than the limit of {limit:,}",
    ),
    "unknown-format": (
        "认不出格式：内容不是 PDF、Word（DOCX、DOC、WPS、RTF）、XLSX、网页（HTML、MHTML）、文本或图像（开头为 {head}）",
        "unknown format: neither PDF, Word (DOCX, DOC, WPS, RTF), XLSX, HTML, MHTML, text nor a picture ({head} …)",
    ),
    "unsupported-format": ("这是{what}，目前不读取；{advice}", "this is {what}, which is not read; {advice}"),
    "html-error-page": (
        "{name} 的内容不是报告，而是网页的报错页（{title}）",
        "the content of {name} is not a report but an HTML error page ({title})",
    ),
    "encrypted": (
        "{what}已加密，没有密码无法读取；请提交不设密码的文件",
        "the {what} is encrypted and cannot be read without its password; submit it without one",
    ),
    "bomb": (
        "压缩内容展开后至少 {size:,} 字节（上限 {limit:,}），疑为压缩炸弹",
        "unpacks to at least {size:,} bytes (limit {limit:,}): taken for a decompression bomb",
    ),
    "too-complex": ("{what}：{count}，超过上限 {limit}", "{what}: {count}, more than the limit of {limit}"),
    "scan-without-text": (
        f"{{pages}} 页中没有文字，只有图像（扫描件）；需要 OCR 才能读取：{_OCR.zh}",
        f"none of the {{pages}} pages holds text, only pictures (a scan); it can be read with OCR only: {_OCR.en}",
    ),
    "unmapped-fonts": (
        "{share}% 的文字只有字形、没有对应的字符（字体缺少编码信息）；需要 OCR 才能读取：" + _OCR.zh,
        "for {share}% of the text the fonts do not say which characters they show; it takes OCR: " + _OCR.en,
    ),
    "not-a-report": (
        "内容不是政府信息公开工作年度报告：{why}",
        "the content is not an annual report on government information disclosure: {why}",
    ),
    "broken": ("{what}已损坏，无法读取：{detail}", "the {what} is broken and cannot be read: {detail}"),
    "time-limit": ("读取超过 {limit} 秒仍未结束，已停止", "reading did not end within {limit} seconds and was stopped"),
    "memory-limit": (
        "读取所需内存超过 {limit} MB，已停止",
        "reading needed more than {limit} MB of memory and was stopped",
    ),
    "crashed": ("读取进程异常退出（{signal}）", "the reading process died ({signal})"),
}


class Stop(Exception):  # noqa: N818 - an ending, not always an error
    """A stage's ending other than success. `code` is a key of `REASONS`; the rest fills its sentence.

    A detail that differs between the languages is a `Message`.
    """

    outcome: ClassVar[str]

    def __init__(self, code: str, **details: object) -> None:
        self.details = details
        self.reason = Reason(code, Message(*REASONS[code]).filled(details))
        super().__init__(f"{code}: {self.reason.message.en}")


def _in(language: str, details: Mapping[str, object]) -> dict[str, object]:
    return {key: getattr(value, language) if isinstance(value, Message) else value for key, value in details.items()}


class Refused(Stop):
    """Can never succeed, whatever the worker: not a report, encrypted, too large, a bomb. Tell the sender."""

    outcome = "refused"


class Unreadable(Stop):
    """The right kind of file, broken. Tell the sender, keep the file."""

    outcome = "unreadable"


class TryLater(Exception):  # noqa: N818 - an instruction, not an error
    """Nothing is wrong with the document: storage, database or network is away. The line tries again.

    It is raised with a `Message` where people may be told of it.
    """
