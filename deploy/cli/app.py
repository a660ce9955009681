"""The command `nianbao`: its commands by panel of the help page, and how each run of it ends.

Exit statuses: 0 and 1 by the documents, 2 where the command could not do its work; 130 on Ctrl-C and 141 where
whoever read the output has gone, as shells have it.
"""

import sys
import traceback
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.metadata import version
from typing import Annotated, Any

import typer

from deploy.cli.examples import examples
from deploy.cli.help import Command, Default, Group, Later, translate, usage_error
from deploy.cli.screen import CommandError, complain, err
from deploy.cli.words import say

COULD_NOT, INTERRUPTED, READER_GONE = 2, 130, 141

# What is named is a module of this package, loaded when the command is called, and a function in it.
COMMANDS: dict[str, dict[str, str]] = {
    "panel.work": {"check": "check:check", "run": "run:run", "up": "up:up"},
    "panel.batches": {
        "submit": "batches:submit",
        "status": "batches:status",
        "watch": "batches:watch",
        "show": "documents:show",
        "export": "export:export",
        "requeue": "documents:requeue",
        "waive": "waive:waive",
        "waivers": "waive:waivers",
    },
    "panel.lookup": {"forms": "lookup:forms", "schema": "lookup:schema"},
    "panel.processes": {
        "doctor": "doctor:doctor",
        "plan": "plan:plan",
        "drill": "drill:drill",
        "worker": "worker:worker",
        "scheduler": "scheduler:scheduler",
        "gateway": "gateway:gateway",
    },
}
_ENDPOINT: dict[str, str] = {
    "add": "endpoint:add",
    "list": "endpoint:every",
    "update": "endpoint:update",
    "test": "endpoint:test",
    "disable": "endpoint:disable",
    "enable": "endpoint:enable",
    "rotate": "endpoint:rotate",
    "deliveries": "endpoint:deliveries",
    "replay": "endpoint:replay",
}
_RULES: dict[str, str] = {"show": "lookup:rules", "rehearse": "rehearse:rehearse"}
_KEY: dict[str, str] = {"add": "key:add", "list": "key:every", "revoke": "key:revoke"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit status."""
    try:
        return _ended(_app()(args=arguments, prog_name="nianbao", standalone_mode=False) or 0)
    except typer.TyperException as error:
        complain(usage_error(error))
        context = getattr(error, "ctx", None)
        err().print(say("error.usage.hint", command=context.command_path if context else "nianbao"), style="dim")
    except CommandError as error:
        complain(str(error))
    except (typer.Abort, KeyboardInterrupt):
        return _ended(INTERRUPTED)
    except SystemExit as leaving:  # a signal, or Typer's way out when a pipe breaks
        return READER_GONE if leaving.code == 1 else int(leaving.code or 0)
    except Exception as error:  # noqa: BLE001 - whatever it is, it must not look like the exit status of a failed document
        from deploy.cli.failures import sentence  # noqa: PLC0415 - knows every library's errors, and so loads them all

        if known := sentence(error):
            complain(known)
        else:
            traceback.print_exc()
            complain(say("error.bug"))
    return COULD_NOT


def _ended(status: int) -> int:
    """Say that a command was broken off; Typer hands Ctrl-C on as a status."""
    if status == INTERRUPTED:
        err().print(say("interrupted"))
    return status


def _app() -> Any:  # noqa: ANN401 - Typer's command class is private
    translate()
    app = _group("nianbao", "\n\n".join(map(say, ("help", "help.exit", "help.state"))), _root, add_completion=False)
    receivers = _group("endpoint", say("endpoint.help"), _group_root)
    rules = _group("rules", say("rules.help"), _group_root, cls=Default)
    keys = _group("key", say("key.help"), _group_root)
    for panel, commands in COMMANDS.items():
        if panel == "panel.lookup":
            app.add_typer(rules, rich_help_panel=say(panel), options_metavar="")
        for name, command in commands.items():
            _add(app, name, name, command, rich_help_panel=say(panel))
        if panel == "panel.batches":
            app.add_typer(receivers, rich_help_panel=say(panel), options_metavar="")
        elif panel == "panel.processes":
            app.add_typer(keys, rich_help_panel=say(panel), options_metavar="")
    _add(app, "demo", "demo", "demo:demo", hidden=True)
    for name, command in _ENDPOINT.items():
        _add(receivers, name, f"endpoint.{name}", command)
    for name, command in _RULES.items():
        _add(rules, name, f"rules.{name}", command)
    for name, command in _KEY.items():
        _add(keys, name, f"key.{name}", command)
    return app


def _group(name: str, help_: str, root: Callable[..., Any], cls: type[Group] = Group, **more: Any) -> typer.Typer:  # noqa: ANN401 - Typer's options
    return typer.Typer(
        name=name,
        cls=cls,
        callback=root,
        invoke_without_command=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        help=help_,
        options_metavar=say("help.options"),
        subcommand_metavar=say("help.command"),
        rich_markup_mode="rich",
        **more,
    )


def _add(app: typer.Typer, name: str, key: str, where: str, **more: Any) -> None:  # noqa: ANN401 - likewise
    told: dict[str, Any] = {
        "help": say(f"{key}.help"),
        "epilog": examples(key),
        "options_metavar": say("help.options"),
    }

    def load() -> Any:  # noqa: ANN401 - likewise
        from shared import log  # noqa: PLC0415 - lists of commands log nothing

        log.configure("critical")  # logs are for processes; people are told in sentences
        module, _, function = where.partition(":")
        alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode="rich")
        alone.command(name, cls=Command, **told)(getattr(import_module(f"deploy.cli.{module}"), function))
        return typer.main.get_command(alone)

    app.command(name, cls=Later, **told, **more)(load)


def _version(asked: bool) -> None:  # noqa: FBT001 - Typer calls it so
    if asked:
        sys.stdout.write(f"nianbao {version('nianbao')}\n")
        raise typer.Exit


def _root(
    context: typer.Context,
    *,
    version: Annotated[  # noqa: ARG001 - its callback has answered
        bool, typer.Option("--version", callback=_version, is_eager=True, help=say("help.version"))
    ] = False,
) -> None:
    """Take what stands before the command."""
    _group_root(context)


def _group_root(context: typer.Context) -> None:
    """Show what there is to whoever names no command."""
    if context.invoked_subcommand is None:
        context.get_help()
        raise typer.Exit(COULD_NOT)
