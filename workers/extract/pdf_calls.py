"""PDFium's functions for what pages hold thousands of, without Python between the calls.

A call through ctypes takes some 90 ns, and twice that where it is to convert arguments to declared types. So none are
declared: whole numbers go as C's int, everything else is a handle or a reference, never an address as a number. Results
go side by side into one array, and `map` makes the calls. None of these functions calls back or waits, so the
interpreter's lock is kept.
"""

import ctypes
from array import array
from collections.abc import Callable, Iterable
from itertools import repeat
from typing import Any

import pypdfium2.raw as api

Call = Callable[..., Any]


class Handle(ctypes.c_void_p):
    """An object of PDFium's; a class of its own, for ctypes makes numbers of `c_void_p`."""


def _call(function: Any, result: Any = ctypes.c_int) -> Call:  # noqa: ANN401 - ctypes' types
    return ctypes.cast(function, ctypes.PYFUNCTYPE(result))


get_text = _call(api.FPDFText_GetText)
get_unicode = _call(api.FPDFText_GetUnicode, ctypes.c_uint)
is_generated = _call(api.FPDFText_IsGenerated)
has_unicode_map_error = _call(api.FPDFText_HasUnicodeMapError)
get_font_size = _call(api.FPDFText_GetFontSize, ctypes.c_double)
get_loose_char_box = _call(api.FPDFText_GetLooseCharBox)
get_char_matrix = _call(api.FPDFText_GetMatrix)
get_char_origin = _call(api.FPDFText_GetCharOrigin)
get_text_object = _call(api.FPDFText_GetTextObject, Handle)
get_render_mode = _call(api.FPDFTextObj_GetTextRenderMode)
get_fill_color = _call(api.FPDFPageObj_GetFillColor)

count_page_objects = _call(api.FPDFPage_CountObjects)
get_page_object = _call(api.FPDFPage_GetObject, Handle)
count_form_objects = _call(api.FPDFFormObj_CountObjects)
get_form_object = _call(api.FPDFFormObj_GetObject, Handle)
get_object_type = _call(api.FPDFPageObj_GetType)
get_object_matrix = _call(api.FPDFPageObj_GetMatrix)

get_clip = _call(api.FPDFPageObj_GetClipPath, Handle)
count_clips = _call(api.FPDFClipPath_CountPaths)

get_draw_mode = _call(api.FPDFPath_GetDrawMode)
count_segments = _call(api.FPDFPath_CountSegments)
get_segment = _call(api.FPDFPath_GetPathSegment, Handle)
get_segment_type = _call(api.FPDFPathSegment_GetType)
get_segment_close = _call(api.FPDFPathSegment_GetClose)
get_segment_point = _call(api.FPDFPathSegment_GetPoint)


def asked(
    call: Call, *arguments: Iterable[Any], count: int, code: str, fields: int, apart: bool = False
) -> tuple[list[int], list["array[Any]"]]:
    """Make `count` calls, each of which fills in some fields of one type (a code of `array`).

    The fields are a structure; or they stand apart, each behind a pointer of its own. Returns what the calls return,
    and an array of values for each field.
    """
    results = array(code)
    results.frombytes(bytes(count * fields * results.itemsize))
    size = fields * results.itemsize
    whole = (ctypes.c_char * (count * size)).from_buffer(results)
    starts = range(0, size, results.itemsize) if apart else (0,)
    places = (map(ctypes.byref, repeat(whole), range(start, count * size, size)) for start in starts)
    returned = list(map(call, *arguments, *places))
    return returned, [results[field::fields] for field in range(fields)]
