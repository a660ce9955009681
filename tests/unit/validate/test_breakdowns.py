import pytest

from shared.report import Section
from workers.validate.breakdowns import Breakdown, breakdowns
from workers.validate.prose import sentences


def read(text: str) -> list[Breakdown]:
    return list(breakdowns(list(sentences("overview", Section("", text)))))


def shape(breakdown: Breakdown) -> tuple[object, list[object], bool]:
    return breakdown.total.quantity.low, [part.quantity.low for part in breakdown.parts], breakdown.exhaustive


@pytest.mark.parametrize(
    ("text", "total", "parts", "exhaustive"),
    [
        ("公开8条，其中甲2条，乙4条，其他2条。", 8, [2, 4, 2], True),
        ("公开8条，其中甲2条，乙4条。", 8, [2, 4], False),
        ("公开8条，其中法人或其他组织2条，个人4条。", 8, [2, 4], False),
        ("公开8条，其中予以公开2条，其他处理4条。", 8, [2, 4], False),
        ("公开8条（甲2条、乙6条）。", 8, [2, 6], True),
        ("公开8条（甲2条、乙4条等）。", 8, [2, 4], False),
        ("公开8条（其中甲2条）。", 8, [2], False),
        ("公开8条，包括甲2条、乙6条。", 8, [2, 6], False),
        ("全年共公开8条，网站2条，微信6条。", 8, [2, 6], True),
        ("公开8条。其中甲2条，乙6条。", 8, [2, 6], False),
        ("公开8条，较上年增加3条，其中甲2条，乙6条。", 8, [2, 6], False),
        ("公开8条，其中甲2条，占25%，乙6条，占75%。", 8, [2, 6], False),
        ("公开8条，其中甲2条，乙6条；办理留言20条。", 8, [2, 6], False),
        ("通过网站、微信分别公开信息2条、6条，共计8条。", 8, [2, 6], True),
        ("动态2条、公告3条、招标4条，合计9条。", 9, [2, 3, 4], True),
        ("网站发布信息2条，微信发布信息3条，合计5条。", 5, [2, 3], True),
        ("参加省、市、县的培训分别1次、2次和3次，合计6次。", 6, [1, 2, 3], True),
    ],
)
def test_a_total_with_its_parts(text: str, total: int, parts: list[object], exhaustive: bool) -> None:  # noqa: FBT001 - a column of the table
    (found,) = read(text)
    assert shape(found) == (total, parts, exhaustive)


@pytest.mark.parametrize(
    "text",
    [
        "公开8条，更新2条。",
        "网站、微信分别公开2条、6条，累计公开800条。",
        "网站、微信较上年分别增加2条、6条，合计8条。",
        "会议、培训分别2次、6人，合计8次。",
        "网站、微信分别公开2条、6条，共公布政策8条。",
        "2022年公开2条，2023年公开3条，共计9条。",
        "网站累计公开2条，微信累计公开3条，共计9条。",
        "网站公开2条，微信更新3条，共计9条。",
        "动态2条、公告3条、较上年增加4条，合计9条。",
        "动态2条、公告3条、转载4条，合计9条。",
        "动态2条、公告3条、招标4次，合计9条。",
        "动态2条、公告3条、招标4条，合计9条以外，",
        "公开8条（较上年增加3条，增长2条）。",
        "公开8条（召开会议2次，培训3次）。",
        "收到8件，其中办结2件，结转6件。",
        "公开8条。\n（一）其中甲2条，乙6条。",
        "全年共公开8条，网站政策2条，网站动态6条。",
        "全年共公开8条，网站回复2条，微信转载6条。",
        "（" * 500 + "8条" + "）" * 500,
        "公开8条，" + "其中甲1条，" * 200,
    ],
)
def test_what_is_no_list_of_parts_makes_no_claim(text: str) -> None:
    assert read(text) == []


def test_brackets_hold_lists_of_their_own() -> None:
    found = read("公开20条，其中网站8条（甲2条、乙6条），微信12条（其中丙3条、丁4条）。")
    assert sorted(map(shape, found), key=str) == sorted(
        [(20, [8, 12], False), (8, [2, 6], True), (12, [3, 4], False)], key=str
    )


def test_parts_carry_the_words_that_name_them() -> None:
    (found,) = read("公开8条，其中通过网站公开2条、政务微博等其他形式公开6条。")
    assert [part.label for part in found.parts] == ["通过网站公开", "政务微博等其他形式公开"]
    assert found.may_overlap


def test_fields_of_work_beside_each_other_are_parts_without_doubt() -> None:
    (found,) = read("公开60条，其中重点领域信息44条、民生实事信息31条。")
    assert not found.doubtful


def test_what_items_of_any_kind_may_be_besides_is_doubtful() -> None:
    (found,) = read("公开802条，其中首次公开30条，重点领域50条，政策文件802条。")
    assert found.doubtful


def test_a_list_inside_a_list_is_doubtful() -> None:
    assert all(found.doubtful for found in read("公开100条，其中网站60条，其中甲20条、乙45条；公众号40条。"))


def test_a_list_looks_back_only_where_one_sentence_can_be_meant() -> None:
    (found,) = read("公开8条。其中甲2条。")
    assert found.doubtful
    assert read("公开500条。网站更新93条。其中甲100条，乙40条。") == []
