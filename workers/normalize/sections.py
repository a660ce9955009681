"""Where the six sections of a report begin: 国办公开办函〔2021〕30号, the same six in 〔2019〕60号."""

import re
import unicodedata
from collections.abc import Sequence

import msgspec

from shared.document import Block, Paragraph, Where
from workers.normalize.labels import canonical

SECTIONS = ("overview", "proactive", "applications", "review_litigation", "problems", "other_matters")

_ORDINAL = re.compile(  # 第二，and 二）count items
    r"^\s*(?:(?!第.[,，])第?([一二三四五六七八九])(?!\s*[)）])\s*[、.．,，:：部]?\s*|([1-6])\s*[、.．]\s*)?(?:分\s*)?"
)
ORDINALS = "一二三四五六七八九"
_MARKS = re.compile(  # of lists and of bold words, and brackets around a heading
    r"^[\s■●◆▶►★☆◎□◇▲※•·【\[〔*'=_]+|[\s】\]〕*'=_\\]+$"
)
_OTHER_ORDINAL = re.compile(r"(?:0?[1-6](?=\D)|[壹贰叁肆伍陆]|[IV]{1,3}|Part\s*[1-6])\s*[、.:]?\s*", re.IGNORECASE)
_ORDINAL_ALONE = re.compile(r"[一二三四五六]\s*[、.．]?")
_CONTENTS = re.compile(r"[.…·。]{3,}|\s\d{1,3}\s*$")  # a line of a table of contents
_ENTRY_END = re.compile(r"^[^一二三四五六第].*[.·]{6,}\s*\d*\s*$")
_LEADERS = 120  # characters of the dots of an entry
_MOST = 4  # sections after which an appendix may open when the last one is missing
_LONGEST = 45  # characters of a heading
# Canonical wordings, the official one first; each report year and place has its own variants.
_WORDINGS: dict[str, tuple[str, ...]] = {
    "overview": (r"总体情况", r"(?:工作)?总体(?:工作)?(?:推进)?情况", r"(?:工作)?(?:总体)?概[述况]", r"基本情况"),
    "proactive": (r"主动公开政府信息情况", r"(?:行政机关)?主动公开(?:政府)?信息(?:的)?情况", r"政府信息主动公开情况"),
    "applications": (
        r"收到和处理政府信息公开申请情况",
        r"(?:行政机关)?收到(?:和|及|、)?处理(?:政府)?信息公开申请(?:的)?情况",
        r"(?:政府信息)?依申请公开(?:政府信息)?(?:办理)?情况",
    ),
    "review_litigation": (
        r"(?:因)?政府信息公开(?:工作)?(?:被申请)?行政复议(?:和|及|与)?(?:提起)?行政诉讼(?:的)?情况",
        r"(?:因)?(?:政府)?信息公开.{0,6}复议.{0,6}诉讼(?:的)?情况",
        r"行政复议(?:和|及|与)?行政诉讼情况",
    ),
    "problems": (
        r"存在的主要问题及改进情况",
        r"(?:政府信息公开)?(?:工作)?(?:中)?存在的?(?:主要)?问题.{0,3}(?:及|和|与)?.{0,4}(?:改进|下一步|整改).{0,6}",
        r"(?:工作)?(?:中)?存在的?(?:主要)?(?:问题|困难).{0,8}",
    ),
    "other_matters": (r"其他需要报告的?事项", r"(?:其他)?需要(?:报告|说明)的(?:其他)?事项.{0,8}"),
}
_PATTERNS = {section: re.compile("|".join(wordings)) for section, wordings in _WORDINGS.items()}
_LOOSE: dict[
    str, re.Pattern[str]
] = {  # words that tell a section behind its own ordinal, where nothing better is found
    "overview": re.compile("概[况述]|总体|基本情况"),
    "proactive": re.compile("主动公开"),
    "applications": re.compile("申请"),
    "review_litigation": re.compile("复议|诉讼"),
    "problems": re.compile("问题|不足|改进|打算|困难"),
    "other_matters": re.compile("其他|事项"),
}
_SENTENCE = (
    r"(?=[\u4e00-\u9fff\d（(][^。]{6,}。)(?![的及和与中表如见是]|部分|章节)"  # and no words of the heading's own
)
_SEVERAL = 3  # headings in brackets, which items of a section have too; headings one under the other
_SHORT = 30  # characters of a heading in words of its own
_BRACKETED = re.compile(r"^\s*(?:[（(]([一二三四五六])[)）]|([IV]{1,3})\s*[、.．])\s*")
_HEADED = "|".join(r"\s*".join(wordings[0]) for wordings in _WORDINGS.values() if "?" not in wordings[0])
OFFICIAL = re.compile(  # a heading as the format prints it, anywhere in a text
    rf"[一二三四五六]\s*[、.．]\s*(?:{_HEADED}|(?:因)?政府信息公开(?:工作)?(?:被申请)?行政复议[、和及]?(?:提起)?行政诉讼情况|其他需要报告的?事项)"
)
_OF_WORK = r"(?:政府信息公开|信息公开)?(?:工作)?(?:中)?"
_DISPUTED = r"(?:行政)?复议(?:[、和及与]|及其)?(?:提起)?(?:行政)?诉讼"
_IN_USE = (  # other wordings that a text without lines can hold behind their own ordinal: none of them has an open end
    rf"{_OF_WORK}(?:(?:总体|基本)(?:工作)?(?:推进)?(?:情况|概况)|概[述况])",
    r"(?:行政机关)?(?:主动公开(?:政府)?(?:信息)?的?|政府信息主动公开)情况",
    r"(?:行政机关)?(?:收到[和及、]?[处办]理(?:政府)?信息公开申请|(?:政府信息)?依申请公开(?:政府信息)?(?:办理)?|政府信息公开申请收到和处理)的?情况",
    rf"(?:因)?{_OF_WORK}(?:被申请|引起的?)?{_DISPUTED}的?情况",
    rf"{_OF_WORK}(?:存在的?)?(?:主要)?(?:问题|不足|困难)(?:[、和及与]|以及)(?:改进|整改|下一步)(?:工作)?(?:情况|措施|举措|打算|计划|方向)",
    r"(?:其[他它]需?要?(?:报告|说明)的?|需要(?:报告|说明)的其[他它]|其[他它])(?:事项|情况)",
)
IN_USE = re.compile(
    "|".join(rf"{ordinal}\s*[、.．]\s*(?:{words})" for ordinal, words in zip(ORDINALS, _IN_USE, strict=False))
)
_APPENDIX = re.compile(r"^(?:附件|附表|附[:：]|.{0,16}统计表\s*\d?$|.{0,16}分析说明$)")


class Start(msgspec.Struct, frozen=True):
    """A heading: which section, the index of its block, its text, what follows it on the same line; its ordinal."""

    section: str
    block: int
    heading: str
    rest: str
    ordinal: str = ""

    @property
    def style(self) -> str:
        """How it is numbered: 一 as the format prints it, 1, otherwise."""
        return "一" if self.ordinal in ORDINALS else "1" if self.ordinal.isdecimal() else ""

    @property
    def is_own(self) -> bool:
        """Whether its ordinal is its section's."""
        return self.ordinal in {ORDINALS[SECTIONS.index(self.section)], str(SECTIONS.index(self.section) + 1)}


def headings(blocks: Sequence[Block]) -> list[Start]:
    """Return every section heading in document order; an appendix has headings of its own."""
    found = [start for index, block in enumerate(blocks) if (start := _heading(index, block, ordinal=True))]
    if not found:
        found = [start for index, block in enumerate(blocks) if (start := _heading(index, block, ordinal=False))]
        plain = [start for start in found if not _BRACKETED.match(start.heading)]
        if len(plain) >= _SEVERAL or len(found) < _SEVERAL:  # what is in brackets then is an item of a section
            found = plain
        elif not plain:
            found = [start for start in found if not _is_item(start, found)]
    found = [start for start in found if not _goes_on_with_leaders(blocks, start)]
    found = _with_loose(blocks, _of_one_numbering(_without_contents(found)))
    end = appendix(blocks, found)
    return [start for start in found if start.block < end]


def _is_item(start: Start, found: Sequence[Start]) -> bool:
    """Whether a heading in brackets counts items of a section that has begun: （一）存在的主要问题 below （五）."""
    number = _BRACKETED.match(start.heading)
    if not number or not number[1] or "一二三四五六".index(number[1]) == SECTIONS.index(start.section):
        return False
    return any(other.block < start.block and other.section == start.section for other in found)


def _goes_on_with_leaders(blocks: Sequence[Block], start: Start) -> bool:
    """Whether the next line is the end of an entry of the contents that was too long for one line."""
    following = blocks[start.block + 1] if start.block + 1 < len(blocks) and not start.rest else None
    if not isinstance(following, Paragraph) or len(following.text) > _LONGEST + _LEADERS:
        return False
    return _ENTRY_END.search(unicodedata.normalize("NFKC", following.text)) is not None


def _without_contents(found: list[Start]) -> list[Start]:
    """Drop a list of the headings, one directly under the other, where each of them comes again."""
    sections = [start.section for start in found]
    listed: set[int] = set()
    run: list[int] = []
    for i, start in enumerate(found):
        if sections.count(start.section) < 2:  # noqa: PLR2004 - it comes once
            run = []
            continue
        follows = run and start.block == found[run[-1]].block + 1
        is_new = all(found[at].section != start.section for at in run)
        run = [*run, i] if follows and is_new else [i]
        if len(run) >= _SEVERAL:
            listed |= set(run)
    return [start for i, start in enumerate(found) if i not in listed]


def _of_one_numbering(found: list[Start]) -> list[Start]:
    """Drop what is numbered as items of a section are, where most headings are numbered otherwise.

    2. 依申请公开情况 below 一、总体情况 is none where 三、 has its heading, nor where it stands before 二、.
    """
    styles = {style: {each.section for each in found if each.style == style} for style in ("一", "1")}
    chief = max(styles, key=lambda style: len(styles[style]))
    if len(styles[chief]) < _SEVERAL:
        return found

    def rank(start: Start) -> tuple[bool, bool]:
        return start.style == chief, start.is_own

    best = {
        section: max(rank(each) for each in found if each.section == section)
        for section in SECTIONS
        if any(each.section == section for each in found)
    }
    found = [start for start in found if rank(start) == best[start.section]]
    order = [(each.block, SECTIONS.index(each.section)) for each in found if each.style == chief]
    return [
        start
        for start in found
        if start.style == chief
        or all((start.block < block) == (SECTIONS.index(start.section) < number) for block, number in order)
    ]


def _with_loose(blocks: Sequence[Block], found: list[Start]) -> list[Start]:
    """Add sections under headings between their neighbours, in words of their own or in use.

    Of the former the ordinal must be the section's, of the latter it may be lost.
    """
    for number, section in enumerate(SECTIONS):
        if not found or any(start.section == section for start in found):
            continue
        before = [start.block for start in found if SECTIONS.index(start.section) < number]
        behind = [start.block for start in found if SECTIONS.index(start.section) > number]
        first, last = max(before, default=-1) + 1, min(behind, default=len(blocks))
        for index in range(first, last):
            block = blocks[index]
            if isinstance(block, Paragraph) and (
                _is_loose(block.text, section, number) or _is_bare(block.text, number)
            ):
                found = sorted([*found, Start(section, index, block.text.strip(), "")], key=lambda start: start.block)
                break
    return found


def _is_loose(text: str, section: str, number: int) -> bool:
    plain = unicodedata.normalize("NFKC", text).strip()
    ordinal = _ORDINAL.match(plain)
    is_its = ordinal and ordinal[1] == "一二三四五六"[number]
    return bool(is_its and len(plain) <= _SHORT and plain[-1] not in "。;；" and _LOOSE[section].search(plain))


def _is_bare(text: str, number: int) -> bool:
    """Whether a line is a heading in words in use and nothing else; the first one may be in brackets: （一）总体情况.

    Behind others a bracket opens an item of the section before.
    """
    plain = _MARKS.sub("", unicodedata.normalize("NFKC", text[:_LONGEST]))
    bracketed = _BRACKETED.match(plain)
    if number == 0 and bracketed and bracketed[1] == ORDINALS[0]:
        plain = plain[bracketed.end() :]
    return len(text) <= _LONGEST and re.fullmatch(_IN_USE[number], canonical(plain)) is not None


def is_heading(text: str) -> bool:
    """Whether a text is a numbered heading of a section, and nothing else."""
    start = _heading(0, Paragraph(text, Where()), ordinal=True)
    return start is not None and not start.rest


def whole_heading(one: Block, other: Block) -> str | None:
    """Return the heading that two lines make together, and neither alone."""
    if not (isinstance(one, Paragraph) and isinstance(other, Paragraph)) or len(one.text + other.text) > _LONGEST:
        return None
    if _CONTENTS.search(unicodedata.normalize("NFKC", one.text)):
        return None
    joined = Paragraph(one.text.strip() + other.text.strip(), one.where)
    number = _ORDINAL.match(unicodedata.normalize("NFKC", other.text))
    if number and (number[1] or number[2]):
        return None
    is_ordinal = _ORDINAL_ALONE.fullmatch(one.text.strip())
    alone = _heading(0, one, ordinal=True) or (not is_ordinal and _heading(0, other, ordinal=False))
    return joined.text if not alone and _heading(0, joined, ordinal=True) else None


def appendix(blocks: Sequence[Block], starts: Sequence[Start]) -> int:
    """Return the index of the block that opens the appendix, behind the last section; else the number of blocks."""
    last = next((start.block for start in starts if start.section == SECTIONS[-1]), None)
    if last is None and len(starts) >= _MOST:
        last = starts[_MOST - 1].block
    for index in range(len(blocks) if last is None else last + 1, len(blocks)):
        block = blocks[index]
        if isinstance(block, Paragraph) and len(block.text) <= _LONGEST and _APPENDIX.match(block.text.strip()):
            return index
    return len(blocks)


def _heading(index: int, block: Block, *, ordinal: bool) -> Start | None:
    if not isinstance(block, Paragraph):
        return None
    text = _MARKS.sub("", unicodedata.normalize("NFKC", block.text[: 4 * _LONGEST]))
    number = _ORDINAL.match(text) if ordinal else _BRACKETED.match(text) or _ORDINAL.match(text)
    numbered = bool(number and (number[1] or number[2]))
    if ordinal and not numbered:
        return _with_other_ordinal(index, block.text, text)
    body = text[number.end() :] if number and numbered else text
    if len(block.text) <= _LONGEST and not _CONTENTS.search(text):
        for section, pattern in _PATTERNS.items():
            if pattern.fullmatch(canonical(body)):
                return Start(section, index, block.text.strip(), "", (number[1] or number[2] or "") if number else "")
    if numbered and number:
        return _run_in(index, block.text.strip(), body, number[1] or number[2])
    return None


def _with_other_ordinal(index: int, printed: str, text: str) -> Start | None:
    """A heading in the official words behind an ordinal of the site's: 01 总体情况, 壹、总体情况."""
    number = _OTHER_ORDINAL.match(text) if len(printed) <= _LONGEST else None
    body = canonical(text[number.end() :]) if number else ""
    for section, wordings in _WORDINGS.items():
        if body and re.fullmatch(wordings[0], body):
            return Start(section, index, printed.strip(), "")
    return None


def _run_in(index: int, text: str, body: str, ordinal: str) -> Start | None:
    """A heading whose section begins on the same line: the official wording, then white space, a mark or a sentence."""
    for section, wordings in _WORDINGS.items():
        found = re.match(rf"({wordings[0]})(?:[\s。:：]+(?=[^\s.…·。\d]|\d{{4}})|{_SENTENCE})", body)
        if found:
            at = text.find(found[1]) + len(found[1])
            return Start(section, index, text[:at], text[at:].lstrip(" \t\u3000\xa0。:："), ordinal)
    return None
