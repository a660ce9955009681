"""Web archives (WARC, ISO 28500), as crawlers write them: every answer that may hold a report is a document."""

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from msgspec import structs
from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import DecompressingBufferedReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from deploy.sources.entry import Entry, Loaded
from deploy.sources.unpacking import Budget, unpack

BROKEN = (ArchiveLoadFailed, ValueError)
_LINE = 2**20  # bytes of a header
_OK = "200"
_TYPES = (
    "text/html",
    "text/plain",
    "multipart/related",
    "application/xhtml+xml",
    "application/pdf",
    "application/msword",
    "application/rtf",
    "application/octet-stream",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.ms-works",
    "application/wps-office",
)


class _Lines(DecompressingBufferedReader):  # type: ignore[misc] # warcio ships no types
    """Reads headers by lines, of which none is longer than any crawler writes: warcio takes one of any length."""

    def readline(self, length: int | None = None) -> bytes:
        """Return a line. ArchiveLoadFailed beyond the bound."""
        line: bytes = super().readline(min(length or _LINE, _LINE))
        if len(line) >= _LINE:
            raise ArchiveLoadFailed(f"a line of more than {_LINE} bytes among the headers")
        return line


def members(entry: Entry, budget: Budget) -> Iterator[Loaded]:
    """Yield the documents of a web archive, named by their addresses, which are their source as well."""
    with entry.path.open("rb") as file:
        records = ArchiveIterator(file)
        records.reader = _Lines(records.fh, block_size=records.reader.block_size)
        for record in records:
            if not _may_be_report(record):
                continue
            address = record.rec_headers.get_header("WARC-Target-URI") or ""
            fetched = record.rec_headers.get_header("WARC-Date")
            parts = urlsplit(address)
            name = unquote(f"{parts.netloc}{parts.path}").strip("/") or entry.name
            hints = structs.replace(entry.hints, source_url=address or None, fetched_at=fetched)
            yield from unpack(structs.replace(entry, hints=hints), name, record.content_stream(), budget)


def _may_be_report(record: ArcWarcRecord) -> bool:
    if record.rec_type == "resource":
        return True
    if record.rec_type != "response" or record.http_headers is None:
        return False
    kind = (record.http_headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    return record.http_headers.get_statuscode() == _OK and (not kind or kind.startswith(_TYPES))
