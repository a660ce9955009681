"""Rows that are printed and could not be read are not missing."""

from shared.document import Paragraph, Where
from shared.form import forms
from shared.report import MISSING, State
from workers.normalize.unread import printed, unread

TABLE = forms()["gov_2021"].table("applications")
NOTHING = dict.fromkeys((cell.key for cell in TABLE.cells), MISSING)


def rows(text: str) -> set[str]:
    found = unread(TABLE, NOTHING, printed([Paragraph(text, Where())]))
    assert {cell.state for cell in found.values()} <= {State.TEXT}
    return {key.rsplit(".", 1)[0].removeprefix("applications.") for key in found}


def test_a_printed_label_is_a_row_that_was_not_read() -> None:
    assert rows("8.属于行政查询 事项") == {"results.denied.administrative_inquiry"}


def test_the_title_of_the_table_and_words_of_any_sentence_are_no_rows() -> None:
    assert rows("三、收到和处理政府信息公开申请情况。其中予以公开五件，其他处理一件，总计六件。") == set()


def test_where_most_rows_are_printed_all_are_unread() -> None:
    text = "".join("".join(row.labels) for row in TABLE.rows)
    assert rows(text) == {row.key.removeprefix("applications.") for row in TABLE.rows}
