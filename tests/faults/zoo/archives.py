"""Word documents whose container is the weapon: bombs, overlaps, doubles, names."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

from tests.faults.zoo.beast import READ, Beast, lines
from tests.unit.extract.word import p, word

_LOCAL, _DIRECTORY, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"


def report(**more: str) -> bytes:
    """Return a Word document of a report; `more` adds members."""
    return word("".join(map(p, lines("本年度共受理申请12件。"))), **more)


def _with(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    stream = io.BytesIO(report())
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return stream.getvalue()


def _nested(levels: int) -> bytes:
    """Zip in zip in zip, ten of each in the next: 10 to the power of `levels` megabytes."""
    data = bytes(2**20)
    for level in range(levels):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(10):
                archive.writestr(f"{level}-{number}.zip", data)
        data = stream.getvalue()
    return data


def _deflated(size: int) -> Iterator[bytes]:
    pack = zlib.compressobj(9, zlib.DEFLATED, -15)
    for _ in range(size // 2**20):
        yield pack.compress(bytes(2**20))
    yield pack.flush()


def directory(entries: list[tuple[bytes, int, int, int, int]], body: bytes, flags: int = 0) -> bytes:
    """Return a zip of `body` with a directory of our own: names, places, CRCs, packed and unpacked sizes."""
    records = b"".join(
        struct.pack(
            "<4s4B4HL2L5H2L", _DIRECTORY, 20, 0, 20, 0, flags, 8, 0, 0x21, crc, packed, size, len(name), 0, 0, 0, 0, 0,
            at,
        ) + name
        for name, at, crc, packed, size in entries
    )  # fmt: skip
    return body + records + struct.pack("<4s4H2LH", _END, 0, 0, len(entries), len(entries), len(records), len(body), 0)


def member(name: bytes, packed: bytes, crc: int, size: int) -> bytes:
    """Return a local member."""
    header = struct.pack("<4s2B4HL2L2H", _LOCAL, 20, 0, 0, 8, 0, 0x21, crc, len(packed), size, len(name), 0)
    return header + name + packed


def _overlapping(times: int) -> bytes:
    """Many entries of the directory with one body: each a megabyte."""
    packed, name, size = b"".join(_deflated(2**20)), b"word/document.xml", 2**20
    crc = zlib.crc32(bytes(size))
    return directory([(name, 0, crc, len(packed), size)] * times, member(name, packed, crc, size))


def _lying() -> bytes:
    """A member of 100 MB that says to have ten bytes."""
    packed, name = b"".join(_deflated(100 * 2**20)), b"word/document.xml"
    return directory([(name, 0, 0, len(packed), 10)], member(name, packed, 0, 10))


def _flagged(flags: int) -> bytes:
    packed, name = zlib.compress(b"<a/>")[2:-4], b"word/document.xml"
    return directory([(name, 0, 0, len(packed), 4)], member(name, packed, 0, 4), flags)


def _doubled() -> bytes:
    """Two main parts of one name that say different things: which one is read depends on who reads."""
    twice = report().replace(b"word/documen2.xml", b"word/document.xml")
    other = report(**{"word/documen2.xml": "<a/>"})
    assert twice
    return other.replace(b"word/documen2.xml", b"word/document.xml")


def _symlink() -> bytes:
    link = zipfile.ZipInfo("word/media/image1.png")
    link.external_attr = 0o120777 << 16
    return _with((link, b"/etc/passwd"))


def _many(count: int) -> Callable[[], bytes]:
    return lambda: _with(*((f"word/media/{number}", b"") for number in range(count)))


BEASTS = [
    Beast("bomb-flat.docx", lambda: _with(("word/media/a.xml", bytes(300 * 2**20))), ("bomb",)),
    Beast("bomb-nested.zip", lambda: _nested(7), ("unsupported-format",)),
    Beast("bomb-nested.docx", lambda: _with(("word/embeddings/a.zip", _nested(7))), (READ,)),
    Beast("bomb-lying.docx", _lying, ("bomb", "broken")),
    Beast("overlapping-entries.docx", lambda: _overlapping(9_000), ("broken", "bomb")),
    Beast("too-many-members.docx", _many(20_000), ("too-complex",)),
    Beast("member-twice.docx", _doubled, ("broken",)),
    Beast("traversal.docx", lambda: _with(("../../../../tmp/traversal", b"x")), (READ,)),
    Beast("absolute-name.docx", lambda: _with(("/etc/cron.d/absolute", b"x")), (READ,)),
    Beast("device-name.docx", lambda: _with(("CON", b"x"), ("word/NUL.xml", b"x"), ("C:\\aux", b"x")), (READ,)),
    Beast("nul-in-name.docx", lambda: report(**{"word/A.xml": "x"}).replace(b"word/A", b"word\0A"), (READ, "broken")),
    Beast("symlink.docx", _symlink, (READ,)),
    Beast("encrypted-member.docx", lambda: _flagged(1), ("encrypted",)),
    Beast("directory-at-nowhere.docx", lambda: report()[:-6] + b"\xff\xff\xff\x7f\0\0", ("broken",)),
    Beast("directory-only.docx", lambda: _END + bytes(18), ("unsupported-format",)),
]
