"""Of a web page the report remains, and what the site prints of it becomes metadata."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.document import Document, Paragraph, Table, Where
from shared.errors import Refused, Stop
from shared.form import forms
from shared.limits import Limits
from workers.extract.html import read_html

LIMITS = Limits()
TITLE = "青溪县白石镇2023年政府信息公开工作年度报告"
REPORT = """
<p>一、总体情况</p><p>本年度主动公开政府信息303条。</p>
<p>二、主动公开政府信息情况</p>
<table><tr><td>信息内容</td><td>本年制发件数</td></tr><tr><td>规章</td><td>0</td></tr></table>
<p>三、收到和处理政府信息公开申请情况</p>
<table><tr><td>一、本年新收政府信息公开申请数量</td><td>12</td></tr></table>
<p>四、政府信息公开行政复议、行政诉讼情况</p>
<p>五、存在的主要问题及改进情况</p><p>公开的内容还不够细。</p>
<p>六、其他需要报告的事项</p><p>无。</p>
"""
LINKS = "".join(
    f"<li><a href='/{number}'>{text}</a></li>"
    for number, text in enumerate(["首页", "政府信息公开年报", "依申请公开", "行政复议", "主动公开目录"])
)


def read(page: str) -> Document:
    return read_html(page.encode(), LIMITS)


def told(document: Document) -> list[str | list[list[str]]]:
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows]
        for block in document.blocks
    ]


def rows(markup: str) -> list[list[str]]:
    table = next(block for block in read(markup).blocks if isinstance(block, Table))
    return [[cell.text for cell in row] for row in table.rows]


PLAIN = [TITLE, *told(read(f"<body>{REPORT}</body>"))]


def test_a_bare_report_is_told_in_order_with_its_places() -> None:
    assert PLAIN == [
        TITLE,
        "一、总体情况",
        "本年度主动公开政府信息303条。",
        "二、主动公开政府信息情况",
        [["信息内容", "本年制发件数"], ["规章", "0"]],
        "三、收到和处理政府信息公开申请情况",
        [["一、本年新收政府信息公开申请数量", "12"]],
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "公开的内容还不够细。",
        "六、其他需要报告的事项",
        "无。",
    ]
    found = read(REPORT)
    tables = [block for block in found.blocks if isinstance(block, Table)]
    assert tables[1].rows[0][1].where == Where(table=2, row=1, column=2)
    assert tables[1].aligned
    assert found.blocks[4].where == Where(paragraph=4)


@pytest.mark.parametrize(
    "page",
    [
        # divisions
        f"""<div class=top><ul>{LINKS}</ul></div>
        <div>当前位置：<a href=/>首页</a> &gt; <a href=/n>政府信息公开年报</a></div>
        <div class=side><ul>{LINKS}</ul></div><div class=main><h1>{TITLE}</h1><div>来源：白石镇　浏览次数：21</div>
        <div id=zoom>{REPORT}<p><a href=a.docx>附件：年报</a></p></div><div>【<a href=#>打印</a>】【关闭】</div></div>
        <div>主办：某办公室</div><div>版权所有</div>""",
        # a list of other reports with their days
        f"""<div class=left><ul><li><span>2022-01-16</span><a href=/1>{TITLE.replace("2023", "2021")}</a></li>
        <li><a href=/2>另一镇2022年政府信息公开工作年度报告</a> [2023-01-18]</li></ul></div>
        <div><h1>{TITLE}</h1>{REPORT}</div>""",
        # layout tables
        f"""<table><tr><td colspan=2><table><tr><td><a href=/>首页</a></td><td>周一</td></tr></table></td></tr>
        <tr><td>栏目导航</td><td><table><tr><td>{TITLE}</td></tr><tr><td>点击：33</td></tr><tr><td>{REPORT}</td></tr>
        <tr><td>【打印】【关闭】</td></tr></table></td></tr><tr><td>网站标识码：1</td></tr></table>""",
        # tools, counters and neighbours inside the content
        f"""<div><p>{TITLE}</p><p>字号：大 中 小</p>{REPORT}<p>分享到：微信 微博</p><p>上一篇：别处的年报</p>
        <p>责任编辑：某人</p><p>赣ICP备1号</p><ul>{LINKS}</ul></div>""",
        # what nobody sees
        f"""<html><head><title>x</title><style>p{{}}</style></head><body>
        <script>document.write("<p>一、总体情况</p>")</script><!-- 一、总体情况 -->
        <div style="display: none">二、主动公开政府信息情况</div>
        <p hidden>三、其他</p><noscript>无</noscript><h2>{TITLE}</h2>
        <textarea>四</textarea>
        <select><option>五</option></select>{REPORT}</body></html>""",
    ],
)
def test_the_site_around_a_report_is_left_out(page: str) -> None:
    assert told(read(page)) == PLAIN


def test_a_page_in_one_table_gives_its_headings_and_its_tables() -> None:
    prose = "本镇围绕群众关心的事项主动公开各类信息，及时更新栏目，加强审核，规范流程。" * 8
    page = (
        f"<table><tr><td colspan=2>{TITLE}</td></tr><tr><td colspan=2>一、总体情况</td></tr>"
        f"<tr><td colspan=2>{prose}</td></tr><tr><td colspan=2>二、主动公开政府信息情况</td></tr>"
        "<tr><td>规章</td><td>3</td></tr><tr><td>行政许可</td><td>4</td></tr>"
        f"<tr><td colspan=2>五、存在的主要问题及改进情况</td></tr><tr><td colspan=2>{prose}</td></tr></table>"
    )
    assert told(read(page))[1:] == [
        "一、总体情况",
        prose,
        "二、主动公开政府信息情况",
        [["规章", "3"], ["行政许可", "4"]],
        "五、存在的主要问题及改进情况",
        prose,
    ]


def test_metadata_comes_from_the_head_and_from_what_the_site_prints() -> None:
    page = (
        f"<head><title>{TITLE}_某县人民政府</title><meta name=pubdate content='2024-01-18'>"
        "<meta name=ContentSource content=白石镇><meta name=author content=某人></head>"
        "<table><tr><td>索&nbsp;引&nbsp;号：</td><td>Q01-2024</td><td>发文机关</td><td>白石镇人民政府</td></tr></table>"
        f"<h1>{TITLE}</h1><p>成文日期：2024-01-15　浏览次数：3</p><div>{REPORT}</div>"
    )
    found = read(page)
    assert found.metadata == {
        "title": f"{TITLE}_某县人民政府",
        "PubDate": "2024-01-18",
        "ContentSource": "白石镇",
        "索引号": "Q01-2024",
        "发文机关": "白石镇人民政府",
        "成文日期": "2024-01-15",
    }
    assert told(found) == PLAIN


def test_fields_inside_the_content_are_moved_into_the_metadata() -> None:
    table = "<table><tr><td>索引号</td><td>Q01</td></tr><tr><td>成文日期</td><td>2024-01-15</td></tr></table>"
    found = read(f"<div><h1>{TITLE}</h1>{table}<p>发布日期：2024-01-18</p>{REPORT}</div>")
    assert found.metadata == {"索引号": "Q01", "成文日期": "2024-01-15", "发布日期": "2024-01-18"}
    assert told(found) == PLAIN


def test_a_linked_heading_is_a_heading_unless_it_also_stands_unlinked() -> None:
    linked = REPORT.replace("<p>一、总体情况</p>", "<p><a href=#1>一、总体情况</a></p>")
    assert told(read(f"<p>{TITLE}</p>{linked}")) == PLAIN
    contents = "<p><a href=#1>一、总体情况</a></p><p><a href=#2>二、主动公开政府信息情况</a></p>"
    assert told(read(f"<p>{TITLE}</p>{contents}{REPORT}")) == PLAIN
    marked_up = REPORT.replace("<p>一、总体情况</p>", "<h2><a href=/1>一、总体情况</a></h2>")
    analysis = "<p>一、总体情况</p><p>另附分析。</p>"
    assert told(read(f"<p>{TITLE}</p>{marked_up}{analysis}")) == [*PLAIN, "一、总体情况", "另附分析。"]


def test_a_text_that_only_scripts_reveal_is_read() -> None:
    assert told(read(f"<h1>{TITLE}</h1><div style='display:none'>{REPORT}</div>")) == PLAIN


def test_what_is_hidden_in_a_text_that_only_scripts_reveal_stays_hidden() -> None:
    tables = f"<table>{ROWS}</table>".replace("<td>1</td>", "<td><b style='display:none'>9</b>1</td>")
    page = f"<h1>{TITLE}</h1><div style='visibility:hidden'>{REPORT}{tables}</div>"
    last = told(read(page))[-1]
    assert [row[1] for row in last] == ["1"] * len(LABELS)


def test_the_title_above_and_the_day_beside_it_are_the_reports_though_they_stand_apart() -> None:
    town, rest = TITLE[:6], TITLE[6:]
    page = f"<div><h1>{town}<br>{rest}</h1><p><span>2024-01-18</span><span>白石镇</span></p></div><div>{REPORT}</div>"
    found = read(page)
    assert told(found) == [town, rest, *PLAIN[1:]]
    assert found.metadata == {"PubDate": "2024-01-18"}


LABELS = [row.labels[-1] for row in forms()["gov_2021"].table("applications").rows]
ROWS = "".join(f"<tr><td>{label}</td><td>1</td></tr>" for label in LABELS)
PANE = f"<h3>三、收到和处理政府信息公开申请情况</h3><table>{ROWS}</table>"


def test_the_panes_of_a_page_that_are_hidden_are_read_where_only_they_hold_the_tables() -> None:
    page = f"<h1>{TITLE}</h1><div><p>一、总体情况</p><p>有序推进。</p></div><div style='display:none'>{PANE}</div>"
    document = read(page)
    assert [block for block in document.blocks if isinstance(block, Table)]
    assert told(document)[:3] == [TITLE, "一、总体情况", "有序推进。"]


@pytest.mark.parametrize("shown", [f"<div>{PANE}</div>", f"<p>一、总体情况</p><div hidden>{PANE}</div>"])
def test_a_hidden_copy_is_not_read(shown: str) -> None:
    tables = [block for block in read(f"{shown}<div hidden>{PANE}</div>").blocks if isinstance(block, Table)]
    assert len(tables) == ("<div>" in shown)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<td><span>1</span><span>2</span><b>3</b></td>", "123"),
        ("<td>1<br>2</td>", "1 2"),
        ("<td><p>1</p><p>2</p></td>", "1 2"),
        ("<td>12<sup>1</sup></td>", "12 1"),
        ("<td><del>11</del>12</td>", "12"),
        ("<td>&nbsp;</td>", ""),
        ("<td>&amp;nbsp;</td>", ""),
        ("<td>1&amp;nbsp2&amp;amp</td>", "1\xa02&amp"),
        ("<td></td>", ""),
        ("<td>&nbsp;0&nbsp;</td>", "0"),
        ("<td>商业&nbsp;企业</td>", "商业\xa0企业"),
        ("<td>本年度办<br/>理结果</td>", "本年度办理结果"),
        ("<td>本年度办\n   理结果</td>", "本年度办理结果"),
        ("<td>12\n34</td>", "12 34"),
        ("<td><p class=MsoNormal><span lang=EN-US>1</span><span>2<o:p></o:p></span></p></td>", "12"),
        ("<td><![if !supportLists]>一、<![endif]>甲</td>", "一、甲"),
        ("<td><table><tr><td>7</td></tr></table></td>", "7"),
        ("<td><a href=x>8</a></td>", "8"),
        ("<td>7<span style='mso-hide:all'>9</span></td>", "7"),
    ],
)
def test_the_text_of_a_cell_is_what_is_seen(cell: str, text: str) -> None:
    assert rows(f"<table><tr><td>规章</td>{cell}</tr></table>") == [["规章", text]]


def test_spans_make_one_grid() -> None:
    page = (
        "<table><tr><td rowspan=2>甲</td><td colspan='2'>乙</td><td rowspan='0'>丙</td></tr>"
        "<tr><td>1</td><td>2</td></tr><tr><td colspan=3>丁</td></tr></table>"
    )
    table = next(block for block in read(page).blocks if isinstance(block, Table))
    assert [[(c.text, c.column, c.row_span, c.column_span) for c in row] for row in table.rows] == [
        [("甲", 0, 2, 1), ("乙", 1, 1, 2), ("丙", 3, 3, 1)],
        [("1", 1, 1, 1), ("2", 2, 1, 1)],
        [("丁", 0, 1, 3)],
    ]


@pytest.mark.parametrize(
    "markup",
    [
        "<table><tr><td>规章<td>1<tr><td>许可<td>2</table>",
        "<table><tbody><b><tr><td>规章</td><td>1</td></tr></b><form><tr><th>许可</th><td>2</td></tr></form></table>",
        "<table><tr><td>规章</td><td>1</td></tr><tr hidden><td>藏</td></tr><tr><td>许可</td><td>2</td></tr></table>",
    ],
)
def test_careless_markup_still_gives_the_rows(markup: str) -> None:
    assert rows(markup) == [["规章", "1"], ["许可", "2"]]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "iso-8859-1"])
def test_the_declared_encoding_may_be_wrong(encoding: str, declared: str) -> None:
    page = f"<meta http-equiv=Content-Type content='text/html; charset={declared}'><h1>{TITLE}</h1>{REPORT}"
    found = read_html(page.encode(encoding), LIMITS)
    assert told(found) == PLAIN
    assert (found.encoding or "").startswith(encoding)


def test_a_picture_inside_the_page_does_not_count_as_text() -> None:
    picture = "<img src='data:image/png;base64," + "A" * 50_000 + "'>"
    found = read_html(f"<h1>{TITLE}</h1>{picture}{REPORT}".encode(), Limits(text_characters=10_000))
    assert told(found) == PLAIN


@pytest.mark.parametrize("tag", ["div", "b", "span", "table><tr><td", "blockquote"])
def test_nesting_beyond_the_limit_is_refused_not_cut(tag: str) -> None:
    with pytest.raises(Refused) as refused:
        read(f"<{tag}>" * 5_000 + "一、总体情况")
    assert refused.value.reason.code == "too-complex"


def test_sentences_stay_where_a_footer_runs_on_behind_them() -> None:
    footer = "版权所有：云溪县 网站标识码：3301000012"
    document = read(f"<p>一、总体情况</p><p>六、其他需要报告的事项</p><p>未收取费用。{footer}</p><p>{footer}</p>")
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)][2:] == ["未收取费用。"]


def test_deep_nesting_within_the_limit_is_read_to_the_bottom() -> None:
    assert told(read("<div>" * 900 + "一、总体情况")) == ["一、总体情况"]


@pytest.mark.parametrize("limits", [Limits(cells=3), Limits(text_characters=60)])
def test_more_than_the_limits_is_refused(limits: Limits) -> None:
    with pytest.raises(Refused) as refused:
        read_html(b"<p>1234567890</p>" * 4 + b"<table><tr><td>1<td>2<tr><td>3<td>4</table>", limits)
    assert refused.value.reason.code == "too-complex"


PIECES = (
    "<table> </table> <tr> </tr> <td> <td_rowspan=3> <td_colspan=9999> </td> <p> </p> <a_href=x> </a> <div> </div> "
    "<br> <b> <pre> 甲 12 \n <sup> 一、总体情况 索引号： <script> <!--"
)
markup = st.lists(st.sampled_from([piece.replace("_", " ") for piece in PIECES.split(" ")]), max_size=40)


@given(markup)
def test_any_markup_is_read_and_no_two_cells_of_a_row_share_a_column(pieces: list[str]) -> None:
    try:
        found = read("".join(pieces))
    except Stop:
        return
    for block in found.blocks:
        for row in block.rows if isinstance(block, Table) else ():
            columns = [cell.column for cell in row]
            assert columns == sorted(set(columns))


@pytest.mark.parametrize("layout", ["flex", "inline-flex", "grid"])
def test_what_a_box_lays_out_beside_each_other_stands_apart(layout: str) -> None:
    box = f"<div style='width:1px; display: {layout}'><span>规章</span><span>1</span><span>4<b>5</b></span></div>"
    assert told(read(f"<p>一、总体情况</p>{box}")) == ["一、总体情况", "规章", "1", "45"]


@pytest.mark.parametrize(
    "mark", ["style='width:8em;display: inline-block'", "style='float:left; width:20%'", "role=gridcell"]
)
def test_boxes_of_a_width_in_a_line_stand_apart(mark: str) -> None:
    row = f"<p><span {mark}>规章</span> <span {mark}>1</span><span {mark}>4<b>5</b></span></p>"
    assert told(read(f"<p>一、总体情况</p>{row}")) == ["一、总体情况", "规章", "1", "45"]


def test_a_box_inside_of_a_sentence_is_part_of_it() -> None:
    box = "<span style='display:inline-block;width:2em'>12</span>"
    assert told(read(f"<p>公开{box}条，办结{box}件</p>")) == ["公开12条，办结12件"]
