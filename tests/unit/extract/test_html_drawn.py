"""Tables that a page draws in characters of one width."""

import pytest

from workers.extract.html_drawn import with_drawn

DRAWN = """\
<p>四、复议</p><pre class="t">
┌────────┬──────────┐
│ 维持   │ 总&amp;计 │
├────────┼──────────┤
│ 行政复议          │
├────────┼──────────┤
│ 0      │ 12       │
└────────┴──────────┘
</pre><p>五</p>"""


def test_a_drawn_table_becomes_markup() -> None:
    assert with_drawn(DRAWN.replace("总&amp;计 │", "总&amp;计    │")) == (
        "<p>四、复议</p><div><table><tr><td>维持</td><td>总&amp;计</td></tr><tr><td>行政复议</td><td></td></tr>"
        "<tr><td>0</td><td>12</td></tr></table></div><p>五</p>"
    )


@pytest.mark.parametrize(
    "text", [DRAWN.replace("│ 0 ", "│ 0"), "<pre>一\n二 3</pre>", "<pre>+--+<b>甲</b></pre>", "<p>+--+</p>"]
)
def test_what_cannot_be_read_so_stays_as_it_is(text: str) -> None:
    assert with_drawn(text) == text
