"""All stages in one breath, without a queue: what `nianbao check` runs, and what the line must agree with."""

import hashlib

import msgspec
from msgspec import UNSET

from shared.engine import engine, recognizing
from shared.errors import Stop
from shared.form import forms
from shared.job import UNTOLD, Hints
from shared.limits import Limits
from shared.record import File, Outcome, Record
from shared.report import Report, SecondReading
from workers.extract import read, read_again, recognize_again, recognizes
from workers.intake import detect, has_pictures
from workers.normalize import normalize, unread
from workers.validate import Neighbours, Policy, failing, judge

_TITLE = "某县2023年政府信息公开工作年度报告"  # of the empty forms: that of a form itself is no report's


def describe(data: bytes, name: str, hints: Hints) -> File:
    """Return what is known of the bytes before anything looks at them."""
    return File(name=name, sha256=hashlib.sha256(data).hexdigest(), size=len(data), source_url=hints.source_url)


def intake(data: bytes, file: File, limits: Limits) -> File:
    """Return `file` with its format and media type. Refused: empty, too large, no format that is read."""
    found = detect(data, file.name, limits)
    return msgspec.structs.replace(file, format=found.format, media_type=found.media_type)


def arrive(data: bytes, file: File, limits: Limits, formats: tuple[str, ...]) -> tuple[File, Report | None]:
    """Do intake, and what is of one of these formats read at once."""
    file = intake(data, file, limits)
    return extract(data, file, limits) if file.format in formats else (file, None)


def allowance(data: bytes, limits: Limits) -> Limits:
    """Return the limits within which bytes are read: pictures take longer, where they can be read at all. Cheap."""
    if has_pictures(data) and recognizes():
        return msgspec.structs.replace(limits, seconds=max(limits.seconds, limits.scanned_seconds))
    return limits


def extract(data: bytes, file: File, limits: Limits) -> tuple[File, Report]:
    """Read and normalize; return `file` with pages and encoding, and the report. Refused or Unreadable otherwise.

    Where sums of a PDF, a scan or a picture fail, the cells in them are read a second, independent way: their mistake
    or ours?
    """
    document = read(file.format or "", data, limits)
    file = msgspec.structs.replace(file, pages=document.pages, encoding=document.encoding)
    report = normalize(document)
    recognized = set(report.recognized)
    is_pdf, is_recognized = file.format == "pdf", bool(recognized or report.pictures)
    doubtful = failing(report) if is_pdf or is_recognized else {}
    seen = {key: each for key, each in doubtful.items() if each.where.picture or each.where.page in recognized}
    if seen or (doubtful and is_pdf):
        second = recognize_again(data, seen, limits, document.pictures) if seen else SecondReading((), {})
        others = {key: each for key, each in doubtful.items() if key not in seen} if is_pdf else {}
        if others:
            other = read_again(data, others)
            second = SecondReading(second.confirmed + other.confirmed, second.differs | other.differs)
        report = msgspec.structs.replace(report, second_reading=second)
        told = {key for key, each in second.differs.items() if each.second is not None}
        report = unread(report, told & seen.keys())  # two recognitions see two things
    return file, report


def recognized_by(report: Report) -> str | None:
    """Name what recognized a report that was read in this process; None where nothing of it was a picture."""
    is_recognized = report.recognized or any(not each.unread for each in report.pictures)
    return recognizing() if is_recognized else None


def validate(
    file: File, report: Report, policy: Policy, recognizer: str | None = None, hints: Hints = UNTOLD
) -> Record:
    """Judge a report by every rule of the policy; `hints` are what its submitter said of it."""
    told = msgspec.structs.replace(hints, source_url=None)  # that is the file's own
    judgement = judge(report, policy, Neighbours(told=told))
    file = msgspec.structs.replace(file, told=UNSET if told == UNTOLD else told)
    report = msgspec.structs.replace(report, claims=judgement.claims)
    outcome = Outcome.FAILED if judgement.has_error else Outcome.ACCEPTED
    return Record(
        document=file,
        outcome=outcome,
        report=report,
        checks=judgement.checks,
        findings=judgement.findings,
        engine=msgspec.structs.replace(engine(policy.mark), recognizer=recognizer),
    )


def stopped(file: File, stop: Stop) -> Record:
    """Return the record of a document that was refused or unreadable."""
    return Record(document=file, outcome=Outcome(stop.outcome), reason=stop.reason, engine=engine())


def warm() -> None:
    """Compute what is computed once a process, by reading the empty forms: children forked from it begin with that."""
    for form in forms().values():
        rows = [(*row.labels, *("0" for _ in row.cells)) for table in form.tables for row in table.rows]
        text = "\n".join([_TITLE, *("\t".join(row) for row in rows)])
        page = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
        for format_, content in (("text", text), ("html", f"<h1>{_TITLE}</h1><table>{page}</table>")):
            file = File(name="", sha256="", size=len(content), format=format_)
            extract(content.encode(), file, Limits())


def check(data: bytes, name: str, hints: Hints, limits: Limits, policy: Policy) -> Record:
    """Run every stage over one document."""
    file = describe(data, name, hints)
    try:
        file = intake(data, file, limits)
        file, report = extract(data, file, limits)
    except Stop as stop:
        return stopped(file, stop)
    return validate(file, report, policy, recognized_by(report), hints)
