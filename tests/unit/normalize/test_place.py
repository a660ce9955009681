"""Which cells of a row are its columns."""

import pytest

from shared.document import Cell, Where
from workers.normalize.entries import Entry
from workers.normalize.place import Shape, is_certain, is_complete, place, shape_of, shapes


def cells(*texts: str) -> list[Cell]:
    return [Cell(text, column, Where()) for column, text in enumerate(texts)]


def texts(values: list[Cell], width: int, start: int | None = None) -> list[str | None] | None:
    placed, _ = place(values, width, start)
    return None if placed is None else [cell.text if cell else None for cell in placed]


def test_as_many_cells_as_columns_are_the_columns() -> None:
    assert texts(cells("1", "", "3"), 3) == ["1", "", "3"]


def test_spare_blanks_at_either_end_are_dropped() -> None:
    assert texts(cells("", "1", "2", "3", "", ""), 3) == ["1", "2", "3"]


def test_where_a_blank_may_be_the_column_or_the_spare_the_number_is_unknown() -> None:
    assert texts(cells("1", "2", "", ""), 3) == ["1", "2", ""]
    assert texts(cells("", "1", "2", ""), 3) == [None, None, None]


def test_complete_rows_of_the_table_tell_where_columns_begin() -> None:
    assert texts(cells("", "1", "2", ""), 3, start=1) == ["1", "2", ""]


def test_too_few_cells_tell_nothing() -> None:
    assert texts(cells("1", "2"), 3) is None


def test_a_row_of_no_columns_is_never_complete() -> None:
    assert not is_complete(cells("", ""), 0)
    assert not is_complete([], 0)


def test_a_blank_row_is_blank() -> None:
    assert texts(cells("", "", "", ""), 3) == ["", "", ""]


@pytest.mark.parametrize(("values", "agreed"), [(["0"] * 4, ["0"] * 3), (["", "0", "0", "0"], [None, "0", "0"])])
def test_with_a_cell_too_many_only_what_every_reading_says_is_known(values: list[str], agreed: list[str]) -> None:
    placed, spare = place(cells(*values), 3, any_may_be_spare=True)
    assert placed is not None
    assert [cell.text if cell else None for cell in placed] == agreed
    assert spare == len([text for text in values if text]) - 3


def test_a_merged_cell_that_was_taken_apart_is_one() -> None:
    assert texts(cells("2815", "2815", "2815"), 1) == ["2815"]
    assert texts(cells("2815", "", "281"), 1) != ["2815"]


def test_a_digit_several_times_in_a_line_may_be_a_number_with_blanks_in_it() -> None:
    assert texts(cells("3", "3"), 1) == texts(cells("５", "５", "５"), 1) == [None]
    assert texts(cells("0", "0"), 1) == ["0"]
    of_a_table = [Cell("3", column, Where(table=1, row=1, column=column + 1)) for column in range(2)]
    assert texts(of_a_table, 1) == ["3"]


def entry(depth: int, *printed: str) -> Entry:
    return Entry(("规章",) * depth, tuple(cells(*printed)), block=0, depth=depth, aligned=False)


def test_rows_with_as_many_cells_tell_where_columns_begin_and_others_as_long_with_their_labels() -> None:
    seen = shapes([(entry(1, "", "1", "2", "3"), 3), (entry(1, "1", "2", "3"), 3), (entry(2, "", "1", "", "1"), 3)])
    assert shape_of(entry(1, "", "0", "", ""), seen) == Shape(1, 4)
    assert shape_of(entry(1, "0", "", ""), seen) == Shape(0, 3)
    assert shape_of(entry(1, "0", ""), seen) is None
    assert shape_of(entry(2, "", "", "0", ""), seen) == Shape(1, 4)
    alike = shapes([(entry(1, "", "", "1", "2", "3"), 3), (entry(3, "1", "2", "3"), 3)])
    assert shape_of(entry(2, "", "", "0", ""), alike) == Shape(1, 4)
    assert shape_of(entry(4, "", "0", ""), alike) is None


def test_nearly_all_rows_tell_how_one_with_another_label_looks() -> None:
    rows = [
        entry(1, "", "", "1", "2", "3"),
        entry(2, "", "1", "2", "3"),
        entry(3, "1", "2", "3"),
        entry(3, "4", "5", "6"),
    ]
    seen = shapes([(each, 3) for each in (*rows, entry(1, "1", "2", "3"))])
    assert shape_of(entry(1, "", "1", "1"), seen) == Shape(2, 5, of_all=True)
    assert shape_of(entry(3, "", "1", "1"), seen) == Shape(0, 3, of_all=True)


def test_zeros_that_have_grown_together_leave_a_row_of_a_text_uncertain() -> None:
    assert is_certain(entry(1, "1", "0", "1"), 3)
    assert not is_certain(entry(1, "1", "00", "1"), 3)
