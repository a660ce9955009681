"""A whole report from its blocks."""

import pytest

from shared.document import Block, Cell, Document, Paragraph, Table, Where
from shared.errors import Refused
from shared.form import form_of, forms
from workers.normalize import normalize

BODY = [
    "索引号：A01/2024-001",
    "发布日期：2024-01-09",
    "云溪县青石镇2023年政府信息公开工作年度报告",
    "统计期限自2023年1月1日起至12月31日止。",
    "一、总体情况",
    "全镇公开信息20条。",
    "二、主动公开政府信息情况",
    "五、存在的主要问题及改进情况",
    "联系人手机13812345678。",
    "六、其他需要报告的事项",
    "未收取信息处理费。",
    "附件：统计表",
    "填报人电话13912345678",
]


def paragraphs(*lines: str) -> list[Block]:
    return [Paragraph(line, Where(line=i)) for i, line in enumerate(lines, 1)]


def test_prose_goes_to_its_section_with_a_place_for_every_line() -> None:
    report = normalize(Document(tuple(paragraphs(*BODY))))
    assert report.sections["overview"].text == "全镇公开信息20条。"
    assert report.sections["overview"].places == (Where(line=6),)
    assert list(report.sections) == ["overview", "proactive", "problems", "other_matters"]
    assert report.preamble is not None
    assert report.preamble.text.splitlines()[-1] == BODY[3]
    assert report.appendix is not None
    assert report.appendix.text.startswith("附件")
    assert (report.published, report.year, report.publisher) == ("2024-01-09", 2023, "云溪县青石镇")


def test_a_column_of_the_site_without_a_year_is_no_title_beside_one_with_its_year() -> None:
    titles = ("云溪县人民政府政府信息公开年报", "云溪县青石镇2023年度政府信息公开工作情况报告")
    report = normalize(Document(tuple(paragraphs(*titles, *BODY[3:]))))
    assert (report.title, report.publisher) == (titles[1], "云溪县青石镇")
    alone = normalize(Document(tuple(paragraphs(titles[0], *BODY[3:]))))
    assert alone.title == titles[0]


def test_what_stands_under_a_repeated_heading_is_not_lost() -> None:
    report = normalize(Document(tuple(paragraphs(*BODY[:6], "一、总体情况", "再公开5条。", *BODY[6:]))))
    assert report.sections["overview"].text == "全镇公开信息20条。\n再公开5条。"
    assert [heading.section for heading in report.headings].count("overview") == 2


def test_personal_data_is_noted_and_nowhere_kept() -> None:
    report = normalize(Document(tuple(paragraphs(*BODY))))
    assert [(data.kind, data.masked) for data in report.personal_data] == [
        ("mobile", "138****5678"),
        ("mobile", "139****5678"),
    ]
    assert "13812345678" not in repr(report)
    assert "13912345678" not in repr(report)


def test_without_tables_every_key_of_the_form_that_is_due_is_missing() -> None:
    report = normalize(Document(tuple(paragraphs(*BODY))))
    assert report.form == "gov_2021"
    assert (report.coverage.expected, report.coverage.mapped) == (200, 0)


def test_a_table_that_is_no_forms_is_prose() -> None:
    row = tuple(Cell(text, i, Where(row=1, column=i + 1)) for i, text in enumerate(["栏目", "条数"]))
    blocks = [*paragraphs(*BODY[:6]), Table((row,), Where(table=1), aligned=True), *paragraphs(*BODY[6:])]
    assert normalize(Document(tuple(blocks))).sections["overview"].text == "全镇公开信息20条。\n栏目 条数"


def test_what_is_no_report_is_refused_with_its_beginning() -> None:
    with pytest.raises(Refused, match="not-a-report") as stop:
        normalize(Document(tuple(paragraphs("采购公告", "一、项目概况"))))
    assert "采购公告" in stop.value.reason.message.zh


@pytest.mark.parametrize(
    "lines",
    [
        [
            "云溪县水务局2023年政府信息公开工作年度报告 2024-01-10",
            "云溪县教育局2023年政府信息公开工作年度报告 2024-01-11",
        ],
        ["云溪县水务局2023年政府信息公开工作年度报告", "附件：云溪县水务局2023年政府信息公开工作年度报告.pdf"],
        ["1 政府信息公开年报 上一年度工作情况 每年1月31日前"],
        ["云溪县第三季度政府信息公开情况统计表", "填报单位：办公室"],
    ],
)
def test_a_list_of_reports_and_a_page_that_points_to_one_are_none(lines: list[str]) -> None:
    with pytest.raises(Refused, match="not-a-report"):
        normalize(Document(tuple(paragraphs(*lines))))


def test_the_one_row_of_the_older_form_may_stand_in_the_newer_one() -> None:
    form = form_of("gov_2021", ())
    assert form is not None
    rows = [(*row.labels, *["2" for _ in row.cells]) for row in form.variants[0].table("applications").rows]
    cells = tuple(
        tuple(Cell(text, column, Where(row=i, column=column + 1)) for column, text in enumerate(row))
        for i, row in enumerate(rows, 1)
    )
    blocks = [*paragraphs(*BODY[:7]), Table(cells, Where(table=1), aligned=False), *paragraphs(*BODY[7:])]
    report = normalize(Document(tuple(blocks)))
    assert report.form == "gov_2021"
    assert report.cells["applications.results.other.all.total"].value == 2
    assert "applications.results.other.misc.total" not in report.cells
    assert form_of(report.form, report.cells) is form.variants[0]


def test_unread_rows_of_the_newer_form_are_not_the_one_row_of_the_older() -> None:
    """Where blanks have vanished from all rows the sums of fewer rows would put their figures elsewhere."""
    form = form_of("gov_2021", ())
    assert form is not None
    results = [row.key for row in form.table("applications").rows if ".results." in row.key][:-1]
    of_one = {key: ("4 1 5" if i % 2 else "6 6") for i, key in enumerate(results)}
    persons, companies = (sum(int(text.split()[at]) for text in of_one.values()) for at in (0, 1))
    companies = sum(int(text.split()[1]) for text in of_one.values() if len(text.split()) > 2)
    total = f"{persons} {companies} {persons + companies}"
    others = {
        "applications.new": total,
        "applications.results.total": total,
        "applications.carried_over": "3 3",
        "applications.carried_forward": "3 3",
    }
    lines = ["".join(row.labels) + " " + (of_one | others)[row.key] for row in form.table("applications").rows]
    report = normalize(Document((*paragraphs(*BODY[:7]), *paragraphs(*lines), *paragraphs(*BODY[7:]))))
    assert "applications.results.other.misc.total" in report.cells
    assert report.cells["applications.new.commercial_enterprise"].value in {None, companies}
    assert report.cells["applications.carried_over.commercial_enterprise"].value is None


@pytest.mark.parametrize(("above", "total"), [("2022年数据：", 2), ("2022年的申请已在当年办结，不再统计。", 7)])
def test_a_table_of_another_year_beside_the_reports_own_is_not_the_reports(above: str, total: int) -> None:
    form = form_of("gov_2021", ())
    assert form is not None

    def table(number: str) -> Table:
        rows = [(*row.labels, *[number for _ in row.cells]) for row in form.table("applications").rows]
        cells = (tuple(Cell(text, i, Where()) for i, text in enumerate(row)) for row in rows)
        return Table(tuple(cells), Where(), aligned=True)

    blocks = [
        *paragraphs(*BODY[:7], above),
        table("7"),
        *paragraphs("2023年数据："),
        table("2"),
        *paragraphs(*BODY[7:]),
    ]
    report = normalize(Document(tuple(blocks)))
    assert report.cells["applications.new.total"].value == total
    assert bool(report.copies) == (total == 7)


@pytest.mark.parametrize("shown", [[], ["内容加载中..."], ["现将本机关2023年度报告予以公布，请点击下载查看。"]])
def test_a_title_without_a_text_is_refused_and_the_reason_says_so(shown: list[str]) -> None:
    with pytest.raises(Refused, match="a title without a text"):
        normalize(Document(tuple(paragraphs("云溪县青石镇2023年政府信息公开工作年度报告", "2024年1月9日", *shown))))


def test_a_page_that_points_to_an_attachment_is_refused_with_its_name() -> None:
    lines = ["云溪县水务局2023年政府信息公开工作年度报告", "附件：云溪县水务局2023年年报.pdf"]
    with pytest.raises(Refused) as stop:
        normalize(Document(tuple(paragraphs(*lines))))
    assert stop.value.reason.message.zh.endswith("附件：云溪县水务局2023年年报.pdf")
    assert "submit the attachment" in stop.value.reason.message.en


def test_rows_of_an_attached_table_that_cannot_be_read_are_no_prose() -> None:
    annual = [f"{''.join(row.labels)} 0 0 0 0 0 0 0" for row in forms()["gov_2021"].table("applications").rows]
    rows = [f"{row.labels[-1]} 件 3" for row in forms()["stat_2014"].tables[0].rows if row.cells]
    broken = ["（一 件 16", "）收到申请数", "1 件 6", ".当面申请数", "2.传真 件 2", "申请数", "3.网络 件 3", "申请数"]
    at = len(rows) // 2
    lines = [*BODY[:7], *annual, *BODY[7:], *rows[:at], *broken, "本表由办公室汇总。", *rows[at:]]
    report = normalize(Document(tuple(paragraphs(*lines))))
    assert [each.form for each in report.attachments] == ["stat_2014"]
    told = "".join(each.text for each in (*report.sections.values(), report.appendix) if each)
    assert "收到申请数" not in told
    assert "本表由办公室汇总。" in told


def test_what_stands_before_an_attached_table_is_still_prose() -> None:
    """The table's rows are cells here, and one of its labels is cut in two."""
    rows = [(row.labels[-1], "件", "3") for row in forms()["stat_2014"].tables[0].rows if row.cells]
    rows[-6:-5] = [(rows[-6][0][:6], "件", "3"), (rows[-6][0][6:], "", "")]
    table = Table(
        tuple(tuple(Cell(text, at, Where()) for at, text in enumerate(row)) for row in rows), Where(), aligned=True
    )
    annual = [f"{''.join(row.labels)} 0 0 0 0 0 0 0" for row in forms()["gov_2021"].table("applications").rows]
    lines = paragraphs(*BODY[:7], *annual, *BODY[7:10], "无")
    report = normalize(Document((*lines, table)))
    assert [each.form for each in report.attachments] == ["stat_2014"]
    assert report.sections["other_matters"].text == "无"


def test_page_numbers_are_no_part_of_a_section() -> None:
    report = normalize(Document(tuple(paragraphs(*BODY[:6], "— 3 —", BODY[6], "第 4 页 共 9 页", *BODY[7:]))))
    assert (report.sections["overview"].text, report.sections["proactive"].text) == (BODY[5], "")
