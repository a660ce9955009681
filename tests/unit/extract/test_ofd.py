"""OFD files are read as programs write them; what is none says so."""

import pytest

from shared.document import Document, Paragraph, Table
from shared.errors import Refused, Stop, Unreadable
from shared.limits import Limits
from tests.unit.extract.ofd import document, ofd, packed, page, path, text
from workers.extract.ofd import read_ofd

LIMITS = Limits()


def told(found: Document) -> list[str | list[list[str]]]:
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows]
        for block in found.blocks
    ]


GRID = "".join(
    [
        *(path(f"M 20 {y} L 100 {y}") for y in (30, 40, 50)),
        *(path(f"M {x} 30 L {x} 50") for x in (20, 60, 100)),
        *(text(each, x, y) for each, x, y in (("规章", 22, 37), ("12", 70, 37), ("许可", 22, 47), ("3", 70, 47))),
    ]
)


def test_lines_and_characters_are_tables_and_paragraphs_with_their_places() -> None:
    found = read_ofd(ofd(page(text("南浦镇年报") + GRID)), LIMITS)
    assert told(found) == ["南浦镇年报", [["规章", "12"], ["许可", "3"]]]
    (table,) = (block for block in found.blocks if isinstance(block, Table))
    assert (found.pages, table.rows[0][1].where.page) == (1, 1)
    assert table.rows[0][1].where.bbox == pytest.approx((170.1, 85.0, 283.5, 113.4), abs=0.1)  # points


@pytest.mark.parametrize(
    ("location", "stored"),
    [
        ("Pages/P/Content.xml", "Doc_0/Pages/P/Content.xml"),
        ("/Doc_0/Pages/P/Content.xml", "Doc_0/Pages/P/Content.xml"),
        ("../Else/Content.xml", "Else/Content.xml"),
        ("pages/p/CONTENT.xml", "Doc_0/Pages/P/Content.xml"),
        ("Pages/P/Content.xml", "/Doc_0/Pages/P/Content.xml"),
    ],
)
def test_parts_are_found_wherever_they_are(location: str, stored: str) -> None:
    data = ofd(**{"Doc_0/Document.xml": document(location), stored: page(text("年报"))})
    assert told(read_ofd(data, LIMITS)) == ["年报"]


def test_what_a_template_prints_below_a_page_is_read_with_it() -> None:
    template = '<ofd:CommonData><ofd:TemplatePage ID="7" BaseLoc="Tpl.xml"/></ofd:CommonData>'
    named = page(text("正文", y=40), '<ofd:Template TemplateID="7"/>')
    parts = {"Doc_0/Document.xml": document("P.xml", before=template), "Doc_0/P.xml": named}
    assert told(read_ofd(ofd(**parts, **{"Doc_0/Tpl.xml": page(text("页眉"))}), LIMITS)) == ["页眉", "正文"]


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"OFD.xml": "<ofd"}, "OFD.xml"),
        ({"Doc_0/Document.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}, "document type"),
        ({"Doc_0/Document.xml": document("gone.xml")}, "Doc_0/gone.xml is missing"),
        ({"Doc_0/Pages/Page_0/Content.xml": ""}, "Content.xml"),
    ],
)
def test_a_broken_part_is_named(parts: dict[str, str], said: str) -> None:
    with pytest.raises(Unreadable, match="broken") as stop:
        read_ofd(ofd(page(GRID), **parts), LIMITS)
    assert said in stop.value.reason.message.en


@pytest.mark.parametrize(
    ("data", "limits", "code"),
    [
        (ofd(page(GRID), **{"Encryptions.xml": "<a/>"}), LIMITS, "encrypted"),
        (ofd(page(GRID), page(GRID)), Limits(pages=1), "too-complex"),
        (ofd(page(text("字" * 50))), Limits(text_characters=49), "too-complex"),
        (ofd(page('<ofd:ImageObject Boundary="0 0 210 297"/>')), LIMITS, "scan-without-text"),
        (ofd(page("")), LIMITS, "scan-without-text"),
    ],
)
def test_what_is_not_read_is_refused_with_its_reason(data: bytes, limits: Limits, code: str) -> None:
    with pytest.raises(Refused, match=code):
        read_ofd(data, limits)


def test_a_file_without_pages_is_no_report() -> None:
    with pytest.raises(Stop):
        read_ofd(packed({"OFD.xml": "<a/>"}), LIMITS)
