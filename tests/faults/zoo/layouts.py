"""OFD files whose parts are the weapon."""

from tests.faults.zoo.beast import READ, Beast, lines
from tests.faults.zoo.words import LAUGHTER, outside
from tests.unit.extract.ofd import document, ofd, page, path, text


def _report(hostile: str = "") -> str:
    return page("".join(text(each, 20, 20 + 8 * row) for row, each in enumerate(lines())) + hostile)


def _declared(declared: str) -> bytes:
    return ofd(_report(), **{"Doc_0/Document.xml": declared + document("Pages/Page_0/Content.xml")})


def _templates() -> str:
    """A template that names itself, a thousand times."""
    named = '<ofd:Template TemplateID="1"/>' * 1_000
    return page("", named)


def _within_itself() -> bytes:
    told = '<ofd:CommonData><ofd:TemplatePage ID="1" BaseLoc="T.xml"/></ofd:CommonData>'
    parts = {"Doc_0/Document.xml": document("P.xml", before=told), "Doc_0/T.xml": _templates()}
    return ofd(
        **parts, **{"Doc_0/P.xml": _report().replace("<ofd:Content>", '<ofd:Template TemplateID="1"/><ofd:Content>')}
    )


def _again() -> bytes:
    """One page, named a hundred thousand times."""
    return ofd(**{"Doc_0/Document.xml": document(*["P.xml"] * 10**5), "Doc_0/P.xml": _report()})


def _grid() -> bytes:
    steps = [step / 100 for step in range(5_000)]
    return ofd(_report("".join(path(f"M 0 {at} L 200 {at}") + path(f"M {at} 0 L {at} 200") for at in steps)))


BEASTS = [
    Beast("entity-laughter.ofd", lambda: _declared(LAUGHTER), ("broken",)),
    Beast("entity-outside.ofd", lambda: _declared(outside()), ("broken",)),
    Beast("steps-without-end.ofd", lambda: ofd(_report(text("12", code='DeltaX="g 999999999999 1"'))), (READ,)),
    Beast("places-beyond-all.ofd", lambda: ofd(_report(text("12", 1e300, -1e300))), (READ,)),
    Beast("sizes-of-nothing.ofd", lambda: ofd(_report(text("12", attributes='CTM="0 0 0 0 0 0"'))), (READ,)),
    Beast("templates-within-themselves.ofd", _within_itself, (READ,)),
    Beast("page-100-thousand-times.ofd", _again, ("too-complex",)),
    Beast("path-of-millions.ofd", lambda: ofd(_report(path("M 0 0 " + "L 9 9 " * 10**6))), ("too-complex",)),
    Beast("grid-of-lines.ofd", _grid, (READ, "too-complex")),
    Beast("text-of-millions.ofd", lambda: ofd(_report(text("章" * 10**6))), ("too-complex",)),
]
