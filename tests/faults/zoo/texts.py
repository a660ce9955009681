"""Plain text: damaged encodings, floods of characters, and prose that regular expressions trip over."""

from functools import partial

from tests.faults.zoo.beast import READ, Beast, lines

_MILLION = 10**6


def _text(*hostile: str) -> bytes:
    return "\n".join(lines(*hostile)).encode()


def _prose(unit: str, times: int, before: str = "", after: str = "") -> bytes:
    return _text(before + unit * times + after)


def _utf16_without_end() -> bytes:
    return b"\xff\xfe" + "\n".join(lines("本年度共受理申请12件。")).encode("utf-16-le") + b"\x31"


def _gb18030_broken() -> bytes:
    whole = "\n".join(lines("本年度共受理申请12件。" * 100)).encode("gb18030")
    return b"".join(whole[start : start + 97] + b"\x81\x30\xff" for start in range(0, len(whole), 97))


def _utf8_broken() -> bytes:
    whole = _text("本年度共受理申请12件。" * 100)
    return b"".join(whole[start : start + 211] + b"\xf8\xc0\xed\xa0\x80" for start in range(0, len(whole), 211))


BEASTS = [
    Beast("utf-16-without-end.txt", _utf16_without_end, (READ,)),
    Beast("gb18030-broken.txt", _gb18030_broken, (READ,)),
    Beast("utf-8-broken.txt", _utf8_broken, (READ, "unknown-format")),
    Beast("mark-alone.txt", lambda: b"\xef\xbb\xbf", ("unknown-format",)),
    Beast("nothing-but-nul.txt", lambda: bytes(_MILLION), ("unknown-format",)),
    Beast("lone-surrogates.txt", lambda: b"\xff\xfe" + b"\x00\xd8" * _MILLION, ("unknown-format",)),
    Beast("10-million-lines.txt", lambda: _text(*["总"] * 10**7), ("too-complex",)),
    Beast("million-lines.txt", lambda: _text(*["12"] * _MILLION), (READ, "time-limit"), is_slow=True),
    Beast("million-digits.txt", partial(_prose, "7", _MILLION, "受理申请", "件。"), (READ,)),
    Beast("million-digit-cell.txt", partial(_prose, "7", _MILLION), (READ,)),
    Beast("million-blanks.txt", partial(_prose, " ", _MILLION, "共", "件"), (READ,)),
    Beast("million-commas.txt", partial(_prose, "1,", _MILLION // 2), (READ,)),
    Beast("thousands-without-end.txt", partial(_prose, ",123", _MILLION // 4, "1"), (READ,)),
    Beast("thousands-counted.txt", partial(_prose, ",123", _MILLION // 4, "收到政府信息公开申请1", "件。"), (READ,)),
    Beast("of-which-of-which.txt", partial(_prose, "其中：受理9件，", 10**4), (READ,)),
    Beast("brackets-open.txt", partial(_prose, "（", 10**5), (READ,)),
    Beast("brackets-nested.txt", lambda: _text("（" * 50_000 + "9" + "）" * 50_000), (READ,)),
    Beast("brackets-in-cell.txt", lambda: _text("予以公开\t" + "(1" * 50_000 + ")" * 50_000), (READ,)),
    Beast("quotes-open.txt", partial(_prose, "“《", 10**5), (READ,)),
    Beast("numerals-without-end.txt", partial(_prose, "二〇", 10**5), (READ,)),
    Beast("tens-without-end.txt", partial(_prose, "十", 10**5), (READ,)),
    Beast("years-without-end.txt", partial(_prose, "2023年1月1日至", 10**5), (READ,)),
    Beast("dates-in-a-line.txt", partial(_prose, "2023-1-", 10**5), (READ,)),
    Beast("rates-without-end.txt", partial(_prose, "同比增长5%，", 10**5), (READ,)),
    Beast("telephones.txt", partial(_prose, "联系电话13800138000；", 20_000), (READ,)),
    Beast("mailbox-without-end.txt", partial(_prose, "a.", 10**5, "", "@qq.com"), (READ,)),
    Beast("at-signs.txt", partial(_prose, "@qq.com", 10**5), (READ,)),
    Beast("home-without-end.txt", partial(_prose, "家住", 10**5), (READ,)),
    Beast("sections-without-end.txt", lambda: _text(*["一、总体情况", "二、主动公开政府信息情况"] * 10**4), (READ,)),
    Beast("titles-without-end.txt", lambda: _text(*["2023年政府信息公开工作年度报告"] * 10**4), (READ,)),
    Beast("labels-without-end.txt", lambda: _text(*["（一）予以公开", "1", "2"] * 10**4), (READ,)),
    Beast("tabs-without-end.txt", partial(_prose, "\t1", 10**4, "予以公开"), (READ,)),
    Beast("bars-without-end.txt", partial(_prose, "|1", 10**4, "|予以公开"), (READ,)),
    Beast("right-to-left.txt", partial(_prose, "\u202e12\u202c", 10**5), (READ,)),
    Beast("zero-width.txt", partial(_prose, "\u200b\u200d\ufeff", 10**5, "受理1", "2件"), (READ,)),
    Beast("combining.txt", partial(_prose, "\u0301", _MILLION, "受理12"), (READ,)),
    Beast("ligatures.txt", partial(_prose, "\ufdfa", 10**5), (READ,)),  # one becomes 18 characters in NFKC
]
