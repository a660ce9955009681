"""A count below zero that was recognized is a stroke beside a number; nobody else's number is touched."""

import msgspec
import pytest

from shared.document import Where
from shared.form import forms
from shared.report import Report, State, Value
from tests.rules.case import report
from workers.normalize.doubtful import below_zero, unread

COUNT = "proactive.penalties.decisions"
CHANGE = "proactive.penalties.items_change"


def found(key: str, number: int, where: Where) -> Report:
    form = "gov_2019" if key == CHANGE else "gov_2021"
    own = report({"year": 2020 if key == CHANGE else 2023})
    assert key in {cell.key for table in forms()[form].tables for row in table.rows for cell in row.cells}
    value = Value(number, State.NUMBER, str(number), where)
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
def test_recognized_counts_below_zero_are_doubtful(key: str, number: int, where: Where, keys: list[str]) -> None:
    assert below_zero(found(key, number, where)) == keys


def test_doubtful_cells_are_printed_and_not_read() -> None:
    own = found(COUNT, -2, Where(page=2))
    cell = unread(own, [COUNT]).cells[COUNT]
    assert (cell.value, cell.state, cell.raw, cell.where) == (None, State.TEXT, "-2", Where(page=2))
    assert unread(own, []) is own
