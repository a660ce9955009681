"""The pages as a browser without scripts sees them."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from litestar.testing import TestClient
from msgspec import structs

from deploy.gateway.app import build
from deploy.gateway.console.page import inside, web
from deploy.gateway.console.session import COOKIE, LASTS
from shared.job import Hints
from shared.settings import Settings
from shared.store import Item, Judgement, Scope, Store, Try
from shared.subscription import Filters
from tests.unit.gateway.conftest import Client, problem, report, submit
from tests.unit.gateway.test_documents import PDF, only

PAGES = ("/batches", "/findings", "/season", "/publishers", "/endpoints", "/endpoints/new", "/quarantine")


@pytest.fixture
def someone(nobody: Client, keys: dict[Scope, str]) -> Client:
    """Log in with a key for everything."""
    nobody.post("/login", data={"key": keys[Scope.ADMIN], "next": "/"})
    return nobody


def token(page: str) -> str:
    found = re.search(r'name="token" value="([0-9a-f]{64})"', page)
    assert found
    return found[1]


def test_nobody_sees_a_page_and_comes_back_to_it_after_the_login(nobody: Client, keys: dict[Scope, str]) -> None:
    for path in PAGES:
        answer = nobody.get(path, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/login?next={path}")
    entered = nobody.post("/login", data={"key": keys[Scope.READ], "next": "/findings"}, follow_redirects=False)
    assert (entered.status_code, entered.headers["location"]) == (303, "/findings")
    cookie = entered.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert nobody.get("/findings").status_code == 200


def test_a_wrong_key_is_told(nobody: Client) -> None:
    answer = nobody.post("/login", data={"key": "nbk_wrong"})
    assert answer.status_code == 401
    assert "密钥无效" in answer.text
    assert COOKIE not in nobody.cookies


def test_the_link_of_up_logs_in_and_leaves_the_address(settings: Settings, store: Store) -> None:
    with TestClient(build(settings, store, "secret")) as client:
        answer = client.get("/login?key=secret", follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert client.get("/batches").status_code == 200
        cookie = client.cookies[COOKIE]
    with TestClient(build(settings, store, "another")) as later:
        later.cookies[COOKIE] = cookie
        assert later.get("/batches", follow_redirects=False).status_code == 303


def test_a_session_ends_with_its_time_its_key_and_any_change_to_it(store: Store, settings: Settings) -> None:
    now = [1_000.0]
    store.clock = lambda: now[0]  # type: ignore[method-assign]
    key, _ = store.keys.add("x", [Scope.READ])
    sessions = build(settings, store).state.doorkeeper.sessions
    cookie = sessions.begin(key)
    assert sessions.key(cookie) == key
    for wrong in (cookie[:-1], "x" + cookie, cookie.replace("1", "2", 1), "", ".", "é.1.x"):
        assert sessions.key(wrong) is None
    now[0] += LASTS + 1
    assert sessions.key(cookie) is None
    now[0] = 1_000.0
    store.keys.revoke(key.id)
    assert sessions.key(cookie) is None


@pytest.mark.parametrize(
    "path", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x", "", "/\n/x"]
)
def test_nobody_is_sent_elsewhere(path: str) -> None:
    assert inside(path) == "/"


def test_only_addresses_of_the_web_are_links() -> None:
    assert web("https://example.org/a") == "https://example.org/a"
    assert web("javascript:alert(1)") is None
    assert web("data:text/html,x") is None


def test_a_form_without_its_token_changes_nothing(someone: Client, store: Store) -> None:
    endpoint = store.endpoints.add("https://example.org", ["report.failed"])
    for told in ({}, {"token": "0" * 64}):
        answer = someone.post(f"/endpoints/{endpoint.id}/disable", data=told)
        assert answer.status_code == 403
        assert "页面已过期" in answer.text
    assert store.endpoints.get(endpoint.id).disabled_at is None
    someone.post(f"/endpoints/{endpoint.id}/disable", data={"token": token(someone.get("/endpoints").text)})
    assert store.endpoints.get(endpoint.id).disabled_at is not None


def test_an_upload_without_the_pages_token_makes_no_batch(someone: Client, store: Store) -> None:
    files = [("files", ("a.html", report()))]
    assert someone.post("/batches", files=files).status_code == 403
    assert store.batches.newest() == []
    made = someone.post("/batches", files=files, data={"token": token(someone.get("/batches").text)})
    assert str(made.url).endswith(store.batches.newest()[0].id)


def test_a_cookie_reads_the_interface_and_changes_nothing_there(someone: Client) -> None:
    assert someone.get("/v1/batches").status_code == 200
    assert someone.post("/v1/batches", files=[("files", ("a.html", report()))]).status_code == 401


def test_a_key_for_reading_sees_no_forms(nobody: Client, keys: dict[Scope, str]) -> None:
    nobody.post("/login", data={"key": keys[Scope.READ]})
    assert 'type="file"' not in nobody.get("/batches").text
    assert nobody.get("/endpoints").status_code == 403
    assert nobody.post("/deliveries/x/replay", data={}).status_code == 403


def test_every_page_is_strict_and_asks_no_other_site(someone: Client, store: Store, work: Callable[[], None]) -> None:
    sha256 = only(store, submit(store, (PDF.name, PDF.read_bytes())))
    work()
    for path in (*PAGES, "/login", f"/reports/{sha256}", f"/batches/{store.batches.newest()[0].id}"):
        answer = someone.get(path)
        assert answer.status_code == 200, path
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert not re.search(r"<script(?![^>]* src=\"/static/)|<style| style=| on[a-z]+=", answer.text), path
        assert not re.search(r'(src|href|action)="(https?:)?//', answer.text), path


def test_both_languages_say_every_page(someone: Client) -> None:
    for path in PAGES:
        someone.get("/language/zh")
        assert 'lang="zh-CN"' in someone.get(path).text
        someone.get("/language/en")
        english = someone.get(path)
        assert '<html lang="en">' in english.text
    assert "Nothing is in quarantine" in english.text


@pytest.mark.parametrize(
    ("asked", "given"), [("", "zh-CN"), ("zh-CN,en;q=0.8", "zh-CN"), ("en-GB,en;q=0.9,zh;q=0.8", "en"), ("fr", "zh-CN")]
)
def test_who_has_chosen_no_language_gets_that_of_the_browser(someone: Client, asked: str, given: str) -> None:
    assert f'<html lang="{given}">' in someone.get("/login", headers={"accept-language": asked}).text
    someone.get("/language/zh")
    assert '<html lang="zh-CN">' in someone.get("/login", headers={"accept-language": asked}).text


def test_the_report_shows_its_findings_with_numbered_cells_on_page_and_table(
    someone: Client, store: Store, work: Callable[[], None]
) -> None:
    sha256 = only(store, submit(store, (PDF.name, PDF.read_bytes())))
    work()
    page = someone.get(f"/reports/{sha256}").text
    record = store.records.get(sha256)
    for finding in record.findings:
        assert finding.message.zh in unescape(page)
        for key in finding.cells:
            assert page.count(f'data-key="{key}"') >= 3  # in the finding, on the page, in the table
    assert "表三表头印明的勾稽关系" in unescape(page)
    assert f"/v1/documents/{sha256}/pages/1.png" in page


def test_what_a_document_says_is_text_and_nothing_else(someone: Client, store: Store, work: Callable[[], None]) -> None:
    """Markup in a name, a label and an address stays what it is: words."""
    evil = "<script>alert(1)</script>"
    batch = store.batches.create(evil)
    text = report("N01").decode().replace("一、总体情况", "一、总体情况&lt;img src=x onerror=alert(1)&gt;")
    store.batches.submit(batch, [Item(f"{evil}.html", text.encode(), Hints(source_url=f"javascript:{evil}"))])
    store.batches.seal(batch)
    work()
    sha256 = only(store, batch)
    for path in ("/batches", f"/batches/{batch}", "/findings", f"/reports/{sha256}", f"/reports/{sha256}/evidence"):
        told = someone.get(path).text
        assert "<script>alert" not in told
        assert "<img src=x" not in told
        assert 'href="javascript' not in told


def test_findings_are_filtered_and_paged(someone: Client, store: Store, work: Callable[[], None]) -> None:
    submit(store, ("a.html", report("N01")), (PDF.name, PDF.read_bytes()))
    work()
    every, sums = someone.get("/findings").text, someone.get("/findings?rule=A01").text
    assert "<code>N01</code>" in every
    assert "<code>A01</code>" in every
    assert "<code>N01</code>" not in sums
    assert "没有符合条件的差错" in someone.get("/findings?year=1999&severity=error&publisher=x&rule=").text
    assert someone.get("/findings?severity=nonsense&year=x").status_code == 200


def test_findings_are_found_by_region_as_the_submitter_has_it(
    someone: Client, store: Store, work: Callable[[], None]
) -> None:
    batch = store.batches.create("")
    store.batches.submit(batch, [Item("a.html", report("N04"), Hints(region="360681"))])
    store.batches.seal(batch)
    work()
    for region, there in (("36", True), ("3606", True), ("44", False), ("_6", False)):
        assert ("<code>N04</code>" in someone.get("/findings", params={"region": region}).text) is there


def test_the_season_is_drawn_by_the_server(someone: Client, store: Store, work: Callable[[], None]) -> None:
    assert "还没有处理过报告" in someone.get("/season").text
    submit(store, ("a.html", report("N04")), (PDF.name, PDF.read_bytes()))
    work()
    page = someone.get("/season").text
    year = max(store.season.years())
    assert f"{year} 年度最常见的差错" in page
    assert 'class="failed"' in page
    assert "期限 01-31" in page
    assert someone.get(f"/season?year={year}").text == page
    assert someone.get("/season?year=nonsense").status_code == 200


def test_a_batch_is_one_picture(someone: Client, store: Store, work: Callable[[], None]) -> None:
    batch = submit(store, ("a.html", report("N04")), ("b.html", report(seed="other")))
    assert someone.get(f"/batches/{batch}/picture.svg").text.count("#d5dbe2") == 1
    work()
    assert f"/batches/{batch}/picture.svg" in someone.get(f"/batches/{batch}").text
    answer = someone.get(f"/batches/{batch}/picture.svg")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert answer.text.count("<path") == 2


def test_an_address_that_is_none_is_a_page_for_people_and_a_problem_for_programs(nobody: Client) -> None:
    page = nobody.get("/nowhere", headers={"accept": "text/html,*/*;q=0.8"})
    assert page.status_code == 404
    assert page.headers["content-type"].startswith("text/html")
    assert "没有这个资源：/nowhere" in page.text
    assert problem(nobody.get("/nowhere"), 404) == "not-found"
    assert problem(nobody.get("/v1/nowhere", headers={"accept": "text/html"}), 404) == "not-found"


def test_the_list_of_a_batch_says_why_a_document_was_not_read(
    someone: Client, store: Store, work: Callable[[], None]
) -> None:
    batch = submit(store, ("empty.pdf", b""))
    work()
    assert "文件是空的（0 字节）" in someone.get(f"/batches/{batch}").text


def test_the_list_of_a_batch_says_whose_each_report_is_and_how_it_was_read(
    someone: Client, store: Store, work: Callable[[], None]
) -> None:
    batch = submit(store, (PDF.name, PDF.read_bytes()))
    sha256 = only(store, batch)
    assert store.heads.of([sha256]) == store.records.unread([sha256]) == {}
    assert someone.get(f"/batches/{batch}").status_code == 200
    work()
    head = store.heads.of([sha256])[sha256]
    page = someone.get(f"/batches/{batch}").text
    row = page[page.index(f"/reports/{sha256}") :]
    cells = [
        str(each)
        for each in (head.publisher, head.year, head.errors, head.warnings, store.records.unread([sha256])[sha256])
    ]
    assert [row.find(f">{each}</td>") > 0 for each in cells] == [True] * 5


def test_a_publisher_is_followed_over_the_years(someone: Client, store: Store, work: Callable[[], None]) -> None:
    sha256 = only(store, submit(store, (PDF.name, PDF.read_bytes())))
    work()
    (head,) = store.heads.ledger(str(store.records.get(sha256).report.publisher))  # type: ignore[union-attr]
    assert head.publisher is not None
    assert head.publisher in someone.get("/publishers").text
    (body,) = store.heads.publishers("", 10)
    page = someone.get("/publishers/ledger", params={"of": body.body}).text
    assert page == someone.get("/publishers/ledger", params={"name": head.publisher}).text
    assert f"/reports/{sha256}" in page


def test_a_document_is_read_again(someone: Client, store: Store, work: Callable[[], None]) -> None:
    sha256 = only(store, submit(store, ("a.html", report())))
    work()
    page = someone.get(f"/reports/{sha256}").text
    someone.post(f"/reports/{sha256}/again", data={"token": token(page)})
    assert store.documents.get(sha256).state == "pending"
    assert someone.get(f"/reports/{sha256}").status_code == 200


def test_a_finding_is_let_pass_on_the_page_and_counts_again(
    someone: Client, store: Store, work: Callable[[], None]
) -> None:
    sha256 = only(store, submit(store, ("a.html", report("N04"))))
    work()
    (found,) = store.records.get(sha256).findings
    path = f"/reports/{sha256}"
    told = {"finding": found.fingerprint, "reason": "口径不同", "author": "李某", "until": ""}
    assert someone.post(f"{path}/waive", data=told).status_code == 403
    assert store.documents.get(sha256).outcome == "failed"
    page = someone.get(path).text
    assert found.fingerprint in page
    told["token"] = token(page)
    assert someone.post(f"{path}/waive", data=told | {"until": "tomorrow"}).status_code == 400
    assert someone.post(f"{path}/waive", data=told | {"reason": " "}).status_code == 400
    page = someone.post(f"{path}/waive", data=told).text
    assert "李某" in page
    assert "口径不同" in page
    assert "已豁免" in page
    assert store.documents.get(sha256).outcome == "accepted"
    someone.post(f"{path}/withdraw", data=told)
    assert store.documents.get(sha256).outcome == "failed"


def test_a_receiver_is_added_on_the_page_with_its_secret_shown_once_and_changed(someone: Client, store: Store) -> None:
    told = {"url": "https://example.org/hook?token=abc", "kind": "standard", "events": ["report.failed"]}
    assert someone.post("/endpoints", data=told).status_code == 403
    told["token"] = token(someone.get("/endpoints/new").text)
    made = someone.post("/endpoints", data=told | {"rules": "A，N04", "digest_minutes": "0", "per_minute": ""})
    (endpoint,) = store.endpoints.every()
    assert endpoint.secrets[0] in made.text
    assert endpoint.filters == Filters(rules=("A", "N04"), digest_minutes=0)
    path = f"/endpoints/{endpoint.id}"
    page = someone.get(path).text
    assert endpoint.secrets[0] not in page
    assert "token=abc" not in page + someone.get("/endpoints").text
    events = {"events": ["report.accepted", "batch.completed"], "min_severity": "warning", "token": told["token"]}
    someone.post(path, data=events | {"url": "", "rules": "", "regions": "36 44", "at_once": "2"})
    now = store.endpoints.get(endpoint.id)
    assert (now.url, now.events, now.min_severity) == (endpoint.url, tuple(events["events"]), "warning")
    assert (now.filters, now.at_once) == (Filters(regions=("36", "44")), 2)
    assert someone.post(path, data={"token": told["token"]}).status_code == 400
    assert someone.post(path, data=events | {"url": "http://10.0.0.1"}).status_code == 422


def test_a_notice_is_shown_with_what_it_says_and_every_attempt(someone: Client, store: Store) -> None:
    endpoint = store.endpoints.add("https://example.org", ["report.failed"])
    someone.post(f"/endpoints/{endpoint.id}/test", data={"token": token(someone.get("/endpoints").text)})
    (delivery,) = store.deliveries.newest()
    claim = store.deliveries.claim(delivery.id, 30)
    assert claim is not None
    tried = Try(at=store.clock(), seconds=0.25, status=500, cause="status: 500", answer="<b>no</b>")
    store.deliveries.settle(claim, "pending", 60, tried, lambda *_: Judgement(hold=900))
    page = someone.get(f"/deliveries/{delivery.id}").text
    assert "endpoint.test" in page
    assert "0.250" in page
    assert "&lt;b&gt;no" in page
    assert "暂停至" in someone.get("/endpoints").text


def test_the_evidence_sheet_is_whole_in_itself(someone: Client, store: Store, work: Callable[[], None]) -> None:
    sha256 = only(store, submit(store, (PDF.name, PDF.read_bytes())))
    work()
    sheet = someone.get(f"/reports/{sha256}/evidence")
    assert "data:image/png;base64," in sheet.text
    assert not re.search(r'(src|href)="(?!data:|#)', sheet.text)
    assert "<script" not in sheet.text
    assert "'sha256-" in sheet.headers["content-security-policy"]
    assert sha256 in sheet.text
    assert someone.get(f"/v1/documents/{sha256}/evidence").text == sheet.text


def test_a_sheet_leads_back_to_the_console_where_its_address_is_known(
    settings: Settings, work: Callable[[], None], store: Store
) -> None:
    sha256 = only(store, submit(store, ("a.html", report("N04"))))
    work()
    named = structs.replace(settings, public_url="https://nianbao.example/")
    with Store.open(named) as opened, TestClient(build(named, opened, "secret")) as client:
        headers = {"authorization": "Bearer secret"}
        told = client.get(f"/v1/documents/{sha256}/evidence", headers=headers).text
    assert f'href="https://nianbao.example/reports/{sha256}"' in told


def test_a_sheet_that_is_sent_on_shows_no_personal_data(
    someone: Client, store: Store, work: Callable[[], None]
) -> None:
    sha256 = only(store, submit(store, ("a.pdf", report("P02", style="pdf"))))
    work()
    record = store.records.get(sha256)
    assert record.report is not None
    pages = {each.where.page for each in record.report.personal_data}
    assert pages
    sheet = someone.get(f"/reports/{sha256}/evidence").text
    for page in pages:
        assert f'id="page-{page}"' not in sheet
        assert f"第 {page} 页含有个人信息" in sheet


def test_a_page_that_is_not_there_is_told_to_a_person(someone: Client) -> None:
    answer = someone.get("/batches/b0")
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert "无法完成" in answer.text
