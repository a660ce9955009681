import io

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from shared.document import Picture, Where
from tests.unit.extract.test_pictures import png
from workers.extract.docx_pictures import pictures

FILL = "{http://schemas.openxmlformats.org/drawingml/2006/picture}blipFill"


def drawn(width: int, data: bytes, crop: str = "") -> list[Picture]:
    """Return what is found of a picture that Word shows so wide (points)."""
    document = Document()
    document.add_picture(io.BytesIO(data), width=Pt(width))
    shown = list(document.element.iter(FILL))
    if crop:
        cut = shown[0].makeelement(qn("a:srcRect"), {"t": crop})
        shown[0].insert(1, cut)
    return list(pictures(shown, document.part))


def test_a_picture_is_as_wide_as_it_is_shown() -> None:
    (found,) = drawn(430, png(600, 300))
    assert found == Picture(Where(), png(600, 300), 430.0)


def test_small_pictures_are_none() -> None:
    assert not drawn(60, png(600, 600))


def test_what_is_cropped_is_not_shown() -> None:
    (found,) = drawn(430, png(600, 300), crop="25000")
    assert found.crop == (0.0, 0.25, 0.0, 0.0)


def test_a_picture_that_is_elsewhere_is_told() -> None:
    document = Document()
    document.add_picture(io.BytesIO(png(600, 300)), width=Pt(430))
    (relation,) = [each for each in document.part.rels.values() if "image" in each.reltype]
    relation._is_external = True  # noqa: SLF001 - python-docx writes no linked pictures
    (found,) = pictures(list(document.element.iter(FILL)), document.part)
    assert (found.data, found.unread) == (b"", "elsewhere")
