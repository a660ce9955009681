"""The frames of a saved page: the page that each shows stands in a part of its own, and becomes text of the frame."""

import html
import re
from collections.abc import Callable

_FRAMESET = re.compile(r"</?frameset\b[^<>]*>", re.IGNORECASE)
_FRAME = re.compile(
    r"<i?frame\b[^<>]{0,1000}?\ssrc\s*=\s*(?:\"([^\"<>]{1,2000})\"|'([^'<>]{1,2000})'|([^\s\"'<>]{1,2000}))[^<>]{0,1000}>",
    re.IGNORECASE,
)
_FRAMES = 20


def with_frames(page: str, framed: Callable[[str], str | None]) -> str:
    """Return a page's source with its frames' own; `framed` gives what a frame shows, by its address."""

    def shown(frame: re.Match[str]) -> str:
        source = framed(html.unescape(frame[1] or frame[2] or frame[3]))
        return f'<iframe srcdoc="{html.escape(source)}"></iframe>' if source else ""

    if not _FRAME.search(page):
        return page
    return _FRAME.sub(shown, _FRAMESET.sub("", page), count=_FRAMES)
