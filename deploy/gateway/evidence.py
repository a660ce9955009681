"""The evidence sheet: one self-contained page for a report: findings, pictures, law, numbers."""

import base64
import hashlib
from importlib.resources import files

from litestar import MediaType, Response

from deploy.gateway.console.page import chooser, speaker
from deploy.gateway.laws import LAWS
from deploy.gateway.pictures import Pictures, is_drawn
from deploy.gateway.problems import ProblemError
from deploy.gateway.templates import TEMPLATES
from shared.record import Record
from shared.store import NotFoundError, Store
from workers.gateway.report import Shown, show


def evidence(store: Store, pictures: Pictures, sha256: str, lang: str) -> Response[str]:
    """Answer with the sheet of a document; its styles are inside, and it has no scripts."""
    document = store.documents.get(sha256)
    try:
        record = store.records.get(document.id)
    except NotFoundError:
        raise ProblemError("no-record", document=sha256, state=document.state) from None
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return Response(
        sheet(record, pictures, lang, store.public_url),
        media_type=MediaType.HTML,
        headers={
            "content-security-policy": f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
            "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "content-disposition": f'inline; filename="evidence-{document.id[:12]}.html"',
            "cache-control": "no-store",
        },
    )


def sheet(record: Record, pictures: Pictures, lang: str, public_url: str) -> str:
    """Return the sheet of a record as HTML: only the pages that a finding points to are in it.

    It leads to the report in the console, where the console's address is known.

    It is made to be sent on: a page that shows personal data is named and left out.
    """
    file, shown = record.document, with_pages(record, pictures)
    places = [each.where for each in record.report.personal_data] if record.report else []
    private = {place.page or place.picture for place in places}
    drawn = {
        each.page: base64.b64encode(pictures.page(file.sha256, file.format, each.page)).decode()
        for each in shown.sheets
        if each.has_findings and each.page not in private
    }
    return TEMPLATES.get_template("evidence.html").render(
        document=file,
        shown=shown,
        drawn=drawn,
        private=private,
        link=f"{public_url}/reports/{file.sha256}" if public_url else None,
        lang=lang,
        t=speaker(lang),
        say=chooser(lang),
        style=_style(),
    )


def with_pages(record: Record, pictures: Pictures) -> Shown:
    """Return what is shown of a record, with its pages where there are pictures of them."""
    sizes: list[tuple[float, float]] = []
    if is_drawn(record):
        try:
            sizes = pictures.sizes(record.document.sha256, record.document.format)
        except ProblemError:  # it was read, and cannot be drawn: the tables are shown alone
            sizes = []
    return show(record, LAWS, sizes)


def _style() -> str:
    return (files("deploy.gateway") / "static" / "console.css").read_text("utf-8")
