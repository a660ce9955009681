import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from msgspec.structs import replace
from pyarrow import parquet

import deploy
from deploy.dataset import partitioned, write, write_partitioned
from shared.document import Where
from shared.record import Record
from shared.report import State, Value
from tests.unit.dataset.test_write import JUDGED, REFUSED


def season(record: Record, year: int | None, number: int, form: str = "gov_2021") -> Record:
    assert record.report is not None
    file = replace(record.document, sha256=f"{number:064x}")
    return replace(record, document=file, report=replace(record.report, year=year, form=form))


RECORDS = [
    season(JUDGED, 2022, 1),
    season(JUDGED, 2023, 2),
    season(JUDGED, 2023, 3, "gov_2019"),
    season(JUDGED, None, 4),
    REFUSED,
]


def ask(folder: Path, table: str, question: str) -> list[tuple[object, ...]]:
    found = f"read_parquet('{folder}/{table}/**/*.parquet', hive_partitioning = true)"
    with duckdb.connect() as connection:
        return connection.execute(question.format(table=found)).fetchall()


def test_a_report_lies_in_the_folder_of_its_year_and_form(tmp_path: Path) -> None:
    assert write_partitioned(RECORDS, tmp_path) == 5
    places = {path.parent.relative_to(tmp_path / "reports").as_posix() for path in tmp_path.glob("reports/*/*/*")}
    null = "__HIVE_DEFAULT_PARTITION__"
    assert places == {
        "season=2022/edition=gov_2021",
        "season=2023/edition=gov_2021",
        "season=2023/edition=gov_2019",
        f"season={null}/edition=gov_2021",
        f"season={null}/edition={null}",
    }


def test_duckdb_reads_the_folders_as_one_table(tmp_path: Path) -> None:
    write_partitioned(RECORDS, tmp_path)
    counted = ask(tmp_path, "reports", "SELECT season, count(*) FROM {table} GROUP BY ALL ORDER BY 1 NULLS LAST")
    assert counted == [(2022, 1), (2023, 2), (None, 2)]
    asked = "SELECT sum(value) FROM {table} WHERE season = 2023 AND part = 'main' AND cell = 'applications.new.total'"
    assert ask(tmp_path, "cells", asked) == [(24.0,)]
    rules = ask(tmp_path, "findings", "SELECT rule, count(DISTINCT document) FROM {table} GROUP BY ALL")
    assert rules == [("A01", 4)]


def test_an_attached_form_keeps_its_own_name(tmp_path: Path) -> None:
    write_partitioned(RECORDS, tmp_path)
    forms = ask(
        tmp_path, "cells", "SELECT DISTINCT edition, form FROM {table} WHERE part LIKE 'attachment%' ORDER BY 1"
    )
    assert forms == [("gov_2019", "stat_2014"), ("gov_2021", "stat_2014")]


@pytest.mark.parametrize("rows", [0, 7, 300_000])
def test_the_rows_are_those_of_the_plain_data_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    """However few may wait in memory."""
    monkeypatch.setattr(partitioned, "_ROWS", rows)
    write(RECORDS, tmp_path / "plain", "parquet")
    write_partitioned(RECORDS, tmp_path / "folders")
    for name in ("reports", "cells", "findings"):
        plain = parquet.read_table(tmp_path / "plain" / f"{name}.parquet")
        parts = [parquet.ParquetFile(path).read() for path in (tmp_path / "folders" / name).rglob("*.parquet")]
        assert {part.schema for part in parts} == {plain.schema}
        rows_of = [row for part in parts for row in part.to_pylist()]
        assert sorted(map(str, rows_of)) == sorted(map(str, plain.to_pylist()))


def test_no_more_rows_wait_in_memory_than_may(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partitioned, "_ROWS", 50)
    most, files = 0, []
    made = partitioned.Parquet

    class Watched(made):  # type: ignore[misc,valid-type]
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments)
            files.append(self)

    monkeypatch.setattr(partitioned, "Parquet", Watched)

    def records() -> Iterator[Record]:
        nonlocal most
        for number in range(300):
            most = max(most, sum(len(file.rows) for file in files))
            yield season(JUDGED, 2008 + number % 17, number)

    assert write_partitioned(records(), tmp_path) == 300
    assert len(files) >= 3 * 17
    assert 0 < most <= 50


def test_no_file_grows_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its footer is in memory until it is closed."""
    monkeypatch.setattr(partitioned, "_ROWS", 50)
    monkeypatch.setattr(partitioned, "_GROUPS", 2)
    write_partitioned((season(JUDGED, 2023, number) for number in range(30)), tmp_path)
    parts = sorted((tmp_path / "cells").rglob("*.parquet"))
    assert {path.name for path in parts} >= {"part-0.parquet", "part-1.parquet"}
    assert all(parquet.ParquetFile(path).num_row_groups <= 2 for path in parts)
    assert ask(tmp_path, "cells", "SELECT count(DISTINCT document) FROM {table}") == [(30,)]


def test_the_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        write_partitioned(RECORDS, tmp_path / folder)
    paths = [path for path in (tmp_path / "one").rglob("*") if path.is_file()]
    assert len(paths) == 5 + 4 + 4
    for path in paths:
        assert path.read_bytes() == (tmp_path / "two" / path.relative_to(tmp_path / "one")).read_bytes()


def test_a_new_data_set_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    write_partitioned(RECORDS, tmp_path)
    write_partitioned(RECORDS[:1], tmp_path)
    assert ask(tmp_path, "reports", "SELECT season FROM {table}") == [(2022,)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cells", "findings", "reports"]


def test_one_that_broke_off_leaves_the_one_before_as_it_was(tmp_path: Path) -> None:
    write_partitioned(RECORDS[:1], tmp_path)

    def broken() -> Iterator[Record]:
        yield RECORDS[1]
        raise ConnectionError

    with pytest.raises(ConnectionError):
        write_partitioned(broken(), tmp_path)
    assert ask(tmp_path, "reports", "SELECT season FROM {table}") == [(2022,)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cells", "findings", "reports"]


def test_no_records_are_empty_tables(tmp_path: Path) -> None:
    assert write_partitioned([], tmp_path) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cells", "findings", "reports"]


def test_the_questions_of_the_readme_have_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lost = season(JUDGED, 2023, 9)
    assert lost.report is not None
    cells = {"review_litigation.review.corrected": Value(3, State.NUMBER, "3", Where(page=2))}
    write_partitioned([*RECORDS, replace(lost, report=replace(lost.report, cells=cells))], tmp_path)
    monkeypatch.chdir(tmp_path)
    readme = Path(deploy.__file__).parents[1] / "README.md"
    questions = re.findall(r"```sql\n(.*?)```", readme.read_text("utf-8"), re.DOTALL)
    with duckdb.connect() as connection:
        received, failed, corrected = [connection.execute(question).fetchall() for question in questions]
    assert received == [(2022, 12), (2023, 24), (None, 12)]
    assert failed == [("A01", "applications-balance", 5)]
    assert corrected == [("甲镇", 2023, 3, "甲镇.html", 2)]
