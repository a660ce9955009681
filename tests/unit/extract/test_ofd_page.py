"""Characters and lines stand where a viewer shows them; what nobody sees is left out."""

import pytest
from lxml import etree

from tests.unit.extract.ofd import page, path, text
from workers.extract.ofd_page import Frame, objects, placed
from workers.extract.pdf_page import Page

MM = 72 / 25.4


def shown(content: str, frame: Frame = Frame(0, 0, 210, 297)) -> Page:  # noqa: B008 - immutable
    return placed(objects(etree.fromstring(page(content))), 1, frame)


def begins(content: str) -> list[tuple[str, int, int]]:
    """The characters with where they begin, in millimetres."""
    return [(char.text, round(char.x0 / MM), round(char.y / MM)) for char in shown(content).chars]


@pytest.mark.parametrize(
    ("code", "places"),
    [
        ('DeltaX="5 6"', [("规", 20), ("章", 25), ("1", 31)]),
        ('DeltaX="g 2 4"', [("规", 20), ("章", 24), ("1", 28)]),
        ("", [("规", 20), ("章", 24), ("1", 28)]),
        ('DeltaX="nonsense"', [("规", 20), ("章", 24), ("1", 28)]),
    ],
)
def test_characters_begin_where_their_steps_lead(code: str, places: list[tuple[str, int]]) -> None:
    assert begins(text("规章1", code=code)) == [(letter, x, 20) for letter, x in places]


def test_steps_downwards_lead_down() -> None:
    assert begins(text("规章", code='DeltaX="0" DeltaY="4"')) == [("规", 20, 20), ("章", 20, 24)]


def test_a_text_without_a_place_of_its_own_goes_on_where_the_one_before_it_began() -> None:
    """GB/T 33190: X and Y are those of the text code before where they are left out."""
    second = text("规").replace("</ofd:TextObject>", '<ofd:TextCode Y="9">\n章\n</ofd:TextCode></ofd:TextObject>')
    assert begins(second.replace('X="0"', 'X="3"')) == [("规", 23, 20), ("章", 23, 25)]


def test_a_digit_is_as_wide_as_the_step_to_the_next_one_and_no_wider_than_itself() -> None:
    first, second, _ = shown(text("123", code='DeltaX="2.2 9"')).chars
    assert first.x1 == pytest.approx(second.x0)
    assert second.x1 - second.x0 == pytest.approx(2 * MM)


def test_a_matrix_scales_and_moves() -> None:
    (char,) = shown(text("章", attributes='CTM="2 0 0 2 10 0"')).chars
    assert (char.x0 / MM, char.y / MM, char.size / MM) == pytest.approx((30, 24, 8))


@pytest.mark.parametrize(
    ("attributes", "turned"),
    [('CTM="0 -1 1 0 0 50"', 90), ('CTM="0 1 -1 0 50 0"', 270), ('CharDirection="90"', 270), ("", 0)],
)
def test_turned_text_says_how(attributes: str, turned: int) -> None:
    assert {char.turned for char in shown(text("规章", attributes=attributes)).chars} == {turned}


@pytest.mark.parametrize(
    ("attributes", "inner"),
    [
        ('Visible="false"', ""),
        ('Alpha="0"', ""),
        ('Fill="false"', ""),
        ('CTM="0.87 -0.5 0.5 0.87 0 0"', ""),
        ("", '<ofd:FillColor Value="255 255 255"/>'),
        ("", '<ofd:FillColor Value="0 0 0" Alpha="0"/>'),
    ],
    ids=["invisible", "transparent", "not filled", "leaning", "white", "clear"],
)
def test_what_nobody_sees_is_no_text(attributes: str, inner: str) -> None:
    assert shown(text("2020", attributes=attributes, inner=inner)).chars == []


def test_an_object_without_a_place_is_left_out() -> None:
    assert shown('<ofd:TextObject Size="4"><ofd:TextCode X="0" Y="4">1</ofd:TextCode></ofd:TextObject>').chars == []


@pytest.mark.parametrize(
    ("drawn", "count"),
    [
        (path("M 0 0 L 50 0"), 1),
        (path("M 0 0 L 50 0 L 50 20 L 0 20 C"), 4),
        (path("M 0 0 L 50 20"), 0),
        (path("M 0 0 B 1 1 2 2 50 0 L 50 30"), 1),
        (path("M 0 0 L 50 0 L 50 0.2 L 0 0.2 C", attributes='Stroke="false" Fill="true"'), 1),
        (path("M 0 0 L 50 0", attributes='Stroke="false"'), 0),
        (path("M 0 0 L x 0"), 0),
    ],
    ids=["a line", "a box", "leaning", "behind a curve", "thin and filled", "not drawn", "no number"],
)
def test_straight_lines_are_rules(drawn: str, count: int) -> None:
    assert len(shown(drawn).rules) == count


def test_places_are_counted_from_the_edge_of_the_paper() -> None:
    (char,) = shown(text("章"), Frame(5, 10, 200, 280)).chars
    assert (char.x0 / MM, char.y / MM) == pytest.approx((15, 10))


def test_pictures_cover_a_share_of_the_page() -> None:
    assert shown('<ofd:ImageObject Boundary="0 0 105 297"/>').pictured == pytest.approx(0.5)
