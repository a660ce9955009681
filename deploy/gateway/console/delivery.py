"""Receivers of notices, and what was brought to them."""

from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar

import msgspec
from litestar import Request, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect

from deploy import receivers
from deploy.gateway.console.login import Form
from deploy.gateway.console.page import Page, back, check_token, person, render
from deploy.gateway.console.words import WORDS
from deploy.gateway.means import TheSettings, TheStore
from deploy.gateway.problems import ProblemError
from shared.finding import Severity
from shared.invalid import in_words
from shared.store import Endpoint, Scope
from workers.notify import EventType, Kind, Subscription, notice, shown_url

_PAGE = 100
_ADMIN = [person(Scope.ADMIN)]
_NARROWED = ("rules", "regions", "publishers", "batches")

Choices = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.URL_ENCODED)]
Wanted = TypeVar("Wanted", receivers.NewReceiver, receivers.Wishes)


@get("/endpoints", guards=_ADMIN, sync_to_thread=True)
def every(request: Request[Any, Any, Any], store: TheStore) -> Page:
    """Show the endpoints and the newest deliveries."""
    found = store.endpoints.every()
    return render(
        request,
        "endpoints.html",
        endpoints=found,
        urls={each.id: _url(each) for each in found},
        deliveries=store.deliveries.newest(limit=_PAGE),
    )


@get("/endpoints/new", guards=_ADMIN, sync_to_thread=False)
def blank(request: Request[Any, Any, Any]) -> Page:
    """Show an empty form."""
    return _form(request, None)


@post("/endpoints", guards=_ADMIN, sync_to_thread=True, status_code=201)
def add(request: Request[Any, Any, Any], store: TheStore, settings: TheSettings, data: Choices) -> Page:
    """Add a receiver, and show its secret this once."""
    check_token(request, str(data.get("token", "")))
    made = receivers.add(store, settings, _wanted(data, receivers.NewReceiver))
    return _form(request, made, secret=made.secrets[0] if made.kind == Kind.STANDARD else None)


@get("/endpoints/{endpoint:str}", guards=_ADMIN, sync_to_thread=True)
def one(request: Request[Any, Any, Any], store: TheStore, endpoint: FromPath[str]) -> Page:
    """Show an endpoint, to be changed."""
    return _form(request, store.endpoints.get(endpoint))


@post("/endpoints/{endpoint:str}", guards=_ADMIN, sync_to_thread=True)
def change(
    request: Request[Any, Any, Any], store: TheStore, settings: TheSettings, endpoint: FromPath[str], data: Choices
) -> Redirect:
    """Have a receiver told of something else."""
    check_token(request, str(data.get("token", "")))
    receivers.change(store, settings, endpoint, _wanted(data, receivers.Wishes))
    return back("/endpoints")


@post("/endpoints/{endpoint:str}/{action:str}", guards=_ADMIN, sync_to_thread=True)
def switch(
    request: Request[Any, Any, Any], store: TheStore, endpoint: FromPath[str], action: FromPath[str], data: Form
) -> Redirect:
    """Tell a receiver nothing more, or again, or send it a test."""
    check_token(request, data.get("token", ""))
    found = store.endpoints.get(endpoint)
    match action:
        case "disable":
            store.endpoints.disable(found.id, WORDS["endpoint.by-hand"][0])
        case "enable":
            store.endpoints.enable(found.id)
        case "test":
            at = datetime.fromtimestamp(store.clock(), UTC)
            store.deliveries.test(found, EventType.ENDPOINT_TEST, notice(EventType.ENDPOINT_TEST, at, {}))
        case _:
            raise ProblemError("not-found", path=request.url.path)
    return back("/endpoints")


@get("/deliveries/{delivery:str}", guards=_ADMIN, sync_to_thread=True)
def attempts(request: Request[Any, Any, Any], store: TheStore, delivery: FromPath[str]) -> Page:
    """Show a notice and every attempt to bring it."""
    found = store.deliveries.get(delivery)
    return render(
        request,
        "delivery.html",
        delivery=found,
        endpoint=_url(store.endpoints.get(found.endpoint)),
        tries=store.deliveries.tries(found.id),
        body=msgspec.json.format(found.body).decode(),
    )


@post("/deliveries/{delivery:str}/replay", guards=_ADMIN, sync_to_thread=True)
def replay(request: Request[Any, Any, Any], store: TheStore, delivery: FromPath[str], data: Form) -> Redirect:
    """Bring a notice once more."""
    check_token(request, data.get("token", ""))
    store.deliveries.replay([store.deliveries.get(delivery).id])
    return back("/endpoints")


def _url(endpoint: Endpoint) -> str:
    return shown_url(Kind(endpoint.kind), endpoint.url)


def _form(request: Request[Any, Any, Any], endpoint: Endpoint | None, secret: str | None = None) -> Page:
    return render(
        request,
        "endpoint.html",
        status=201 if secret else 200,
        endpoint=endpoint,
        url=_url(endpoint) if endpoint else "",
        secret=secret,
        kinds=list(Kind),
        events=[each for each in EventType if each in receivers.CHOSEN],
        chosen=endpoint.events if endpoint else Subscription().events,
        severities=list(Severity),
        narrowed=_NARROWED,
    )


def _wanted(data: dict[str, Any], type_: type[Wanted]) -> Wanted:
    """Return what the fields of the form ask for; an empty one asks for nothing."""
    events = data.get("events", [])
    digest = str(data.get("digest_minutes", "")).strip()
    filters = {name: str(data.get(name, "")).replace("，", ",").replace(",", " ").split() for name in _NARROWED}
    asked: dict[str, Any] = {
        "events": [events] if isinstance(events, str) else events,
        "filters": filters | {"digest_minutes": digest or None},
        "per_minute": str(data.get("per_minute", "")).strip() or None,
    }
    for name in ("url", "kind", "min_severity", "at_once", "secret"):
        if told := str(data.get(name, "")).strip():
            asked[name] = told
    try:
        return msgspec.convert(asked, type_, strict=False)
    except msgspec.ValidationError as error:
        raise ProblemError("bad-request", detail=in_words(str(error))) from error


HANDLERS = (every, blank, add, one, change, switch, attempts, replay)
