"""Pages whose paragraphs are lines."""

import pytest

from workers.extract.html_lines import with_breaks


def test_lines_around_tables_become_paragraphs_without_markdowns_marks() -> None:
    text = "# 云岭市年报\n\n# 一、总体情况\n<table><tr><td>规章\n数</td></tr></table>\n尾"
    assert with_breaks(text) == "云岭市年报<br><br>一、总体情况<br><table><tr><td>规章\n数</td></tr></table><br>尾"


@pytest.mark.parametrize(
    "text",
    [
        "<p>一\n二</p><table><tr><td>1</td></tr></table>",
        "一\n<table><tr><td>1</td></tr></table>\n<div>二</div>",
        "一\n<table><tr><td>1</td></tr>\n",
        "一\n二",
    ],
)
def test_a_page_with_paragraphs_or_without_whole_tables_is_left_alone(text: str) -> None:
    assert with_breaks(text) == text


def test_lines_of_markdown_that_has_kept_tags_of_its_page_become_paragraphs() -> None:
    text = "<div>\n<table><tr><td>来源</td></tr></table>\n# 云岭市年报\n**一、总体情况**\n本年无事。\n</div>"
    assert with_breaks(text) == (
        "<div><br><table><tr><td>来源</td></tr></table><br>云岭市年报<br>一、总体情况<br>本年无事。<br></div>"
    )


def test_a_whole_page_is_no_markdown() -> None:
    text = "<html>\n# 一\n# 二\n<table><tr><td>1</td></tr></table>\n</html>"
    assert with_breaks(text) == text


def test_tables_that_are_dressed_as_pages_make_no_page_of_the_markdown_around_them() -> None:
    text = "# 云岭市年报\n## 一、总体情况\n<html><body><table><tr><td>1</td></tr></table></body></html>\n完"
    assert with_breaks(text) == (
        "云岭市年报<br>一、总体情况<br><html><body><table><tr><td>1</td></tr></table></body></html><br>完"
    )


def test_tables_in_markdown_beside_those_in_markup_become_markup() -> None:
    text = "# 年报\n<table><tr><td>1</td></tr></table>\n四、复议\n| 维持 | 总计 |\n|---|---|\n| 0 |  |\n\n五、问题"
    table = "<table><tr><td>维持</td><td>总计</td></tr><tr><td>0</td><td></td></tr></table>"
    assert with_breaks(text) == f"年报<br><table><tr><td>1</td></tr></table><br>四、复议{table}<br>五、问题"


def test_headings_alone_between_blank_lines_are_lines() -> None:
    text = (
        "<div>\n<table><tr><td>1</td></tr></table>\n\n五、存在的问题\n\n无。\n\n六、其他需要报告的事项\n\n无。\n</div>"
    )
    assert "<br>六、其他需要报告的事项<br>" in with_breaks(text)


def test_rows_of_markdown_with_more_cells_than_others_stay_lines() -> None:
    text = "<table><tr><td>1</td></tr></table>\n| 维持 | 总计 |\n|---|---|\n| 0 |"
    assert with_breaks(text) == "<table><tr><td>1</td></tr></table><br>| 维持 | 总计 |<br>| 0 |"


def test_paragraphs_between_blank_lines_whose_tags_are_broken_over_lines_are_lines() -> None:
    text = (
        '<div class="w">\n\n<span\nstyle="x">五、问题</span>\n\n<span\nstyle="y">无</span>。\n\n'
        "<table><tr><td>1</td></tr></table>\n\n<span>六、其他事项</span>\n\n无。\n\n</div>"
    )
    assert with_breaks(text) == (
        '<div class="w"><br><br><span style="x">五、问题</span><br><br><span style="y">无</span>。<br><br>'
        "<table><tr><td>1</td></tr></table><br><br><span>六、其他事项</span><br><br>无。<br><br></div>"
    )
