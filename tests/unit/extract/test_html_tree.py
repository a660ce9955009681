"""A page is walked to any depth within the limit, through what is seen only."""

import pytest

from shared.errors import Refused
from shared.limits import Limits
from workers.extract.html_tree import EVERYTHING, NOTHING, OUTERMOST, is_link, parse, walk


def seen(markup: str, behind: int = NOTHING) -> str:
    return "".join(item for event, item in walk(parse(markup, Limits()), behind) if event == "text")


@pytest.mark.parametrize(
    "markup",
    [
        "甲<script>x</script>乙",
        "甲<style>x</style>乙",
        "甲<!-- x -->乙",
        "甲<noscript>x</noscript>乙",
        "甲<input type=hidden value=x><input type=submit value=x><select><option>x</select>乙",
        "<title>x</title><p>甲乙</p>",
        "甲<del>x</del>乙",
        "甲\0乙",
    ],
)
def test_what_is_never_shown_is_left_out_and_what_follows_it_is_not(markup: str) -> None:
    assert seen(markup) == "甲乙"
    assert seen(markup, EVERYTHING) == "甲乙"


@pytest.mark.parametrize(
    "mark",
    [
        "hidden",
        "style='color:red; DISPLAY : none'",
        "style=visibility:hidden",
        "style=font-size:0px;color:red",
        "style='opacity: 0'",
    ],
)
def test_what_a_style_hides_is_told_on_request(mark: str) -> None:
    markup = f"甲<div {mark}><p>丙</p></div>乙"
    assert seen(markup) == "甲乙"
    assert seen(markup, EVERYTHING) == "甲丙乙"


def test_what_is_hidden_inside_of_what_is_hidden_may_stay_so() -> None:
    markup = "甲<div hidden>丙<p style=display:none>丁</p>戊</div><div hidden>己</div>乙"
    assert [seen(markup, behind) for behind in (NOTHING, OUTERMOST, EVERYTHING)] == [
        "甲乙",
        "甲丙戊己乙",
        "甲丙丁戊己乙",
    ]


def test_a_field_shows_its_value() -> None:
    assert seen("<td><input value='12' readonly></td><td><input type=Number value=3></td>") == "123"


def test_starts_and_ends_balance() -> None:
    depth = 0
    for event, _ in walk(parse("<div><script>x</script><p>甲<br>乙<b>丙</div>丁", Limits())):
        depth += {"start": 1, "end": -1, "text": 0}[event]
        assert depth >= 0
    assert depth == 0


def test_depth_is_what_the_tree_has_and_not_what_the_markup_forgot_to_close() -> None:
    parse("<p>甲" * 5_000, Limits(depth=10))
    with pytest.raises(Refused):
        parse("<div>" * 11, Limits(depth=10))


def test_a_tables_foot_stands_behind_its_rows_wherever_it_was_written() -> None:
    body, foot = "<tbody><tr><td>甲</td></tr></tbody>", "<tfoot><tr><td>乙</td></tr></tfoot>"
    assert seen(f"<table>{foot}{body}</table>") == seen(f"<table>{body}{foot}</table>") == "甲乙"


def test_cells_behind_the_end_of_a_row_begin_another_one() -> None:
    root = parse("<table><tr><td>甲<td>1</tr>\n<td>乙<td>2</tr><th>丙<td>3</tr></table>", Limits())
    assert ["".join(row.itertext()).split() for row in root.iter("tr")] == [["甲1"], ["乙2"], ["丙3"]]


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        ("<select><option>0<option selected> 12 <option>13</select>", " 12 "),
        ("<p><select><option>0</option></select></p>", ""),
        ("<select><option selected>1<option selected>2</select>", ""),
        ("<select><option selected>友情链接</select>", ""),
        ("<textarea>-3</textarea>", "-3"),
        ("<textarea>一段说明</textarea>", ""),
        ("<textarea style='display:none'>3</textarea>", ""),
    ],
)
def test_a_figure_chosen_in_a_field_of_a_cell_is_shown(field: str, shown: str) -> None:
    assert seen(f"<table><tr><td>甲{field}<td>乙</table>") == f"甲{shown}乙"
    assert seen(f"甲<p>{field}</p>乙") == "甲乙"


@pytest.mark.parametrize(
    ("markup", "links"),
    [
        ("<a href=/1.html>全年未收取。</a>", 1),
        ("<a href='#top'>返回顶部</a>", 1),
        ("<a href='#x'>全年<b>未收取。</b></a>", 0),
        ("<a name=x>全年未收取。</a>", 0),
        ("<h2><a href='#s1'>一、总体情况</a></h2>", 0),
        ("<h2><a href='/2023.html'>年度报告</a></h2>", 1),
    ],
)
def test_a_sentence_or_heading_that_leads_to_its_own_page_is_no_link(markup: str, links: int) -> None:
    assert sum(map(is_link, parse(markup, Limits()).iter())) == links
