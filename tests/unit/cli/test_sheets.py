from collections.abc import Callable
from pathlib import Path

from msgspec import structs

from deploy.cli.sheets import with_sheets
from shared.limits import Limits
from shared.store import Store
from tests.unit.cli.conftest import Run


def test_each_report_that_failed_has_a_sheet_that_is_whole_in_itself(
    run: Run, store: Store, clean: Path, faulty: Path, work: Callable[[], None]
) -> None:
    batch = run("submit", clean, faulty).out.strip()
    work()
    records = list(store.records.of_batch(batch))
    folder = clean.parent / "new" / "sheets"
    assert list(with_sheets(iter(records), store, Limits(), folder)) == records
    [written] = folder.iterdir()
    assert written.name.startswith(f"{faulty.name}-")
    page = written.read_text("utf-8")
    assert "N01" in page
    assert "<script" not in page


def test_a_name_from_an_archive_leads_nowhere_else(
    run: Run, store: Store, home: Path, faulty: Path, work: Callable[[], None]
) -> None:
    batch = run("submit", faulty).out.strip()
    work()
    [record] = store.records.of_batch(batch)
    for name in ("../../x", "/etc/passwd", "..", "报告 2023（终）.pdf" * 30):
        named = structs.replace(record, document=structs.replace(record.document, name=name))
        list(with_sheets(iter([named]), store, Limits(), home / "sheets"))
    assert len(list((home / "sheets").iterdir())) == 4
    assert not (home / "x").exists()
