"""Normalization: fitting a document to its statutory form."""

from shared.document import Document
from shared.report import Report


def normalize(document: Document) -> Report:
    """Return the report that the document holds. Refused when it holds none."""
    raise NotImplementedError
