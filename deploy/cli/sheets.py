"""Evidence sheets in a folder: one page to send on for every report that failed."""

import re
from collections.abc import Iterator
from pathlib import Path

from deploy.cli.words import language
from deploy.gateway import evidence
from deploy.gateway.pictures import Pictures
from shared.limits import Limits
from shared.record import Outcome, Record
from shared.store import Store

_FOREIGN = re.compile(r"[^\w.-]+")  # to the names of files anywhere
_LONGEST = 60  # characters of a name, of up to 4 bytes each
_SHORT = 8  # characters of an id, as many files have one name


def with_sheets(records: Iterator[Record], store: Store, limits: Limits, folder: Path) -> Iterator[Record]:
    """Hand records on and write the sheets of those that failed into a folder, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = Pictures(store, limits)
    for record in records:
        if record.outcome is Outcome.FAILED:
            document = store.documents.get(record.document.sha256)
            sheet = evidence.sheet(document, record, pictures, language(), store.public_url)
            (folder / _name(record)).write_text(sheet, "utf-8")
        yield record


def _name(record: Record) -> str:
    named = _FOREIGN.sub("_", Path(record.document.name).name).strip("._")[-_LONGEST:]
    return f"{named}-{record.document.sha256[:_SHORT]}.html"
