"""Work for a child that is none; a module of its own, so that a reader which is told of it loads nothing else."""


def nothing(_: bytes) -> None:
    """Do nothing with a document."""
