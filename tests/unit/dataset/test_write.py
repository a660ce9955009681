import csv
import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace
from pyarrow import parquet

from deploy.dataset import FORMATS, MissingExtraError, write
from shared.document import Where
from shared.errors import Message, Refused
from shared.finding import Finding, Severity
from shared.record import Engine, File, Outcome, Record, decode
from shared.report import Attachment, Copy, Coverage, Report, State, Value

ENGINE = Engine("0.1.0", "0" * 16)
COVERAGE = Coverage(200, 199, 1)
CELLS = {
    "applications.new.total": Value(12, State.NUMBER, "１２", Where(page=3, bbox=(1.0, 2.0, 3.0, 4.0), table=2, row=4)),
    "proactive.fees.amount_wan_yuan": Value(Decimal("0.0380"), State.NUMBER, "0.0380"),
    "applications.carried_over.total": Value(None, State.BLANK),
    "applications.results.total.total": Value(None, State.TEXT, '=cmd|"x"!A1\n'),
    "proactive.licensing.items_change": Value(1036, State.NUMBER, "+1036"),
}
FINDING = Finding(
    rule="A01",
    name="applications-balance",
    severity=Severity.ERROR,
    cells=("applications.new.total", "applications.carried_over.total"),
    suspects=("applications.new.total",),
    expected=Decimal("13.50"),
    actual=12,
    message=Message("收支不平", "does not balance"),
    quote="甲,乙",
    where=(Where(page=3, table=2), Where(page=4)),
    fingerprint="f" * 16,
)
JUDGED = Record(
    document=File(name="甲镇.html", sha256="ab" * 32, size=9, format="html", source_url="https://example.test/1"),
    outcome=Outcome.FAILED,
    report=Report(
        title="甲镇2023年政府信息公开工作年度报告",
        publisher="甲镇",
        year=2023,
        form="gov_2021",
        period=("2023-01-01", "2023-12-31"),
        sections={},
        cells=CELLS,
        coverage=COVERAGE,
        copies=(Copy("proactive", {"applications.new.total": Value(13, State.NUMBER, "13")}),),
        attachments=(Attachment("stat_2014", {"stat.complaints": Value(0, State.ZERO, "0")}, Coverage(56, 1, 0)),),
    ),
    findings=(FINDING,),
    engine=ENGINE,
)
REFUSED = Record(
    document=File(name="b.pdf", sha256="cd" * 32, size=0),
    outcome=Outcome.REFUSED,
    reason=Refused("empty").reason,
    engine=ENGINE,
)


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_reports_in_json_are_the_records_themselves(tmp_path: Path) -> None:
    assert write([JUDGED, REFUSED], tmp_path, "jsonl") == 2
    told = (tmp_path / "reports.jsonl").read_bytes().splitlines()
    assert [decode(line) for line in told] == [JUDGED, REFUSED]


def test_every_cell_is_a_row_in_the_order_of_the_form(tmp_path: Path) -> None:
    write([JUDGED, REFUSED], tmp_path, "jsonl")
    cells = lines(tmp_path / "cells.jsonl")
    assert [(cell["part"], cell["form"], cell["cell"]) for cell in cells] == [
        *(("main", "gov_2021", key) for key in CELLS),
        ("copy.1", "gov_2021", "applications.new.total"),
        ("attachment.1", "stat_2014", "stat.complaints"),
    ]
    assert cells[0] == {
        "document": "ab" * 32,
        "publisher": "甲镇",
        "year": 2023,
        "form": "gov_2021",
        "part": "main",
        "cell": "applications.new.total",
        "value": 12,
        "state": "number",
        "raw": "１２",
        "unit": None,
        "page": 3,
        "table": 2,
        "row": 4,
        "column": None,
        "paragraph": None,
        "line": None,
    }


def test_decimals_stay_as_printed_in_json_and_csv(tmp_path: Path) -> None:
    for format_ in ("jsonl", "csv"):
        write([JUDGED], tmp_path, format_)
    assert '"value":0.0380,' in (tmp_path / "cells.jsonl").read_text("utf-8")
    assert table(tmp_path / "cells.csv")[1]["value"] == "0.0380"
    assert table(tmp_path / "findings.csv")[0]["expected"] == "13.50"


def test_a_finding_is_a_row_with_both_languages_and_its_first_place(tmp_path: Path) -> None:
    write([JUDGED], tmp_path, "jsonl")
    [finding] = lines(tmp_path / "findings.jsonl")
    assert (finding["rule"], finding["severity"], finding["name"]) == ("A01", "error", "甲镇.html")
    assert finding["cells"] == ["applications.new.total", "applications.carried_over.total"]
    assert (finding["message_zh"], finding["message_en"]) == ("收支不平", "does not balance")
    assert (finding["page"], finding["table"], finding["row"]) == (3, 2, None)


def test_excel_opens_the_tables(tmp_path: Path) -> None:
    write([JUDGED, REFUSED], tmp_path, "csv")
    assert (tmp_path / "reports.csv").read_bytes().startswith(b"\xef\xbb\xbfdocument,")
    first, second = table(tmp_path / "reports.csv")
    assert (first["publisher"], first["period_to"], first["errors"], first["reason"]) == ("甲镇", "2023-12-31", "1", "")
    assert (second["outcome"], second["reason"], second["year"]) == ("refused", "empty", "")
    [finding] = table(tmp_path / "findings.csv")
    assert finding["cells"] == "applications.new.total applications.carried_over.total"
    assert finding["quote"] == "甲,乙"


def test_a_spreadsheet_runs_nothing_that_a_document_says(tmp_path: Path) -> None:
    write([JUDGED], tmp_path, "csv")
    raw = {row["cell"]: row["raw"] for row in table(tmp_path / "cells.csv") if row["part"] == "main"}
    assert raw["applications.results.total.total"].startswith("'=cmd")
    assert raw["proactive.licensing.items_change"] == "+1036"


def test_parquet_holds_the_same_rows_with_types(tmp_path: Path) -> None:
    write([JUDGED, REFUSED], tmp_path, "parquet")
    write([JUDGED, REFUSED], tmp_path, "csv")
    cells = parquet.read_table(tmp_path / "cells.parquet").to_pylist()
    assert [cell["value"] for cell in cells] == [12.0, 0.038, None, None, 1036.0, 13.0, 0.0]
    assert cells[0]["page"] == 3
    [finding] = parquet.read_table(tmp_path / "findings.parquet").to_pylist()
    assert finding["suspects"] == ["applications.new.total"]
    for name in ("reports", "cells", "findings"):
        found = parquet.read_table(tmp_path / f"{name}.parquet")
        rows = table(tmp_path / f"{name}.csv")
        assert found.column_names == list(rows[0])
        assert len(found) == len(rows)


@pytest.mark.parametrize("value", [Decimal("0.1234567890123456789"), 2**53 + 1, 10**400, Decimal("1E+400")])
def test_a_number_that_a_double_cannot_hold_is_null_in_parquet(tmp_path: Path, value: int | Decimal) -> None:
    assert JUDGED.report is not None
    odd = replace(JUDGED, report=replace(JUDGED.report, cells={"a": Value(value, State.NUMBER, str(value))}))
    write([odd], tmp_path, "parquet")
    cell = parquet.read_table(tmp_path / "cells.parquet").to_pylist()[0]
    assert (cell["value"], cell["raw"]) == (None, str(value))


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_records_give_the_same_bytes(tmp_path: Path, format_: str) -> None:
    for folder in ("one", "two"):
        write([JUDGED, REFUSED], tmp_path / folder, format_)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


@pytest.mark.parametrize("format_", FORMATS)
def test_no_records_give_empty_tables(tmp_path: Path, format_: str) -> None:
    assert write([], tmp_path, format_) == 0
    assert {path.name for path in tmp_path.iterdir()} == {
        f"{name}.{format_}" for name in ("reports", "cells", "findings")
    }


@pytest.mark.parametrize("format_", FORMATS)
def test_a_data_set_that_broke_off_leaves_the_one_before_as_it_was(tmp_path: Path, format_: str) -> None:
    write([REFUSED], tmp_path, format_)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def broken() -> Iterator[Record]:
        yield JUDGED
        raise ConnectionError

    with pytest.raises(ConnectionError):
        write(broken(), tmp_path, format_)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_parquet_without_its_extra_is_named_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match="pyarrow"):
        write([JUDGED], tmp_path / "out", "parquet")
    assert not (tmp_path / "out").exists()
