import pytest

from shared.report import Section
from workers.validate.none_decided import none_decided
from workers.validate.prose import sentences


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("本年度无行政许可、行政处罚、行政强制事项。", ["licensing", "penalties", "coercive_measures"]),
        ("我局2023年未作出行政处罚。", ["penalties"]),
        ("未收取行政事业性收费。", ["fees"]),
        ("我局无行政规范性文件。", ["normative_documents"]),
        ("2022年未作出行政处罚。", []),
        ("上半年未作出行政处罚。", []),
        ("对轻微违法行为，未作出行政处罚。", []),
        ("下属单位无行政许可事项。", []),
        ("无行政许可超期现象。", []),
        ("未经公示不得作出行政处罚决定。", []),
    ],
)
def test_rows_of_table_two_are_said_to_be_empty(text: str, rows: list[str]) -> None:
    (sentence,) = sentences("proactive", Section("", text))
    assert [row for found, _ in none_decided(sentence, 2023) for row in found] == rows
