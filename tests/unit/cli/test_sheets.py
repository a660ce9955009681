from collections.abc import Callable
from pathlib import Path

from msgspec import structs

from deploy.cli.sheets import with_sheets
from shared.limits import Limits
from shared.store import Store
from tests.unit.cli.conftest import Run

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"


def test_each_report_that_failed_has_a_sheet_that_is_whole_in_itself(
    run: Run, store: Store, clean: Path, faulty: Path, work: Callable[[], None]
) -> None:
    batch = run("submit", clean, faulty).out.strip()
    work()
    records = list(store.records.of_batch(batch))
    folder = clean.parent / "new" / "sheets"
    assert list(with_sheets(iter(records), store.blobs, Limits(), folder)) == records
    [written] = folder.iterdir()
    assert written.name.startswith(f"{faulty.name}-")
    page = written.read_text("utf-8")
    assert "N01" in page
    assert "<script" not in page


def test_check_writes_sheets_without_a_store(run: Run, home: Path, clean: Path, faulty: Path) -> None:
    ended = run("check", clean, faulty, "--evidence", home / "sheets")
    assert ended.status == 1
    assert f"the evidence sheets are in {home / 'sheets'}" in ended.err
    [written] = (home / "sheets").iterdir()
    assert written.name.startswith(f"{faulty.name}-")
    assert "N01" in written.read_text("utf-8")


def test_the_sheets_of_check_show_the_pages(run: Run, home: Path) -> None:
    faulty = next(SAMPLES.glob("*-A03-*.pdf"))
    run("check", faulty, "--evidence", home / "sheets", "--json")
    [written] = (home / "sheets").iterdir()
    assert "data:image/png;base64," in written.read_text("utf-8")


def test_a_name_from_an_archive_leads_nowhere_else(
    run: Run, store: Store, home: Path, faulty: Path, work: Callable[[], None]
) -> None:
    batch = run("submit", faulty).out.strip()
    work()
    [record] = store.records.of_batch(batch)
    for name in ("../../x", "/etc/passwd", "..", "报告 2023（终）.pdf" * 30):
        named = structs.replace(record, document=structs.replace(record.document, name=name))
        list(with_sheets(iter([named]), store.blobs, Limits(), home / "sheets"))
    assert len(list((home / "sheets").iterdir())) == 4
    assert not (home / "x").exists()
