"""Extraction: one reader a format, each giving blocks and grids with their places."""

from shared.document import Document
from shared.limits import Limits


def read(format_: str, data: bytes, limits: Limits) -> Document:
    """Read bytes of a detected format. Refused or Unreadable say why not."""
    raise NotImplementedError
