"""Tables that a page draws in characters of one width: `<pre>` with `│` and `─`, or with `+---+` and `|`."""

import html
import re

from workers.extract.html_lines import marked_up
from workers.extract.text_escapes import undrawn
from workers.extract.text_ruled import ruled

_PRE = re.compile(r"<pre\b[^<>]*>([^<]*)</pre\s*>", re.IGNORECASE)
_RULER = re.compile("\\+-{2,}|[\u250c-\u254b\u2552-\u256c][\u2500\u2501\u2550]")
_SIGNS = re.compile("[<>&]")


def with_drawn(text: str) -> str:
    """Return a page with a table in markup for every one that is drawn; what cannot be read so stays as it is."""
    return _PRE.sub(_table, text)


def _table(found: re.Match[str]) -> str:
    if not _RULER.search(found[1]):
        return found[0]
    lines = undrawn(ruled(list(enumerate(html.unescape(found[1]).splitlines()))))
    told = "".join(marked_up([_SIGNS.sub(lambda sign: html.escape(sign[0]), line) for _, line in lines]))
    return f"<div>{told}</div>" if "<table>" in told else found[0]
