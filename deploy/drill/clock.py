"""A clock that several processes go by and one of them can step, as a wrong time server would step a host's."""

import mmap
import struct
import time
from pathlib import Path

_FORMAT = struct.Struct("d")


class Clock:
    """The time, so many seconds beside the true one as `file` says. Safe to carry over a fork."""

    def __init__(self, file: Path) -> None:
        if not file.exists():
            file.write_bytes(_FORMAT.pack(0.0))
        with file.open("r+b") as stream:
            self._beside = mmap.mmap(stream.fileno(), _FORMAT.size)
        self._true = time.time

    def __call__(self) -> float:
        """Return seconds since the epoch."""
        return self._true() + float(_FORMAT.unpack_from(self._beside)[0])

    def step(self, seconds: float) -> None:
        """Put the clock of everybody forward, or back."""
        _FORMAT.pack_into(self._beside, 0, float(_FORMAT.unpack_from(self._beside)[0]) + seconds)
