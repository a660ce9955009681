"""Web pages, and pages saved with their parts."""

from collections.abc import Callable
from functools import partial

from shared.form import forms
from tests.faults.zoo.beast import READ, TITLE, Beast, elsewhere, lines
from tests.faults.zoo.words import LAUGHTER, outside


def page(*hostile: str, before: str = "") -> bytes:
    """Return a page of a report with further markup before its sections."""
    title, *rest = lines()
    body = "".join(f"<p>{text}</p>" for text in rest)
    return f"{before}<html><body><h1>{title}</h1>{''.join(hostile)}{body}</body></html>".encode()


def _flood(unit: str, times: int, before: str = "", after: str = "") -> bytes:
    return page(before + unit * times + after)


def with_cell(text: str) -> bytes:
    """Return a page with the tables of a report, a text standing in one cell of each."""
    return page(
        *(
            "<table>"
            + "".join(
                "<tr>"
                + "".join(f"<td>{label}</td>" for label in row.labels)
                + "".join(f"<td>{text if place == number == 0 else 0}</td>" for place in range(len(row.cells)))
                + "</tr>"
                for number, row in enumerate(table.rows)
            )
            + "</table>"
            for table in forms()["gov_2021"].tables
        )
    )


def _all_elsewhere() -> bytes:
    address = elsewhere("a")
    return page(
        f'<base href="{address}"><link rel=stylesheet href="{address}"><img src="{address}">'
        f'<object data="{address}"></object><iframe src="{address}"></iframe>'
        f'<iframe src="file:///etc/passwd"></iframe><script src="{address}"></script>',
        before=f'<?xml version="1.0"?><!DOCTYPE html SYSTEM "{address}">',
    )


def _row(cells: str) -> str:
    return f"<tr><td>予以公开</td>{cells}</tr>"


def _saved(parts: str, kind: str = "multipart/related", boundary: str = "x") -> bytes:
    head = f'MIME-Version: 1.0\nContent-Type: {kind}; boundary="{boundary}"; start="<a>"\n\n'
    return (head + parts).encode()


def _part(text: bytes, headers: str = "Content-Type: text/html; charset=utf-8\n") -> str:
    return f"--x\n{headers}\n{text.decode()}\n"


def _within_itself(levels: int) -> bytes:
    """Parts within parts, each with the boundary of the one around it."""
    inner = 'Content-Type: multipart/related; boundary="x"\n\n'
    return _saved("".join(f"--x\n{inner}" for _ in range(levels)) + _part(page()) + "--x--\n")


def _matryoshka(levels: int) -> bytes:
    opened = "".join(f'--b{n}\nContent-Type: multipart/related; boundary="b{n + 1}"\n\n' for n in range(levels))
    last = f"--b{levels}\nContent-Type: text/html\n\n{page().decode()}\n"
    return _saved(opened + last, boundary="b0")


def _cell(text: Callable[[], str]) -> Callable[[], bytes]:
    return lambda: with_cell(text())


BEASTS = [
    Beast(
        "million-tiny-tables.html",
        partial(_flood, "<table><tr><td>1</table>", 10**6),
        ("too-complex", "memory-limit"),
        is_slow=True,
    ),
    Beast(
        "100-thousand-tables.html",
        partial(_flood, "<table><tr><td>1<td>2</table>", 10**5),
        (READ, "too-complex"),
        is_slow=True,
    ),
    Beast(
        "span-of-a-billion.html",
        lambda: page("<table>" + _row("<td rowspan=1000000000 colspan=1000000000>1</td>") * 1_000 + "</table>"),
        (READ,),
    ),
    Beast(
        "span-below-none.html",
        lambda: page("<table>" + _row("<td rowspan=-3 colspan=-3>1</td>") * 10 + "</table>"),
        (READ,),
    ),
    Beast(
        "span-of-5000-digits.html",
        lambda: page("<table>" + _row(f"<td colspan={'9' * 5000}>1</td>") + "</table>"),
        (READ,),
    ),
    Beast("cell-of-10-megabytes.html", _cell(lambda: "7" * 10**7), ("too-complex",)),
    Beast("million-digit-cell.html", _cell(lambda: "7" * 10**6), (READ,)),
    Beast("brackets-in-cell.html", _cell(lambda: "（" * 50_000 + "12" + "）" * 50_000), (READ,)),
    Beast("thousands-in-cell.html", _cell(lambda: "1" + ",123" * 10**5), (READ,)),
    Beast("words-in-cell.html", _cell(lambda: "修订1件" * 10**5), (READ,)),
    Beast("numbers-in-cell.html", _cell(lambda: "1 " * 10**5), (READ,)),
    Beast("units-in-cell.html", _cell(lambda: "1件" * 10**5), (READ,)),
    Beast("combining-in-cell.html", _cell(lambda: "1" + "\u0301" * 10**5), (READ,)),
    Beast("deep.html", partial(_flood, "<div>", 10**5), ("too-complex",)),
    Beast("deep-unclosed-formatting.html", partial(_flood, "<b><i><u><font>", 20_000), ("too-complex",)),
    Beast("deep-tables.html", partial(_flood, "<table><tr><td>", 10**4), ("too-complex",)),
    Beast("tables-300-deep.html", partial(_flood, "<table><tr><td>1</td><td>2", 300), (READ, "too-complex")),
    Beast("closing-tags.html", partial(_flood, "</div></b></table>", 10**5), (READ,)),
    Beast("misnested.html", partial(_flood, "<b><p><i></b></p><table><b>", 10**4), (READ, "too-complex")),
    Beast("comments-open.html", partial(_flood, "<!--", 10**5), ("not-a-report",)),
    Beast("comments-first.html", lambda: b"<!--" * 10**5 + page(), ("not-a-report", READ)),
    Beast("declarations-first.html", lambda: b"<?xml " * 10**5 + page(), (READ, "not-a-report")),
    Beast("scripts-open.html", lambda: b"<script>" * 10**5 + page(), ("not-a-report", READ)),
    Beast("attributes.html", lambda: page("<p " + "".join(f"a{n}=1 " for n in range(20_000)) + ">1</p>"), (READ,)),
    Beast("attribute-of-5-megabytes.html", lambda: page(f'<p style="{"a" * 5_000_000}">1</p>'), ("too-complex", READ)),
    Beast("styles-half-written.html", lambda: page(*['<p style="display' + " " * 5_000 + '">1</p>'] * 200), (READ,)),
    Beast(
        "pictures-half-written.html", lambda: page("data:" + "a/" * 10**5 + ("data:image/png;base64" * 10**4)), (READ,)
    ),
    Beast("charsets.html", lambda: b"<meta charset " * 10**4 + page(), (READ,)),
    Beast("inputs.html", partial(_flood, '<input value="1">', 10**5), (READ,)),
    Beast("links.html", partial(_flood, "<a href=1>一、总体情况</a>", 10**5), (READ,)),
    Beast("tools-line.html", partial(_flood, "大中小打印分享", 10**5, "<p>"), (READ,)),
    Beast("breadcrumbs.html", lambda: page(*["<p>" + "[【（" * 60 + "</p>"] * 1_000), (READ,)),
    Beast("entities.html", partial(_flood, "&nbsp;&#49;&#x32;&hellip;", 10**5), (READ,)),
    Beast("entity-laughter.xhtml", lambda: page("&l9;", before=LAUGHTER.replace("w [", "html [")), (READ,)),
    Beast("entity-outside.xhtml", lambda: page("1&x;2&y;", before=outside().replace("w [", "html [")), (READ,)),
    Beast("pictures-elsewhere.html", _all_elsewhere, (READ,)),
    Beast("nul.html", lambda: page("1\0" * 10**5), (READ, "unknown-format")),
    Beast(
        "meta-title-of-megabytes.html",
        lambda: page(before=f'<meta name=ArticleTitle content="{TITLE * 5_000}">'),
        (READ, "not-a-report"),
    ),
    Beast("100-thousand-parts.mhtml", lambda: _saved(_part(page()) + _part(b"1") * 10**5 + "--x--"), (READ,)),
    Beast("within-itself.mhtml", lambda: _within_itself(10**4), ("broken", READ)),
    Beast("parts-in-parts.mhtml", lambda: _matryoshka(5_000), ("broken", READ, "too-complex")),
    Beast(
        "start-at-nothing.mhtml",
        lambda: _saved("--x\nContent-Type: text/html\nContent-ID: <b>\nContent-Location: cid:a\n\n" + page().decode()),
        (READ,),
    ),
    Beast("boundary-empty.mhtml", lambda: _saved(_part(page()), boundary=""), ("broken", READ)),
    Beast(
        "headers-without-end.mhtml",
        lambda: _saved(_part(page(), "X: y\n" * 10**5 + "Content-Type: text/html\n")),
        (READ,),
    ),
    Beast(
        "parameters-without-end.mhtml",
        lambda: _saved(_part(page()), kind="multipart/related" + "; a*0=1" * 10**4),
        (READ, "broken"),
    ),
    Beast(
        "encoded-wrongly.mhtml",
        lambda: _saved(_part(page(), "Content-Type: text/html; charset=rot13\nContent-Transfer-Encoding: base64\n")),
        ("broken", "not-a-report", READ),
    ),
    Beast(
        "uuencoded.mhtml",
        lambda: _saved(
            _part(
                b"begin 644 ../../etc/passwd\n#86)C\n`\nend",
                "Content-Type: text/html\nContent-Transfer-Encoding: x-uuencode\n",
            )
        ),
        ("broken", "not-a-report"),
    ),
]
