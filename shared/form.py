"""The statutory forms: one TOML file an edition in `shared/forms/`, as printed, with its identities inside.

Keys, labels and identities are those of the instruments named in each file. There is one object for each part of a
form: it equals itself alone, so that what follows from it is worked out once.
"""

import copy
import re
import tomllib
from collections.abc import Collection
from enum import StrEnum
from functools import cache, cached_property
from importlib.resources import files

import msgspec


class Kind(StrEnum):
    """What a cell may hold."""

    COUNT = "count"  # an integer; negative ones are a finding, not a misreading
    SIGNED = "signed"  # a change: +12, -3, 增5, 减2
    DECIMAL = "decimal"  # money in the unit of its column
    AMOUNT = "amount"  # money in whatever unit the cell names, or none


class FormCell(msgspec.Struct, frozen=True):
    """One cell of a form. `labels` leads from the outermost column heading to the innermost."""

    key: str
    labels: tuple[str, ...]
    kind: Kind
    unit: str | None = None


class FormRow(msgspec.Struct, frozen=True, eq=False):
    """One row of a form. `labels` leads from the outermost row heading to the innermost; empty in table 四.

    A heading row has no cells; `key` is then the key that a value printed there would belong to.
    """

    key: str
    labels: tuple[str, ...]
    cells: tuple[FormCell, ...]
    block: str  # the title line above the row


class FormTable(msgspec.Struct, frozen=True, eq=False, dict=True):
    """One table of a form, rows in printed order."""

    key: str
    title: str
    rows: tuple[FormRow, ...]

    @cached_property
    def cells(self) -> tuple[FormCell, ...]:
        """Every cell, row by row."""
        return tuple(cell for row in self.rows for cell in row.cells)


class Identity(msgspec.Struct, frozen=True, eq=False, dict=True):
    """`Σ left (= or <= or >=) Σ right` over keys of cells; an empty right side is zero."""

    rule: str
    left: tuple[str, ...]
    relation: str
    right: tuple[str, ...]
    source: str

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Every cell involved, left side first."""
        return self.left + self.right


class Form(msgspec.Struct, frozen=True, eq=False, dict=True):
    """One edition of the statutory form."""

    key: str
    title: str
    instrument: str
    years: tuple[int, int]  # first and last report year it is due for
    anchors: tuple[str, ...]  # labels that only this edition prints
    tables: tuple[FormTable, ...]
    identities: tuple[Identity, ...]
    variants: tuple["Form", ...] = ()  # the same edition with rows that bodies print in place of the official ones

    @cached_property
    def cells(self) -> tuple[FormCell, ...]:
        """Every cell of every table in printed order."""
        return tuple(cell for table in self.tables for cell in table.cells)

    def table(self, key: str) -> FormTable:
        """Return the table with this key; KeyError where the form has none."""
        for table in self.tables:
            if table.key == key:
                return table
        raise KeyError(key)


@cache
def forms() -> dict[str, Form]:
    """Every edition by key, newest first."""
    folder = files("shared") / "forms"
    loaded = [_form(tomllib.loads(path.read_text("utf-8"))) for path in folder.iterdir() if path.name.endswith(".toml")]
    return {form.key: form for form in sorted(loaded, key=lambda form: form.years, reverse=True)}


def due(year: int) -> Form | None:
    """Return the edition that is due for a report year, or None before there was one."""
    return next((form for form in forms().values() if form.years[0] <= year <= form.years[1]), None)


def form_of(key: str | None, cells: Collection[str]) -> Form | None:
    """Return the edition, or the variant of it, whose cells these are; None for a report without a form."""
    form = forms().get(key or "")
    if form is None:
        return None
    variants = (variant for variant in form.variants if {cell.key for cell in variant.cells} == set(cells))
    return next(variants, form)


def _form(raw: dict) -> Form:  # type: ignore[type-arg] # parsed TOML
    variants = tuple(_form(_varied(raw, variant)) for variant in raw.get("variant", ()))
    tables = tuple(_table(table) for table in raw["table"])
    keys = [cell.key for table in tables for cell in table.cells]
    identities = tuple(each for identity in raw["identity"] for each in _identities(identity, keys))
    first, last = raw["years"]
    head = (raw["key"], raw["title"], raw["instrument"], (first, last), tuple(raw["anchors"]))
    return Form(*head, tables, identities, variants)


def _varied(raw: dict, variant: dict) -> dict:  # type: ignore[type-arg] # parsed TOML
    """Return the form with the variant's rows where the first of those that they replace stood."""
    varied = copy.deepcopy({key: value for key, value in raw.items() if key != "variant"})
    for table in varied["table"]:
        for block in table["block"] if table["key"] == variant["table"] else ():
            rows = {}
            for key, label in block["rows"].items():
                if key not in variant["replaces"]:
                    rows[key] = label
                elif key == variant["replaces"][0]:
                    rows |= variant["rows"]
            block["rows"] = rows
    return varied


def _table(raw: dict) -> FormTable:  # type: ignore[type-arg] # parsed TOML
    rows: list[FormRow] = []
    for block in raw["block"]:
        types = block.get("types", {})
        for key, row in block["rows"].items():
            entry = {"label": row} if isinstance(row, str) else row
            cells = tuple(
                FormCell(
                    _join(raw["key"], key, column),
                    _path(labels),
                    Kind(types.get(column or key, "count")),
                    entry.get("unit"),
                )
                for column, labels in block["columns"].items()
            )
            heading = "heading" in entry
            label = entry["heading" if heading else "label"]
            rows.append(FormRow(_join(raw["key"], key), _path(label), () if heading else cells, block["title"]))
    return FormTable(raw["key"], raw["title"], tuple(rows))


def _join(*parts: str) -> str:
    return ".".join(part for part in parts if part)


def _path(labels: str) -> tuple[str, ...]:
    return tuple(label.strip() for label in labels.split("|") if label.strip())


_RELATION = re.compile(r"\s(<=|>=|=)\s")


def _identities(raw: dict, keys: list[str]) -> list[Identity]:  # type: ignore[type-arg] # parsed TOML
    """Write one `[[identity]]` out over the columns or rows it is repeated for."""
    pattern, each = raw["cells"], raw.get("each")
    left, relation, right = _RELATION.split(raw["holds"])
    placeholder = {"column": "{row}", "row": "{column}", None: "{name}"}[each]
    found = []
    for instance in _instances(pattern, each, keys):
        sides = [
            tuple(key for term in side.split(" + ") if term != "0" for key in _keys(instance, placeholder, term, keys))
            for side in (left, right)
        ]
        found.append(Identity(raw["rule"], sides[0], relation, sides[1], raw["source"]))
    return found


def _instances(pattern: str, each: str | None, keys: list[str]) -> list[str]:
    """Fill the placeholder that the identity is repeated over with every value that occurs in the form."""
    if each is None:
        return [pattern]
    shape = re.compile(
        re.escape(pattern).replace(r"\{row\}", "(?P<row>.+)").replace(r"\{column\}", "(?P<column>[^.]+)")
    )
    values = [match[each] for key in keys if (match := shape.fullmatch(key))]
    return [pattern.replace("{" + each + "}", value) for value in dict.fromkeys(values)]


def _keys(instance: str, placeholder: str, term: str, keys: list[str]) -> list[str]:
    """Return the cells that a term stands for; `name.*` stands for the direct children of `name`."""
    if not term.endswith(".*"):
        key = instance.replace(placeholder, term)
        if key not in keys:
            raise KeyError(key)
        return [key]
    shape = re.compile(re.escape(instance).replace(re.escape(placeholder), re.escape(term[:-1]) + r"[^.]+"))
    return [key for key in keys if shape.fullmatch(key)]
