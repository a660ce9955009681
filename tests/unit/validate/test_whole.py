import pytest

from workers.validate.whole import is_of_some_applications, leaves_whole


@pytest.mark.parametrize(
    "words", ["", "2023年度我局全年共依法", "政府信息公开申请", "其中", "全县行政机关", "经审查决定"]
)
def test_words_that_narrow_nothing_leave_a_figure_whole(words: str) -> None:
    assert leaves_whole(words)


@pytest.mark.parametrize(
    "words", ["提前", "因涉及商业秘密", "在5个工作日内", "以过程性信息为由", "经补正后", "属于国家秘密"]
)
def test_words_that_are_not_known_narrow_it(words: str) -> None:
    assert not leaves_whole(words)


def test_a_clause_without_a_figure_says_of_which_applications_results_are() -> None:
    assert is_of_some_applications("对规划类政府信息公开申请,")
    assert is_of_some_applications("自然人申请的政府信息公开申请中,")
    assert not is_of_some_applications("公民、法人和其他组织提出的申请中,")
    assert not is_of_some_applications("政府信息公开申请中,")
