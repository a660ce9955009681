"""Which reader gets the bytes: an auction by content, in which names and declared types have no say."""

import re
from functools import partial

import msgspec

from shared.archive import open_archive
from shared.errors import Message, Refused
from shared.limits import Limits
from workers.intake import bids, error_page, unread
from workers.intake.sample import Sample

_ZIPPED = {
    "docx": Message("Word 文档（DOCX）", "Word document (DOCX)"),
    "xlsx": Message("Excel 表格（XLSX）", "Excel sheet (XLSX)"),
    "ofd": Message("OFD 文件", "OFD file"),
}
_PICTURE = re.compile(rb"/Subtype\s*/Image")  # in the clear: no compression may hide what describes a stream
_INSIDE = (b"word/media/", b"data:image/", b"Content-Type: image/")  # of a DOCX, a web page, a page with its files
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"BM", b"GIF8", b"RIFF")
_HEAD = 16  # bytes shown of what nobody knows


class Detected(msgspec.Struct, frozen=True):
    """The format, a key of the readers, and its registered media type."""

    format: str
    media_type: str


# Highest bid wins; at equal bids the first.
_AUCTION = (
    (bids.pdf, Detected("pdf", "application/pdf")),
    (partial(bids.picture, heads=(b"\x89PNG\r\n\x1a\n",)), Detected("scan", "image/png")),
    (partial(bids.picture, heads=(b"\xff\xd8\xff",)), Detected("scan", "image/jpeg")),
    (partial(bids.picture, heads=(b"II*\0", b"MM\0*")), Detected("scan", "image/tiff")),
    (partial(bids.picture, heads=(b"BM",)), Detected("scan", "image/bmp")),
    (partial(bids.picture, heads=(b"GIF87a", b"GIF89a")), Detected("scan", "image/gif")),
    (partial(bids.picture, heads=(b"WEBP",)), Detected("scan", "image/webp")),
    (bids.docx, Detected("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")),
    (bids.xlsx, Detected("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")),
    (bids.ofd, Detected("ofd", "application/ofd")),
    (bids.doc, Detected("doc", "application/msword")),
    (bids.rtf, Detected("doc", "application/rtf")),
    (bids.mhtml, Detected("mhtml", "multipart/related")),
    (bids.html, Detected("html", "text/html")),
    (bids.text, Detected("text", "text/plain")),
)


def check_size(size: int, limits: Limits) -> None:
    """Refuse by size in bytes alone, before a file is read: "empty" or "too-large"."""
    if size == 0:
        raise Refused("empty")
    if size > limits.file_bytes:
        raise Refused("too-large", size=size, limit=limits.file_bytes)


def detect(data: bytes, name: str, limits: Limits) -> Detected:
    """Return the format of `data`; `name` is used in messages only.

    Refused: empty, too large, encrypted, a bomb, a format that is known and not read, an HTML error page, or unknown.
    Unreadable: a DOCX whose container is broken.
    """
    check_size(len(data), limits)
    sample = Sample(data)
    unread.refuse(sample)
    bid, found = _auction(sample)
    if not bid:
        raise Refused("unknown-format", head=" ".join(f"{byte:02x}" for byte in data[:_HEAD]))
    if found.format in _ZIPPED:
        open_archive(data, limits, _ZIPPED[found.format]).close()
    elif found.format == "html" and sample.is_whole:  # an error page is short
        error_page.refuse(sample.text, name)
    return found


def takes_program(data: bytes) -> bool:
    """Whether reading this may take a program of the system: legacy documents are converted. Cheap, and certain."""
    sample = Sample(data)
    return bool(bids.doc(sample) or bids.rtf(sample))


def has_pictures(data: bytes) -> bool:
    """Whether these bytes may show text as pictures: a picture itself, or a file that may hold some. Cheap."""
    if data.startswith(_PICTURES):
        return True
    if b"%PDF-" in data[:1024]:
        return _PICTURE.search(data) is not None
    return any(sign in data for sign in _INSIDE)


def _auction(sample: Sample) -> tuple[float, Detected]:
    """Return the highest bid; nobody is asked after a certain one, for to weigh bytes as text takes its time."""
    highest = 0.0, _AUCTION[-1][1]
    for bid, found in _AUCTION:
        highest = max(highest, (bid(sample), found), key=lambda entry: entry[0])
        if highest[0] == 1:
            break
    return highest
