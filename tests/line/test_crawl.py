"""A real crawl of a site of our own: what it downloads arrives with what the crawler knew."""

import functools
import http.server
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select

from deploy.client.scrapy import LEFT
from deploy.gateway.serve import Gateway
from deploy.sources import expand
from shared.job import Hints
from shared.settings import Settings
from shared.store import Store
from shared.store.tables import submissions

pytestmark = pytest.mark.line

KEY = "nbk_crawl"
SAMPLES = [path for path in sorted(Path("tests/corpus/samples").iterdir()) if path.suffix in {".pdf", ".html"}][:5]
SPIDER = """
import scrapy


class Reports(scrapy.Spider):
    name = "reports"

    def __init__(self, start, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.start_urls = [start]

    def parse(self, response):
        for link in response.css("a"):
            yield {
                "file_urls": [response.urljoin(link.attrib["href"])],
                "publisher": link.css("::text").get(),
                "region": "360681",
                "year": "2023",
            }
"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    folder = tmp_path / "site"
    folder.mkdir()
    for path in SAMPLES:
        (folder / path.name).write_bytes(path.read_bytes())
    links = "".join(f'<a href="{path.name}">某局{n}</a>' for n, path in enumerate(SAMPLES))
    (folder / "index.html").write_text(f"<html><meta charset=utf-8>{links}</html>", "utf-8")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(Settings(home=str(tmp_path / "home"))) as opened:
        yield opened


def crawl(tmp_path: Path, site: str, gateway: str) -> tuple[Path, str]:
    """Crawl the site; return where the files went, and what was said."""
    spider, files = tmp_path / "spider.py", tmp_path / "files"
    spider.write_text(SPIDER, "utf-8")
    pipelines = {"scrapy.pipelines.files.FilesPipeline": 1, "deploy.client.scrapy.SubmitPipeline": 900}
    told = {
        "ITEM_PIPELINES": json.dumps(pipelines),
        "FILES_STORE": str(files),
        "NIANBAO_SERVER": gateway,
        "NIANBAO_KEY": KEY,
        "NIANBAO_BATCH": "3",
        "TELNETCONSOLE_ENABLED": "False",
        "DOWNLOAD_DELAY": "0",
        "LOG_LEVEL": "INFO",
    }
    options = [word for name, value in told.items() for word in ("-s", f"{name}={value}")]
    command = [sys.executable, "-m", "scrapy", "runspider", str(spider), "-a", f"start={site}", *options]
    ended = subprocess.run([*command, "-O", str(files / "items.jsonl")], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return files, ended.stderr


def test_what_a_crawl_downloads_is_submitted_with_what_the_crawler_knew(
    tmp_path: Path, site: str, store: Store
) -> None:
    settings = Settings(home=str(tmp_path / "home"))
    with Gateway(settings, store, "127.0.0.1", 0, KEY) as gateway:
        files, said = crawl(tmp_path, site, gateway.url)
    assert "ERROR" not in said
    assert "'nianbao/new': 5" in said
    batches = store.batches.newest()
    assert [batch.label for batch in batches] == ["reports", "reports"]
    found = {item.source_url: item for batch in batches for item in store.batches.items(batch.id, 10)}
    with store._database.read() as connection:  # noqa: SLF001 - hints are read by stages alone
        rows = connection.execute(select(submissions.c.document, submissions.c.hints)).all()
    told = {row.document: msgspec.json.decode(row.hints, type=Hints) for row in rows}
    for number, path in enumerate(SAMPLES):
        item = found[f"{site}{path.name}"]
        assert store.blobs.get(item.document) == path.read_bytes()
        assert told[item.document] == Hints(
            source_url=item.source_url, publisher=f"某局{number}", region="360681", year=2023
        )
    listed = expand([files / "items.jsonl"])  # the crawler's own list of what it found is a manifest
    assert {entry.hints.source_url for entry in listed} == set(found)


def test_what_no_gateway_took_is_listed_to_be_submitted_later(tmp_path: Path, site: str, store: Store) -> None:
    with Gateway(Settings(home=str(tmp_path / "home")), store, "127.0.0.1", 0, "another") as gateway:
        files, said = crawl(tmp_path, site, gateway.url)
    assert "3 files were not submitted" in said
    left = expand([files / LEFT])
    assert {Path(entry.name).suffix for entry in left} <= {".pdf", ".html"}
    assert len(left) == 5
    assert all(entry.hints.region == "360681" for entry in left)
