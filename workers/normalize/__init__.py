"""Normalization: fitting a document to its statutory form."""

from workers.normalize.report import normalize

__all__ = ["normalize"]
