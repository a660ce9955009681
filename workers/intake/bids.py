"""One bid a format: 0 is none, 1 is certain."""

import re
from itertools import islice

from workers.intake.sample import Sample

_PDF_WITHIN = 1024  # bytes; readers have always let junk stand before the header
_MANY = 5  # tags that no text mentions by chance
_PROLOGUE = re.compile(
    r"\s*(?:<\?xml[^<>]*>\s*|<!--(?:(?!-->).){0,2000}-->\s*)*(?:<!doctype\s+html|<html)\b", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(
    r"<(?:html|head|meta|title|body|table|tbody|tr|td|div|p|br|span|font|center|script|h[1-6])\b", re.IGNORECASE
)
_BLOCK = re.compile(_TAG.pattern.replace("br|span|font|", ""), re.IGNORECASE)
_ESCAPED = re.compile(
    r"(?:&lt;|\\u003c)(?:table|tbody|tr|td|div|p|span|h[1-6])\b", re.IGNORECASE
)  # once too often, in JSON
_CELL = re.compile(r"<t(?:able|r|d)\b", re.IGNORECASE)
_PIPED = re.compile(r"^[^\n|]*\|[^\n|]*\|", re.MULTILINE)
_RULER = re.compile(r"^[ ]*(?:\|[ ]*)?:?-{2,}:?[ ]*\|[ |:-]*$", re.MULTILINE)  # under the head of a table of Markdown
_ROWS = 3
_LINES = 30
_CLOSING = re.compile(r"</(?:html|head|title|body|table|tr|td|div|p|span|font|center|script|h[1-6])\s*>", re.IGNORECASE)

_MHTML = re.compile(rb"\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?content-type:\s*multipart/related", re.IGNORECASE)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF_WITHIN = 64
_MHTML_WITHIN = 4096  # bytes in which a mail declares itself


def pdf(sample: Sample) -> float:
    """Bid on the PDF header."""
    place = sample.data.find(b"%PDF-", 0, _PDF_WITHIN)
    if place < 0:
        return 0.0
    return 1.0 if place == 0 else 0.8


def picture(sample: Sample, heads: tuple[bytes, ...]) -> float:
    """Bid on the beginning of a picture, whose bytes after `RIFF` and two more letters are lengths."""
    data = sample.data
    if data[:4] == b"RIFF":
        return float(data[8:12] in heads)
    if data[:2] == b"BM" and data[6:10] != bytes(4):  # two letters alone are also the beginning of a text
        return 0.0
    return float(data.startswith(heads))


def docx(sample: Sample) -> float:
    """Bid on a zip that names a main document part; names stand uncompressed, even in a truncated file."""
    return 1.0 if sample.data.startswith(b"PK\x03\x04") and sample.members("word/document") else 0.0


def xlsx(sample: Sample) -> float:
    """Bid on a zip that names a workbook."""
    return 1.0 if sample.data.startswith(b"PK\x03\x04") and sample.members("xl/workbook.xml") else 0.0


def ofd(sample: Sample) -> float:
    """Bid on a zip that names the root of an OFD file."""
    return 1.0 if sample.data.startswith(b"PK\x03\x04") and sample.members("OFD.xml") else 0.0


def doc(sample: Sample) -> float:
    """Bid on a compound file with Word's main stream, whose name stands in it as UTF-16; so does WPS call its own."""
    is_compound = sample.data.startswith(OLE) and "WordDocument".encode("utf-16-le") in sample.data
    return 1.0 if is_compound else 0.0


def rtf(sample: Sample) -> float:
    """Bid on RTF, under whatever name."""
    return 1.0 if sample.data[:_RTF_WITHIN].lstrip().startswith(b"{\\rtf") else 0.0


def mhtml(sample: Sample) -> float:
    """Bid on the header of a mail whose parts belong together."""
    return 1.0 if _MHTML.match(sample.data[:_MHTML_WITHIN].removeprefix(b"\xef\xbb\xbf")) else 0.0


def html(sample: Sample) -> float:
    """Bid on markup; pages cut out of their frame have no prologue."""
    if not sample.is_text:
        return 0.0
    if _PROLOGUE.match(sample.text):
        return 0.9
    if len(_PIPED.findall(sample.text)) >= _ROWS and (
        not _BLOCK.search(sample.text) or (_RULER.search(sample.text) and not _CELL.search(sample.text))
    ):  # Markdown: its cells have breaks and styles, and tools leave some tags around it
        return 0.0
    if sum(1 for _ in islice(_ESCAPED.finditer(sample.text), _MANY)) == _MANY:
        return 0.6
    if not _BLOCK.search(sample.text) and _has_lines(sample.text):
        return 0.0
    tags = sum(1 for _ in islice(_TAG.finditer(sample.text), _MANY))
    return 0.6 if tags == _MANY or (tags and _CLOSING.search(sample.text)) else 0.0


def _has_lines(text: str) -> bool:
    """Whether most lines hold no tag: a text, in whose cells some breaks and styles are left."""
    lines = [line for line in text.split("\n") if line.strip()]
    return len(lines) >= _LINES and sum("<" in line for line in lines) * 2 < len(lines)


def text(sample: Sample) -> float:
    """Bid on anything that people can read."""
    return 0.3 if sample.is_text and sample.text.strip() else 0.0
