"""Word documents are read as their reader sees them: merged cells once, tracked changes accepted, hidden text out."""

import io

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.document import Cell, Document, Paragraph, Table, Where
from shared.errors import Refused, Unreadable
from shared.limits import Limits
from tests.unit.extract.word import p, tbl, tc, tr, word
from workers.extract.docx import read_docx

LIMITS = Limits()


def paragraphs(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def read(body: str, **parts: str) -> Document:
    return read_docx(word(body, **parts), LIMITS)


def test_paragraphs_and_tables_come_in_body_order_with_their_places() -> None:
    made = docx.Document()
    made.add_paragraph("一、总体情况")
    table = made.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 1).text = "规章", "12"
    made.add_paragraph("")
    made.add_paragraph("五、存在的主要问题")
    stream = io.BytesIO()
    made.save(stream)
    found = read_docx(stream.getvalue(), LIMITS)
    assert found.blocks == (
        Paragraph("一、总体情况", Where(paragraph=1)),
        Table(
            (
                (
                    Cell("规章", 0, Where(table=1, row=1, column=1)),
                    Cell("", 1, Where(table=1, row=1, column=2)),
                ),
                (
                    Cell("", 0, Where(table=1, row=2, column=1)),
                    Cell("12", 1, Where(table=1, row=2, column=2)),
                ),
            ),
            Where(table=1),
            aligned=True,
        ),
        Paragraph("五、存在的主要问题", Where(paragraph=2)),
    )


def test_a_merged_cell_stands_once_with_its_spans_and_true_columns() -> None:
    made = docx.Document()
    table = made.add_table(3, 4)
    for row in range(3):
        for column in range(4):
            table.cell(row, column).text = f"{row}{column}"
    for first, last, text in (((0, 0), (2, 0), "三"), ((0, 1), (0, 3), "宽"), ((1, 2), (2, 3), "块")):
        table.cell(*first).merge(table.cell(*last)).text = text
    stream = io.BytesIO()
    made.save(stream)
    rows = tables(read_docx(stream.getvalue(), LIMITS))[0].rows
    assert [[(cell.text, cell.column, cell.row_span, cell.column_span) for cell in row] for row in rows] == [
        [("三", 0, 3, 1), ("宽", 1, 1, 3)],
        [("11", 1, 1, 1), ("块", 2, 2, 2)],
        [("21", 1, 1, 1)],
    ]


def test_cells_skipped_at_the_start_of_a_row_count_as_columns() -> None:
    found = read(tbl(tr(tc("a"), tc("b"), tc("c")), tr(tc("0"), tc("1"), properties='<w:gridBefore w:val="1"/>')))
    assert [cell.column for cell in tables(found)[0].rows[1]] == [1, 2]


def test_an_old_horizontal_merge_is_one_cell() -> None:
    merged = tr(tc("宽", properties='<w:hMerge w:val="restart"/>'), tc("", properties="<w:hMerge/>"), tc("7"))
    assert [(c.text, c.column, c.column_span) for c in tables(read(tbl(merged)))[0].rows[0]] == [
        ("宽", 0, 2),
        ("7", 2, 1),
    ]


def test_a_vertical_merge_without_a_beginning_is_a_cell_of_its_own() -> None:
    found = read(tbl(tr(tc("5", properties="<w:vMerge/>"), tc("6"))))
    assert texts(tables(found)[0]) == [["5", "6"]]


def test_lines_of_a_cell_are_joined_but_never_two_numbers() -> None:
    found = read(
        tbl(
            tr(
                tc("1.属于国家", "秘密"),
                tc("12", "34"),
                tc("-3", "-4"),
                tc("<w:p><w:r><w:t>5</w:t><w:br/><w:t>6</w:t></w:r></w:p>"),
            )
        )
    )
    assert texts(tables(found)[0]) == [["1.属于国家秘密", "12 34", "-3 -4", "5 6"]]


def test_runs_that_split_a_number_do_not_part_it() -> None:
    assert paragraphs(read(p("收到申请1", "2", "3件"))) == ["收到申请123件"]


def test_tracked_changes_are_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>申请</w:t></w:r><w:del><w:r><w:delText>11</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>12</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t>件</w:t></w:r></w:moveTo></w:p>"
    )
    assert paragraphs(read(body)) == ["申请12件"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    body = p("前半", properties="<w:rPr><w:del/></w:rPr>") + p("后半") + p("另一段")
    assert paragraphs(read(body)) == ["前半后半", "另一段"]


def test_deleted_and_hidden_rows_and_deleted_cells_are_out() -> None:
    body = tbl(
        tr(tc("删"), tc("1"), properties="<w:del/>"),
        tr(tc("隐"), tc("2"), properties="<w:hidden/>"),
        tr(tc("新"), tc("3"), tc("4", properties="<w:cellDel/>"), properties="<w:ins/>"),
    )
    assert texts(tables(read(body))[0]) == [["新", "3"]]


def test_hidden_struck_and_white_text_is_out_whether_marked_or_by_style() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="gone"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="base"><w:rPr><w:vanish w:val="1"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="derived"><w:basedOn w:val="base"/></w:style>'
    )
    runs = "".join(
        f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"
        for properties, text in (
            ("<w:vanish/>", "甲"),
            ('<w:vanish w:val="0"/>', "乙"),
            ('<w:rStyle w:val="gone"/>', "丙"),
            ("<w:strike/>", "戊"),
            ("<w:dstrike/>", "己"),
            ('<w:color w:val="FFFFFF"/>', "庚"),
            ('<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F4E79"/>', "辛"),
        )
    )
    body = f"<w:p>{runs}</w:p>" + p("丁", properties='<w:pStyle w:val="derived"/>')
    assert paragraphs(read(body, styles=styles)) == ["乙辛"]


def test_styles_that_are_based_on_each_other_end() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="b"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )
    assert paragraphs(read(p("甲", properties='<w:pStyle w:val="a"/>'), styles=styles)) == ["甲"]


def test_fields_show_their_result_and_not_their_code() -> None:
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    nested = (
        f"<w:p>{char.format('begin')}<w:r><w:instrText>IF </w:instrText></w:r>"
        f"{char.format('begin')}<w:r><w:instrText>X</w:instrText></w:r>{char.format('separate')}"
        f"<w:r><w:t>99</w:t></w:r>{char.format('end')}{char.format('separate')}<w:r><w:t>12</w:t></w:r>"
        f"{char.format('end')}<w:r><w:t>件</w:t></w:r></w:p>"
    )
    unfinished = f"<w:p>{char.format('begin')}<w:r><w:t>不见</w:t></w:r></w:p>" + p("见")
    assert paragraphs(read(nested + unfinished)) == ["12件", "见"]


def test_content_controls_links_and_text_boxes_are_read() -> None:
    body = (
        f"<w:sdt><w:sdtContent>{p('控件')}</w:sdtContent></w:sdt>"
        "<w:p><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>"
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:txbxContent>{p('框')}</w:txbxContent></mc:Choice>"
        f"<mc:Fallback><w:txbxContent>{p('框')}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:p>"
        f"<w:tbl><w:sdt><w:sdtContent>{tr(tc('甲'), tc('1'))}</w:sdtContent></w:sdt></w:tbl>"
    )
    found = read(body)
    assert paragraphs(found) == ["控件", "链接", "框"]
    assert texts(tables(found)[0]) == [["甲", "1"]]


def test_special_characters_are_told() -> None:
    body = (
        "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>c\u200bd</w:t>"
        '<w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:char="00B1"/><w:br/><w:t>下行</w:t></w:r></w:p>'
    )
    assert paragraphs(read(body)) == ["a\tb-cd\ufffd±", "下行"]


def test_a_raised_figure_is_no_digit_of_the_number() -> None:
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>3</w:t></w:r>'
    assert paragraphs(read(f"<w:p><w:r><w:t>12</w:t></w:r>{raised}<w:r><w:t>件</w:t></w:r></w:p>")) == ["12 3 件"]


def test_notes_and_comments_are_no_text() -> None:
    body = (
        '<w:p><w:commentRangeStart w:id="1"/><w:r><w:t>12</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r>'
        "<w:r><w:t>件</w:t></w:r></w:p>"
    )
    assert paragraphs(read(body)) == ["12件"]


def test_a_table_around_a_table_is_layout() -> None:
    inner = tbl(tr(tc("规章"), tc("0")))
    found = read(tbl(tr(tc("二、主动公开政府信息情况", inner, "其后"))))
    assert paragraphs(found) == ["二、主动公开政府信息情况", "其后"]
    assert [texts(table) for table in tables(found)] == [[["规章", "0"]]]


def test_a_row_of_prose_parts_a_table_and_the_rows_around_it_remain() -> None:
    prose = "本年度主动公开政府信息。" * 30
    span = '<w:gridSpan w:val="2"/>'
    found = read(tbl(tr(tc("规章"), tc("1")), tr(tc(prose, properties=span)), tr(tc("行政许可"), tc("2"))))
    assert [texts(table) for table in tables(found)] == [[["规章", "1"]], [["行政许可", "2"]]]
    assert paragraphs(found) == [prose]


def test_a_document_type_is_broken_and_its_entities_are_nobodys() -> None:
    document = (
        '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY y "秘密">]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>甲&x;&y;</w:t></w:r></w:p></w:body></w:document>"
    )
    with pytest.raises(Unreadable):
        read("", **{"word/document.xml": document})


def test_parts_that_lie_elsewhere_are_not_fetched() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    outside = "".join(
        f'<Relationship Id="{part}" Type="{kind}/{part}" Target="http://192.0.2.1/{part}" TargetMode="External"/>'
        for part in ("styles", "numbering")
    )
    relationships = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{outside}</Relationships>'
    )
    assert paragraphs(read(p("甲"), **{"word/_rels/document.xml.rels": relationships})) == ["甲"]


@pytest.mark.parametrize(
    "parts",
    [
        {"word/document.xml": "<w:document>"},
        {"word/document.xml": "<a/>"},
        {"word/document.xml": ""},
        {"_rels/.rels": "<a/>"},
        {"_rels/.rels": ""},
        {"[Content_Types].xml": "<a/>"},
        {"word/numbering.xml": "not xml"},
        {"word/document.xml": "<a>" * 300 + "</a>" * 300},
    ],
)
def test_a_broken_part_is_unreadable(parts: dict[str, str]) -> None:
    with pytest.raises(Unreadable) as unreadable:
        read(p("甲"), **parts)
    assert unreadable.value.reason.code == "broken"


def test_a_strict_document_is_refused_with_a_way_out() -> None:
    rels = '<Relationships><Relationship Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"/></Relationships>'
    with pytest.raises(Refused) as refused:
        read(p("甲"), **{"_rels/.rels": rels})
    assert refused.value.reason.code == "unsupported-format"


def test_a_document_with_macros_is_read() -> None:
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
    )
    assert paragraphs(read(p("甲"), **{"[Content_Types].xml": types})) == ["甲"]


@pytest.mark.parametrize("limits", [Limits(cells=3), Limits(text_characters=3)])
def test_more_than_the_limits_is_refused(limits: Limits) -> None:
    with pytest.raises(Refused) as refused:
        read_docx(word(tbl(tr(tc("甲"), tc("乙")), tr(tc("丙"), tc("丁")))), limits)
    assert refused.value.reason.code == "too-complex"


@given(st.lists(st.lists(st.tuples(st.integers(1, 3), st.booleans()), min_size=1, max_size=5), min_size=1, max_size=5))
def test_every_printed_text_is_read_once_whatever_the_merges(rows: list[list[tuple[int, bool]]]) -> None:
    count = 0
    markup, printed = [], []
    for row in rows:
        cells = []
        for span, goes_on in row:
            count += 1
            merge = "<w:vMerge/>" if goes_on else '<w:vMerge w:val="restart"/>'
            text = f"甲{count}"
            cells.append(tc("" if goes_on else text, properties=f'<w:gridSpan w:val="{span}"/>{merge}'))
            printed += [] if goes_on else [text]
        markup.append(tr(*cells))
    found = read(tbl(*markup))
    read_texts = [text for block in found.blocks for text in _texts(block)]
    assert sorted(filter(None, read_texts)) == sorted(printed)


def _texts(block: Paragraph | Table) -> list[str]:
    return [block.text] if isinstance(block, Paragraph) else [cell.text for row in block.rows for cell in row]
