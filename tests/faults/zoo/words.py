"""Word documents whose markup is the weapon."""

from functools import partial
from itertools import pairwise

from tests.faults.zoo.archives import report
from tests.faults.zoo.beast import READ, Beast, elsewhere, lines
from tests.unit.extract.word import W, p, tbl, tc, tr, word

_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
LAUGHTER = f'<!DOCTYPE w [<!ENTITY l0 "ha">{_LAUGHS}]>'
_BLOWN = f'<!DOCTYPE w [<!ENTITY a "{"a" * 100_000}">]>'


def outside() -> str:
    """Return a document type whose entities lie in a file and at another address."""
    return f'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y SYSTEM "{elsewhere("y")}">]>'


def _entities(declared: str, used: str) -> bytes:
    body = "".join(map(p, lines(used)))
    return word("", **{"word/document.xml": f"{declared}<w:document {W}><w:body>{body}</w:body></w:document>"})


def _body(hostile: str, **more: str) -> bytes:
    before, *after = lines()
    return word(p(before) + hostile + "".join(map(p, after)), **more)


def _runs(times: int) -> str:
    return "<w:p>" + "".join(f"<w:r><w:t>{n * n}</w:t></w:r>" for n in range(times)) + "</w:p>"


def _changes(times: int) -> str:
    added = '<w:ins w:id="1" w:author="a"><w:r><w:t>1</w:t></w:r></w:ins>'
    struck = '<w:del w:id="2" w:author="b"><w:r><w:delText>2</w:delText></w:r></w:del>'
    return f"<w:p>{(added + struck) * times}</w:p>"


def _nested(opening: str, closing: str, levels: int, inner: str = "") -> str:
    return opening * levels + inner + closing * levels


def _numbered(numbering: str, times: int = 1) -> bytes:
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    return _body(p("甲", properties=numbered) * times, numbering=numbering)


def _circle() -> bytes:
    """Numbering that leads to a style that leads to the same numbering."""
    style = '<w:style w:type="numbering" w:styleId="S"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    link = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="S"/></w:abstractNum>'
    number = '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    return _body(p("甲", properties=numbered), numbering=link + number, styles=style)


def _styles_circle(length: int) -> bytes:
    names = [f"S{number}" for number in range(length)]
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{one}"><w:basedOn w:val="{other}"/></w:style>'
        for one, other in pairwise([*names, names[0]])
    )
    return _body(p("甲", properties='<w:pStyle w:val="S0"/>') * 10, styles=styles)


def _start(start: str, form: str, times: int = 1) -> bytes:
    level = f'<w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="%1、"/></w:lvl>'
    return _numbered(
        f'<w:abstractNum w:abstractNumId="1">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>',
        times,
    )


def _row(properties: str, number: int = 1) -> str:
    return tbl(tr(tc("予以公开"), tc(f"{number}", properties=properties)), tr(tc("合计"), tc("2")))


def _related(*entries: str) -> dict[str, str]:
    found = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{entry}" TargetMode="External"/>'
        for number, entry in enumerate(entries)
    )
    return {"word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONSHIPS}">{found}</Relationships>'}


def _all_elsewhere() -> bytes:
    kinds = ("image", "attachedTemplate", "numbering", "settings")
    entries = [f'{kind}" Target="{elsewhere(kind)}' for kind in kinds]
    return _body("", **_related(*entries, 'styles" Target="file:///etc/passwd'))


_MERGED = '<w:vMerge w:val="restart"/><w:gridSpan w:val="1000000000"/>'

BEASTS = [
    Beast("entity-laughter.docx", partial(_entities, LAUGHTER, "&l9;"), ("broken",)),
    Beast("entity-blown-up.docx", partial(_entities, _BLOWN, "&a;" * 10_000), ("broken",)),
    Beast("entity-outside.docx", lambda: _entities(outside(), "1&x;&y;2"), ("broken",)),
    Beast("related-outside.docx", _all_elsewhere, (READ,)),
    Beast("macros.docm", lambda: report(**{"word/vbaProject.bin": "Sub AutoOpen()"}), (READ,)),
    Beast("million-runs.docx", lambda: _body(_runs(10**6)), ("too-complex", "memory-limit"), is_slow=True),
    Beast("100-thousand-runs.docx", lambda: _body(_runs(10**5)), (READ,)),
    Beast("tracked-changes.docx", lambda: _body(_changes(10**5)), (READ,), is_slow=True),
    Beast(
        "insertions-nested.docx",
        lambda: _body(f"<w:p>{_nested('<w:ins>', '</w:ins>', 250)}</w:p>"),
        (READ, "too-complex"),
    ),
    Beast(
        "insertions-deep.docx",
        lambda: _body(f"<w:p>{_nested('<w:ins>', '</w:ins>', 10**5)}</w:p>"),
        ("broken", "too-complex"),
    ),
    Beast(
        "tables-nested.docx",
        lambda: _body(_nested("<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>", 80)),
        (READ, "too-complex"),
    ),
    Beast(
        "tables-deep.docx",
        lambda: _body(_nested("<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>", 10**4)),
        ("broken", "too-complex"),
    ),
    Beast(
        "100-thousand-tables.docx",
        lambda: _body("".join(_row("", n * n) for n in range(10**5))),
        ("too-complex", "memory-limit"),
        is_slow=True,
    ),
    Beast("span-of-a-billion.docx", lambda: _body(_row(_MERGED) * 100), (READ,)),
    Beast("span-of-less-than-none.docx", lambda: _body(_row('<w:gridSpan w:val="-5"/>')), (READ, "broken")),
    Beast("span-of-4301-digits.docx", lambda: _body(_row(f'<w:gridSpan w:val="{"9" * 5000}"/>')), (READ, "broken")),
    Beast(
        "grid-before.docx",
        lambda: _body(tbl(tr(tc("1"), tc("2"), properties='<w:gridBefore w:val="999999999"/>'))),
        (READ,),
    ),
    Beast("numbering-circle.docx", _circle, (READ,)),
    Beast("styles-circle.docx", lambda: _styles_circle(3), (READ,)),
    Beast("styles-in-a-row.docx", lambda: _styles_circle(20_000), (READ,)),
    Beast("numbers-from-a-billion.docx", lambda: _start("999999999", "chineseCounting", 100), (READ,)),
    Beast("roman-billions.docx", lambda: _start("999999999", "upperRoman", 100), (READ,)),
    Beast("letters-of-a-billion.docx", lambda: _start("999999999", "upperLetter", 100), (READ,)),
    Beast("numbers-below-none.docx", lambda: _start("-999", "chineseCountingThousand"), (READ,)),
    Beast("cell-of-10-megabytes.docx", lambda: _body(tbl(tr(tc("予以公开"), tc("1" * 10**7)))), ("too-complex",)),
    Beast(
        "text-without-end.docx",
        lambda: _body("".join(p("".join(map(str, range(n, n + 9_000)))) for n in range(10**5, 10**6, 9_000))),
        ("too-complex",),
    ),
]
