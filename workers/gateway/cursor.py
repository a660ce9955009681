"""Cursors of lists: where the next page begins, as a word that clients hand back unread."""

import base64
import binascii
from typing import TypeVar

import msgspec

Key = TypeVar("Key")


class CursorError(ValueError):
    """This is no cursor that was given out."""


def cursor(key: object) -> str:
    """Return the word for the key of the last thing on a page."""
    return base64.urlsafe_b64encode(msgspec.json.encode(key)).decode().rstrip("=")


def key(word: str, type_: type[Key]) -> Key:
    """Return the key that `cursor` was given."""
    try:
        return msgspec.json.decode(base64.b64decode(word + "=" * (-len(word) % 4), b"-_", validate=True), type=type_)
    except (binascii.Error, ValueError, msgspec.DecodeError) as error:
        raise CursorError(word) from error
