"""From rows to nouns, and from the beginning of an id to its row."""

from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, Row, Table, select

from shared.errors import Message
from shared.store.errors import AmbiguousError, NotFoundError

_BEYOND = "\uffff"  # what no id holds, and sorts behind what any does
_ZH = {  # what people call a row of a table, with its measure word
    "batches": "个批次的",
    "deliveries": "条投递记录的",
    "documents": "份文件的",
    "endpoints": "个接收地址的",
    "keys": "个密钥的",
}
_Noun = TypeVar("_Noun", bound=msgspec.Struct)


def noun(type_: type[_Noun], row: Row[*tuple[Any, ...]], **more: object) -> _Noun:
    """Return a noun made of the row's columns of the same names; `more` adds to them or stands in their place."""
    named = {name: getattr(row, name) for name in type_.__struct_fields__ if name not in more and hasattr(row, name)}
    return type_(**named, **more)


def find(connection: Connection, table: Table, prefix: str) -> Row[Any]:
    """Return the one row whose id begins with `prefix`."""
    column = table.c.id
    if prefix and "\0" not in prefix:  # which PostgreSQL does not take, and no id holds
        found = select(table).where(column >= prefix, column < prefix + _BEYOND).order_by(column).limit(2)
        rows = connection.execute(found).all()  # LIKE would not use the index
        if rows and (len(rows) == 1 or rows[0].id == prefix):
            return rows[0]
        if rows:
            raise AmbiguousError(
                Message(f"不止一{_ZH[table.name]}编号以“{prefix}”开头", f"several {table.name} begin with {prefix!r}")
            )
    raise NotFoundError(
        Message(f"没有哪一{_ZH[table.name]}编号以“{prefix}”开头", f"none of the {table.name} begins with {prefix!r}")
    )
