"""Whether there is room for more: on the line, and on the disk that everything is written down on."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path

from shared.errors import Message, TryLater
from shared.store.figures import Figures

_LOOK = 2.0  # seconds for which a count is good enough


class Room:
    """Of one store. No more documents are taken while `most` have not ended, or less than `reserve` bytes are free.

    What was taken can then be brought to its end: records and notices need room, too.
    """

    def __init__(
        self,
        figures: Figures,
        folder: Path | None,
        most: int,
        reserve: int,
        passed: Callable[[], float] = time.monotonic,
    ) -> None:
        self._figures = figures
        self._folder = folder
        self._most = most
        self._reserve = reserve
        self._passed = passed
        self._again = 0.0  # when to look again

    def check(self) -> None:
        """Raise TryLater where there is none."""
        if self._passed() < self._again:
            return
        waiting = self._figures.unended()
        if waiting >= self._most:
            raise TryLater(
                Message(
                    f"还有 {waiting:,} 份文件未处理完，最多 {self._most:,} 份",
                    f"{waiting:,} documents have not ended yet, of {self._most:,} that may be open",
                )
            )
        if self._folder is not None and (free := shutil.disk_usage(self._folder).free) < self._reserve:
            raise TryLater(
                Message(
                    f"{self._folder} 只剩 {free:,} 字节，少于须保留的 {self._reserve:,} 字节：请腾出空间",
                    f"{free:,} bytes are free in {self._folder}, fewer than the {self._reserve:,} that are kept",
                )
            )
        self._again = self._passed() + _LOOK
