"""Rows as programs print them: a list of strings in Python's notation, or fields that are all in quotes (RFC 4180)."""

import ast
import csv
import warnings
from contextlib import suppress

from workers.extract.text_marks import Line

_MANY = 3  # lines that show how a text was printed
_LONGEST = 2_000  # characters of a row


def unlisted(lines: list[Line]) -> list[Line]:
    """Return lines with tabs between the fields of such rows, where several are."""
    fields = {at: found for at, (_, text) in enumerate(lines) if (found := _fields(text.strip()))}
    if len(fields) < _MANY:
        return lines
    return [
        (number, "\t".join(" ".join(field.split()) for field in fields[at]) if at in fields else text)
        for at, (number, text) in enumerate(lines)
    ]


def _fields(text: str) -> list[str]:
    """Return the fields of a row; none for any other line."""
    if not 0 < len(text) <= _LONGEST:
        return []
    if (text[0], text.rstrip(",")[-1:]) in {("[", "]"), ("(", ")")} and ("'" in text or '"' in text):
        return _listed(text.rstrip(","))
    if text[0] == text[-1] == '"' and '","' in text:
        with suppress(csv.Error):
            return next(csv.reader([text]))
    return []


def _listed(text: str) -> list[str]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of escapes that Python does not know
            found = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return []
    is_row = isinstance(found, list | tuple) and all(each is None or isinstance(each, str | int) for each in found)
    return ["" if each is None else str(each) for each in found] if is_row else []
