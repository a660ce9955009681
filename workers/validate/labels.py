"""What people call a cell: the words and numbers printed in the form, never its key."""

import re
from functools import cache

import msgspec

from shared.errors import Message
from shared.form import Form, FormCell, FormRow
from workers.validate.stat_names import NAMES

_MARK = re.compile(r"^(?:（.）|[一二三四五六七八]、|\d\.)")
_STAT_MARK = re.compile(r"^(?:其中：)?(?:（.）|[一二三四五六七八]、|\d\.)?")
_REMARK = re.compile(r"（[^）]{2,}）")
_RESULTS = "三、本年度办理结果"


class Place(msgspec.Struct, frozen=True):
    """A cell in its form."""

    row: FormRow
    cell: FormCell


@cache
def places(form: Form) -> dict[str, Place]:
    """Every cell of a form by key."""
    return {cell.key: Place(row, cell) for table in form.tables for row in table.rows for cell in row.cells}


def cell_name(form: Form, key: str) -> Message:
    """Return a cell's full name: its row and its column."""
    place = places(form).get(key)
    if place is None:
        return Message(key, key)
    labels = (*(_plain(label) for label in place.row.labels if label != _RESULTS), *_column(place))
    return Message("·".join(labels), _english(key))


def row_name(row: FormRow) -> Message:
    """Return a row's name with its group."""
    labels = [_plain(label) for label in row.labels if label != _RESULTS]
    return Message("·".join(labels), _english(row.key))


def _column(place: Place) -> tuple[str, ...]:
    """The column's labels; the 统计表 has one column only, and 申请人情况 heads them all."""
    if place.cell.key == place.row.key:
        return ()
    return tuple(label for label in place.cell.labels if label not in {"申请人情况", "法人或其他组织"})


def _plain(label: str) -> str:
    return _REMARK.sub("", label)


def _english(key: str) -> str:
    return NAMES.get(key) or _words(key.split(".", 1)[1])


def _words(key: str) -> str:
    return key.replace(".", " / ").replace("_", " ")


def line_and_terms(form: Form, keys: tuple[str, ...]) -> tuple[Message, dict[str, Message]]:
    """Name what an identity runs along, and each of its terms on that line.

    Cells of one column are told apart by their rows' numbers, cells of one row by their columns.
    """
    found = [places(form)[key] for key in keys]
    if len({place.row.key for place in found}) == 1:
        first = found[0]
        heads = [place.cell.labels[:-1] for place in found]
        if not first.row.labels:  # table 四: one row, three blocks
            name = Message("·".join(heads[0]), _words(keys[0].split(".")[-2]))
        else:
            name = row_name(first.row)
        terms = {p.cell.key: Message(p.cell.labels[-1], _words(p.cell.key.rsplit(".", 1)[1])) for p in found}
        return name, terms
    if len({place.cell.labels for place in found}) == 1 and found[0].cell.key != found[0].row.key:
        cell = found[0].cell
        suffix = "." + cell.key.rsplit(".", 1)[1]
        terms = {
            p.cell.key: Message(_number(p.row), _words(p.cell.key.split(".", 1)[1].removesuffix(suffix))) for p in found
        }
        return Message(cell.labels[-1], _words(suffix[1:])), terms
    return Message("", ""), {
        p.cell.key: Message(_STAT_MARK.sub("", _plain(p.row.labels[-1])), _english(p.cell.key)) for p in found
    }


def _number(row: FormRow) -> str:
    """A row by its printed number, （三）第1项 or 一; the label's words where it has none."""
    marks = [mark[0] for label in row.labels if label != _RESULTS and (mark := _MARK.match(label))]
    if marks and marks[-1].rstrip(".、").isdigit():  # a bare digit would read as one of the figures beside it
        marks[-1] = f"第{marks[-1].rstrip('.、')}项"
    return "".join(marks).rstrip(".、") or _plain(row.labels[-1])
