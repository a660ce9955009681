import pytest

from shared.form import FormTable, forms
from workers.gateway.grid import Block, grids

TABLES = [(form, table) for form in forms().values() for table in form.tables]


@pytest.mark.parametrize(("form", "table"), TABLES, ids=lambda it: it.key)
def test_headings_fill_their_rectangle_and_every_cell_is_there_once(form: object, table: FormTable) -> None:
    (grid,) = [each for each in grids(form) if each.key == table.key]  # type: ignore[arg-type]
    keys = [key for block in grid.blocks for row in block.rows for key in row.keys]
    assert keys == [cell.key for cell in table.cells]
    for block in grid.blocks:
        _fills(block)


def _fills(block: Block) -> None:
    width = max((len(row.keys) for row in block.rows), default=0)
    above = sum(head.rows * head.columns for level in block.columns for head in level)
    assert above == len(block.columns) * width
    before = sum(head.rows * head.columns for row in block.rows for head in row.heads)
    assert before == len(block.rows) * block.corner


def test_a_heading_reaches_over_what_it_groups() -> None:
    grid = next(each for each in grids(forms()["gov_2021"]) if each.key == "applications")
    (block,) = grid.blocks
    assert [(head.text, head.columns, head.rows) for head in block.columns[0]] == [("申请人情况", 7, 1)]
    results = next(head for row in block.rows for head in row.heads if head.text == "三、本年度办理结果")
    inside = [cell.key for cell in forms()["gov_2021"].table("applications").cells if ".results." in cell.key]
    assert results.rows == len(inside) / 7
