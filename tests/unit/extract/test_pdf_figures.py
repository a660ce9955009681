"""Lines with a figure in each column are the rows of a table without rules."""

from tests.unit.extract.test_pdf_lines import row
from workers.extract.pdf_figures import ending_in_figures, figures, rows
from workers.extract.pdf_lines import Line, lines

COLUMNS = (200.0, 220.0, 240.0, 260.0, 280.0, 300.0)


def line(text: str, *figures: str, y: float = 100, columns: tuple[float, ...] = COLUMNS) -> Line:
    return lines(row((text, 50), *zip(figures, columns, strict=False), y=y))[0]


def test_figures_end_a_line_and_a_gap_parts_them() -> None:
    found = figures(line("1.甲类", "12", "0", "1,234"))
    assert ["".join(char.text for char in figure) for figure in found] == ["12", "0", "1,234"]
    assert figures(line("另有12件")) == []


def test_a_wide_comma_is_a_figures_only_between_its_digits() -> None:
    found = figures(line("1.甲类", "1，234", "5", columns=(200.0, 260.0)))
    assert ["".join(char.text for char in figure) for figure in found] == ["1，234", "5"]
    assert ["".join(char.text for char in figure) for figure in figures(line("共增加，12"))] == ["12"]


def test_a_sign_is_a_figures_only_at_its_beginning() -> None:
    found = figures(line("1.甲类", "-1", "5", columns=(200.0, 260.0)))
    assert ["".join(char.text for char in figure) for figure in found] == ["-1", "5"]
    assert ["".join(char.text for char in figure) for figure in figures(line("2024-12"))] == ["12"]
    assert len(figures(line("1.甲类", "-", "5"))) == 1


def test_rows_have_as_many_figures_as_most_and_their_columns_are_apart() -> None:
    whole = [line("甲", *"123456", y=y) for y in (100, 120)]
    less = line("乙", *"12345", y=140)
    few = line("丙", *"1234", y=160)
    found = list(rows(ending_in_figures([*whole, less, few, line("丁", y=180)])))
    assert [each.line for each in found] == whole
    assert found[0].columns == [(x, x + 5) for x in COLUMNS]
    assert "".join(char.text for char in found[0].label) == "甲"


def test_without_common_columns_there_are_no_rows() -> None:
    shifted = tuple(x + 17 for x in COLUMNS)
    assert list(rows(ending_in_figures([line("甲", *"123456"), line("乙", *"123456", y=120, columns=shifted)]))) == []
