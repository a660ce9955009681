import json
import re
from pathlib import Path

import pytest

from deploy.sources import Entry, SourceError, expand
from shared.job import Hints


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.pdf", "full/b.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


KNOWN = {
    "source_url": "https://example.test/1",
    "publisher": "甲镇",
    "year": 2023,
    "region": "360681",
    "published": "2024-01-04",
    "fetched_at": "2024-02-01T08:00:00Z",
}


def test_a_line_carries_what_the_crawler_knew(folder: Path) -> None:
    path = write(folder, "m.ndjson", json.dumps({"path": "a.pdf", **KNOWN, "spider": "gov"}) + "\n\n")
    assert expand([path]) == [Entry(folder / "a.pdf", "a.pdf", Hints(**KNOWN))]


def test_only_the_path_is_required(folder: Path) -> None:
    assert expand([write(folder, "m.jsonl", '{"path": "full/b.html"}')]) == [
        Entry(folder / "full/b.html", "full/b.html")
    ]


def test_a_crawlers_item_gives_each_of_its_files_with_its_own_address(folder: Path) -> None:
    item = {
        "publisher": "甲镇",
        "source_url": "https://example.test/page",
        "files": [
            {"path": "a.pdf", "url": "https://example.test/a.pdf", "checksum": "0" * 32, "status": "downloaded"},
            {"path": "full/b.html", "checksum": None},
        ],
    }
    entries = expand([write(folder, "items.jsonl", json.dumps(item))])
    assert [(entry.name, entry.hints.source_url) for entry in entries] == [
        ("a.pdf", "https://example.test/a.pdf"),
        ("full/b.html", "https://example.test/page"),
    ]
    assert {entry.hints.publisher for entry in entries} == {"甲镇"}


def test_an_array_of_items_is_a_manifest(folder: Path) -> None:
    items = [{"path": "a.pdf"}, {"path": "full/b.html", "year": 2020}]
    entries = expand([write(folder, "items.json", json.dumps(items, indent=1))])
    assert [(entry.name, entry.hints.year) for entry in entries] == [("a.pdf", None), ("full/b.html", 2020)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_is_a_manifest_in_whatever_encoding_excel_saved_it(folder: Path, encoding: str) -> None:
    table = "path,publisher,year,region,note\r\na.pdf,甲镇,2023,360681,x\r\nfull/b.html,,,,\r\n"
    first, second = expand([write(folder, "m.csv", table.encode(encoding))])
    assert first.hints == Hints(publisher="甲镇", year=2023, region="360681")
    assert second.hints == Hints()


@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_a_report_stored_as_json_is_a_document(folder: Path, name: str, *, ascii_only: bool) -> None:
    stored = json.dumps({"title": "某镇2023年政府信息公开工作年度报告", "url": "x"}, ensure_ascii=ascii_only)
    assert expand([write(folder, name, stored)]) == [Entry(folder / name, name)]


def test_a_report_stored_in_csv_is_a_document(folder: Path) -> None:
    path = write(folder, "a.csv", "url,title\nx,某镇2023年政府信息公开工作年度报告\n".encode("gb18030"))
    assert expand([path]) == [Entry(path, "a.csv")]


def test_paths_start_from_another_folder_when_told(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = write(tmp_path_factory.mktemp("elsewhere"), "m.ndjson", '{"path": "a.pdf"}')
    assert expand([path], root=folder) == [Entry(folder / "a.pdf", "a.pdf")]


def test_an_absolute_path_does_not_become_the_documents_name(folder: Path) -> None:
    path = write(folder, "m.ndjson", json.dumps({"path": str(folder / "a.pdf")}))
    assert expand([path]) == [Entry(folder / "a.pdf", "a.pdf")]


def test_other_line_separators_inside_a_string_end_no_line(folder: Path) -> None:
    path = write(folder, "m.ndjson", '{"path": "a.pdf", "publisher": "甲\u2028镇"}\r\n{"path": "a.pdf"}')
    assert [entry.hints.publisher for entry in expand([path])] == ["甲\u2028镇", None]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("m.ndjson", '{"path": "a.pdf"}\n{"path": ', r"m\.ndjson, line 2: not JSON: the JSON is cut off"),
        ("m.ndjson", '{"path": "a.pdf"}\n\n{"url": "x"}', r"m\.ndjson, line 3: neither path nor files"),
        (
            "m.ndjson",
            '{"path": "a.pdf", "year": "last"}',
            r"m\.ndjson, line 1: year: must be a whole number or null, is text",
        ),
        ("m.ndjson", '["a.pdf"]', r"m\.ndjson, item 1: must be an object, is text"),
        ("m.ndjson", '"a.pdf"', r"m\.ndjson, line 1: must be an object, is text"),
        ("m.ndjson", "[" * 60_000, r"m\.ndjson, line 1: the JSON is nested too deeply"),
        ("m.ndjson", '{"path": "gone.pdf"}', r"m\.ndjson, line 1: no such file: .*gone\.pdf"),
        ("m.csv", "file,year\na.pdf,2023\n", r"m\.csv, line 1: there is no column named path"),
        ("m.csv", "path,year\na.pdf,2023\na.pdf,last\n", r"m\.csv, line 3: .*year"),
        ("m.csv", "", r"m\.csv, line 1: there is no column named path"),
        ("m.ndjson", b"\xff\xfe\xff", r"m\.ndjson is neither UTF-8 nor GB18030"),
    ],
)
def test_a_bad_line_is_named_by_file_and_line(folder: Path, name: str, content: str | bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said) as caught:
        expand([write(folder, name, content)])
    assert name in caught.value.message.zh
    assert not re.search("Expected|truncated|[`$]", caught.value.message.zh)


def test_all_bad_lines_are_told_at_once_the_first_ten_in_full(folder: Path) -> None:
    bad = ['{"path": "a.pdf", "year": "last"}', "{", '{"url": "x"}', *["{}"] * 9]
    with pytest.raises(SourceError) as caught:
        expand([write(folder, "m.ndjson", "\n".join(['{"path": "a.pdf"}', *bad]))])
    assert "line 2: year: must be a whole number" in caught.value.message.en
    assert "line 3: not JSON" in caught.value.message.en
    assert "line 11: " in caught.value.message.en
    assert caught.value.message.en.endswith("; and 2 more")
    assert caught.value.message.zh.endswith("；另有 2 处")
    with pytest.raises(SourceError, match=r"line 1: no such file: .*; line 2: no such file: "):
        expand([write(folder, "m.ndjson", '{"path": "gone.pdf"}\n{"path": "lost.pdf"}')])
