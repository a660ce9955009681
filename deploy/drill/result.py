"""What came of a drill."""

import msgspec

from deploy.drill.truth import Quality


class Struck(msgspec.Struct, frozen=True, kw_only=True):
    """One fault that was made to happen. `recovery` is None where the line was not well again in time."""

    fault: str
    at: float  # seconds since the drill began
    ended: int  # documents that had ended then
    lasted: float  # seconds
    submitted: float | None  # seconds that a submission by hand took meanwhile
    recovery: float | None  # seconds from the fault's end
    missing: str = ""  # what was not well in time, or what there was nothing of to strike
    missed: bool = False  # there was nothing to strike, or it was
    forbidden: bool = False  # for the drill's user: `missing` is what the server says


class Effects(msgspec.Struct, frozen=True, kw_only=True):
    """What was lost and what happened twice."""

    lost: int  # documents without a record, or that did not end
    bytes_lost: int  # documents whose bytes are gone, or others
    doubled: int  # documents that ended more than once
    dead: int  # documents that the line gave up on
    miscounted: int  # batches whose counts are not those of their records
    notices_lost: int  # documents and batches that nobody was told of as they ended
    notices_doubled: int  # effects that a receiver had under two ids
    notices_changed: int  # ids that came with two bodies
    notices_repeated: int  # ids that came again: allowed
    worked_twice: int  # documents that somebody began again: the price
    examples: list[str]


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """The whole drill."""

    seed: str
    database: str
    broker: str
    blobs: str
    documents: int
    seconds: float
    documents_per_second: float
    faults: list[Struck]
    effects: Effects
    quality: Quality | None  # where the documents' truth is known
    differing: list[str]  # documents whose records are not those made in peace
    restarts: int
    peak_megabytes: dict[str, int]
    bound: float  # seconds within which the line was to be well again

    @property
    def slowest(self) -> float | None:
        """The longest recovery, in seconds; None where one did not come about."""
        recoveries = [each.recovery for each in self.faults if not each.missed]
        return None if None in recoveries else max(filter(None, recoveries), default=0.0)

    @property
    def forbidden(self) -> list[str]:
        """The kinds of fault that were asked for and could not be had."""
        return sorted({each.fault for each in self.faults if each.forbidden})

    @property
    def whole(self) -> bool:
        """Whether anything was struck, and nothing lost, doubled, changed, given up or wrong, and all well in time."""
        effects, quality = self.effects, self.quality
        harm = effects.lost + effects.bytes_lost + effects.doubled + effects.dead + effects.miscounted
        harm += effects.notices_lost + effects.notices_doubled + effects.notices_changed + len(self.differing)
        harm += quality.wrong + quality.unread if quality else 0
        struck = any(not each.missed for each in self.faults)
        return struck and harm == 0 and self.slowest is not None and self.slowest <= self.bound

    @property
    def examples(self) -> list[str]:
        """Some of what is wrong."""
        return [*self.effects.examples, *(self.quality.examples if self.quality else ()), *self.differing]
