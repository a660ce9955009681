"""Bytes to text, for pages and text files whose declared encoding is missing, wrong or contradicted.

Statistical detectors read small GBK pages as Korean, so what decides here is which candidate yields most of the words
that every report holds. Damage stays visible: a bad byte becomes U+FFFD, and no digit is made or lost by it.
"""

import codecs
import re
import unicodedata

from shared.errors import Message, Refused
from shared.limits import Limits

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins with the mark of UTF-16-LE
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CANDIDATES = ("utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be")  # at equal merit the first wins
_DECLARED = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030", "cp936": "gb18030"}

_WORDS = re.compile(
    "政府信息公开|信息公开|政府信息|年度报告|主动公开|申请|行政|复议|诉讼|人民政府|办理|总计|其他|索引号|机关|公开|"
    "政府資訊公開|政府資訊|政府信息公開|年度報告|主動公開|申請|複議|訴訟|辦理|總計|機關|公開"
)
_SAMPLE = 2**20  # bytes that are weighed; pages put their words earlier

_REPLACED = "\ufffd"
_FULL_WIDTH_DIGIT = re.compile("[０-９]")
# What stands below 0x40 is never the second half of a character in GBK and Big5: there the reading is in step again.
_STRETCH = re.compile("[^\x00-\x3f]+")


def decode(data: bytes, declared: str | None, limits: Limits) -> tuple[str, str]:
    """Return the text of `data` and the encoding that it was read with; `declared` only decides between equals.

    Refused("too-complex") beyond `limits.text_characters`.
    """
    text, encoding = _decode(data, declared)
    if len(text) > limits.text_characters:
        characters = Message("文本字符数", "characters of text")
        raise Refused("too-complex", what=characters, count=len(text), limit=limits.text_characters)
    return text, encoding


def _decode(data: bytes, declared: str | None) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _read(data[len(mark) :], encoding), encoding
    if b"\0" not in data:
        try:
            return data.decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            pass  # damaged, or another encoding
    name = (declared or "").strip().lower()
    preferred = _DECLARED.get(name, name)
    sample = data[:_SAMPLE]
    encoding = max(_CANDIDATES, key=lambda candidate: (*_merit(sample, candidate), candidate == preferred))
    return _read(data, encoding), encoding


def _merit(sample: bytes, encoding: str) -> tuple[int, int]:
    """Return how many characters stand in known words, and how many are damaged (as a negative number)."""
    text = _read(sample, encoding)
    known = sum(len(word) for word in _WORDS.findall(text))
    if encoding.startswith("utf-16") and not known and b"\0" not in sample:
        return 0, -len(sample)  # any two bytes are a character of UTF-16: that alone says nothing
    return known, -(text.count(_REPLACED) + text.count("\0"))


def _read(data: bytes, encoding: str) -> str:
    if encoding == "gb18030":
        text = data.decode("gbk", _GB18030)
    elif encoding == "big5":
        text = data.decode("big5hkscs", _ONE_BYTE)  # the widest table of the family
    else:
        return data.decode(encoding, "replace")
    # One stray byte shifts the pairing of those behind it: a full-width digit may be two halves of other characters.
    is_doubtful = _REPLACED in text and _FULL_WIDTH_DIGIT.search(text)
    return _STRETCH.sub(_without_doubtful_digits, text) if is_doubtful else text


def _without_doubtful_digits(stretch: re.Match[str]) -> str:
    return _FULL_WIDTH_DIGIT.sub(_REPLACED, stretch[0]) if _REPLACED in stretch[0] else stretch[0]


def _one_byte(error: UnicodeError) -> tuple[str, int]:
    """Replace the first byte only: Python's own handler also drops a digit behind it at the end of the data."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return _REPLACED, error.start + 1


def _gb18030(error: UnicodeError) -> tuple[str, int]:
    """Add to GBK what GB18030 has beyond it.

    Of its four-byte characters, whose second and fourth bytes are ASCII digits, only likely ones are taken: two stray
    bytes around printed digits form such a character as well, hardly ever a likely one.
    """
    if not isinstance(error, UnicodeDecodeError):
        raise error
    for length in (2, 4):
        try:
            character = error.object[error.start : error.start + length].decode("gb18030")
        except UnicodeDecodeError:
            continue
        if len(character) == 1 and (length == len("中".encode("gbk")) or _is_likely(character)):
            return character, error.start + length
    return _one_byte(error)


def _is_likely(character: str) -> bool:
    """Ideographs, and the no-break space with which pages are indented."""
    return character == "\xa0" or unicodedata.name(character, "").startswith("CJK UNIFIED")


_ONE_BYTE = "nianbao-one-byte"
_GB18030 = "nianbao-gb18030"
codecs.register_error(_ONE_BYTE, _one_byte)
codecs.register_error(_GB18030, _gb18030)
