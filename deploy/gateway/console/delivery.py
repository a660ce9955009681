"""Receivers of notices, and what was brought to them."""

from typing import Any

from litestar import Request, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from deploy.gateway.console.login import Form
from deploy.gateway.console.page import Page, back, check_token, person, render
from deploy.gateway.console.words import WORDS
from deploy.gateway.means import TheStore
from shared.store import Scope

_PAGE = 100


@get("/endpoints", guards=[person(Scope.ADMIN)], sync_to_thread=True)
def every(request: Request[Any, Any, Any], store: TheStore) -> Page:
    """Show the endpoints and the newest deliveries."""
    return render(
        request,
        "endpoints.html",
        endpoints=store.endpoints.every(),
        deliveries=store.deliveries.newest(limit=_PAGE),
    )


@post("/endpoints/{endpoint:str}/{action:str}", guards=[person(Scope.ADMIN)], sync_to_thread=True)
def switch(
    request: Request[Any, Any, Any], store: TheStore, endpoint: FromPath[str], action: FromPath[str], data: Form
) -> Redirect:
    """Tell a receiver nothing more, or again."""
    check_token(request, data.get("token", ""))
    found = store.endpoints.get(endpoint)
    if action == "disable":
        store.endpoints.disable(found.id, WORDS["endpoint.by-hand"][0])
    elif action == "enable":
        store.endpoints.enable(found.id)
    return back("/endpoints")


@post("/deliveries/{delivery:str}/replay", guards=[person(Scope.ADMIN)], sync_to_thread=True)
def replay(request: Request[Any, Any, Any], store: TheStore, delivery: FromPath[str], data: Form) -> Redirect:
    """Bring a notice once more."""
    check_token(request, data.get("token", ""))
    store.deliveries.replay([store.deliveries.get(delivery).id])
    return back("/endpoints")


HANDLERS = (every, switch, replay)
