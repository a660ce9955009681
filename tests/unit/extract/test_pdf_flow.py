"""What pages repeat is dropped, what they broke is joined, and nothing else."""

import pytest

from tests.unit.extract.test_pdf_lines import row
from workers.extract.pdf_flow import Prose, Sheet, flow
from workers.extract.pdf_lines import Line, lines
from workers.extract.pdf_tables import Frame

FULL = "本年度主动公开政府信息通过政府网站公开通过政务新媒体公开合计若干条"  # 33 characters: up to the margin


def line(text: str, y: float, x: float = 70, size: float = 12) -> Line:
    width = sum(size / 2 if char.isascii() else size for char in text)
    return Line(text, (x, y, x + width, y + size), size)


def frame(y: float) -> Frame:
    return Frame([(70, y, 170, y + 20), (170, y, 270, y + 20)])


def told(*pages: list[Line | Frame]) -> list[str]:
    sheets = [Sheet(number, 842, page) for number, page in enumerate(pages, 1)]
    return [item.text if isinstance(item, Prose) else "表" for item in flow(sheets)]


def test_full_lines_go_on_and_short_ones_end() -> None:
    assert told([line(FULL, 100), line("甲。", 120), line(FULL, 140), line("乙。", 160)]) == [
        FULL + "甲。",
        FULL + "乙。",
    ]


def test_a_number_that_the_margin_broke_is_one_number() -> None:
    assert told([line(FULL + "1", 100), line("23件。", 120)]) == [FULL + "123件。"]


def test_a_row_without_rules_knows_where_its_figures_stand() -> None:
    columns = [(str(number), 200 + 40 * number) for number in range(6)]
    (item,) = flow([Sheet(1, 842, lines(row(("甲类", 70), *columns, y=100)))])
    assert isinstance(item, Prose)
    assert [round(x0) for x0, *_ in item.figures] == [x for _, x in columns]


def test_words_that_the_margin_parted_stay_apart() -> None:
    assert told([line(FULL + "ab", 100), line("cd", 120)]) == [FULL + "ab cd"]


@pytest.mark.parametrize(
    "following",
    [line("（一）另段", 120, x=94), line("另段", 160), line("另段", 120, size=18), line("二、另段", 120)],
    ids=["indented", "far below", "larger", "numbered"],
)
def test_a_paragraph_begins_where_it_looks_like_one(following: Line) -> None:
    found = told([line(FULL, 80), line(FULL + "。", 100), following])
    assert found == [FULL + FULL + "。", following.text]


def test_a_title_in_the_size_of_the_text_ends_at_its_last_word_and_a_sentence_that_names_it_goes_on() -> None:
    title = "青溪县白石镇人民政府办公室二〇二三2023年政府信息公开工作年度报告"
    assert told([line(title, 60), line("按照规定" + FULL[4:], 80), line("完。", 100)]) == [
        title,
        "按照规定" + FULL[4:] + "完。",
    ]
    named = "现依据规定，公布青溪县白石镇人民政府办公室2023年政府信息公开年度报告"
    assert told([line(named, 60), line("如下。", 80)]) == [named + "如下。"]


def test_a_title_on_two_centred_lines_is_one() -> None:
    long = "青溪县白石镇人民政府二〇二三年政府信息公开"
    pages = [
        line(long, 60, x=80, size=22),
        line("工作年度报告", 95, x=230, size=22),
        line(FULL, 140),
        line("完。", 160),
    ]
    assert told(pages) == [long + "工作年度报告", FULL + "完。"]


def test_a_sentence_goes_on_behind_a_page_and_a_closed_one_does_not() -> None:
    assert told([line(FULL, 700)], [line("完。", 100)]) == [FULL + "完。"]
    closed = FULL[:-1] + "。"
    assert told([line(closed, 700)], [line("另段。", 100)]) == [closed, "另段。"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("— 1 —", "— 2 —"),
        ("- 1 -", "- 2 -"),
        ("第 1 页", "第 2 页"),
        ("第1页 共2页", "第2页 共2页"),
        ("1/2", "2/2"),
        ("Page 1 of 2", "Page 2 of 2"),
        ("1", "2"),
        ("7", "8"),
        ("—一—", "—二—"),
    ],
)
def test_page_numbers_are_dropped_and_sentences_go_on_across_them(first: str, second: str) -> None:
    pages = [line(FULL, 700), line(first, 800)], [line("完。", 100), line(second, 800)]
    assert told(*pages) == [FULL + "完。"]
    assert told([frame(700), line(first, 800)], [frame(80), line(second, 800)]) == ["表", "表"]


def test_the_only_page_may_have_its_number() -> None:
    assert told([line("甲。", 100), line("1", 800)]) == ["甲。"]


@pytest.mark.parametrize(("first", "second"), [("5", "9"), ("12", "12")])
def test_numbers_that_do_not_grow_with_the_pages_are_no_page_numbers(first: str, second: str) -> None:
    found = told([line("甲。", 100), line(first, 790)], [line("乙。", 100), line(second, 750)])
    assert first in found
    assert second in found


def test_a_number_in_the_middle_of_a_page_is_kept() -> None:
    assert told([line("甲。", 100), line("1", 400), line("乙。", 500)]) == ["甲。", "1", "乙。"]


def test_what_every_page_repeats_is_dropped_though_its_numbers_grow() -> None:
    pages = [[line(f"某镇年报 2024/1/{n}", 30), line(f"甲{n}。", 200), line("内部资料", 800)] for n in (1, 2, 3)]
    assert told(*pages) == ["甲1。", "甲2。", "甲3。"]


def test_a_title_that_stands_once_at_the_top_is_kept() -> None:
    assert told([line("某镇年度报告", 60), line("甲。", 100)], [line("乙。", 60)]) == ["某镇年度报告", "甲。", "乙。"]


def test_a_line_behind_which_a_table_stands_is_no_footer() -> None:
    pages = [[line(f"第 {n} 页", 740), frame(780)] for n in (1, 2)]
    assert told(*pages) == ["第 1 页", "表", "第 2 页", "表"]


def test_a_stamp_at_the_margin_does_not_go_on_in_the_heading_below_it() -> None:
    seal, heading = line("专用章", 120, x=430), line("二、主动公开情况", 126)
    assert told([line(FULL, 80), line("完。", 100), seal, heading]) == [FULL + "完。", "专用章", "二、主动公开情况"]


def test_a_heading_is_apart_from_what_stands_far_to_the_right_of_it() -> None:
    both = lines(row(("四、复议、诉讼情况", 70), ("某某年度报告", 400), y=100))
    figures = lines(row(("一、新收申请", 70), ("12", 400), ("0", 460), y=140))
    assert told([*both, *figures]) == ["四、复议、诉讼情况", "某某年度报告", "一、新收申请 12 0"]


def test_a_row_of_many_figures_does_not_go_on_in_the_heading_below_it() -> None:
    many = lines(row(*((str(place % 10), 70 + 16 * place) for place in range(25)), y=120))
    assert told([line(FULL, 80), line("完。", 100), *many, line("五、问题", 132)])[1:] == [many[0].text, "五、问题"]
