"""Waivers laid over a record, and taken off again. What was found stays; only what it counts for changes."""

from collections.abc import Iterable, Mapping

import msgspec

from shared.finding import Finding, Severity, Waiver
from shared.record import Outcome, Record
from shared.report import MISSING

Cells = dict[str, tuple[str, str]]  # of the cells that a finding involves: state and content


class Kept(msgspec.Struct, frozen=True):
    """A waiver, and what stood in the cells of its finding when it was given."""

    waiver: Waiver
    cells: Cells


def cells_of(record: Record, finding: Finding) -> Cells:
    """Return what stands in the cells of a finding; cells of attachments and copies count where they are the form's."""
    cells = record.report.cells if record.report else {}
    found = {key: cells.get(key, MISSING) for key in finding.cells}
    return {key: (value.state.value, str(value.value)) for key, value in found.items()}


def laid_over(record: Record, kept: Mapping[str, Kept], today: str) -> Record:
    """Return a record with the waivers that hold, by fingerprint, and the outcome that is left."""

    def held(finding: Finding) -> Finding:
        own = kept.get(finding.fingerprint)
        holds = own is not None and own.cells == cells_of(record, finding) and today <= (own.waiver.until or today)
        waiver = own.waiver if own and holds else None
        return finding if finding.waived == waiver else msgspec.structs.replace(finding, waived=waiver)

    if record.outcome not in {Outcome.ACCEPTED, Outcome.FAILED}:
        return record
    findings = tuple(map(held, record.findings))
    failed = any(finding.severity is Severity.ERROR and finding.waived is None for finding in findings)
    outcome = Outcome.FAILED if failed else Outcome.ACCEPTED
    return msgspec.structs.replace(record, outcome=outcome, findings=findings)


def bare(record: Record) -> Record:
    """Return a record as the rules left it."""
    return laid_over(record, {}, "")


def carried(record: Record, findings: Iterable[Finding]) -> Record:
    """Return a record with the waivers of these findings, as far as it has the same ones."""
    kept = {each.fingerprint: Kept(each.waived, cells_of(record, each)) for each in findings if each.waived}
    return laid_over(record, kept, "")
