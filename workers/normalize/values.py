"""What stands in a cell, and what number it is. Blank is never zero; a doubtful number is no number.

Source of the states: the practice of filling the statutory tables, as `shared.report.State` lists them.
"""

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from shared.document import Cell, Where
from shared.form import Kind
from shared.number import Number
from shared.report import State, Value

_NOT_APPLICABLE = re.compile(r"[-—–―─－_/\\]{1,4}|无|不适用|不涉及|暂无")
_WORDS = (
    (re.compile(""), State.BLANK, None),
    (_NOT_APPLICABLE, State.NOT_APPLICABLE, None),
    (re.compile("[零〇]"), State.ZERO, 0),
)
_COMMON_DIGITS = frozenset("0123456789０１２３４５６７８９")
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_PLAIN = re.compile(rf"[+-]?{_NUMBER}")
_CHANGE = re.compile(rf"(增加?|减少?|\+|-)?({_NUMBER})[项件个]?")
_GROWN_CHANGE = re.compile(rf"{_NUMBER}(?:增加?|减少?|\+){_NUMBER}")  # 109增28427: a number and its change
_NUMBERS = re.compile(rf"(?<![\d.]){_NUMBER}(?![\d.])")
_BRACKETED = re.compile(r"[(\[【〔][^()\[\]【】〔〕]*[)\]】〕]")
_FUZZY = re.compile(r"余|多|近|约|左右|以上|以下|超|至少|不足")
_UNIT = re.compile(r"亿元|万元|元")
_SIGN = r"[^\w\s,.:;+\-/()\[\]【】〔〕、。“”]"
_STRANGE = re.compile(rf"[A-Za-z]|{_SIGN}\s*\d|\d\s*{_SIGN}")  # l3, 12~: who knows
_MARK = re.compile(r"(?<=\d)\s*[*※△▲☆★#]$")  # of a note below the table: no digit, and no part of the number
_DRESSED = re.compile(  # a figure in Markdown's or LaTeX's dress
    r"\$([^$]+)\$|`([^`]+)`|(?:\*{1,3}|_{1,3})(?=[\d+\-])([^*_]+)(?:\*{1,3}|_{1,3})|\[([^\[\]]+)\]\([^()\s]*\)"
)
_ESCAPED = re.compile(r"\\([.\-+*/])")
_THOUSANDS = re.compile(
    "[1-9][0-9]{0,2}(?:[\u00a0\u2009\u202f][0-9]{3})+(?:[.][0-9]+)?"
)  # white space that never parts two numbers
_BROKEN_POINT = re.compile(r"(\d+)(?:\s+\.|\.\s+)(\d+)")  # no number begins or ends with its point
_NO_COUNT_BEFORE = re.compile("(?:第|含|其中|/)$")  # 第12: which one, not how many; 含2件: a part of what is not said
_NO_COUNT_BEHIND = re.compile("[十百千]|[万亿](?!元)|[年月日号+/-]")  # 12万, 12-: another number than 12
_LESS = re.compile("(?:-|减少?|负):?$")
_MEASURE = re.compile(r"(?:[件条宗份次篇起例项个人户页笔]|人次|件次)+")
_DIGIT_RUN = r"\d+(?:,\d+)*|[/-]"
_LONGEST = 1_000  # characters of a cell that is looked at as a number
_DATE_OR_CALL = re.compile(r"(?:19|20)\d\d[-/](?:0?[1-9]|1[0-2])[-/](?:0?[1-9]|[12]\d|3[01])(?!\d).*|0\d{2,3}-\d{7,8}")
_Read = tuple[Number | None, State, str | None]  # number, state and unit of a cell
_UNTOLD: _Read = (None, State.TEXT, None)
_AMOUNT = 12  # digits of an amount in yuan, and no body has so many; a seal's code has 13
_DIGITS = 8  # no body counts hundreds of millions of anything: so many digits are several numbers grown together


def filled_at(cells: Sequence[Cell]) -> list[int]:
    """Return at which places of a row something is printed."""
    return [place for place, cell in enumerate(cells) if cell.text.strip()]


def value(raw: str, kind: Kind, where: Where = Where()) -> Value:  # noqa: B008 - immutable
    """Read one cell. `value` is None unless the text is one number beyond doubt."""
    number, state, unit = _read(raw, kind)
    return Value(number, state, raw, where, unit)


@lru_cache(maxsize=20_000)
def _read(raw: str, kind: Kind) -> _Read:
    text = unicodedata.normalize("NFKC", raw).strip()
    if len(text) > _LONGEST:
        return _UNTOLD
    text = _MARK.sub("", _undressed(text))
    if _THOUSANDS.fullmatch(raw.strip()):
        text = "".join(text.split())
    elif kind is Kind.DECIMAL and (broken := _BROKEN_POINT.fullmatch(text)):
        text = f"{broken[1]}.{broken[2]}"
    # Two numbers, or one that lost something, or a sign that stands for a number (12², 12①, ㏠): not ours to say.
    if re.search(r"\d\s+[\d.,]|\ufffd", text) or (not raw.isascii() and any(map(_is_sign, raw))):
        return _UNTOLD
    text = re.sub(r"\s+", "", text).replace("−", "-")
    for pattern, state, number in _WORDS:
        if pattern.fullmatch(text):
            return number, state, None
    if _PLAIN.fullmatch(text):
        return _plain(text, kind)
    if kind is Kind.SIGNED and (match := _CHANGE.fullmatch(text)):  # 增5, 减2: as good as a sign
        change = _number(match[2])
        state = State.ZERO if change == 0 else State.NUMBER if match[0][-1].isdigit() else State.TEXT_NUMBER
        return (-change if match[1] in {"减", "减少", "-"} else change), state, None
    return _worded(text, kind)


def _undressed(text: str) -> str:
    """A cell without the marks of Markdown and LaTeX around it: $12$, `12`, **12**, [12](#), an escaped point."""
    if text[-1:].isdigit() and "\\" not in text:
        return text
    text = _ESCAPED.sub(r"\1", text)
    if found := _DRESSED.fullmatch(text):
        return "".join(each or "" for each in found.groups()).strip()
    return text


def _is_sign(character: str) -> bool:
    """Whether a character is no digit and reads as one."""
    return character not in _COMMON_DIGITS and any(c.isdigit() for c in unicodedata.normalize("NFKC", character))


def _plain(text: str, kind: Kind) -> _Read:
    if re.match(r"[+-]?0\d", text):  # 00 is two zeros grown together
        return _UNTOLD
    number = _number(text)
    if abs(number) >= 10 ** (_DIGITS if kind in {Kind.COUNT, Kind.SIGNED} else _AMOUNT):
        return _UNTOLD
    return number, State.ZERO if number == 0 else State.NUMBER, None


def _worded(text: str, kind: Kind) -> _Read:
    """A number among words: 公示栏9条, 22（其中修订16件）, 251000元."""
    outside = "" if _STRANGE.search(text) else text
    while (shorter := _BRACKETED.sub("", outside)) != outside:
        outside = shorter
    numbers = _NUMBERS.findall(outside)
    if len(numbers) != 1 or len(re.findall(r"\d+", outside)) != len(re.findall(r"\d+", numbers[0])):
        return _UNTOLD
    before, behind = outside.split(numbers[0], 1)
    is_ten_thousands = kind is Kind.DECIMAL and behind == "万"
    if _FUZZY.search(outside):
        return None, State.FUZZY, None
    if _NO_COUNT_BEFORE.search(before) or (_NO_COUNT_BEHIND.match(behind) and not is_ten_thousands):
        return _UNTOLD
    number = _number(numbers[0])
    unit = _unit(outside)
    if (kind is Kind.DECIMAL and unit not in {None, "万元"}) or abs(number) >= 10 ** (_DIGITS + 4):
        return None, State.TEXT, unit  # another unit than the column's: no number of this column
    if kind is Kind.COUNT and unit is not None:
        return None, State.TEXT, unit
    if _LESS.search(before):
        number = -number
    return number, State.TEXT_NUMBER, unit


def _unit(text: str) -> str | None:
    found = _UNIT.search(text)
    return found[0] if found else None


def _number(text: str) -> Number:
    digits = text.replace(",", "").lstrip("+")
    return Decimal(digits) if "." in digits else int(digits)


# A number of which something cannot be read holds its place: the next one is not taken for it.
_ILLEGIBLE = re.compile(r"[\d.,]*\ufffd{1,2}")


@lru_cache(maxsize=20_000)
def is_value(raw: str) -> bool:
    """Whether a cell holds a number (or a stroke for none) rather than a label; a blank is neither."""
    text = _MARK.sub("", _undressed(re.sub(r"\s+", "", unicodedata.normalize("NFKC", raw))))
    if not text:
        return False
    if _NOT_APPLICABLE.fullmatch(text) or text in {"零", "〇"} or _PLAIN.fullmatch(text):
        return True
    if runs(raw) or _GROWN_CHANGE.fullmatch(text) or _ILLEGIBLE.fullmatch(text):
        return True
    outside = _BRACKETED.sub("", text)
    number = _CHANGE.match(outside)
    if number is None:
        return False
    rest = outside[number.end() :]
    return bool(_UNIT.fullmatch(rest) or _MEASURE.fullmatch(rest) or re.fullmatch(r"[余多]?[件条]?", rest))


def is_number(raw: str) -> bool:
    """Whether a cell is a value with a digit in it."""
    return is_value(raw) and any(character.isdigit() or character in "零〇" for character in raw)


def runs(raw: str) -> list[str] | None:
    """The runs of digits of a text that is nothing but counts, with or without their units; None for another text.

    A run may be several numbers that have grown together: `12件2210017件` is 12 and whatever 2210017 is. A stroke for
    none stands alone: `68/2` is 68, `/` and 2.
    """
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", raw)).strip()
    text = re.sub("[—–―─−]", "-", text)
    if _DATE_OR_CALL.fullmatch(text):
        return None
    found = re.findall(_DIGIT_RUN, text) if raw.isascii() or not any(map(_is_sign, raw)) else []
    return found if found and not re.sub(rf"{_DIGIT_RUN}|{_MEASURE.pattern}| ", "", text) else None
