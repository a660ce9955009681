"""What was read of an OFD file as a PDF, to be shown: its characters in the machine's font, and its lines."""

import math
import zlib
from collections.abc import Iterator

from shared.limits import Limits
from workers.extract.ofd import pages
from workers.extract.pdf_page import UNKNOWN, Char, Page, Rule, upright_to_page

_SYSTEM = b"<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
_SHAPE = b"/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 80"
_FONT = (  # one that is not in the file: whoever shows it has one for Chinese
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
    b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/FontDescriptor 5 0 R/CIDSystemInfo%s>>" % _SYSTEM,
    b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 4%s>>" % _SHAPE,
)
_FIRST = 3 + len(_FONT)  # number of the first page's object; each has another one for its content
_LARGEST = 14_400  # points of a page's side (ISO 32000, annex C)


def drawn(data: bytes, limits: Limits) -> bytes:
    """Return an OFD file as a PDF of as many pages. Refused or Unreadable as where it is read."""
    kids: list[bytes] = []
    parts: list[bytes] = []
    for index, page in enumerate(pages(data, limits)):
        number = _FIRST + 2 * index
        kids.append(b"%d 0 R" % number)
        parts += _page(page, number)
    return _file(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), len(kids)),
            *_FONT,
            *parts,
        ]
    )


def _page(page: Page, number: int) -> tuple[bytes, bytes]:
    """Return the objects of a page, of which the first has this number."""
    width, height = (min(side, _LARGEST) for side in (page.width, page.height))
    told = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width:.2f} {height:.2f}]/Resources<</Font<</F 3 0 R>>>>"
    told += f"/Contents {number + 1} 0 R>>"
    operators = [
        "0.5 w",
        *(_line(rule, height) for rule in page.rules),
        *(text for char in page.chars for text in _text(char, height)),
    ]
    content = zlib.compress("\n".join(operators).encode())
    return told.encode(), b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(content), content)


def _line(rule: Rule, height: float) -> str:
    return f"{rule.x0:.2f} {height - rule.top:.2f} m {rule.x1:.2f} {height - rule.bottom:.2f} l S"


def _text(char: Char, height: float) -> Iterator[str]:
    """Yield how a character is drawn: nothing for one that nobody knows, or beyond the font's plane."""
    if char.text == UNKNOWN or len(char.text) != 1 or ord(char.text) > 0xFFFF:  # noqa: PLR2004 - the first plane
        return
    x, y = upright_to_page(char.x0, char.y, char.turned)
    sine, cosine = math.sin(math.radians(char.turned)), math.cos(math.radians(char.turned))
    matrix = f"{cosine:.3f} {sine:.3f} {-sine:.3f} {cosine:.3f} {x:.2f} {height - y:.2f}"
    yield f"BT /F {char.size:.2f} Tf {matrix} Tm <{ord(char.text):04X}> Tj ET"


def _file(parts: list[bytes]) -> bytes:
    """Return a PDF of objects, numbered from 1."""
    told, places = [b"%PDF-1.4\n"], list[int]()
    for number, part in enumerate(parts, 1):
        places.append(sum(map(len, told)))
        told.append(b"%d 0 obj%s endobj\n" % (number, part))
    begin = sum(map(len, told))
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    told.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(parts) + 1, table))
    told.append(b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (len(parts) + 1, begin))
    return b"".join(told)
