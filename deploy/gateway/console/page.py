"""What every page has: its session, its language, its form's token; and how a page is answered."""

import hmac
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from anyio import to_thread
from litestar import MediaType, Request, Response
from litestar.handlers import BaseRouteHandler
from litestar.response import Redirect

from deploy.gateway.console.session import COOKIE
from deploy.gateway.console.words import WORDS
from deploy.gateway.guard import Connection, Doorkeeper, Guard
from deploy.gateway.problems import ProblemError, understand
from deploy.gateway.templates import TEMPLATES
from shared.errors import Message
from shared.store import Scope
from workers.notify import meaning

LANGUAGE = "lang"
_HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "cache-control": "no-store",
}
Page = Response[str]


class NoSessionError(Exception):
    """Nobody has logged in, or not with a key for this."""


def doorkeeper_of(connection: Connection) -> Doorkeeper:
    """Return who knows the keys."""
    found: Doorkeeper = connection.app.state.doorkeeper
    return found


def person(scope: Scope) -> Guard:
    """Return a guard that lets through who has logged in with a key of this scope."""

    async def guard(connection: Connection, _: BaseRouteHandler) -> None:
        doorkeeper = doorkeeper_of(connection)
        cookie = connection.cookies.get(COOKIE, "")
        key = await to_thread.run_sync(doorkeeper.sessions.key, cookie) if cookie else None
        if key is None:
            raise NoSessionError
        if not key.allows(scope):
            raise ProblemError("scope", scope=scope)
        connection.state.key = key

    return guard


def to_login(request: Request[Any, Any, Any], _: Exception) -> Redirect:
    """Send who has no session to the login, and from there back."""
    back = request.url.path if request.method == "GET" else "/"
    return Redirect(f"/login?next={quote(back)}", status_code=303)


def error_page(request: Request[Any, Any, Any], error: Exception) -> Page:
    """Tell a person what went wrong."""
    problem = understand(request, error)
    return render(request, "error.html", status=problem.status, problem=problem)


def language(request: Request[Any, Any, Any]) -> str:
    """Return the language of a person: what they chose, else English where their browser asks for it first."""
    asked = request.cookies.get(LANGUAGE) or request.headers.get("accept-language") or ""
    return "en" if asked.lower().startswith("en") else "zh"


def render(request: Request[Any, Any, Any], name: str, status: int = 200, **more: object) -> Page:
    """Answer with a page."""
    lang = language(request)
    doorkeeper = doorkeeper_of(request)
    cookie = request.cookies.get(COOKIE, "")
    given = {
        "t": speaker(lang),
        "say": chooser(lang),
        "why": lambda cause: chooser(lang)(meaning(cause)),
        "lang": lang,
        "path": request.url.path,
        "key": getattr(request.state, "key", None),
        "token": doorkeeper.sessions.token(cookie) if cookie else "",
        "moment": _moment,
        "seconds": _seconds,
        "web": web,
        "query": _query,
        "age": _ager(speaker(lang)),
        "name_of": lambda laws, rule: (laws[rule].en if lang == "en" else laws[rule].zh) if rule in laws else "",
    }
    body = TEMPLATES.get_template(name).render(given | more)
    return Response(body, media_type=MediaType.HTML, status_code=status, headers=_HEADERS)


def check_token(request: Request[Any, Any, Any], token: str) -> None:
    """Refuse a form that no page of this session made."""
    doorkeeper = doorkeeper_of(request)
    cookie = request.cookies.get(COOKIE, "")
    if not cookie or not _same(token, doorkeeper.sessions.token(cookie)):
        raise ProblemError("form")


def back(path: str) -> Redirect:
    """Answer a form: show a page."""
    return Redirect(inside(path), status_code=303)


def inside(path: str) -> str:
    """Return a path of this site; the first page for anything else."""
    parts = urlsplit(path.replace("\\", "/"))
    ours = path.startswith("/") and not path.startswith("//") and not parts.scheme and not parts.netloc
    return path if ours and path.isprintable() and "\\" not in path else "/"


def web(url: str | None) -> str | None:
    """Return an address that a person may follow; None for any other: a document's words are not to be trusted."""
    return url if url is not None and url.lower().startswith(("http://", "https://")) else None


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def speaker(lang: str) -> Callable[..., str]:
    """Return what says a word of the console in a language."""

    def speak(key: str, **details: object) -> str:
        zh, en = WORDS[key]
        return (en if lang == "en" else zh).format(**details)

    return speak


def chooser(lang: str) -> Callable[[Message], str]:
    """Return what chooses a message's sentence."""
    return lambda message: message.en if lang == "en" else message.zh


def _moment(seconds: float | None) -> str:
    return "" if seconds is None else datetime.fromtimestamp(seconds).astimezone().strftime("%Y-%m-%d %H:%M")


def _seconds(told: float) -> str:
    return f"{told:.0f}" if told >= 10 else f"{told:.1f}"  # noqa: PLR2004 - two digits are enough


def _ager(speak: Callable[..., str]) -> Callable[[float], str]:
    """Return what says how long ago something was, in its largest unit."""

    def age(seconds: float) -> str:
        units = (("days", 86_400), ("hours", 3_600), ("minutes", 60))
        name, length = next(((name, length) for name, length in units if seconds >= 2 * length), ("seconds", 1))
        return speak(f"season.{name}-ago", n=int(max(0.0, seconds) // length))

    return age


def _query(**asked: object) -> str:
    return urlencode({name: value for name, value in asked.items() if value not in {None, ""}})
