"""A record as people look at it: its findings explained, their cells numbered, the tables of its forms filled."""

from collections.abc import Iterator, Mapping

import msgspec

from shared.document import Where
from shared.finding import Finding, by_cause
from shared.form import Form, form_of
from shared.record import Record
from shared.report import MISSING, Value
from workers.gateway.grid import Grid, grids


class Law(msgspec.Struct, frozen=True):
    """A rule as its documentation has it."""

    zh: str
    en: str
    basis: str


class ShownCell(msgspec.Struct, frozen=True, kw_only=True):
    """One cell. `number` is set for those that a finding names, and counts through the report.

    `is_waived`: every finding that names it has been let pass.
    """

    key: str
    label: str
    text: str
    state: str
    where: Where
    number: int | None = None
    is_suspect: bool = False
    is_waived: bool = False
    findings: tuple[int, ...] = ()


class ShownFinding(msgspec.Struct, frozen=True, kw_only=True):
    """One finding with its cells, in the order of its sum, and the law that it stands on. It counts from 1.

    `follows` is the rule of the finding before it that the same mistake explains.
    """

    number: int
    finding: Finding
    cells: tuple[ShownCell, ...]
    law: Law | None
    follows: str | None = None


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One form of a report: the main one, or one that is attached. Keys of its cells lead into `cells`."""

    form: Form
    grids: tuple[Grid, ...]
    cells: Mapping[str, ShownCell]


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A box on a page: of a cell (`key`), or of a sentence that a finding is about."""

    box: tuple[float, float, float, float]
    key: str | None = None
    number: int | None = None
    is_suspect: bool = False
    is_waived: bool = False
    findings: tuple[int, ...] = ()


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """One page with its marks, or one picture inside of a document without pages. Width and height are points."""

    page: int
    is_picture: bool = False
    width: float
    height: float
    marks: tuple[Mark, ...]

    @property
    def has_findings(self) -> bool:
        """Whether a finding points here."""
        return any(mark.findings for mark in self.marks)


class Prose(msgspec.Struct, frozen=True):
    """A section, line by line; a line is cut into pieces, of which those that a finding quotes carry its number."""

    heading: str
    lines: tuple[tuple[tuple[str, int | None], ...], ...]


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the page of a report shows."""

    record: Record
    findings: tuple[ShownFinding, ...]
    parts: tuple[Part, ...]
    sheets: tuple[Sheet, ...]
    prose: tuple[Prose, ...]


def show(record: Record, laws: Mapping[str, Law], sizes: list[tuple[float, float]]) -> Shown:
    """Return what is shown of a record. `sizes` are those of its pages in points.

    Of what has no pages they are those of its pictures, 0 where there is none to show.
    """
    involved = _involved(record)
    parts = tuple(_parts(record, involved))
    known = {key: cell for part in reversed(parts) for key, cell in part.cells.items()}
    numbers = {id(finding): number for number, finding in enumerate(record.findings, 1)}
    findings = tuple(
        ShownFinding(
            number=numbers[id(finding)],
            finding=finding,
            cells=tuple(known[key] for key in finding.cells if key in known),
            law=laws.get(finding.rule),
            follows=first.rule if finding is not first else None,
        )
        for first, *others in by_cause(record.findings)
        for finding in (first, *others)
    )
    return Shown(
        record=record,
        findings=findings,
        parts=parts,
        sheets=tuple(_sheets(record, parts, sizes)),
        prose=tuple(_prose(record)),
    )


class _Involved(msgspec.Struct):
    number: int
    is_suspect: bool
    is_waived: bool
    findings: tuple[int, ...]


def _involved(record: Record) -> dict[str, _Involved]:
    """Number the cells that findings name, in the order in which they name them."""
    found: dict[str, _Involved] = {}
    for number, finding in enumerate(record.findings, 1):
        for key in finding.cells:
            cell = found.setdefault(key, _Involved(len(found) + 1, is_suspect=False, is_waived=True, findings=()))
            cell.is_suspect |= key in finding.suspects
            cell.is_waived &= finding.waived is not None
            cell.findings = (*cell.findings, number)
    return found


def _parts(record: Record, involved: dict[str, _Involved]) -> Iterator[Part]:
    report = record.report
    if report is None:
        return
    held = [(report.form, report.cells), *((each.form, each.cells) for each in report.attachments)]
    for key, cells in held:
        form = form_of(key, cells)
        if form is not None:
            yield Part(form=form, grids=grids(form), cells=_cells(form, cells, involved))


def _cells(form: Form, cells: Mapping[str, Value], involved: dict[str, _Involved]) -> dict[str, ShownCell]:
    shown = {}
    for table in form.tables:
        for row in table.rows:
            for cell in row.cells:
                value, named = cells.get(cell.key, MISSING), involved.get(cell.key)
                shown[cell.key] = ShownCell(
                    key=cell.key,
                    label=" · ".join((*row.labels[-1:], *cell.labels[-1:])),
                    text=value.raw or ("" if value.value is None else str(value.value)),
                    state=value.state.value,
                    where=value.where,
                    number=named.number if named else None,
                    is_suspect=bool(named and named.is_suspect),
                    is_waived=bool(named and named.is_waived),
                    findings=named.findings if named else (),
                )
    return shown


def _sheets(record: Record, parts: tuple[Part, ...], sizes: list[tuple[float, float]]) -> Iterator[Sheet]:
    marks: dict[int, list[Mark]] = {}
    for part in parts:
        for cell in part.cells.values():
            where = cell.where
            page = where.page or where.picture
            if page is not None and where.bbox is not None:
                mark = Mark(
                    box=where.bbox,
                    key=cell.key,
                    number=cell.number,
                    is_suspect=cell.is_suspect,
                    is_waived=cell.is_waived,
                    findings=cell.findings,
                )
                marks.setdefault(page, []).append(mark)
    for number, finding in enumerate(record.findings, 1):
        for where in finding.where if not finding.cells else ():
            page = where.page or where.picture
            if page is not None and where.bbox is not None:
                mark = Mark(box=where.bbox, is_waived=finding.waived is not None, findings=(number,))
                marks.setdefault(page, []).append(mark)
    has_pages = record.document.pages is not None
    for page, (width, height) in enumerate(sizes, 1):
        if has_pages or (width and page in marks):
            own = tuple(marks.get(page, ()))
            yield Sheet(page=page, is_picture=not has_pages, width=width, height=height, marks=own)


def _prose(record: Record) -> Iterator[Prose]:
    """Yield the sections with what findings quote of them marked. It is text: no markup of the document is in it."""
    report = record.report
    if report is None:
        return
    quotes = [(shown.quote, number) for number, shown in enumerate(record.findings, 1) if shown.quote]
    held = (report.preamble, *report.sections.values(), report.appendix)
    for section in held:
        if section is not None:
            yield Prose(section.heading, tuple(_cut(line, quotes) for line in section.text.split("\n")))


def _cut(line: str, quotes: list[tuple[str, int]]) -> tuple[tuple[str, int | None], ...]:
    for quote, number in quotes:
        before, found, after = line.partition(quote)
        if found:
            return (*_cut(before, quotes), (found, number), *_cut(after, quotes))
    return ((line, None),) if line else ()
