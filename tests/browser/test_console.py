import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from shared.store import DELIVERED, Item, Try
from shared.store.endpoints import Judgement
from tests.browser.conftest import Service

pytestmark = pytest.mark.line

SAMPLES = sorted(Path("tests/corpus/samples").iterdir())
FAULTY = next(path for path in SAMPLES if path.name.startswith("02-"))
CLEAN = next(path for path in SAMPLES if path.name.startswith("01-"))
SENTENCE = next(path for path in SAMPLES if path.name.startswith("27-"))
WAIVED = next(path for path in SAMPLES if path.name.startswith("10-"))
PATIENCE = 60_000  # ms that no test should need
SERIOUS = {"serious", "critical"}


def submitted(service: Service, *paths: Path) -> list[str]:
    """Submit past the page, wait for the end, and return the documents."""
    batch = service.store.batches.create("browser")
    service.store.batches.submit(batch, [Item(path.name, path) for path in paths])
    service.store.batches.seal(batch)
    items = service.store.batches.items(batch, 100)
    return [next(item.document for item in items if item.name == path.name) for path in paths]


def open_report(page: Page, service: Service, path: Path) -> str:
    (sha256,) = submitted(service, path)
    while service.store.documents.get(sha256).ended_at is None:
        page.wait_for_timeout(100)
    page.goto(f"{service.url}/reports/{sha256}")
    return sha256


def test_a_person_submits_watches_and_opens_the_report_that_failed(page: Page) -> None:
    expect(page).to_have_url(re.compile("/batches$"))
    page.get_by_label("报告、压缩包或清单").set_input_files([FAULTY, CLEAN, SENTENCE])
    page.get_by_label("名称").fill("一月的报告")
    page.get_by_role("button", name="上传并校验").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("一月的报告")
    expect(page.locator("#left")).to_contain_text("已完成", timeout=PATIENCE)
    expect(page.locator("#done")).to_have_text("3")
    page.get_by_role("link", name=FAULTY.name).click()
    expect(page.locator("article.finding")).to_have_count(2)
    expect(page.locator("article.finding").first).to_contain_text("A01")


def test_the_outlined_cells_lie_on_the_page_where_the_record_says(page: Page, service: Service) -> None:
    sha256 = open_report(page, service, FAULTY)
    page.wait_for_load_state("networkidle")
    report = service.store.records.get(sha256).report
    assert report is not None
    looked_at = 0
    for finding in service.store.records.get(sha256).findings:
        for key in finding.cells:
            where = report.cells[key].where
            assert where.page is not None
            assert where.bbox is not None
            paper = page.locator(f"#page-{where.page} .paper")
            picture = paper.locator("img")
            picture.scroll_into_view_if_needed()
            expect(picture).to_have_js_property("complete", value=True)
            assert picture.evaluate("image => image.naturalWidth") > 1000
            whole, box = picture.bounding_box(), paper.locator(f'[data-key="{key}"] rect').bounding_box()
            assert whole is not None
            assert box is not None
            scale = whole["width"] / (picture.evaluate("image => image.naturalWidth") / 2)
            x0, top, x1, bottom = where.bbox
            assert box["x"] - whole["x"] == pytest.approx((x0 - 1.5) * scale, abs=3)
            assert box["y"] - whole["y"] == pytest.approx((top - 1.5) * scale, abs=3)
            assert box["width"] == pytest.approx((x1 - x0 + 3) * scale, abs=3)
            assert box["height"] == pytest.approx((bottom - top + 3) * scale, abs=3)
            looked_at += 1  # within three pixels: a rectangle's bounds include its line
    assert looked_at == 8


def test_touching_a_cell_lights_it_up_in_the_table_on_the_page_and_in_the_finding(page: Page, service: Service) -> None:
    open_report(page, service, FAULTY)
    key = "applications.new.natural_person"
    page.locator(f'td[data-key="{key}"]').hover()
    for part in ("td", "g.mark", "span.cell"):
        expect(page.locator(f'{part}[data-key="{key}"]').first).to_have_class(re.compile(r"\blit\b"))
    expect(page.locator("td.lit")).to_have_count(1)


def test_the_findings_are_gone_through_by_keyboard(page: Page, service: Service) -> None:
    open_report(page, service, FAULTY)
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("#finding-2")).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator("#finding-1")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("td.lit")).to_have_count(4)
    page.keyboard.press("Escape")
    expect(page.locator("td.lit")).to_have_count(0)


def test_a_finding_is_let_pass_and_the_report_is_resolved(page: Page, service: Service) -> None:
    sha256 = open_report(page, service, WAIVED)
    expect(page.locator("h1 .badge")).to_have_text("不通过")
    for left in range(page.locator("article.finding").count(), 0, -1):
        expect(page.locator("article.finding:not(.waived)")).to_have_count(left)
        finding = page.locator("article.finding:not(.waived)").first
        finding.get_by_text("豁免…").click()
        finding.get_by_label("理由").fill("与主管部门核对过，口径不同")
        finding.get_by_role("button", name="豁免").click()
    expect(page.locator("h1 .badge")).to_have_text("通过")
    expect(page.locator("article.waived").first).to_contain_text("与主管部门核对过")
    assert page.locator("td.named:not(.waived)").count() == 0
    page.locator("article.waived").first.get_by_role("button", name="撤销豁免").click()
    expect(page.locator("h1 .badge")).to_have_text("不通过")
    assert service.store.documents.get(sha256).outcome == "failed"


def test_a_report_is_read_again_and_shown_when_it_has_been(page: Page, service: Service) -> None:
    sha256 = open_report(page, service, CLEAN)
    before = len(service.store.documents.history(sha256))
    page.get_by_role("button", name="重新读取").click()
    page.wait_for_url(f"{service.url}/reports/{sha256}")
    expect(page.locator("h1 .badge")).to_have_text("通过", timeout=PATIENCE)
    assert service.store.documents.history(sha256)[before].event == "requeued"


def test_a_sentence_is_shown_in_its_context_where_there_are_no_pages(page: Page, service: Service) -> None:
    sha256 = open_report(page, service, SENTENCE)
    quotes = [finding.quote for finding in service.store.records.get(sha256).findings if finding.quote]
    expect(page.locator("mark").first).to_contain_text(quotes[0])
    expect(page.locator("figure.sheet")).to_have_count(0)


def test_a_delivery_is_replayed(page: Page, service: Service) -> None:
    store = service.store
    endpoint = store.endpoints.add("https://receiver.invalid/notices", ["endpoint.test"])
    store.endpoints.disable(endpoint.id, "")  # so that nobody else brings it meanwhile
    id_ = store.deliveries.test(endpoint, "endpoint.test", b"{}")
    store.endpoints.enable(endpoint.id)
    claim = store.deliveries.claim(id_, 30)
    store.endpoints.disable(endpoint.id, "")
    assert claim is not None
    taken = Try(at=store.clock(), seconds=0.1, status=204, cause=None, answer="")
    store.deliveries.settle(claim, DELIVERED, 0, taken, lambda *_: Judgement())
    page.goto(f"{service.url}/endpoints")
    row = page.locator(f"#{id_}")
    expect(row).to_contain_text("已送达")
    row.get_by_role("button", name="重投").click()
    expect(page.locator(f"#{id_}")).to_contain_text("待投递")
    assert store.deliveries.get(id_).state == "pending"


@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_on_any_page_bars_anybody_and_nothing_sticks_out(page: Page, service: Service, width: int) -> None:
    sha256 = open_report(page, service, FAULTY)
    page.set_viewport_size({"width": width, "height": 844})
    batch = service.store.batches.newest()[0].id
    paths = (
        "/batches",
        f"/batches/{batch}",
        "/findings",
        "/season",
        "/publishers",
        "/endpoints",
        "/endpoints/new",
        "/quarantine",
        "/docs",
    )
    for path in (*paths, f"/reports/{sha256}", f"/reports/{sha256}/evidence"):
        page.goto(service.url + path)
        found = Axe().run(page).response["violations"]
        serious = [
            (each["id"], [node["html"][:120] for node in each["nodes"][:3]])
            for each in found
            if each["impact"] in SERIOUS
        ]
        assert serious == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
