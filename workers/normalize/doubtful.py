"""Recognized numbers that are doubtful for what they are: the strokes of a seal look like signs and digits."""

from collections.abc import Iterable

from msgspec import structs

from shared.form import Kind, forms
from shared.report import Report, State, Value

_MOST = 0.5  # of a page's cells: where more are unread, the others are read by chance
_LARGEST = 10_000_000  # of an amount, 万元: all fees of a province are less; a point was taken for a digit


def doubtful(report: Report) -> list[str]:
    """Return the cells, by key, whose numbers were recognized on a page that hardly can be read, or cannot be meant.

    Counts below zero have a stroke before them, what reads as a word before a number is none, and an amount without a
    point may have lost it.
    """
    form = forms().get(report.form or "")
    kinds = {cell.key: cell.kind for table in (form.tables if form else ()) for row in table.rows for cell in row.cells}
    found = []
    for cells in _by_page(report).values():
        unread = sum(each.state is State.TEXT for each in cells.values())
        is_illegible = unread > _MOST * len(cells)
        found += [key for key, each in cells.items() if is_illegible or _cannot_be(each, kinds.get(key, Kind.SIGNED))]
    return [key for key in found if report.cells[key].value is not None]


def _by_page(report: Report) -> dict[tuple[int | None, int | None], dict[str, Value]]:
    """Return the cells of each recognized page or picture, by key."""
    found: dict[tuple[int | None, int | None], dict[str, Value]] = {}
    for key, each in report.cells.items():
        if each.where.picture is not None or each.where.page in report.recognized:
            found.setdefault((each.where.page, each.where.picture), {})[key] = each
    return found


def _cannot_be(each: Value, kind: Kind) -> bool:
    number = each.value
    if number is None or kind is Kind.SIGNED:
        return False
    is_worded = each.state is State.TEXT_NUMBER and not each.raw.strip()[:1].isdigit()
    return is_worded or (number < 0 if kind is Kind.COUNT else number > _LARGEST)


def unread(report: Report, keys: Iterable[str]) -> Report:
    """Return the report with some cells, given by key, as printed and not read."""
    doubtful = {
        key: structs.replace(each, value=None, state=State.TEXT) for key in keys if (each := report.cells.get(key))
    }
    return structs.replace(report, cells=report.cells | doubtful) if doubtful else report
