"""Keeping a beast: the whole pipeline reads it in a child, as the product does."""

from typing import NamedTuple

from shared.errors import Stop
from shared.job import Hints
from shared.limits import Limits
from tasks import child
from tests.faults.zoo.beast import READ, Beast
from workers import pipeline
from workers.intake import takes_program
from workers.validate import default_policy


class Row(NamedTuple):
    """What became of a beast: the reason's code (or `READ`), its sentence, seconds and peak memory of the child."""

    name: str
    size: int
    end: str
    sentence: str
    seconds: float
    peak_mb: int
    died: bool


def keep(beast: Beast, limits: Limits | None = None) -> Row:
    """Read a beast within the limits (the default ones)."""
    data, within = beast.make(), limits or Limits()
    given = (data, beast.name, Hints(), within, default_policy())
    ending = child.run(pipeline.check, *given, limits=within, programs=takes_program(data))
    reason = ending.stop.reason if isinstance(ending.stop, Stop) else ending.result().reason
    end, sentence = (reason.code, reason.message.en) if reason else (READ, "")
    note = ending.note
    sentence += f" [{note['error']}]" if "error" in note else ""
    return Row(beast.name, len(data), end, sentence, note["seconds"], note["peak_mb"], ending.died)
