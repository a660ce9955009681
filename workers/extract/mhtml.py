"""Single-file web pages (MHTML, RFC 2557), as browsers and WPS save them: a mail with the page as its first text."""

import email
import email.policy
import re
from email.message import Message as Part
from itertools import islice
from urllib.parse import urljoin

from shared.document import Document
from shared.encoding import decode
from shared.errors import Message, Unreadable
from shared.limits import Limits
from workers.extract.html import read_html
from workers.extract.mhtml_frames import with_frames

_WHAT = Message("单个文件网页（MHTML）", "single-file web page (MHTML)")
_FRAMED = re.compile(rb"<i?frame\b", re.IGNORECASE)
_PARTS = 10_000  # that are looked at for the page


def read_mhtml(data: bytes, limits: Limits) -> Document:
    """Read the page in a single-file web page. Refused as for HTML; Unreadable: broken, or without a page."""
    try:
        whole = email.message_from_bytes(data, policy=email.policy.compat32)
        page = _page(whole)
        content = page.get_payload(decode=True) if page else None
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError) as error:  # of damaged headers
        raise Unreadable("broken", what=_WHAT, detail=type(error).__name__) from error
    if not isinstance(content, bytes) or not content.strip():
        raise Unreadable("broken", what=_WHAT, detail="no page in it")
    charset = page.get_content_charset() if page else None
    if _FRAMED.search(content):
        pages = _Files(whole, page, "text/html")
        text = decode(content, charset, limits)[0]
        framed = with_frames(text, lambda address: _text(pages(address), limits))
        if framed != text:
            content, charset = framed.encode(), "utf-8"
    return read_html(content, limits, charset, _Files(whole, page, "image/"))


def _text(content: bytes | None, limits: Limits) -> str | None:
    return decode(content, None, limits)[0] if content else None


class _Files:
    """The parts of a mail of some type, by the address that its page calls them by (RFC 2557)."""

    def __init__(self, whole: Part, page: Part | None, type_: str) -> None:
        self._base = str(page.get("Content-Location") or "") if page else ""
        self._parts: dict[str, Part] = {}
        for part in islice(whole.walk(), _PARTS):
            if part is not page and part.get_content_type().startswith(type_):
                name, place = part.get("Content-ID"), part.get("Content-Location")
                self._parts |= {f"cid:{str(name).strip('<> ')}": part} if name else {}
                self._parts |= {urljoin(self._base, str(place).strip()): part} if place else {}

    def __call__(self, address: str) -> bytes | None:
        """Return the file at an address; None where it did not come along."""
        try:
            part = self._parts.get(address) or self._parts.get(urljoin(self._base, address))
            content = part.get_payload(decode=True) if part else None
        except (ValueError, LookupError, AttributeError, TypeError):  # of damaged headers and addresses
            return None
        return content if isinstance(content, bytes) else None


def _page(whole: Part) -> Part | None:
    """Return the part that the others belong to: the one that is named as the start, or else the first page."""
    pages = [part for part in islice(whole.walk(), _PARTS) if part.get_content_type() == "text/html"]
    start = whole.get_param("start")
    named = (part for part in pages if start and part.get("Content-ID") == start)
    return next(named, pages[0] if pages else None)
