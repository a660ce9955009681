import pytest

from workers.validate.bodies import Likeness, compare, named


@pytest.mark.parametrize(
    ("first", "second", "likeness"),
    [
        ("清溪镇", "某县清溪镇人民政府", Likeness.SAME),
        ("柳江清溪镇", "清溪镇", Likeness.SAME),
        ("北桥街道", "某区北桥街道办事处", Likeness.SAME),
        ("某县发展和改革局", "某县发改局", Likeness.SAME),
        ("某市卫生健康委员会", "某市卫健委", Likeness.SAME),
        ("某县人民政府办公室", "某县政府办", Likeness.SAME),
        ("某县人民政府办公室", "某县", Likeness.SAME),
        ("清溪镇", "某县民政局", Likeness.OTHER),
        ("清溪镇", "柳坪乡", Likeness.OTHER),
        ("某县水利局", "某县教育局", Likeness.OTHER),
        ("某县城市管理局", "某县城市综合执法局", Likeness.UNSURE),
        ("清溪镇", "信息中枢", Likeness.UNSURE),
    ],
)
def test_two_names_of_one_body_and_of_two(first: str, second: str, likeness: Likeness) -> None:
    assert compare(first, second) is likeness
    assert compare(second, first) is likeness


@pytest.mark.parametrize(
    ("words", "is_name"), [("某县水利局", True), ("我镇", False), ("本机关", False), ("以下", False)]
)
def test_not_every_subject_is_a_name(words: str, is_name: bool) -> None:  # noqa: FBT001 - a column of the table
    assert named(words) is is_name
