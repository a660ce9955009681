"""The data set of whole seasons: Parquet in folders by the year and the form of the report, as Hive has them.

`cells/season=2023/edition=gov_2021/part-0.parquet`, and further parts where there is much. DuckDB, Spark, Polars and
Arrow read such a folder as one table and open only what a question is about. Season and edition are the report's; a
cell's own `form` is another one where it stands in an attachment.
"""

import shutil
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from tempfile import mkdtemp

import msgspec

from deploy.dataset.files import Parquet, prepare
from deploy.dataset.rows import CellRow, FindingRow, ReportRow, cell_rows, finding_rows, report_row
from shared.record import Record

_NULL = "__HIVE_DEFAULT_PARTITION__"
_ROWS = 300_000  # of cells, or as much of others, in memory, of all files together
_GROUPS = 16  # of rows in one file
_WEIGHT = {"reports": 10, "cells": 1, "findings": 10}  # of a row in memory, in rows of cells
_TABLES: dict[str, type[msgspec.Struct]] = {"reports": ReportRow, "cells": CellRow, "findings": FindingRow}


def write_partitioned(records: Iterable[Record], folder: Path) -> int:
    """Write `reports`, `cells` and `findings` in place of those in `folder`; return how many records those are.

    Memory does not grow with their number. What was there stays until all of the new is written.
    """
    prepare(folder, "parquet")
    draft = Path(mkdtemp(dir=folder, prefix=".draft."))
    try:
        count = _Files(draft).write(records)
        for name in _TABLES:
            (draft / name).mkdir(exist_ok=True)
            if (folder / name).exists():
                (folder / name).rename(draft / f"{name}.before")
            (draft / name).rename(folder / name)
    finally:
        shutil.rmtree(draft)
    return count


class _Files:
    """The files of one data set, each begun when its first row comes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[tuple[str, str], Parquet] = {}
        self._parts: Counter[tuple[str, str]] = Counter()
        self._waiting = 0  # rows

    def write(self, records: Iterable[Record]) -> int:
        count = 0
        for record in records:
            head = report_row(record)
            where = f"season={head.year or _NULL}/edition={head.form or _NULL}"
            self._add("reports", where, [head])
            self._add("cells", where, cell_rows(record))
            self._add("findings", where, finding_rows(record))
            while self._waiting > _ROWS:
                self._relieve()
            count += 1
        for file in self._open.values():
            file.close()
        return count

    def _add(self, name: str, where: str, rows: Iterable[msgspec.Struct]) -> None:
        for row in rows:
            file = self._open.get((name, where)) or self._begin(name, where)
            before = len(file.rows)
            file.write(row)
            self._waiting += (len(file.rows) - before) * _WEIGHT[name]
            self._end_of_part(name, where, file)

    def _begin(self, name: str, where: str) -> Parquet:
        path = self._folder / name / where / f"part-{self._parts[name, where]}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        self._parts[name, where] += 1
        file = self._open[name, where] = Parquet(path, _TABLES[name])
        return file

    def _end_of_part(self, name: str, where: str, file: Parquet) -> None:
        """Close a file that is long enough: memory would grow with what its footer will say."""
        if file.groups >= _GROUPS and not file.rows:
            file.close()
            del self._open[name, where]

    def _relieve(self) -> None:
        """Write what waits for the file that has most."""
        (name, where), file = max(self._open.items(), key=lambda each: len(each[1].rows) * _WEIGHT[each[0][0]])
        self._waiting -= len(file.rows) * _WEIGHT[name]
        file.flush()
        self._end_of_part(name, where, file)
