"""PDFium's functions for what pages hold thousands of, without Python between the calls.

A call through ctypes costs some 200 ns with addresses and numbers, and twice that with Python's objects for handles and
results. So handles are addresses here, results go side by side into one array, and `map` makes the calls. None of these
functions calls back or waits, so the interpreter's lock is kept.
"""

import ctypes
from array import array
from collections.abc import Callable, Iterable
from typing import Any

import pypdfium2.raw as api

_ADDRESS, _INT, _UNSIGNED, _DOUBLE = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint, ctypes.c_double

Call = Callable[..., Any]


def _call(function: Any, result: Any, *arguments: Any) -> Call:  # noqa: ANN401 - ctypes' types
    return ctypes.cast(function, ctypes.PYFUNCTYPE(result, *arguments))


get_text = _call(api.FPDFText_GetText, _INT, _ADDRESS, _INT, _INT, _ADDRESS)
get_unicode = _call(api.FPDFText_GetUnicode, _UNSIGNED, _ADDRESS, _INT)
is_generated = _call(api.FPDFText_IsGenerated, _INT, _ADDRESS, _INT)
has_unicode_map_error = _call(api.FPDFText_HasUnicodeMapError, _INT, _ADDRESS, _INT)
get_font_size = _call(api.FPDFText_GetFontSize, _DOUBLE, _ADDRESS, _INT)
get_loose_char_box = _call(api.FPDFText_GetLooseCharBox, _INT, _ADDRESS, _INT, _ADDRESS)
get_char_matrix = _call(api.FPDFText_GetMatrix, _INT, _ADDRESS, _INT, _ADDRESS)
get_char_origin = _call(api.FPDFText_GetCharOrigin, _INT, _ADDRESS, _INT, _ADDRESS, _ADDRESS)
get_text_object = _call(api.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _INT)
get_render_mode = _call(api.FPDFTextObj_GetTextRenderMode, _INT, _ADDRESS)
get_fill_color = _call(api.FPDFPageObj_GetFillColor, _INT, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS)

count_page_objects = _call(api.FPDFPage_CountObjects, _INT, _ADDRESS)
get_page_object = _call(api.FPDFPage_GetObject, _ADDRESS, _ADDRESS, _INT)
count_form_objects = _call(api.FPDFFormObj_CountObjects, _INT, _ADDRESS)
get_form_object = _call(api.FPDFFormObj_GetObject, _ADDRESS, _ADDRESS, _UNSIGNED)
get_object_type = _call(api.FPDFPageObj_GetType, _INT, _ADDRESS)
get_object_matrix = _call(api.FPDFPageObj_GetMatrix, _INT, _ADDRESS, _ADDRESS)

get_draw_mode = _call(api.FPDFPath_GetDrawMode, _INT, _ADDRESS, _ADDRESS, _ADDRESS)
count_segments = _call(api.FPDFPath_CountSegments, _INT, _ADDRESS)
get_segment = _call(api.FPDFPath_GetPathSegment, _ADDRESS, _ADDRESS, _INT)
get_segment_type = _call(api.FPDFPathSegment_GetType, _INT, _ADDRESS)
get_segment_close = _call(api.FPDFPathSegment_GetClose, _INT, _ADDRESS)
get_segment_point = _call(api.FPDFPathSegment_GetPoint, _INT, _ADDRESS, _ADDRESS, _ADDRESS)


def address(handle: Any) -> int:  # noqa: ANN401 - pypdfium2 ships no types
    """Return where one of pypdfium2's raw handles points to."""
    return ctypes.cast(handle, _ADDRESS).value or 0


def asked(
    call: Call, *arguments: Iterable[int], count: int, code: str, fields: int, apart: bool = False
) -> tuple[list[int], list["array[Any]"]]:
    """Make `count` calls, each of which fills in some fields of one type (a code of `array`).

    The fields are a structure; or they stand apart, each behind a pointer of its own. Returns what the calls return,
    and an array of values for each field.
    """
    results = array(code)
    results.frombytes(bytes(count * fields * results.itemsize))
    begin, _ = results.buffer_info()
    size = fields * results.itemsize
    starts = range(begin, begin + size, results.itemsize) if apart else (begin,)
    returned = list(map(call, *arguments, *(range(start, start + count * size, size) for start in starts)))
    return returned, [results[field::fields] for field in range(fields)]
