"""Which pictures of a document are read, and what of them is taken."""

import io

import numpy as np
import pytest
from PIL import Image

from shared.document import Block, Cell, Paragraph, Picture, Table, Where
from shared.form import forms
from shared.limits import Limits
from workers.extract import pictures
from workers.extract.pictures import illustrated, lacks_table, pictured, selected, size

PROSE = Paragraph("本机关全年主动公开政府信息，依申请公开工作有序开展。" * 6, Where(paragraph=1))


def png(width: int, height: int) -> bytes:
    told = io.BytesIO()
    Image.fromarray(np.full((height, width), 255, np.uint8)).save(told, "PNG")
    return told.getvalue()


def picture(number: int, *, unread: str | None = None) -> Picture:
    return Picture(Where(picture=number), png(600, 300), 430.0, unread=unread)


def table(*labels: str, page: int | None = None) -> Table:
    rows = tuple((Cell(label, 0, Where(page=page, row=n)),) for n, label in enumerate(labels))
    return Table(rows, Where(page=page, table=1), aligned=True)


def form(*but: str) -> Block:
    labels = [
        label
        for each in forms()["gov_2021"].tables
        if each.key not in but
        for some in [*(row.labels for row in each.rows), *(cell.labels for cell in each.cells)]
        for label in some
    ]
    return table(*labels)


def test_a_picture_has_the_size_that_its_file_says() -> None:
    assert size(png(30, 20)) == (30, 20)
    assert size(b"\x89PNG nothing") is None


@pytest.mark.parametrize(
    ("pixels", "width", "large"),
    [((600, 300), 430.0, True), ((600, 30), 430.0, False), ((90, 90), 60.0, False), ((200, 100), 430.0, False)],
)
def test_seals_icons_lines_and_thumbnails_are_no_tables(pixels: tuple[int, int], width: float, large: bool) -> None:  # noqa: FBT001 - a case of the table
    assert (pictured(png(*pixels), width) is not None) is large


def test_a_wide_table_that_is_shown_small_is_as_wide_as_its_pixels_make_it() -> None:
    widths = [pictured(png(pixels, 900), 430.0) for pixels in (600, 1500, 9000)]
    assert [each.width for each in widths if each] == [430.0, 720.0, 842.0]


def test_a_text_tells_of_a_form_by_its_labels() -> None:
    def text(block: Block) -> str:
        return "".join(cell.text for row in block.rows for cell in row) if isinstance(block, Table) else block.text

    assert not lacks_table(text(form()))
    for missing in ("proactive", "applications", "review_litigation"):
        assert lacks_table(text(form(missing)) + text(PROSE))


def test_where_the_tables_are_text_no_picture_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "recognized", None)
    found = illustrated([PROSE, form(), picture(1)], Limits())
    assert found.blocks == (PROSE, form())
    assert not found.pictures


def test_pictures_beyond_the_limit_and_those_elsewhere_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "is_there", lambda: True)
    monkeypatch.setattr(pictures, "recognized", lambda some, *_, **__: (some, []))
    items = [PROSE, picture(1, unread="elsewhere"), *(picture(number) for number in range(2, 5))]
    found = illustrated(items, Limits(scanned_pages=2))
    assert [each.unread for each in found.pictures] == ["elsewhere", None, None, "too-many"]
    assert found.blocks == (PROSE,)


def test_tables_of_pictures_count_on_behind_those_of_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "is_there", lambda: True)
    monkeypatch.setattr(pictures, "recognized", lambda some, *_, **__: (some, [table("（一）予以公开", page=1)]))
    found = illustrated([PROSE, picture(1), table("别的")], Limits())
    read = found.blocks[1]
    assert isinstance(read, Table)
    assert read.where == Where(picture=1, table=2)
    assert read.rows[0][0].where == Where(picture=1, table=2, row=0)


def test_of_a_picture_in_a_text_tables_of_the_form_are_taken_and_of_a_page_everything() -> None:
    line, heading = Paragraph("图一", Where(page=1)), Paragraph("三、收到和处理政府信息公开申请情况", Where(page=1))
    other, formal = table("网站访问量", page=1), table("1.属于国家秘密", page=1)
    assert selected([line, other, formal], [PROSE]) == [formal]
    assert selected([heading, line, formal], [PROSE]) == [heading, line, formal]
    assert selected([heading, line, formal], [PROSE, heading]) == [formal]
    assert selected([line, other], [Paragraph("附件", Where())]) == [line, other]


def test_a_broken_picture_is_told_as_one() -> None:
    kept, blocks = pictures.recognized([Picture(Where(picture=1), b"\x89PNG", 430.0)], Limits(), whole=False)
    assert [each.unread for each in kept] == ["broken"]
    assert not blocks
