"""Legacy documents: compound files and RTF, and pictures."""

import struct
import zlib

from tests.faults.zoo.beast import Beast, elsewhere

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTOR = 512


def compound(*streams: str, chain: bytes = b"\xfd\xff\xff\xff\xfe\xff\xff\xff") -> bytes:
    """Return an OLE compound file (MS-CFB, version 3) with a directory of empty streams."""
    header = bytearray(_OLE + bytes(_SECTOR - len(_OLE)))
    header[24:34] = (0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0)
    header[44:48] = (1).to_bytes(4, "little")  # one sector of allocation table, the first
    header[48:52] = (1).to_bytes(4, "little")  # the directory is the second
    header[76:80] = (0).to_bytes(4, "little")
    header[80:] = b"\xff" * 432
    directory = b""
    for name in ("Root Entry", *streams):
        entry = bytearray(128)
        coded = name.encode("utf-16-le")
        entry[: len(coded)] = coded
        entry[64:67] = (len(coded) + 2).to_bytes(2, "little") + (b"\5" if name == "Root Entry" else b"\2")
        directory += bytes(entry)
    return bytes(header) + chain.ljust(_SECTOR, b"\xff") + directory.ljust(_SECTOR, b"\0")


def png(width: int, height: int) -> bytes:
    """Return a picture of white that declares this size, whatever is in it."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">L", len(content)) + name + content + struct.pack(">L", zlib.crc32(name + content))

    head = struct.pack(">LLBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(2**20))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def _elsewhere() -> bytes:
    picture, template = elsewhere("a.png"), elsewhere("a.dotm")
    return f'{{\\rtf1{{\\field{{\\*\\fldinst INCLUDEPICTURE "{picture}"}}}}{{\\*\\template {template}}}1}}'.encode()


BEASTS = [
    Beast("picture-60000-by-60000.png", lambda: png(60_000, 60_000), ("unsupported-format", "too-complex")),
    Beast(
        "picture-of-two-billion.png", lambda: png(2**31 - 1, 2**31 - 1), ("unsupported-format", "too-complex", "broken")
    ),
    Beast("encrypted.docx", lambda: compound("EncryptionInfo", "EncryptedPackage"), ("encrypted",)),
    Beast(
        "chain-without-end.doc",
        lambda: compound("WordDocument", chain=b"\1\0\0\0" * 128),
        ("broken", "unsupported-format"),
    ),
    Beast("nested.rtf", lambda: b"{\\rtf1" + b"{" * 10**6, ("broken", "unsupported-format"), is_slow=True),
    Beast(
        "picture-without-end.rtf",
        lambda: b"{\\rtf1{\\pict\\picw999999999\\pich999999999\\bin2147483647 " + b"0" * 10**6,
        ("time-limit", "broken", "unsupported-format"),
        is_slow=True,
    ),
    Beast("object-elsewhere.rtf", _elsewhere, ("not-a-report", "unsupported-format"), is_slow=True),
]
