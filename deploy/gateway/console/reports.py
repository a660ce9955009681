"""One report: its pages beside its tables, every finding on both; and the same on one sheet that can be sent on."""

from typing import Any

from litestar import Request, Response, get
from litestar.params import FromPath

from deploy.gateway.console.page import Page, language, person, render
from deploy.gateway.evidence import evidence, with_pages
from deploy.gateway.means import ThePictures, TheStore
from shared.store import NotFoundError, Scope


@get("/reports/{sha256:str}", guards=[person(Scope.READ)], sync_to_thread=True)
def report(request: Request[Any, Any, Any], store: TheStore, pictures: ThePictures, sha256: FromPath[str]) -> Page:
    """Show a report."""
    document = store.documents.get(sha256)
    try:
        shown = with_pages(store.records.get(document.id), document, pictures)
    except NotFoundError:
        shown = None
    return render(request, "report.html", document=document, shown=shown)


@get("/reports/{sha256:str}/evidence", guards=[person(Scope.READ)], sync_to_thread=True)
def sheet(
    request: Request[Any, Any, Any], store: TheStore, pictures: ThePictures, sha256: FromPath[str]
) -> Response[str]:
    """Return the evidence sheet."""
    return evidence(store, pictures, sha256, language(request))


HANDLERS = (report, sheet)
