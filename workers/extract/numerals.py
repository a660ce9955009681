"""Numbers as Word's list formats print them (ECMA-376 part 1, 17.18.59, the formats met in Chinese documents)."""

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "十", "百", "千")
_LEGAL_UNITS = ("", "拾", "佰", "仟")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_COUNTING = {
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "koreanCounting",
}
_POSITIONAL = {"ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital", "koreanDigital"}
_TEN_THOUSAND = 10_000
_ALPHABET = 26


def numeral(number: int, format_: str) -> str:
    """Return `number` in one of Word's formats; decimal for those that have no words for it."""
    if format_ == "decimalZero":
        return f"{number:02}"
    if format_ in _POSITIONAL:
        return "".join(_DIGITS[int(digit)] for digit in str(number)) if number >= 0 else str(number)
    if format_ == "decimalFullWidth":
        return str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    if 0 < number < _TEN_THOUSAND:
        written = _in_words(number, format_)
        if written:
            return written
    return str(number)


def _in_words(number: int, format_: str) -> str:
    if format_ in _COUNTING:
        words = _counting(number, _DIGITS.replace("〇", "零"), _UNITS)
        return words[1:] if words.startswith("一十") else words  # 十二, but 一百一十二
    if format_ in {"chineseLegalSimplified", "ideographLegalTraditional"}:
        return _counting(number, _LEGAL, _LEGAL_UNITS)
    if format_ in {"lowerRoman", "upperRoman"}:
        return _cased(_roman(number), format_)
    if format_ in {"lowerLetter", "upperLetter"}:
        repeats, letter = divmod(number - 1, _ALPHABET)
        return _cased(chr(ord("a") + letter) * (repeats + 1), format_)
    return _enclosed(number, format_)


def _counting(number: int, digits: str, units: tuple[str, ...]) -> str:
    text, pending = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += (digits[0] if pending and text else "") + digits[digit] + units[place]
        pending = digit == 0
    return text


def _enclosed(number: int, format_: str) -> str:
    """Single characters: ① ⑴ ⒈ ㊀ 甲 子."""
    first, last = {
        "decimalEnclosedCircle": ("①", 20),
        "decimalEnclosedCircleChinese": ("①", 20),
        "decimalEnclosedParen": ("⑴", 20),
        "decimalEnclosedFullstop": ("⒈", 20),
        "ideographEnclosedCircle": ("㊀", 10),
    }.get(format_, ("", 0))
    if first:
        return chr(ord(first) + number - 1) if number <= last else ""
    cycle = {"ideographTraditional": _STEMS, "ideographZodiac": _BRANCHES}.get(format_, "")
    return cycle[number - 1] if number <= len(cycle) else ""


def _roman(number: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        text += letters * (number // worth)
        number %= worth
    return text


def _cased(text: str, format_: str) -> str:
    return text.upper() if format_.startswith("upper") else text
