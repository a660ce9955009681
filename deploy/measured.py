"""How long the stages take and how much is stored, as `make bench` measured it on the project's own samples."""

from functools import cache
from importlib.resources import files

import msgspec


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """Means of one core of one machine; on another all of them are longer or shorter by about the same factor."""

    machine: str
    samples: int
    seconds: dict[str, dict[str, float]]  # by stage and format; the format of intake and of notices is ""
    overhead: float  # seconds of a worker for each stage of each document, beside the stage itself
    record_bytes: dict[str, int]  # of what the database keeps of one document, by format
    document_bytes: dict[str, int]  # of one document, by format
    message_bytes: int  # in Redis, for one id that is on its way

    @property
    def slowest(self) -> float:
        """Seconds of the slowest stage: what is expected of one that was never measured."""
        return max(max(formats.values()) for formats in self.seconds.values())


@cache
def measured() -> Measured:
    """Return what the package brings along."""
    return msgspec.json.decode((files("deploy") / "measured.json").read_bytes(), type=Measured)
