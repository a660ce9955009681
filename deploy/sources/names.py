"""Names of files as text. Disks and archives hold bytes, which Chinese systems write in GBK and do not say so."""

import os
from collections.abc import Sequence

_NAMED = 3  # in the label of a batch
_ENCODINGS = ("utf-8", "gb18030")


def readable(name: str | os.PathLike[str]) -> str:
    """Return a name from the disk as text: what Python could not decode of it is read as GBK."""
    return decode(os.fsencode(name))


def summary(names: Sequence[str]) -> str:
    """Return what a batch of these is called where nobody has named it: the first ones, and how many more there are."""
    more = len(names) - _NAMED
    return " ".join([*names[:_NAMED], *([f"+{more}"] if more > 0 else [])])


def decode(raw: bytes) -> str:
    """Return the bytes of a name as text; with � where they are none in either encoding."""
    for encoding in _ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")
