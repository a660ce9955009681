"""What PDFium measures Chinese text by whose font is not in its file: one font of our own instead of the machine's.

With the machine's fonts a file would read differently from machine to machine, for PDFium leaves out characters that
have no glyph and looks at the extents of those that have; and it reads fonts of 20 MB for every such file. Where
characters begin and how wide they are is in the file itself. Whoever draws pages needs the fonts of the machine.
"""

import ctypes
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pypdfium2.raw as api

_CHINESE = frozenset(
    {
        api.FXFONT_GB2312_CHARSET,
        api.FXFONT_CHINESEBIG5_CHARSET,
        api.FXFONT_SHIFTJIS_CHARSET,
        api.FXFONT_HANGEUL_CHARSET,
    }
)  # and its neighbours; PDFium has Latin fonts within itself
_NAME = b"nianbao\0"
_OURS = 1  # the font's handle
_EM = 1000  # units
_ONE = 0x10000  # 1.0 in fixed point: a version
_GLYPH = 20, 0, 120, 700  # where every glyph's box begins and ends: narrow, for no character is narrower than its glyph
_ASCENT, _DESCENT = 860, -140


@contextmanager
def without_machine_fonts() -> Iterator[None]:
    """Let PDFium load pages without the fonts of the machine; afterwards it has them again."""
    api.FPDF_SetSystemFontInfo(_ours())
    try:
        yield
    finally:
        api.FPDF_SetSystemFontInfo(_machines())


@cache
def _machines() -> Any:  # noqa: ANN401 - pypdfium2 ships no types
    fonts = api.FPDF_GetDefaultSystemFontInfo()
    fonts.contents.Release = _nothing("Release")  # so that it can be set again
    return fonts


@cache
def _ours() -> Any:  # noqa: ANN401 - as above
    data = font()

    def mapped(_: object, _weight: int, _italic: int, charset: int, *_others: object) -> int | None:
        return _OURS if charset in _CHINESE else None

    def filled(_: object, _font: int, table: int, buffer: Any, size: int) -> int:  # noqa: ANN401 - a pointer of ctypes
        return 0 if table else _copied(data, buffer, size)  # the only tables asked for by name are of collections

    def named(_: object, _font: int, buffer: Any, size: int) -> int:  # noqa: ANN401 - as above
        return _copied(_NAME, buffer, size)

    def charset(_: object, _font: int) -> int:
        return int(api.FXFONT_GB2312_CHARSET)

    functions = {"MapFont": mapped, "GetFontData": filled, "GetFaceName": named, "GetFontCharset": charset}
    return api.FPDF_SYSFONTINFO(version=1, **{name: _kinds()[name](each) for name, each in functions.items()})


def _copied(data: bytes, buffer: Any, size: int) -> int:  # noqa: ANN401 - as above
    if buffer and size >= len(data):
        ctypes.memmove(buffer, data, len(data))
    return len(data)


def _nothing(name: str) -> Any:  # noqa: ANN401 - a function of ctypes
    return _kinds()[name]()


def _kinds() -> dict[str, Any]:
    return dict(api.FPDF_SYSFONTINFO._fields_)


def font() -> bytes:
    """Return a TrueType font that has one narrow glyph for every character."""
    x0, bottom, x1, top = _GLYPH
    steps_x, steps_y = (x0, 0, x1 - x0, 0), (bottom, top - bottom, 0, bottom - top)
    outline = struct.pack(">5h H H 4B 4h 4h", 1, *_GLYPH, 3, 0, 1, 1, 1, 1, *steps_x, *steps_y)
    outline += bytes(-len(outline) % 4)
    tables = {
        b"cmap": struct.pack(">HHHHI", 0, 1, 3, 10, 12)  # format 13: many characters, one glyph
        + struct.pack(">HHIII III", 13, 0, 28, 0, 1, 0x20, 0x10FFFF, 1),
        b"glyf": outline + outline,  # the first one is for what is missing
        b"head": struct.pack(">4I HH 16x 4h HHhhh", _ONE, _ONE, 0, 0x5F0F3CF5, 11, _EM, *_GLYPH, 0, 8, 2, 1, 0),
        b"hhea": struct.pack(">I3h H 11h H", _ONE, _ASCENT, _DESCENT, 0, _EM, x0, x0, x1, 1, *[0] * 7, 2),
        b"hmtx": struct.pack(">HhHh", _EM, x0, _EM, x0),
        b"loca": struct.pack(">III", 0, len(outline), 2 * len(outline)),
        b"maxp": struct.pack(">I 14H", _ONE, 2, 4, 1, 0, 0, 2, *[0] * 8),
    }
    place = 12 + 16 * len(tables)
    entries = b""
    for tag, table in tables.items():
        entries += struct.pack(">4s III", tag, _checksum(table), place, len(table))
        place += len(table) + -len(table) % 4
    header = struct.pack(">I 4H", _ONE, len(tables), 64, 2, 16 * len(tables) - 64)
    return header + entries + b"".join(table + bytes(-len(table) % 4) for table in tables.values())


def _checksum(table: bytes) -> int:
    padded = table + bytes(-len(table) % 4)
    return sum(int.from_bytes(padded[place : place + 4], "big") for place in range(0, len(padded), 4)) % 2**32
