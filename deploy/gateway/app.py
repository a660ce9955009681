"""The web application: one store behind one address."""

from importlib.metadata import version
from importlib.resources import files
from typing import Any

from litestar import Request, Response, Router, get
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import NotFoundException
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.spec import Components, SecurityScheme
from litestar.params import FromPath

from deploy.gateway import batches, documents, endpoints, export, health, uploads, waivers
from deploy.gateway.console.page import Page, error_page
from deploy.gateway.console.router import router as pages
from deploy.gateway.docs import Json
from deploy.gateway.docs import Page as Docs
from deploy.gateway.documented import Numbers, Strict
from deploy.gateway.guard import Doorkeeper
from deploy.gateway.head import Application
from deploy.gateway.health import Metrics
from deploy.gateway.pictures import Pictures
from deploy.gateway.problems import handle
from deploy.gateway.tallies import Tallies
from shared.settings import Settings
from shared.store import Store

_BODY = 2**20  # bytes of any request but an upload
_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
}
_DESCRIPTION = (
    "Submit annual reports on government information disclosure, follow them to their end, read what was found. "
    "Every request but those for health and metrics shows an API key: `Authorization: Bearer …`; keys are made by "
    "`nianbao key add`."
)


def build(settings: Settings, store: Store, local: str | None = None) -> Application:
    """Return the application. `local` is a key that opens everything for as long as this process lives."""
    metrics = Metrics(store)
    pictures = Pictures(store.blobs, settings.limits)

    def given(value: object) -> Provide:
        return Provide(lambda: value, sync_to_thread=False)

    api = Router(
        "/v1",
        route_handlers=[
            batches.router,
            uploads.router,
            documents.router,
            waivers.router,
            export.router,
            endpoints.router,
        ],
        security=[{"key": []}],
    )
    return Application(
        [api, health.router, pages, static],
        dependencies={
            "store": given(store),
            "settings": given(settings),
            "pictures": given(pictures),
            "tallies": given(Tallies(store)),
            "metrics": given(metrics),
        },
        exception_handlers={Exception: _answer},
        middleware=[metrics.watch],
        openapi_config=OpenAPIConfig(
            title="nianbao",
            version=version("nianbao"),
            description=_DESCRIPTION,
            path="/docs",
            render_plugins=[Docs(path="/"), Json(path="/openapi.json")],
            components=Components(security_schemes={"key": SecurityScheme(type="http", scheme="bearer")}),
            use_handler_docstrings=True,
        ),
        plugins=[Strict(), Numbers()],
        request_max_body_size=_BODY,
        response_headers=_HEADERS,
        state=State({"doorkeeper": Doorkeeper(store, local)}),
        logging_config=None,
    )


def _answer(request: Request[Any, Any, Any], error: Exception) -> Response[bytes] | Page:
    """Answer a request that failed: a person who mistyped an address is shown a page, a program is told a problem."""
    is_person = "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/v1/")
    return error_page(request, error) if is_person else handle(request, error)


@get("/static/{name:str}", include_in_schema=False, sync_to_thread=True)
def static(name: FromPath[str]) -> Response[bytes]:
    """Return a style sheet or a script of our own."""
    file = next((each for each in (files("deploy.gateway") / "static").iterdir() if each.name == name), None)
    if file is None:
        raise NotFoundException(detail=name)
    media_type = _TYPES.get(name.rpartition(".")[2], "application/octet-stream")
    return Response(file.read_bytes(), media_type=media_type, headers={"cache-control": "public, max-age=300"})
