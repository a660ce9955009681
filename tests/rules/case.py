"""A report in a few lines: what a case file states, over a report that has nothing wrong with it."""

import tomllib
from pathlib import Path
from typing import Any

from shared.document import Where
from shared.form import Form, FormCell, forms
from shared.job import Hints
from shared.personal import find, mask
from shared.report import Attachment, Copy, Coverage, Heading, PersonalData, Report, Section, State, Value
from workers.normalize.values import value
from workers.validate.neighbours import File, Neighbours
from workers.validate.rules.structure import SECTIONS

FOLDER = Path(__file__).parent
VERDICTS = ("pass", "fail", "uncertain", "not_assessable", "pass_blank_as_zero", "silent")
_KEYS = {
    "name", "count", "severity", "message", "expected", "actual", "suspects", "quote",
    "year", "form", "seen", "publisher", "title", "published", "period", "period_quote", "metadata",
    "cells", "rows", "stat", "copy", "extra", "unmapped",
    "preamble", "sections", "appendix", "drop", "in_text", "headings", "retitle",
    "previous", "siblings", "earlier", "reorganized", "told",
}  # fmt: skip
_TEXTS = {
    "overview": (
        "（一）主动公开。公开了财政和民生方面的信息。（二）依申请公开。完善了申请的登记和答复。（三）政府信息管理。严格保密审查。"
        "（四）平台建设。维护网站专栏。（五）监督保障。公开工作纳入年度考核；开展社会评议，群众评价良好；未发生责任追究。"
    ),
    "problems": "一是公开内容不够丰富，二是解读形式较为单一。下一步将加强培训，丰富形式。",
    "other_matters": "本年度没有收取信息处理费。",
}


def cases(rule: str) -> list[tuple[str, dict[str, Any]]]:
    """Return the cases of a rule with the verdict that each is to get."""
    found = tomllib.loads((FOLDER / f"{rule}.toml").read_text("utf-8"))
    for verdict, listed in found.items():
        assert verdict in VERDICTS, f"{rule}.toml: {verdict!r} is no verdict"
        for case in listed:
            assert case.keys() <= _KEYS, f"{rule}.toml: unknown {case.keys() - _KEYS}"
    return [(verdict, case) for verdict, listed in found.items() for case in listed]


def neighbours(case: dict[str, Any]) -> Neighbours:
    """Return what stands beside the report: cases themselves, of the same body unless they say otherwise."""
    year = case.get("year", 2023)
    alike = {key: case[key] for key in ("publisher",) if key in case}

    def files(listed: list[dict[str, Any]], year: int) -> tuple[File, ...]:
        return tuple(
            File(f"{number:064x}", "pdf", report({**alike, "year": year, **each})) for number, each in enumerate(listed)
        )

    return Neighbours(
        previous=files(case.get("previous", []), year - 1) if year else (),
        siblings=files(case.get("siblings", []), year) if year else (),
        earlier=next(iter(files(case.get("earlier", []), year or 0)), None),
        reorganized=case.get("reorganized", False),
        told=Hints(**case.get("told", {})),
    )


def report(case: dict[str, Any]) -> Report:
    """Return the report that a case describes: all cells 0, all sections there, but for what the case names."""
    year = case.get("year", 2023)
    publisher = case.get("publisher", "某县清溪镇")
    form = forms().get(case.get("form", "gov_2021" if year is None or year > 2020 else "gov_2019"))
    personal: list[PersonalData] = []
    sections = {
        key: _section(
            case.get("retitle", {}).get(key, title),
            case.get("sections", {}).get(key, _TEXTS.get(key, "")),
            personal,
            line,
        )
        for line, (key, title) in enumerate(SECTIONS.items(), start=100)
        if key not in case.get("drop", [])
    }
    headings = case.get("headings") or [[key, section.heading] for key, section in sections.items()]
    cells = _cells(form, case) if form else {}
    period = case.get("period", [f"{year}-01-01", f"{year}-12-31"])
    states = [cell.state for cell in cells.values()]
    return Report(
        title=case.get("title", f"{publisher}{year}年政府信息公开工作年度报告") or None,
        publisher=publisher or None,
        year=year or None,
        form=form.key if form else None,
        forms_seen=tuple(case.get("seen", [form.key] if form else [])),
        published=case.get("published"),
        period=(period[0], period[1]) if period else None,
        period_quote=case.get("period_quote") or ("统计期限为全年。" if period else None),
        metadata=case.get("metadata", {}),
        preamble=_section("", case.get("preamble", "现公布年度报告。"), personal, 1),
        sections=sections,
        appendix=_section("", case["appendix"], personal, 500) if "appendix" in case else None,
        headings=tuple(
            Heading(key, text, Where(line=line, **dict(zip(("table", "page", "row"), place, strict=False))))
            for line, (key, text, *place) in enumerate(headings, start=100)
        ),
        cells=cells,
        extra={key: tuple(map(_value, values)) for key, values in case.get("extra", {}).items()},
        unmapped_rows={key: tuple(rows) for key, rows in case.get("unmapped", {}).items()},
        coverage=Coverage(len(states), len(states) - states.count(State.MISSING), states.count(State.BLANK)),
        copies=tuple(_copies(case, cells)),
        attachments=(_statistics(case["stat"]),) if "stat" in case else (),
        personal_data=tuple(personal),
    )


def _section(heading: str, text: str, personal: list[PersonalData], line: int) -> Section:
    """Mask a text as normalization does, line by line."""
    places = []
    for number, row in enumerate(text.split("\n")):
        where = Where(line=line + number)
        places.append(where)
        personal += [PersonalData(hit.kind, hit.masked, mask(row), where) for hit in find(row)]
    return Section(heading, "\n".join(mask(row) for row in text.split("\n")), Where(line=line), tuple(places))


def _value(content: object, cell: FormCell | None = None, where: Where | None = None) -> Value:
    if content == "missing":
        return Value(None, State.MISSING)
    raw = str(content)
    return value(raw, cell.kind if cell else forms()["gov_2021"].cells[0].kind, where or Where(table=9))


def _cells(form: Form, case: dict[str, Any]) -> dict[str, Value]:
    contents: dict[str, object] = dict.fromkeys((cell.key for cell in form.cells), 0)
    for prefix, row in case.get("rows", {}).items():
        keys = [key for key in contents if key.startswith(prefix + ".")]
        assert len(keys) == len(row), f"{prefix} has {len(keys)} cells"
        contents |= dict(zip(keys, row, strict=True))
    for key, content in case.get("cells", {}).items():
        assert any(each == key or each.startswith(key + ".") for each in contents), f"{form.key} has no {key}"
        contents |= {each: content for each in contents if each == key or each.startswith(key + ".")}
    by_key = {cell.key: cell for cell in form.cells}
    return {
        key: _value(content, by_key[key], Where(table=1, row=row, line=row if case.get("in_text") else None))
        for row, (key, content) in enumerate(contents.items())
    }


def _copies(case: dict[str, Any], cells: dict[str, Value]) -> list[Copy]:
    if "copy" not in case:
        return []
    changed = {key: _value(content, where=Where(table=5)) for key, content in case["copy"]["cells"].items()}
    table = case["copy"]["table"]
    return [Copy(table, {key: changed.get(key, cell) for key, cell in cells.items() if key.startswith(table)})]


def _statistics(stated: dict[str, object]) -> Attachment:
    form = forms()["stat_2014"]
    by_key = {cell.key: cell for cell in form.cells}
    cells = {key: _value(stated.get(key, 0), cell, Where(table=7)) for key, cell in by_key.items()}
    headings = {key: _value(content, where=Where(table=7)) for key, content in stated.items() if key not in by_key}
    return Attachment(form.key, cells, Coverage(len(cells), len(cells), 0), headings)
