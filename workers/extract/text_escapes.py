"""What a tool has put into a plain text for something else: entities, written line ends, tables drawn in signs.

Crawlers store texts as JSON, programs print tables with box-drawing characters, editors leave invisible characters.
"""

import html
import json
import re
from collections.abc import Iterator

from workers.extract.text_marks import Line

_ENTITY = re.compile(r"&(?:nbsp|ensp|emsp|[lr][ds]quo|middot|mdash|hellip|lt|gt|amp|#\d{2,5}|#x[0-9a-fA-F]{2,4});")
_WRITTEN = re.compile(r"\\(?:r\\n|[nrt])")
_FEW = 10  # written ends of lines that no text mentions by chance
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]+")
_OF_CRAWLERS = re.compile("crawl|fetch|spider|download|insert|updat|modif|timestamp|file", re.IGNORECASE)  # fields
_APART = re.compile(r"[\n\t|]")
_WORDS = re.compile("[\u4e00-\u9fff]+")
_LONG, _SOME = 300, 60  # characters of a text that may be stored twice, and of its words that tell
_MOST = 20  # texts that are looked at so
_RULER = re.compile(r"(?=.*[\u250c-\u254b\u2552-\u256c])[\s\u2500-\u257f]+")  # with corners or crossings
_UPRIGHT = re.compile("[\u2502\u2503\u2551]")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def unescaped(text: str) -> str:
    """Return a text with its own line ends and blanks again, without invisible characters around cells. O(length)."""
    written = len(_WRITTEN.findall(text))
    if stored := _of_json(text):
        text = stored
    elif written >= _FEW and written > 5 * text.count("\n"):
        text = _WRITTEN.sub(lambda end: "\t" if end[0] == "\\t" else "\n", text)
    if _ENTITY.search(text):
        text = html.unescape(text)
    return _INVISIBLE.sub(_within, text)


def _within(found: re.Match[str]) -> str:
    """Nothing at the edge of a cell or a line; inside a text they may part its cells."""
    before = found.string[max(0, found.start() - 1) : found.start()]
    behind = found.string[found.end() : found.end() + 1]
    return found[0] if all(side.strip(" \t\r\n\u3000\xa0|｜") for side in (before, behind)) else ""


def undrawn(lines: list[Line]) -> list[Line]:
    """Return lines with pipes between the cells of a drawn table, without its rules and the breaks inside its cells."""
    return [piece for number, text in lines for piece in _pieces(number, text)]


def _pieces(number: int, text: str) -> Iterator[Line]:
    if _RULER.fullmatch(text):
        return
    text = _UPRIGHT.sub("|", text)
    if "|" in text:
        yield number, _BREAK.sub(_joint, text)
    else:
        yield from ((number, piece) for piece in _BREAK.split(text))


def _joint(found: re.Match[str]) -> str:
    """Nothing between the pieces of a word, a space between figures, which are not joined."""
    around = found.string[max(0, found.start() - 1) : found.start()] + found.string[found.end() : found.end() + 1]
    return " " if all(character.isdigit() for character in around) else ""


def _of_json(text: str) -> str:
    """The strings of what a crawler has stored, one below the other; nothing where it is no object or list.

    A text that is stored twice is told once, as the copy with more marks; the day a crawler came is none of a report.
    """
    try:
        stored = json.loads(text) if text.lstrip()[:1] in {"{", "["} else None
    except (ValueError, RecursionError):
        return ""
    texts = [value for key, value in _strings(stored) if not _OF_CRAWLERS.search(key)]
    long = sorted((each for each in texts if len(each) >= _LONG), key=lambda each: -len(_APART.findall(each)))[:_MOST]
    words = ["".join(_WORDS.findall(each)) for each in long]
    copies = {id(long[at]) for at, each in enumerate(words) if any(_is_copy(each, of) for of in words[:at])}
    return "\n".join(each for each in texts if id(each) not in copies)


def _strings(stored: object) -> Iterator[tuple[str, str]]:
    """Every string with the name of its field, in order."""
    open_: list[tuple[str, object]] = [("", stored)]
    while open_:
        key, value = open_.pop()
        if isinstance(value, str):
            yield key, value
        elif isinstance(value, dict):
            open_ += reversed(value.items())
        elif isinstance(value, list):
            open_ += [(key, each) for each in reversed(value)]


def _is_copy(words: str, of: str) -> bool:
    """Whether the words in the middle of a text stand in another."""
    middle = len(words) // 2
    return words[middle : middle + _SOME] in of
