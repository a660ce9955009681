"""Looking for findings, and at a body over the years."""

from typing import Annotated, Any

from litestar import Request, get
from litestar.params import QueryParameter

from deploy.gateway.console.page import Page, person, render
from deploy.gateway.laws import LAWS
from deploy.gateway.means import TheStore
from shared.finding import Severity
from shared.store import Scope, Wanted
from workers.gateway.cursor import cursor as word
from workers.gateway.cursor import key as key_of

_PAGE = 50
_YEAR = 4  # digits
Asked = Annotated[str | None, QueryParameter()]


@get("/findings", guards=[person(Scope.READ)], sync_to_thread=True)
def findings(  # noqa: PLR0913, PLR0917 - the fields of a form
    request: Request[Any, Any, Any],
    store: TheStore,
    rule: Asked = None,
    severity: Asked = None,
    publisher: Asked = None,
    region: Asked = None,
    year: Asked = None,
    batch: Asked = None,
    cursor: Asked = None,
) -> Page:
    """Show findings, the latest first."""
    wanted = Wanted(
        rule=rule or None,
        severity=Severity(severity) if severity in set(Severity) else None,
        publisher=publisher or None,
        region=region or None,
        year=int(year) if year and year.isdecimal() and len(year) <= _YEAR else None,
        batch=batch or None,
    )
    found = store.heads.findings(wanted, _PAGE, None if cursor is None else key_of(cursor, tuple[float, str, int]))
    last = found[-1] if len(found) == _PAGE else None
    return render(
        request,
        "findings.html",
        found=found,
        wanted=wanted,
        rules=store.heads.rules(Wanted(batch=wanted.batch)),
        laws=LAWS,
        severities=list(Severity),
        following=word((last.head.ended_at, last.head.document, last.number)) if last else None,
    )


@get("/publishers", guards=[person(Scope.READ)], sync_to_thread=True)
def publishers(request: Request[Any, Any, Any], store: TheStore, like: Asked = None, cursor: Asked = None) -> Page:
    """Show the bodies."""
    found = store.heads.publishers(like or "", _PAGE, "" if cursor is None else key_of(cursor, str))
    following = word(found[-1].body) if len(found) == _PAGE else None
    return render(request, "publishers.html", publishers=found, like=like or "", following=following)


@get("/publishers/ledger", guards=[person(Scope.READ)], sync_to_thread=True)
def ledger(request: Request[Any, Any, Any], store: TheStore, name: Asked = None, of: Asked = None) -> Page:
    """Show the reports over the years of a body, or of whoever has this name."""
    found = store.heads.named(name or "") if of is None else store.heads.ledger(of)
    shown = name or next((each.publisher for each in found if each.publisher), of)
    return render(request, "ledger.html", body=shown, heads=found)


HANDLERS = (findings, publishers, ledger)
