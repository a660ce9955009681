"""What stands beside a report: in the ledger of its body, and what its submitter said of it."""

import msgspec

from shared.job import UNTOLD, Hints
from shared.report import Report


class File(msgspec.Struct, frozen=True):
    """A report with the file it was read from."""

    sha256: str
    format: str | None
    report: Report

    @property
    def name(self) -> str:
        """How people tell it from others, the same wherever it came from."""
        return f"{self.format or '?'} {self.sha256[:8]}"


class Neighbours(msgspec.Struct, frozen=True):
    """The files of the year before, and of the same year, most complete first; `earlier`: what the URL held before.

    `unsure`: they may be another body's of the same name. `reorganized`: with this report year the body became another
    one. `told` is what the submitter said of the file.
    """

    previous: tuple[File, ...] = ()
    siblings: tuple[File, ...] = ()
    earlier: File | None = None
    reorganized: bool = False
    unsure: bool = False
    told: Hints = UNTOLD


NONE = Neighbours()
