"""A Scrapy item pipeline: what `FilesPipeline` downloaded is submitted to a gateway, some hundreds at a time.

    ITEM_PIPELINES = {"scrapy.pipelines.files.FilesPipeline": 1, "deploy.client.scrapy.SubmitPipeline": 900}
    NIANBAO_SERVER, NIANBAO_KEY = "https://nianbao.example.org", "nbk_…"
    NIANBAO_BATCH = 500  # files of one batch

Fields `publisher`, `year`, `region`, `published` and `fetched_at` of an item are told with its files. What could not be
submitted is listed in `FILES_STORE/not-submitted.ndjson`: `nianbao submit` takes that list as it is.
"""

import logging
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import msgspec
from itemadapter import ItemAdapter
from scrapy.crawler import Crawler
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.threads import deferToThread

from deploy.client import Client, ClientError, File
from shared.job import Hints
from shared.record import encode
from workers.gateway.resources import Receipt

LEFT = "not-submitted.ndjson"
_BATCH = 500
_KNOWN = ("publisher", "year", "region", "published", "fetched_at")
_log = logging.getLogger(__name__)


class SubmitPipeline:
    """Gathers files and submits them from a thread of its own; the crawl waits while a batch is on its way."""

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self._crawler = crawler
        self._store = Path(settings["FILES_STORE"])
        self._url = settings.get("NIANBAO_SERVER") or os.environ["NIANBAO_SERVER"]
        self._key = settings.get("NIANBAO_KEY") or os.environ.get("NIANBAO_KEY")
        self._most = settings.getint("NIANBAO_BATCH", _BATCH)
        self._held: list[File] = []

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the pipeline of a crawler."""
        return cls(crawler)

    async def process_item(self, item: Any, spider: object = None) -> Any:  # noqa: ANN401, ARG002 - Scrapy's, of any version
        """Hold an item's files; submit what is held once it is enough."""
        self._held += _files(ItemAdapter(item), self._store)
        if len(self._held) >= self._most:
            await self._submit()
        return item

    async def close_spider(self, spider: object = None) -> None:  # noqa: ARG002 - Scrapy's, of any version
        """Submit the rest."""
        if self._held:
            await self._submit()

    async def _submit(self) -> None:
        some, self._held = self._held, []
        stats = self._crawler.stats
        try:
            receipt = await maybe_deferred_to_future(deferToThread(self._send, some))
        except (ClientError, OSError) as error:
            _log.error("%d files were not submitted: %s", len(some), error)
            _leave(some, self._store)
            counted = {"nianbao/left": len(some)}
        else:
            counted = {"nianbao/new": receipt.new, "nianbao/known": receipt.known}
            for problem in receipt.problems:
                _log.warning("%s: %s", problem.name, problem.message.en)
        for name, count in counted.items():
            if stats is not None:
                stats.inc_value(name, count)

    def _send(self, files: Sequence[File]) -> Receipt:
        label = self._crawler.spider.name if self._crawler.spider else ""
        with Client(self._url, self._key) as client:
            return client.submit(files, label)


def _files(item: ItemAdapter, store: Path) -> list[File]:
    """Return what an item's `files` say was downloaded, with what the item says of it."""
    told = {name: item[name] for name in _KNOWN if item.get(name) is not None}
    found = []
    for each in item.get("files") or ():
        hints = msgspec.convert({**told, "source_url": each.get("url")}, Hints, strict=False)
        found.append(File(store / each["path"], each["path"], hints))
    return found


def _leave(files: Sequence[File], store: Path) -> None:
    """Write down what is left, as a manifest."""
    with (store / LEFT).open("ab") as file:
        for each in files:
            file.write(encode({"path": each.name, **msgspec.to_builtins(each.hints)}) + b"\n")
