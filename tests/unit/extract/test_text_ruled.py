"""Tables whose columns stand where lines of dashes show it."""

import pytest

from workers.extract.text_ruled import ruled


def rows(text: str) -> list[str]:
    return [line for _, line in ruled(list(enumerate(text.split("\n"), 1)))]


SIMPLE = """\
  -------------- ------ ------
  规章                  3
  行政规范性文件 0      12
  -------------- ------ ------"""


def test_a_line_between_two_lines_of_dashes_is_a_row_and_a_blank_cell_keeps_its_place() -> None:
    assert rows(SIMPLE) == ["| 规章 |  | 3 |", "| 行政规范性文件 | 0 | 12 |"]


def test_a_row_keeps_the_number_of_its_line() -> None:
    assert [number for number, _ in ruled(list(enumerate(SIMPLE.split("\n"), 1)))] == [2, 3]


def test_blank_lines_part_the_rows_of_a_table_whose_cells_take_several() -> None:
    text = """\
  ---------- ------ ------
  第二十条   3      4
  第（一）项

  规章       1      2
                    3
  ---------- ------ ------"""
    assert rows(text) == ["| 第二十条第（一）项 | 3 | 4 |", "| 规章 | 1 | 2 3 |"]


def test_the_head_of_a_table_stands_above_its_ruler() -> None:
    text = """\
  ---------------------
  内容    制发     有效
  ------- ------ ------
  规章    1          23

  -------------------"""
    text = text.replace("制发     有效", "制发     有效").replace("  -------------------", "  ---------------------")
    assert rows(text) == ["| 内容 | 制发 | 有效 |", "| 规章 | 1 | 23 |"]


@pytest.mark.parametrize(
    "text",
    [
        SIMPLE.replace("  规章                  3", "规章 3"),  # its blanks are lost
        SIMPLE.replace("0      12", "0     12 "),  # its column is not known
        "\n".join(line.strip() for line in SIMPLE.split("\n")),
        SIMPLE.replace("规章                  3", "规章 0 3").replace("0      12", "0 12"),
        "\n".join(SIMPLE.split("\n")[:-1]),
    ],
)
def test_what_does_not_stand_in_its_column_leaves_a_table_as_it_was(text: str) -> None:
    assert rows(text) == [line for line in text.split("\n") if "--" not in line]


GRID = """\
+----------+----+----+
| 内容     | 制 | 效 |
|          | 发 |    |
+==========+====+====+
| 规章     |    | 3  |
+----------+----+----+
| 文件     | 0  | 12 |
+----------+----+----+"""


def test_a_grid_has_a_row_between_any_two_of_its_rulers() -> None:
    assert rows(GRID) == ["| 内容 | 制发 | 效 |", "| 规章 |  | 3 |", "| 文件 | 0 | 12 |"]


def test_a_grid_with_few_rulers_has_a_row_a_line() -> None:
    text = "\n".join(line for at, line in enumerate(GRID.split("\n")) if at not in {2, 5})
    assert rows(text) == ["| 内容 | 制 | 效 |", "| 规章 |  | 3 |", "| 文件 | 0 | 12 |"]


def test_a_cell_merged_to_the_right_stands_in_its_first_column() -> None:
    assert rows(GRID.replace("| 规章     |    |", "| 规章          |"))[1] == "| 规章 |  | 3 |"
    assert rows(GRID.replace("| 规章     |    | 3  |", "| 规章     | 3       |"))[1] == "| 规章 | 3 |  |"


@pytest.mark.parametrize(
    "text",
    [
        GRID.replace("| 规章     |    | 3  |", "| 3             | 3  |"),  # whose it is, nobody knows
        "\n".join(
            f"{line}{end}"
            for line, end in zip(  # one of seven, or the sum of all?
                GRID.replace("| 规章     |    | 3  |", "| 规章     | 3      ").split("\n"),
                [
                    "----+" * 5,
                    "    |" * 5,
                    "    |" * 5,
                    "====+" * 5,
                    " " * 25 + "|",
                    "----+" * 5,
                    "    |" * 5,
                    "----+" * 5,
                ],
                strict=True,
            )
        ),
        GRID.replace("| 规章     |    |", "| 规章        |"),
        GRID.replace("|          | 发 |    |", "|          | 发      |"),
        GRID.removesuffix("\n+----------+----+----+"),
    ],
)
def test_a_grid_with_merged_figures_with_other_edges_or_without_its_end_is_left_alone(text: str) -> None:
    assert rows(text) == text.split("\n")


def test_signs_of_boxes_draw_a_grid_whether_fonts_have_them_wide_or_narrow() -> None:
    drawn = GRID.translate(str.maketrans("+|-=", "┼│──"))
    assert rows(drawn) == rows(GRID)
    wide = "┌──┬─┬─┐\n│内容│制│效│\n│    │发│  │\n├──┼─┼─┤\n│规章│  │3 │\n├──┼─┼─┤\n│文件│0 │12│\n└──┴─┴─┘"
    assert rows(wide) == ["| 内容 | 制发 | 效 |", "| 规章 |  | 3 |", "| 文件 | 0 | 12 |"]


def test_quotation_marks_take_two_places_where_edges_show_it() -> None:
    assert rows(GRID.replace("规章    ", "“规章”"))[1] == "| “规章” |  | 3 |"


def test_a_line_of_dashes_in_a_text_rules_nothing() -> None:
    text = "一\n-----\n二 三\n--- ---\n四 五"
    assert rows(text) == text.split("\n")
