"""`/v1/endpoints` and `/v1/deliveries`: receivers of notices, and what was brought to them."""

from datetime import UTC, datetime
from typing import Annotated

import msgspec
from litestar import Router, get, patch, post
from litestar.params import FromPath, JSONBody, QueryParameter

from deploy import receivers
from deploy.gateway import show
from deploy.gateway.documented import Limit, problems
from deploy.gateway.guard import needs
from deploy.gateway.means import TheSettings, TheStore
from shared.store import Scope
from workers.gateway import resources
from workers.notify import EventType, notice

_BY_HAND = "disabled over HTTP"
_ADMIN = [needs(Scope.ADMIN)]


class Rotation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A secret of one's own; without one a new one is made."""

    secret: receivers.Secret | None = None


@get("/endpoints", guards=_ADMIN, sync_to_thread=True, responses=problems())
def every(store: TheStore) -> resources.Page[resources.Endpoint]:
    """List all endpoints, oldest first."""
    return resources.Page(tuple(show.endpoint(each) for each in store.endpoints.every()))


@post("/endpoints", guards=_ADMIN, sync_to_thread=True, responses=problems(400, 422))
def add(store: TheStore, settings: TheSettings, data: JSONBody[receivers.NewReceiver]) -> resources.Endpoint:
    """Add a receiver. Its secret is in the answer, and is not shown again; a robot's is known to who has it."""
    return show.endpoint(receivers.add(store, settings, data), secret=True)


@patch("/endpoints/{endpoint:str}", guards=_ADMIN, sync_to_thread=True, responses=problems(400, 404, 422))
def change(
    store: TheStore, settings: TheSettings, endpoint: FromPath[str], data: JSONBody[receivers.Wishes]
) -> resources.Endpoint:
    """Change where a receiver is, what it is told of, or how fast; what is left out stays as it is."""
    return show.endpoint(receivers.change(store, settings, endpoint, data))


@get("/endpoints/{endpoint:str}", guards=_ADMIN, sync_to_thread=True, responses=problems(404))
def one(store: TheStore, endpoint: FromPath[str]) -> resources.Endpoint:
    """Return an endpoint."""
    return show.endpoint(store.endpoints.get(endpoint))


@post(
    "/endpoints/{endpoint:str}/test", guards=_ADMIN, sync_to_thread=True, status_code=202, responses=problems(404, 409)
)
def test(store: TheStore, endpoint: FromPath[str]) -> resources.Delivery:
    """Have a signed test notice brought to a receiver; `GET /v1/deliveries/{id}` tells what it answered."""
    found = store.endpoints.get(endpoint)
    at = datetime.fromtimestamp(store.clock(), UTC)
    id_ = store.deliveries.test(found, EventType.ENDPOINT_TEST, notice(EventType.ENDPOINT_TEST, at, {}))
    return show.delivery(store.deliveries.get(id_))


@post("/endpoints/{endpoint:str}/disable", guards=_ADMIN, sync_to_thread=True, status_code=200, responses=problems(404))
def disable(store: TheStore, endpoint: FromPath[str]) -> resources.Endpoint:
    """Tell a receiver nothing more; what is due to it waits."""
    store.endpoints.disable(store.endpoints.get(endpoint).id, _BY_HAND)
    return show.endpoint(store.endpoints.get(endpoint))


@post("/endpoints/{endpoint:str}/enable", guards=_ADMIN, sync_to_thread=True, status_code=200, responses=problems(404))
def enable(store: TheStore, endpoint: FromPath[str]) -> resources.Endpoint:
    """Tell a receiver again, from what waits on."""
    store.endpoints.enable(store.endpoints.get(endpoint).id)
    return show.endpoint(store.endpoints.get(endpoint))


@post(
    "/endpoints/{endpoint:str}/rotate",
    guards=_ADMIN,
    sync_to_thread=True,
    status_code=200,
    responses=problems(400, 404, 422),
)
def rotate(store: TheStore, endpoint: FromPath[str], data: JSONBody[Rotation | None] = None) -> resources.Endpoint:
    """Sign with a new secret; the old one signs beside it for a day. A robot's new secret must be given."""
    return show.endpoint(receivers.rotate(store, endpoint, data.secret if data else None), secret=True)


@get("/deliveries", guards=_ADMIN, sync_to_thread=True, responses=problems(400, 404))
def deliveries(
    store: TheStore,
    endpoint: Annotated[str | None, QueryParameter(description="Only to this endpoint.")] = None,
    document: Annotated[
        str | None, QueryParameter(pattern="^[0-9a-f]{64}$", description="Only about this document.")
    ] = None,
    in_state: Annotated[
        receivers.State | None, QueryParameter(name="state", description="Only those in this state.")
    ] = None,
    limit: Limit = 50,
) -> resources.Page[resources.Delivery]:
    """List the newest deliveries, newest first."""
    of = store.endpoints.get(endpoint).id if endpoint else None
    found = store.deliveries.newest(endpoint=of, document=document, state=in_state, limit=limit)
    return resources.Page(tuple(show.delivery(each) for each in found))


@get("/deliveries/{delivery:str}", guards=_ADMIN, sync_to_thread=True, responses=problems(404))
def delivery(store: TheStore, delivery: FromPath[str]) -> resources.Delivery:
    """Return a delivery with every attempt."""
    found = store.deliveries.get(delivery)
    return show.delivery(found, store.deliveries.tries(found.id))


@post("/deliveries/{delivery:str}/replay", guards=_ADMIN, sync_to_thread=True, status_code=202, responses=problems(404))
def replay(store: TheStore, delivery: FromPath[str]) -> resources.Delivery:
    """Have a notice brought once more, under the same id; one that is on its way stays so."""
    store.deliveries.replay([store.deliveries.get(delivery).id])
    return show.delivery(store.deliveries.get(delivery))


router = Router(
    "/",
    route_handlers=[every, add, one, change, test, disable, enable, rotate, deliveries, delivery, replay],
    tags=["endpoints"],
)
