"""Fields that sites print around a report."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.fields import fields


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["索引号：Q01/2024-3"], {"索引号": "Q01/2024-3"}),
        (["索 引 号:", "Q01"], {"索引号": "Q01"}),
        (["发文机关", "白石镇", "成文日期", "2024-01-15"], {"发文机关": "白石镇", "成文日期": "2024-01-15"}),
        (
            ["发布时间：2024-01-18 09:30 来源：县政府办 浏览次数：3"],
            {"发布时间": "2024-01-18 09:30", "来源": "县政府办"},
        ),
        (["【发布日期】：2024-01-18  【字体：大 中 小】"], {"发布日期": "2024-01-18"}),
        (["来源：某区时间：2021-03-05点击：[读取中]"], {"来源": "某区", "时间": "2021-03-05"}),
        (["2024-01-16 10:22 来源：某局"], {"时间": "2024-01-16 10:22", "来源": "某局"}),
        (["发布时间2026-01-09 10:22:31"], {"发布时间": "2026-01-09 10:22:31"}),
        (["来源：本站", "作者：某人"], {}),
        (["索引号", "发文机关", "白石镇"], {"发文机关": "白石镇"}),
        (["来源：甲", "来源：乙"], {"来源": "甲"}),
        (["发布者：某镇发布时间：2024-01-19浏览次数：542"], {"发布时间": "2024-01-19"}),
        (["发布于：2024年1月25日 供稿：某科"], {"发布于": "2024年1月25日"}),
        (["群众可通过多种来源：书面、网络"], {}),
        ([], {}),
    ],
)
def test_fields_are_found(texts: list[str], found: dict[str, str]) -> None:
    assert fields(texts)[0] == found


def test_the_share_tells_a_line_of_fields_from_prose() -> None:
    assert fields(["发布时间：2024-01-18 来源：县政府办"])[1] > 0.9
    assert fields(["本年度主动公开政府信息303条，公开形式：网站、公开栏。"])[1] < 0.6
    assert fields(["本年度主动公开政府信息303条。"])[1] == 0


@given(st.lists(st.text("索引号发文机关：: 成日期2024", max_size=30), max_size=5))
def test_the_share_is_a_share(texts: list[str]) -> None:
    assert 0 <= fields(texts)[1] <= 1
