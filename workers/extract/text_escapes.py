"""What a tool has put into a plain text for something else: entities, written line ends, tables drawn in signs.

Crawlers store texts as JSON, programs print tables with box-drawing characters, editors leave invisible characters.
"""

import html
import re
from collections.abc import Iterator

from workers.extract.text_marks import Line
from workers.extract.text_stored import stored

_ENTITY = re.compile(r"&(?:nbsp|ensp|emsp|[lr][ds]quo|middot|mdash|hellip|lt|gt|amp|#\d{2,5}|#x[0-9a-fA-F]{2,4});")
_WRITTEN = re.compile(r"\\(?:r\\n|[nrt])")
_FEW = 10  # written ends of lines that no text mentions by chance
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]+")
_RULER = re.compile(r"(?=.*[\u250c-\u254b\u2552-\u256c])[\s\u2500-\u257f]+")  # with corners or crossings
_UPRIGHT = re.compile("[\u2502\u2503\u2551]")
_LABEL = 100  # characters of a label with the figures behind it
_OPENS = re.compile(r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．]|第[一二三四五六])")  # a heading, an item
_BREAK = re.compile(  # tags that Markdown has kept of a page among them
    r"<br\s*/?>|</?(?:p|div|center|section|article|blockquote|h[1-6]|[uo]l|li)(?:\s[^<>]{0,200})?>", re.IGNORECASE
)
_TAG = re.compile(r"<(?:span|font|a|p|div|img)\s[^<>]{1,500}>", re.IGNORECASE)


def unescaped(text: str) -> str:
    """Return a text with its own line ends and blanks again, without invisible characters around cells. O(length)."""
    text = stored(text)
    written = len(_WRITTEN.findall(text))
    if written >= _FEW and written > 5 * text.count("\n"):
        text = _WRITTEN.sub(lambda end: "\t" if end[0] == "\\t" else "\n", text)
    if _ENTITY.search(text):
        text = html.unescape(text)
    text = _TAG.sub(lambda tag: tag[0].replace("\n", " "), text)  # pandoc breaks lines in the tags it keeps
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
    if "|" in text or text.lstrip().startswith("#") or _is_in_row(text):
        yield number, _BREAK.sub(_joint, text)
    else:
        yield from ((number, piece) for piece in _BREAK.split(text))


def _is_in_row(text: str) -> bool:
    """Whether the break in a line is inside of a cell: tabs or several figures stand behind it, or it parts a label."""
    parts = _BREAK.split(text)
    if len(parts) == 1 or "。" in text or len(text) > _LABEL or any(map(_OPENS.match, parts[1:])):
        return False
    return all(part.strip() for part in parts)


def _joint(found: re.Match[str]) -> str:
    """Nothing between the pieces of a word, a space between figures, which are not joined."""
    around = found.string[max(0, found.start() - 1) : found.start()] + found.string[found.end() : found.end() + 1]
    return " " if all(character.isdigit() for character in around) else ""
