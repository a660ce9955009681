"""Of a web archive every answer that may hold a report is taken, with where and when it was fetched."""

import gzip
from pathlib import Path

import pytest

from deploy.sources import Loaded, Problem, expand, load
from shared.job import Hints
from shared.limits import Limits

FETCHED = "2024-02-01T08:00:00Z"
ANSWERS = (
    ("https://a.example/2023/年报.html", "200 OK", "text/html; charset=gbk", "甲镇".encode("gbk")),
    ("https://a.example/b.pdf", "200 OK", "application/pdf", b"%PDF-1.7"),
    ("https://a.example/style.css", "200 OK", "text/css", b"td {}"),
    ("https://a.example/gone.html", "404 Not Found", "text/html", b"404"),
)


def record(kind: str, headers: str, content: bytes) -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: {FETCHED}\r\n{headers}Content-Length: {len(content)}\r\n\r\n"
    return head.encode() + content + b"\r\n\r\n"


def warc(path: Path, answers: tuple[tuple[str, str, str, bytes], ...] = ANSWERS) -> Path:
    records = [record("warcinfo", "Content-Type: application/warc-fields\r\n", b"software: a crawler\r\n")]
    for url, status, kind, content in answers:
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + content
        more = f"WARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\n"
        records.append(record("response", more, answer))
    packed = path.name.endswith(".gz")
    path.write_bytes(b"".join(gzip.compress(each) if packed else each for each in records))
    return path


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_pages_and_documents_are_taken_with_their_source(tmp_path: Path, name: str) -> None:
    assert list(load(expand([warc(tmp_path / name)]), Limits())) == [
        Loaded("a.example/2023/年报.html", Hints(source_url=ANSWERS[0][0], fetched_at=FETCHED), ANSWERS[0][3]),
        Loaded("a.example/b.pdf", Hints(source_url=ANSWERS[1][0], fetched_at=FETCHED), ANSWERS[1][3]),
    ]


def test_an_archive_that_unpacks_to_too_much_is_left(tmp_path: Path) -> None:
    path = warc(tmp_path / "a.warc.gz", (("https://a.example/", "200 OK", "text/html", bytes(20 * 2**20)),))
    (problem,) = load(expand([path]), Limits(unpacked_ratio=10))
    assert isinstance(problem, Problem)
    assert "bomb" in problem.message.en


def test_what_is_no_web_archive_is_a_problem_and_no_document(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(b"no archive at all\r\n" * 10)
    (problem,) = load(expand([path]), Limits())
    assert isinstance(problem, Problem)
    assert "no whole archive" in problem.message.en


def test_what_is_cut_off_gives_what_stands_before(tmp_path: Path) -> None:
    path = warc(tmp_path / "a.warc.gz")
    path.write_bytes(path.read_bytes()[:-250])
    found = list(load(expand([path]), Limits()))
    assert isinstance(found[0], Loaded)


@pytest.mark.parametrize("head", [b"", b"WARC/1.0\r\nWARC-Type: response\r\nX: "])
def test_a_header_without_end_is_not_taken_into_memory(head: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(head + b"a" * (2**20 + 2**16)))
    (problem,) = load(expand([tmp_path / "a.warc.gz"]), Limits())
    assert isinstance(problem, Problem)
    assert "a line of more than" in problem.message.en
