"""Rows that are printed and could not be read are not missing."""

from shared.document import Paragraph, Where
from shared.form import forms
from shared.report import MISSING, State, Value
from workers.normalize.unread_rows import printed, unread

TABLE = forms()["gov_2021"].table("applications")
NOTHING = dict.fromkeys((cell.key for cell in TABLE.cells), MISSING)


def rows(text: str) -> set[str]:
    found = unread(TABLE, NOTHING, printed([Paragraph(text, Where())]))
    assert {cell.state for cell in found.values()} <= {State.TEXT}
    return {key.rsplit(".", 1)[0].removeprefix("applications.") for key in found}


def test_a_printed_label_is_a_row_that_was_not_read() -> None:
    found = NOTHING | {"applications.new.total": Value(1, State.NUMBER)}
    lost = unread(TABLE, found, printed([Paragraph("8.属于行政查询 事项", Where())]))
    assert {key.rsplit(".", 1)[0] for key in lost} == {"applications.results.denied.administrative_inquiry"}


def test_a_label_that_has_lost_its_first_characters_is_a_row_that_was_not_read() -> None:
    """As where they were printed into the column of a group's label: 三、本年度四、结转."""
    found = NOTHING | {"applications.new.total": Value(1, State.NUMBER)}
    lost = unread(TABLE, found, printed([Paragraph("下年度继续办理", Where())]))
    assert {key.rsplit(".", 1)[0] for key in lost} == {"applications.carried_forward"}


def test_one_label_in_a_sentence_is_no_table() -> None:
    assert rows("其中要求提供公开出版物的两件。") == set()


def test_the_title_of_the_table_and_words_of_any_sentence_are_no_rows() -> None:
    assert rows("三、收到和处理政府信息公开申请情况。其中予以公开五件，其他处理一件，总计六件。") == set()


def test_where_most_rows_are_printed_all_are_unread() -> None:
    text = "".join("".join(row.labels) for row in TABLE.rows)
    assert rows(text) == {row.key.removeprefix("applications.") for row in TABLE.rows}
