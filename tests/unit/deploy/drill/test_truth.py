"""Records held against what is really printed."""

from pathlib import Path

import msgspec

from deploy.drill.truth import Document, Expected, Printed, Quality, TrueCell, TrueTable, hold, load
from shared.record import File, Outcome, Record
from shared.report import Coverage, Report, State, Value
from tests.corpus.write import write
from tests.unit.notify.samples import finding, record

HEAD = {"title": "", "publisher": None, "year": None, "form": None, "sections": {}, "coverage": Coverage(0, 0, 0)}
FILE = File(name="a", sha256="a", size=1)


def read(name: str = "a", **cells: int | None) -> Record:
    values = {key: Value(value, State.NUMBER if value else State.BLANK, str(value)) for key, value in cells.items()}
    file = msgspec.structs.replace(FILE, name=name)
    return msgspec.structs.replace(record(Outcome.ACCEPTED), document=file, report=Report(**HEAD, cells=values))


def true(expected: Expected | None = None, **cells: int | None) -> Document:
    printed = Printed({key: TrueCell(value) for key, value in cells.items()})
    return Document(printed, expected or Expected())


def test_a_cell_is_exact_or_null_or_wrong() -> None:
    quality = hold([read(x=1, y=None, z=3)], {"a": true(x=1, y=2, z=4, blank=None)})
    assert (quality.exact, quality.null, quality.wrong) == (2, 1, 1)
    assert quality.examples == ["a: z 3, not 4"]


def test_attached_forms_are_read_too() -> None:
    document = true()
    document.truth.attachments = [TrueTable("stat_2014", {"x": TrueCell(1)})]
    assert hold([read()], {"a": document}).null == 1


def test_a_document_without_a_report_is_unread() -> None:
    stopped = msgspec.structs.replace(read(), report=None)
    assert hold([stopped], {"a": true()}).unread == 1


def test_findings_count_by_rule_and_severity_and_only_those_that_the_truth_is_about() -> None:
    sample = finding()
    name = f"{sample.rule} {sample.severity}"
    two = msgspec.structs.replace(read(), findings=(sample, sample))
    other = msgspec.structs.replace(read("b"), findings=(sample,))
    quality = hold([two, other], {"a": true(Expected({name: 1, "Z09 error": 1})), "b": true()})
    assert (quality.found, quality.expected, quality.right) == (3, 2, 1)
    assert (round(quality.precision, 2), quality.recall) == (0.33, 0.5)
    assert hold([two], {"a": true(Expected(any_number=[name]))}).right == 2
    assert hold([two], {"a": true()}).found == 0


def test_who_finds_nothing_where_nothing_is_was_right() -> None:
    assert (Quality().precision, Quality().recall) == (1.0, 1.0)


def test_the_truth_of_generated_documents_is_understood(tmp_path: Path) -> None:
    written = write(tmp_path, 3, "drill", ["text-tsv"])
    truths = load(tmp_path)
    assert truths is not None
    assert set(truths) == set(written)
    for name, document in truths.items():
        assert {key: cell.value for key, cell in document.truth.cells.items()} == {
            key: cell.value for key, cell in written[name].truth.cells.items()
        }
        assert document.expected.findings == written[name].expected.findings
    assert load(tmp_path.parent) is None
