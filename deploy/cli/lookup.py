"""`nianbao rules`, `forms` and `schema`: what is checked and why, from the code itself."""

from collections.abc import Sequence
from itertools import groupby
from typing import Annotated, Self

import typer
from msgspec import structs
from rich.console import Console
from rich.table import Table
from rich.text import Text

from deploy.cli.screen import CommandError, Prose, out, paragraph, print_json
from deploy.cli.tell import severity
from deploy.cli.words import language, say
from shared import form as statutory
from shared.finding import Severity
from shared.form import Form, FormTable, Identity
from shared.record import schema as record_schema
from workers.notify import EventType, event_schema
from workers.validate import RULES
from workers.validate.rule import Documentation, Rule

_OPEN_BEGIN, _OPEN_END = 1, 9999  # as the forms' files write years without an end


class _Explained(Documentation, frozen=True, kw_only=True):
    """A rule as `rules --json` prints it."""

    id: str
    name: str
    severity: Severity
    forms: tuple[str, ...] | None

    @classmethod
    def of(cls, rule: Rule) -> Self:
        told = structs.asdict(rule.documentation)
        return cls(id=rule.id, name=rule.name, severity=rule.severity, forms=rule.forms, **told)


def rules(
    rule: Annotated[str | None, typer.Argument(help=say("rules.id"), metavar="ID", show_default=False)] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help=say("lookup.json"))] = False,
) -> None:
    """Print every rule in a line, or one of them whole."""
    known = {each.id: each for each in RULES}
    if rule is not None and rule.upper() not in known:
        raise CommandError(say("rules.no-such", ids=rule))
    shown = [known[rule.upper()]] if rule else RULES
    if as_json:
        listed = [_Explained.of(each) for each in shown]
        print_json(listed[0] if rule else listed)
    elif rule:
        _rule(out(), shown[0])
    else:
        _rules(out(), shown)


def forms(
    key: Annotated[str | None, typer.Argument(help=say("forms.key"), metavar="KEY", show_default=False)] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help=say("lookup.json"))] = False,
) -> None:
    """Print every form, or one of them whole."""
    known = statutory.forms()
    if key is not None and key not in known:
        raise CommandError(say("forms.no-such", key=key, known=" ".join(known)))
    if as_json:
        print_json(known[key] if key else list(known.values()))
    elif key:
        _form(out(), known[key])
    else:
        _forms(out(), list(known.values()))


def schema(
    *,
    event: Annotated[
        EventType | None,
        typer.Option(help=say("schema.event", events=", ".join(EventType)), metavar="EVENT", show_default=False),
    ] = None,
) -> None:
    """Print the JSON Schema of a record, or of the notices of one event."""
    print_json(record_schema() if event is None else event_schema(event))


def _rules(console: Console, known: Sequence[Rule]) -> None:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column(say("rules.column.id"), style="cyan", no_wrap=True)
    table.add_column(say("rules.column.severity"), no_wrap=True)
    table.add_column(say("rules.column.says"))
    for each in known:
        documentation = each.documentation
        says = documentation.zh if language() == "zh" else documentation.en
        table.add_row(each.id, severity(each.severity), Prose(says))
    console.print(table)


def _rule(console: Console, rule: Rule) -> None:
    told = rule.documentation
    head = Text.assemble((rule.id, "bold cyan"), f"  {rule.name}  ")
    console.print(head.append_text(severity(rule.severity)))
    says = (told.zh, told.en) if language() == "zh" else (told.en, told.zh)
    parts = (
        *((None, text) for text in says),
        ("basis", told.basis),
        ("forms", " ".join(rule.forms) if rule.forms else say("rules.every-form")),
        ("passes", told.passes),
        ("fails", told.fails),
    )
    for title, text in parts:
        console.print()
        if title:
            console.print(Text(say(f"rules.{title}"), style="dim"))
        paragraph(console, text, 2)


def _forms(console: Console, known: list[Form]) -> None:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for title in ("key", "title", "instrument", "years"):
        table.add_column(say(f"forms.column.{title}"), overflow="fold")
    for title in ("cells", "identities"):
        table.add_column(say(f"forms.column.{title}"), justify="right")
    for form in known:
        counts = (str(len(form.cells)), str(len(form.identities)))
        table.add_row(Text(form.key, style="cyan"), form.title, form.instrument, _years(form), *counts)
    console.print(table)


def _years(form: Form) -> str:
    first, last = form.years
    if last >= _OPEN_END:
        return say("forms.since", first=first)
    if first <= _OPEN_BEGIN:
        return say("forms.until", last=last)
    return f"{first}–{last}"


def _form(console: Console, form: Form) -> None:
    console.print(Text.assemble((form.title, "bold"), f"  {form.key}  {form.instrument}  {_years(form)}"))
    for table in form.tables:
        console.print()
        console.print(Text.assemble((table.title, "bold"), (f"  {table.key}", "cyan")))
        _table(console, table)
    console.print()
    console.print(Text(say("forms.identities"), style="bold"))
    for (rule, source), group in groupby(form.identities, key=lambda identity: (identity.rule, identity.source)):
        first, *rest = group
        console.print(Text.assemble("  ", (rule, "cyan"), f" ×{len(rest) + 1}  {source}"))
        paragraph(console, _equation(first), 6, "dim")


def _table(console: Console, table: FormTable) -> None:
    """Print blocks: labels as printed on the form, nested as there, and how keys of records are made of them."""
    for block, group in groupby(table.rows, key=lambda row: row.block):
        rows = list(group)
        console.print(Text(f"  {block}", style="dim"))
        columns = {
            cell.labels: "." + cell.key.removeprefix(f"{row.key}.") for row in rows for cell in row.cells if cell.labels
        }
        _tree(console, "columns", list(columns.items()))
        _tree(console, "rows", [(row.labels, row.key.removeprefix(f"{table.key}.")) for row in rows if row.labels])


def _tree(console: Console, title: str, entries: list[tuple[tuple[str, ...], str]]) -> None:
    """Print labels, each below those that lead to it, beside their part of a key."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column()
    grid.add_column(overflow="fold")
    grid.add_column(style="cyan", no_wrap=True)
    above: tuple[str, ...] = ()
    for labels, key in entries:
        *parents, label = labels
        for depth, parent in enumerate(parents):
            if above[: depth + 1] != labels[: depth + 1]:
                grid.add_row("  ", "  " * depth + parent)
        grid.add_row("  ", "  " * len(parents) + label, key)
        above = tuple(parents)
    if entries:
        console.print(Text(f"    {say(f'forms.column.{title}')}", "dim"))
        console.print(grid)


def _equation(identity: Identity) -> str:
    return f"{' + '.join(identity.left)} {identity.relation} {' + '.join(identity.right) or '0'}"
