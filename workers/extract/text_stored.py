"""What a crawler has stored a text in: JSON, a program's own notation, a row of CSV, a head of fields before the text.

The text comes out alone, with its title and its day of publication above it, as a page prints them; the day on which a
crawler came, its addresses and its numbers are none of a report.
"""

import ast
import csv
import json
import re
from collections.abc import Iterator

Field = tuple[str, str]  # its name, if it has one, and its text

_OF_CRAWLERS = re.compile("crawl|fetch|spider|download|insert|updat|modif|timestamp|file|warc", re.IGNORECASE)  # fields
_TITLE = re.compile("(?:article)?(?:title|headline)|name|标题", re.IGNORECASE)
_PUBLISHED = re.compile(
    "(?:article:)?pub(?:lish(?:ed)?)?(?:date|time|at)?|(?:doc)?rel(?:ease)?time|releasedate|datepublished|发布(?:日期|时间)",
    re.IGNORECASE,
)
_WEAK = re.compile("date|time|日期|时间", re.IGNORECASE)  # where nothing better is named
_DAY = re.compile(r"\s*(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}")
_HAN = re.compile("[\u4e00-\u9fff]")
_APART = re.compile(r"[\n\t|]")
_WORDS = re.compile("[\u4e00-\u9fff]+")
_LONG, _SOME = 300, 60  # characters of a text that may be stored twice, and of its words that tell
_MOST = 20  # texts that are looked at so
_NOTED = re.compile(  # a string of Python, or of JSON, with its key
    r"(?:(['\"])(\w{1,40})\1\s{0,20}:\s{0,20})?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")", re.DOTALL
)
_CALL = re.compile(r"^\s*(?:(?:var|let|const)\s+)?[\w.$]{1,60}\s*[(=]\s*(?=[{\[\"])")  # JSON as a script gets it
_QUOTED = re.compile(r"(^|[,;\t]|\n)\"((?:[^\"]|\"\")*)\"")
_HEAD = re.compile(
    r"(?:#([A-Z]{2,12})#|([A-Za-z][A-Za-z0-9_ :-]{0,30}?)\s{0,5}[:：](?!//))[ \t]*(.*)"
)  # `Title: …`, `#TITLE#…`
_LINES = 30  # of a head
_FENCE = "---"


def stored(text: str) -> str:
    """Return the text that is stored in a text, or the text itself. O(length)."""
    found = fields(text) or list(_row(text))
    return _told(found) if found else _below_head(text)


def fields(text: str) -> list[Field]:
    """Return every string in JSON, in lines of JSON or in Python's notation, without those about the crawler."""
    found = list(_json(text)) or list(_notation(text))
    return [(name, value) for name, value in found if not _OF_CRAWLERS.search(name)]


def head(found: list[Field]) -> tuple[list[str], list[str]]:
    """Return the title, where there is one, and the day of publication in words."""
    titles = [text for name, text in found if _named(_TITLE, name) and len(text) < _LONG]
    days = [day for names in (_PUBLISHED, _WEAK) for name, text in found if (day := _day(name, text, names))]
    return titles if len(titles) == 1 else [], days[:1]  # each part of a text may have a title


def _told(found: list[Field]) -> str:
    """Title, day of publication and texts, one below the other; of two copies of a text the one with more marks."""
    long = sorted((text for _, text in found if len(text) >= _LONG), key=lambda each: -len(_APART.findall(each)))[
        :_MOST
    ]
    words = list(map(words_of, long))
    copies = {id(long[at]) for at, each in enumerate(words) if any(is_copy(each, of) for of in words[:at])}
    titles, days = head(found)
    done = {id(text) for text in titles} | copies
    rest = [text for name, text in found if id(text) not in done and not _is_day(name, text)]
    return "\n".join([*titles, *days, *rest])


def _named(names: re.Pattern[str], name: str) -> bool:
    return names.fullmatch(re.sub(r"[_\s-]", "", name)) is not None


def _day(name: str, text: str, names: re.Pattern[str]) -> str:
    """A line that tells the day of publication, if a field does."""
    day = _DAY.match(text) if _named(names, name) else None
    return f"发布日期：{day[0].strip()}" if day else ""


def _is_day(name: str, text: str) -> bool:
    return bool(_day(name, text, _PUBLISHED) or _day(name, text, _WEAK))


def words_of(text: str) -> str:
    """Return the ideographs of a text."""
    return "".join(_WORDS.findall(text))


def is_copy(words: str, of: str) -> bool:
    """Return whether the words in the middle of a text stand in another."""
    middle = len(words) // 2
    return words[middle : middle + _SOME] in of


def _json(text: str) -> Iterator[Field]:
    """Every string in JSON with the name of its field, in order; a string of JSON is looked into as well."""
    open_: list[tuple[str, object]] = [("", _decoded(_CALL.sub("", text, count=1).rstrip(" \r\n);")))]
    while open_:
        name, value = open_.pop()
        if isinstance(value, str):
            within = _decoded(value) if len(value) >= _LONG else None
            if isinstance(within, (dict, list)):
                open_.append((name, within))
            else:
                yield name, value
        elif isinstance(value, dict):
            open_ += reversed(value.items())
        elif isinstance(value, list):
            open_ += [(name, each) for each in reversed(value)]


def _decoded(text: str) -> object:
    """What JSON says; None where a text is none."""
    try:
        return json.loads(text) if text.lstrip()[:1] in set('{["') else None
    except (ValueError, RecursionError):
        return None


def _notation(text: str) -> Iterator[Field]:
    """The strings of what a program has printed of its data, or of several lines of JSON."""
    if text.lstrip()[:1] not in set("{[("):
        return
    found = list(_NOTED.finditer(text))
    if sum(len(each[0]) for each in found) * 5 < 4 * len(text):
        return
    for each in found:
        try:
            yield each[2] or "", ast.literal_eval(each[3].replace("\n", "\\n"))
        except (ValueError, SyntaxError):
            continue


def _row(text: str) -> Iterator[Field]:
    """The fields of a table of documents in CSV, of which one is most of all."""
    longest = max(_QUOTED.finditer(text), key=lambda each: len(each[2]), default=None)
    if longest is None or len(longest[2]) * 2 < len(text) or "\n" not in longest[2]:
        return
    mark = longest[1].strip(" \n") or ","
    try:
        rows = list(csv.reader(text.splitlines(keepends=True), delimiter=mark, strict=True))
    except csv.Error:  # a field that is too long, a quote that is not closed
        return
    names = rows[0] if max(map(len, rows[0]), default=0) < _LONG else []
    for row in rows[bool(names) :]:
        for at, value in enumerate(row):
            name = names[at] if at < len(names) else ""
            if not _OF_CRAWLERS.search(name) and (_HAN.search(value) or _is_day(name, value)):
                yield name, value


def _below_head(text: str) -> str:
    """A text with its title and day in place of the head of fields that a tool has put before it."""
    lines = text.split("\n", _LINES)
    end = next((at for at, line in enumerate(lines[1:_LINES], 1) if line.strip() == _FENCE), 0)
    end = end if lines[0].strip() == _FENCE else 0
    found: list[tuple[int, str, str]] = []
    for at, line in enumerate(lines[bool(end) : end or _LINES], bool(end)):
        field = _HEAD.fullmatch(line.strip())
        if field:
            found.append((at, field[1] or field[2], field[3].strip(" \"'")))
        elif line.strip() and not (end and line.startswith((" ", "-"))):
            end = 0
            break
    if len(found) < 2 and not end:  # noqa: PLR2004 - several fields make a head
        return text
    fields = {at: (_told([(name, value)]) if _is_told(name, value) else "") for at, name, value in found}
    last = end or max(fields, default=-1)
    return "\n".join([*(fields.get(at, "") for at in range(last + 1)), *lines[last + 1 :]])


def _is_told(name: str, value: str) -> bool:
    return _named(_TITLE, name) or _is_day(name, value)
