"""Personal data in a text: where it stands, and how it is shown masked.

Basis: rules P01-P04. Masks keep the length, so offsets in a masked text are those of the original:
`35*************123`, `138****1234`, `16******70@qq.com`. Every scan is linear in the text.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

import msgspec

from shared.form import forms


class Hit(msgspec.Struct, frozen=True):
    """Personal data at `text[start:end]`; `masked` is what may be shown instead and has the same length.

    `kind`: resident_id, personal_mail, bank_card, mobile or home_address.
    """

    start: int
    end: int
    kind: str
    masked: str


_LONG_NUMBER = re.compile(r"\d[\d .-]{9}")  # those of persons, cards and telephones have more characters


def find(text: str) -> list[Hit]:
    """Return what is certainly personal, in order of place; office landlines, mailboxes and addresses are not."""
    searches = [_mails, _home_addresses]
    if _LONG_NUMBER.search(text):
        searches += [_resident_ids, _bank_cards, _mobiles]
    found: list[Hit] = []
    for hit in sorted((hit for search in searches for hit in search(text)), key=lambda hit: hit.start):
        if not found or found[-1].end <= hit.start:
            found.append(hit)
    return found


_NEAR = 80  # characters of the lines on either side of a line's end


def find_across(line: str, following: str) -> list[Hit]:
    """Return what is personal and begins in one line and ends in the next; offsets as in `line + " " + following`."""
    if not (line[-1:].isdecimal() and following[:1].isalnum()):
        return []
    cut = max(0, len(line) - _NEAR)
    found = find(f"{line[cut:]} {following[:_NEAR]}")
    moved = [msgspec.structs.replace(hit, start=hit.start + cut, end=hit.end + cut) for hit in found]
    return [hit for hit in moved if hit.start < len(line) < hit.end - 1]


def mask(text: str) -> str:
    """Return the text with every hit masked; nothing else changes, not even its length."""
    pieces, at = [], 0
    for hit in find(text):
        pieces += [text[at : hit.start], hit.masked]
        at = hit.end
    return "".join([*pieces, text[at:]])


def _starred(text: str, head: int, tail: int) -> str:
    """Keep the first `head` and last `tail` letters and digits; separators between them stay where they are."""
    last = len(text) - tail
    return "".join(
        "*" if head <= index < last and (letter.isalnum() or letter in "._+") else letter
        for index, letter in enumerate(text)
    )


def _shown_ends(text: str, head: int, tail: int) -> str:
    """Keep the first and last digits of a number, and what separates its groups."""
    digits = [index for index, letter in enumerate(text) if letter.isalnum()]
    hidden = set(digits[head:-tail])
    return "".join("*" if index in hidden else letter for index, letter in enumerate(text))


# A number is not part of a longer one, of a word, of a decimal or of grouped thousands.
_ALONE = r"(?<![0-9A-Za-z_*０-９])(?<!\d\.)"
_ENDS = r"(?![0-9A-Za-z_*@０-９]|\.\d|,\d{3}(?!\d))"
# A line may end within the number; some write it in groups of 6, 8 and 4.
_RESIDENT_ID = re.compile(
    _ALONE
    + r"(?:[1-9１-９]\d{16}[\dXxＸｘ]|[1-9]\d{5}(?P<gap>[ -])\d{8}(?P=gap)\d{3}[\dXx]|"
    + "|".join(rf"[1-9]\d{{{first - 1}}} \d{{{17 - first}}}[\dXx]" for first in range(1, 18))
    + ")"
    + _ENDS
)
# 身份证号 3501 0219 9001 0112 34, grouped as somebody liked
_GROUPED_ID = re.compile(
    r"(?:身份|证件)[\u4e00-\u9fff]{0,6}(?:为|是)?[:： ]{0,3}(?P<number>[1-9](?: ?\d){16} ?[\dXx])" + _ENDS
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def _resident_ids(text: str) -> Iterator[Hit]:
    """Find 18 places with a possible date of birth and the check digit of GB 11643."""
    spans = {match.span() for match in _RESIDENT_ID.finditer(text)}
    spans |= {match.span("number") for match in _GROUPED_ID.finditer(text)}
    for start, end in sorted(spans):
        number = re.sub("[ -]", "", text[start:end])
        digits = [int(letter) for letter in number[:17]]
        check = "10X98765432"[sum(w * d for w, d in zip(_WEIGHTS, digits, strict=True)) % 11]
        last = number[17]
        if check == ("X" if last in "XxＸｘ" else str(int(last))) and _is_birthday(digits[6:14]):
            yield Hit(start, end, "resident_id", _shown_ends(text[start:end], 2, 3))


def _is_birthday(digits: list[int]) -> bool:
    year, month, day = (int("".join(map(str, part))) for part in (digits[:4], digits[4:6], digits[6:]))
    try:
        return 1900 <= date(year, month, day).year <= 2099  # noqa: PLR2004 - the years a living person may be born in
    except ValueError:
        return False


_PROVIDER = re.compile(
    r"[@＠](?:vip\.)?(?:qq|163|126|139|189|sina|sohu|foxmail|gmail|hotmail|outlook|yeah|aliyun|tom|21cn|live|icloud|wo)"
    r"\.(?:com|cn|net)(?:\.cn)?(?![A-Za-z0-9.-]*[A-Za-z0-9])",
    re.IGNORECASE,
)
_LOCAL = re.compile(r"[A-Za-z0-9._+-]{1,64}\Z")
_QQ_NUMBER = re.compile(r"[1-9]\d{4,10}")
_MOBILE_NUMBER = re.compile(r"1[3-9]\d{9}")
_SURNAMES = (
    "wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie song tang feng "
    "deng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lu ding ren yao shen zhong cui tan wan "
    "fan lin qin shi hou meng bai xiong qiu jin yan xue yin duan lei hao kong shao qian"
)
_SYLLABLE = (
    r"(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en|in|un|"
    r"ia|ie|iu|ua|ui|uo|ue|er|a|o|e|i|u|v)"
)
_PINYIN_NAME = re.compile(
    rf"(?:{_SURNAMES.replace(' ', '|')})[._-]?{_SYLLABLE}(?:{_SYLLABLE})?\d{{0,8}}", re.IGNORECASE
)
_OFFICE_WORD = re.compile(
    r"xxgk|zwgk|zfxx|gov|office|bgs|zfb|dzb|zhengfu|xinxi|gongkai|jiedao|zhen|xiang|xian|shi|qu|ban|ju|cun",
    re.IGNORECASE,
)
_PERSON_BEFORE = re.compile(r"(?:填报|填表|联系|经办|负责|审核|撰稿|申请)人|姓名|同志|个人(?:邮箱|信箱)")


def _mails(text: str) -> Iterator[Hit]:
    """Find QQ and mobile numbers as mailboxes; a person's name in pinyin only where the line speaks of a person.

    Any other mailbox may be an office's, which the law wants published.
    """
    for provider in _PROVIDER.finditer(text):
        before = text[max(0, provider.start() - 64) : provider.start()].removesuffix(" ")
        local = _LOCAL.search(before)
        if not local:
            continue
        name = local[0]
        gap = text[provider.start() - 1 : provider.start()].replace(name[-1], "")  # 123456789 @qq.com
        start = provider.start() - len(gap) - len(name)
        is_qq = "qq" in provider[0].lower() or "foxmail" in provider[0].lower()
        if (
            (is_qq and _QQ_NUMBER.fullmatch(name))
            or _MOBILE_NUMBER.fullmatch(name)
            or (
                _PINYIN_NAME.fullmatch(name)
                and not _OFFICE_WORD.search(name)
                and _PERSON_BEFORE.search(_before(text, start, 60))
            )
        ):
            shown = 2 if len(name) >= 8 else 1  # noqa: PLR2004 - of a short name two letters at each end tell too much
            masked = _starred(name, shown, shown) if len(name) > 2 * shown else "*" * len(name)
            yield Hit(start, provider.end(), "personal_mail", masked + gap + provider[0])


_CARD = re.compile(_ALONE + r"(?:\d{16,19}|\d{4}(?: \d{4}){3}(?: \d{1,3})?)" + _ENDS)
# A line may end within the number: 16 to 19 digits with one blank.
_CUT_CARD = re.compile(_ALONE + r"(?=[\d ]{17,20}(?![\d ]))\d{1,18} \d{1,18}" + _ENDS)
_CARD_PREFIX = re.compile(r"62|60|9558|4\d{15}\Z|5[1-5]\d{14}\Z")
_CARD_CUE = re.compile(r"卡号|账号|帐号|账户|帐户|银行|开户|存折|一卡通")


def _bank_cards(text: str) -> Iterator[Hit]:
    """Find 16 to 19 digits with an issuer's prefix and the Luhn check; only where the text speaks of an account.

    Glued figures of a table pass the Luhn check one time in ten.
    """
    for match in (*_CARD.finditer(text), *_CUT_CARD.finditer(text)):
        digits = "".join(str(int(letter)) for letter in match[0] if letter != " ")
        if _CARD_PREFIX.match(digits) and _luhn(digits) and _CARD_CUE.search(_before(text, match.start(), 30)):
            yield Hit(match.start(), match.end(), "bank_card", _shown_ends(match[0], 4, 4))


def _luhn(digits: str) -> bool:
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits))]
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0  # noqa: PLR2004 - digit sum


_MOBILE = re.compile(
    _ALONE
    + r"(?:[+＋]86[- ]?|86-|0)?(?P<number>[1１][3-9３-９]\d(?P<gap>[-. ]?)\d{4}(?P=gap)\d{4})"
    + _ENDS
    + r"(?!\s*余?[元万亿次件条篇人户])"
)
# 电话:1381234 5678, cut by the end of a line
_CUT_MOBILE = re.compile(
    r"(?:电话|手机|号码|联系方式)[::： ]{0,3}(?P<number>(?="
    + "|".join(rf"1[3-9]\d{{{first - 2}}} \d{{{11 - first}}}(?![\d-])" for first in range(2, 11))
    + r")1[\d ]{11})"
)
_CONTACT = re.compile(
    r"电\s*话|手\s*机|联\s*系|咨\s*询|热\s*线|号\s*码|传\s*真|微\s*信|[填审负]\S{0,2}人|tel|phone|mobile", re.IGNORECASE
)
_EXTENSION = re.compile(r"\s?[转#]\s?\d")
_URL = re.compile(r"://|www\.|\.(?:gov|com|cn|net|org)\b|\.html?|[?&=]")
_TOKEN_BEFORE = re.compile(r"[!-~]*\Z")
_IN_CODE = re.compile(r"[A-Za-z0-9]\s?[-/._#—](?:[TZ]\s?)?\Z")  # AB-, GB/T


def _mobiles(text: str) -> Iterator[Hit]:
    """Find 11 digits from 13 to 19 that are no index number, no part of a web address and no glued row of a table."""
    for match in _CUT_MOBILE.finditer(text):
        yield Hit(*match.span("number"), "mobile", _shown_ends(match["number"], 3, 4))
    for match in _MOBILE.finditer(text):
        start, end = match.span("number")
        before = _before(text, start, 40)
        is_contact = bool(_CONTACT.search(before)) or start - match.start() > 1  # +86
        if before.endswith("备") or _EXTENSION.match(text, end):  # of a site's filing, of an exchange
            continue
        token = _TOKEN_BEFORE.search(before)
        if token and _URL.search(token[0]):
            continue
        if not is_contact and (
            match["gap"] == " "
            or match.start() < start  # 0138...
            or _IN_CODE.search(before)
            or (match["gap"] != "." and _is_table_row(before, match["number"]))
        ):
            continue
        yield Hit(start, end, "mobile", _shown_ends(match["number"], 3, 4))


def _is_table_row(before: str, number: str) -> bool:
    """Whether the digits may be a row of table 三 whose borders were lost: 15130000154 is 151, 3, 0, 0, 0, 0, 154."""
    line = "".join(before.rpartition("\n")[2].split())
    return line.endswith(_row_labels()) or _splits_into_row("".join(str(int(d)) for d in number if d.isdigit()))


_ENUMERATOR = re.compile(r"^(?:（.）|[一二三四五六七八]、|\d\.|其中：)+")


@cache
def _row_labels() -> tuple[str, ...]:
    rows = (row for form in forms().values() for table in form.tables for row in table.rows if row.labels)
    return tuple({_ENUMERATOR.sub("", row.labels[-1]) for row in rows})


def _splits_into_row(digits: str) -> bool:
    """Whether the digits read as six counts and their sum. Casting out nines spares most of the search."""
    figures = [int(digit) for digit in digits]
    return any(
        (sum(figures[:-length]) - sum(figures[-length:])) % 9 == 0
        and (length == 1 or figures[-length])
        and _adds_up(digits[:-length], 6, int(digits[-length:]))
        for length in range(1, len(digits) - 5)
    )


def _adds_up(digits: str, parts: int, total: int) -> bool:
    """Whether the digits can be cut into so many counts, none with a leading zero, that add up to the total."""
    if parts == 1:
        return str(total) == digits
    longest = 1 if digits.startswith("0") else len(digits) - parts + 1
    heads = ((int(digits[:length]), digits[length:]) for length in range(1, longest + 1))
    return any(head <= total and _adds_up(rest, parts - 1, total - head) for head, rest in heads)


_HOME = re.compile(
    r"(?:(?:家庭(?:住址|地址)|户籍(?:地址|所在地)|现?住址|居住地址)"
    r"(?:[：:为是]|(?=[ 　]?[\u4e00-\u9fff]{1,24}[镇乡市县区]))|家住[：:]?|"
    r"(?<=[，,])现?住(?=[\u4e00-\u9fff]{1,24}[镇乡][\u4e00-\u9fff]{1,12}[村社]))[ 　]?"
    r"(?P<above>[\u4e00-\u9fff]{0,24}?[镇乡市县区]|[\u4e00-\u9fff]{0,24}?街道)?"
    r"(?P<below>[\u4e00-\u9fff0-9０-９A-Za-z-]{0,30}?[0-9０-９一二三四五六七八九十]{1,5}[号室组栋幢弄](?:[\u4e00-\u9fff0-9-]{0,12}[号室])?)"
)


def _home_addresses(text: str) -> Iterator[Hit]:
    """Find addresses called somebody's home that go below the township: to the group, the house, the flat."""
    for match in _HOME.finditer(text):
        below = match["below"]
        yield Hit(match.start("below"), match.end("below"), "home_address", "*" * len(below))


def _before(text: str, start: int, length: int) -> str:
    return text[max(0, start - length) : start]
