"""A site's title stands apart from the text, and the day of publication beside it without a name."""

import pytest

from workers.extract.html_imprint import day, title

TOWN, REST = "青溪县白石镇", "2023年政府信息公开工作年度报告"
TITLE = TOWN + REST


@pytest.mark.parametrize(
    "beside",
    [
        "2024-01-18",
        "[ 2024-01-18 ]",
        "（2024年1月18日）",
        "(2024-01-18 10:20:30)",
        "2024-01-1810:20",
        "2024年1月18日 10时20分",
        "2024/1/18 来源：青溪县统计局",
        "来源：白石镇　　2024.01.18",
        "白石镇发布2024-01-18 17:30",
        "发布：2024-01-18",
        "阅读：33　2024-01-18",
    ],
)
def test_a_day_below_the_title_is_the_days_of_publication(beside: str) -> None:
    assert day(["首页", TITLE, beside, "一、总体情况"]) == "2024-01-18"
    assert day([TITLE, "分享到", beside]) == "2024-01-18"


def test_a_title_may_be_in_traditional_characters() -> None:
    assert title(["首頁", "青溪縣白石鎮2023年政府資訊公開工作年度報告"]) == [
        "青溪縣白石鎮2023年政府資訊公開工作年度報告"
    ]


def test_above_the_title_a_day_stands_alone() -> None:
    assert day(["2024-01-18 09:30", TITLE]) == "2024-01-18"
    assert day(["关于放假的通知 2024-01-18", TITLE]) is None


@pytest.mark.parametrize(
    "line",
    [
        "今天是2024年1月18日",
        "2024年1月18日 星期四",
        "更新时间：2024-01-18",
        "入库时间：2024-01-18",
        "成文日期 2024-01-18",
        "2024年1月18日，本镇召开会议。",
        "2023年1月1日至2023年12月31日",
        "统计期限截至2023年12月31日",
        "2022-01-18",  # before the report's year
        "2026-11-20 10:12:30",  # a clock
        "根据规定，现将有关情况报告如下，" * 4 + "2024-01-18",
    ],
)
def test_other_days_are_none(line: str) -> None:
    assert day([TITLE, line]) is None


def test_several_days_are_none() -> None:
    assert day([TITLE, "2024-01-18", TITLE, "2024-01-19"]) is None
    assert day([TITLE, "2024-01-18", TITLE, "2024-01-18"]) == "2024-01-18"
    assert day([TITLE, TITLE.replace("2023", "2022"), "2023-01-18"]) == "2023-01-18"


@pytest.mark.parametrize(
    ("paragraphs", "lines"),
    [
        (["首页", TITLE, "白石镇概况"], [TITLE]),
        (["首页", f"{TOWN}\n{REST}\n2024-01-18"], [TOWN, REST]),
        (["首页", TOWN, REST], [TOWN, REST]),
        ([REST, TOWN, "（2024年1月18日）"], [REST, TOWN]),
        ([TOWN, "政府信息公开工作年度报告", "（2023年度）"], [TOWN, "政府信息公开工作年度报告", "（2023年度）"]),
        (["周一", f"{TOWN}2023年度政府信息公开", "工作年度报告"], [f"{TOWN}2023年度政府信息公开", "工作年度报告"]),
        ([f"《{TITLE}》"], [TITLE]),
        (["办事服务", REST], [REST]),  # a column of the site
        ([f"政府信息公开\n{TITLE}"], [TITLE]),
        (["政府信息公开年报", TITLE], ["政府信息公开年报"]),
        (["年度报告：", "当前位置 > 政府信息公开年报"], []),
    ],
)
def test_a_title_has_the_lines_beside_it_that_name_its_body_and_its_year(
    paragraphs: list[str], lines: list[str]
) -> None:
    assert title(paragraphs) == lines
