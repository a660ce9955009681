"""Formats that are known and not read: each refusal says what the file is and what its sender can do."""

import re

from shared.errors import Message, Refused
from workers.intake.bids import OLE
from workers.intake.sample import Sample

_SAVE_AS = Message("请另存为 DOCX 或 PDF 后重新提交", "save it as DOCX or PDF and submit that")
_TEXT_NEEDED = Message(
    "请另存为 PNG、JPEG 或 TIFF，或提交报告的 Word、PDF 或网页",
    "save it as PNG, JPEG or TIFF, or submit the report's Word, PDF or web page",
)
_UNPACK = Message("请解压后提交其中的文件", "unpack it and submit the files in it")
_PAGES = Message("请提交其中的网页（HTML）", "submit the web pages (HTML) in it")

_Kind = tuple[Message, Message]

_IMAGES: tuple[tuple[bytes, str], ...] = (
    (b"\0\0\0\x0cjP  ", "JPEG 2000"),
    (b"AT&TFORM", "DjVu"),
)
_ARCHIVES: tuple[tuple[bytes, str], ...] = (
    (b"Rar!\x1a\x07", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"MSCF", "CAB"),
    (b"PK\x05\x06", "ZIP"),  # without a single member
)
_TEXTUAL: tuple[tuple[re.Pattern[bytes], _Kind], ...] = (
    (re.compile(rb"\s*WARC/\d"), (Message("网页存档（WARC）", "a web archive (WARC)"), _PAGES)),
    (re.compile(rb"%!PS"), (Message("PostScript 文档", "a PostScript document"), _SAVE_AS)),
    (
        re.compile(rb"\s*<\?xml[^<>]*>\s*(?:<\?mso-application|<pkg:package|<office:document)"),
        (Message("Word/Excel 的单一 XML 文档", "an Office document in flat XML"), _SAVE_AS),
    ),
)
_ONE_TEXT = re.compile(rb"\s*WARC/\d[^\n]*\n(?:[\w-]+:[^\n]*\n){0,30}?WARC-Type:\s*conversion", re.IGNORECASE)
_HEAD = 4096  # bytes in which textual formats declare themselves

_OLE_STREAMS: tuple[tuple[str, Message], ...] = (
    ("Workbook", Message("旧版 Excel 表格（.xls、.et）", "a legacy Excel sheet (.xls, .et)")),
    ("PowerPoint Document", Message("旧版演示文稿（.ppt）", "a legacy presentation (.ppt)")),
    ("__properties_version1.0", Message("Outlook 邮件（.msg）", "an Outlook message (.msg)")),
)
_READ = ("word/document", "xl/workbook.xml", "OFD.xml")
_ZIP = Message("压缩包（ZIP）", "an archive (ZIP)")
_ZIPPED: tuple[tuple[str, _Kind], ...] = (
    ("xl/workbook.bin", (Message("二进制 Excel 表格（XLSB）", "a binary Excel sheet (XLSB)"), _SAVE_AS)),
    ("ppt/presentation", (Message("演示文稿（PPTX）", "a presentation (PPTX)"), _SAVE_AS)),
    ("META-INF/manifest.xml", (Message("OpenDocument 文档", "an OpenDocument file"), _SAVE_AS)),
    ("META-INF/container.xml", (Message("EPUB 电子书", "an EPUB book"), _SAVE_AS)),
)


def refuse(sample: Sample) -> None:
    """Raise Refused for a format that is known and not read; return for everything else."""
    data = sample.data
    kind = _image(data) or _archive(data) or _textual(data) or _compound(data) or _zipped(sample)
    if kind:
        what, advice = kind
        raise Refused("unsupported-format", what=what, advice=advice)


def _image(data: bytes) -> _Kind | None:
    name = next((name for magic, name in _IMAGES if data.startswith(magic)), None)
    return (Message(f"图像（{name}）", f"a picture ({name})"), _TEXT_NEEDED) if name else None


def _archive(data: bytes) -> _Kind | None:
    name = next((name for magic, name in _ARCHIVES if data.startswith(magic)), None)
    if data[257:262] == b"ustar":
        name = "tar"
    return (Message(f"压缩包（{name}）", f"an archive ({name})"), _UNPACK) if name else None


def _textual(data: bytes) -> _Kind | None:
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    if _ONE_TEXT.match(head) and b"\nWARC/1" not in data:  # one page's text, as Common Crawl keeps it
        return None
    return next((kind for pattern, kind in _TEXTUAL if pattern.match(head)), None)


def _compound(data: bytes) -> _Kind | None:
    """Name an OLE compound file by its streams, whose names stand in it as UTF-16; Word's is left to its bidder."""
    if not data.startswith(OLE):
        return None
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Refused("encrypted", what=Message("Office 文档", "Office document"))
    if "WordDocument".encode("utf-16-le") in data:
        return None
    for stream, what in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return what, _SAVE_AS
    return Message("认不出的 OLE 复合文档", "an OLE compound file of no known kind"), _SAVE_AS


def _zipped(sample: Sample) -> _Kind | None:
    """Name a zip by its members; one with a Word document or a workbook as a member is left to its bidder."""
    if not sample.data.startswith(b"PK\x03\x04") or any(map(sample.members, _READ)):
        return None
    return next((kind for prefix, kind in _ZIPPED if sample.members(prefix)), (_ZIP, _UNPACK))
