import io
from collections.abc import Sequence

import pytest
from msgspec.structs import replace
from rich.cells import cell_len
from rich.console import Console

from deploy.cli import tell
from shared.document import Where
from shared.errors import Message, Refused
from shared.finding import Finding, Severity
from shared.record import Engine, File, Outcome, Record
from shared.report import Coverage, Difference, Report, SecondReading, State, Value

FINDING = Finding(
    rule="A01",
    name="applications-balance",
    severity=Severity.ERROR,
    suspects=("applications.new.natural_person",),
    message=Message("一 12 + 二 0 = 12 ≠ 13", "new 12 + carried over 0 = 12 ≠ 13"),
    quote="收到申请12件。",
    where=(Where(page=3, table=2, row=4, column=4), Where(line=7)),
)
NOTE = replace(FINDING, rule="D13", severity=Severity.INFO)
WARNING = replace(FINDING, rule="S15", severity=Severity.WARNING)


def judged(name: str, *findings: Finding) -> Record:
    failed = any(finding.severity is Severity.ERROR for finding in findings)
    return Record(
        document=File(name=name, sha256="ab" * 32, size=9),
        outcome=Outcome.FAILED if failed else Outcome.ACCEPTED,
        report=Report(
            title=None,
            publisher="甲镇",
            year=2023,
            form="gov_2021",
            sections={},
            cells={"applications.new.natural_person": Value(12, State.NUMBER, "12")},
            coverage=Coverage(200, 199, 5),
        ),
        findings=findings,
        engine=Engine("0.1.0", "0" * 16),
    )


def refused(name: str) -> Record:
    return Record(
        document=File(name=name, sha256="cd" * 32, size=0),
        outcome=Outcome.REFUSED,
        reason=Refused("empty").reason,
        engine=Engine("0.1.0", "0" * 16),
    )


def told(
    records: Sequence[Record], explained: int | None = None, width: int = 120, seconds: float | None = None
) -> str:
    console = Console(file=io.StringIO(), width=width, highlight=False, markup=False)
    tally = tell.Tally(explained)
    for record in records:
        tally.add(record)
    tally.tell(console, seconds)
    return console.file.getvalue()


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_LANG", "zh")


def test_the_table_has_a_line_a_document() -> None:
    lines = told([judged("a.html", FINDING, WARNING, WARNING), refused("b.pdf")]).splitlines()
    assert lines[0].split() == ["outcome", "document", "publisher", "year", "form", "cells", "errors", "warnings"]
    assert lines[1].split() == ["✗", "failed", "a.html", "甲镇", "2023", "gov_2021", "199/200", "1", "2"]
    assert lines[2].split() == ["–", "refused", "b.pdf"]


def test_a_narrow_screen_leaves_out_what_matters_least() -> None:
    head = told([judged("a.html")], width=80).splitlines()[0]
    assert head.split() == ["outcome", "document", "year", "errors", "warnings"]


@pytest.mark.parametrize("width", [80, 120])
def test_no_line_is_wider_than_the_screen(width: int) -> None:
    name = "政府信息公开工作年度报告" * 12 + ".html"
    text = told([judged(name, replace(FINDING, message=Message("长" * 400, "long " * 90)))], width=width)
    assert max(map(cell_len, text.splitlines())) <= width


def test_a_finding_is_explained_with_its_arithmetic_its_quote_its_suspect_and_its_place() -> None:
    text = told([judged("a.html", FINDING)])
    assert "  ✗ A01 applications-balance\n" in text
    assert "    new 12 + carried over 0 = 12 ≠ 13\n" in text
    assert "    it says: 收到申请12件。\n" in text
    assert "    suspect: applications.new.natural_person = 12\n" in text
    assert "    where: page 3, table 2, row 4, column 4; line 7\n" in text


def test_a_finding_that_a_second_reading_bears_out_says_so() -> None:
    assert "second, independent reading" in told([judged("a.html", replace(FINDING, confirmed=True))])
    assert "second, independent reading" not in told([judged("a.html", FINDING)])


def test_what_two_readings_do_not_agree_in_is_told_though_it_is_no_finding() -> None:
    cells = ("new", "carried_over", "results.total", "carried_forward")
    differs = {
        f"applications.{cell}.total": Difference("12", second, "") for cell, second in zip(cells, "1234", strict=True)
    }
    record = judged("a.pdf")
    assert record.report is not None
    report = replace(record.report, second_reading=SecondReading((), differs | {cells[0]: Difference("5", None, "")}))
    text = told([replace(record, report=report)])
    assert "  ? a sum fails" in text
    assert "    applications.carried_over.total: read as '12', then as '2'\n" in text
    assert "    cells beside these: 2\n" in text


@pytest.mark.usefixtures("chinese")
def test_in_chinese_cells_are_called_by_the_labels_of_the_form() -> None:
    text = told([judged("a.html", FINDING)])
    assert "    一 12 + 二 0 = 12 ≠ 13\n" in text
    assert "    可疑：一、本年新收政府信息公开申请数量 · 自然人 = 12\n" in text
    assert "    位置：第3页 表2 第4行 第4列；原文第7行\n" in text


def test_of_many_places_the_first_are_named_and_the_rest_counted() -> None:
    many = replace(FINDING, where=tuple(Where(page=page) for page in (1, 2, 2, 3, 4, 5)))
    assert "where: page 1; page 2; page 3 and 2 more\n" in told([judged("a.html", many)])


def test_a_document_that_was_not_read_is_explained_by_its_reason() -> None:
    assert "b.pdf\n  – refused\n    the file is empty (0 bytes)\n" in told([refused("b.pdf")])


def test_notes_are_not_explained() -> None:
    assert "D13" not in told([judged("a.html", NOTE)])


def test_the_sum_counts_documents_by_outcome_and_findings_by_rule() -> None:
    text = told(
        [judged("a.html", FINDING), judged("b.html", FINDING, WARNING), judged("c.html"), refused("d")], seconds=2
    )
    assert "4 documents  ✓ accepted 1  ✗ failed 2  – refused 1  2.0 s, 2.0 documents per second\n" in text
    assert "most frequent: A01 ×2  S15 ×1\n" in text
    assert "1 document  ✓ accepted 1" in told([judged("c.html")])


def test_of_very_many_documents_only_those_are_listed_that_need_somebody() -> None:
    text = told([judged(f"good-{n}.html") for n in range(60)] + [judged("bad.html", FINDING)])
    assert "good-" not in text
    assert "bad.html" in text
    assert "60 more, accepted, are not listed\n" in text
    many = told([judged(f"bad-{n}.html", FINDING) for n in range(60)] + [judged("good.html")])
    assert "21 more are not listed\n" in many


def test_only_so_many_findings_are_explained_as_asked_and_the_rest_counted() -> None:
    records = [judged(f"{n}.html", FINDING, WARNING, NOTE) for n in range(30)]
    text = told(records, explained=3)
    assert text.count("new 12 + carried over") == 3
    assert "57 more findings are not listed: all are in the data set\n" in text
    assert told(records).count("new 12 + carried over") == 60
    tally = tell.Tally(explained=3)
    for record in [*records, *[judged("good.html")] * 500]:
        tally.add(record)
    assert tally.total == 530
    assert not tally.all_accepted


def test_why_a_document_was_not_read_is_told_however_many_findings_there_are() -> None:
    records = [*(judged(f"{n}.html", FINDING) for n in range(9)), refused("b.pdf")]
    assert "b.pdf\n  – refused\n    the file is empty (0 bytes)\n" in told(records, explained=3)


def test_a_suspect_without_a_number_shows_what_stands_there() -> None:
    cells = {
        "a": Value(None, State.BLANK),
        "b": Value(None, State.FUZZY, " 近500 "),
        "c": Value(None, State.MISSING),
        "d": Value(0, State.ZERO, "零"),
    }
    for key, shown in (("a", "blank"), ("b", "近500"), ("c", "missing"), ("d", "0")):
        record = judged("a.html", replace(FINDING, suspects=(key,)))
        assert record.report is not None
        assert f"suspect: {key} = {shown}\n" in told([replace(record, report=replace(record.report, cells=cells))])


@pytest.mark.usefixtures("chinese")
def test_what_the_same_mistake_breaks_stands_below_it_and_says_only_what_is_new() -> None:
    advice = "；若“一·自然人”12 → 13，则 2 项不符全部消除"
    first = replace(FINDING, quote=None, message=Message(f"一 12 ≠ 13{advice}", ""))
    second = replace(first, rule="A03", name="applicants-add-up", message=Message(f"总计 13 ≠ 12{advice}", ""))
    third = replace(first, rule="R01", suspects=())
    text = told([judged("a.html", first, third, second)])
    assert text.count("可疑：") == text.count(advice) - 1 == 1
    assert text.index("A01") < text.index("同一处差错还使以下不符：") < text.index("    ✗ A03") < text.index("  ✗ R01")
    assert "      总计 13 ≠ 12\n" in text
