"""What somebody typed onto a finished page, which lies beside its content: the fields of a form, and texts over it."""

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as api

from shared.errors import Message, Refused

_ANNOTATIONS = 5_000  # of one page; a form has some hundreds of fields
_LONGEST = 64  # bytes of a field type's name
_TYPED = {"Tx", "Ch"}  # fields of text and of choices; not signatures, whose seals hold dates and names


def opened(document: Any, index: int) -> Any:  # noqa: ANN401 - pypdfium2 ships no types
    """Open a page with what is typed onto it as part of its content. Refused("too-complex"): more than anybody types.

    Seals, links and a reviewer's marks stay beside the content.
    """
    page = document[index]
    count = api.FPDFPage_GetAnnotCount(page.raw)
    if count <= 0:
        return page
    if count > _ANNOTATIONS:
        page.close()
        what = Message(f"第 {index + 1} 页的批注和表单域数", f"annotations on page {index + 1}")
        raise Refused("too-complex", what=what, count=count, limit=_ANNOTATIONS)
    others = set(_untyped(page, count))
    if len(others) == count:
        return page
    for place in sorted(others, reverse=True):
        api.FPDFPage_RemoveAnnot(page.raw, place)
    api.FPDFPage_Flatten(page.raw, api.FLAT_NORMALDISPLAY)
    page.close()
    return document[index]  # what was put into it is seen by who opens it again


def _untyped(page: Any, count: int) -> Iterator[int]:  # noqa: ANN401 - as above
    """Yield the places of the annotations that are no typed text."""
    for place in range(count):
        annotation = api.FPDFPage_GetAnnot(page.raw, place)
        kind = api.FPDFAnnot_GetSubtype(annotation)
        is_typed = kind == api.FPDF_ANNOT_FREETEXT or (kind == api.FPDF_ANNOT_WIDGET and _field(annotation) in _TYPED)
        api.FPDFPage_CloseAnnot(annotation)
        if not is_typed:
            yield place


def _field(annotation: Any) -> str:  # noqa: ANN401 - as above
    """Return what kind of field a widget is; where it is one of several of a field, that is a text's."""
    told = ctypes.create_string_buffer(_LONGEST)
    length = api.FPDFAnnot_GetStringValue(
        annotation, b"FT", ctypes.cast(told, ctypes.POINTER(api.FPDF_WCHAR)), _LONGEST
    )
    return told.raw[: max(0, min(length, _LONGEST) - 2)].decode("utf-16-le", "replace") or "Tx"
