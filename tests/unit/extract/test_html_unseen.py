"""What a page's own style sheet hides in a cell is no digit of the number that stands there."""

import pytest

from shared.limits import Limits
from workers.extract.html_tree import parse
from workers.extract.html_unseen import without_unseen


def cell(inner: str, sheet: str = "", around: str = "") -> str:
    page = f"<style>{sheet}</style><table><tr><td {around}>{inner}</td></tr></table>"
    found = without_unseen(parse(page, Limits())).find(".//td")
    return "".join(found.itertext())


@pytest.mark.parametrize(
    ("sheet", "inner"),
    [
        (".old{display:none}", "<i class='num old'>9</i>12"),
        ("table td > .old, .x { color: red; visibility: hidden }", "12<i class=old>9</i>"),
        ("<!-- i#a{text-decoration:line-through} -->", "1<i id=a><b>9</b></i>2"),
        ("/* .old{} */ @font-face{x:y} @import url(x); .old{font-size:0}", "<i class=old>9</i>12"),
        ("", "<span class=sr-only>9</span>12"),
        ("", "<span style='color:#FFF;font-size:9pt'>9</span>12"),
        ("", "<font color=white>9</font>12"),
        ("", "12<span style='color: rgb(255, 255, 255)'>9</span>"),
    ],
)
def test_a_piece_that_nobody_sees_is_no_part_of_a_number(sheet: str, inner: str) -> None:
    assert cell(inner, sheet) == "12"


@pytest.mark.parametrize(
    ("sheet", "inner", "around"),
    [
        (".n{display:none}", "<i class=n>12</i>", ""),  # a script shows it, or the cell would be empty
        (".n{display:none} .n.on{display:inline}", "1<i class='n on'>2</i>", ""),
        ("@media print{.n{display:none}} @media (max-width:9px){.n{display:none}}", "1<i class=n>2</i>", ""),
        ("i:hover{display:none} p .n{display:none}", "1<i class=n>2</i>", ""),
        ("", "<span style='color:#ffffff'>1</span>2", "bgcolor=#336699"),
        ("", "<span style='color:#fff;background:red'>1</span>2", ""),
        ("", "<span style='background-color:#fff'>1</span>2", ""),
        ("", "<span style='color:#fff000'>1</span>2", ""),
    ],
)
def test_what_may_be_seen_stays(sheet: str, inner: str, around: str) -> None:
    assert cell(inner, sheet, around) == "12"


def test_a_text_is_not_judged_by_its_styles() -> None:
    told = f"<i class=hide>{'文' * 100}</i>字"
    assert cell(told) == "文" * 100 + "字"
    assert cell("<table><tr><th><i class=hide>1</i></th></tr></table>2") == "12"


def test_a_cell_of_countless_hidden_pieces_takes_no_time() -> None:
    assert cell("<i class=hide></i>" * 30_000 + "<b>1</b>2") == "12"


def test_a_column_that_is_hidden_is_none_unless_hardly_any_is_seen() -> None:
    row = "<tr><td>甲</td><td class=n>9</td><td>1</td></tr>"
    page = "<style>td.n{display:none}</style><table>" + row + "</table>"
    assert "".join(without_unseen(parse(page, Limits())).find(".//tr").itertext()) == "甲1"
    page = page.replace("<td>甲", "<td class=n>甲")
    assert "".join(without_unseen(parse(page, Limits())).find(".//tr").itertext()) == "甲91"
