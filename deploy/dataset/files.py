"""One table in one file, written row by row; the file appears under its name when it is whole."""

import csv
import re
from collections.abc import Callable
from decimal import Decimal
from importlib import import_module
from operator import attrgetter
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryFile
from types import TracebackType
from typing import Any, Protocol, Self

import msgspec

from shared.number import Number
from shared.record import encode

ROW_GROUP = 50_000  # rows of a Parquet file in memory
_FORMULA = re.compile(r"[=+\-@\t\r](?![\d.,]*$)")  # what a spreadsheet would run rather than show


class MissingExtraError(Exception):
    """The format needs a package that is not installed."""


class Table(Protocol):
    """A table that rows are written to."""

    def write(self, row: msgspec.Struct) -> None:
        """Add a row."""

    def close(self) -> None:
        """Write what is left."""


class _JsonLines:
    def __init__(self, path: Path, row: type[msgspec.Struct]) -> None:  # noqa: ARG002 - as every table
        self._file = path.open("wb")

    def write(self, row: msgspec.Struct) -> None:
        self._file.write(encode(row) + b"\n")

    def close(self) -> None:
        self._file.close()


class _Csv:
    """UTF-8 with a byte order mark, without which Excel takes it for another encoding."""

    def __init__(self, path: Path, row: type[msgspec.Struct]) -> None:
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._file)
        self._writer.writerow(row.__struct_fields__)

    def write(self, row: msgspec.Struct) -> None:
        self._writer.writerow([_shown(value) for value in msgspec.structs.astuple(row)])

    def close(self) -> None:
        self._file.close()


class Parquet:
    """A Parquet file. Rows wait in memory until a group of them is written."""

    def __init__(self, path: Path, row: type[msgspec.Struct]) -> None:
        arrow, parquet = _pyarrow()
        types = {
            str: arrow.string(),
            str | None: arrow.string(),
            int: arrow.int64(),
            int | None: arrow.int64(),
            Number | None: arrow.float64(),
            tuple[str, ...]: arrow.list_(arrow.string()),
        }
        fields = msgspec.structs.fields(row)
        self._schema = arrow.schema([(field.name, types[field.type]) for field in fields])
        self._numbers = {field.name for field in fields if field.type == Number | None}
        self._writer = parquet.ParquetWriter(path, self._schema, compression="zstd")
        self._arrow = arrow
        self.rows: list[msgspec.Struct] = []
        self.groups = 0  # that are written; what the footer says of each stays in memory until the file is closed

    def write(self, row: msgspec.Struct) -> None:
        """Add a row."""
        self.rows.append(row)
        if len(self.rows) >= ROW_GROUP:
            self.flush()

    def close(self) -> None:
        """Write what is left."""
        self.flush()
        self._writer.close()

    def flush(self) -> None:
        """Write the rows that wait, if any."""
        if self.rows:
            columns = [self._column(field.name, field.type) for field in self._schema]
            self._writer.write_table(self._arrow.Table.from_arrays(columns, schema=self._schema))
            self.rows.clear()
            self.groups += 1

    def _column(self, name: str, type_: Any) -> Any:  # noqa: ANN401 - Arrow's
        values = map(attrgetter(name), self.rows)
        return self._arrow.array(list(map(_double, values) if name in self._numbers else values), type_)


FORMATS: dict[str, Callable[[Path, type[msgspec.Struct]], Table]] = {
    "jsonl": _JsonLines,
    "csv": _Csv,
    "parquet": Parquet,
}


class Whole:
    """Tables of one format that replace those of their names together, when all of them are written."""

    def __init__(self, folder: Path, format_: str) -> None:
        self._folder, self._format = folder, format_
        self._tables: dict[Path, tuple[Path, Table]] = {}

    def table(self, name: str, row: type[msgspec.Struct]) -> Table:
        """Begin a table."""
        path = self._folder / f"{name}.{self._format}"
        with NamedTemporaryFile(dir=self._folder, prefix=f".{path.name}.", delete=False) as held:
            draft = Path(held.name)
        draft.chmod(0o644)
        table = FORMATS[self._format](draft, row)
        self._tables[path] = (draft, table)
        return table

    def __enter__(self) -> Self:
        prepare(self._folder, self._format)
        return self

    def __exit__(self, error: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        try:
            for _draft, table in self._tables.values():
                table.close()
            if error is None:
                for path, (draft, _table) in self._tables.items():
                    draft.replace(path)
        finally:
            for draft, _table in self._tables.values():
                draft.unlink(missing_ok=True)


def prepare(folder: Path, format_: str) -> None:
    """Make the folder. OSError where it cannot be written to; MissingExtraError where the format needs a package."""
    if format_ == "parquet":
        _pyarrow()
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryFile(dir=folder):
        pass


def _pyarrow() -> tuple[Any, Any]:
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise MissingExtraError("pyarrow") from error


def _shown(value: object) -> object:
    """Return a value as a spreadsheet should show it: lists in one cell, nothing that it would run."""
    if isinstance(value, tuple):
        return " ".join(value)
    if isinstance(value, str) and _FORMULA.match(value):
        return f"'{value}"
    return value


def _double(value: Number | None) -> float | None:
    """Return a number as a double where that is the same number, otherwise nothing: `raw` has it as printed."""
    try:
        double = None if value is None else float(value)
    except OverflowError:
        return None
    return double if double is not None and Decimal(repr(double)) == value else None
