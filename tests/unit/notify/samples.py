"""Records to tell of."""

from shared.errors import Message
from shared.finding import Finding, Severity
from shared.record import Engine, File, Outcome, Record
from shared.report import Coverage, Report


def finding(severity: Severity = Severity.ERROR, quote: str | None = None) -> Finding:
    return Finding(
        rule="A01",
        name="applications-balance",
        severity=severity,
        cells=("applications.new.total",),
        expected=13,
        actual=12,
        message=Message("收支不平", "does not balance"),
        quote=quote,
    )


def record(outcome: Outcome = Outcome.FAILED, findings: tuple[Finding, ...] = ()) -> Record:
    return Record(
        document=File(name="甲镇.html", sha256="ab" * 32, size=9, format="html", source_url="https://example.test/1"),
        outcome=outcome,
        report=Report(
            title="甲镇2023年政府信息公开工作年度报告",
            publisher="甲镇",
            year=2023,
            form="gov_2021",
            period=("2023-01-01", "2023-12-31"),
            sections={},
            cells={},
            coverage=Coverage(200, 200, 0),
        ),
        findings=findings,
        engine=Engine("0.1.0", "0" * 16),
    )
