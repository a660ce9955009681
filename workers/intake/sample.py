"""What the bidders look at: the bytes, and the text of their beginning should they be text."""

import io
import struct
import unicodedata
import zipfile
from collections import Counter
from functools import cached_property

from shared.encoding import decode
from shared.limits import Limits

_CHARACTERS = 2**16  # of text that are looked at
_DAMAGE = 0.05  # share of characters that no text has; a few stray bytes are normal in crawls
_MEMBERS = 10_000  # of a zip that are named; beyond it every name is searched for in the bytes
_WHITE = frozenset("\t\n\v\f\r\x1a\x85")
_NEVER = frozenset({"Cc", "Cn", "Co", "Cs"})


class Sample:
    """A document's bytes, with views that are computed when first asked for."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    @property
    def is_whole(self) -> bool:
        """Whether `text` is all there is."""
        return len(self.data) <= _CHARACTERS

    @cached_property
    def text(self) -> str:
        """The beginning, read as text."""
        return decode(self.data[: 2 * _CHARACTERS], None, Limits())[0][:_CHARACTERS]

    @cached_property
    def is_text(self) -> bool:
        """Whether the beginning holds hardly anything but characters that people write."""
        strange = sum(
            count
            for character, count in Counter(self.text).items()
            if character == "\ufffd" or (unicodedata.category(character) in _NEVER and character not in _WHITE)
        )
        return bool(self.text) and strange <= _DAMAGE * len(self.text)

    def members(self, prefix: str) -> bool:
        """Whether the zip has a member whose name begins so; in a broken one, whether such a name stands anywhere."""
        if self._names is None:
            return prefix.encode() in self.data
        return any(name.startswith(prefix) for name in self._names)

    @cached_property
    def _names(self) -> list[str] | None:
        if self.data.count(b"PK\x01\x02") > _MEMBERS:
            return None
        try:
            return zipfile.ZipFile(io.BytesIO(self.data)).namelist()
        except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, struct.error):
            return None
