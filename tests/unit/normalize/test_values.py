"""What stands in a cell."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.form import Kind
from shared.report import State
from workers.normalize.values import is_value, runs, value


@pytest.mark.parametrize(
    ("raw", "kind", "state", "number"),
    [
        ("12", Kind.COUNT, State.NUMBER, 12),
        ("１２", Kind.COUNT, State.NUMBER, 12),
        ("1,234", Kind.COUNT, State.NUMBER, 1234),
        ("1，234", Kind.COUNT, State.NUMBER, 1234),
        ("\u3000 7\xa0", Kind.COUNT, State.NUMBER, 7),
        ("0", Kind.COUNT, State.ZERO, 0),
        ("零", Kind.COUNT, State.ZERO, 0),
        ("〇", Kind.COUNT, State.ZERO, 0),
        ("", Kind.COUNT, State.BLANK, None),
        ("\u3000\xa0 ", Kind.COUNT, State.BLANK, None),
        ("/", Kind.COUNT, State.NOT_APPLICABLE, None),
        ("—", Kind.COUNT, State.NOT_APPLICABLE, None),
        ("－", Kind.COUNT, State.NOT_APPLICABLE, None),
        ("无", Kind.COUNT, State.NOT_APPLICABLE, None),
        ("不适用", Kind.COUNT, State.NOT_APPLICABLE, None),
        ("-3件", Kind.SIGNED, State.TEXT_NUMBER, -3),
        ("－3 项", Kind.SIGNED, State.TEXT_NUMBER, -3),
        ("减：3", Kind.SIGNED, State.TEXT_NUMBER, -3),
        ("+3件", Kind.SIGNED, State.TEXT_NUMBER, 3),
        ("-3件", Kind.COUNT, State.TEXT_NUMBER, -3),
        ("12.5万", Kind.DECIMAL, State.TEXT_NUMBER, Decimal("12.5")),
        ("1577*", Kind.COUNT, State.NUMBER, 1577),
        ("$37$", Kind.COUNT, State.NUMBER, 37),
        ("`0`", Kind.COUNT, State.ZERO, 0),
        ("**37**", Kind.COUNT, State.NUMBER, 37),
        ("_37_", Kind.COUNT, State.NUMBER, 37),
        ("[37](#)", Kind.COUNT, State.NUMBER, 37),
        ("1240\\.5", Kind.DECIMAL, State.NUMBER, Decimal("1240.5")),
        ("$-$", Kind.COUNT, State.NOT_APPLICABLE, None),
        ("0※", Kind.COUNT, State.ZERO, 0),
        ("44\xa0942", Kind.COUNT, State.NUMBER, 44942),
        ("81\u2009940.25", Kind.DECIMAL, State.NUMBER, Decimal("81940.25")),
        ("公示栏9条", Kind.COUNT, State.TEXT_NUMBER, 9),
        ("/5", Kind.COUNT, State.TEXT, None),  # a stroke and a number: of two cells
        ("5 /", Kind.COUNT, State.TEXT, None),
        ("0件次", Kind.COUNT, State.TEXT_NUMBER, 0),
        ("8份", Kind.COUNT, State.TEXT_NUMBER, 8),
        pytest.param("7" * 5_000, Kind.COUNT, State.TEXT, None, id="5000-digits"),  # more than int() takes
        pytest.param("（" * 50_000 + "1" + "）" * 50_000, Kind.COUNT, State.TEXT, None, id="brackets"),
        ("3宗", Kind.COUNT, State.TEXT_NUMBER, 3),
        ("22（其中修订16件）", Kind.COUNT, State.TEXT_NUMBER, 22),
        ("55(含自然失效29件)", Kind.COUNT, State.TEXT_NUMBER, 55),
        ("260余", Kind.COUNT, State.FUZZY, None),
        ("500余条", Kind.COUNT, State.FUZZY, None),
        ("约30", Kind.COUNT, State.FUZZY, None),
        ("-18", Kind.COUNT, State.NUMBER, -18),
        ("+1036", Kind.SIGNED, State.NUMBER, 1036),
        ("增5", Kind.SIGNED, State.NUMBER, 5),
        ("减4", Kind.SIGNED, State.NUMBER, -4),
        ("减少2项", Kind.SIGNED, State.TEXT_NUMBER, -2),
        ("4166.241619", Kind.DECIMAL, State.NUMBER, Decimal("4166.241619")),
        ("4166.24万元", Kind.DECIMAL, State.TEXT_NUMBER, Decimal("4166.24")),
        ("0.0", Kind.DECIMAL, State.ZERO, Decimal("0.0")),
        ("251000元", Kind.AMOUNT, State.TEXT_NUMBER, 251000),
        ("8040", Kind.AMOUNT, State.NUMBER, 8040),
    ],
)
def test_a_cell_is_read_as_what_is_printed(raw: str, kind: Kind, state: State, number: object) -> None:
    read = value(raw, kind)
    assert (read.state, read.value, read.raw) == (state, number, raw)


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("15130000154", Kind.COUNT),  # seven columns without their borders
        ("1 2", Kind.COUNT),
        ("3/4", Kind.COUNT),
        ("12、13", Kind.COUNT),
        ("见附件", Kind.COUNT),
        ("2023年1月", Kind.COUNT),
        ("O", Kind.COUNT),
        ("380元", Kind.DECIMAL),  # the column counts 万元
        ("1.2.3", Kind.DECIMAL),
        ("12²", Kind.COUNT),  # a footnote's mark
        ("㏠", Kind.COUNT),
        ("l3", Kind.COUNT),  # a letter for a digit
        ("3O件", Kind.COUNT),
        ("12~", Kind.COUNT),
        ("12.34万", Kind.COUNT),
        ("1234万件", Kind.COUNT),
        ("7百", Kind.COUNT),
        ("251千元", Kind.AMOUNT),
        ("第12", Kind.COUNT),
        ("2023年", Kind.COUNT),
        ("12号", Kind.COUNT),
        ("含2件", Kind.COUNT),
        ("1234+", Kind.COUNT),
        ("8-", Kind.SIGNED),
        ("20 -", Kind.COUNT),
        ("12**", Kind.COUNT),  # digits that are not told
        ("*12", Kind.COUNT),
        ("1 856", Kind.COUNT),  # thousands, or two numbers
        ("44\xa094", Kind.COUNT),
        ("0\xa0123", Kind.COUNT),
        ("6033 57", Kind.DECIMAL),
        ("6101230004567", Kind.DECIMAL),  # of a seal
        ("6033 .57", Kind.COUNT),
        ("00", Kind.COUNT),  # two zeros grown together
        ("12①", Kind.COUNT),
        ("$37$ $41$", Kind.COUNT),
        ("$10^{2}$", Kind.COUNT),
        ("**3**7**", Kind.COUNT),
        ("3[7](#note)", Kind.DECIMAL),
    ],
)
def test_what_may_be_several_numbers_or_none_has_no_value(raw: str, kind: Kind) -> None:
    assert value(raw, kind).value is None
    assert value(raw, kind).state in {State.TEXT, State.FUZZY}


def test_the_unit_that_a_cell_names_is_kept() -> None:
    assert value("251000元", Kind.AMOUNT).unit == "元"
    assert value("25.1万元", Kind.AMOUNT).unit == "万元"


@pytest.mark.parametrize("raw", ["6033 .57", "6033. 57", "6033\n.57"])
def test_a_decimal_broken_at_its_point_is_one_number(raw: str) -> None:
    assert value(raw, Kind.DECIMAL).value == Decimal("6033.57")


@given(st.integers(0, 99_999_999), st.sampled_from(["{}", " {} ", "\u3000{}", "{}\xa0", "{:,}"]))
def test_a_count_in_any_dress_is_itself(number: int, dress: str) -> None:
    assert value(dress.format(number), Kind.COUNT).value == number


@given(st.text(max_size=12))
def test_a_value_has_exactly_the_digits_of_its_cell(raw: str) -> None:
    read = value(raw, Kind.COUNT)
    if read.value is not None and not any(bracket in raw for bracket in "（([【〔［"):
        printed = "".join(str(int(c)) for c in raw if c.isdecimal())
        assert str(abs(read.value)).replace(".", "").lstrip("0") == printed.lstrip("0")


@pytest.mark.parametrize("raw", ["1.属于国家秘密", "3.其他", "规章", "（七）总计", "自然人", "", "2023年", "一、"])
def test_a_label_is_no_value(raw: str) -> None:
    assert not is_value(raw)


@pytest.mark.parametrize(
    "raw",
    [
        "0",
        "12",
        "8份",
        "-",
        "/",
        "22（其中修订16件）",
        "减4",
        "1,234",
        "3.5万元",
        "12*",
        "1\ufffd",
        "1\ufffd \ufffd",
        "\ufffd",
    ],
)
def test_numbers_and_strokes_are_values(raw: str) -> None:
    assert is_value(raw)


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("15130000154", ["15130000154"]),
        ("12件2210017件", ["12", "2210017"]),
        ("0 0 3", ["0", "0", "3"]),
        ("2,070354", ["2,070354"]),
        ("68/2", ["68", "/", "2"]),
        ("12²", None),
        ("2024-01-25", None),
        ("0571-88886666", None),
        ("约3", None),
        ("", None),
    ],
)
def test_runs_of_digits_are_parted_at_units(raw: str, found: list[str] | None) -> None:
    assert runs(raw) == found


@pytest.mark.parametrize("raw", ["8-", "8 -", "20－"])
def test_a_sign_behind_a_figure_makes_it_no_number_told(raw: str) -> None:
    """Whether it is a minus or a stroke cannot be known; in front of the figure it is a minus."""
    assert value(raw, Kind.SIGNED).value is None
    assert value("-8", Kind.SIGNED).value == -8
