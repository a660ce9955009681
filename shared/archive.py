"""Zip containers (DOCX, bundles of reports) opened only after every member was unpacked once within the limits."""

import io
import struct
import zipfile
import zlib

from shared.errors import Message, Refused, Unreadable
from shared.limits import Limits

_CHUNK = 2**16
_RATIO_FROM = 16 * 2**20  # bytes; below this any ratio is harmless
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # the others cannot be unpacked in small steps
_DIRECTORY_ENTRY = b"PK\x01\x02"
_END = b"PK\x05\x06"  # of the directory, which stands last
_CUT_OFF = Message(
    "文件不完整，没有结束标记；请重新下载或重新导出", "cut off: no directory at its end; download or export it again"
)
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, struct.error, ValueError, OSError, RuntimeError, LookupError)


def open_archive(data: bytes, limits: Limits, what: Message) -> zipfile.ZipFile:
    """Return the archive in `data`; `what` is its name in messages.

    Declared sizes are not believed: members are unpacked and counted. Refused("too-complex") for too many members,
    Refused("encrypted"), Refused("bomb"); Unreadable("broken") for whatever does not unpack to what it declares.
    """
    members = data.count(_DIRECTORY_ENTRY)  # before a million directory entries become a million objects
    if members > limits.members:
        of = Message(f"{what.zh}的成员数", f"members of the {what.en}")
        raise Refused("too-complex", what=of, count=members, limit=limits.members)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        _unpack(archive, len(data), limits, what)
    except _BROKEN as error:
        is_cut_off = _END not in data
        raise Unreadable(
            "broken", what=what, detail=_CUT_OFF if is_cut_off else str(error) or type(error).__name__
        ) from error
    return archive


def has_doctype(part: bytes) -> bool:
    """Whether an XML part declares a document type, as no program does: entities come with it."""
    return any(doctype in part for doctype in _DOCTYPES)


def _unpack(archive: zipfile.ZipFile, packed: int, limits: Limits, what: Message) -> None:
    limit = min(limits.unpacked_bytes, max(_RATIO_FROM, limits.unpacked_ratio * packed))
    total = 0
    names: set[str] = set()
    for member in archive.infolist():
        if member.filename in names:  # which one is meant depends on who reads
            raise zipfile.BadZipFile(f"{member.filename!r} twice")
        names.add(member.filename)
        if member.flag_bits & 1:
            raise Refused("encrypted", what=what)
        if member.compress_type not in _METHODS:
            raise zipfile.BadZipFile(f"compression method {member.compress_type}")
        declared = member.file_size
        member.file_size = limit + 2 * _CHUNK  # a reader stops at this size and so would hide what comes behind
        actual = 0
        with archive.open(member) as content:
            while chunk := content.read(_CHUNK):
                actual += len(chunk)
                if total + actual > limit:
                    raise Refused("bomb", size=total + actual, limit=limit)
        if actual != declared:
            raise zipfile.BadZipFile(f"{member.filename!r}: {actual} bytes, {declared} declared")
        member.file_size = declared
        total += actual
