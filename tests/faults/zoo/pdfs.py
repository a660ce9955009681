"""PDF files: page trees, streams and objects that never end, or say so."""

import zlib
from collections.abc import Callable

from reportlab.lib.pdfencrypt import StandardEncryption

from tests.faults.zoo.beast import READ, Beast, lines
from tests.unit.extract.drawn import Paper, assembled, pdf

_CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
_TREE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<%s>>>>"
_FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]"


def _report(paper: Paper) -> None:
    for number, text in enumerate(lines("本年度共受理申请12件。")):
        paper.text(72, 90 + 30 * number, text)


def stream(content: bytes, entries: bytes = b"", *, times: int = 1) -> bytes:
    """Return a stream that was deflated as many times."""
    for _ in range(times):
        content = zlib.compress(content, 9)
    filters = b"/FlateDecode" * times
    return b"<<%s/Filter[%s]/Length %d>>\nstream\n%s\nendstream" % (entries, filters, len(content), content)


def one_page(content: bytes, *more: bytes, resources: bytes = b"") -> bytes:
    """Return a file of one page; `content` is object 4, further ones follow."""
    return assembled([_CATALOG, _TREE, _PAGE % resources, content, *more])


def blanks(megabytes: int) -> bytes:
    """Return deflated blanks, made without holding them."""
    pack = zlib.compressobj(9)
    return b"".join([*(pack.compress(b" " * 2**20) for _ in range(megabytes)), pack.flush()])


def _raw(packed: bytes, filters: bytes = b"/FlateDecode", entries: bytes = b"") -> bytes:
    return b"<<%s/Filter[%s]/Length %d>>\nstream\n%s\nendstream" % (entries, filters, len(packed), packed)


def _tree(kids: bytes, count: int) -> bytes:
    return assembled([_CATALOG, b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count), _PAGE % b"", stream(b"")])


def _deep(levels: int) -> bytes:
    """A page tree of one branch."""
    nodes = [b"<</Type/Pages/Parent %d 0 R/Kids[%d 0 R]/Count 1>>" % (n + 1, n + 3) for n in range(levels)]
    page = b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]>>" % (levels + 1)
    return assembled([_CATALOG, *nodes, page])


def _objects(count: int) -> bytes:
    """A stream that says to hold a great many objects, and unpacks to 300 MB."""
    return one_page(stream(b""), _raw(blanks(300), entries=b"/Type/ObjStm/N %d/First 100" % count))


def _xref_stream(size: int) -> bytes:
    body = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    packed = blanks(200)
    table = _raw(packed, entries=b"/Type/XRef/Size %d/W[1 4 2]/Index[0 %d]/Root 1 0 R" % (size, size))
    return body + b"5 0 obj\n" + table + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(body)


def _previous_is_itself() -> bytes:
    data = one_page(stream(b""))
    place = data.rindex(b"xref\n0")
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % place)


def _image(filters: bytes, packed: bytes, size: int = 60_000) -> bytes:
    entries = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8" % (size, size)
    return one_page(
        stream(b"q 595 0 0 842 0 0 cm /I Do Q"), _raw(packed, filters, entries), resources=b"/XObject<</I 5 0 R>>"
    )


def _form(times: int) -> Callable[[], bytes]:
    """A form that draws itself."""
    content = b"/F Do " * times
    own = b"/Resources<</XObject<</F 5 0 R>>>>"
    return lambda: one_page(stream(content), stream(content, _FORM + own), resources=b"/XObject<</F 5 0 R>>")


def _type3() -> bytes:
    """A font whose glyph is written in that font."""
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/FirstChar 97/LastChar 97/Widths[1]"
        b"/Encoding<</Differences[97/a]>>/CharProcs<</a 6 0 R>>/Resources<</Font<</F 5 0 R>>>>>>"
    )
    text = b"BT /F 1 Tf (" + b"a" * 1_000 + b") Tj ET"
    return one_page(stream(text), font, stream(b"1 0 d0 " + text), resources=b"/Font<</F 5 0 R>>")


def _characters(ranges: bytes) -> bytes:
    font = b"<</Type/Font/Subtype/TrueType/BaseFont/A/FirstChar 0/LastChar 255/ToUnicode 6 0 R>>"
    text = b"BT /F 12 Tf 72 720 Td (" + b"a" * 2_000 + b") Tj ET"
    return one_page(stream(text), font, stream(ranges), resources=b"/Font<</F 5 0 R>>")


_TEXT = b"BT /F 9 Tf 1 0 0 1 72 720 Tm (12) Tj ET\n"
_HELVETICA = b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
_GRID = b"".join(b"%d 0 m %d 842 l S 0 %d m 595 %d l S\n" % (n, n, n, n) for n in range(0, 595, 4))
_RULES = b"".join(
    b"%d.%d %d m %d.%d %d l S\n" % (n % 590, n % 10, n % 800, n % 590, n % 10, n % 800 + 9) for n in range(10**5)
)

BEASTS = [
    Beast(
        "pages-within-themselves.pdf", lambda: _tree(b"2 0 R 2 0 R", 4), ("broken", "scan-without-text", "too-complex")
    ),
    Beast("pages-two-billion.pdf", lambda: _tree(b"3 0 R", 2**31 - 1), ("too-complex", "broken", "scan-without-text")),
    Beast("pages-less-than-none.pdf", lambda: _tree(b"3 0 R", -5), ("broken", "scan-without-text")),
    Beast("pages-200-thousand.pdf", lambda: _tree(b"3 0 R " * 200_000, 200_000), ("too-complex",)),
    Beast("pages-in-a-branch.pdf", lambda: _deep(50_000), ("broken", "scan-without-text")),
    Beast("xref-is-its-own-past.pdf", _previous_is_itself, ("scan-without-text", "broken")),
    Beast("xref-of-a-billion.pdf", lambda: _xref_stream(10**9), ("broken", "memory-limit")),
    Beast("object-stream.pdf", lambda: _objects(10**9), ("scan-without-text", "broken")),
    Beast("objects-nested.pdf", lambda: one_page(stream(b""), b"[" * 10**6), ("scan-without-text", "broken")),
    Beast("catalog-nested.pdf", lambda: assembled([b"<</A" * 10**5 + _CATALOG, _TREE]), ("broken",)),
    Beast("flate-500-megabytes.pdf", lambda: one_page(_raw(blanks(500))), ("memory-limit", "scan-without-text")),
    Beast(
        "flate-two-gigabytes.pdf",
        lambda: one_page(_raw(blanks(2_000))),
        ("memory-limit", "scan-without-text"),
        is_slow=True,
    ),
    Beast(
        "flate-in-flate.pdf",
        lambda: one_page(_raw(zlib.compress(zlib.compress(blanks(300), 9), 9), b"/FlateDecode" * 3)),
        ("scan-without-text", "memory-limit"),
    ),
    Beast(
        "flate-100-times.pdf", lambda: one_page(stream(_TEXT, times=100)), ("scan-without-text", READ, "not-a-report")
    ),
    Beast("filters-10-thousand.pdf", lambda: one_page(_raw(b"", b"/FlateDecode" * 10**4)), ("scan-without-text",)),
    Beast(
        "run-length.pdf",
        lambda: one_page(_raw(zlib.compress(b"\x81 " * 10**6), b"/FlateDecode/RunLengthDecode")),
        ("scan-without-text", "memory-limit"),
    ),
    Beast(
        "lzw-junk.pdf",
        lambda: one_page(_raw(b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01" * 10**4, b"/LZWDecode")),
        ("scan-without-text",),
    ),
    Beast(
        "predictor.pdf",
        lambda: one_page(
            _raw(
                zlib.compress(b"1" * 100),
                entries=b"/DecodeParms<</Predictor 12/Columns 2147483647/Colors 2147483647/BitsPerComponent 32>>",
            )
        ),
        ("scan-without-text", "broken", "memory-limit"),
    ),
    Beast("image-60000-by-60000.pdf", lambda: _image(b"/FlateDecode", blanks(100)), ("scan-without-text",)),
    Beast("image-of-two-billion.pdf", lambda: _image(b"/FlateDecode", blanks(1), 2**31 - 1), ("scan-without-text",)),
    Beast(
        "image-jbig2-junk.pdf",
        lambda: _image(b"/JBIG2Decode", b"\x00\x00\x00\x01\x30\x00\x01\x00\xff\xff\xff\xff" * 1_000),
        ("scan-without-text",),
    ),
    Beast(
        "image-jpx-junk.pdf",
        lambda: _image(b"/JPXDecode", b"\x00\x00\x00\x0cjP  \r\n\x87\n" + b"\xff" * 10_000),
        ("scan-without-text",),
    ),
    Beast(
        "image-dct-junk.pdf",
        lambda: _image(b"/DCTDecode", b"\xff\xd8\xff\xc0\x00\x11\x08\xff\xff\xff\xff\x03" + b"\0" * 10_000),
        ("scan-without-text",),
    ),
    Beast("form-within-itself.pdf", _form(10), ("memory-limit", "time-limit"), is_slow=True),
    Beast("font-within-itself.pdf", _type3, ("scan-without-text", "unmapped-fonts", "not-a-report")),
    Beast(
        "characters-of-many.pdf",
        lambda: _characters(b"1 beginbfrange <00> <ff> <" + b"0041" * 10**5 + b"> endbfrange"),
        ("time-limit", "too-complex"),
        is_slow=True,
    ),
    Beast(
        "characters-without-end.pdf",
        lambda: _characters(b"2147483647 beginbfrange\n" + b"<00> <ffffffff> <0000>\n" * 10**4),
        ("unmapped-fonts", "scan-without-text", "not-a-report"),
    ),
    Beast(
        "half-a-million-texts.pdf",
        lambda: one_page(stream(_TEXT * 500_000), resources=_HELVETICA),
        ("not-a-report", "too-complex", "time-limit"),
        is_slow=True,
    ),
    Beast(
        "50-thousand-texts.pdf",
        lambda: one_page(stream(_TEXT * 50_000), resources=_HELVETICA),
        ("not-a-report", "too-complex"),
    ),
    Beast("million-paths.pdf", lambda: one_page(stream(b"0 0 m 9 9 l S\n" * 10**6)), ("too-complex",)),
    Beast(
        "path-of-a-million.pdf",
        lambda: one_page(stream(b"0 0 m\n" + b"9 9 l 1 1 l\n" * 500_000 + b"S")),
        ("scan-without-text", "too-complex"),
    ),
    Beast("lines-100-thousand.pdf", lambda: one_page(stream(_RULES)), ("too-complex", "scan-without-text")),
    Beast("grid.pdf", lambda: one_page(stream(_GRID)), ("too-complex",)),
    Beast("saved-without-end.pdf", lambda: one_page(stream(b"q " * 10**6)), ("scan-without-text",)),
    Beast(
        "page-of-a-billion-points.pdf",
        lambda: one_page(stream(_TEXT), resources=_HELVETICA).replace(b"[0 0 595 842]", b"[0 0 1e9 1e9]"),
        ("not-a-report", "scan-without-text"),
    ),
    Beast(
        "page-of-no-points.pdf",
        lambda: one_page(stream(_TEXT), resources=_HELVETICA).replace(b"[0 0 595 842]", b"[9 9 -9 nan]"),
        ("not-a-report", "scan-without-text"),
    ),
    Beast(
        "numbers-without-end.pdf",
        lambda: one_page(stream(b"9" * 10**6 + b" 0 m 1e999999 -0 l S " + _TEXT), resources=_HELVETICA),
        ("not-a-report",),
    ),
    Beast(
        "script-and-launch.pdf",
        lambda: pdf(_report).replace(
            b"/Type /Catalog",
            b"/Type /Catalog /OpenAction <</S/JavaScript/JS(while\\(1\\){})>> /AA <</WC <</S/Launch/F(/bin/sh)>>>>",
        ),
        (READ, "broken"),
    ),
    Beast(
        "stream-elsewhere.pdf",
        lambda: one_page(b"<</Length 0/F(/etc/passwd)/FFilter/FlateDecode>>\nstream\n\nendstream"),
        ("scan-without-text",),
    ),
    Beast("encrypted.pdf", lambda: pdf(_report, encrypt=StandardEncryption("user")), ("encrypted",)),
    Beast(
        "encrypted-unknown.pdf",
        lambda: one_page(stream(b"")).replace(
            b"/Root 1 0 R", b"/Root 1 0 R/Encrypt<</Filter/Standard/V 99/R 99/O()/U()/P 0>>"
        ),
        ("encrypted", "broken"),
    ),
    Beast("header-alone.pdf", lambda: b"%PDF-1.7\n%%EOF", ("broken",)),
    Beast("end-of-file-a-million-times.pdf", lambda: b"%PDF-1.7\n" + b"1 0 obj endobj %%EOF\n" * 10**6, ("broken",)),
]
