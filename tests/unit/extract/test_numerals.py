"""List numbers in the formats of Chinese documents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.extract.numerals import numeral


@pytest.mark.parametrize(
    ("number", "format_", "printed"),
    [
        (1, "chineseCounting", "一"),
        (10, "chineseCountingThousand", "十"),
        (12, "japaneseCounting", "十二"),
        (20, "taiwaneseCountingThousand", "二十"),
        (105, "chineseCountingThousand", "一百零五"),
        (110, "chineseCountingThousand", "一百一十"),
        (1001, "chineseCountingThousand", "一千零一"),
        (10, "ideographDigital", "一〇"),
        (23, "japaneseDigitalTenThousand", "二三"),
        (21, "chineseLegalSimplified", "贰拾壹"),
        (3, "decimal", "3"),
        (3, "decimalZero", "03"),
        (13, "decimalFullWidth", "１３"),
        (3, "decimalEnclosedCircle", "③"),
        (21, "decimalEnclosedCircle", "21"),
        (2, "decimalEnclosedParen", "⑵"),
        (2, "ideographEnclosedCircle", "㊁"),
        (3, "ideographTraditional", "丙"),
        (12, "ideographZodiac", "亥"),
        (4, "lowerRoman", "iv"),
        (1994, "upperRoman", "MCMXCIV"),
        (2, "lowerLetter", "b"),
        (28, "upperLetter", "BB"),
        (0, "chineseCounting", "0"),
        (12345, "chineseCounting", "12345"),
        (5, "somethingNew", "5"),
    ],
)
def test_a_number_is_printed_as_its_format_says(number: int, format_: str, printed: str) -> None:
    assert numeral(number, format_) == printed


@given(st.integers(-5, 20_000), st.sampled_from(["chineseCounting", "upperRoman", "ideographDigital", "lowerLetter"]))
def test_numbers_that_differ_are_printed_differently(number: int, format_: str) -> None:
    assert numeral(number, format_) != numeral(number + 1, format_)
