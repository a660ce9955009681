"""Section headings, and what only looks like one."""

import pytest

from shared.document import Paragraph, Where
from workers.normalize.sections import SECTIONS, headings, whole_heading

OFFICIAL = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
]


def found(*lines: str) -> list[tuple[str, str]]:
    blocks = [Paragraph(line, Where(line=i)) for i, line in enumerate(lines, 1)]
    return [(start.section, start.heading) for start in headings(blocks)]


def test_the_six_official_headings_are_found_in_order() -> None:
    assert [section for section, _ in found(*OFFICIAL)] == list(SECTIONS)


@pytest.mark.parametrize("dress", ["■ {}、{}", "【{}、{}】", "◆{}、{}", "　　*{}、{}*", "'''{}、{}'''", "{}、{}\\\\"])
def test_marks_of_lists_and_brackets_around_a_heading_are_none_of_it(dress: str) -> None:
    pairs = [heading.split("、", 1) for heading in OFFICIAL]
    assert [section for section, _ in found(*(dress.format(*pair) for pair in pairs))] == list(SECTIONS)


@pytest.mark.parametrize(
    "ordinals", [["01 ", "02 ", "03 ", "04 ", "05 ", "06 "], "壹贰叁肆伍陆", ["Part 1 ", "Part 2 "]]
)
def test_the_official_words_are_a_heading_behind_any_ordinal(ordinals: list[str]) -> None:
    lines = [f"{ordinal}{heading[2:]}" for ordinal, heading in zip(ordinals, OFFICIAL, strict=False)]
    assert found(*lines) == list(zip(SECTIONS, lines, strict=False))


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("二、行政机关主动公开政府信息情况", "proactive"),
        ("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", "review_litigation"),
        ("四、政府信息公开行政复议行政诉讼情况", "review_litigation"),
        ("四、政府信息公开行政复议及行政诉讼情况", "review_litigation"),
        ("四、政府信息公开行政复议和行政诉讼情况", "review_litigation"),
        ("五、政府信息公开工作存在的主要问题及改进情况", "problems"),
        ("五、存在的主要问题及改进举措", "problems"),
        ("五、存在问题及改进情况", "problems"),
        ("一、工作总体推进情况", "overview"),
        ("一 、总体情况", "overview"),
        ("１．总体情况", "overview"),
        ("六、其他需要报告的事项：", "other_matters"),
    ],
)
def test_variants_in_use_are_headings(line: str, section: str) -> None:
    assert [key for key, _ in found(line)] == [section]


@pytest.mark.parametrize(
    "line",
    [
        "四、结转下年度继续办理",
        "三、本年度办理结果",
        "（一）主动公开政府信息情况",
        "一、总体情况……………………1",
        "一、本年新收政府信息公开申请数量",
        "本报告由总体情况、主动公开政府信息情况等六部分组成。",
    ],
)
def test_rows_of_the_form_and_contents_are_no_headings(line: str) -> None:
    assert found(line) == []


def test_headings_without_ordinals_count_when_none_has_one() -> None:
    assert [section for section, _ in found(*(line[2:] for line in OFFICIAL))] == list(SECTIONS)


def test_text_may_run_on_behind_a_heading() -> None:
    blocks = [Paragraph("六、其他需要报告的事项 本年度没有其他事项。", Where())]
    (start,) = headings(blocks)
    assert (start.heading, start.rest) == ("六、其他需要报告的事项", "本年度没有其他事项。")


def test_the_appendix_has_headings_of_its_own() -> None:
    lines = [*OFFICIAL, "无。", "政府信息公开情况统计表1", "情况分析说明", "一、总体情况"]
    assert [section for section, _ in found(*lines)] == list(SECTIONS)


@pytest.mark.parametrize("mark", ["（{}）", "{}、"])
def test_headings_in_brackets_are_headings_where_there_are_no_others(mark: str) -> None:
    texts = ["总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况"]
    blocks = [Paragraph(mark.format("一二三"[i]) + text, Where()) for i, text in enumerate(texts)]
    assert [start.section for start in headings(blocks)] == ["overview", "proactive", "applications"]


def test_a_heading_in_words_of_its_own_stands_between_its_neighbours_with_its_ordinal() -> None:
    texts = [
        "一、总体情况",
        "二、主动公开工作",
        "三、收到和处理政府信息公开申请情况",
        "五、主要问题和下一步打算",
        "六、别的",
    ]
    found = headings([Paragraph(text, Where()) for text in texts])
    assert [(start.section, start.block) for start in found] == [
        ("overview", 0),
        ("proactive", 1),
        ("applications", 2),
        ("problems", 3),
    ]


def test_a_heading_broken_over_two_lines_is_one() -> None:
    one, other = Paragraph("三、收到和处理政府", Where()), Paragraph("信息公开申请情况", Where())
    assert whole_heading(one, other) == "三、收到和处理政府信息公开申请情况"
    assert whole_heading(Paragraph("一、总体情况", Where()), other) is None
    assert whole_heading(Paragraph("三、收到和处理政府", Where()), Paragraph("四、别的", Where())) is None


def test_a_list_of_the_headings_before_the_text_is_no_heading() -> None:
    blocks = [
        Paragraph(text, Where()) for text in [*OFFICIAL, *(line for text in OFFICIAL for line in (text, "正文。"))]
    ]
    assert [start.block for start in headings(blocks)] == [6, 8, 10, 12, 14, 16]


def test_an_ordinal_on_a_line_of_its_own_belongs_to_its_heading() -> None:
    assert whole_heading(Paragraph("一、", Where()), Paragraph("总体情况", Where())) == "一、总体情况"


def test_a_line_of_contents_is_no_heading_however_it_goes_on() -> None:
    contents = ["一、总体情况\t2", "六、其他需要报告的事项……………7第2页", "五、存在的主要问题及改进情况 6"]
    assert found(*contents) == []
    assert whole_heading(Paragraph("六、其他需要报告的事项………7", Where()), Paragraph("第2页", Where())) is None


def test_items_in_brackets_are_none_where_headings_stand_without_ordinals() -> None:
    lines = [
        "总体情况",
        "主动公开政府信息情况",
        "存在的主要问题及改进情况",
        "（一）存在的主要问题",
        "其他需要报告的事项",
    ]
    assert [section for section, _ in found(*lines)] == ["overview", "proactive", "problems", "other_matters"]


def test_an_entry_of_the_contents_may_take_two_lines() -> None:
    assert found("五、存在的主要问题及改进情", "况………………………6", "一、总体情况") == [("overview", "一、总体情况")]


def test_items_in_brackets_inside_a_section_in_brackets_are_none() -> None:
    lines = [f"（{heading[0]}）{heading[2:]}" for heading in OFFICIAL]
    lines.insert(5, "（一）存在的主要问题")
    assert [section for section, _ in found(*lines)] == list(SECTIONS)


@pytest.mark.parametrize(
    "text", ["2023年，本局公开了信息。", "存在问题：1.解读不多。", "（一）主动公开。本年公开信息9条。"]
)
def test_a_section_may_begin_right_behind_the_official_words_of_its_heading(text: str) -> None:
    (start,) = headings([Paragraph(f"五、存在的主要问题及改进情况{text}", Where())])
    assert (start.section, start.heading, start.rest) == ("problems", "五、存在的主要问题及改进情况", text)


@pytest.mark.parametrize("text", ["的说明如下，请各单位参照执行。", "部分写明整改措施和期限。", "和收费情况见附件一。"])
def test_a_sentence_that_names_a_section_opens_none(text: str) -> None:
    assert headings([Paragraph(f"六、其他需要报告的事项{text}", Where())]) == []


ITEM = [
    "2.依申请公开情况",
    "2、依申请公开政府信息情况",
    "1.主动公开政府信息情况",
    "3．行政复议、行政诉讼情况",
    "第二，主动公开政府信息情况",
]


@pytest.mark.parametrize("item", [*ITEM, "二）主动公开政府信息情况", "5、存在的主要问题及改进情况"])
@pytest.mark.parametrize("section", [0, 4, 5])
def test_what_is_numbered_otherwise_than_the_headings_is_an_item(section: int, item: str) -> None:
    """Wherever it stands: the section has its heading elsewhere."""
    lines = [*OFFICIAL[: section + 1], item, "本机关按季度核对目录。", *OFFICIAL[section + 1 :]]
    assert found(*lines) == list(zip(SECTIONS, OFFICIAL, strict=True))


def test_a_section_whose_heading_is_missing_does_not_begin_at_an_item_of_another_one() -> None:
    lines = [OFFICIAL[0], "3.依申请公开情况", *OFFICIAL[1:2], *OFFICIAL[3:]]
    assert [section for section, _ in found(*lines)] == [each for each in SECTIONS if each != "applications"]


def test_a_heading_that_is_numbered_otherwise_counts_in_its_place() -> None:
    lines = [*OFFICIAL[:2], "3.收到和处理政府信息公开申请情况", *OFFICIAL[3:]]
    assert [section for section, _ in found(*lines)] == list(SECTIONS)


def test_a_heading_that_stands_twice_in_one_numbering_is_found_twice() -> None:
    lines = [*OFFICIAL[:3], OFFICIAL[2], *OFFICIAL[3:]]
    assert [section for section, _ in found(*lines)].count("applications") == 2


def test_official_words_that_have_lost_their_ordinal_are_a_heading_between_its_neighbours() -> None:
    lines = [OFFICIAL[0], OFFICIAL[1][2:], OFFICIAL[2][2:], *OFFICIAL[3:]]
    assert [section for section, _ in found(*lines)] == list(SECTIONS)
    lines = [OFFICIAL[1][2:], OFFICIAL[0], *OFFICIAL[2:]]
    assert [section for section, _ in found(*lines)] == [each for each in SECTIONS if each != "proactive"]


@pytest.mark.parametrize(
    "line", ["基本情况", "主动公开情况", "依申请公开情况", "主要问题和改进措施", "需要报告的其他事项"]
)
def test_words_in_use_that_have_lost_their_ordinal_are_a_heading_in_its_place(line: str) -> None:
    number = {"基": 0, "主": 1, "依": 2, "需": 5}[line[0]] if line != "主要问题和改进措施" else 4
    lines = [*OFFICIAL[:number], line, *OFFICIAL[number + 1 :]]
    assert found(*lines)[number] == (SECTIONS[number], line)


def test_the_first_heading_may_be_in_brackets_before_others_that_are_not() -> None:
    assert found("（一）总体情况", *OFFICIAL[1:])[0] == ("overview", "（一）总体情况")
    lines = [OFFICIAL[0], "（二）主动公开情况", *OFFICIAL[2:]]
    assert [section for section, _ in found(*lines)] == [each for each in SECTIONS if each != "proactive"]
