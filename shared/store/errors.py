"""What the store answers when it cannot do what was asked."""


class StoreError(Exception):
    """The store cannot do this; the message says why."""


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
