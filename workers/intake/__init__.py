"""Intake: what kind of file is this? By content; names and declared types are only hints."""

import msgspec

from shared.limits import Limits


class Detected(msgspec.Struct, frozen=True):
    """A format of the product (`pdf`, `docx`, `html`, `text`) and the media type of the content."""

    format: str
    media_type: str


def detect(data: bytes, name: str, limits: Limits) -> Detected:
    """Return the format with the highest bid for these bytes; Refused when nobody bids."""
    raise NotImplementedError
