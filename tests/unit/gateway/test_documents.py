import re
import struct
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from shared.record import Outcome, decode
from shared.store import Store
from tests.corpus.generate import make
from tests.corpus.pictured import png, word
from tests.corpus.render import render
from tests.unit.gateway.conftest import Client, problem, report, submit

SAMPLES = Path("tests/corpus/samples")
PROSE = "本机关全年主动公开政府信息，依申请公开工作有序开展。" * 6
PDF = next(SAMPLES.glob("02-*.pdf"))


def only(store: Store, batch: str) -> str:
    (item,) = store.batches.items(batch, 2)
    return item.document


def test_a_document_tells_where_it_stands_and_what_happened(
    client: Client, store: Store, work: Callable[[], None]
) -> None:
    batch = submit(store, ("a.html", report("N01")))
    sha256 = only(store, batch)
    before = client.get(f"/v1/documents/{sha256}").json()
    assert (before["state"], before["record"]) == ("pending", None)
    assert problem(client.get(f"/v1/documents/{sha256}/record"), 404) == "no-record"
    work()
    after = client.get(f"/v1/documents/{sha256}").json()
    assert (after["state"], after["outcome"]) == ("done", "failed")
    assert after["submissions"][0]["batch"] == batch
    assert after["history"][-1]["event"] == "done"
    assert client.get(after["record"]).status_code == 200


def test_a_record_is_the_one_of_the_store_and_is_not_sent_twice(
    client: Client, store: Store, work: Callable[[], None]
) -> None:
    sha256 = only(store, submit(store, ("a.html", report("N01"))))
    work()
    path = f"/v1/documents/{sha256}/record"
    answer = client.get(path)
    assert decode(answer.content) == store.records.get(sha256)
    assert decode(answer.content).outcome is Outcome.FAILED
    tag = answer.headers["etag"]
    for known in (tag, f"W/{tag}", f'"x", {tag}', "*"):
        same = client.get(path, headers={"if-none-match": known})
        assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", tag)
    assert client.get(path, headers={"if-none-match": '"other"'}).status_code == 200
    head = client.head(path)
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", tag)


def test_a_page_is_drawn_once_and_kept(client: Client, store: Store, work: Callable[[], None]) -> None:
    sha256 = only(store, submit(store, (PDF.name, PDF.read_bytes())))
    work()
    path = f"/v1/documents/{sha256}/pages/1.png"
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "image/png"
    assert struct.unpack(">II", answer.content[16:24]) == (1191, 1684)  # A4 at two pixels a point
    assert store.blobs.kept(f"pages/{sha256}/1.png") == answer.content
    assert client.get(path, headers={"if-none-match": answer.headers["etag"]}).status_code == 304


def test_a_picture_file_is_its_own_page_and_a_document_without_pages_shows_its_pictures(
    client: Client, store: Store, work: Callable[[], None]
) -> None:
    picture = Image.new("L", (900, 450), 255)
    documents = {"a.png": png(picture), "a.docx": word(["某县2023年政府信息公开工作年度报告", PROSE, picture])}
    for name, data in documents.items():
        sha256 = only(store, submit(store, (name, data)))
        work()
        answer = client.get(f"/v1/documents/{sha256}/pages/1.png")
        assert answer.status_code == 200, answer.text
        assert struct.unpack(">II", answer.content[16:24]) == (900, 450)
        assert problem(client.get(f"/v1/documents/{sha256}/pages/2.png"), 404) == "no-picture"


def test_pages_of_an_ofd_file_are_drawn_from_what_was_read_with_its_cells_outlined(
    client: Client, store: Store, work: Callable[[], None]
) -> None:
    name, data = render(make("a sum that fails", form="gov_2021", fault="A03"), "ofd")
    sha256 = only(store, submit(store, (name, data)))
    work()
    answer = client.get(f"/v1/documents/{sha256}/pages/1.png")
    assert answer.status_code == 200, answer.text
    assert struct.unpack(">II", answer.content[16:24]) == (1191, 1684)
    assert client.get(f"/v1/documents/{sha256}/evidence").text.count("<rect") > 1
    assert problem(client.get(f"/v1/documents/{sha256}/pages/99.png"), 404) == "no-picture"


def test_there_is_no_picture_of_what_has_no_such_page(client: Client, store: Store, work: Callable[[], None]) -> None:
    pdf = only(store, submit(store, (PDF.name, PDF.read_bytes())))
    html = only(store, submit(store, ("a.html", report())))
    broken = only(store, submit(store, ("x.pdf", b"%PDF-1.7 and nothing more")))
    work()
    for sha256, page in ((pdf, 99), (html, 1), (broken, 1)):
        answer = client.get(f"/v1/documents/{sha256}/pages/{page}.png")
        assert problem(answer, 404) == "no-picture"
        assert not re.search("no such|cannot be", answer.json()["message"]["zh"])
    for page in ("0.png", "1", "x.png", "1.png.png"):
        assert client.get(f"/v1/documents/{pdf}/pages/{page}").status_code == 400


def test_an_unknown_document_is_not_found(client: Client) -> None:
    for path in ("", "/record", "/pages/1.png"):
        assert problem(client.get(f"/v1/documents/{'a' * 64}{path}"), 404) == "not-found"
    assert problem(client.get("/v1/documents/abc"), 400) == "bad-request"
