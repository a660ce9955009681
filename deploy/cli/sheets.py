"""Evidence sheets in a folder: one page to send on for every report that failed."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from deploy.cli.screen import counted, err, progress
from deploy.cli.words import language, say
from deploy.gateway import evidence
from deploy.gateway.pictures import Pictures
from deploy.sources import Loaded, Problem
from shared.limits import Limits
from shared.record import Outcome, Record
from shared.store.blobs import Blobs

_FOREIGN = re.compile(r"[^\w.-]+")  # to the names of files anywhere
_LONGEST = 60  # characters of a name, of up to 4 bytes each
_SHORT = 8  # characters of an id, as many files have one name


def keeping(items: Iterator[Loaded | Problem], folder: str) -> tuple[Iterator[Loaded | Problem], Blobs]:
    """Hand items on; the bytes of those that were taken are kept in a folder, for pages are drawn from them later."""
    blobs = Blobs(folder)

    def kept() -> Iterator[Loaded | Problem]:
        for item in items:
            if isinstance(item, Loaded):
                with suppress(OSError):  # whoever reads it will say so
                    blobs.put(item.data)
            yield item

    return kept(), blobs


@contextmanager
def drawn(  # noqa: PLR0913 - what a sheet needs
    records: Iterator[Record], total: int | None, blobs: Blobs, limits: Limits, folder: Path, *, public_url: str = ""
) -> Iterator[Iterator[Record]]:
    """Hand records on and write the sheets of those that failed into a folder, with progress: pages take their time."""
    with progress(say("sheets.doing"), total) as advance:
        yield counted(with_sheets(records, blobs, limits, folder, public_url), advance)
    err().print(say("sheets.written", folder=folder), style="dim")


def with_sheets(
    records: Iterator[Record], blobs: Blobs, limits: Limits, folder: Path, public_url: str = ""
) -> Iterator[Record]:
    """Hand records on and write the sheets of those that failed into a folder, which is made.

    The documents' bytes are in `blobs`; sheets lead to the console where its address is known.
    """
    folder.mkdir(parents=True, exist_ok=True)
    pictures = Pictures(blobs, limits)
    for record in records:
        if record.outcome is Outcome.FAILED:
            sheet = evidence.sheet(record, pictures, language(), public_url)
            (folder / _name(record)).write_text(sheet, "utf-8")
        yield record


def _name(record: Record) -> str:
    named = _FOREIGN.sub("_", Path(record.document.name).name).strip("._")[:_LONGEST]
    return f"{named}-{record.document.sha256[:_SHORT]}.html"
