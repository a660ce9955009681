"""The command `nianbao`: its commands by panel of the help page, and how each run of it ends.

Exit statuses: 0 and 1 by the documents, 2 where the command could not do its work; 130 on Ctrl-C and 141 where
whoever read the output has gone, as shells have it.
"""

import sys
import traceback
from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Annotated, Any

import typer

from deploy.cli import check, lookup
from deploy.cli.failures import sentence
from deploy.cli.help import Command, Group, translate, usage_error
from deploy.cli.screen import CommandError, complain, err
from deploy.cli.words import choose, say
from deploy.sources import SourceError

COULD_NOT, INTERRUPTED, READER_GONE = 2, 130, 141

_COMMANDS: dict[str, dict[str, Callable[..., Any]]] = {
    "panel.work": {"check": check.check},
    "panel.lookup": {"rules": lookup.rules, "forms": lookup.forms, "schema": lookup.schema},
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit status."""
    try:
        return _app()(args=arguments, prog_name="nianbao", standalone_mode=False) or 0
    except typer.TyperException as error:
        complain(usage_error(error))
        context = getattr(error, "ctx", None)
        err().print(say("error.usage.hint", command=context.command_path if context else "nianbao"), style="dim")
    except CommandError as error:
        complain(str(error))
    except SourceError as error:
        complain(choose(error.message))
    except (typer.Abort, KeyboardInterrupt):
        err().print(say("interrupted"))
        return INTERRUPTED
    except SystemExit:  # Typer's way out when a pipe breaks
        return READER_GONE
    except Exception as error:  # noqa: BLE001 - whatever it is, it must not look like the exit status of a failed document
        if known := sentence(error):
            complain(known)
        else:
            traceback.print_exc()
            complain(say("error.bug"))
    return COULD_NOT


def _app() -> Any:  # noqa: ANN401 - Typer's command class is private
    translate()
    app = typer.Typer(
        name="nianbao",
        cls=Group,
        callback=_root,
        invoke_without_command=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        help=f"{say('help')}\n\n{say('help.exit')}",
        options_metavar=say("help.options"),
        subcommand_metavar=say("help.command"),
        rich_markup_mode="rich",
    )
    for panel, commands in _COMMANDS.items():
        for name, command in commands.items():
            app.command(
                name,
                cls=Command,
                help=say(f"{name}.help"),
                options_metavar=say("help.options"),
                rich_help_panel=say(panel),
            )(command)
    return app


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
    """Show what there is to whoever names no command."""
    if context.invoked_subcommand is None:
        context.get_help()
        raise typer.Exit(COULD_NOT)
