"""Marks that a tool has put into a plain text: Markdown's, and commas or other signs between the cells of a row."""

import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise

Line = tuple[int, str]  # number from 1, text

_RULER = re.compile(  # under the head of a table
    r"(?=.*[|｜]|\s*:?---)\s*[|｜]?\s*:?-{2,}:?\s*(?:[|｜]\s*:?-{2,}:?\s*)*[|｜]?\s*"
)
_TITLE = re.compile(r"^\s*#{1,6}\s+(?=\S)")
_ATTRIBUTES = re.compile(r"[ \t]\{#[^{}]*\}[ \t]*$")  # of a title, its address among them
_QUOTE = re.compile(r"^\s*(?:>\s*)+(?=\S)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_BOLD = re.compile(r"\*\*[^\s*](?:[^*\n]*[^\s*])?\*\*")
_SECTION = (  # in words that no row of the forms has
    r"[一二三四五六]\s*[、.．]\s*[^\d。|*]{0,30}?(?:总体情况|概[况述]|信息(?:的)?情况|申请(?:的)?情况|诉讼(?:的)?情况"
    r"|问题[^\d。|*]{0,16}|事项)"
)
HEADING = re.compile(rf"\s*{_SECTION}\s*")
_SECTIONS = re.compile(rf" {_SECTION} ")
_HEADED = re.compile(rf"\*\*\s*{_SECTION}\s*\*\*|^\s*\*\*[^。|*]{{4,60}}报告\s*\*\*")  # the title too
_MATH = re.compile(
    r"\$\s{0,3}([+-]?\d[\d.,]*)\s{0,3}(?:\\?(%)\s{0,3})?\$"
)  # a program that reads pictures writes figures so
_STYLE = re.compile(r"</?(?:span|font|strong|b|em|i|u)(?:\s[^<>]{0,200})?>", re.IGNORECASE)  # a raised 2 is no digit
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")

_BLANK = "\u200b"  # of no width
_INVISIBLE = f"{_BLANK}\u200c\u200d\u200e\u200f\u2060\ufeff\xad"
_MARKS = (",", "，", ";", "；", "/", "／", _BLANK)
_FIGURE = re.compile(r"\s*(?:[+-]?\d[\d.]*[件条次]?|[-—–/]{1,2}|)\s*")
_ROWS = 3  # that hold a mark, from which it is known to be one
_CELLS = 3  # of figures in each
_HEADS = 3  # headings of columns, those without a name counted, or of sections
_HEADINGS = frozenset(
    {"行政复议", "行政诉讼", "结果维持", "自然人", "法人或其他组织", "商业企业", "信息内容", "申请人情况"}
)
_UNITS = frozenset({"条", "件", "次", "篇", "个", "人", "人次", "万元"})
_PIPED = 10  # lines that show how rows are closed
_ROW = 500  # characters of the longest row: whatever is longer is none, and is not made longer
_PIECES = 50  # of a line, from which pipes part more than a row
_PARAGRAPH = 30  # characters
_GAPS = 30  # between two cells, from which their marks show how a tool writes
_SELDOM = 20  # gaps, of which one may be of another kind
_TWO = 2
_ALONE = 5  # figures that make a row without a label


def visible(lines: list[Line]) -> list[Line]:
    """Return lines without the characters that nobody sees, unless they alone part the figures of rows."""
    apart = _BLANK if sum(_is_row(text, _BLANK, _CELLS) for _, text in lines) >= _ROWS else ""
    gone = dict.fromkeys(ord(each) for each in _INVISIBLE if each != apart)
    return [(number, text.translate(gone)) for number, text in lines]


def without_markdown(lines: list[Line]) -> list[Line]:
    """Return lines without Markdown's marks, where a title, a table's ruler or bold words show that it is Markdown."""
    is_marked = any(_RULER.fullmatch(text) or _TITLE.match(text) or _HEADED.search(text) for _, text in lines)
    if not is_marked and sum(_BOLD.search(text) is not None for _, text in lines) < _ROWS:
        return lines
    pieces = ((number, piece) for number, text in lines if not _RULER.fullmatch(text) for piece in _headed(text))
    return [(number, _bare(piece)) for number, piece in pieces]


def _headed(text: str) -> list[str]:
    """A line with each bold heading in it on a line of its own: trafilatura 1 puts it behind a row, before a cell."""
    pieces: list[str] = []
    at = 0
    for found in _HEADED.finditer(text):
        pieces += [text[at : found.start()], found[0]]
        at = found.end()
    return [piece for piece in (*pieces, text[at:]) if piece.strip(" |\u3000")] or [text]


def without_lone_pipes(lines: list[Line]) -> list[Line]:
    """Return lines without those that are a pipe alone, where no others hold any and each stands between two cells.

    Such a text has one cell a line: trafilatura 1.6 puts no pipe before the last cell of a row.
    """
    filled = [text.strip() for _, text in lines if text.strip()]
    pipes = [at for at, text in enumerate(filled) if text == "|"]
    if len(pipes) < _PIPED or any("|" in text and text != "|" for text in filled):
        return lines
    if any(below - above == 1 for above, below in pairwise(pipes)):  # a blank cell: its place says which
        return lines
    return [(number, text) for number, text in lines if text.strip() != "|"]


def whole_rows(lines: list[Line]) -> list[Line]:
    """Return lines with rows in one piece again that were broken between two cells, where pipes close the rows."""
    piped = [text.strip() for _, text in lines if "|" in text]
    closed = sum(text.endswith("|") for text in piped)
    if len(piped) < _PIPED or closed * 4 < 3 * len(piped):
        return lines
    framed = sum(text.startswith("|") for text in piped) * 4 >= 3 * len(piped)
    done: list[Line] = []
    for number, text in lines:
        if done and _is_broken(done[-1][1].rstrip(), text.lstrip(), framed=framed):
            done[-1] = (done[-1][0], done[-1][1].rstrip() + text.lstrip())
        else:
            done.append((number, text))
    return done


def _is_broken(above: str, text: str, *, framed: bool) -> bool:
    """Whether a line goes on with figures: behind a cell without its pipe, or, in frames, without a pipe of its own."""
    if len(above) > _ROW or "|" not in above or "|" not in text:
        return False
    cells = [cell for cell in text.strip("|").split("|") if cell.strip()]
    if not cells or not all(map(_FIGURE.fullmatch, cells)):
        return False
    return text.startswith("|") is not above.endswith("|") and (framed or text.startswith("|"))


def halved(lines: list[Line]) -> list[Line]:
    """Return lines with one tab, or pipe, where a tool writes two between any two cells: one closes, one opens."""
    for mark in ("\t", "|"):
        gaps = re.compile(rf"(?<=[^\s|])[ \u3000]*((?:{re.escape(mark)}[ \u3000]*)+)(?=[^\s|])")
        alone = _alone(lines) if mark == "|" else {}
        found = [gap.count(mark) for _, text in lines for gap in gaps.findall(text)] + list(map(len, alone.values()))
        # Where labels are broken as well, the gaps between figures tell: no table has a blank between any two of them.
        figures = [gap.count(mark) for _, text in lines for gap in _between_figures(mark).findall(text)]
        if not _all_but_few(length % 2 == 0 for length in found) and not _all_but_few(each == _TWO for each in figures):
            continue
        spare = {at for gap in alone.values() for at in gap[1::2]}
        run = re.compile(rf"(?:{re.escape(mark)}[ \u3000]*){{2}}")
        lines = [(number, run.sub(mark, text)) for at, (number, text) in enumerate(lines) if at not in spare]
    return lines


@cache
def _between_figures(mark: str) -> re.Pattern[str]:
    return re.compile(rf"(?<=\d)[ \u3000]*((?:{re.escape(mark)}[ \u3000]*)+)(?=\d)")


def _all_but_few(gaps: Iterable[bool]) -> bool:
    """Whether enough gaps are of one kind to show how a tool writes."""
    found = list(gaps)
    return len(found) >= _GAPS and found.count(False) * _SELDOM <= len(found)


def _alone(lines: list[Line]) -> dict[int, list[int]]:
    """Where pipes stand on lines of their own between two cells: the indices of their lines by that of the first."""
    found: dict[int, list[int]] = {}
    open_: list[int] = []
    for at, (_, text) in enumerate(lines):
        if text.strip() == "|":
            open_.append(at)
            continue
        if open_ and text.strip() and "|" not in text:
            found[open_[0]] = open_
        open_ = []
    return found


def one_a_line(lines: list[Line]) -> list[Line]:
    """Return a text whose paragraphs and cells pipes, or tabs, part, all in one line, with each on its own."""
    longest = max((text for _, text in lines), key=len, default="")
    if len(longest) * 5 < 4 * sum(len(text) for _, text in lines):
        return lines
    if "\t" in longest and len(_SECTIONS.findall(longest)) >= _HEADS:  # blanks stand for its line ends
        return [(number, text.replace("\t", " ")) for number, text in lines]
    for mark in ("\t", "[|｜]"):
        pieces = re.split(mark, longest)
        prose = [piece for piece in pieces if len(piece) >= _PARAGRAPH and "。" in piece]
        if len(pieces) >= _PIECES and prose and not any("|" in piece or "｜" in piece for piece in prose):
            return [(number, piece) for number, text in lines for piece in re.split(mark, text)]
    return lines


def _bare(text: str) -> str:
    text = _QUOTE.sub("", text, count=1)
    if _TITLE.match(text):
        text = _ATTRIBUTES.sub("", _TITLE.sub("", text, count=1))
    text = _MATH.sub(r"\1\2", _STYLE.sub("", text))
    return _ESCAPED.sub(r"\1", _STRONG.sub(r"\2", text))


def with_tabs(lines: list[Line]) -> list[Line]:
    """Return lines with tabs between the cells of rows that some other mark parts, where several rows show it."""
    if any("\t" in text or "|" in text for _, text in lines):
        return lines
    for mark in _MARKS:
        if sum(_is_row(text, mark, _CELLS) or _is_counted(text, mark) for _, text in lines) >= _ROWS:
            return [
                (number, text.replace(mark, "\t") if _is_row(text, mark, 1) or _is_head(text, mark) else text)
                for number, text in lines
            ]
    return lines


def _is_counted(text: str, mark: str) -> bool:
    """Whether a line is a label, its unit and one figure: of the statistics that were made until 2018."""
    *label, unit, figure = ["", "", *text.split(mark)]
    return any(map(str.strip, label)) and unit.strip() in _UNITS and re.fullmatch(r"\s*\d[\d.]*\s*", figure) is not None


def _is_head(text: str, mark: str) -> bool:
    """Whether a line is headings of columns, among them one that every table of the form has, and no sentence."""
    fields = [field.strip() for field in text.split(mark)]
    is_sentence = any(stop in text for stop in "。；：" if stop != mark)
    return len(fields) >= _HEADS and not _HEADINGS.isdisjoint(fields) and not is_sentence


def _is_row(text: str, mark: str, least: int) -> bool:
    """Whether a line is a label, or several, and at least so many figures behind it, or many figures alone."""
    if mark not in text:
        return False
    fields = text.split(mark)
    first = len(fields)
    while first > 0 and _FIGURE.fullmatch(fields[first - 1]):
        first -= 1
    filled = _filled(fields[first:])
    return filled >= (least if first else _ALONE)


def _filled(fields: Iterable[str]) -> int:
    return sum(1 for field in fields if field.strip())
