from decimal import Decimal
from typing import Any

import msgspec
import pytest

from shared.claim import Amount, Claim, ClaimKind
from shared.record import File, decode, encode
from tests.rules.case import report
from workers import pipeline
from workers.validate import default_policy
from workers.validate.context import Context
from workers.validate.understood import understood


def read(text: str, **case: Any) -> list[Claim]:  # noqa: ANN401 - a case
    return list(understood(Context(report({"sections": {"overview": text}, "appendix": "", **case}), {})))


def only(text: str, kind: ClaimKind, **case: Any) -> Claim:  # noqa: ANN401 - a case
    (found,) = (each for each in read(text, **case) if each.kind is kind)
    return found


def test_a_figure_has_its_topic_its_quote_and_its_place() -> None:
    found = only("全年收到政府信息公开申请12件。", ClaimKind.FIGURE)
    assert (found.topic, found.amount, found.of_tables) == ("received", Amount(12, 12, "件"), True)
    assert (found.section, found.quote) == ("overview", "全年收到政府信息公开申请12件。")
    assert found.where.line is not None


def test_a_fuzzy_figure_is_an_interval() -> None:
    assert only("全年收到政府信息公开申请260余件。", ClaimKind.FIGURE).amount == Amount(260, 269, "件")


def test_a_total_has_its_parts_with_their_labels() -> None:
    found = only("全年公开信息277条，其中政府网站8条、微信公众号及其他形式269条。", ClaimKind.TOTAL)
    assert found.amount is not None
    assert found.amount.low == 277
    assert [(part.label, part.low) for part in found.parts] == [("政府网站", 8), ("微信公众号及其他形式", 269)]
    assert found.exhaustive is True


def test_a_rate_has_its_share_where_the_sentence_says_of_what() -> None:
    found = only("投诉热线办件200件，其中超期2件，占1%。", ClaimKind.RATE)
    assert (found.percent, found.parts, found.amount) == (Decimal(1), (Amount(2, 2, "件"),), Amount(200, 200, "件"))


def test_a_growth_has_the_figure_that_grew() -> None:
    found = only("收到政府信息公开申请12件，同比下降25%。", ClaimKind.GROWTH)
    assert (found.topic, found.amount, found.percent) == ("received", Amount(12, 12, "件"), Decimal(-25))


@pytest.mark.parametrize(
    ("text", "topic", "blocks"),
    [
        ("本年度未收到政府信息公开申请。", "none_received", ()),
        ("收到的信息公开申请均已办结。", "all_closed", ()),
        ("未发生行政复议和行政诉讼。", "none", ("review", "litigation_direct", "litigation_after_review")),
        ("信息公开行政复议均获维持。", "upheld", ("review",)),
    ],
)
def test_a_statement_needs_no_figure(text: str, topic: str, blocks: tuple[str, ...]) -> None:
    found = only(text, ClaimKind.STATEMENT)
    assert (found.topic, found.blocks) == (topic, blocks)


def test_whose_figures_a_citys_prose_gives_is_told() -> None:
    office = only("市政府办公室收到政府信息公开申请17件。", ClaimKind.FIGURE, publisher="某市人民政府")
    assert office.of_tables is False


def test_claims_stand_in_reading_order() -> None:
    found = read("未收到政府信息公开申请。全年公开信息3条，其中网站1条、其他形式2条。未发生行政诉讼。")
    assert [each.kind.value for each in found] == ["statement", "total", "statement"]


def test_the_record_carries_them() -> None:
    file = File(name="a", sha256="0" * 64, size=1)
    case = {"sections": {"overview": "收到政府信息公开申请12件，同比增长33.3%。"}}
    record = pipeline.validate(file, report(case), default_policy())
    assert record.report is not None
    assert [each.kind.value for each in record.report.claims] == ["figure", "growth"]
    assert decode(encode(record)) == record
    again = pipeline.validate(file, msgspec.structs.replace(record.report), default_policy())
    assert again == record
