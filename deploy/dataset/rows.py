"""What stands in a row of each table. The fields are the columns, in this order.

Personal data is masked in records already.
"""

from collections.abc import Iterator

import msgspec

from shared.document import Where
from shared.finding import Severity
from shared.number import Number
from shared.record import Record


class ReportRow(msgspec.Struct, frozen=True, kw_only=True):
    """One document."""

    document: str  # SHA-256 of the bytes
    name: str
    format: str | None
    pages: int | None
    source_url: str | None
    outcome: str
    reason: str | None
    title: str | None
    publisher: str | None
    year: int | None
    form: str | None
    published: str | None
    period_from: str | None
    period_to: str | None
    cells_expected: int | None
    cells_mapped: int | None
    cells_blank: int | None
    errors: int
    warnings: int
    infos: int
    engine: str
    rules: str


class CellRow(msgspec.Struct, frozen=True, kw_only=True):
    """One cell of one form. `part` tells the main tables from further copies of them and from attached forms."""

    document: str
    publisher: str | None
    year: int | None
    form: str | None
    part: str  # main, copy.1, …, attachment.1, …
    cell: str
    value: Number | None
    state: str
    raw: str
    unit: str | None
    page: int | None
    table: int | None
    row: int | None
    column: int | None
    paragraph: int | None
    line: int | None


class FindingRow(msgspec.Struct, frozen=True, kw_only=True):
    """One finding. The place is that of the first thing it names."""

    document: str
    name: str
    publisher: str | None
    year: int | None
    rule: str
    rule_name: str
    severity: str
    cells: tuple[str, ...]
    suspects: tuple[str, ...]
    expected: str | None
    actual: str | None
    message_zh: str
    message_en: str
    quote: str | None
    page: int | None
    table: int | None
    row: int | None
    column: int | None
    paragraph: int | None
    line: int | None
    fingerprint: str
    waived_by: str | None
    waived_because: str | None
    waived_until: str | None


def report_row(record: Record) -> ReportRow:
    """Return the document's row."""
    file, report = record.document, record.report
    severities = [finding.severity for finding in record.findings if finding.waived is None]
    return ReportRow(
        document=file.sha256,
        name=file.name,
        format=file.format,
        pages=file.pages,
        source_url=file.source_url,
        outcome=record.outcome.value,
        reason=record.reason.code if record.reason else None,
        title=report.title if report else None,
        publisher=report.publisher if report else None,
        year=report.year if report else None,
        form=report.form if report else None,
        published=report.published if report else None,
        period_from=report.period[0] if report and report.period else None,
        period_to=report.period[1] if report and report.period else None,
        cells_expected=report.coverage.expected if report else None,
        cells_mapped=report.coverage.mapped if report else None,
        cells_blank=report.coverage.blank if report else None,
        errors=severities.count(Severity.ERROR),
        warnings=severities.count(Severity.WARNING),
        infos=severities.count(Severity.INFO),
        engine=record.engine.version,
        rules=record.engine.rules,
    )


def cell_rows(record: Record) -> Iterator[CellRow]:
    """Yield every cell of the document in the order of its form."""
    report = record.report
    if report is None:
        return
    parts = [
        ("main", report.form, report.cells),
        *((f"copy.{number}", report.form, copy.cells) for number, copy in enumerate(report.copies, 1)),
        *((f"attachment.{number}", more.form, more.cells) for number, more in enumerate(report.attachments, 1)),
    ]
    for part, form, cells in parts:
        for key, cell in cells.items():
            yield CellRow(
                document=record.document.sha256,
                publisher=report.publisher,
                year=report.year,
                form=form,
                part=part,
                cell=key,
                value=cell.value,
                state=cell.state.value,
                raw=cell.raw,
                unit=cell.unit,
                **_place(cell.where),
            )


def finding_rows(record: Record) -> Iterator[FindingRow]:
    """Yield every finding, most severe first."""
    report = record.report
    for finding in record.findings:
        yield FindingRow(
            document=record.document.sha256,
            name=record.document.name,
            publisher=report.publisher if report else None,
            year=report.year if report else None,
            rule=finding.rule,
            rule_name=finding.name,
            severity=finding.severity.value,
            cells=finding.cells,
            suspects=finding.suspects,
            expected=None if finding.expected is None else str(finding.expected),
            actual=None if finding.actual is None else str(finding.actual),
            message_zh=finding.message.zh,
            message_en=finding.message.en,
            quote=finding.quote,
            **_place(finding.where[0] if finding.where else Where()),
            fingerprint=finding.fingerprint,
            waived_by=finding.waived.author if finding.waived else None,
            waived_because=finding.waived.reason if finding.waived else None,
            waived_until=finding.waived.until if finding.waived else None,
        )


def _place(where: Where) -> dict[str, int | None]:
    return {part: getattr(where, part) for part in ("page", "table", "row", "column", "paragraph", "line")}
