"""What of a report was read from pictures: it accuses nobody unless a second recognition agrees."""

from collections.abc import Collection, Iterator

import msgspec

from shared.document import Where
from shared.finding import Verdict
from shared.report import Report, Value
from workers.validate.rule import Check

_OF_PICTURES = frozenset({"S14"})  # what they show is no matter of how they were read
_OF_LABELS = frozenset({"S07"})  # they look at what tables print beside their numbers


class Recognized(msgspec.Struct, frozen=True):
    """What was recognized: pages, single cells, and whether any prose was."""

    pages: frozenset[int]
    cells: frozenset[str]
    is_prose: bool

    @classmethod
    def of(cls, report: Report) -> "Recognized | None":
        """Return what of a report was recognized; None where nothing was."""
        pages = frozenset(report.recognized)
        if not pages and all(each.unread for each in report.pictures):
            return None
        cells = frozenset(key for key, value in _cells(report) if _is_recognized(value.where, pages))
        return cls(pages, cells, bool(pages) or any(place.picture for place in _prose(report)))

    def is_certain(self, rule: str, check: Check, confirmed: Collection[str]) -> bool:
        """Whether a check stands: cells that a second recognition confirms may accuse, and text that is one."""
        if check.verdict is not Verdict.FAIL or rule in _OF_PICTURES:
            return True
        if any(key in self.cells and key not in confirmed for key in check.cells):
            return False
        if not self.is_prose:
            return bool(check.cells) or rule not in _OF_LABELS
        if check.cells and check.quote is None:
            return True
        return bool(check.where) and not any(_is_recognized(place, self.pages) for place in check.where)


def _is_recognized(where: Where, pages: Collection[int]) -> bool:
    """Whether a place is in a picture; what has none in a report of pictures may be anywhere."""
    return where.picture is not None or where.page in pages or where == Where()


def _cells(report: Report) -> Iterator[tuple[str, Value]]:
    yield from report.cells.items()
    yield from report.heading_values.items()
    for copy in report.copies:
        yield from copy.cells.items()
    for attachment in report.attachments:
        yield from attachment.cells.items()


def _prose(report: Report) -> Iterator[Where]:
    """Yield the places of headings and lines."""
    yield from (heading.where for heading in report.headings)
    for section in (report.preamble, *report.sections.values(), report.appendix):
        if section:
            yield section.where
            yield from section.places
