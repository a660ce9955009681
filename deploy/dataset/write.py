"""Records become the data set in one pass; memory does not grow with their number."""

from collections.abc import Iterable
from pathlib import Path

from deploy.dataset.files import Whole
from deploy.dataset.rows import CellRow, FindingRow, ReportRow, cell_rows, finding_rows, report_row
from shared.record import Record


def write(records: Iterable[Record], folder: Path, format_: str) -> int:
    """Write `reports`, `cells` and `findings` to `folder` in the order of the records; return how many those are.

    `reports.jsonl` holds the records themselves, whole; in the other formats a report is a row of its head and counts.
    The same records give the same bytes.
    """
    count = 0
    with Whole(folder, format_) as files:
        reports = files.table("reports", ReportRow)
        cells = files.table("cells", CellRow)
        findings = files.table("findings", FindingRow)
        for record in records:
            reports.write(record if format_ == "jsonl" else report_row(record))
            for cell in cell_rows(record):
                cells.write(cell)
            for finding in finding_rows(record):
                findings.write(finding)
            count += 1
    return count
