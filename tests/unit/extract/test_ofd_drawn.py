"""An OFD file is shown as it was read: PDFium finds its characters and lines where they stand."""

import pypdfium2
import pytest

from shared.errors import Unreadable
from shared.limits import Limits
from tests.unit.extract.ofd import ofd, page, path, text
from workers.extract.ofd import pages
from workers.extract.ofd_drawn import drawn
from workers.extract.pdf_pdfium import pages as of_pdf
from workers.gateway.picture import sizes

LIMITS = Limits()
PLAIN = text("规章12", 20, 40) + path("M 20 50 L 100 50")
TURNED = text("规章", 60, 60, attributes='CTM="0 -1 1 0 0 50"')


@pytest.mark.parametrize("content", [PLAIN, TURNED])
def test_what_is_drawn_stands_where_it_was_read(content: str) -> None:
    data = ofd(page(content))
    (read,), (shown,) = pages(data, LIMITS), of_pdf(drawn(data, LIMITS), LIMITS)
    assert (shown.width, shown.height) == pytest.approx((read.width, read.height), abs=0.1)
    assert [char.text for char in shown.chars] == [char.text for char in read.chars]
    for one, other in zip(shown.chars, read.chars, strict=True):
        assert (one.x0, one.y, one.turned) == pytest.approx((other.x0, other.y, other.turned), abs=0.5)
    for rule, own in zip(shown.rules, read.rules, strict=True):
        assert tuple(rule) == pytest.approx(tuple(own), abs=0.1)


def test_every_page_is_drawn_whatever_its_size() -> None:
    huge = "<ofd:Area><ofd:PhysicalBox>0 0 210 99999999</ofd:PhysicalBox></ofd:Area>"
    data = drawn(ofd(page(PLAIN), page("", huge), page(text("\U00020000"))), LIMITS)
    assert [round(height) for _, height in sizes(data)] == [842, 14400, 842]
    with pypdfium2.PdfDocument(data) as document:
        assert document[2].get_textpage().count_chars() == 0


def test_what_cannot_be_read_cannot_be_drawn() -> None:
    with pytest.raises(Unreadable, match="broken"):
        drawn(b"PK", LIMITS)
