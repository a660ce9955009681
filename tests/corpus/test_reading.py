"""Reports of the corpus through the whole pipeline: no wrong number, the head exact, exactly the injected faults."""

from functools import cache

import pytest

from shared.job import Hints
from shared.limits import Limits
from shared.record import Outcome, Record
from tests.corpus import samples
from tests.corpus.compare import Comparison, compare
from tests.corpus.faults import FAULTS
from tests.corpus.generate import Rendered, bulk, make
from tests.corpus.hazards import HAZARDS
from tests.corpus.render import STYLES, certain, render
from workers.pipeline import check
from workers.validate import Policy

GENERATED = 110  # five of every rendering
_FIGURE = 40.0  # points, more than any of its figures is wide


def read(data: bytes, name: str) -> Record:
    return check(data, name, Hints(), Limits(), Policy.load("off = []"))


@cache
def generated() -> tuple[Rendered, ...]:
    return tuple(bulk(GENERATED, "reading"))


def assert_read(found: Comparison, *, told: bool) -> None:
    """No wrong number and no false accusation; where every number can be told, all is exact."""
    assert not found.wrong
    assert not found.false_errors
    assert not found.head
    if told:
        assert not found.null
        assert not found.states
        assert not found.prose
        assert not found.findings


@pytest.mark.parametrize("name", sorted(samples.samples()))
def test_a_committed_sample_is_read_as_it_was_printed(name: str) -> None:
    sample = samples.samples()[name]
    record = read((samples.FOLDER / name).read_bytes(), name)
    if sample.reason is not None:
        assert record.outcome == sample.outcome
        assert record.reason is not None
        assert record.reason.code == sample.reason
        assert record.report is None
        return
    assert_read(compare(record, samples.case(name)), told=sample.certain)
    if sample.certain:
        assert record.outcome == sample.outcome


SUMS = ("A01", "A02", "A03", "R01", "R02", "R03", "D11", "D12", "G05", "G06", "G07", "G08", "G11")


@pytest.mark.parametrize("name", [name for name in sorted(samples.samples()) if name.endswith(".pdf")])
def test_a_sum_that_a_pdf_prints_wrongly_is_confirmed_by_a_second_reading(name: str) -> None:
    record = read((samples.FOLDER / name).read_bytes(), name)
    assert all(finding.confirmed for finding in record.findings if finding.rule in SUMS)
    assert not (record.report and record.report.second_reading and record.report.second_reading.differs)


@pytest.mark.parametrize("style", ["pdf-across", "pdf-open"])
@pytest.mark.parametrize("rule", ["A01", "A02"])
def test_a_sum_that_a_table_without_rules_prints_wrongly_is_told_and_confirmed(rule: str, style: str) -> None:
    case = make("open", form="gov_2021", fault=rule)
    name, data = render(case, style)
    found = [each for each in read(data, name).findings if each.rule == rule]
    assert len(found) == case.expected.findings[f"{rule} error"]
    assert all(each.confirmed for each in found)
    assert all(place.bbox and place.bbox[2] - place.bbox[0] < _FIGURE for each in found for place in each.where)


@pytest.mark.parametrize("form", ["gov_2021", "gov_2019", "stat_2014"])
def test_labels_that_alone_have_borders_give_no_row_the_figures_of_another(form: str) -> None:
    case = make("labels", form=form)
    name, data = render(case, "pdf-labels")
    assert_read(compare(read(data, name), case), told=True)


@pytest.mark.parametrize("index", range(GENERATED))
def test_a_generated_report_is_read_as_it_was_printed(index: int) -> None:
    each = generated()[index]
    record = read(each.data, each.name)
    assert record.document.format == STYLES[each.style].format
    assert_read(compare(record, each.case), told=each.certain)


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_every_fault_is_found_in_a_word_document_and_nothing_else(name: str) -> None:
    case = make("fault", fault=name)
    file, data = render(case, "docx")
    assert_read(compare(read(data, file), case), told=True)


@pytest.mark.parametrize("name", sorted(HAZARDS))
def test_every_hazard_is_survived(name: str) -> None:
    hazard = HAZARDS[name]
    for style in [style for style in STYLES if style.startswith(hazard.styles)]:
        case = make(f"hazard {style}", form=hazard.forms[0], hazards=[name])
        file, data = render(case, style)
        assert_read(compare(read(data, file), case), told=certain(case, style))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("fault", [None, "A01", "N01"])
def test_one_truth_gives_one_record_in_every_format(seed: int, fault: str | None) -> None:
    case = make(f"formats {seed}", form="gov_2021", fault=fault)
    told = {}
    for style in sorted(name for name, style in STYLES.items() if style.certain):
        name, data = render(case, style)
        record = read(data, name)
        assert record.report is not None
        assert record.outcome is (Outcome.FAILED if case.expected.errors else Outcome.ACCEPTED)
        told[style] = (
            {key: (cell.value, cell.state) for key, cell in record.report.cells.items()},
            record.report.publisher,
            record.report.year,
            record.report.period,
            sorted((each.rule, each.severity, each.expected, each.actual) for each in record.findings),
        )
    first = told.pop("docx")
    assert {style for style, each in told.items() if each != first} == set()
