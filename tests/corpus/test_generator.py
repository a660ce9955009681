"""The corpus itself: truths add up, every fault breaks what it says, one seed gives one document."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Collection
from decimal import Decimal
from pathlib import Path
from random import Random

import msgspec
import pypdfium2
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.form import Form, Identity, form_of, forms
from shared.number import Number
from shared.report import State
from tests.corpus import samples, series
from tests.corpus.bodies import Kind, invent
from tests.corpus.faults import FAULTS
from tests.corpus.faults_prose import resident_id
from tests.corpus.generate import YEARS, bulk, make
from tests.corpus.hazards import HAZARDS
from tests.corpus.render import STYLES, render
from tests.corpus.sheet import Grid, Label, split
from tests.corpus.truth import Expected, TrueCell, Truth
from tests.corpus.write import Written, write
from workers.validate import RULES

ARITHMETIC = re.compile(r"A0[123]|R0[123]|D01|D1[12]|G(03|04|05|06|07|08|09|10|11)")


def holds(identity: Identity, cells: dict[str, TrueCell]) -> bool:
    left, right = (sum((number(cells[key]) for key in side), Decimal(0)) for side in (identity.left, identity.right))
    return {"=": left == right, "<=": left <= right, ">=": left >= right}[identity.relation]


def number(cell: TrueCell) -> Number:
    return 0 if cell.value is None else cell.value


def edition(form: str, cells: Collection[str]) -> Form:
    return form_of(form, cells) or forms()[form]


def broken(truth: Truth) -> Counter[str]:
    """Count the identities of the forms that do not hold, by rule."""
    tables = [(truth.form, truth.cells), *((each.form, each.cells) for each in truth.attachments)]
    return Counter(
        identity.rule
        for form, cells in tables
        for identity in edition(form, cells).identities
        if not holds(identity, cells)
    )


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), form=st.sampled_from(sorted(YEARS)), kind=st.sampled_from(list(Kind)))
def test_a_clean_report_satisfies_every_identity_of_its_forms(seed: int, form: str, kind: Kind) -> None:
    truth = make(seed, form=form, kind=kind).truth
    assert not broken(truth)
    assert list(truth.cells) == [cell.key for cell in forms()[form].cells]
    assert YEARS[form][0] <= truth.year <= YEARS[form][1]


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_a_fault_breaks_its_identities_and_no_others(name: str) -> None:
    fault = FAULTS[name]
    for seed in range(5):
        case = make(seed, fault=name)
        expected = Counter(
            {finding.split()[0]: n for finding, n in case.expected.findings.items() if ARITHMETIC.match(finding)}
        )
        if name != "A03-total-blank":  # the total is not wrong but not there
            assert broken(case.truth) == expected
        assert case.expected.findings or case.expected.any_number
        assert case.truth.form in fault.forms


def test_every_rule_has_a_recipe() -> None:
    recipes = [fault.finds for fault in FAULTS.values()]
    recipes += [finds for fault in series.FAULTS.values() for finds in fault.finds]
    filed = {"S19"}  # what is filed behind a report is expected wherever it is
    assert {finding.split()[0] for finds in recipes for finding in finds.split(", ") if finds} | filed == {
        rule.id for rule in RULES
    }


def test_faults_of_sentences_stand_in_the_sentences() -> None:
    def text(name: str) -> str:
        truth = make(1, fault=name).truth
        return "".join([*truth.preamble, *(p for section in truth.sections.values() for p in section.paragraphs)])

    assert re.search(r"未收到|没有收到", text("N04"))
    assert not re.search(r"信息处理费", text("S12"))
    assert re.search(r"收取信息处理费380元", text("D04"))
    assert re.search(r"(?<!\d)1990000\d{4}(?!\d)", text("P02"))
    assert re.search(r"\d{9}@qq\.com", text("P03"))
    assert re.search(r"\d{17}[\dX]", text("P01"))
    assert "统计" not in text("S06").split("一年")[0][:40]
    assert "20" not in make(1, fault="S01").truth.title
    assert "problems" not in make(1, fault="S02").truth.sections
    assert list(make(1, fault="S03").truth.sections)[-1] == "problems"


def test_a_resident_number_ends_in_its_check_digit() -> None:
    assert resident_id("11010519491231002") == "11010519491231002X"  # the example of GB 11643


@pytest.mark.parametrize("name", sorted(HAZARDS))
def test_a_hazard_changes_the_print_and_declares_what_can_be_read(name: str) -> None:
    hazard = HAZARDS[name]
    with_it = [make(seed, form=hazard.forms[0], hazards=[name]) for seed in range(8)]
    without = [make(seed, form=hazard.forms[0]) for seed in range(8)]
    if hazard.size == 0:  # otherwise the numbers differ as well
        assert any(a.sheet != b.sheet for a, b in zip(with_it, without, strict=True))
    for case in with_it:
        for cell in case.truth.cells.values():
            assert (cell.value is None) == (cell.state in {State.BLANK, State.NOT_APPLICABLE, State.FUZZY})
        assert not broken(case.truth)


@pytest.mark.parametrize("names", [("numeral-apart", "row-cut"), ("page-break", "numeral-apart")])
def test_two_hazards_leave_no_place_of_a_table_without_a_box(names: tuple[str, ...]) -> None:
    for seed in range(20):
        for grid in make(seed, hazards=names, form="gov_2021").sheet:
            if isinstance(grid, Grid):
                for row in range(grid.rows):
                    for column in range(grid.columns):
                        grid.box(row, column)


def test_blanks_are_no_numbers_in_the_truth() -> None:
    case = make(2, form="gov_2021", kind=Kind.TOWNSHIP, hazards=["zeros-blank"])
    blank = [cell for cell in case.truth.cells.values() if cell.state is State.BLANK]
    assert blank
    assert all(cell.value is None and not cell.raw.strip() for cell in blank)


@pytest.mark.parametrize("label", list(Label))
@pytest.mark.parametrize("repeat_head", [True, False])
def test_a_cut_table_keeps_every_number_once_and_covers_its_grid(label: Label, *, repeat_head: bool) -> None:
    grid = next(g for g in make(1, form="gov_2021").sheet if isinstance(g, Grid) and g.table == "applications")
    for at in range(5, grid.rows):
        parts = split(grid, at, label, repeat_head=repeat_head)
        keys = [box.key for part in parts for box in part.boxes if box.key]
        assert sorted(keys) == sorted(box.key for box in grid.boxes if box.key)
        for part in parts:
            covered = [
                (row, column)
                for box in part.boxes
                for row in range(box.row, box.row + box.row_span)
                for column in range(box.column, box.column + box.column_span)
            ]
            assert len(covered) == len(set(covered)) == part.rows * part.columns


@pytest.mark.parametrize("style", sorted(STYLES))
def test_one_seed_gives_one_document(style: str) -> None:
    assert render(make(7), style) == render(make(7), style)
    assert render(make(7), style) != render(make(8), style)


def test_a_bulk_mixes_formats_faults_and_hazards_and_repeats_itself() -> None:
    first = list(bulk(60, "mixed"))
    assert [(each.name, each.data) for each in first] == [(each.name, each.data) for each in bulk(60, "mixed")]
    assert {each.style for each in first} == set(STYLES)
    assert len({each.name for each in first}) == 60
    assert 15 < sum(each.case.fault is None for each in first) < 45
    assert len({hazard for each in first for hazard in each.case.hazards}) > 10


def test_a_word_document_holds_real_merged_cells() -> None:
    case = make(3, form="gov_2021", kind=Kind.COUNTY)
    _, data = render(case, "docx")
    table = Document(io.BytesIO(data)).tables[1]
    assert (len(table.rows), len(table.columns)) == (28, 10)
    assert table.cell(5, 0)._tc is table.cell(26, 0)._tc  # noqa: SLF001 - 三、本年度办理结果 runs down 22 rows
    assert table.cell(3, 0)._tc is table.cell(3, 2)._tc  # noqa: SLF001 - 一 runs over the three label columns
    printed = [table.cell(3, column).text for column in range(3, 10)]
    row = [cell for key, cell in case.truth.cells.items() if key.startswith("applications.new.")]
    assert printed == [cell.raw for cell in row]
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(2020, 1, 1, 0, 0, 0)}


def test_a_pdf_holds_every_number_and_breaks_its_tables_over_pages() -> None:
    case = make(5, form="gov_2021", kind=Kind.COUNTY)
    _, data = render(case, "pdf")
    pdf = pypdfium2.PdfDocument(data)
    pages = [page.get_textpage().get_text_bounded() for page in pdf]
    pdf.close()
    assert len(pages) > 1
    text = "".join(pages)
    wanted = Counter(cell.raw for cell in case.truth.cells.values() if len(cell.raw) > 1)
    found = Counter(re.findall(r"[\d.]+", text))
    assert all(found[raw] >= times for raw, times in wanted.items())


@pytest.mark.parametrize(
    ("style", "encoding", "declared"),
    [
        ("html-gbk-as-utf8", "gb18030", "utf-8"),
        ("html-utf8-as-gbk", "utf-8", "gbk"),
        ("html-word", "gb18030", "gb2312"),
    ],
)
def test_web_pages_name_another_charset_than_they_are_in(style: str, encoding: str, declared: str) -> None:
    case = make(4, form="gov_2021")
    text = render(case, style)[1].decode(encoding)
    assert f"charset={declared}" in text
    assert case.truth.title in text or "mso-" in text


def test_a_portal_page_surrounds_the_report_with_other_years() -> None:
    case = make(4, form="gov_2021")
    text = render(case, "html-portal")[1].decode()
    assert f"{case.truth.publisher}{case.truth.year - 1}年" in text
    assert "索 引 号" in text
    assert "分享到" in text


@pytest.mark.parametrize(
    ("style", "line"),
    [
        ("text-tsv", r"^行政规范性文件\t\d+\t\d+\t\d+\t?$"),
        ("text-pipe", r"^行政规范性文件 \| \d+ \| \d+ \| \d+ \|$"),
        ("text-cells", r"^\t行政规范性文件$"),
        ("text-bars", r"^行政规范性文件 \|$"),
        ("text-line", r"行政规范性文件 \| \d+ \| \d+ \| \d+ \|( 第二十条|$)"),
        ("text-glued", r"^行政规范性文件\d+$"),
    ],
)
def test_text_is_flattened_as_crawlers_do(style: str, line: str) -> None:
    found = set()
    for seed in range(20):
        data = render(make(seed, form="gov_2021"), style)[1]
        encoding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            encoding, text = "gb18030", data.decode("gb18030")
        found.add(encoding)
        assert re.search(line, text.replace("\r\n", "\n"), re.MULTILINE)
    assert found == {"utf-16", "utf-8-sig", "gb18030"}


def test_names_of_bodies_can_be_written_in_every_encoding() -> None:
    for kind in Kind:
        for seed in range(50):
            invent(kind, Random(seed)).name.encode("gb2312")


def test_expectations_are_exact_or_at_least_once() -> None:
    expected = Expected({"A01 error": 2}, ["S15 warning"])
    assert not expected.misses(Counter({"A01 error": 2, "S15 warning": 9}))
    assert expected.misses(Counter({"A01 error": 1, "S15 warning": 1})) == ["A01 error: found 1, expected 2"]
    assert expected.misses(Counter({"A01 error": 2})) == ["S15 warning: not found"]
    assert expected.misses(Counter({"A01 error": 2, "S15 warning": 1, "N01 error": 1})) == [
        "N01 error: found 1, expected 0"
    ]
    assert expected.errors == {"A01": 2}


def test_a_folder_is_written_with_its_manifest_and_truth(tmp_path: Path) -> None:
    folder = tmp_path / "season"
    written = write(folder, 16, "folder")
    assert len(written) == 16
    manifest = [msgspec.json.decode(line) for line in (folder / "manifest.ndjson").read_bytes().splitlines()]
    assert sorted(line["path"] for line in manifest) == sorted(written)
    assert all((folder / name).stat().st_size for name in written)
    read = msgspec.json.decode((folder / "truth.json").read_bytes(), type=dict[str, Written])
    assert read == written


def test_committed_samples_are_whole_and_small() -> None:
    listed = samples.samples()
    files = {path.name: path.stat().st_size for path in samples.FOLDER.iterdir()}
    assert set(files) == set(listed)
    assert len(files) <= 60
    assert sum(files.values()) < 6 * 2**20
    for name, sample in listed.items():
        if sample.reason is None:
            truth = samples.truth(name)
            assert list(truth.cells) == [cell.key for cell in edition(truth.form, truth.cells).cells]
    assert {sample.outcome for sample in listed.values()} == {"accepted", "failed", "refused", "unreadable"}
