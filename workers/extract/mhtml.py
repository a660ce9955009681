"""Single-file web pages (MHTML, RFC 2557), as browsers and WPS save them: a mail with the page as its first text."""

import email
import email.policy
from email.message import Message as Part
from itertools import islice

from shared.document import Document
from shared.errors import Message, Unreadable
from shared.limits import Limits
from workers.extract.html import read_html

_WHAT = Message("单个文件网页（MHTML）", "single-file web page (MHTML)")
_PARTS = 10_000  # that are looked at for the page


def read_mhtml(data: bytes, limits: Limits) -> Document:
    """Read the page in a single-file web page. Refused as for HTML; Unreadable: broken, or without a page."""
    try:
        page = _page(email.message_from_bytes(data, policy=email.policy.compat32))
        content = page.get_payload(decode=True) if page else None
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError) as error:  # of damaged headers
        raise Unreadable("broken", what=_WHAT, detail=type(error).__name__) from error
    if not isinstance(content, bytes) or not content.strip():
        raise Unreadable("broken", what=_WHAT, detail="no page in it")
    charset = page.get_content_charset() if page else None
    return read_html(content, limits, charset)


def _page(whole: Part) -> Part | None:
    """Return the part that the others belong to: the one that is named as the start, or else the first page."""
    pages = [part for part in islice(whole.walk(), _PARTS) if part.get_content_type() == "text/html"]
    start = whole.get_param("start")
    named = (part for part in pages if start and part.get("Content-ID") == start)
    return next(named, pages[0] if pages else None)
