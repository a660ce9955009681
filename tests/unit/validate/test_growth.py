from decimal import Decimal

from tests.rules.case import report
from workers.validate.context import Context
from workers.validate.growth import growths


def found(text: str) -> list[tuple[str, object, Decimal]]:
    context = Context(report({"sections": {"overview": text}}), {})
    every = growths(context.sentences, context.claims, context.report.publisher)
    return [(each.topic, each.now, each.percent) for each in every]


def test_a_rate_belongs_to_the_figure_before_it() -> None:
    assert found("收到政府信息公开申请12件，较上年增长20%；主动公开政府信息300条，同比下降2.5%。") == [
        ("received", 12, Decimal(20)),
        ("disclosed", 300, Decimal("-2.5")),
    ]


def test_a_figure_of_last_year_may_stand_between() -> None:
    assert found("主动公开政府信息9条，较上年的6条增长50%。") == [("disclosed", 9, Decimal(50))]


def test_fuzzy_and_narrowed_figures_claim_nothing() -> None:
    assert found("主动公开政府信息300余条，同比增长20%。通过网站公开政府信息9条，较上年增长50%。") == []


def test_what_others_disclosed_is_not_the_publishers() -> None:
    assert found("所属单位主动公开政府信息9条，较上年增长50%。") == []
