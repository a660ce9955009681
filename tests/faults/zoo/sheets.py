"""Workbooks."""

import io
import zipfile
from collections.abc import Callable

import openpyxl

from tests.faults.zoo.beast import READ, Beast, elsewhere, lines
from tests.faults.zoo.words import LAUGHTER, outside

_SHEET = "xl/worksheets/sheet1.xml"


def _book(*hostile: str) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for text in lines(*hostile):
        book.active.append([text])
    return book


def _saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _changed(name: str, change: Callable[[bytes], bytes], **more: bytes) -> bytes:
    """Return a workbook with one part changed, and further parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_saved(_book()))) as before, zipfile.ZipFile(stream, "w", 8) as after:
        for info in before.infolist():
            content = before.read(info)
            after.writestr(info.filename, change(content) if info.filename == name else content)
        for place, content in more.items():
            after.writestr(place, content)
    return stream.getvalue()


def _declared(declared: str) -> Callable[[], bytes]:
    return lambda: _changed(_SHEET, lambda part: declared.encode() + part)


def _in_sheet(old: bytes, new: bytes) -> Callable[[], bytes]:
    return lambda: _changed(_SHEET, lambda part: part.replace(old, new))


def _far() -> bytes:
    book = _book()
    book.active["XFD1048576"] = 1
    return _saved(book)


def _crowded() -> bytes:
    book = _book()
    for number in range(3_000):
        book.active.append([number] * 100)
    return _saved(book)


def _outside() -> bytes:
    return _declared(outside())()


def _linked() -> bytes:
    cell = f'<row r="9"><c r="A9"><f>WEBSERVICE("{elsewhere("a")}")</f><v>1</v></c></row></sheetData>'
    return _in_sheet(b"</sheetData>", cell.encode())()


_AREAS = b"".join(b'<mergeCell ref="A%d:XFD%d"/>' % (row, 1_048_576) for row in range(1, 2_000))
_MERGED = b"</sheetData><mergeCells>" + _AREAS + b"</mergeCells>"

BEASTS = [
    Beast("entity-laughter.xlsx", _declared(LAUGHTER), ("broken",)),
    Beast("entity-outside.xlsx", _outside, ("broken",)),
    Beast("last-cell-of-all.xlsx", _far, ("too-complex",)),
    Beast("crowded.xlsx", _crowded, ("too-complex",)),
    Beast("merged-without-end.xlsx", _in_sheet(b"</sheetData>", _MERGED), (READ, "too-complex", "broken")),
    Beast("size-a-lie.xlsx", _in_sheet(b'ref="A1:A8"', b'ref="A1:XFD1048576"'), (READ, "too-complex")),
    Beast("row-of-a-billion.xlsx", _in_sheet(b'<row r="2"', b'<row r="999999999"'), (READ, "too-complex", "broken")),
    Beast(
        "number-of-5000-digits.xlsx",
        _in_sheet(
            b"</sheetData>",
            b'<row r="9"><c r="A9"><v>'
            + b"9" * 5_000
            + b'</v></c><c r="B9"><v>1e999999</v></c><c r="C9"><v>nan</v></c></row></sheetData>',
        ),
        (READ, "broken"),
    ),
    Beast(
        "format-without-end.xlsx",
        lambda: _changed(
            "xl/styles.xml",
            lambda part: part.replace(
                b'<numFmts count="0"/>',
                b'<numFmts count="1"><numFmt numFmtId="164" formatCode="' + b"[" * 10**5 + b'"/></numFmts>',
            ),
        ),
        (READ, "broken"),
    ),
    Beast(
        "strings-without-end.xlsx",
        lambda: _changed(
            "xl/sharedStrings.xml", lambda part: part.replace(b"</sst>", b"<si><t>a</t></si>" * 10**6 + b"</sst>")
        ),
        (READ, "too-complex", "memory-limit"),
        is_slow=True,
    ),
    Beast("linked-elsewhere.xlsx", _linked, (READ,)),
    Beast("million-digits.xlsx", lambda: _saved(_book("7" * 32_000)), (READ,)),
]
