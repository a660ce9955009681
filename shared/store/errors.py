"""What the store answers when it cannot do what was asked."""

from shared.errors import Message


class StoreError(Exception):
    """The store cannot do this, for the reason that its one argument says: a `Message`, where people are told of it."""


class NotFoundError(StoreError):
    """Nothing has this id."""


class AmbiguousError(StoreError):
    """Several ids begin like this."""


class SealedError(StoreError):
    """The batch takes nothing more."""


class MovedError(StoreError):
    """What a decision was made on has changed meanwhile: it is to be made again."""


class NewerError(StoreError):
    """The database is of a newer version of this program, which alone knows what its tables mean."""


def no_record(document: str) -> NotFoundError:
    """Return the error of asking for the record of a document that has none."""
    return NotFoundError(Message(f"文件 {document[:12]} 还没有结果", f"{document} has no record yet"))
