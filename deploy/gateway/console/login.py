"""Logging in with an API key, out again, and the choice of language."""

from typing import Annotated, Any

from litestar import Request, get, post
from litestar.datastructures import Cookie
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath, QueryParameter
from litestar.response import Redirect

from deploy.gateway.console.page import LANGUAGE, Page, check_token, doorkeeper_of, inside, person, render
from deploy.gateway.console.session import COOKIE, LASTS
from shared.store import Scope

Next = Annotated[str, QueryParameter(name="next")]
Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]
_YEAR = 365 * 86_400


@get("/", guards=[person(Scope.READ)], sync_to_thread=False)
def home() -> Redirect:
    """Show the batches."""
    return Redirect("/batches", status_code=303)


@get("/login", sync_to_thread=True)
def ask(request: Request[Any, Any, Any], key: Annotated[str, QueryParameter()] = "", to: Next = "/") -> Page | Redirect:
    """Ask for a key; one in the address, as `nianbao up` prints it, is taken at once and leaves the address."""
    if key:
        return _enter(request, key, to)
    return render(request, "login.html", to=inside(to), wrong=False)


@post("/login", sync_to_thread=True, status_code=200)
def enter(request: Request[Any, Any, Any], data: Form) -> Page | Redirect:
    """Take a key."""
    return _enter(request, data.get("key", "").strip(), data.get("next", "/"))


@post("/logout", sync_to_thread=False, guards=[person(Scope.READ)])
def leave(request: Request[Any, Any, Any], data: Form) -> Redirect:
    """End the session."""
    check_token(request, data.get("token", ""))
    answer = Redirect("/login", status_code=303)
    answer.delete_cookie(COOKIE)
    return answer


@get("/language/{lang:str}", sync_to_thread=False)
def choose(lang: FromPath[str], to: Next = "/") -> Redirect:
    """Choose a language."""
    chosen = Cookie(LANGUAGE, value="en" if lang == "en" else "zh", max_age=_YEAR, httponly=True, samesite="lax")
    return Redirect(inside(to), status_code=303, cookies=[chosen])


def _enter(request: Request[Any, Any, Any], secret: str, to: str) -> Page | Redirect:
    doorkeeper = doorkeeper_of(request)
    key = doorkeeper.key(secret)
    if key is None:
        return render(request, "login.html", status=401, to=inside(to), wrong=True)
    secure = request.url.scheme == "https"
    cookie = Cookie(
        COOKIE, value=doorkeeper.sessions.begin(key), max_age=LASTS, httponly=True, samesite="strict", secure=secure
    )
    return Redirect(inside(to), status_code=303, cookies=[cookie])


HANDLERS = (home, ask, enter, leave, choose)
