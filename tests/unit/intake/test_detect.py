"""Formats are told by content; whatever is not read is refused with its name and a way out."""

import io
import struct
import zipfile
import zlib

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.errors import Refused, Stop, Unreadable
from shared.limits import Limits
from workers.extract import READERS
from workers.intake import Detected, check_size, detect, has_pictures

LIMITS = Limits()
PAGE = "<html><head><title>某镇2023年政府信息公开工作年度报告</title></head><body><p>一、总体情况</p></body></html>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def word() -> bytes:
    stream = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("一、总体情况")
    document.save(stream)
    return stream.getvalue()


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def refusal(data: bytes, name: str = "a.bin", limits: Limits = LIMITS) -> Refused:
    with pytest.raises(Refused) as refused:
        detect(data, name, limits)
    return refused.value


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"junk before the header\n%PDF-1.4\n", "pdf"),
        (word(), "docx"),
        (zipped({"[Content_Types].xml": b"", "word/document2.xml": b"<a/>"}), "docx"),
        (zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b"<a/>"}), "xlsx"),
        (zipped({"OFD.xml": b"<a/>"}), "ofd"),
        (PAGE.encode(), "html"),
        (PAGE.encode("gbk"), "html"),
        (PAGE.encode("utf-16"), "html"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- %PDF-1.4 -->\n<!DOCTYPE html>" + PAGE.encode(), "html"),
        (b"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\n", "mhtml"),
        (OLE + "WordDocument".encode("utf-16-le"), "doc"),
        (b"{\\rtf1\\ansi}", "doc"),
        (("规章 0 0\n行政<br>许可 3 0\n行政处罚 2 2\n总计\n社会公<br>益组织\n" * 9).encode(), "text"),
        (("一、总体情况<br>\n规章 0 0<br>\n行政许可 3 0<br>\n总计<br>\n" * 99).encode(), "html"),
        ("<div>\n|信息内容|数量|\n|---|---|\n|<p>规章</p>|0|\n</div>\n".encode(), "text"),
        (("|规章|0|0|\n|行政规<br>范性文件|0|1|\n|行政<br>许可|5||\n" * 5).encode(), "text"),
        ("<div>年度报告</div><table><tr><td>0</td></tr></table>".encode(), "html"),
        ("| 规章 | <span>0</span> |\n| 行政许可 | <span>1</span> |\n| 总计 | <font>1</font> |\n".encode(), "text"),
        ("<table><tr><td>行政复议<td>0<tr><td>总计<td>1".encode(), "html"),
        ("WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\n\r\n一、总体情况\r\n".encode(), "text"),
        (("&lt;p&gt;一、总体情况&lt;/p&gt;" * 5).encode(), "html"),
        (b'{"content": "' + b"\\u003cp\\u003e\\u603b\\u4f53\\u60c5\\u51b5\\u003c\\/p\\u003e" * 5 + b'"}', "html"),
        ("一、网页中的&lt;p&gt;标记".encode(), "text"),
        ("一、总体情况\n收到申请 12 件，a<b".encode(), "text"),
        ("一、网页中的<p>标记".encode(), "text"),
        ("一、总体情况".encode("gbk"), "text"),
        ("一、总体情况\r\n行政复议 0 件".encode("utf-16-le"), "text"),
    ],
)
@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.html", "a.txt", "年报", "a.exe"])
def test_the_content_decides_and_the_name_does_not(data: bytes, found: str, name: str) -> None:
    assert detect(data, name, LIMITS).format == found


def test_each_format_has_its_media_type() -> None:
    assert detect(b"%PDF-1.7", "", LIMITS) == Detected("pdf", "application/pdf")
    assert detect(word(), "", LIMITS).media_type.endswith("wordprocessingml.document")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "png"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "jpeg"),
        (b"GIF89a" + bytes(20), "gif"),
        (b"II*\0" + bytes(20), "tiff"),
        (b"BM\x46\0\0\0\0\0\0\0" + bytes(20), "bmp"),
        (b"RIFF\x24\0\0\0WEBPVP8 " + bytes(20), "webp"),
    ],
)
def test_a_picture_is_a_scan(data: bytes, kind: str) -> None:
    assert detect(data, "", LIMITS) == Detected("scan", f"image/{kind}")


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"\0\0\0\x0cjP  " + bytes(20), "JPEG 2000"),
        (b"Rar!\x1a\x07\x01\0" + bytes(20), "RAR"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(20), "7z"),
        (b"\x1f\x8b\x08" + bytes(20), "gzip"),
        (b"report.txt".ljust(257, b"\0") + b"ustar\x0000" + bytes(248), "tar"),
        (OLE + "Workbook".encode("utf-16-le"), ".xls"),
        (OLE + "SomethingElse".encode("utf-16-le"), "OLE"),
        (b"WARC/1.0\r\nWARC-Type: warcinfo\r\n", "WARC"),
        (b"WARC/1.0\r\nWARC-Type: conversion\r\n\r\na\r\n\r\nWARC/1.0\r\nWARC-Type: conversion\r\n", "WARC"),
        (b"<?xml version='1.0'?>\n<?mso-application progid='Word.Document'?>", "flat XML"),
        (b"<?xml version='1.0'?>\n<office:document>", "flat XML"),
        (zipped({"xl/workbook.bin": b"a"}), "XLSB"),
        (zipped({"ppt/presentation.xml": b"<a/>"}), "PPTX"),
        (zipped({"a.txt": b"a"}), "ZIP"),
        (zipped({"a.docx": word()}, zipfile.ZIP_STORED), "ZIP"),
        (zipped({}), "ZIP"),
    ],
)
def test_a_format_that_is_not_read_is_named_with_a_way_out(data: bytes, named: str) -> None:
    refused = refusal(data)
    assert refused.reason.code == "unsupported-format"
    assert named in refused.reason.message.en
    assert "submit" in refused.reason.message.en
    assert "提交" in refused.reason.message.zh


def test_an_encrypted_office_document_is_told_from_a_legacy_one() -> None:
    assert refusal(OLE + "EncryptedPackage".encode("utf-16-le")).reason.code == "encrypted"


def test_an_empty_file_is_refused() -> None:
    assert refusal(b"").reason.code == "empty"


def test_size_alone_refuses_and_names_the_limit() -> None:
    refused = refusal(b"%PDF-1.7 and more", limits=Limits(file_bytes=10))
    assert refused.reason.code == "too-large"
    assert "10" in refused.reason.message.en
    check_size(10, Limits(file_bytes=10))
    with pytest.raises(Refused):
        check_size(11, Limits(file_bytes=10))


@pytest.mark.parametrize("data", [b" \n\t ", bytes(100), bytes(range(256)) * 40, b"\x7fELF\x02\x01\x01" + bytes(500)])
def test_what_nobody_can_read_is_unknown(data: bytes) -> None:
    refused = refusal(data)
    assert refused.reason.code == "unknown-format"
    assert data[:4].hex(" ") in refused.reason.message.en


def test_a_bomb_is_refused_by_what_comes_out() -> None:
    data = zipped({"word/document.xml": bytes(20 * 2**20)})
    assert refusal(data, limits=Limits(unpacked_ratio=10)).reason.code == "bomb"
    assert refusal(data, limits=Limits(unpacked_bytes=10**6)).reason.code == "bomb"


def test_a_bomb_that_declares_a_small_size_is_found_out() -> None:
    content = bytes(200_000)
    data = zipped({"word/document.xml": content})
    for true, claimed in ((len(content), 100), (zlib.crc32(content), zlib.crc32(bytes(100)))):
        data = data.replace(struct.pack("<L", true), struct.pack("<L", claimed))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.read("word/document.xml") == bytes(100)  # the lie works on others
    assert refusal(data, limits=Limits(unpacked_bytes=150_000)).reason.code == "bomb"
    with pytest.raises(Unreadable):
        detect(data, "a.docx", LIMITS)


def test_too_many_members_are_refused_before_they_are_listed() -> None:
    data = zipped({f"word/document{number}.xml": b"" for number in range(30)})
    refused = refusal(data, limits=Limits(members=29))
    assert refused.reason.code == "too-complex"
    assert "30" in refused.reason.message.en


@pytest.mark.parametrize("keep", [0.3, 0.7, 0.99])
def test_a_truncated_word_document_is_broken_not_unknown(keep: float) -> None:
    data = word()
    with pytest.raises(Unreadable) as unreadable:
        detect(data[: int(len(data) * keep)], "a.docx", LIMITS)
    assert unreadable.value.reason.code == "broken"


def test_a_word_document_with_a_zip_password_is_encrypted() -> None:
    data = bytearray(zipped({"word/document.xml": b"<a/>"}))
    data[6] |= 1  # local header
    data[data.index(b"PK\x01\x02") + 8] |= 1  # directory
    assert refusal(bytes(data)).reason.code == "encrypted"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"\x89PNG\r\n\x1a\n", True),
        (b"%PDF-1.4\n<< /Type /XObject /Subtype /Image >>", True),
        (b"%PDF-1.4\n<</Subtype/Image>>", True),
        (b"%PDF-1.4\n<< /Subtype /Type1 >>", False),
        (b"PK\x03\x04", False),
    ],
)
def test_what_may_show_pictures_is_told(data: bytes, told: bool) -> None:  # noqa: FBT001 - a parameter
    assert has_pictures(data) is told


@given(st.binary(max_size=400))
def test_any_bytes_are_detected_or_stopped_with_a_reason(data: bytes) -> None:
    try:
        assert detect(data, "a", LIMITS).format in set(READERS)
    except Stop as stop:
        assert stop.reason.message.zh  # noqa: PT017 - either ending will do
