from decimal import Decimal

import pytest

from shared.report import Section
from workers.validate.increases import differences, increases
from workers.validate.prose import Sentence, sentences
from workers.validate.rates import Rate


def one(text: str) -> list[Rate]:
    found: list[Sentence] = list(sentences("overview", Section("", text)))
    return list(increases(found))


@pytest.mark.parametrize(
    ("text", "step", "before"),
    [
        ("公开600条，比上年的500条增长20%。", 100, 500),
        ("公开600条，较2022年同期的500条相比，上升20%。", 100, 500),
        ("公开600条，比上年增加100条，增长20%。", 100, 500),
        ("公开60件，同比减少20件，下降25%。", 20, 80),
    ],
)
def test_the_change_is_measured_by_the_year_before(text: str, step: int, before: int) -> None:
    (rate,) = one(text)
    assert rate.part
    assert (rate.part.low, rate.wholes[0].low, rate.certain) == (step, before, True)
    assert rate.agrees(rate.wholes[0])


def test_a_figure_of_a_part_leaves_doubt_whose_change_it_is() -> None:
    (rate,) = one("公开600条，其中网站400条，比上年增加100条，增长20%。")
    assert not rate.certain
    assert rate.percent == Decimal(20)


@pytest.mark.parametrize(
    "text",
    [
        "公开600条，较上年增长20%。",
        "公开约600条，比上年增加100条，增长20%。",
        "公开600条，比上年增加100次，增长20%。",
        "公开600条，比上年减少100条，增长20%。",
        "公开60条，比上年增加100条，增长20%。",
    ],
)
def test_without_both_figures_there_is_no_rate(text: str) -> None:
    assert not one(text)


@pytest.mark.parametrize(
    ("text", "now", "before", "step"),
    [
        ("办理228件，较上年的241件减少13件。", 228, 241, -13),
        ("办理217件；相较2022年度的199件，增加了18件。", 217, 199, 18),
        ("受理726宗，同比（733宗）减少7宗。", 726, 733, -7),
        ("公开60条，比2022年的50条增加了10条。", 60, 50, 10),
    ],
)
def test_a_change_stands_behind_the_figures_it_lies_between(text: str, now: int, before: int, step: int) -> None:
    (each,) = differences(sentences("overview", Section("", text)))
    assert (each.now.low, each.before.low, each.step) == (now, before, step)


@pytest.mark.parametrize(
    "text", ["公开60条，较上年增加10条。", "甲60条，乙50条，增加10条。", "甲60条，较上年的50次增加10条。"]
)
def test_a_change_without_both_figures_is_left_alone(text: str) -> None:
    assert list(differences(sentences("overview", Section("", text)))) == []
