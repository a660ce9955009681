"""Documents damaged at random, from a seed: the bytes, or what lies packed in them."""

import io
import re
import zipfile
import zlib
from random import Random

_TOKENS = (
    *(b"\0", b"\xff", b"\n", b"\r\n\r\n", b"<", b">", b'"', b"&#0;", b"&#x110000;", b"]]>", b"<!--", b"--", b"%", b"("),
    *(
        b"-1",
        b"0",
        b"4294967296",
        b"99999999999999999999",
        b"1e999",
        b"nan",
        b"9" * 5_000,
        b"\xef\xbb\xbf",
        b"\xff\xfe",
    ),
    *(b"<table>", b"</td>", b"<tr>", b"rowspan=0", b"<w:tbl>", b"</w:p>", b"<w:ins>", b"endobj", b"stream\n", b"1 0 R"),
    *(
        "（".encode(),
        "其中：".encode(),
        "２０２３年".encode(),
        "①".encode(),
        "\u202e".encode(),
        "一、".encode(),
        "総".encode(),
    ),
)
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def damaged(data: bytes, other: bytes, random: Random) -> bytes:
    """Return a document with some damage; pieces of another one may be in it."""
    if data.startswith(b"PK\x03\x04") and random.random() < 0.8:
        return _in_member(data, other, random)
    if data.startswith(b"%PDF") and random.random() < 0.5:
        return _in_stream(data, other, random)
    return _damaged(data, other, random)


def _damaged(data: bytes, other: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 5, 20))):
        at = random.randrange(len(changed) + 1)
        length = min(random.choice((1, 4, 30, 1_000)), len(changed) - at)
        match random.randrange(7):
            case 0:  # other bytes
                changed[at : at + length] = random.randbytes(length)
            case 1:  # a piece less
                del changed[at : at + length]
            case 2:  # a piece again and again
                changed[at:at] = changed[at : at + length] * random.choice((1, 10, 300))
            case 3:  # a piece of elsewhere
                start = random.randrange(len(other) + 1)
                changed[at:at] = other[start : start + 10 * length]
            case 4:  # what parsers trip over
                changed[at : at + random.choice((0, length))] = random.choice(_TOKENS)
            case 5:  # one bit
                if at < len(changed):
                    changed[at] ^= 1 << random.randrange(8)
            case _:  # cut off, rarely
                if random.random() < 0.1:
                    del changed[at:]
    return bytes(changed)


def _in_member(data: bytes, other: bytes, random: Random) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as after:
        names = before.namelist()
        chosen = random.choice([name for name in names if name.endswith((".xml", ".rels"))])
        for name in names:
            content = before.read(name)
            after.writestr(name, _damaged(content, other, random) if name == chosen else content)
    return stream.getvalue()


def _in_stream(data: bytes, other: bytes, random: Random) -> bytes:
    """Damage what a stream of a PDF unpacks to. Lengths and places are then wrong; readers put up with that."""
    streams = list(_STREAM.finditer(data))
    if not streams:
        return _damaged(data, other, random)
    found = random.choice(streams)
    try:
        packed = zlib.compress(_damaged(zlib.decompress(found[1]), other, random))
    except zlib.error:
        packed = _damaged(found[1], other, random)
    return data[: found.start(1)] + packed + data[found.end(1) :]
