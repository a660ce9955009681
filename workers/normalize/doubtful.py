"""Recognized numbers that are doubtful for what they are: the strokes of a seal look like signs and digits."""

from collections.abc import Iterable

from msgspec import structs

from shared.form import Kind, forms
from shared.report import Report, State


def below_zero(report: Report) -> list[str]:
    """Return the counts below zero, by key, that stand on recognized pages or pictures: a stroke before them."""
    form = forms().get(report.form or "")
    counts = (
        cell.key
        for table in (form.tables if form else ())
        for row in table.rows
        for cell in row.cells
        if cell.kind is Kind.COUNT
    )
    found = []
    for key in counts:
        each = report.cells.get(key)
        is_recognized = each and (each.where.picture is not None or each.where.page in report.recognized)
        if each and is_recognized and each.value is not None and each.value < 0:
            found.append(key)
    return found


def unread(report: Report, keys: Iterable[str]) -> Report:
    """Return the report with some cells, given by key, as printed and not read."""
    doubtful = {
        key: structs.replace(each, value=None, state=State.TEXT) for key in keys if (each := report.cells.get(key))
    }
    return structs.replace(report, cells=report.cells | doubtful) if doubtful else report
