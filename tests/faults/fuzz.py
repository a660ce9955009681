"""Damaged documents without end: `python -m tests.faults.fuzz [--seconds 600] [--seed 0] [--keep FOLDER]`.

Every one must be read, or stopped with a reason; what dies otherwise is printed with its seed and kept in the folder.
"""

import argparse
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

from shared.job import Hints
from shared.limits import Limits
from tasks import child
from tests.corpus import samples
from tests.faults.mutation import damaged
from workers import pipeline
from workers.intake import takes_program
from workers.validate import default_policy

SAMPLES = sorted(path for path in samples.FOLDER.iterdir() if path.is_file())
LIMITS = Limits(seconds=20)


def made(seed: int) -> tuple[str, bytes]:
    """Return the name of a sample, and its bytes with the damage of a seed."""
    random = Random(seed)
    sample, other = random.choice(SAMPLES), random.choice(SAMPLES)
    return sample.name, damaged(sample.read_bytes(), other.read_bytes(), random)


def end(name: str, data: bytes) -> tuple[str, dict[str, Any]]:
    """Return what became of a document (an outcome, or a reason's code) and the note of the child that read it."""
    given = (data, name, Hints(), LIMITS, default_policy())
    ending = child.run(pipeline.check, *given, limits=LIMITS, programs=takes_program(data))
    if ending.stop is not None:
        return f"✗ {ending.stop.reason.code}", ending.note
    record = ending.result()
    return record.reason.code if record.reason else str(record.outcome), ending.note


def main() -> int:
    """Read damaged documents until the time is up; exit 1 where one ended as none may."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path)
    told = parser.parse_args()
    counts: Counter[str] = Counter()
    seed, begin, slowest = told.seed, time.monotonic(), 0.0
    while time.monotonic() < begin + told.seconds:
        name, data = made(seed)
        ended, note = end(name, data)
        counts[ended] += 1
        slowest = max(slowest, note["seconds"])
        if ended.startswith("✗"):
            print(seed, name, ended, note, flush=True)  # noqa: T201 - what it is for
            if told.keep:
                (told.keep / f"{seed}-{name}").write_bytes(data)
        seed += 1
    print(f"{seed - told.seed} documents, slowest {slowest:.1f} s:", dict(counts.most_common()))  # noqa: T201 - likewise
    return int(any(ended.startswith("✗") for ended in counts))


if __name__ == "__main__":
    sys.exit(main())
