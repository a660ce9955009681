import msgspec
from msgspec import structs

from deploy.gateway.console.page import chooser, speaker
from deploy.gateway.templates import TEMPLATES
from shared.document import Where
from shared.job import Hints
from shared.limits import Limits
from shared.record import Record
from tests.unit.gateway.conftest import report as rendered
from tests.unit.gateway.test_documents import PDF
from workers import pipeline
from workers.gateway.report import Law, show
from workers.validate import default_policy

A4 = (595.3, 841.9)
LAWS = {"A01": Law("一", "one", "依据")}


def checked(data: bytes, name: str) -> Record:
    return pipeline.check(data, name, Hints(), Limits(), default_policy())


def test_cells_of_findings_are_numbered_once_in_the_order_they_are_named() -> None:
    record = checked(PDF.read_bytes(), PDF.name)
    shown = show(record, LAWS, [A4, A4])
    named = list(dict.fromkeys(key for finding in record.findings for key in finding.cells))
    (part,) = shown.parts
    numbered = {cell.key: cell.number for cell in part.cells.values() if cell.number is not None}
    assert numbered == {key: number for number, key in enumerate(named, 1)}
    assert [[cell.key for cell in each.cells] for each in shown.findings] == [list(f.cells) for f in record.findings]
    assert shown.findings[0].law == LAWS["A01"]


def test_the_marks_of_a_page_are_the_boxes_of_its_cells() -> None:
    record = checked(PDF.read_bytes(), PDF.name)
    assert record.report is not None
    shown = show(record, LAWS, [A4, A4])
    for sheet in shown.sheets:
        boxes = {mark.key: mark.box for mark in sheet.marks if mark.key}
        cells = record.report.cells.items()
        assert boxes == {key: cell.where.bbox for key, cell in cells if cell.where.page == sheet.page}
        for x0, top, x1, bottom in boxes.values():
            assert 0 <= x0 < x1 <= A4[0]
            assert 0 <= top < bottom <= A4[1]


def test_cells_of_a_picture_are_marked_in_it_and_pictures_without_cells_are_not_shown() -> None:
    record = checked(PDF.read_bytes(), PDF.name)
    assert record.report is not None
    cells = {
        key: msgspec.structs.replace(cell, where=Where(picture=2, bbox=(1, 2, 3, 4)))
        for key, cell in record.report.cells.items()
    }
    report = msgspec.structs.replace(record.report, cells=cells)
    file = msgspec.structs.replace(record.document, pages=None, format="docx")
    record = msgspec.structs.replace(record, report=report, document=file, findings=())
    (sheet,) = show(record, LAWS, [A4, A4, (0.0, 0.0)]).sheets
    assert (sheet.page, sheet.is_picture, len(sheet.marks)) == (2, True, len(cells))


def test_a_quoted_sentence_is_marked_where_it_stands() -> None:
    record = checked(rendered("N01"), "a.html")
    shown = show(record, {}, [])
    (number, quote) = next((n, f.quote) for n, f in enumerate(record.findings, 1) if f.rule == "N01")
    pieces = [piece for prose in shown.prose for line in prose.lines for piece in line]
    assert (quote, number) in pieces
    assert shown.sheets == ()


def test_nothing_of_the_text_is_lost_when_it_is_cut_for_its_marks() -> None:
    record = checked(rendered("N01"), "a.html")
    assert record.report is not None
    texts = [
        "\n".join("".join(text for text, _ in line) for line in prose.lines) for prose in show(record, {}, []).prose
    ]
    held = (record.report.preamble, *record.report.sections.values(), record.report.appendix)
    assert texts == [section.text for section in held if section is not None]


def test_a_document_that_was_not_read_shows_no_tables() -> None:
    shown = show(checked(b"", "a.pdf"), {}, [])
    assert (shown.parts, shown.sheets, shown.findings) == ((), (), ())


def test_what_the_same_mistake_breaks_follows_it_and_keeps_its_number() -> None:
    record = checked(PDF.read_bytes(), PDF.name)
    first, *others = record.findings
    copy = structs.replace(first, rule="A03", fingerprint="0")
    shown = show(structs.replace(record, findings=(first, *others, copy)), {}, [])
    assert [(each.finding.rule, each.number, each.follows) for each in shown.findings[:1]] == [(first.rule, 1, None)]
    followers = [(each.finding.rule, each.number) for each in shown.findings if each.follows == first.rule]
    assert followers[-1] == ("A03", len(others) + 2)


def test_what_follows_a_mistake_does_not_say_that_the_mistake_is_what_was_expected() -> None:
    record = checked(PDF.read_bytes(), PDF.name)
    first = structs.replace(record.findings[0], expected=47, actual=37)
    shown = show(structs.replace(record, findings=(first, structs.replace(first, rule="N05"))), {}, [])
    finding = TEMPLATES.get_template("parts.html").module.finding
    told = [finding(speaker("en"), chooser("en"), each, None) for each in shown.findings]
    assert ["expected" in each for each in told] == [True, False]
    assert f"the same mistake as {first.rule}" in told[1]
