"""Recognized numbers that cannot be meant are unread; nobody else's number is touched."""

import msgspec
import pytest

from shared.document import Where
from shared.form import forms
from shared.report import Report, State, Value
from tests.rules.case import report
from workers.normalize.doubtful import doubtful, unread

COUNT = "proactive.penalties.decisions"
CHANGE = "proactive.penalties.items_change"


FEES = "proactive.fees.amount_wan_yuan"


def found(key: str, number: int, where: Where, state: State = State.NUMBER, raw: str = "") -> Report:
    form = "gov_2019" if key == CHANGE else "gov_2021"
    own = report({"year": 2020 if key == CHANGE else 2023})
    assert key in {cell.key for table in forms()[form].tables for row in table.rows for cell in row.cells}
    value = Value(number, state, raw or str(number), where)
    return msgspec.structs.replace(own, form=form, cells=own.cells | {key: value}, recognized=(2,))


@pytest.mark.parametrize(
    ("key", "number", "where", "keys"),
    [
        (COUNT, -2, Where(page=2), [COUNT]),
        (COUNT, -2, Where(picture=1), [COUNT]),
        (COUNT, -2, Where(page=1), []),
        (COUNT, 2, Where(page=2), []),
        (CHANGE, -2, Where(page=2), []),
    ],
    ids=["on a recognized page", "on a picture", "on a page of text", "above zero", "a change"],
)
def test_recognized_numbers_that_cannot_be_meant_are_doubtful(
    key: str, number: int, where: Where, keys: list[str]
) -> None:
    assert doubtful(found(key, number, where)) == keys


def test_doubtful_cells_are_printed_and_not_read() -> None:
    own = found(COUNT, -2, Where(page=2))
    cell = unread(own, [COUNT]).cells[COUNT]
    assert (cell.value, cell.state, cell.raw, cell.where) == (None, State.TEXT, "-2", Where(page=2))
    assert unread(own, []) is own


def test_a_point_that_was_taken_for_a_digit_makes_an_amount_too_large() -> None:
    assert doubtful(found(FEES, 681517698, Where(page=2))) == [FEES]
    assert doubtful(found(FEES, 681517, Where(page=2))) == []


def test_a_word_before_a_recognized_number_is_a_stroke_as_well() -> None:
    assert doubtful(found(COUNT, 1, Where(page=2), State.TEXT_NUMBER, "口1")) == [COUNT]
    assert doubtful(found(COUNT, 1, Where(page=2), State.TEXT_NUMBER, "1件")) == []


def test_where_most_cells_of_a_page_are_unread_the_others_are_read_by_chance() -> None:
    one = found(COUNT, 2, Where(page=2))
    illegible = Value(None, State.TEXT, "\ufffd", Where(page=2))
    cells = [key for key in one.cells if key != COUNT]
    for count, keys in ((1, []), (2, [COUNT])):
        worse = msgspec.structs.replace(one, cells=one.cells | dict.fromkeys(cells[:count], illegible))
        assert doubtful(worse) == keys
