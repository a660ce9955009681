"""PDF files are read in order, each piece with its place, or stopped with a reason."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader

from shared.document import Cell, Document, Paragraph, Table, Where
from shared.errors import Refused, Stop, Unreadable
from shared.limits import Limits
from tests.unit.extract.drawn import HEIGHT, WIDTH, Paper, pdf
from workers.extract.pdf import document, read_pdf
from workers.extract.pdf_page import Char, Page, Rule

LIMITS = Limits()
FULL = "本年度主动公开政府信息，通过政府网站公开，通过政务新媒体公开，合"  # as wide as the lines of the tests


def told(document: Document) -> list[str | list[list[str]]]:
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows]
        for block in document.blocks
    ]


def read(*pages: object, **options: object) -> list[str | list[list[str]]]:
    return told(read_pdf(pdf(*pages, **options), LIMITS))  # type: ignore[arg-type] # functions that draw


def picture(paper: Paper, share: float = 1.0) -> None:
    image = ImageReader(Image.new("RGB", (20, 20), "gray"))
    paper.canvas.drawImage(image, 0, 0, WIDTH, HEIGHT * share)


def test_paragraphs_and_tables_come_in_reading_order_with_their_places() -> None:
    def page(paper: Paper) -> None:
        paper.text(72, 300, "三、其后")
        paper.table(72, 120, [["规章", "12"], ["", "3"]])
        paper.text(72, 90, "二、其前")

    assert read_pdf(pdf(page), LIMITS) == Document(
        (
            Paragraph("二、其前", Where(page=1, bbox=(72.0, 79.7, 120.0, 91.7))),
            Table(
                (
                    (
                        Cell("规章", 0, Where(page=1, bbox=(72, 120, 172, 140), table=1, row=1, column=1)),
                        Cell("12", 1, Where(page=1, bbox=(172, 120, 272, 140), table=1, row=1, column=2)),
                    ),
                    (
                        Cell("", 0, Where(page=1, bbox=(72, 140, 172, 160), table=1, row=2, column=1)),
                        Cell("3", 1, Where(page=1, bbox=(172, 140, 272, 160), table=1, row=2, column=2)),
                    ),
                ),
                Where(page=1, bbox=(72, 120, 272, 160), table=1),
                aligned=True,
            ),
            Paragraph("三、其后", Where(page=1, bbox=(72.0, 289.7, 120.0, 301.7))),
        ),
        pages=1,
    )


def test_a_sentence_goes_on_over_lines_and_pages() -> None:
    def first(paper: Paper) -> None:
        paper.text(96, 700, "（一）" + FULL[:-5])
        paper.text(72, 720, FULL)

    def second(paper: Paper) -> None:
        paper.text(72, 90, "计303条。")
        paper.text(96, 110, "（二）另一段。")

    assert read(first, second) == [f"（一）{FULL[:-5]}{FULL}计303条。", "（二）另一段。"]


def test_a_table_on_two_pages_is_two_tables_with_nothing_between() -> None:
    def first(paper: Paper) -> None:
        paper.table(72, 700, [["甲", "1"], ["乙", "2"]])
        paper.text(285, 800, "— 1 —")

    def second(paper: Paper) -> None:
        paper.text(250, 50, "某镇年度报告")
        paper.table(72, 80, [["丙", "3"], ["丁", "4"]])
        paper.text(285, 800, "— 2 —")

    def third(paper: Paper) -> None:
        paper.text(250, 50, "某镇年度报告")
        paper.table(72, 80, [["戊", "5"]])
        paper.text(285, 800, "— 3 —")

    found = read_pdf(pdf(first, second, third), LIMITS)
    assert told(found) == [[["甲", "1"], ["乙", "2"]], [["丙", "3"], ["丁", "4"]], [["戊", "5"]]]
    last = found.blocks[-1]
    assert isinstance(last, Table)
    assert last.rows[0][1].where.page == 3
    assert last.rows[0][1].where.table == 3


def test_lines_of_a_cell_are_joined_but_never_two_numbers() -> None:
    def page(paper: Paper) -> None:
        paper.lines([72, 140, 240], [100, 140])
        paper.text(76, 114, "本年度办", 10)
        paper.text(76, 130, "理结果", 10)
        paper.text(150, 114, "12", 10)
        paper.text(150, 130, "34", 10)

    assert read(page) == [[["本年度办理结果", "12 34"]]]


def test_an_encrypted_file_is_refused_and_one_that_opens_without_password_is_read() -> None:
    def page(paper: Paper) -> None:
        paper.text(72, 90, "一、总体情况")

    with pytest.raises(Refused) as refused:
        read(page, encrypt=StandardEncryption("user", ownerPassword="owner"))
    assert refused.value.reason.code == "encrypted"
    assert read(page, encrypt=StandardEncryption("", ownerPassword="owner")) == ["一、总体情况"]


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.9, 0.99])
def test_a_file_that_was_cut_off_is_broken_even_where_a_viewer_would_show_some_of_it(keep: float) -> None:
    data = pdf(*[lambda paper: paper.text(72, 90, "一、总体情况")] * 5)
    with pytest.raises(Unreadable) as unreadable:
        read_pdf(data[: int(len(data) * keep)], LIMITS)
    assert unreadable.value.reason.code == "broken"


@pytest.mark.parametrize("data", [b"%PDF-1.7\n%%EOF", b"%PDF-1.7\n" + bytes(range(256)) * 20 + b"%%EOF"])
def test_what_only_begins_like_a_pdf_is_broken(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read_pdf(data, LIMITS)


def test_what_a_server_appended_does_no_harm() -> None:
    data = pdf(lambda paper: paper.text(72, 90, "一、总体情况"))
    assert told(read_pdf(data + b"\r\n<!-- cached -->\0\0\0", LIMITS)) == ["一、总体情况"]


@pytest.fixture
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workers.extract.scan.is_there", lambda: False)


@pytest.mark.usefixtures("without_ocr")
def test_a_cell_that_lost_a_border_in_a_scan_leaves_the_table_one() -> None:
    rules = [Rule(50, y, 250, y) for y in (50, 90, 110)] + [Rule(x, 50, x, 110) for x in (50, 250)]
    rules += [Rule(100, 70, 200, 70), *(Rule(x, 70, x, 90) for x in (100, 150, 200)), Rule(150, 90, 150, 110)]
    chars = [Char(text, x, x + 8, y, 8) for text, x, y in (("合", 60, 64), ("计", 220, 64), ("3", 60, 104))]
    page = Page(1, 300, 300, chars, rules, recognized=True)
    assert all(isinstance(block, Table) for block in document([page], LIMITS).blocks)


def test_pages_without_text_are_a_scan() -> None:
    with pytest.raises(Refused) as refused:
        read(picture, picture)
    assert refused.value.reason.code == "scan-without-text"
    assert "2" in refused.value.reason.message.en
    assert "nianbao[ocr]" in refused.value.reason.message.zh


@pytest.mark.usefixtures("without_ocr")
def test_a_page_number_stamped_on_pictures_is_still_a_scan() -> None:
    def page(paper: Paper) -> None:
        picture(paper)
        paper.text(280, 800, "- 1 -")

    with pytest.raises(Refused) as refused:
        read(page)
    assert refused.value.reason.code == "scan-without-text"


def test_a_text_with_pictures_is_a_text() -> None:
    def page(paper: Paper) -> None:
        picture(paper, 0.4)
        paper.text(72, 90, "一、总体情况")

    assert read(page) == ["一、总体情况"]


def test_an_empty_file_of_pages_holds_nothing_to_read() -> None:
    with pytest.raises(Refused):
        read(lambda _: None)


@pytest.mark.parametrize("limits", [Limits(pages=1), Limits(text_characters=10), Limits(cells=3)])
def test_more_than_the_limits_is_refused(limits: Limits) -> None:
    def page(paper: Paper) -> None:
        paper.text(72, 90, "一、总体情况")
        paper.table(72, 120, [["规章", "12"]])

    with pytest.raises(Refused) as refused:
        read_pdf(pdf(page, page), limits)
    assert refused.value.reason.code == "too-complex"


def test_fonts_that_do_not_say_what_they_show_are_refused() -> None:
    data = pdf(lambda paper: paper.text(72, 90, "\ue001\ue002\ue003\ue004"))
    with pytest.raises(Refused) as refused:
        read_pdf(data, LIMITS)
    assert refused.value.reason.code == "unmapped-fonts"


@settings(max_examples=40)
@given(st.data())
def test_a_damaged_file_is_read_or_stopped_with_a_reason(data: st.DataObject) -> None:
    whole = bytearray(pdf(lambda paper: paper.table(72, 120, [["规章", "12"]]), pageCompression=0))
    for _ in range(data.draw(st.integers(1, 5))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = read_pdf(bytes(whole), LIMITS)
    except Stop as stop:
        assert stop.reason.message.zh  # noqa: PT017 - either ending will do
    else:
        assert found.pages


@settings(max_examples=30)
@given(
    st.lists(st.lists(st.integers(-99_999, 9_999_999), min_size=2, max_size=4), min_size=1, max_size=6).filter(
        lambda rows: len(set(map(len, rows))) == 1
    )
)
def test_every_number_is_read_in_its_own_cell(rows: list[list[int]]) -> None:
    texts = [[str(number) for number in row] for row in rows]
    assert read(lambda paper: paper.table(72, 120, texts)) == [texts]


def test_a_page_with_more_characters_than_the_limit_is_refused() -> None:
    def page(paper: Paper) -> None:
        for place in range(300):
            paper.text(72, 90 + 2 * place, "公" * 100, 1)

    with pytest.raises(Refused) as refused:
        read_pdf(pdf(page), Limits(text_characters=1_000))
    assert refused.value.reason.code == "too-complex"
