"""One report: its pages beside its tables, every finding on both; and the same on one sheet that can be sent on."""

from typing import Any

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from deploy.gateway.console.login import Form
from deploy.gateway.console.page import Page, back, check_token, language, person, render
from deploy.gateway.evidence import evidence, with_pages
from deploy.gateway.means import ThePictures, TheStore
from deploy.gateway.problems import ProblemError
from deploy.gateway.waivers import NewWaiver, waive
from shared.invalid import in_words
from shared.store import DEAD, NotFoundError, Scope


@get("/reports/{sha256:str}", guards=[person(Scope.READ)], sync_to_thread=True)
def report(request: Request[Any, Any, Any], store: TheStore, pictures: ThePictures, sha256: FromPath[str]) -> Page:
    """Show a report."""
    document = store.documents.get(sha256)
    try:
        shown = with_pages(store.records.get(document.id), pictures)
    except NotFoundError:
        shown = None
    return render(request, "report.html", document=document, shown=shown)


@get("/reports/{sha256:str}/evidence", guards=[person(Scope.READ)], sync_to_thread=True)
def sheet(
    request: Request[Any, Any, Any], store: TheStore, pictures: ThePictures, sha256: FromPath[str]
) -> Response[str]:
    """Return the evidence sheet."""
    return evidence(store, pictures, sha256, language(request))


@post("/reports/{sha256:str}/waive", guards=[person(Scope.ADMIN)], sync_to_thread=True)
def let_pass(request: Request[Any, Any, Any], store: TheStore, sha256: FromPath[str], data: Form) -> Redirect:
    """Let a finding pass."""
    check_token(request, data.get("token", ""))
    given = {name: told for name in ("finding", "reason", "author", "until") if (told := data.get(name, "").strip())}
    try:
        wanted = msgspec.convert(given, NewWaiver)
    except msgspec.ValidationError as error:
        raise ProblemError("bad-request", detail=in_words(str(error))) from error
    waive(store, store.documents.get(sha256).id, wanted, request.state.key.name)
    return back(f"/reports/{sha256}")


@post("/reports/{sha256:str}/withdraw", guards=[person(Scope.ADMIN)], sync_to_thread=True)
def count_again(request: Request[Any, Any, Any], store: TheStore, sha256: FromPath[str], data: Form) -> Redirect:
    """Have a finding that was let pass count again."""
    check_token(request, data.get("token", ""))
    store.waivers.withdraw(store.documents.get(sha256).id, data.get("finding", ""))
    return back(f"/reports/{sha256}")


@post("/reports/{sha256:str}/again", guards=[person(Scope.ADMIN)], sync_to_thread=True)
def again(request: Request[Any, Any, Any], store: TheStore, sha256: FromPath[str], data: Form) -> Redirect:
    """Read a document once more."""
    check_token(request, data.get("token", ""))
    found = store.documents.get(sha256)
    store.documents.requeue([found.id])
    return back("/quarantine" if found.state == DEAD else f"/reports/{found.id}")


HANDLERS = (report, sheet, let_pass, count_again, again)
